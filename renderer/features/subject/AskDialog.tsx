// Asking to have erased what is kept of a customer, at their request (rule R4).
import { App, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CustomerView } from '#shared/contract/dossier.ts'
import { subjectContract } from '#shared/contract/subject.ts'
import { IDENTITY_SHOWN } from '#shared/domain/subject.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = { shown: (typeof IDENTITY_SHOWN)[number]; remark: string }

const { shape } = subjectContract['subject.ask'].input

export function AskDialog({ customer, onClose }: { customer: Pick<CustomerView, 'id' | 'name'>; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [, navigate] = useLocation()
  const mayLook = usePermits('disposal.read')
  const act = useAct(async (values: Values) => {
    const { id, number } = await call('subject.ask', { customerId: customer.id, ...values })
    void message.success(t('subject.asked', { number }))
    onClose()
    // Where it is said what is kept of them, and until when.
    if (mayLook) navigate(paths.disposals('persons', id))
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="subject-ask" title={t('subject.askFor', { name: customer.name })} submit={t('subject.ask')} form={form} initialValues={{ shown: 'identityCard', remark: '' }} act={act} onCancel={onClose}
    >
      <p>{t('subject.askText')}</p>
      <Form.Item name="shown" label={t('subject.shownLabel')} rules={[schemaRule(shape.shown)]}>
        <Select options={IDENTITY_SHOWN.map((value) => ({ value, label: t(`subject.shown.${value}`) }))} />
      </Form.Item>
      <Form.Item name="remark" label={t('disposal.remark')} rules={[schemaRule(shape.remark)]}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </FormDialog>
  )
}

// Sending a record back with a reason, signed by the archivist's password (F9 is one reason); it stays due.
import { App, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListedRecordView } from '#shared/contract/record.ts'
import { REFUSAL_REASONS } from '#shared/domain/sign-in-book.ts'
import { note, provenPassword } from '#shared/contract/field.ts'
import { useAct } from '../../app/answer.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { call } from '../../api.ts'

type Values = { reason: (typeof REFUSAL_REASONS)[number]; remark: string; password: string }

type RefuseDialogProps = { record: ListedRecordView; onClose: () => void; onRefused: () => void }

export function RefuseDialog({ record, onClose, onRefused }: RefuseDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const reason = Form.useWatch('reason', form)
  const refuse = useAct(async (values: Values) => {
    const { seq } = await call('handover.refuse', { recordId: record.id, ...values })
    void message.success(t('handover.refuse.done', { seq }))
    onRefused()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="refuse"
      title={t('handover.refuse.title', { number: record.number })}
      submit={t('handover.refuse.submit')}
      danger
      form={form}
      initialValues={{ reason: 'ink', remark: '' }}
      act={refuse}
      onCancel={onClose}
    >
      <p>{t('handover.refuse.intro')}</p>
      <Form.Item name="reason" label={t('handover.refuse.reason')}>
        <Radio.Group
          vertical
          aria-label={t('handover.refuse.reason')}
          options={REFUSAL_REASONS.map((each) => ({ value: each, label: t(`handover.refusal.${each}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="remark"
        label={t('handover.refuse.remark')}
        required={reason === 'other'}
        rules={[
          schemaRule(note(500)),
          ...(reason === 'other' ? [{ required: true, whitespace: true, message: fieldProblem('text.required') }] : []),
        ]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="password" label={t('handover.refuse.password')} required rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="off" visibilityToggle={false} />
      </Form.Item>
    </FormDialog>
  )
}

// Somebody looked and found that a pair is two: it is not listed again (rule F8).
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { requiredLine } from '#shared/contract/field.ts'
import type { MergeSubject } from '#shared/domain/merge.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = { reason: string }

type NotDoubleDialogProps = { subject: MergeSubject; oneId: number; otherId: number; onClose: (noted: boolean) => void }

export function NotDoubleDialog({ subject, oneId, otherId, onClose }: NotDoubleDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const act = useAct(async ({ reason }: Values) => {
    await call('merge.notDouble', { subject, oneId, otherId, reason })
    void message.success(t('merge.pair.notDone'))
    onClose(true)
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="notDouble" title={t('merge.pair.notTitle')} submit={t('merge.pair.notSubmit')} form={form} act={act}
      initialValues={{ reason: '' }} onCancel={() => onClose(false)}
    >
      <p>{t('merge.pair.notIntro')}</p>
      <Form.Item name="reason" label={t('merge.pair.notReason')} required rules={[schemaRule(requiredLine(200))]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  )
}

// Asking for a complete export: up to which level, what for, for whom (rules S3, S4).
import { Alert, App, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { exportContract } from '#shared/contract/export.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { levelRank, SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = RawInput<'export.request'>

const { shape } = exportContract['export.request'].input

type RequestDialogProps = { highest: SecrecyLevel; onAsked: () => void; onCancel: () => void }

export function RequestDialog({ highest, onAsked, onCancel }: RequestDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const act = useAct(async (values: Values) => {
    const { number } = await call('export.request', values)
    void message.success(t('exports.requested', { number }))
    onAsked()
  }, (error) => applyFieldProblems(form, error))
  // What is top secret leaves in principle never (S4): it is not what one asks for without having chosen it.
  const usual = highest === 'topSecret' ? 'confidential' : highest
  return (
    <FormDialog<Values>
      name="export-request" title={t('exports.requestTitle')} submit={t('exports.requestRun')} form={form} initialValues={{ level: usual, purpose: '', recipient: '' }} act={act}
      onCancel={onCancel}
    >
      <Alert className="note" type="warning" showIcon title={t('exports.unencrypted')} />
      <Form.Item name="purpose" label={t('exports.purpose')} extra={t('exports.purposeHint')} rules={[schemaRule(shape.purpose)]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="recipient" label={t('exports.recipient')} extra={t('exports.recipientHint')} rules={[schemaRule(shape.recipient)]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="level" label={t('exports.level')} extra={t('exports.levelHint')} rules={[schemaRule(shape.level)]}>
        <Select options={SECRECY_LEVELS.filter((level) => levelRank(level) <= levelRank(highest)).map((value) => ({ value, label: t(`exports.upTo.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  )
}

// Making an approved export: into which folder, with one's password, and told in both languages that it is not encrypted (rule S4).
import { Alert, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { exportContract, type ExportView } from '#shared/contract/export.ts'
import { EXPORT_LANGUAGES } from '#shared/domain/export.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FolderField } from '../../components/FolderField.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = { folder: string; password: string }

type MakeDialogProps = { request: ExportView; onStarted: (taskId: string, folder: string) => void; onCancel: () => void }

export function MakeDialog({ request: { id, number, level, purpose, recipient, making }, onStarted, onCancel }: MakeDialogProps) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<Values>()
  const act = useAct(async ({ folder, password }: Values) => {
    const language = EXPORT_LANGUAGES.find((known) => known === i18n.language) ?? 'zh-CN'
    const { taskId } = await call('export.make', { id, folder, password, language })
    onStarted(taskId, folder)
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="export-make" title={t('exports.makeTitle', { number })} submit={t('exports.makeRun')} danger width={560} form={form}
      initialValues={{ folder: making?.folder ?? '', password: '' }} act={act} onCancel={onCancel}
    >
      <p>{purpose} · {t('exports.recipientOf', { name: recipient })} · {t(`exports.upTo.${level}`)}</p>
      <Alert className="note" type="warning" showIcon title={<>{t('exports.unencrypted')}<br />{t('exports.unencryptedAlso')}</>} />
      <FolderField name="folder" label={t('exports.folder')} extra={t('exports.folderHint')} />
      <Form.Item name="password" label={t('exports.password')} rules={[schemaRule(exportContract['export.make'].input.shape.password)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}

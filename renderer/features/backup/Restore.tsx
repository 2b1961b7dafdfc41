// Restores a backup point into a new, empty folder; the open archive is not touched.
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BackupPointView } from '#shared/contract/backup.ts'
import { provenPassword } from '#shared/contract/field.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { FolderField } from '../../components/FolderField.tsx'

type Values = { target: string; password: string }

type RestoreProps = {
  folder: string
  point: BackupPointView
  onStarted: (taskId: string, target: string) => void
  onCancel: () => void
}

export function Restore({ folder, point, onStarted, onCancel }: RestoreProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const act = useAct(
    async ({ target, password }: Values) => {
      const { taskId } = await call('backup.restore', { folder, id: point.id, target, password })
      onStarted(taskId, target)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog name="restore" title={t('backup.restoreTitle')} submit={t('backup.restoreRun')} form={form} act={act} onCancel={onCancel}>
      <p>{t('backup.restoreWhat', { time: dateTimeText(point.takenAt) })}</p>
      <FolderField name="target" label={t('backup.target')} extra={t('backup.targetHint')} />
      <Form.Item name="password" label={t('backup.password')} rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}

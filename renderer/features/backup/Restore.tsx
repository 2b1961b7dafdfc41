// Restores a backup point: into a new, empty folder, or in the place of the open archive.
import { Alert, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BackupPointView } from '#shared/contract/backup.ts'
import { provenPassword } from '#shared/contract/field.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { FolderField } from '../../components/FolderField.tsx'

type Values = { way: 'apart' | 'replace'; target?: string; password: string }

type RestoreProps = {
  folder: string
  point: BackupPointView
  onStarted: (taskId: string, target: string) => void
  onCancel: () => void
}

export function Restore({ folder, point, onStarted, onCancel }: RestoreProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const time = dateTimeText(point.takenAt)
  const way = Form.useWatch('way', form)
  const act = useAct(
    async ({ target = '', password }: Values) => {
      const from = { folder, id: point.id, password }
      const { taskId } = way === 'replace' ? await call('backup.replace', from) : await call('backup.restore', { ...from, target })
      onStarted(taskId, target)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="restore" title={t('backup.restoreTitle')} submit={t(way === 'replace' ? 'backup.replaceRun' : 'backup.restoreRun')} danger={way === 'replace'} width={560}
      form={form} initialValues={{ way: 'apart' }} act={act} onCancel={onCancel}
    >
      <Form.Item name="way" label={t('backup.restoreWay')}>
        <Radio.Group options={[{ value: 'apart', label: t('backup.restoreApart') }, { value: 'replace', label: t('backup.restoreReplace') }]} />
      </Form.Item>
      {way === 'replace'
        ? (
          <>
            <p>{t('backup.replaceWhat', { time })}</p>
            <Alert className="note" type="warning" showIcon title={t('backup.replaceLoss', { time })} />
          </>
        )
        : (
          <>
            <p>{t('backup.restoreWhat', { time })}</p>
            <FolderField name="target" label={t('backup.target')} extra={t('backup.targetHint')} />
          </>
        )}
      <Form.Item name="password" label={t('backup.password')} rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}

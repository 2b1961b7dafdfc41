// Choosing the folder into which the scanner writes; or none.
import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { FolderField } from '../../components/FolderField.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type ChooseFolderProps = { folder: string | null; onDone: () => void; onCancel: () => void }

export function ChooseFolder({ folder, onDone, onCancel }: ChooseFolderProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ folder: string }>()
  const act = useAct(
    async ({ folder: chosen }: { folder: string }) => {
      await call('inbox.choose', { folder: chosen })
      onDone()
    },
    (error) => applyFieldProblems(form, error),
  )
  const stop = useAct(async () => {
    await call('inbox.choose', { folder: null })
    onDone()
  })
  return (
    <FormDialog name="inbox" title={t('inbox.folder.choose')} submit={t('inbox.folder.watch')} form={form} act={act} initialValues={{ folder: folder ?? '' }} onCancel={onCancel}>
      <ErrorNote error={stop.error} />
      <p className="faint">{t('inbox.folder.what')}</p>
      <FolderField name="folder" label={t('inbox.folder.field')} extra={t('inbox.folder.fieldHint')} />
      {folder !== null && <Button type="link" loading={stop.running} onClick={() => void stop.run()}>{t('inbox.folder.stop')}</Button>}
    </FormDialog>
  )
}

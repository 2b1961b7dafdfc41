// Somebody looked and found that a pair is two: it is not listed again (rule F8).
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { requiredLine } from '#shared/contract/field.ts'
import type { MergeSubject } from '#shared/domain/merge.ts'
import { call } from '../../api.ts'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'

type NotDoubleDialogProps = { subject: MergeSubject; oneId: number; otherId: number; onClose: (noted: boolean) => void }

export function NotDoubleDialog({ subject, oneId, otherId, onClose }: NotDoubleDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <ReasonDialog
      name="not-double" about={`${subject}/${oneId}/${otherId}`} title={t('merge.pair.notTitle')} submit={t('merge.pair.notSubmit')}
      label={t('merge.pair.notReason')} schema={requiredLine(200)} longest={200}
      onReason={async (reason) => {
        await call('merge.notDouble', { subject, oneId, otherId, reason })
        void message.success(t('merge.pair.notDone'))
        onClose(true)
      }}
      onCancel={() => onClose(false)}
    >
      <p>{t('merge.pair.notIntro')}</p>
    </ReasonDialog>
  )
}

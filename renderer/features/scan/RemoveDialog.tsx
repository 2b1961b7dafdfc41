// Taking pages out, with a reason that stays on the record (rule F2).
import { App, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { requiredLine } from '#shared/contract/field.ts'
import type { Id } from '#shared/domain/id.ts'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { call } from '../../api.ts'

const USUAL = ['blurred', 'doubled', 'wrongPaper', 'wrongCar'] as const

type RemoveDialogProps = { scanIds: readonly Id<'scan'>[]; onClose: () => void; onRemoved: () => void }

export function RemoveDialog({ scanIds, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <ReasonDialog
      name="remove-scans" about={scanIds.join(',')} title={t('scan.remove.title', { count: scanIds.length })} submit={t('scan.remove.submit')} danger
      label={t('scan.remove.reason')} schema={requiredLine(200)} longest={200}
      onReason={async (reason) => {
        await call('scan.remove', { scanIds: [...scanIds], reason })
        void message.success(t('scan.remove.done', { count: scanIds.length }))
        onRemoved()
      }}
      onCancel={onClose}
      renderUsual={(choose) => (
        <p className="scan-usual">
          {USUAL.map((each) => {
            const words = t(`scan.remove.usual.${each}`)
            return <Tag key={each} variant="outlined"><button type="button" onClick={() => choose(words)}>{words}</button></Tag>
          })}
        </p>
      )}
    >
      <p>{t('scan.remove.intro')}</p>
    </ReasonDialog>
  )
}

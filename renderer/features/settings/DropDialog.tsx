// Takes back a roster or a notice that was entered, with a reason (rule D2).
import { useTranslation } from 'react-i18next'
import { calendarContract } from '#shared/contract/calendar.ts'
import { call } from '../../api.ts'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { useSayMoved } from './useCalendarAct.ts'

/** `said`: what it is called on screen. */
export type Dropped = { kind: 'roster'; fromOn: string; said: string } | { kind: 'notice'; year: number; said: string }

const { reason: reasonSchema } = calendarContract['calendar.dropNotice'].input.shape

export function DropDialog({ what, onClose }: { what: Dropped; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const sayMoved = useSayMoved()
  return (
    <ReasonDialog
      name={`drop-${what.kind}`} about={what.kind === 'roster' ? what.fromOn : what.year} title={t(`calendar.dropTitle.${what.kind}`)}
      submit={t('calendar.drop')} danger label={t('calendar.reason')} schema={reasonSchema} longest={200}
      onReason={async (reason) => {
        const { changed } = await (what.kind === 'roster'
          ? call('calendar.dropRoster', { fromOn: what.fromOn, reason })
          : call('calendar.dropNotice', { year: what.year, reason }))
        sayMoved(changed)
        onClose(true)
      }}
      onCancel={() => onClose(false)}
    >
      <p><strong>{what.said}</strong></p>
    </ReasonDialog>
  )
}

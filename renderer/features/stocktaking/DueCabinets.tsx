// The cabinets whose inspection is due, longest due first (rule C7).
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'

/** `onStart` null: whoever is at the desk may not take stock. */
export function DueCabinets({ onStart }: { onStart: ((cabinetId: Id<'cabinet'>) => void) | null }) {
  const { t } = useTranslation()
  const due = useAnswer('inspection.due', {})
  if (due.error !== null) return <ErrorNote error={due.error} />
  if (due.value === null || due.value.length === 0) return null
  return (
    <section className="panel due-cabinets" aria-labelledby="due-cabinets">
      <h2 className="panel-title" id="due-cabinets">{t('stocktaking.due.title')}</h2>
      <ul>
        {due.value.map(({ cabinet, lastOn, dueOn }) => (
          <li key={cabinet.id}>
            <strong className="code">{cabinet.code}</strong> <span>{cabinet.room}</span>
            <span className="late">{t('stocktaking.due.on', { date: dueOn })}</span>
            <span className="faint">{lastOn === null ? t('stocktaking.due.never') : t('stocktaking.due.last', { date: lastOn })}</span>
            {onStart !== null && (
              <Button size="small" aria-label={t('stocktaking.due.startOf', { code: cabinet.code })} onClick={() => onStart(cabinet.id)}>{t('stocktaking.due.start')}</Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

// One found dossier on one line, with what was matched marked in it.
// The list that goes with a text box is a listbox in ARIA alone: HTML's own select and datalist cannot show such rows.
// oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { HitView } from '#shared/contract/dossier.ts'
import { highlight } from './highlight.ts'

type HitRowProps = { hit: HitView; typed: string; active: boolean; onOpen: () => void }

/** Fields that a row shows anyway; the others are named at its end when they were matched. */
const SHOWN = ['name', 'plate', 'vin', 'number'] as const

export function hitId(hit: HitView): string {
  return `hit-${hit.dossierId}`
}

export const HitRow = memo(function HitRow({ hit, typed, active, onOpen }: HitRowProps) {
  const { t } = useTranslation()
  const others = hit.matched.filter(({ field }) => SHOWN.every((shown) => shown !== field))
  const byName = hit.matched.find(({ by }) => by !== 'text')
  return (
    // The keys are those of the box above, which names the active row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <li role="option" id={hitId(hit)} aria-selected={active} className="hit" onClick={onOpen}>
      <span className="hit-name">
        <Shown hit={hit} field="name" value={hit.ownerName} typed={typed} />
        {byName !== undefined && byName.by !== 'text' && <small>{t(`search.by.${byName.by}`)}</small>}
      </span>
      <span className="hit-plate"><Shown hit={hit} field="plate" value={hit.plate ?? t('dossier.noPlate')} typed={typed} /></span>
      <span className="hit-car">
        {hit.model}
        <small className="code"><Shown hit={hit} field="vin" value={hit.vin} typed={typed} /></small>
      </span>
      <span className="hit-number code"><Shown hit={hit} field="number" value={hit.number} typed={typed} /></span>
      <span className="hit-last">
        {hit.lastRecord !== null && (
          <>
            {t(`common.kind.${hit.lastRecord.kind}`)}
            <small>
              {hit.lastRecord.deliveredOn} <span className={`hit-${hit.lastRecord.state}`}>{t(`common.state.${hit.lastRecord.state}`)}</span>
            </small>
          </>
        )}
      </span>
      <span className="hit-matched">
        {others.map((match) => (
          <span key={`${match.field}-${match.value}`}>
            <small>{t(`search.matched.${match.field}`)}</small> <Pieces pieces={highlight(match, typed)} />
          </span>
        ))}
      </span>
    </li>
  )
})

type ShownProps = { hit: HitView; field: (typeof SHOWN)[number]; value: string; typed: string }

function Shown({ hit, field, value, typed }: ShownProps) {
  const match = hit.matched.find((each) => each.field === field && each.value === value)
  return match === undefined ? value : <Pieces pieces={highlight(match, typed)} />
}

function Pieces({ pieces }: { pieces: ReturnType<typeof highlight> }) {
  let at = 0
  return pieces.map(({ text, marked }) => {
    at += text.length
    return marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>
  })
}

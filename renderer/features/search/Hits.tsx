// Found dossiers, each on one line, with what was matched marked in it. Fifty rows are redrawn at every key, so they are plain.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role --
   the list that goes with a text box is a listbox in ARIA alone: HTML's own select and datalist cannot show such rows */
import type { TFunction } from 'i18next'
import { memo, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HitView } from '#shared/contract/dossier.ts'
import { highlight } from './highlight.ts'

export const HITS_ID = 'search-hits'

/** Rows that the highest window shows, and some. */
const SCREENFUL = 16

type HitsProps = { hits: readonly HitView[]; typed: string; activeId: number | null; onOpen: (dossierId: number) => void }

export function Hits({ hits, typed, activeId, onOpen }: HitsProps) {
  const { t } = useTranslation()
  // Rows are marked by the words that found them: while newer words are under way, nothing need be drawn again.
  const [shown, setShown] = useState({ hits, typed })
  if (shown.hits !== hits) setShown({ hits, typed })
  // What fits a window is painted at once, what lies below it a moment later.
  const whole = useDeferredValue(hits) === hits
  return (
    <ul id={HITS_ID} role="listbox" aria-label={t('search.list')} className="search-hits" hidden={hits.length === 0}>
      {(whole ? hits : hits.slice(0, SCREENFUL)).map((hit) => (
        <HitRow key={hit.dossierId} hit={hit} typed={shown.typed} active={hit.dossierId === activeId} onOpen={onOpen} t={t} />
      ))}
    </ul>
  )
}

type HitRowProps = { hit: HitView; typed: string; active: boolean; onOpen: (dossierId: number) => void; t: TFunction }

/** Fields that a row shows anyway; the others are named at its end when they were matched. */
const SHOWN = ['name', 'plate', 'vin', 'number'] as const

export function hitId(hit: HitView): string {
  return `hit-${hit.dossierId}`
}

const HitRow = memo(function HitRow({ hit, typed, active, onOpen, t }: HitRowProps) {
  // A number that was merged into this one shows nowhere else in the row.
  const others = hit.matched.filter(({ field, value }) => (
    SHOWN.every((shown) => shown !== field) || (field === 'number' && value !== hit.number) || (field === 'vin' && value !== hit.vin)
  ))
  const byName = hit.matched.find(({ field }) => field === 'name')?.by ?? 'text'
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the box above, which names the active row
    <li role="option" id={hitId(hit)} aria-selected={active} className="hit" onClick={() => onOpen(hit.dossierId)}>
      <span className="hit-name">
        <Shown hit={hit} field="name" value={hit.ownerName} typed={typed} />
        {byName !== 'text' && <small>{t(`search.by.${byName}`)}</small>}
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
            {match.by !== 'text' && <small> {t(`search.by.${match.by}`)}</small>}
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

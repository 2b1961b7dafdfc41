// How far each shelf is, slot by slot; a slot can be chosen here where its label cannot be scanned.
import { useTranslation } from 'react-i18next'
import type { StocktakingDetail } from '#shared/contract/stocktaking.ts'

type ShelfProgressProps = { detail: StocktakingDetail; slot: string | null; onChoose: (label: string) => void }

export function ShelfProgress({ detail, slot, onChoose }: ShelfProgressProps) {
  const { t } = useTranslation()
  // What is out on loan ought not to be found.
  const slots = detail.slots.map(({ label, shelf, number, counts: { expected, out, found } }) => ({ label, shelf, number, out, found, due: expected - out }))
  return (
    <section className="panel counting-shelves" aria-labelledby="counting-shelves">
      <h2 className="panel-title" id="counting-shelves">{t('stocktaking.count.bySlot')}</h2>
      {[...Map.groupBy(slots, ({ shelf }) => shelf)].map(([shelf, theirs]) => {
        const due = theirs.reduce((sum, each) => sum + each.due, 0)
        const found = theirs.reduce((sum, each) => sum + each.found, 0)
        const out = theirs.reduce((sum, each) => sum + each.out, 0)
        return (
          <section key={shelf} aria-label={t('stocktaking.shelf', { number: shelf })}>
            <h3>
              {t('stocktaking.shelf', { number: shelf })}{' '}
              <span>{t('stocktaking.counts.line', { found, expected: due })}</span>
              {out > 0 && <small className="faint">{t('stocktaking.counts.outCount', { count: out })}</small>}
            </h3>
            <ul>
              {theirs.map(({ label, number, found: seen, due: wanted }) => (
                <li key={label}>
                  <button
                    type="button"
                    data-state={stateOf(seen, wanted)}
                    aria-current={label === slot}
                    aria-label={t('stocktaking.count.choose', { label, found: seen, expected: wanted })}
                    title={label}
                    onClick={() => onChoose(label)}
                  >
                    <span className="code">{String(number).padStart(2, '0')}</span>
                    <small>{wanted === 0 ? '–' : t('stocktaking.counts.short', { found: seen, expected: wanted })}</small>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

function stateOf(found: number, due: number): 'empty' | 'none' | 'some' | 'all' {
  if (due === 0) return 'empty'
  if (found >= due) return 'all'
  return found === 0 ? 'none' : 'some'
}

// A cabinet's shelves and slots. One stop for the Tab key; the arrows move from slot to slot.
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CabinetView } from './Cabinets.tsx'

type SlotView = CabinetView['slots'][number]

type ShelvesProps = { cabinet: CabinetView; chosen: string | null; onChoose: (label: string) => void }

export function Shelves({ cabinet, chosen, onChoose }: ShelvesProps) {
  const { t } = useTranslation()
  const [at, setAt] = useState<string | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const shelves = [...Map.groupBy(cabinet.slots, ({ shelf }) => shelf)]
  const stop = at ?? cabinet.slots.find(({ label }) => label === chosen)?.label ?? cabinet.slots[0]?.label

  const byKey = (event: KeyboardEvent): void => {
    const here = cabinet.slots.find(({ label }) => label === stop)
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
    if (step === undefined || here === undefined) return
    event.preventDefault()
    const [down = 0, right = 0] = step
    const there = cabinet.slots.find(({ shelf, number }) => shelf === here.shelf + down && number === here.number + right)
    if (there === undefined) return
    setAt(there.label)
    grid.current?.querySelector<HTMLElement>(`[data-slot="${there.label}"]`)?.focus()
  }

  return (
    <>
      {/* The buttons inside hear the keys; this only moves between them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="shelves" ref={grid} onKeyDown={byKey}>
        {shelves.map(([shelf, slots]) => (
          <section key={shelf} className="shelf" aria-label={t('cabinet.shelf', { number: shelf })}>
            <h2>{t('cabinet.shelf', { number: shelf })}</h2>
            <ul>
              {slots.map((slot) => (
                <li key={slot.id}>
                  <button
                    type="button"
                    className="slot"
                    data-slot={slot.label}
                    data-fill={fillOf(slot)}
                    aria-label={t('cabinet.slotOf', { label: slot.label, used: slot.used, capacity: slot.capacity })}
                    aria-pressed={slot.label === chosen}
                    tabIndex={slot.label === stop ? 0 : -1}
                    title={slot.label}
                    onClick={() => {
                      setAt(slot.label)
                      onChoose(slot.label)
                    }}
                  >
                    <span className="slot-number">{String(slot.number).padStart(2, '0')}</span>
                    <small>{slot.used}/{slot.capacity}</small>
                    <span className="slot-bar" aria-hidden="true"><span style={{ width: `${(slot.used / slot.capacity) * 100}%` }} /></span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="shelves-legend faint">
        {(['empty', 'some', 'full'] as const).map((fill) => (
          <span key={fill}><span className="slot-sample" data-fill={fill} aria-hidden="true" /> {t(`cabinet.legend.${fill}`)}</span>
        ))}
      </p>
    </>
  )
}

function fillOf({ used, capacity }: SlotView): 'empty' | 'some' | 'full' {
  if (used === 0) return 'empty'
  return used < capacity ? 'some' : 'full'
}

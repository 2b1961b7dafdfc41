// A cabinet's shelves and slots. One stop for the Tab key; the arrows move from slot to slot.
import { Button } from 'antd'
import { EditOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrawnView } from '#shared/contract/cabinet.ts'
import { freePlaces } from '#shared/domain/slot.ts'
import { usePermits } from '../../app/session.ts'
import { DateText } from '../../components/DateText.tsx'
import { EditShelf } from './EditShelf.tsx'

export type DrawnShelf = DrawnView['shelves'][number]
type DrawnSlot = DrawnShelf['slots'][number]

type ShelvesProps = {
  cabinet: DrawnView
  /** One that is pointed out. */
  shelf: number | null
  chosen: string | null
  onChoose: (label: string) => void
  onChanged: () => void
}

export function Shelves({ cabinet, shelf: pointedOut, chosen, onChoose, onChanged }: ShelvesProps) {
  const { t } = useTranslation()
  const mayManage = usePermits('cabinet.manage')
  const [at, setAt] = useState<string | null>(null)
  const [editing, setEditing] = useState<DrawnShelf | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const slots = cabinet.shelves.flatMap((shelf) => shelf.slots)
  const stop = (slots.find(({ label }) => label === at) ?? slots.find(({ label }) => label === chosen) ?? slots[0])?.label

  const byKey = (event: KeyboardEvent): void => {
    const here = slots.find(({ label }) => label === stop)
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
    if (step === undefined || here === undefined) return
    event.preventDefault()
    const [down = 0, right = 0] = step
    const there = slots.find(({ shelf, number }) => shelf === here.shelf + down && number === here.number + right)
    if (there === undefined) return
    setAt(there.label)
    grid.current?.querySelector<HTMLElement>(`[data-slot="${there.label}"]`)?.focus()
  }

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons inside hear the keys; this only moves between them */}
      <div className="shelves" ref={grid} onKeyDown={byKey}>
        {cabinet.shelves.map((shelf) => (
          <section key={shelf.number} className="shelf" data-pointed={shelf.number === pointedOut} aria-label={t('cabinet.shelf', { number: shelf.number })}>
            <div className="shelf-head">
              <h2>
                {t('cabinet.shelf', { number: shelf.number })}
                {mayManage && (
                  <Button
                    type="text" size="small" icon={<EditOutlined aria-hidden />} aria-label={t('cabinet.editShelf.of', { number: shelf.number })}
                    onClick={() => setEditing(shelf)}
                  />
                )}
              </h2>
              {shelf.name !== '' && <span>{shelf.name}</span>}
              {shelf.lastInspectedOn !== null && <small className="faint">{t('cabinet.inspection.on')} <DateText on={shelf.lastInspectedOn} /></small>}
            </div>
            <ul>
              {shelf.slots.map((slot) => (
                <li key={slot.id}>
                  <Slot
                    slot={slot}
                    chosen={slot.label === chosen}
                    stop={slot.label === stop}
                    onChoose={() => {
                      setAt(slot.label)
                      onChoose(slot.label)
                    }}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="shelves-legend faint">
        {(['empty', 'some', 'full', 'out'] as const).map((fill) => (
          <span key={fill}><span className="slot-sample" data-fill={fill} aria-hidden="true" /> {t(`cabinet.legend.${fill}`)}</span>
        ))}
      </p>
      {editing !== null && (
        <EditShelf
          cabinet={cabinet}
          shelf={editing}
          onClose={() => setEditing(null)}
          onChanged={() => {
            setEditing(null)
            onChanged()
          }}
        />
      )}
    </>
  )
}

type SlotProps = { slot: DrawnSlot; chosen: boolean; stop: boolean; onChoose: () => void }

function Slot({ slot, chosen, stop, onChoose }: SlotProps) {
  const { t } = useTranslation()
  const words = wordsOf(t, slot)
  const { capacity, used, reserved } = slot
  return (
    <button
      type="button"
      className="slot"
      data-slot={slot.label}
      data-fill={fillOf(slot)}
      aria-label={words}
      aria-pressed={chosen}
      tabIndex={stop ? 0 : -1}
      title={words}
      onClick={onChoose}
    >
      <span className="slot-number">{String(slot.number).padStart(2, '0')}</span>
      <small>{used}/{capacity}</small>
      {reserved > 0 && <small className="slot-out" aria-hidden="true">{t('cabinet.outCount', { count: reserved })}</small>}
      <span className="slot-bar" aria-hidden="true">
        <span style={{ width: `${((used - reserved) / capacity) * 100}%` }} />
        <span className="slot-bar-out" style={{ width: `${(reserved / capacity) * 100}%` }} />
      </span>
    </button>
  )
}

function wordsOf(t: TFunction, { label, used, capacity, reserved }: DrawnSlot): string {
  return [
    t('cabinet.slotOf', { label, used, capacity }), t('cabinet.freeCount', { count: freePlaces({ used, capacity }) }),
    ...(reserved > 0 ? [t('cabinet.outCount', { count: reserved })] : []),
  ].join(' · ')
}

function fillOf({ used, capacity }: DrawnSlot): 'empty' | 'some' | 'full' {
  if (used === 0) return 'empty'
  return used < capacity ? 'some' : 'full'
}

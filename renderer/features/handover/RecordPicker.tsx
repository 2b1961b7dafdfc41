// Which records are handed over: scanned labels, and the list of what is owed (rules H3, H7, H8).
import { Button, Input, Segmented } from 'antd'
import { CloseOutlined } from '@ant-design/icons'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { InputRef } from 'antd'
import type { ListedRecordView } from '#shared/contract/record.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useScanned } from '../../app/scanner.ts'
import { Answered } from '../../components/Answered.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { call } from '../../api.ts'
import type { Bundle } from './bundle.ts'
import { OwedRow } from './OwedRow.tsx'
import { progressOf } from './ticks.ts'

const LISTED = 200

type RecordPickerProps = {
  bundle: Bundle
  /** The person goes from the scan box to the papers. */
  onPapers: () => void
  /** Grows with every line entered, so that the list is read again. */
  turn: number
}

export function RecordPicker({ bundle, onPapers, turn }: RecordPickerProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  const [filter, setFilter] = useState<'outstanding' | 'incomplete'>('outstanding')
  const box = useRef<InputRef>(null)

  useEffect(() => box.current?.focus(), [])

  const scan = useAct(async (label: string) => {
    const found = await call('record.byLabel', { label })
    if (found.length === 0) setSaid(t('handover.pick.notFound', { label }))
    else {
      await bundle.add(found.map((record) => record.id))
      setSaid(t('handover.pick.added', { number: found.map((record) => record.number).join(t('book.line.separator')) }))
    }
    setTyped('')
    box.current?.focus()
  })

  useScanned((label) => void scan.run(label))

  const byKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      onPapers()
    }
  }

  return (
    <aside className="handover-pick" aria-label={t('handover.pick.outstanding')}>
      <label htmlFor="handover-scan" className="handover-label">{t('handover.pick.scan')}</label>
      <Input
        id="handover-scan"
        ref={box}
        autoComplete="off"
        spellCheck={false}
        className="code"
        placeholder={t('handover.pick.scanHint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={byKey}
        onPressEnter={() => {
          if (typed.trim() !== '') void scan.run(typed)
        }}
      />
      <output className="handover-said">{said}</output>
      <ErrorNote error={scan.error ?? bundle.error} />
      {bundle.entries.length > 0 && <Chosen bundle={bundle} />}
      <Segmented
        block
        size="small"
        value={filter}
        onChange={setFilter}
        aria-label={t('handover.pick.outstanding')}
        options={[
          { value: 'outstanding', label: t('handover.pick.outstanding') },
          { value: 'incomplete', label: t('handover.pick.incomplete') },
        ]}
      />
      <Owed key={turn} filter={filter} typed={typed} bundle={bundle} />
    </aside>
  )
}

function Chosen({ bundle }: { bundle: Bundle }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className="handover-heading">{t('handover.pick.chosen', { count: bundle.entries.length })}</h2>
      <ul className="handover-chosen">
        {bundle.entries.map(({ record, ticks }) => {
          const { seen, all } = progressOf(record, ticks)
          return (
            <li key={record.id} className={bundle.current?.record.id === record.id ? 'handover-current' : undefined}>
              <button
                type="button"
                aria-current={bundle.current?.record.id === record.id}
                onClick={() => bundle.choose(record.id)}
              >
                <strong>{record.ownerName}</strong> {record.vehicle.plate ?? record.vehicle.vin.slice(-8)}
                <small>
                  {t(`common.kind.${record.kind}`)}
                  <span className={seen === all ? 'handover-through' : undefined}>{t('handover.check.progress', { seen, all })}</span>
                </small>
              </button>
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('handover.pick.remove', { number: record.number })}
                onClick={() => bundle.remove(record.id)}
              />
            </li>
          )
        })}
      </ul>
    </>
  )
}

function Owed({ filter, typed, bundle }: { filter: 'outstanding' | 'incomplete'; typed: string; bundle: Bundle }) {
  const { t } = useTranslation()
  const owed = useAnswer('record.list', { filter, responsibleId: null, limit: LISTED })
  const shown = useMemo(() => (owed.value?.records ?? []).filter((record) => fits(record, typed)), [owed.value, typed])
  return (
    <div className="handover-owed">
      <Answered answer={owed}>
        {({ records, more }) => (
          <>
            {records.length === 0 && (
              <p className="faint">{t(filter === 'outstanding' ? 'handover.pick.noneOutstanding' : 'handover.pick.noneIncomplete')}</p>
            )}
            {records.length > 0 && shown.length === 0 && <p className="faint">{t('handover.pick.noneFiltered')}</p>}
            <ul>
              {shown.map((record) => {
                const chosen = bundle.entries.some((entry) => entry.record.id === record.id)
                return (
                  <OwedRow
                    key={record.id}
                    record={record}
                    chosen={chosen}
                    onToggle={() => (chosen ? bundle.remove(record.id) : void bundle.add([record.id]))}
                  />
                )
              })}
            </ul>
            {more && <p className="faint">{t('handover.pick.more', { count: records.length })}</p>}
          </>
        )}
      </Answered>
    </div>
  )
}

/** While a label is being typed the list shows what it may mean. */
function fits(record: ListedRecordView, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  const { vin, plate, model } = record.vehicle
  return [record.number, record.dossierNumber, record.ownerName, record.responsible.name, vin, plate ?? '', model]
    .some((text) => text.toLowerCase().includes(wanted))
}

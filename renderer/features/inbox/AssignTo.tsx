// The record that the chosen pages belong to, and its papers, a key each.
import { Button, Input } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '#shared/contract/envelope.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { Busy } from '../../components/Busy.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { keyOfPaper } from './keys.ts'

const LISTED = 200

type AssignToProps = {
  /** The record that the page is to be filed onto; null: it is to be chosen. */
  wanted: number | null
  /** That record, once it is opened. */
  record: RecordDetailView | null
  /** Why it cannot be opened. */
  error: CallError | null
  count: number
  busy: boolean
  onRecord: (id: number | null) => void
  onPaper: (code: string) => void
  onDiscard: () => void
}

export function AssignTo({ wanted, record, error, count, busy, onRecord, onPaper, onDiscard }: AssignToProps) {
  const { t } = useTranslation()
  const choosing = wanted === null || error !== null
  return (
    <>
      <ErrorNote error={error} />
      {choosing && <ChooseRecord onChoose={onRecord} />}
      {!choosing && record === null && <Busy label={t('common.loading')} />}
      {!choosing && record !== null && (
        <>
          <p className="inbox-record">
            <strong>{record.ownerName}</strong> {record.vehicle.plate ?? record.vehicle.vin.slice(-8)}
            <small>{t(`common.kind.${record.kind}`)} <span className="code">{record.number}</span></small>
            <Button size="small" onClick={() => onRecord(null)}>{t('inbox.tray.otherRecord')}</Button>
          </p>
          <ol className="inbox-papers">
            {record.checklist.map(({ code }, at) => (
              <li key={code}>
                <button type="button" disabled={busy || count === 0} onClick={() => onPaper(code)}>
                  <kbd>{keyOfPaper(at)}</kbd> {paperName(t, code)}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="inbox-sum">
        <span>{t('inbox.tray.chosen', { count })}</span>
        <Button size="small" danger disabled={busy || count === 0} onClick={onDiscard}>{t('inbox.tray.discard')} <kbd>Del</kbd></Button>
      </p>
      <p className="faint">{t('inbox.tray.keys')}</p>
    </>
  )
}

function ChooseRecord({ onChoose }: { onChoose: (id: number) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const list = useAnswer('filing.list', { step: 'scan', limit: LISTED })
  const shown = useMemo(() => {
    const wanted = typed.trim().toLowerCase()
    return (list.value?.records ?? []).filter(({ number, dossierNumber, ownerName, vehicle }) =>
      [number, dossierNumber, ownerName, vehicle.vin, vehicle.plate ?? ''].some((text) => text.toLowerCase().includes(wanted)))
  }, [list.value, typed])
  const scan = useAct(async (text: string) => {
    const found = await call('label.read', { text })
    if (found?.what === 'record') onChoose(found.recordId)
    else if (shown[0] !== undefined) onChoose(shown[0].id)
  })
  return (
    <>
      <Input
        aria-label={t('inbox.tray.record')}
        placeholder={t('inbox.tray.recordHint')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => {
          if (typed.trim() !== '') void scan.run(typed)
        }}
      />
      <ErrorNote error={scan.error ?? list.error} />
      <ul className="inbox-records">
        {shown.map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => onChoose(each.id)}>
              <strong>{each.ownerName}</strong> {each.vehicle.plate ?? each.vehicle.vin.slice(-8)}
              <small>{t(`common.kind.${each.kind}`)} <span className="code">{each.number}</span></small>
            </button>
          </li>
        ))}
      </ul>
      {list.value !== null && shown.length === 0 && <p className="faint">{t('inbox.tray.noRecord')}</p>}
    </>
  )
}

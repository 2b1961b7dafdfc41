// The records of a dossier: each with its state, due day, who answers for it, contact, and what is lacking (rules F3, H1, H2, H7, V3).
import { Button, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { RecordView } from '#shared/contract/dossier.ts'
import type { FilingView } from '#shared/contract/filing.ts'
import type { Output } from '#shared/contract/index.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import type { ScanView } from '#shared/contract/scan.ts'
import type { SecretPaperView } from '#shared/contract/secrecy.ts'
import { isOutstanding, type RecordState } from '#shared/domain/record.ts'
import { lineKindFor } from '#shared/domain/sign-in-book.ts'
import { useAnswer, type Answer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { ContactState } from '../record/ContactState.tsx'
import { RecordLacks } from './RecordLacks.tsx'
import { RecordScans } from './RecordScans.tsx'

const STATE_COLOURS: Record<RecordState, string> = { expected: 'processing', refused: 'error', incomplete: 'warning', complete: 'success' }

type RecordsProps = {
  records: readonly RecordView[]
  filing: Answer<Output<'filing.ofDossier'>>
  scans: Answer<Output<'scan.ofDossier'>>
  /** Papers whose pages whoever looks may not know of. */
  keptBack: readonly SecretPaperView[]
  onChanged: () => void
}

export function Records({ records, filing, scans, keptBack, onChanged }: RecordsProps) {
  const { t } = useTranslation()
  const mayRead = usePermits('record.read')
  const lacking = records.filter((record) => record.state === 'incomplete').slice(0, 60).map((record) => record.id)
  const details = useAnswer('record.open', mayRead && lacking.length > 0 ? { ids: lacking } : null)
  return (
    <section className="panel" aria-labelledby="dossier-records">
      <h2 id="dossier-records" className="panel-title">{t('dossier.records')}</h2>
      {records.length === 0 && <p className="faint">{t('dossier.noRecords')}</p>}
      <ErrorNote error={details.error ?? filing.error ?? scans.error} />
      <ul className="dossier-records">
        {records.map((record) => (
          <RecordRow
            key={record.id}
            record={record}
            detail={details.value?.find((each) => each.id === record.id) ?? null}
            filing={filing.value?.records.find((each) => each.recordId === record.id) ?? null}
            scans={scans.value?.filter((each) => each.recordId === record.id) ?? null}
            keptBack={keptBack.filter((each) => each.recordId === record.id).map(({ code }) => code)}
            onChanged={() => {
              details.reload()
              onChanged()
            }}
          />
        ))}
      </ul>
    </section>
  )
}

type RecordRowProps = {
  record: RecordView
  detail: RecordDetailView | null
  filing: FilingView | null
  /** Its pages; null for whoever may not see them, or until they have come. */
  scans: readonly ScanView[] | null
  keptBack: readonly string[]
  onChanged: () => void
}

function RecordRow({ record, detail, filing, scans, keptBack, onChanged }: RecordRowProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const today = useToday()
  const mayReceive = usePermits('handover.receive')
  const overdue = isOutstanding(record.state) && record.dueOn < today
  return (
    <li>
      <div className="dossier-record">
        <strong>{t(`common.kind.${record.kind}`)}</strong>
        <Tag color={STATE_COLOURS[record.state]} variant="outlined">{t(`common.state.${record.state}`)}</Tag>
        <span>{t('dossier.delivered', { date: record.deliveredOn })}</span>
        <span className={overdue ? 'late' : undefined}>
          {t('record.due', { date: record.dueOn })}
          {overdue && ` ${t('common.state.overdue')}`}
          {record.dueProvisional && ` ${t('record.provisional')}`}
        </span>
        {record.receivedSeq !== null && <span>{t('dossier.receivedBy', { seq: record.receivedSeq })}</span>}
        {mayReceive && lineKindFor(record.state) !== null && (
          <Button size="small" className="dossier-hand-over" onClick={() => navigate(paths.handover([record.id]))}>{t('dossier.handOver')}</Button>
        )}
      </div>
      <p className="faint">
        <span className="code">{record.number}</span>
        <span>{t('dossier.responsible', record.responsible)}</span>
        <ContactState record={record} onConfirmed={onChanged} />
        {record.orderNumber !== '' && (
          <span>{t(record.kind === 'delivery' ? 'record.enter.contractNumber' : 'record.enter.repairOrderNumber')} {record.orderNumber}</span>
        )}
      </p>
      {record.refusal !== null && <p className="late">{t('dossier.refusedFor', { reason: t(`handover.refusal.${record.refusal}`) })}</p>}
      {detail !== null && <RecordLacks record={detail} onChanged={onChanged} />}
      <RecordScans record={record} filing={filing} scans={scans} keptBack={keptBack} />
    </li>
  )
}

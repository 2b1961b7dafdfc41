// One worklist: since when each record waits, what is open of it and in whose hands, and the way to the act.
import { Button, Checkbox, Table, Tag, type TableColumnsType } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { stepHolder, type FilingStep } from '#shared/domain/filing.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { printPaths } from '../../print/paths.ts'

type Waiting = Output<'filing.list'>['records'][number]

/** As many labels as one printing takes. */
const MOST_LABELS = 200

type WorkTableProps = {
  step: FilingStep
  /** Null while they are on their way. */
  records: readonly Waiting[] | null
  loading: boolean
  /** Takes a folder at hand; null where the person may not. */
  onPlace: ((dossierId: Id<'dossier'>) => void) | null
}

export function WorkTable({ step, records, loading, onPlace }: WorkTableProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [chosen, setChosen] = useState<readonly Id<'record'>[]>([])
  const columns = useColumns(step, onPlace)
  const picked = (records ?? []).filter(({ id }) => chosen.includes(id))
  // A column of its own: antd's row selection puts a second, hidden box into the head, where the Tab key finds it.
  const choice: TableColumnsType<Waiting>[number] = {
    key: 'choice',
    title: <span className="unseen">{t('filing.column.choice')}</span>,
    render: (_, { id, number }) => (
      <Checkbox
        aria-label={t('filing.select', { number })}
        checked={chosen.includes(id)}
        onChange={(event) => setChosen(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))}
      />
    ),
  }
  const dossiers = [...new Set(picked.map(({ dossierId }) => dossierId))].slice(0, MOST_LABELS)
  return (
    <>
      {step === 'place' && (
        <div className="filing-bar">
          <Checkbox
            checked={picked.length > 0 && picked.length === records?.length}
            indeterminate={picked.length > 0 && picked.length !== records?.length}
            disabled={!records?.length}
            onChange={(event) => setChosen(event.target.checked ? (records ?? []).map(({ id }) => id) : [])}
          >
            {t('filing.selectAll')}
          </Checkbox>
          <Button
            icon={<PrinterOutlined aria-hidden />}
            disabled={dossiers.length === 0}
            onClick={() => navigate(printPaths.folderLabels(dossiers))}
          >
            {dossiers.length === 0 ? t('filing.labels') : t('filing.labelsOf', { count: dossiers.length })}
          </Button>
        </div>
      )}
      <Table<Waiting>
        size="small"
        rowKey="id"
        columns={step === 'place' ? [choice, ...columns] : columns}
        dataSource={[...(records ?? [])]}
        loading={{ spinning: loading, delay: 300 }}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: records === null ? ' ' : <EmptyState title={t(`filing.empty.${step}`)} text={t('filing.empty.text')} /> }}
      />
    </>
  )
}

function useColumns(step: FilingStep, onPlace: WorkTableProps['onPlace']): TableColumnsType<Waiting> {
  const { t } = useTranslation()
  const byDueDay = stepHolder(step) === 'responsible'
  return [
    {
      key: 'since',
      title: t(byDueDay ? 'filing.column.dueOn' : 'filing.column.since'),
      render: (_, record) => (
        <span className="filing-since">
          <DateText on={byDueDay || record.receivedAt === null ? record.dueOn : dayOf(record.receivedAt)} />
          {record.overdue && <Tag color="error">{t('owed.overdue')}</Tag>}
        </span>
      ),
    },
    {
      key: 'record',
      title: t('filing.column.record'),
      render: (_, record) => (
        <>
          <div>{t(`common.kind.${record.kind}`)}</div>
          <div className="faint code">{record.number}</div>
        </>
      ),
    },
    {
      key: 'car',
      title: t('filing.column.car'),
      render: (_, { vehicle, dossierNumber }) => (
        <>
          <div>{vehicle.plate ?? <span className="code">{vehicle.vin}</span>} <span className="faint">{vehicle.model}</span></div>
          <div className="faint code">{dossierNumber}</div>
        </>
      ),
    },
    { key: 'owner', title: t('filing.column.owner'), render: (_, { ownerName }) => <div className="filing-name">{ownerName}</div> },
    // What waits for a scan or its place waits with the archive.
    ...(byDueDay ? [holderColumn(t)] : []),
    {
      key: 'open',
      title: t('filing.column.open'),
      render: (_, { open }) => (
        <span className="filing-open">
          {open.map((each) => <Tag key={each} color={each === step ? 'processing' : 'default'}>{t(`filing.open.${each}`)}</Tag>)}
        </span>
      ),
    },
    whatColumn(step, t),
    {
      key: 'acts',
      title: t('filing.column.acts'),
      render: (_, record) => <Acts step={step} record={record} onPlace={onPlace} />,
    },
  ]
}

function holderColumn(t: TFunction): TableColumnsType<Waiting>[number] {
  return {
    key: 'holder',
    title: t('filing.column.holder'),
    render: (_, { responsible }) => (
      <>
        <div>{responsible.name}</div>
        <div className="faint">{responsible.department}</div>
      </>
    ),
  }
}

/** What the step is about: papers to scan, what lacks, where the folder lies. */
function whatColumn(step: FilingStep, t: TFunction): TableColumnsType<Waiting>[number] {
  switch (step) {
    case 'scan':
      return {
        key: 'unscanned',
        title: t('filing.column.unscanned'),
        render: (_, { unscanned }) => <Unscanned codes={unscanned} />,
      }
    case 'place':
      return { key: 'slot', title: t('filing.column.slot'), render: (_, { slot }) => <Slot slot={slot} /> }
    case 'receive':
      return { key: 'state', title: t('owed.column.state'), render: (_, { state }) => t(`common.state.${state}`) }
    case 'complete':
      return { key: 'lacks', title: t('filing.column.lacks'), render: (_, { lackCount }) => t('owed.lackCount', { count: lackCount }) }
  }
}

function Unscanned({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation()
  const names = codes.map((code) => paperName(t, code)).join(t('book.line.separator'))
  return <div className="filing-papers" title={names}><strong>{codes.length}</strong> {names}</div>
}

function Slot({ slot }: { slot: string | null }) {
  const { t } = useTranslation()
  return slot === null ? <span className="faint">{t('filing.nowhere')}</span> : <Link className="code" href={paths.cabinets(slot)}>{slot}</Link>
}

function Acts({ step, record, onPlace }: { step: FilingStep; record: Waiting; onPlace: WorkTableProps['onPlace'] }) {
  const { t } = useTranslation()
  const mayReceive = usePermits('handover.receive')
  const mayScan = usePermits('scan.file')
  return (
    <span className="row-acts">
      {step === 'receive' && mayReceive && <Link href={paths.handover([record.id])}>{t('filing.act.receive')}</Link>}
      {step === 'complete' && mayReceive && <Link href={paths.handover([record.id])}>{t('filing.act.supplement')}</Link>}
      {step === 'scan' && mayScan && <Link href={paths.scan(record.id)}>{t('filing.act.scan')}</Link>}
      {step === 'scan' && mayScan && <Link href={printPaths.coverSheets(record.id)}>{t('filing.act.covers')}</Link>}
      {step === 'place' && onPlace !== null && (
        <Button type="link" aria-label={t('filing.actOf.place', { number: record.number })} onClick={() => onPlace(record.dossierId)}>
          {t('filing.act.place')}
        </Button>
      )}
      <Link href={paths.dossier(record.dossierId)}>{t('filing.act.dossier')}</Link>
    </span>
  )
}

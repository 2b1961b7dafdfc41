// Requests for complete exports, what became of each, and what may be done about it (rules S4, A3).
import { Alert, App, Button, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportContract, type ExportMove, type ExportView } from '#shared/contract/export.ts'
import { COPY_LIMITS, needsReason, type CopyState } from '#shared/domain/copy.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { bytesText } from '../backup/bytes.ts'
import { runProblemText } from '../backup/plan.ts'

const COLOURS: Record<CopyState, string> = {
  requested: 'warning', approved: 'processing', made: 'success', declined: 'default', withdrawn: 'default', lapsed: 'default',
}

type Deciding = Exclude<ExportMove, 'make'>
const DECIDING: readonly Deciding[] = ['approve', 'decline', 'withdraw']

type RequestTableProps = { requests: readonly ExportView[]; onMake: (request: ExportView) => void; onChanged: () => void }

export function RequestTable({ requests, onMake, onChanged }: RequestTableProps) {
  const { t } = useTranslation()
  const [acting, setActing] = useState<{ request: ExportView; act: Deciding } | null>(null)
  const columns: TableColumnsType<ExportView> = [
    {
      key: 'number', width: 140, title: t('exports.column.number'),
      render: (_, { number, requestedAt }) => <><span className="code">{number}</span><div className="faint">{t('exports.asked', { date: dayOf(requestedAt) })}</div></>,
    },
    {
      key: 'requester', width: 110, title: t('exports.column.requester'),
      render: (_, { requestedBy }) => <>{requestedBy.name}<div className="faint">{requestedBy.department}</div></>,
    },
    {
      key: 'what', width: 260, title: t('exports.column.what'),
      render: (_, { purpose, recipient, level }) => (
        <>{purpose}<div className="faint">{t('exports.recipientOf', { name: recipient })}</div><Tag color={needsReason(level) ? 'error' : 'default'}>{t(`exports.upTo.${level}`)}</Tag></>
      ),
    },
    { key: 'state', title: t('exports.column.state'), render: (_, request) => <Standing request={request} /> },
    {
      key: 'acts', width: 170, title: t('exports.column.acts'),
      render: (_, request) => (
        <span className="export-acts">
          {request.may.includes('make') && (
            <Button size="small" type="primary" aria-label={t('exports.actOf', { act: t('exports.act.make'), number: request.number })} onClick={() => onMake(request)}>{t('exports.act.make')}</Button>
          )}
          {DECIDING.filter((act) => request.may.includes(act)).map((act) => (
            <Button
              key={act} size="small" type={act === 'approve' ? 'primary' : 'default'} danger={act !== 'approve'}
              aria-label={t('exports.actOf', { act: t(`exports.act.${act}`), number: request.number })} onClick={() => setActing({ request, act })}
            >
              {t(`exports.act.${act}`)}
            </Button>
          ))}
        </span>
      ),
    },
  ]
  return (
    <>
      <Table<ExportView>
        size="small" rowKey="id" className="export-table" aria-labelledby="export-list" columns={columns} dataSource={[...requests]} pagination={false}
        locale={{ emptyText: <EmptyState title={t('exports.empty')} /> }}
      />
      {acting !== null && (
        <Decide
          request={acting.request} act={acting.act} onCancel={() => setActing(null)}
          onDone={() => {
            setActing(null)
            onChanged()
          }}
        />
      )}
    </>
  )
}

type DecideProps = { request: ExportView; act: Deciding; onDone: () => void; onCancel: () => void }

function Decide({ request: { id, number, level, purpose, recipient }, act, onDone, onCancel }: DecideProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const top = act === 'approve' && needsReason(level)
  const decide = async (remark: string): Promise<string> => {
    if (act !== 'approve') {
      await call(`export.${act}`, { id, remark })
      return t(`exports.did.${act}`, { number })
    }
    const { lapsesOn } = await call('export.approve', { id, remark })
    return t('exports.did.approve', { number, date: lapsesOn })
  }
  return (
    <ReasonDialog
      name={`export-${act}`} about={id} title={`${t(`exports.act.${act}`)} · ${number}`} submit={t(`exports.act.${act}`)} danger={act !== 'approve'} label={t(`exports.say.${act}`)}
      field="remark" schema={exportContract['export.approve'].input.shape.remark} longest={500} optional={!(act === 'decline' || top)}
      onReason={async (remark) => {
        void message.success(await decide(remark))
        onDone()
      }}
      onCancel={onCancel}
    >
      <p>{purpose} · {t('exports.recipientOf', { name: recipient })} · {t(`exports.upTo.${level}`)}</p>
      {act === 'approve' && (
        <>
          <Alert className="note" type="warning" showIcon title={t('exports.unencrypted')} />
          <p>{top && `${t('exports.approveTop')} `}{t('exports.approveHint', { count: COPY_LIMITS.days })}</p>
        </>
      )}
    </ReasonDialog>
  )
}

function Standing({ request: { state, decided, lapsesOn, making, made } }: { request: ExportView }) {
  const { t } = useTranslation()
  return (
    <>
      <Tag color={COLOURS[state]}>{t(`exports.state.${state}`)}</Tag>{' '}
      {decided !== null && (
        <span className="faint">{state === 'declined' ? t('exports.declinedBy', { name: decided.name, remark: decided.remark }) : t('exports.approvedBy', { name: decided.name })}</span>
      )}
      {state === 'approved' && lapsesOn !== null && <div>{t('exports.lapses', { date: lapsesOn })}</div>}
      {making !== null && <Making making={making} />}
      {made !== null && (
        <>
          <div>{dateTimeText(made.at)} <span className="code export-folder">{made.folder}</span></div>
          <div className="faint">{t('exports.counts', { dossiers: made.dossiers, records: made.records, scans: made.scans, size: bytesText(made.bytes) })}</div>
          {made.leftOut > 0 && <div className="late">{t('exports.leftOut', { count: made.leftOut })}</div>}
          <small className="faint export-folder">{t('exports.sums')} <span className="code">{made.sums}</span></small>
        </>
      )}
    </>
  )
}

function Making({ making: { at, folder, state, problem, about } }: { making: NonNullable<ExportView['making']> }) {
  const { t } = useTranslation()
  if (state === 'running') return <div>{t('exports.running', { folder })}</div>
  if (state === 'brokenOff') return <div className="late">{t('exports.brokenOff', { folder })}</div>
  const reason = problem === null || problem === 'cancelled' ? t('exports.cancelled') : runProblemText(t, problem, about)
  return <div className="faint">{t('exports.ended', { time: dateTimeText(at), reason })}</div>
}

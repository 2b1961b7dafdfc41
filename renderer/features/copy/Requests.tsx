// Requests for copies as a list, with what may be done about each (rule S4).
import { App, Button, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { CopyRequestView } from '#shared/contract/copy.ts'
import { copyReason } from '#shared/contract/copy.ts'
import type { Output } from '#shared/contract/index.ts'
import { COPY_LIMITS, needsReason, type CopyState } from '#shared/domain/copy.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import type { Answer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useToday } from '../../app/session.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { printPaths } from '../../print/paths.ts'
import { call } from '../../api.ts'

const COLOURS: Record<CopyState, string> = {
  requested: 'warning', approved: 'processing', made: 'success', declined: 'default', withdrawn: 'default', lapsed: 'default',
}

type Deciding = 'approve' | 'decline' | 'withdraw'
const DECIDING: readonly Deciding[] = ['approve', 'decline', 'withdraw']

type RequestsProps = { of: 'waiting' | 'mine'; answer: Answer<Output<'copy.requests'>>; onChanged: () => void }

export function Requests({ of, answer, onChanged }: RequestsProps) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const [, navigate] = useLocation()
  const today = useToday()
  const [acting, setActing] = useState<{ request: CopyRequestView; act: Deciding } | null>(null)

  const make = ({ id, number }: CopyRequestView): void => {
    void modal.confirm({
      title: t('copy.makeTitle', { number }),
      content: t('copy.makeText'),
      okText: t('copy.act.make'),
      cancelText: t('common.cancel'),
      onOk: async () => {
        const { copyId } = await call('copy.make', { id })
        navigate(printPaths.copy(copyId))
      },
    })
  }
  const columns: TableColumnsType<CopyRequestView> = [
    {
      key: 'number', width: 132, title: t('copy.column.number'),
      render: (_, { number, requestedAt, copy }) => (
        <>
          <span className="code">{number}</span>
          <div className="faint">{t('copy.asked', { date: dayOf(requestedAt) })}</div>
          {copy !== null && <div className="code">{copy.number}</div>}
        </>
      ),
    },
    ...(of === 'mine' ? [] : [{
      key: 'requester', width: 90, title: t('copy.column.requester'),
      render: (_: unknown, { requestedBy }: CopyRequestView) => <>{requestedBy.name}<div className="faint">{requestedBy.department}</div></>,
    }]),
    { key: 'dossier', width: 200, title: t('copy.column.dossier'), render: (_, request) => <Copied request={request} /> },
    {
      key: 'pages', width: 120, title: t('copy.column.pages'),
      render: (_, { pages, form, recordNumber }) => <>{t('copy.pages', { count: pages })} · {t(`copy.form.${form}`)}<div className="faint code">{recordNumber}</div></>,
    },
    {
      key: 'purpose', title: t('copy.column.purpose'),
      render: (_, { purpose, recipient }) => <span className="copy-said">{purpose}<small className="faint">{t('copy.column.recipient')} {recipient}</small></span>,
    },
    { key: 'state', width: 170, title: t('copy.column.state'), render: (_, request) => <Standing request={request} /> },
    {
      key: 'acts', width: 150, title: t('copy.column.acts'),
      render: (_, request) => (
        <span className="copy-acts">
          {request.may.includes('make') && (
            <Button size="small" type="primary" aria-label={t('copy.actOf', { act: t('copy.act.make'), number: request.number })} onClick={() => make(request)}>{t('copy.act.make')}</Button>
          )}
          {DECIDING.filter((act) => request.may.includes(act)).map((act) => (
            <Button
              key={act}
              size="small"
              type={act === 'approve' ? 'primary' : 'default'}
              danger={act !== 'approve'}
              aria-label={t('copy.actOf', { act: t(`copy.act.${act}`), number: request.number })}
              onClick={() => setActing({ request, act })}
            >
              {t(`copy.act.${act}`)}
            </Button>
          ))}
          {request.mine && request.copy !== null && dayOf(request.copy.at) === today && (
            <Link href={printPaths.copy(request.copy.id)} aria-label={t('copy.actOf', { act: t('copy.act.open'), number: request.copy.number })}>{t('copy.act.open')}</Link>
          )}
        </span>
      ),
    },
  ]
  if (answer.error !== null) return <ErrorState error={answer.error} onRetry={answer.reload} />
  return (
    <>
      <Table<CopyRequestView>
        size="small"
        rowKey="id"
        aria-label={t(`copy.tab.${of}`)}
        columns={columns}
        dataSource={answer.value?.requests ?? []}
        loading={{ spinning: answer.loading, delay: 300 }}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: answer.value === null ? ' ' : <EmptyState title={t(`copy.empty.${of}`)} text={t(`copy.emptyText.${of}`)} /> }}
      />
      {acting !== null && (
        <ReasonDialog
          name={`copy-${acting.act}`}
          about={acting.request.id}
          title={`${t(`copy.act.${acting.act}`)} · ${acting.request.number}`}
          submit={t(`copy.act.${acting.act}`)}
          danger={acting.act !== 'approve'}
          label={t(`copy.say.${acting.act}`)}
          field="remark"
          schema={copyReason}
          longest={500}
          optional={!(acting.act === 'decline' || (acting.act === 'approve' && acting.request.level !== null && needsReason(acting.request.level)))}
          onReason={async (remark) => {
            void message.success(await decide(acting.request, acting.act, remark))
            setActing(null)
            onChanged()
          }}
          onCancel={() => setActing(null)}
        >
          {acting.act === 'approve' && <p>{acting.request.level !== null && needsReason(acting.request.level) && `${t('copy.approveTop')} `}{t('copy.approveHint', { count: COPY_LIMITS.days })}</p>}
        </ReasonDialog>
      )}
    </>
  )

  async function decide({ id, number }: CopyRequestView, act: Deciding, remark: string): Promise<string> {
    if (act === 'approve') {
      const { lapsesOn } = await call('copy.approve', { id, remark })
      return t('copy.did.approve', { number, date: lapsesOn })
    }
    await call(`copy.${act}`, { id, remark })
    return t(`copy.did.${act}`, { number })
  }
}

function Copied({ request: { dossier, recordId, level } }: { request: CopyRequestView }) {
  const { t } = useTranslation()
  if (dossier === null) return <span className="faint">{t('copy.noDossier')}</span>
  return (
    <>
      <Link href={paths.scan(recordId)}>{dossier.plate ?? dossier.vin}</Link> {dossier.ownerName} {level !== null && <Tag color={needsReason(level) ? 'error' : 'default'}>{t(`dossier.secrecy.${level}`)}</Tag>}
      <div className="faint code">{dossier.number}</div>
    </>
  )
}

function Standing({ request: { state, decided, lapsesOn, requestedBy } }: { request: CopyRequestView }) {
  const { t } = useTranslation()
  const authority = decided === null ? '' : t(`copy.authority.${decided.authority}`)
  return (
    <>
      <Tag color={COLOURS[state]}>{t(`copy.state.${state}`)}</Tag>
      {state === 'approved' && lapsesOn !== null && <div>{t('copy.lapses', { date: lapsesOn })}</div>}
      {decided !== null && (
        <div className="faint copy-said">
          {state === 'declined' && t('copy.declinedBy', { name: decided.name, remark: decided.remark })}
          {state !== 'declined' && t(decided.name === requestedBy.name ? 'copy.ownAuthority' : 'copy.approvedBy', { name: decided.name, authority })}
        </div>
      )}
    </>
  )
}

// Changes of what is approved, newest first: what differs, who proposed and who decided; with the acts of whoever looks at them.
import { App, Button, Table, Tag, type TableColumnsType } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { policyContract, type ChangeView } from '#shared/contract/policy.ts'
import { decisionProblem } from '#shared/domain/policy.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { learnOwnPapers } from '../../app/own-papers.ts'
import { useMe, usePermits } from '../../app/session.ts'
import { DateText, DateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'

type ChangesProps<Change extends ChangeView> = {
  changes: Change[]
  empty: string
  renderWhat: (change: Change) => ReactNode
  onChanged: () => void
}

const COLOURS = { proposed: 'warning', approved: 'success', declined: 'error', withdrawn: 'default' } as const

/** The change that waits, which somebody is asked to decide: above all else. */
export function Waiting<Change extends ChangeView>({ changes, ...rest }: Omit<ChangesProps<Change>, 'empty'>) {
  const { t } = useTranslation()
  const waiting = changes.filter(({ state }) => state === 'proposed')
  if (waiting.length === 0) return null
  return (
    <section className="panel" aria-labelledby="changes-waiting">
      <h2 className="panel-title" id="changes-waiting">{t('policy.waiting')}</h2>
      <ChangeTable changes={waiting} empty="" {...rest} />
    </section>
  )
}

/** What was decided or withdrawn. */
export function History<Change extends ChangeView>({ changes, title, ...rest }: ChangesProps<Change> & { title: string }) {
  return (
    <section className="panel" aria-labelledby="changes-history">
      <h2 className="panel-title" id="changes-history">{title}</h2>
      <ChangeTable changes={changes.filter(({ state }) => state !== 'proposed')} {...rest} />
    </section>
  )
}

function ChangeTable<Change extends ChangeView>({ changes, empty, renderWhat, onChanged }: ChangesProps<Change>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [deciding, setDeciding] = useState<{ change: Change; approve: boolean } | null>(null)
  const withdraw = useAct(async (change: Change) => {
    await call('policy.withdraw', { id: change.id })
    void message.success(t('policy.withdrawn'))
    onChanged()
  })
  const columns: TableColumnsType<Change> = [
    { key: 'from', title: t('policy.change.from'), width: 110, render: (_, { fromOn }) => <DateText on={fromOn} /> },
    { key: 'state', title: t('policy.change.state'), width: 90, render: (_, { state }) => <Tag color={COLOURS[state]}>{t(`policy.state.${state}`)}</Tag> },
    {
      key: 'what',
      title: t('policy.change.what'),
      render: (_, change) => <>{renderWhat(change)}<p className="settings-because">{t('policy.because', { reason: change.reason })}</p></>,
    },
    { key: 'proposed', title: t('policy.change.proposed'), width: 150, render: (_, { proposedBy, proposedAt }) => <Who name={proposedBy.name} at={proposedAt} /> },
    ...(changes.every(({ state }) => state === 'proposed') ? [] : [{
      key: 'decided',
      title: t('policy.change.decided'),
      width: 190,
      render: (_: unknown, { decidedBy, decidedAt, remark }: Change) => decidedBy !== null && decidedAt !== null && (
        <>
          <Who name={decidedBy.name} at={decidedAt} />
          {remark !== '' && <p className="settings-because">{t('policy.remarked', { remark })}</p>}
        </>
      ),
    }]),
  ]
  const acts: TableColumnsType<Change> = [{
    key: 'acts',
    title: t('policy.change.acts'),
    width: 170,
    render: (_, change) => (
      <Acts
        change={change}
        withdrawing={withdraw.running}
        onDecide={(approve) => setDeciding({ change, approve })}
        onWithdraw={() => void withdraw.run(change)}
      />
    ),
  }]
  const waits = changes.some(({ state }) => state === 'proposed')
  return (
    <>
      <ErrorNote error={withdraw.error} />
      <Table<Change>
        size="small" rowKey="id" columns={waits ? [...columns, ...acts] : columns} dataSource={changes} pagination={false}
        locale={{ emptyText: <EmptyState title={empty} /> }}
      />
      {deciding !== null && (
        <Decide
          change={deciding.change}
          approve={deciding.approve}
          onClose={(decided) => {
            setDeciding(null)
            if (decided) onChanged()
          }}
        />
      )}
    </>
  )
}

function Who({ name, at }: { name: string; at: number }) {
  return <>{name}<br /><small className="faint"><DateTimeText at={at} /></small></>
}

type ActsProps = { change: ChangeView; withdrawing: boolean; onDecide: (approve: boolean) => void; onWithdraw: () => void }

function Acts({ change, withdrawing, onDecide, onWithdraw }: ActsProps) {
  const { t } = useTranslation()
  const me = useMe()
  const decides = usePermits('policy.decide')
  if (decisionProblem(change.proposedBy.id, me.id) !== null) {
    return (
      <span className="row-acts">
        <Button type="link" loading={withdrawing} onClick={onWithdraw}>{t('policy.withdraw')}</Button>
        {decides && <small className="faint">{t('policy.ownProposal')}</small>}
      </span>
    )
  }
  if (!decides) return null
  return (
    <span className="row-acts">
      <Button type="link" onClick={() => onDecide(true)}>{t('policy.approve')}</Button>
      <Button type="link" danger onClick={() => onDecide(false)}>{t('policy.decline')}</Button>
    </span>
  )
}

const { remark: remarkSchema } = policyContract['policy.decide'].input.shape

function Decide({ change: { id, fromOn }, approve, onClose }: { change: ChangeView; approve: boolean; onClose: (decided: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const label = t('policy.remark')
  return (
    <ReasonDialog
      name={approve ? 'approve-change' : 'decline-change'} about={id} title={t(approve ? 'policy.approveTitle' : 'policy.declineTitle')}
      submit={t(approve ? 'policy.approve' : 'policy.decline')} danger={!approve} label={approve ? t('record.enter.optionalOf', { label }) : label}
      field="remark" schema={remarkSchema} longest={200} optional={approve}
      onReason={async (remark) => {
        const { changed } = await call('policy.decide', { id, approve, remark })
        await learnOwnPapers()
        const moved = changed === null || changed === 0 ? '' : t('policy.moved', { count: changed })
        void message.success(approve ? `${t('policy.approved', { date: fromOn })}${moved}` : t('policy.declined'))
        onClose(true)
      }}
      onCancel={() => onClose(false)}
    />
  )
}

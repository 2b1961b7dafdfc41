// Access requests (阅读申请): asking to read a dossier, what waits for me, what I asked for, who may read what and until when (rules L5, S3).
import { App, Button, Popconfirm, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { AccessRequestView } from '#shared/contract/access-request.ts'
import type { ReaderView } from '#shared/contract/secrecy.ts'
import type { RequestState } from '#shared/domain/access-request.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useMe, usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { Page } from '../../components/Page.tsx'
import { call } from '../../api.ts'
import { RevokeReader } from '../secrecy/RevokeReader.tsx'
import { SecrecyTag } from '../secrecy/SecrecyTag.tsx'
import { AskForm } from './AskForm.tsx'
import { DecideDialog, type Decision } from './DecideDialog.tsx'
import '../screens.css'
import '../secrecy/secrecy.css'

const COLOURS: Record<RequestState, string> = { requested: 'processing', granted: 'success', ended: 'default', declined: 'error', withdrawn: 'default' }

export function AccessRequests() {
  const { t } = useTranslation()
  const { dossier = '' } = useParams<{ dossier?: string }>()
  const answer = useAnswer('access.list', {})
  const grants = usePermits('access.grant')
  const me = useMe()
  const [deciding, setDeciding] = useState<{ request: AccessRequestView; decision: Decision } | null>(null)
  const [revoking, setRevoking] = useState<ReaderView | null>(null)
  const acts = (decisions: readonly Decision[]) => (request: AccessRequestView) => (
    <span className="access-acts">
      {decisions.map((decision, index) => (
        <Button
          key={decision} size="small" type={index === 0 ? 'primary' : 'default'} danger={decision === 'decline'}
          aria-label={t('access.actOf', { act: t(`access.act.${decision}`), number: request.number })} onClick={() => setDeciding({ request, decision })}
        >
          {t(`access.act.${decision}`)}
        </Button>
      ))}
    </span>
  )
  return (
    <Page title={t('access.title')}>
      <div className="access">
        <div>
          <Answered answer={answer}>
            {({ mine, waiting, nameless, readers }) => (
              <>
                {grants && (
                  <section aria-labelledby="access-waiting">
                    <h2 id="access-waiting" className="panel-title">{t('access.waiting')}</h2>
                    <Requests requests={waiting} label={t('access.waiting')} empty={t('access.waitingNone')} renderActs={acts(['grant', 'decline'])} />
                  </section>
                )}
                {nameless.length > 0 && (
                  <section aria-labelledby="access-nameless">
                    <h2 id="access-nameless" className="panel-title">{t('access.nameless')}</h2>
                    <Requests requests={nameless} label={t('access.nameless')} empty="" renderActs={acts(['name', 'decline'])} />
                  </section>
                )}
                <section aria-labelledby="access-mine">
                  <h2 id="access-mine" className="panel-title">{t('access.mine')}</h2>
                  <Requests
                    requests={mine} label={t('access.mine')} empty={t('access.mineNone')} own
                    renderActs={(request) => request.state === 'requested' && <Withdraw request={request} onDone={answer.reload} />}
                  />
                </section>
                <section aria-labelledby="access-readers">
                  <h2 id="access-readers" className="panel-title">{t(readers.every(({ person }) => person.id === me.id) && !grants ? 'access.reading' : 'access.readers')}</h2>
                  <Readers readers={readers} onRevoke={setRevoking} />
                </section>
              </>
            )}
          </Answered>
        </div>
        <AskForm key={dossier} dossier={dossier} onAsked={answer.reload} />
      </div>
      {deciding !== null && (
        <DecideDialog
          {...deciding}
          onClose={(changed) => {
            setDeciding(null)
            if (changed) answer.reload()
          }}
        />
      )}
      {revoking !== null && (
        <RevokeReader
          reader={revoking}
          onClose={(changed) => {
            setRevoking(null)
            if (changed) answer.reload()
          }}
        />
      )}
    </Page>
  )
}

type RequestsProps = {
  requests: readonly AccessRequestView[]
  label: string
  empty: string
  /** One's own: how each stands, instead of who asked. */
  own?: boolean
  renderActs: (request: AccessRequestView) => React.ReactNode
}

function Requests({ requests, label, empty, own = false, renderActs }: RequestsProps) {
  const { t } = useTranslation()
  const columns: TableColumnsType<AccessRequestView> = [
    {
      key: 'number', width: 148, title: t('access.column.number'),
      render: (_, { number, requestedAt }) => <><span className="code">{number}</span><div className="faint">{t('access.requestedOn', { date: dayOf(requestedAt) })}</div></>,
    },
    ...(own ? [] : [{
      key: 'person', width: 100, title: t('access.column.person'),
      render: (_: unknown, { person }: AccessRequestView) => <>{person.name}<div className="faint">{person.department}</div></>,
    }]),
    {
      key: 'dossier', width: 190, title: t('access.column.dossier'),
      render: (_, { dossier, asked }) => (dossier === null ? asked : (
        <><Link href={paths.dossier(dossier.id)}>{dossier.plate ?? t('dossier.noPlate')} · {dossier.ownerName}</Link><div className="code faint">{dossier.number}</div></>
      )),
    },
    { key: 'level', width: 90, title: t('access.column.level'), render: (_, { level }) => <SecrecyTag secrecy={{ level, until: null }} /> },
    {
      key: 'purpose', title: t('access.column.purpose'),
      render: (_, { purpose, days, remark }) => <>{purpose}<div className="faint">{t('access.daysText', { count: days })}{remark !== '' && ` · ${remark}`}</div></>,
    },
    ...(own ? [{
      key: 'state', width: 120, title: t('access.column.state'),
      render: (_: unknown, { state, until }: AccessRequestView) => (
        <><Tag color={COLOURS[state]}>{t(`access.state.${state}`)}</Tag>{until !== null && <div className="faint">{t('secrecy.until', { day: until })}</div>}</>
      ),
    }] : []),
    { key: 'acts', width: own ? 80 : 130, title: t('access.column.acts'), render: (_, request) => renderActs(request) },
  ]
  return <Table aria-label={label} size="small" rowKey="id" columns={columns} dataSource={requests} pagination={requests.length > 20 ? { pageSize: 20 } : false} locale={{ emptyText: empty }} />
}

function Readers({ readers, onRevoke }: { readers: readonly ReaderView[]; onRevoke: (reader: ReaderView) => void }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<ReaderView> = [
    { key: 'person', width: 110, title: t('secrecy.person'), render: (_, { person }) => <>{person.name}<div className="faint">{person.department}</div></> },
    {
      key: 'dossier', width: 190, title: t('access.column.dossier'),
      render: (_, { dossierId, dossierNumber, plate }) => <><Link href={paths.dossier(dossierId)}>{plate ?? t('dossier.noPlate')}</Link><div className="code faint">{dossierNumber}</div></>,
    },
    { key: 'level', width: 190, title: t('access.column.level'), render: (_, { level, until }) => <SecrecyTag secrecy={{ level, until }} /> },
    {
      key: 'reason', title: t('access.column.reason'),
      render: (_, { reason, namedBy, namedAt, request }) => <>{reason}<div className="faint">{t('secrecy.readerLine', { name: namedBy, date: dayOf(namedAt) })}</div><div className="code faint">{request}</div></>,
    },
    {
      key: 'acts', width: 80, title: t('access.column.acts'),
      render: (_, reader) => reader.mayEnd && (
        <Button size="small" danger aria-label={t('secrecy.revokeOf', { name: reader.person.name })} onClick={() => onRevoke(reader)}>{t('secrecy.revoke')}</Button>
      ),
    },
  ]
  return <Table aria-labelledby="access-readers" size="small" rowKey="id" columns={columns} dataSource={readers} pagination={readers.length > 20 ? { pageSize: 20 } : false} locale={{ emptyText: t('access.readersNone') }} />
}

function Withdraw({ request: { id, number }, onDone }: { request: AccessRequestView; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const act = useAct(async () => {
    await call('access.withdraw', { id })
    void message.success(t('access.withdrawn', { number }))
    onDone()
  })
  return (
    <Popconfirm title={t('access.withdrawConfirm', { number })} onConfirm={() => void act.run()}>
      <Button size="small" loading={act.running} aria-label={t('access.actOf', { act: t('access.act.withdraw'), number })}>{t('access.act.withdraw')}</Button>
    </Popconfirm>
  )
}

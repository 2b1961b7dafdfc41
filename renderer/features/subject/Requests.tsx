// Requests of people to have erased what is kept about them: what keeps it, the decisions, carrying it out (rule R4, PIPL).
import { App, Alert, Button, Form, Input, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { subjectContract, type SubjectRequestDetail, type SubjectRequestView } from '#shared/contract/subject.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { Busy } from '../../components/Busy.tsx'
import { DateTimeText, dateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { OlderBackups, Swept } from '../disposal/Traces.tsx'
import { heldText } from '../disposal/words.ts'

const LISTED = 200

const STATE_COLOURS: Record<SubjectRequestView['state'], string> = {
  asked: 'processing', endorsed: 'processing', approved: 'warning', erased: 'success', declined: 'default', withdrawn: 'default',
}

export function Requests({ opened }: { opened: Id<'subjectRequest'> | null }) {
  const { t } = useTranslation()
  const answer = useAnswer('subject.list', { limit: LISTED })
  return (
    <Answered answer={answer}>
      {({ requests, more }) => (requests.length === 0
        ? <EmptyState title={t('subject.none')} text={t('subject.noneText')} />
        : (
          <>
            {opened !== null && <Request key={opened} id={opened} onChanged={answer.reload} />}
            <RequestTable requests={requests} opened={opened} />
            {more && <p className="faint">{t('subject.more', { count: LISTED })}</p>}
          </>
        ))}
    </Answered>
  )
}

function RequestTable({ requests, opened }: { requests: readonly SubjectRequestView[]; opened: Id<'subjectRequest'> | null }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<SubjectRequestView> = [
    {
      key: 'number',
      title: t('subject.column.number'),
      render: (_, { id, number }) => (
        <Link href={paths.disposals('persons', id)} className="code" aria-current={id === opened} aria-label={t('disposal.open', { number })}>{number}</Link>
      ),
    },
    { key: 'customer', title: t('subject.column.customer'), render: (_, { customerName }) => customerName || <span className="faint">{t('subject.state.erased')}</span> },
    {
      key: 'state',
      title: t('disposal.column.state'),
      render: (_, { state, waitsForMe }) => (
        <><Tag color={STATE_COLOURS[state]}>{t(`subject.state.${state}`)}</Tag>{' '}{waitsForMe && <Tag color="error">{t('disposal.mine')}</Tag>}</>
      ),
    },
    { key: 'shown', title: t('subject.shownLabel'), render: (_, { shown }) => t(`subject.shown.${shown}`) },
    { key: 'asked', title: t('subject.column.asked'), render: (_, { askedAt, askedBy }) => `${dayOf(askedAt)} ${askedBy.name}` },
    { key: 'remark', title: t('disposal.remark'), render: (_, { remark }) => <span className="subject-remark">{remark}</span> },
  ]
  return <Table<SubjectRequestView> size="small" rowKey="id" columns={columns} dataSource={[...requests]} pagination={false} scroll={{ x: 'max-content' }} />
}

type DecidingAct = 'approve' | 'decline' | 'withdraw'
const DECIDING: readonly DecidingAct[] = ['approve', 'decline', 'withdraw']

function Request({ id, onChanged }: { id: Id<'subjectRequest'>; onChanged: () => void }) {
  const answer = useAnswer('subject.get', { id })
  const changed = (): void => {
    answer.reload()
    onChanged()
  }
  return <Answered answer={answer}>{(detail) => <Open detail={detail} onChanged={changed} />}</Answered>
}

function Open({ detail, onChanged }: { detail: SubjectRequestDetail; onChanged: () => void }) {
  const { t } = useTranslation()
  const [acting, setActing] = useState<DecidingAct | 'erase' | null>(null)
  const { number, state, customerName, shown, remark: said, may, hidden, free, kept, done, acts, askedAt, askedBy } = detail
  const isOpen = state === 'asked' || state === 'endorsed' || state === 'approved'
  const close = (): void => setActing(null)
  const finish = (): void => {
    close()
    onChanged()
  }
  return (
    <section className="panel disposal-result" aria-labelledby="subject-request">
      <h2 id="subject-request" className="panel-title">{t('subject.title')} <span className="code">{number}</span> <Tag color={STATE_COLOURS[state]}>{t(`subject.state.${state}`)}</Tag></h2>
      {customerName !== '' && (
        <p><strong>{customerName}</strong> <span className="faint">{t('subject.shownLabel')}</span> {t(`subject.shown.${shown}`)}{said !== '' && <span className="faint"> · {said}</span>}</p>
      )}
      {hidden > 0 && <Alert className="note" type="warning" showIcon title={t('disposal.hidden', { count: hidden })} />}
      {isOpen && hidden === 0 && <Alert className="note" type={free ? 'info' : 'warning'} showIcon title={t(free ? 'subject.free' : 'subject.notFree')} />}
      {isOpen && <KeptTable kept={kept} />}
      {done !== null && <Done id={detail.id} done={done} onChanged={onChanged} />}
      <div className="disposal-acts">
        {DECIDING.filter((act) => may[act]).map((act) => (
          <Button key={act} type={act === 'approve' ? 'primary' : 'default'} onClick={() => setActing(act)}>{t(`subject.act.${act === 'approve' && state === 'asked' ? 'endorse' : act}`)}</Button>
        ))}
        {may.carryOut && <Button type="primary" danger onClick={() => setActing('erase')}>{t('subject.act.erase')}</Button>}
      </div>
      <details className="disposal-history" open>
        <summary>{t('disposal.history')}</summary>
        <ol>
          <li><DateTimeText at={askedAt} /> {askedBy.name} {t('subject.did.ask')}</li>
          {acts.map(({ at, byName, act, remark }) => (
            <li key={`${at}/${act}`}><DateTimeText at={at} /> {byName} {t(`subject.did.${act}`)}{remark !== '' && <span className="faint"> · {remark}</span>}</li>
          ))}
        </ol>
      </details>
      {acting === 'erase' && <EraseDialog detail={detail} onClose={close} onDone={finish} />}
      {acting !== null && acting !== 'erase' && <DecideDialog detail={detail} act={acting} onClose={close} onDone={finish} />}
    </section>
  )
}

const COLUMNS = ['dossier', 'car', 'owned', 'why', 'until', 'records'] as const

function KeptTable({ kept }: { kept: SubjectRequestDetail['kept'] }) {
  const { t } = useTranslation()
  return (
    <div className="disposal-scroll">
      <table className="disposal-table">
        <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`subject.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {kept.map(({ number, plate, model, ownedFrom, ownedTo, why, keptUntil, held, records }) => (
            <tr key={`${number}/${ownedFrom}`} data-held={why !== 'free'}>
              <td className="code">{number}</td>
              <td>{plate ?? ''}<small>{model}</small></td>
              <td>{ownedFrom} – {ownedTo ?? t('disposal.subject.until')}</td>
              <td><Tag color={why === 'free' ? 'success' : 'warning'}>{t(`subject.why.${why}`)}</Tag>{held.length > 0 && <small>{heldText(t, held)}</small>}</td>
              <td>{keptUntil ?? (why === 'owned' ? '' : t('disposal.subject.forever'))}</td>
              <td className="disposal-words">{records.join(t('book.line.separator'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Done({ id, done, onChanged }: { id: Id<'subjectRequest'>; done: NonNullable<SubjectRequestDetail['done']>; onChanged: () => void }) {
  const { t } = useTranslation()
  const { seq, at, keeperName, dossiers, records, scans, entries, sweptAt, backups } = done
  const noteRemoved = async (folder: string): Promise<void> => {
    await call('subject.noteBackupsRemoved', { id, folder })
    onChanged()
  }
  return (
    <>
      <p>
        {dateTimeText(at)} · {keeperName} · {t('disposal.result.line', { seq })} · {t('subject.erased', { dossiers, records, scans })} · {t('disposal.result.entries', { count: entries })}
      </p>
      <Swept sweptAt={sweptAt} onChanged={onChanged} />
      <OlderBackups backups={backups} onRemoved={noteRemoved} />
    </>
  )
}

type DialogProps = { detail: SubjectRequestDetail; onClose: () => void; onDone: () => void }

function DecideDialog({ detail: { id, number, state }, act, onClose, onDone }: DialogProps & { act: DecidingAct }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const named = act === 'approve' && state === 'asked' ? 'endorse' : act
  return (
    <ReasonDialog
      name={`subject-${act}`}
      about={number}
      title={`${t(`subject.act.${named}`)} · ${number}`}
      submit={t(`subject.act.${named}`)}
      danger={act === 'withdraw'}
      label={t(act === 'approve' ? 'disposal.remark' : 'disposal.keeping.reason')}
      field="remark"
      schema={subjectContract['subject.approve'].input.shape.remark}
      longest={500}
      optional={act === 'approve'}
      onReason={async (remark) => {
        await call(`subject.${act}`, { id, remark })
        void message.success(t('disposal.done', { number, did: t(`subject.did.${named}`) }))
        onDone()
      }}
      onCancel={onClose}
    >
      <p>{t(`subject.actText.${act}`)}</p>
    </ReasonDialog>
  )
}

function EraseDialog({ detail: { id, number, kept }, onClose, onDone }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ password: string }>()
  const act = useAct(async ({ password }: { password: string }) => {
    await call('subject.carryOut', { id, password })
    void message.success(t('disposal.done', { number, did: t('subject.did.erase') }))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  const records = kept.flatMap((each) => each.records)
  return (
    <FormDialog<{ password: string }> name="subject-erase" title={`${t('subject.act.erase')} · ${number}`} submit={t('subject.act.erase')} danger form={form} act={act} onCancel={onClose}>
      <Alert className="note" type="warning" showIcon title={t('subject.statement')} />
      {records.length > 0 && <p>{t('subject.shred', { records: records.join(t('book.line.separator')) })}</p>}
      <Form.Item name="password" label={t('disposal.sign.passwordOf')} required rules={[schemaRule(subjectContract['subject.carryOut'].input.shape.password)]}>
        <Input.Password autoComplete="off" visibilityToggle={false} disabled={act.running} />
      </Form.Item>
      {act.running && <Busy label={t('subject.erasing')} />}
    </FormDialog>
  )
}

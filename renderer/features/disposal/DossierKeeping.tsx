// On a dossier's page: how long it is kept, what holds it, the list it is on (rules R1, R3).
import { App, Button, Form, Input, InputNumber, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DossierView } from '#shared/contract/dossier.ts'
import { disposalContract, type DossierKeeping as Keeping } from '#shared/contract/disposal.ts'
import { HOLD_KINDS, type HoldKind } from '#shared/domain/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { TERM_KINDS, TERM_YEARS, type TermKind } from '#shared/domain/term.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { OwnerData } from '../subject/OwnerData.tsx'
import { heldText, termText } from './words.ts'
import './disposal.css'

type Acting = { what: 'term' } | { what: 'hold' } | { what: 'lift'; id: Id<'hold'> }

export function DossierKeeping({ dossierId, owners }: { dossierId: Id<'dossier'>; owners: DossierView['owners'] }) {
  const { t } = useTranslation()
  const answer = useAnswer('term.ofDossier', { dossierId })
  const maySheet = usePermits('subject.sheet')
  const [acting, setActing] = useState<Acting | null>(null)
  const done = (): void => {
    setActing(null)
    answer.reload()
  }
  return (
    <section className="panel" aria-labelledby="dossier-keeping">
      <h2 id="dossier-keeping" className="panel-title">{t('disposal.keeping.title')}</h2>
      <Answered answer={answer}>{(keeping) => <Facts keeping={keeping} onAct={setActing} />}</Answered>
      {maySheet && <OwnerData owners={owners} />}
      {acting?.what === 'term' && <TermDialog dossierId={dossierId} onClose={() => setActing(null)} onDone={done} />}
      {acting?.what === 'hold' && <HoldDialog dossierId={dossierId} onClose={() => setActing(null)} onDone={done} />}
      {acting?.what === 'lift' && <LiftDialog id={acting.id} onClose={() => setActing(null)} onDone={done} />}
    </section>
  )
}

function Facts({ keeping, onAct }: { keeping: Keeping; onAct: (acting: Acting) => void }) {
  const { t } = useTranslation()
  const maySet = usePermits('term.set')
  const mayHold = usePermits('hold.set')
  const { term, isDefault, lastOn, expiresOn, expired, held, holds, terms, list } = keeping
  return (
    <>
      <dl className="facts">
        <dt>{t('disposal.keeping.term')}</dt>
        <dd>{termText(t, term)} <span className="faint">{t(isDefault ? 'disposal.keeping.default' : 'disposal.keeping.own')}</span></dd>
        {lastOn !== null && <><dt>{t('disposal.keeping.last')}</dt><dd>{lastOn}</dd></>}
        <dt>{t('disposal.keeping.expires')}</dt>
        <dd>{expiresOn ?? t('disposal.keeping.forever')} {expired && <Tag color="warning">{t('disposal.keeping.expired')}</Tag>}</dd>
        {held.length > 0 && <><dt>{t('disposal.keeping.heldBy')}</dt><dd>{heldText(t, held)}</dd></>}
        {list !== null && (
          <><dt>{t('disposal.keeping.onList')}</dt><dd><Link href={paths.disposals(list.id)} className="code">{list.number}</Link> {t(`disposal.state.${list.state}`)}</dd></>
        )}
      </dl>
      {holds.filter(({ liftedAt }) => liftedAt === null).map(({ id, kind, reason, setBy, setAt }) => (
        <p key={id} className="disposal-hold">
          <Tag color="error">{t(`disposal.keeping.kinds.${kind}`)}</Tag>{reason} <span className="faint">{setBy} {dayOf(setAt)}</span>{' '}
          {mayHold && <Button size="small" onClick={() => onAct({ what: 'lift', id })}>{t('disposal.keeping.lift')}</Button>}
        </p>
      ))}
      {(maySet || mayHold) && (
        <div className="disposal-acts">
          {maySet && <Button size="small" onClick={() => onAct({ what: 'term' })}>{t('disposal.keeping.set')}</Button>}
          {mayHold && <Button size="small" onClick={() => onAct({ what: 'hold' })}>{t('disposal.keeping.hold')}</Button>}
        </div>
      )}
      {terms.length > 0 && (
        <details>
          <summary>{t('disposal.keeping.history')}</summary>
          <ul className="disposal-terms">
            {terms.map(({ at, byName, term: set, reason, list: by }) => (
              <li key={at}>{dayOf(at)} {byName} {termText(t, set)} <span className="faint">{by ?? ''} {reason}</span></li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

type DialogProps = { onClose: () => void; onDone: () => void }

type TermValues = { kind: TermKind; years: number | null; reason: string }

function TermDialog({ dossierId, onClose, onDone }: DialogProps & { dossierId: Id<'dossier'> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<TermValues>()
  const kind = Form.useWatch('kind', form)
  const act = useAct(async ({ kind: chosen, years, reason }: TermValues) => {
    await call('term.set', { dossierId, kind: chosen, years: chosen === 'years' ? years : null, reason })
    void message.success(t('disposal.keeping.saved'))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<TermValues> name="term" title={t('disposal.keeping.setTitle')} submit={t('disposal.keeping.save')} form={form} initialValues={{ kind: 'years', years: 15, reason: '' }} act={act} onCancel={onClose}>
      <Form.Item name="kind" label={t('disposal.keeping.term')}>
        <Select options={TERM_KINDS.map((value) => ({ value, label: t(`disposal.keeping.termKind.${value}`) }))} />
      </Form.Item>
      {kind === 'years' && (
        <Form.Item name="years" label={t('disposal.keeping.years')} required><InputNumber min={TERM_YEARS.least} max={TERM_YEARS.most} precision={0} /></Form.Item>
      )}
      <Form.Item name="reason" label={t('disposal.keeping.reason')} required rules={[schemaRule(disposalContract['hold.lift'].input.shape.reason)]}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </FormDialog>
  )
}

type HoldValues = { kind: HoldKind; reason: string }

function HoldDialog({ dossierId, onClose, onDone }: DialogProps & { dossierId: Id<'dossier'> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<HoldValues>()
  const act = useAct(async ({ kind, reason }: HoldValues) => {
    await call('hold.set', { dossierId, kind, reason })
    void message.success(t('disposal.keeping.saved'))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<HoldValues> name="hold" title={t('disposal.keeping.holdTitle')} submit={t('disposal.keeping.save')} form={form} initialValues={{ kind: 'complaint', reason: '' }} act={act} onCancel={onClose}>
      <Form.Item name="kind" label={t('disposal.keeping.kind')}>
        <Select options={HOLD_KINDS.map((value) => ({ value, label: t(`disposal.keeping.kinds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('disposal.keeping.reason')} required rules={[schemaRule(disposalContract['hold.set'].input.shape.reason)]}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </FormDialog>
  )
}

function LiftDialog({ id, onClose, onDone }: DialogProps & { id: Id<'hold'> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <ReasonDialog
      name="lift"
      about={id}
      title={t('disposal.keeping.liftTitle')}
      submit={t('disposal.keeping.lift')}
      label={t('disposal.keeping.reason')}
      schema={disposalContract['hold.lift'].input.shape.reason}
      longest={500}
      onReason={async (reason) => {
        await call('hold.lift', { id, reason })
        void message.success(t('disposal.keeping.lifted'))
        onDone()
      }}
      onCancel={onClose}
    />
  )
}

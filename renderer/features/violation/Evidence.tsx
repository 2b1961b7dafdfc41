// One violation at the side: its evidence, what it costs and why, what was done; and what may be done about it now (rule V9).
import { Button, Tag } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { ViolationDetail } from '#shared/contract/violation.ts'
import type { Id } from '#shared/domain/id.ts'
import { moneyText } from '#shared/domain/money.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateText, DateTimeText } from '../../components/DateText.tsx'
import { printPaths } from '../../print/paths.ts'
import { AdjustDialog, ContestDialog } from './dialogs.tsx'
import { DecideForm } from './DecideForm.tsx'
import { STATE_COLOURS } from './MonthTable.tsx'
import { Amount, Items } from './words.tsx'

type EvidenceProps = {
  id: Id<'violation'>
  /** Changes when the list was asked for anew. */
  turn: number
  onChanged: (said: string) => void
}

export function Evidence({ id, turn, onChanged }: EvidenceProps) {
  const { t } = useTranslation()
  const answer = useAnswer('violation.get', { id })
  const { reload } = answer
  const seen = useRef(turn)
  useEffect(() => {
    // Another decision may have changed what this one comes to.
    if (seen.current !== turn) reload()
    seen.current = turn
  }, [turn, reload])
  return (
    <aside className="panel violation-evidence" aria-label={t('violation.detail.label', { number: answer.value?.number ?? '' })}>
      <Answered answer={answer}>{(violation) => <Shown violation={violation} onChanged={onChanged} />}</Answered>
    </aside>
  )
}

function Shown({ violation, onChanged }: { violation: ViolationDetail; onChanged: (said: string) => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [dialog, setDialog] = useState<'object' | 'appeal' | 'adjust' | null>(null)
  const { id, number, may, state, rule } = violation
  const done = (said: string): void => {
    setDialog(null)
    onChanged(said)
  }
  return (
    <>
      <header className="violation-head">
        <h2 className="panel-title code">{number}</h2>
        <Tag color={STATE_COLOURS[state]}>{t(`violation.state.${state}`)}</Tag>
        <Button size="small" icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.penalty(id))}>{t('violation.act.slip')}</Button>
      </header>
      <p><strong>{rule !== 'adjustment' && rule} {t(`violation.rule.${rule}`)}</strong></p>
      <p className="faint violation-text">{t(`violation.text.${rule}`)} {t('violation.policyNote')}</p>
      <Facts violation={violation} />
      {violation.groundless && <p className="late">{t('violation.detail.groundless')}</p>}
      {violation.countChanged && <p className="late">{t('violation.detail.countChanged')}</p>}
      {violation.first !== null && <p className="late">{t('violation.detail.first', { number: violation.first })}</p>}
      {may.includes('decide') && <DecideForm key={`${id}/${violation.amount}`} violation={violation} method="violation.decide" onDecided={done} />}
      {may.includes('decideAppeal') && <DecideForm key={`${id}/${violation.amount}`} violation={violation} method="appeal.decide" onDecided={done} />}
      <div className="violation-acts">
        {may.includes('object') && <Button onClick={() => setDialog('object')}>{t('violation.object.act')}</Button>}
        {may.includes('appeal') && <Button onClick={() => setDialog('appeal')}>{t('violation.object.appeal')}</Button>}
        {may.includes('adjust') && <Button onClick={() => setDialog('adjust')}>{t('violation.adjust.act')}</Button>}
      </div>
      <h3 className="violation-sub">{t('violation.detail.history')}</h3>
      <ol className="violation-history">
        {violation.acts.map((act, place) => (
          // Acts are only ever added at the end; two may bear the same instant.
          <li key={place}>
            <DateTimeText at={act.at} /> {act.personName} {t(`violation.did.${act.act}`)}
            {act.act === 'decide' && act.amount !== null && ` ${moneyText(act.amount)}`}
            {act.share !== null && ` · ${t('violation.detail.share')} ${act.share} %`}
            {act.remark !== '' && <div className="faint">{act.remark}</div>}
          </li>
        ))}
      </ol>
      {(dialog === 'object' || dialog === 'appeal') && <ContestDialog violation={violation} what={dialog} onClose={() => setDialog(null)} onDone={done} />}
      {dialog === 'adjust' && <AdjustDialog violation={violation} onClose={() => setDialog(null)} onDone={done} />}
    </>
  )
}

function Facts({ violation }: { violation: ViolationDetail }) {
  const { t } = useTranslation()
  const { record, evidence, correction, person, on, month } = violation
  return (
    <dl className="facts">
      <dt>{t('violation.detail.person')}</dt>
      <dd>{person.name} · {person.department}</dd>
      <dt>{t('violation.detail.on')}</dt>
      <dd><DateText on={on} />{month !== on.slice(0, 7) && ` · ${t('violation.detail.settled', { month })}`}</dd>
      {(record !== null || violation.recordHidden) && (
        <>
          <dt>{t('violation.detail.record')}</dt>
          <dd>
            {record === null ? t('violation.hidden') : (
              <>
                {t(`common.kind.${record.kind}`)} <Link href={paths.dossier(record.dossierId)}>{record.number}</Link>
                <div className="faint">{record.plate ?? record.dossierNumber} {record.model}</div>
              </>
            )}
          </dd>
        </>
      )}
      {correction !== null && (
        <>
          <dt>{t('violation.detail.correction')}</dt>
          <dd>
            <Link href={paths.corrections('open', correction.id)}>{correction.number}</Link> · {t('violation.detail.correctedOn')} {evidence.correctedOn ?? t('violation.detail.notYet')}
          </dd>
        </>
      )}
      {evidence.dueOn !== null && (
        <>
          <dt>{t('violation.detail.due')}</dt>
          <dd>{evidence.dueOn}</dd>
        </>
      )}
      {evidence.dueOn !== null && correction === null && (
        <>
          <dt>{t('violation.detail.received')}</dt>
          <dd>
            {evidence.receivedOn === null
              ? <span className="late">{t('violation.detail.never')}</span>
              : <Link href={paths.book(evidence.receivedOn)} className={evidence.receivedOn > evidence.dueOn ? 'late' : undefined}>{evidence.receivedOn}</Link>}
            {evidence.line !== null && ` · ${t('violation.detail.line', { seq: evidence.line })}`}
          </dd>
        </>
      )}
      {violation.rule === 'V3' && <><dt>{t('violation.detail.contact')}</dt><dd className="late">{t('violation.detail.unconfirmed')}</dd></>}
      {violation.adjusts !== null && <><dt>{t('violation.detail.adjusts')}</dt><dd className="code">{violation.adjusts}</dd></>}
      {violation.rule !== 'adjustment' && <><dt>{t('violation.detail.items')}</dt><dd><Items violation={violation} /></dd></>}
      {evidence.words !== '' && <><dt>{t('violation.detail.words')}</dt><dd>{evidence.words}</dd></>}
      <dt>{t(violation.decided ? 'violation.detail.amount' : 'violation.detail.proposed')}</dt>
      <dd className="violation-cost"><Amount violation={violation} /></dd>
      {violation.share !== null && <><dt>{t('violation.detail.share')}</dt><dd>{violation.share} %</dd></>}
    </dl>
  )
}

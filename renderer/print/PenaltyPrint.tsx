// The penalty slip (处罚单) on A4: the facts, the rule, the amount. "Proposed" until it is decided (rules V1 to V10).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { DateText } from '../components/DateText.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { Amount, Items } from '../features/violation/words.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import { SignLine } from './SignLine.tsx'
import './penalty.css'

export function PenaltyPrint() {
  const { t } = useTranslation()
  const id = idParam<'violation'>(useParams<{ id?: string }>().id)
  const slip = useAnswer('violation.slip', id === null ? null : { id })
  if (id === null) return <NotFound />
  return (
    <Answered answer={slip}>
      {(value) => (
        <PrintPage title={t('violation.slip.title')} fileTitle={`${t('violation.slip.title')} ${value.number}`} orientation="portrait" onBack={goBack}>
          <Slip slip={value} />
        </PrintPage>
      )}
    </Answered>
  )
}

function Slip({ slip }: { slip: Output<'violation.slip'> }) {
  const { t } = useTranslation()
  const { record, evidence, person } = slip
  const decided = slip.acts.findLast(({ act }) => act === 'decide' || act === 'waive')
  return (
    <article className="penalty-sheet">
      <header>
        <p>{slip.storeName}</p>
        <h2>{t('violation.slip.title')}</h2>
        <p>{t('violation.slip.number')} <span className="code">{slip.number}</span></p>
      </header>
      {!slip.decided && <p><span className="penalty-state">{t('violation.slip.proposed')}</span></p>}
      <p>{t('violation.slip.to', person)}</p>
      <h3>{t('violation.slip.fact')}</h3>
      <dl>
        <dt>{t('violation.detail.rule')}</dt>
        <dd>{slip.rule === 'adjustment' ? '' : `${slip.rule} `}{t(`violation.rule.${slip.rule}`)}</dd>
        <dt>{t('violation.detail.on')}</dt>
        <dd><DateText on={slip.on} long /></dd>
        {record !== null && (
          <>
            <dt>{t('violation.detail.record')}</dt>
            <dd>{t(`common.kind.${record.kind}`)} {record.number} · {record.plate ?? record.dossierNumber} {record.model}</dd>
          </>
        )}
        {slip.recordHidden && <><dt>{t('violation.detail.record')}</dt><dd>{t('violation.hidden')}</dd></>}
        {evidence.dueOn !== null && <><dt>{t('violation.detail.due')}</dt><dd>{evidence.dueOn}</dd></>}
        {evidence.dueOn !== null && slip.correction === null && <><dt>{t('violation.detail.received')}</dt><dd>{evidence.receivedOn ?? t('violation.detail.never')}</dd></>}
        {evidence.line !== null && <><dt /><dd>{t('violation.detail.line', { seq: evidence.line })}</dd></>}
        {slip.correction !== null && <><dt>{t('violation.detail.correction')}</dt><dd>{slip.correction.number} · {evidence.correctedOn ?? t('violation.detail.notYet')}</dd></>}
        {slip.adjusts !== null && <><dt>{t('violation.detail.adjusts')}</dt><dd>{slip.adjusts}</dd></>}
        <dt>{t('violation.detail.items')}</dt>
        <dd><Items violation={slip} /></dd>
        {evidence.words !== '' && <><dt>{t('violation.detail.words')}</dt><dd>{evidence.words}</dd></>}
      </dl>
      <h3>{t('violation.slip.basis')}</h3>
      <p>{t(`violation.text.${slip.rule}`)} {t('violation.policyNote')}</p>
      <h3>{t(slip.decided ? 'violation.slip.result' : 'violation.slip.proposal')}</h3>
      <p className="penalty-amount">
        {slip.state === 'waived' ? t('violation.slip.waived') : <Amount violation={slip} />}
      </p>
      {slip.share !== null && <p>{t('violation.slip.share', { share: slip.share })}</p>}
      {decided !== undefined && decided.remark !== '' && <p>{t('violation.decide.remark')}{t('book.line.colon')}{decided.remark}</p>}
      <div className="penalty-signs">
        <SignLine label={t(decided?.as === 'generalManager' ? 'violation.list.manager' : 'violation.list.director')} name={decided?.personName ?? ''} on={decided ? dayOf(decided.at) : null} />
        <SignLine label={t('violation.slip.fined')} name={person.name} on={null} />
      </div>
      <p className="penalty-foot">{t('violation.slip.foot')}</p>
    </article>
  )
}

// What is known of one loan: request, approvals, hand-out and return as both signed them, what happened (rules L1 to L3, S3).
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LoanDetail } from '#shared/contract/loan.ts'
import { paths } from '../../app/paths.ts'
import { DateText, DateTimeText } from '../../components/DateText.tsx'
import { DrawnSignature } from '../../components/DrawnSignature.tsx'
import { approverText, boundText, extentText, fromWhere, papersText, STATE_COLOURS } from './words.ts'

export function LoanFacts({ loan }: { loan: LoanDetail }) {
  const { t } = useTranslation()
  return (
    <>
      <dl className="facts">
        <Fact name="state">
          <Tag color={STATE_COLOURS[loan.state]}>{t(`loan.state.${loan.state}`)}</Tag>
          {loan.overdue && <Tag color="error">{t('loan.overdue')}</Tag>}
          {loan.recalledOn !== null && <Tag color="warning">{t('loan.recalled')} {loan.recalledOn}</Tag>}
        </Fact>
        {loan.declined !== null && <Fact name="declined">{loan.declined}</Fact>}
        <Lent loan={loan} />
        <Fact name="extent">
          {extentText(t, loan)}
          {papersText(t, loan.papers).map((line) => <div key={line}>{line}</div>)}
        </Fact>
        {loan.bound.length > 0 && <Fact name="bound">{boundText(t, loan).map((line) => <div key={line}>{line}</div>)}</Fact>}
        <Fact name="borrower">{loan.borrower.name} · {fromWhere(loan.borrower)}{loan.borrower.kind === 'outsider' && ` (${t('loan.outsider')})`}</Fact>
        {loan.outsider !== null && (
          <>
            <Fact name="letter">{loan.outsider.letterNumber} · {loan.outsider.letterIssuer}</Fact>
            <Fact name="identity">{t(`record.identityKind.${loan.outsider.identityKind}`)} <span className="code">{loan.outsider.identityNumber}</span></Fact>
          </>
        )}
        <Fact name="requestedBy"><DateTimeText at={loan.requestedAt} /> · {loan.requestedBy.name}</Fact>
        <Fact name="place">{t(`loan.place.${loan.place}`)} · {loan.place === 'out' ? t('loan.days', { count: loan.days }) : t('loan.sameDay')}</Fact>
        {loan.reason !== '' && <Fact name="reason">{loan.reason}</Fact>}
        <Fact name="purpose">{loan.purpose}</Fact>
        {loan.dueOn !== null && (
          <Fact name="due">
            <DateText on={loan.dueOn} />{loan.dueProvisional && ` ${t('loan.provisional')}`}
            {loan.renewals > 0 && ` · ${t('loan.renewed', { count: loan.renewals })}`}
          </Fact>
        )}
        {loan.report !== null && (
          <Fact name="report">
            <span className="late">{t('loan.detail.pieces', { count: loan.report.pieces })}</span> {loan.report.remark}
            {loan.report.violation !== null && ` · ${t('loan.detail.violation', { number: loan.report.violation })}`}
          </Fact>
        )}
        {loan.found !== null && (
          <Fact name="found">
            <DateText on={loan.found.on} /> · {t('loan.detail.pages', { count: loan.found.pages })} · {t(`loan.condition.${loan.found.condition}`)} {loan.found.remark}
          </Fact>
        )}
      </dl>
      {loan.state !== 'declined' && loan.state !== 'withdrawn' && <Steps loan={loan} />}
      {loan.out !== null && <Line title={t('loan.detail.out')} line={loan.out} />}
      {loan.back !== null && <Line title={t('loan.detail.back')} line={loan.back} />}
      {loan.acts.length > 0 && (
        <>
          <h2 className="loan-head">{t('loan.detail.history')}</h2>
          <ol className="loan-history">
            {loan.acts.map(({ at, personName, act, remark }) => (
              <li key={`${at}/${act}`}>
                <DateTimeText at={at} /> {personName} {t(`loan.did.${act}`)}
                {remark !== '' && <div className="faint">{remark}</div>}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

type FactName =
  | 'state' | 'declined' | 'dossier' | 'car' | 'asked' | 'extent' | 'bound' | 'borrower' | 'letter' | 'identity' | 'requestedBy' | 'place' | 'reason' | 'purpose' | 'due' | 'report' | 'found'

function Fact({ name, children }: { name: FactName; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <dt>{t(`loan.detail.${name}`)}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Lent({ loan: { dossier, asked } }: { loan: LoanDetail }) {
  const { t } = useTranslation()
  if (dossier === null) return <Fact name="asked">{asked}</Fact>
  return (
    <>
      <Fact name="dossier"><Link href={paths.dossier(dossier.id)} className="code">{dossier.number}</Link></Fact>
      <Fact name="car">{[dossier.plate ?? t('dossier.noPlate'), dossier.model, dossier.ownerName].join(' · ')}</Fact>
    </>
  )
}

/** Of a dossier one may not know only what is one's own to give is named. */
function Steps({ loan: { steps, dossier, state } }: { loan: LoanDetail }) {
  const { t } = useTranslation()
  if (steps.length === 0 && (dossier !== null || state !== 'requested')) return null
  return (
    <>
      <h2 className="loan-head">{t('loan.detail.steps')}</h2>
      {steps.length === 0
        ? <p className="faint">{t('loan.meant.stepsHidden')} {t('loan.meant.own')}</p>
        : (
          <ol className="loan-steps">
            {steps.map((step) => (
              <li key={step.role} className={step.given === null ? undefined : 'fine'}>
                {approverText(t, step)} · {step.given === null ? t('loan.detail.waiting') : t('loan.detail.given', { name: step.given.name })}
                {step.given !== null && <> <DateTimeText at={step.given.at} /></>}
              </li>
            ))}
          </ol>
        )}
    </>
  )
}

function Line({ title, line }: { title: string; line: NonNullable<LoanDetail['out']> }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className="loan-head">{title}</h2>
      <p className="loan-line">
        <DateTimeText at={line.at} /> · {t('loan.detail.line', { seq: line.seq })} · {t('loan.detail.pages', { count: line.pages })} · {t(`loan.condition.${line.condition}`)}
        {line.remark !== '' && <span className="faint"> {line.remark}</span>}
      </p>
      {line.papers.length > 0 && papersText(t, line.papers).map((text) => <p key={text} className="loan-line">{text}</p>)}
      <div className="loan-hands">
        {[line.borrower, line.keeper].map(({ name, department, drawn }, index) => (
          <div key={index === 0 ? 'borrower' : 'keeper'}>
            <DrawnSignature drawn={drawn} label={t('book.line.signature', { name })} />
            <small>{name} · {department}</small>
          </div>
        ))}
      </div>
    </>
  )
}

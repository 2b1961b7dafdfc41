// The loan slip (借阅单) on A4: what was handed out to whom until when, both signatures; once it is back, that too (rules L1, L3).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { LoanDetail } from '#shared/contract/loan.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { DateText, DateTimeText } from '../components/DateText.tsx'
import { DrawnSignature } from '../components/DrawnSignature.tsx'
import { approverText, boundText, extentText, fromWhere, papersText } from '../features/loan/words.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'

export function LoanSlip() {
  const { t } = useTranslation()
  const { id } = useParams<{ id: string }>()
  const loanId = idParam<'loan'>(id)
  const slip = useAnswer('loan.slip', loanId && { id: loanId })
  if (loanId === null) return <NotFound />
  return (
    <Answered answer={slip}>
      {(value) => (
        <PrintPage title={t('loan.slip.title')} fileTitle={`${t('loan.slip.title')} ${value.loan.number}`} orientation="portrait" onBack={goBack}>
          <SlipSheet slip={value} />
        </PrintPage>
      )}
    </Answered>
  )
}

function SlipSheet({ slip: { storeName, loan, head } }: { slip: Output<'loan.slip'> }) {
  const { t } = useTranslation()
  const { dossier, borrower, out, back, report } = loan
  return (
    <article className="slip">
      <header className="slip-head">
        <p>{storeName}</p>
        <h2>{t('loan.slip.title')}</h2>
        <dl>
          <div><dt>{t('loan.column.number')}</dt><dd>{loan.number}</dd></div>
          {out !== null && <div><dt>{t('loan.detail.out')}</dt><dd><DateTimeText at={out.at} /></dd></div>}
          {loan.dueOn !== null && <div><dt>{t('loan.detail.due')}</dt><dd><DateText on={loan.dueOn} /></dd></div>}
        </dl>
      </header>
      <section className="slip-line">
        <h3>{dossier?.number}</h3>
        <dl>
          <dt>{t('loan.detail.car')}</dt>
          <dd>{[dossier?.plate ?? t('dossier.noPlate'), dossier?.model].join(' · ')}</dd>
          <dt>{t('loan.slip.borrowedBy')}</dt>
          <dd>{borrower.name} · {fromWhere(borrower)}</dd>
          <dt>{t('loan.detail.extent')}</dt>
          <dd>{extentText(t, loan)}</dd>
          <dt>{t('loan.detail.place')}</dt>
          <dd>{t(`loan.place.${loan.place}`)}{loan.reason !== '' && ` · ${loan.reason}`}</dd>
          <dt>{t('loan.detail.purpose')}</dt>
          <dd>{loan.purpose}</dd>
          <dt>{t('loan.detail.steps')}</dt>
          <dd>{loan.steps.map((step) => [step.given?.name ?? '', approverText(t, step)].join(' · ')).join(t('book.line.separator'))}</dd>
        </dl>
        {papersText(t, out?.papers ?? []).map((line) => <p key={line}>{line}</p>)}
        {loan.bound.length > 0 && <p>{t('loan.bound.title')}{t('book.line.colon')}{boundText(t, loan).join(t('book.line.separator'))}</p>}
      </section>
      {out !== null && <Signed title={t('loan.detail.out')} line={out} party={t('loan.hand.borrower')} />}
      {back !== null && <Signed title={t('loan.detail.back')} line={back} party={t('loan.hand.broughtBy')} />}
      {report !== null && <p><strong>{t('loan.detail.report')}</strong> {t('loan.detail.pieces', { count: report.pieces })} {report.remark}</p>}
      <footer className="slip-foot">
        <p>{t('loan.hand.statementOut')} {t('loan.slip.copies')}</p>
        <p>{t('loan.register.head', { seq: head.seq })} <code>{head.hash}</code></p>
      </footer>
    </article>
  )
}

function Signed({ title, line, party }: { title: string; line: NonNullable<LoanDetail['out']>; party: string }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="loan-slip-line">
        <strong>{title}</strong> <DateTimeText at={line.at} /> · {t('loan.detail.line', { seq: line.seq })} · {t('loan.detail.pages', { count: line.pages })} · {t(`loan.condition.${line.condition}`)}
        {line.remark !== '' && ` · ${line.remark}`}
      </p>
      <section className="slip-signatures">
        {[{ title: party, hand: line.borrower }, { title: t('loan.hand.keeper'), hand: line.keeper }].map((side) => (
          <div key={side.title}>
            <p>{side.title}</p>
            <div className="slip-drawn"><DrawnSignature drawn={side.hand.drawn} label={t('book.line.signature', { name: side.hand.name })} /></div>
            <p>{side.hand.name} · {side.hand.department}</p>
          </div>
        ))}
      </section>
    </>
  )
}

// On a dossier's page: who has its folder, its loans, asking for it (rules L1, L4, C1).
import { Button, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { LoanView } from '#shared/contract/loan.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import type { Answer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { extentText } from './words.ts'
import '../filing/filing.css'
import './loan.css'

type OfDossier = Answer<Output<'loan.ofDossier'>>

/** Beside the title, where it is seen first. */
export function LentTag({ answer: { value } }: { answer: OfDossier }) {
  const { t } = useTranslation()
  const open = value?.open ?? null
  if (open === null) return null
  return (
    <Link href={paths.loans(open.id)}>
      <Tag color={open.overdue || open.state === 'lost' ? 'error' : 'processing'}>
        {t(open.state === 'lost' ? 'loan.ofDossier.lost' : 'loan.ofDossier.has', { name: open.borrower.name })}
      </Tag>
    </Link>
  )
}

export function DossierLoans({ answer, number }: { answer: OfDossier; number: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  if (!usePermits('loan.request')) return null
  return (
    <section className="panel" aria-labelledby="dossier-loans">
      <h2 id="dossier-loans" className="panel-title">{t('loan.ofDossier.title')}</h2>
      <Answered answer={answer}>
        {({ open, loans }) => (
          <>
            {open === null ? <p className="faint">{t('loan.ofDossier.inArchive')}</p> : <Has loan={open} />}
            <div className="loan-of">
              <Button size="small" onClick={() => navigate(paths.newLoan(number))}>{t('loan.ofDossier.request')}</Button>
            </div>
            {loans.length > 0 && (
              <details>
                <summary>{t('loan.ofDossier.all', { count: loans.length })}</summary>
                <ul className="dossier-place-history">
                  {loans.map(({ id, number: loan, borrower, state, requestedAt }) => (
                    <li key={id}>
                      <Link href={paths.loans(id)} className="code">{loan}</Link> {dayOf(requestedAt)} {borrower.name}{' '}
                      <span className="faint">{t(`loan.state.${state}`)}</span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Answered>
    </section>
  )
}

function Has({ loan }: { loan: LoanView }) {
  const { t } = useTranslation()
  const { id, number, borrower, state, dueOn, overdue } = loan
  return (
    <p>
      <strong className={state === 'lost' ? 'late' : undefined}>{t(state === 'lost' ? 'loan.ofDossier.lost' : 'loan.ofDossier.has', { name: borrower.name })}</strong>
      {state === 'out' && dueOn !== null && <> · {t('loan.ofDossier.due', { date: dueOn })}</>} {overdue && <Tag color="error">{t('loan.overdue')}</Tag>}
      <br />
      <Link href={paths.loans(id)} className="code">{number}</Link> <span className="faint">{extentText(t, loan)}</span>
    </p>
  )
}

// A loan is handed out, or comes back: counted together, signed by both sides (rules L1, L3, V7).
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { LoanDetail } from '#shared/contract/loan.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { useScanned } from '../../app/scanner.ts'
import { useMe } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { Page } from '../../components/Page.tsx'
import { SignSide } from '../../components/SignSide.tsx'
import { call } from '../../api.ts'
import { Bringer } from './Bringer.tsx'
import { CountPart } from './CountPart.tsx'
import { Handed, type Settled } from './Handed.tsx'
import { hasProblems, isLess, missingOf, NO_PROBLEMS, problemsOf, toGiveBack, toHandOut, UNCOUNTED, type Handing, type Way } from './handing.ts'
import { fromWhere } from './words.ts'
import '../screens.css'
import './loan.css'

export function HandLoan() {
  const { way, id } = useParams<{ way: string; id: string }>()
  const loanId = way === 'out' || way === 'back' ? idParam<'loan'>(id) : null
  const answer = useAnswer('loan.get', loanId && { id: loanId })
  const goes: Way = way === 'back' ? 'back' : 'out'
  if (loanId === null) return <NotFound />
  return <Answered answer={answer}>{(loan) => <Open key={`${way}/${loan.id}`} way={goes} loan={loan} />}</Answered>
}

function Open({ way, loan }: { way: Way; loan: LoanDetail }) {
  const { t } = useTranslation()
  const [signed, setSigned] = useState<Settled | null>(null)
  const { number, may } = loan
  // Back from a print of it, or come upon it later, it is still what was signed.
  const settled = signed ?? settledOf(way, loan)
  return (
    <Page title={t(`loan.hand.${way}Title`, { number })} actions={<Link href={paths.loans(loan.id)}>{t('loan.hand.list')}</Link>}>
      {settled !== null && <Handed way={way} loan={loan} settled={settled} />}
      {settled === null && (may.includes(way === 'out' ? 'handOut' : 'giveBack')
        ? <Desk way={way} loan={loan} onSettled={setSigned} />
        : <EmptyState title={t('loan.hand.cannot', { number })} text={t('loan.hand.cannotText')} />)}
    </Page>
  )
}

function settledOf(way: Way, { out, back, dueOn, report }: LoanDetail): Settled | null {
  if (way === 'out') return out && { seq: out.seq, dueOn, violation: null }
  return back && { seq: back.seq, dueOn: null, violation: report?.violation ?? null }
}

function Desk({ way, loan, onSettled }: { way: Way; loan: LoanDetail; onSettled: (settled: Settled) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const [, navigate] = useLocation()
  const [handing, setHanding] = useState<Handing>(UNCOUNTED)
  const [problems, setProblems] = useState(NO_PROBLEMS)
  const { borrower } = loan
  const less = way === 'back' && isLess(loan, handing)
  const give = (part: Partial<Handing>): void => {
    setHanding((before) => ({ ...before, ...part }))
    setProblems(NO_PROBLEMS)
  }

  // A label that comes by does not take two drawn signatures away.
  useScanned(() => void message.warning(t('label.busy')))

  const sign = useAct(async () => {
    const missing = missingOf(loan, way, handing)
    setProblems(missing)
    if (hasProblems(missing)) return
    if (way === 'out') onSettled({ ...await call('loan.handOut', toHandOut(loan, handing)), violation: null })
    else onSettled({ ...await call('loan.giveBack', toGiveBack(loan, handing)), dueOn: null })
  }, (error) => {
    const found = problemsOf(error)
    if (found !== null) setProblems(found)
    return found !== null
  })

  const own = borrower.kind === 'colleague' && borrower.id === me.id
  const brings = way === 'back' && borrower.kind === 'colleague'
  return (
    <div className="sign loan-desk">
      <CountPart way={way} loan={loan} handing={handing} less={less} problems={problems.counted} onGive={give} />
      <div className="sign-desk">
        <SignSide
          title={t(way === 'out' ? 'loan.hand.borrower' : 'loan.hand.broughtBy')}
          person={brings
            ? <Bringer borrower={borrower} value={handing.broughtBy} onChange={(broughtBy) => give({ broughtBy, borrowerPassword: '' })} />
            : <strong>{borrower.name} · {fromWhere(borrower)}</strong>}
          password={borrower.kind === 'outsider' ? null : {
            label: t('handover.sign.password', { name: handing.broughtBy?.name ?? borrower.name }),
            value: handing.borrowerPassword,
            onChange: (borrowerPassword) => give({ borrowerPassword }),
          }}
          onDrawn={(borrowerDrawn) => give({ borrowerDrawn })}
          problems={problems.borrower}
        />
        <SignSide
          title={t('loan.hand.keeper')}
          person={<strong>{me.name} · {me.department.name}</strong>}
          password={{
            label: t('handover.sign.password', { name: me.name }),
            value: handing.keeperPassword,
            onChange: (keeperPassword) => give({ keeperPassword }),
          }}
          onDrawn={(keeperDrawn) => give({ keeperDrawn })}
          problems={problems.keeper}
        />
        {borrower.kind === 'outsider' && <p className="sign-statement">{t('loan.hand.handsOnly')}</p>}
        {own && handing.broughtBy === null && <p className="sign-statement late">{t('loan.hand.same')}</p>}
        <p className="sign-statement">{t(way === 'out' ? 'loan.hand.statementOut' : 'loan.hand.statementBack')}</p>
        <div className="sign-note"><ErrorNote error={sign.error} /></div>
        <div className="sign-acts">
          <Button onClick={() => navigate(paths.loans(loan.id))}>{t('common.cancel')}</Button>
          <Button type="primary" size="large" loading={sign.running} onClick={() => void sign.run()}>
            {t(way === 'out' ? 'loan.hand.submitOut' : 'loan.hand.submitBack')}
          </Button>
        </div>
      </div>
    </div>
  )
}

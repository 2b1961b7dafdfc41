// The line is in the register: its number, the due day, what to print (rules L1, L3, C1).
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { LoanDetail } from '#shared/contract/loan.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { paths } from '../../app/paths.ts'
import { DateText } from '../../components/DateText.tsx'
import { printPaths } from '../../print/paths.ts'
import type { Way } from './handing.ts'

export type Settled = { seq: number; dueOn: LocalDate | null; violation: string | null }

export function Handed({ way, loan: { id }, settled: { seq, dueOn, violation } }: { way: Way; loan: LoanDetail; settled: Settled }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="entered" aria-labelledby="handed">
      <h2 id="handed" ref={heading} tabIndex={-1}>{t(way === 'out' ? 'loan.hand.doneOut' : 'loan.hand.doneBack')}</h2>
      <dl className="facts">
        <dt>{t('loan.hand.line')}</dt>
        <dd>{seq}</dd>
        {dueOn !== null && (
          <>
            <dt>{t('loan.hand.due')}</dt>
            <dd><DateText on={dueOn} /></dd>
          </>
        )}
        {violation !== null && (
          <>
            <dt>{t('loan.hand.violation')}</dt>
            <dd className="code">{violation}</dd>
          </>
        )}
      </dl>
      <div className="entered-next">
        <Button type="primary" onClick={() => navigate(printPaths.loanSlip(id))}>{t('loan.detail.printSlip')}</Button>
        {way === 'out' && <Button onClick={() => navigate(printPaths.loanCard(id))}>{t('loan.detail.printCard')}</Button>}
        <Link href={paths.loans('inbox')}>{t('loan.hand.list')}</Link>
      </div>
    </section>
  )
}

// What a violation says in words, the same on screen and on paper.
import { useTranslation } from 'react-i18next'
import type { ViolationView } from '#shared/contract/violation.ts'
import { moneyText } from '#shared/domain/money.ts'
import { paperName } from '../../components/PaperName.tsx'
import { doublingText } from './yuan.ts'

/** The papers it is about, each with what it lacks and what it costs. */
export function Items({ violation: { items, evidence, recordHidden, rule } }: { violation: ViolationView }) {
  const { t } = useTranslation()
  if (recordHidden) return <>{t('violation.hidden')}</>
  if (evidence.pieces !== null) return <>{t('violation.pieces', { count: evidence.pieces })}</>
  if (rule === 'adjustment' || rule === 'L4') return null
  return (
    <ul className="violation-items">
      {items.map(({ code, lacks, amount }) => (
        <li key={code ?? ''}>
          {code === null ? t('violation.whole') : paperName(t, code)}
          {lacks.length > 0 && t('violation.lacks', { lacks: lacks.map((lack) => t(`handover.lack.${lack}`)).join(t('book.line.separator')) })}
          {' '}{moneyText(amount)}
        </li>
      ))}
    </ul>
  )
}

/** Amount, count, doubling: `¥100`, `the 2nd of the month · doubled (¥50 × 2)`. */
export function Amount({ violation }: { violation: Pick<ViolationView, 'base' | 'doubled' | 'amount' | 'nth'> }) {
  const { t } = useTranslation()
  const { amount, nth, doubled } = violation
  const doubling = doublingText(violation)
  return (
    <>
      <strong>{moneyText(amount)}</strong>
      {nth !== null && <small>{t('violation.nth', { count: nth })}{doubled && ` · ${t('violation.doubled')}`}{doubling !== null && ` (${doubling})`}</small>}
    </>
  )
}

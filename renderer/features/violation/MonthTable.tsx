// Violations by person, each with its sum; one of them is chosen, by mouse or by keys (rules V6, V9).
import { Tag } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViolationList, ViolationView } from '#shared/contract/violation.ts'
import type { Id } from '#shared/domain/id.ts'
import { moneyText } from '#shared/domain/money.ts'
import type { PenaltyState } from '#shared/domain/penalty.ts'
import { DateText } from '../../components/DateText.tsx'

export const STATE_COLOURS: Record<PenaltyState, string> = {
  proposed: 'default', objected: 'warning', confirmed: 'success', contested: 'warning', upheld: 'success', appealed: 'error', final: 'success', waived: 'default',
}

type MonthTableProps = { list: ViolationList; chosen: Id<'violation'> | null; onChoose: (id: Id<'violation'>) => void }

export function MonthTable({ list: { people }, chosen, onChoose }: MonthTableProps) {
  const { t } = useTranslation()
  return (
    <table className="violation-table">
      <colgroup>
        <col className="violation-number" />
        <col className="violation-on" />
        <col />
        <col className="violation-record" />
        <col className="violation-amount" />
        <col className="violation-state" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('violation.column.number')}</th>
          <th scope="col">{t('violation.column.on')}</th>
          <th scope="col">{t('violation.column.rule')}</th>
          <th scope="col">{t('violation.column.record')}</th>
          <th scope="col" className="number">{t('violation.column.amount')}</th>
          <th scope="col">{t('violation.column.state')}</th>
        </tr>
      </thead>
      {people.map(({ person, violations, sums }) => (
        <tbody key={person.id}>
          <tr className="violation-person">
            <th scope="rowgroup" colSpan={4}>{person.name} <small>{person.department} · {t('violation.sums.count', { count: sums.count })}</small></th>
            <td className="number"><strong>{moneyText(sums.decided)}</strong></td>
            <td>{sums.proposed !== 0 && <small>{t('violation.sums.proposed', { amount: moneyText(sums.proposed) })}</small>}</td>
          </tr>
          {violations.map((violation) => <Row key={violation.id} violation={violation} chosen={violation.id === chosen} onChoose={onChoose} />)}
        </tbody>
      ))}
    </table>
  )
}

function Row({ violation, chosen, onChoose }: { violation: ViolationView; chosen: boolean; onChoose: (id: Id<'violation'>) => void }) {
  const { t } = useTranslation()
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const { id, number, on, rule, record, recordHidden, amount, decided, doubled, nth, state } = violation
  return (
    // The button in its first cell says and does the same for keys.
    <tr ref={row} className={chosen ? 'violation-chosen' : undefined} onClick={() => onChoose(id)}>
      <td><button type="button" className="violation-choose code" aria-pressed={chosen} onClick={() => onChoose(id)}>{number}</button></td>
      <td><DateText on={on} /></td>
      <td>{rule !== 'adjustment' && <strong>{rule}</strong>} {t(`violation.rule.${rule}`)}</td>
      <td>
        {recordHidden && t('violation.hidden')}
        {record !== null && <><span className="code">{record.number}</span><small>{record.plate ?? record.dossierNumber}</small></>}
      </td>
      <td className="number">
        <span className={decided ? undefined : 'faint'}>{moneyText(amount)}</span>
        {nth !== null && doubled && <small>{t('violation.doubled')}</small>}
      </td>
      <td><Tag color={STATE_COLOURS[state]}>{t(`violation.state.${state}`)}</Tag></td>
    </tr>
  )
}

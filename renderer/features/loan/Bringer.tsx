// Who brings a loan back: the borrower, or a colleague for them (rule L3).
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LoanView } from '#shared/contract/loan.ts'
import { keeperProblem } from '#shared/domain/loan.ts'
import { useAnswer } from '../../app/answer.ts'
import { useMe } from '../../app/session.ts'
import type { Handing } from './handing.ts'
import { fromWhere } from './words.ts'

const BORROWER = ''

type BringerProps = { borrower: Extract<LoanView['borrower'], { kind: 'colleague' }>; value: Handing['broughtBy']; onChange: (bringer: Handing['broughtBy']) => void }

export function Bringer({ borrower, value, onChange }: BringerProps) {
  const { t } = useTranslation()
  const me = useMe()
  const colleagues = useAnswer('staff.colleagues', {})
  const others = (colleagues.value ?? []).filter(({ id }) => id !== borrower.id && keeperProblem(me.id, [id]) === null)
  return (
    <Select
      aria-label={t('loan.hand.broughtBy')}
      showSearch={{ optionFilterProp: 'label' }}
      value={value?.login ?? BORROWER}
      options={[
        { value: BORROWER, label: `${borrower.name} · ${fromWhere(borrower)} · ${t('loan.hand.borrower')}` },
        ...others.map(({ login, name, department }) => ({ value: login, label: `${name} · ${department.name} · ${login}` })),
      ]}
      onChange={(login) => onChange(others.find((person) => person.login === login) ?? null)}
    />
  )
}

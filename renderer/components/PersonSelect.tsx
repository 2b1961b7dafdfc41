// Whose lines a list shows: everybody's, or those of one of the people who are on it.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/domain/id.ts'
import './person-select.css'

type Choice = { id: Id<'person'>; name: string; department?: string }
type PersonSelectProps = {
  label: string
  people: readonly Choice[]
  /** Null: everybody. */
  value: Id<'person'> | null
  onChange: (to: Id<'person'> | null) => void
}

const EVERYBODY = 'everybody'

export function PersonSelect({ label, people, value, onChange }: PersonSelectProps) {
  const { t } = useTranslation()
  return (
    <Select<Id<'person'> | typeof EVERYBODY>
      aria-label={label}
      className="person-select"
      value={value ?? EVERYBODY}
      onChange={(to) => onChange(to === EVERYBODY ? null : to)}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        { value: EVERYBODY, label: t('common.everybody') },
        ...people.map(({ id, name, department }) => ({ value: id, label: department === undefined ? name : `${name} · ${department}` })),
      ]}
    />
  )
}

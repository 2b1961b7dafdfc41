// Whose lines a list shows: everybody's, or those of one of the people who are on it.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/domain/id.ts'
import './person-select.css'

type Choice = { id: Id<'person'>; name: string; department?: string }
type PersonSelectProps = {
  label: string
  /** Null: not known yet. */
  people: readonly Choice[] | null
  /** Null: everybody. */
  value: Id<'person'> | null
  onChange: (to: Id<'person'> | null) => void
}

const EVERYBODY = 'everybody'

export function PersonSelect({ label, people, value, onChange }: PersonSelectProps) {
  const { t } = useTranslation()
  // Whoever was chosen may have nothing on the list any more: a name is to stand there, or words, but no number.
  const unlisted = value !== null && people?.every(({ id }) => id !== value) !== false
  return (
    <Select<Id<'person'> | typeof EVERYBODY>
      aria-label={label}
      className="person-select"
      value={value ?? EVERYBODY}
      onChange={(to) => onChange(to === EVERYBODY ? null : to)}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        { value: EVERYBODY, label: t('common.everybody') },
        ...(unlisted ? [{ value, label: people === null ? '…' : t('common.unlisted') }] : []),
        ...(people ?? []).map(({ id, name, department }) => ({ value: id, label: department === undefined ? name : `${name} · ${department}` })),
      ]}
    />
  )
}

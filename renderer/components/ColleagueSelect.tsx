// Choosing one of the colleagues in a form, by name.
import { Select } from 'antd'
import type { PersonView } from '#shared/contract/session.ts'

type ColleagueSelectProps = {
  people: readonly Pick<PersonView, 'id' | 'name' | 'department'>[]
  /** From the form's item around it. */
  id?: string
  value?: number
  onChange?: (to: number) => void
}

export function ColleagueSelect({ people, ...field }: ColleagueSelectProps) {
  return (
    <Select
      {...field}
      showSearch={{ optionFilterProp: 'label' }}
      options={people.map(({ id, name, department }) => ({ value: Number(id), label: `${name} · ${department.name}` }))}
    />
  )
}

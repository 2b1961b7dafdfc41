// Who answers for what a list holds: lists name consultants and advisors as people do (rules H1, H2).
import type { Id } from '#shared/domain/id.ts'
import { mayAnswerFor, type RecordKind } from '#shared/domain/record.ts'
import type { Reader } from '../database/database.ts'
import { staff } from '../staff/store.ts'

export type Answerable = { id: Id<'person'>; departmentId: Id<'department'> }

export type People = {
  /** By name or log-in; else the one chosen for the whole list. */
  answering(named: string | null, kind: RecordKind): Answerable | { problem: 'text.required' | 'import.personUnknown' | 'import.personAmbiguous' | 'record.cannotAnswer' }
}

export function peopleOf(db: Reader, chosen: Id<'person'> | null): People {
  const atWork = staff(db).filter(({ active }) => active)
  const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const byName = Map.groupBy(atWork.flatMap((person) => [...new Set([plain(person.name), person.login])].map((name) => ({ name, person }))), ({ name }) => name)
  const byDefault = atWork.find(({ id }) => id === chosen)
  return {
    answering: (named, kind) => {
      const called = named === null ? [] : (byName.get(plain(named)) ?? []).map(({ person }) => person)
      const able = called.filter(({ roles }) => mayAnswerFor(roles, kind))
      if (able.length > 1) return { problem: 'import.personAmbiguous' }
      const person = able[0] ?? (byDefault && mayAnswerFor(byDefault.roles, kind) ? byDefault : undefined)
      if (person) return { id: person.id, departmentId: person.department.id }
      if (named === null) return { problem: 'text.required' }
      return { problem: called.length === 0 ? 'import.personUnknown' : 'record.cannotAnswer' }
    },
  }
}

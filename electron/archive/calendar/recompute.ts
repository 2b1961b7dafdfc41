// When a day is worked or not is set anew, what is still open is due anew (rule D2); what was received keeps the day it was due on.
import { policyOn } from '#shared/domain/policy.ts'
import { departmentFor, dueDate } from '#shared/domain/record.ts'
import { permits } from '#shared/domain/role.ts'
import type { WriteContext } from '../handler.ts'
import { policyVersions } from '../policy/store.ts'
import { knownAmong, moveDue, openRecords, refileDue, workCalendar } from './store.ts'

/** A due day that moved, as its entry in the audit trail lists it: record, before, after, and `~` where it is provisional. */
export const dueText = (recordId: number, before: string, after: string, provisional: boolean): string =>
  `${recordId} ${before} ${after}${provisional ? '~' : ''}`

/**
 * Due days of every record not received yet, by the calendar as it now is and the policy of each one's day of delivery; those that moved
 * are listed in the audit entry as `dues`.
 * @returns how many moved of those that the actor may know of; null for who is shown no records.
 */
export function recomputeDues({ db, actor, note }: WriteContext): number | null {
  const calendar = workCalendar(db)
  const versions = policyVersions(db)
  const known = new Map<string, ReturnType<typeof dueDate>>()
  const moved = openRecords(db).flatMap((record) => {
    const day = `${departmentFor(record.kind)} ${record.deliveredOn}`
    const due = known.get(day) ?? dueDate(record.kind, record.deliveredOn, calendar, policyOn(versions, record.deliveredOn))
    known.set(day, due)
    return due.on === record.dueOn && due.provisional === record.dueProvisional ? [] : [{ record, due }]
  })
  for (const { record, due } of moved) moveDue(db, record.id, due)
  const filedAnew = moved.filter(({ record, due }) => record.dueOn !== due.on).map(({ record }) => record.dossierId)
  for (const dossierId of new Set(filedAnew)) refileDue(db, dossierId)
  note({ dues: moved.map(({ record, due }) => dueText(record.id, record.dueOn, due.on, due.provisional)) })
  return permits(actor.roles, 'record.read') ? knownAmong(db, actor, moved.map(({ record }) => record.id)) : null
}

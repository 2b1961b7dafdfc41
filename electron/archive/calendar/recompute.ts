// When a day is worked or not is set anew, what is still open is due anew (rule D2); what was received, or closed, keeps the day it was due on.
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { policyOn } from '#shared/domain/policy.ts'
import { departmentFor, dueDate } from '#shared/domain/record.ts'
import { permits } from '#shared/domain/role.ts'
import { addWorkingDays } from '#shared/domain/working-day.ts'
import { moveCorrectionDue, openCorrections } from '../correction/store.ts'
import type { Writer } from '../database/database.ts'
import type { WriteContext } from '../handler.ts'
import { policyVersions } from '../policy/store.ts'
import { knownAmong, moveDue, openRecord, openRecords, refileDue, workCalendar, type OpenRecord } from './store.ts'

type Due = ReturnType<typeof addWorkingDays>

/** A due day that moved, as its entry in the audit trail lists it: what, before, after, and `~` where it is provisional. */
export const dueText = (what: number | string, before: string, after: Due): string => `${what} ${before} ${after.on}${after.provisional ? '~' : ''}`

const isSame = (one: { dueOn: string; dueProvisional: boolean }, { on, provisional }: Due): boolean => one.dueOn === on && one.dueProvisional === provisional

/**
 * Due days of every record not received yet, and of every open correction, by the calendar as it now is and the policy of each one's day
 * of delivery, or order; those that moved are listed in the audit entry as `dues` and `correctionDues`.
 * @returns how many records are due on another day, of those that the actor may know of; null for who is shown no records.
 */
export function recomputeDues({ db, actor, note }: WriteContext): number | null {
  const moved = moveRecords(db, openRecords(db))
  note({ dues: moved.map(({ record, due }) => dueText(record.id, record.dueOn, due)), correctionDues: moveCorrections(db) })
  const elsewhere = moved.filter(({ record, due }) => record.dueOn !== due.on).map(({ record }) => record)
  for (const dossierId of new Set(elsewhere.map((record) => record.dossierId))) refileDue(db, dossierId)
  return permits(actor.roles, 'record.read') ? knownAmong(db, actor, elsewhere.map(({ id }) => id)) : null
}

/** A record that is owed again is due by what changed while it was not; listed as above. The dossier is yet to be indexed. */
export function recomputeDueOf({ db, note }: WriteContext, recordId: Id<'record'>): void {
  const record = openRecord(db, recordId)
  const moved = record ? moveRecords(db, [record]) : []
  note({ dues: moved.map(({ record: before, due }) => dueText(before.id, before.dueOn, due)) })
}

function moveRecords(db: Writer, records: readonly OpenRecord[]): { record: OpenRecord; due: Due }[] {
  const calendar = workCalendar(db)
  const versions = policyVersions(db)
  const known = new Map<string, Due>()
  const moved = records.flatMap((record) => {
    const day = `${departmentFor(record.kind)} ${record.deliveredOn}`
    const due = known.get(day) ?? dueDate(record.kind, record.deliveredOn, calendar, policyOn(versions, record.deliveredOn))
    known.set(day, due)
    return isSame(record, due) ? [] : [{ record, due }]
  })
  for (const { record, due } of moved) moveDue(db, record.id, due)
  return moved
}

function moveCorrections(db: Writer): string[] {
  const calendar = workCalendar(db)
  const versions = policyVersions(db)
  return openCorrections(db).flatMap((correction) => {
    const ordered = dayOf(correction.orderedAt)
    const due = addWorkingDays(ordered, policyOn(versions, ordered).correctionDays, calendar)
    if (isSame(correction, due)) return []
    moveCorrectionDue(db, correction.id, due)
    return [dueText(correction.number, correction.dueOn, due)]
  })
}

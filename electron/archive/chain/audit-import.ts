// What the audit trail says of records entered by a list, and of contacts confirmed since (rules H8, V3).
import { contactNote, importedNote } from './audit-notes.ts'
import type { EnteredRecord } from './audit-acts.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

export function collectImported(
  records: Map<number, EnteredRecord>, act: Act & { at: number; actor: number | null }, departmentOf: (personId: number) => number | null, findings: Findings,
): void {
  const where = `audit/${act.seq}`
  if (act.kind === 'record.confirmContact') {
    const note = contactNote.safeParse(act.content).data
    const record = note && records.get(note.recordId)
    if (record) record.contactConfirmed = true
    else findings.add(where, 'chain.contentForm')
  }
  if (act.kind !== 'import.commit') return
  const note = importedNote.safeParse(act.content).data
  for (const [index, id] of (note?.recordIds ?? []).entries()) {
    const number = note?.records[index]
    const dossier = note?.recordDossiers[index]
    const kind = note?.kinds[index]
    const deliveredOn = note?.deliveredOn[index]
    const dueOn = note?.dueOn[index]
    const responsible = note?.responsible[index]
    const orderNumber = note?.orderNumbers[index]
    if (number === undefined || dossier === undefined || kind === undefined || deliveredOn === undefined || dueOn === undefined || responsible === undefined || orderNumber === undefined) {
      findings.add(where, 'chain.contentForm')
      return
    }
    if (records.has(id)) findings.add(where, 'record.enteredTwice')
    else {
      records.set(id, {
        seq: act.seq, by: act.actor, at: act.at, number, dossier, kind, deliveredOn, dueOn, dueProvisional: note?.dueProvisional[index] === 1,
        responsible, department: departmentOf(responsible), orderNumber, contactConfirmed: false,
      })
    }
  }
  for (const [index, id] of (note?.completed ?? []).entries()) {
    const record = records.get(id)
    const orderNumber = note?.completedWith[index]
    if (!record || orderNumber === undefined) findings.add(where, 'chain.contentForm')
    else record.orderNumber = orderNumber
  }
  if (!note) findings.add(where, 'chain.contentForm')
}

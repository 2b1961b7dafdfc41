// What a request would mean, before it is sent: the dossier, its papers, who would have to approve (rules L2, S1). Of a dossier that whoever
// asks may not know the answer is that of none.
import type { Input, Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Reader } from '../database/database.ts'
import { knownDossier, ownersOf } from '../dossier/store.ts'
import type { ReadContext } from '../handler.ts'
import { checklistOf } from '../record/store.ts'
import { secrecyLent } from '../secrecy/store.ts'
import { personById } from '../staff/store.ts'
import { dossierMeant, stepsFor } from './request.ts'
import { openLoanOf, recordsIn } from './store.ts'

const NOTHING: Output<'loan.meant'> = { dossier: null, out: false, records: [], steps: [] }

export function meant({ db, actor, today }: ReadContext, { dossier: text, borrower, papers: named }: Input<'loan.meant'>): Output<'loan.meant'> {
  const dossierId = dossierMeant(db, text)
  const filed = dossierId === null ? null : knownDossier(db, actor, dossierId)
  if (!filed) return NOTHING
  const { number, vehicle: { plate, vin, model } } = filed
  const records = recordsIn(db, filed.dossierId).map((record) => ({ ...record, papers: checklistOf(db, record.id).map(({ code }) => code) }))
  const papers = named.filter(({ recordId, code }) => records.some(({ id, papers: codes }) => id === recordId && codes.includes(code)))
  const secrecy = secrecyLent(db, filed.dossierId, papers, today)
  return {
    dossier: { id: filed.dossierId, number, plate, vin, model, ownerName: ownersOf(db, filed.dossierId).at(-1)?.customer.name ?? '', secrecy },
    out: openLoanOf(db, filed.dossierId)?.state === 'out',
    records,
    steps: approvals(db, borrower, actor.id, { dossierId: filed.dossierId, papers, today }),
  }
}

function approvals(
  db: Reader, borrower: Input<'loan.meant'>['borrower'], self: Id<'person'>, lent: Parameters<typeof stepsFor>[2],
): Output<'loan.meant'>['steps'] {
  const person = borrower?.kind === 'outsider' ? null : personById(db, borrower?.personId ?? self)
  const steps = stepsFor(db, { personId: person?.id ?? null, departmentId: person?.department.id ?? null, outsider: null }, lent)
  return steps.map(({ role, departmentId }) => ({ role, department: departmentId === null ? null : (person?.department.name ?? null) }))
}

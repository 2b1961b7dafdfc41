// Entering a planned line: the dossier with its owner and place, the record that is owed from now on (rules F1, C1, H8). Inside the one
// transaction of its list.
import type { Id } from '#shared/domain/id.ts'
import { UNKNOWN_IDENTITY } from '#shared/domain/identity.ts'
import type { ImportCustomer, ImportLine } from '#shared/domain/import.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { policyOn } from '#shared/domain/policy.ts'
import { dueDate, type RecordKind } from '#shared/domain/record.ts'
import { workCalendar } from '../calendar/store.ts'
import { addPlacement, slotByLabel } from '../cabinet/store.ts'
import type { Reader, Writer } from '../database/database.ts'
import { countUp } from '../desk/store.ts'
import { fileVehicle, updateVehicle } from '../dossier/filing.ts'
import { addCustomer, addOwnership, filedByVin, knownDossier } from '../dossier/store.ts'
import type { WriteContext } from '../handler.ts'
import { policyVersions } from '../policy/store.ts'
import { addRecord, presentChecklist, putOrderNumber, visitsOn } from '../record/store.ts'
import type { Filing } from '../search/store.ts'
import type { Plan, PlannedOwner, Visit } from './plan.ts'

type Making = Exclude<Plan, { outcome: 'already' | 'wrong' }>

/** A record as the audit trail names it. */
export type EnteredRecord = {
  id: Id<'record'>; number: string; dossier: string; kind: RecordKind; deliveredOn: LocalDate; dueOn: LocalDate; provisional: boolean
  responsible: Id<'person'>; orderNumber: string
}

/** `made`: what a dossier made by the line is found by, its record aside; null where the dossier is on file. */
export type EnteredLine = {
  dossierId: Id<'dossier'>; dossierNumber: string; made: Filing | null
  /** The slot into which its folder was put, if into any. */
  slot: string | null
  record: EnteredRecord | null
}

/** A record that was entered without an order number, and what it is. */
export type Completed = { id: Id<'record'>; orderNumber: string }

/** When a record of a kind and day is due, each worked out once. */
export function dueDays(db: Reader): (kind: RecordKind, on: LocalDate) => ReturnType<typeof dueDate> {
  const calendar = workCalendar(db)
  const versions = policyVersions(db)
  const known = new Map<string, ReturnType<typeof dueDate>>()
  return (kind, on) => {
    const key = `${kind}/${on}`
    const due = known.get(key) ?? dueDate(kind, on, calendar, policyOn(versions, on))
    known.set(key, due)
    return due
  }
}

/** Enters one line; the dossier is yet to be indexed. */
export function enterLine(context: WriteContext, line: ImportLine, plan: Making, due: ReturnType<typeof dueDays>): EnteredLine {
  const { db, actor, now, today } = context
  const dossier = plan.owner ? makeDossier(context, line, plan.vin, plan.owner) : onFile(context, plan)
  if (!line.record || !plan.responsible || line.deliveredOn === null) return { ...dossier, record: null }
  const { kind, orderNumber, contact } = line.record
  const { on: dueOn, provisional } = due(kind, line.deliveredOn)
  const year = today.slice(0, 4)
  const number = `R${year}-${String(countUp(db, `record/${year}`)).padStart(5, '0')}`
  const id = addRecord(db, {
    number, dossierId: dossier.dossierId, kind, deliveredOn: line.deliveredOn, dueOn, dueProvisional: provisional,
    responsibleId: plan.responsible.id, departmentId: plan.responsible.departmentId,
    // Nobody has spoken to the contact person yet (V3).
    contact: { ...contact, confirmed: false },
    orderNumber, checklistId: presentChecklist(db, kind, line.deliveredOn), enteredBy: actor.id, enteredAt: now,
  })
  dossier.made?.records.push({
    number, kind, state: 'expected', deliveredOn: line.deliveredOn, dueOn, receivedOn: null, contactName: contact.name, contactPhone: contact.phone,
    responsibleId: plan.responsible.id, departmentId: plan.responsible.departmentId,
  })
  return {
    ...dossier,
    record: { id, number, dossier: dossier.dossierNumber, kind, deliveredOn: line.deliveredOn, dueOn, provisional, responsible: plan.responsible.id, orderNumber },
  }
}

/** Gives a visit that is on file the order number it was entered without. */
export function completeVisit(db: Writer, { vin, kind, deliveredOn, orderNumber }: Visit): Completed {
  const filed = filedByVin(db, vin)
  const record = filed && visitsOn(db, filed.dossierId, kind, deliveredOn).find((visit) => visit.orderNumber === '')
  if (!record) throw new Error('a planned visit is not on file')
  putOrderNumber(db, record.id, orderNumber)
  return { id: record.id, orderNumber }
}

type Place = Omit<EnteredLine, 'record'>

function makeDossier(context: WriteContext, line: ImportLine, vin: string, owner: PlannedOwner): Place {
  const { db, actor, now, today } = context
  const { plate, model, colour, engineNumber, origin } = line
  const { id, number } = fileVehicle(context, { vin, vinConfirmed: true, plate, plateMoved: false, model, colour, engineNumber, origin }, line.archiveNumber)
  const customerId = 'known' in owner ? owner.known.id : customerFor(context, owner.customer)
  addOwnership(db, id, customerId, line.deliveredOn ?? today)
  const slot = line.slot === null ? null : slotByLabel(db, line.slot)
  if (slot) addPlacement(db, id, slot.id, actor.id, now)
  const { name, mobile, landline } = 'known' in owner ? owner.known : owner.customer
  const made: Filing = { secrecyLevel: 1, secrecyUntil: null, owners: [{ name, mobile, landline, present: true }], plate, vin, model, number, merged: [], records: [] }
  return { dossierId: id, dossierNumber: number, made, slot: slot?.label ?? null }
}

function customerFor({ db }: WriteContext, customer: ImportCustomer): Id<'customer'> {
  const { identity, ...data } = customer
  const number = identity?.number ?? `U${String(countUp(db, 'customer/unknown')).padStart(6, '0')}`
  return addCustomer(db, { ...data, identityKind: identity?.kind ?? UNKNOWN_IDENTITY, identityNumber: number })
}

function onFile(context: WriteContext, { vin, plate }: Making): Place {
  const filed = filedByVin(context.db, vin)
  if (!filed) throw new Error('a planned car is not on file')
  if (plate !== null && knownDossier(context.db, context.actor, filed.dossierId)) {
    const { id: _id, vin: _vin, ...vehicle } = filed.vehicle
    updateVehicle(context, filed, { ...vehicle, plate, plateMoved: false }, [])
  }
  return { dossierId: filed.dossierId, dossierNumber: filed.number, made: null, slot: null }
}

// Entering deliveries and visits, and the lists of what is owed (rules F1, F3, F4, H1, H2, H8, V3).
import type { recordContract, RecordEntryInput } from '#shared/contract/record.ts'
import { levelRank } from '#shared/domain/access.ts'
import { UNKNOWN_IDENTITY } from '#shared/domain/identity.ts'
import { readLabel } from '#shared/domain/label.ts'
import { normalisePlate } from '#shared/domain/plate.ts'
import { dueDate, isOutstanding, mayAnswerFor, mayEnter, originProblem, sameVisit } from '#shared/domain/record.ts'
import { permits } from '#shared/domain/role.ts'
import { normaliseVin, vinWarning } from '#shared/domain/vin.ts'
import { workCalendar } from '../calendar/store.ts'
import { countUp } from '../desk/store.ts'
import { asFiled, followOwner, makeDossier, updateCustomer, updateVehicle } from '../dossier/filing.ts'
import { customerByIdentity, filedByPlate, filedByVin, knownDossier, ownersOf, type Filed } from '../dossier/store.ts'
import { refreshFiling } from '../filing/steps.ts'
import type { HandlersOf, WriteContext } from '../handler.ts'
import { policyFor } from '../policy/store.ts'
import { notFound, Refusal, refused, wrongFields } from '../refusal.ts'
import { recountReceipt } from '../rate/receipt.ts'
import { keptBackPapers, paperName, secrecyOf } from '../secrecy/store.ts'
import { indexDossier } from '../search/index-dossier.ts'
import { personById } from '../staff/store.ts'
import { standing } from './papers.ts'
import {
  addDelay, addRecord, countRecords, hasDelivery, listedRecord, listRecords, presentChecklist, putContact, recordsByLabel, visitsOn,
} from './store.ts'

export const recordHandlers: HandlersOf<typeof recordContract> = {
  'record.findVehicle': {
    read: (context, { text }) => {
      const filed = filedByVin(context.db, normaliseVin(text)) ?? filedByPlate(context.db, normalisePlate(text))
      context.note({ dossier: filed?.number ?? null })
      if (!filed) return { found: null }
      const known = knownDossier(context.db, context.actor, filed.dossierId)
      // What is above one's level is not there; a record of it is filed onto it all the same (S1, H8).
      if (!known && levelRank(secrecyOf(context.db, filed.dossierId, context.today).level) > context.actor.level) return { found: null }
      const owner = known && ownersOf(context.db, filed.dossierId).at(-1)
      return {
        found: {
          dossierNumber: filed.number,
          vehicle: known && filed.vehicle,
          owner: owner ? { dossierId: filed.dossierId, customer: owner.customer } : null,
          hasDelivery: hasDelivery(context.db, filed.dossierId),
        },
      }
    },
  },
  'record.enter': { write: enter },
  'record.list': {
    read: ({ db, actor, today }, { filter, responsibleId, limit }) => {
      const records = listRecords(db, actor, today, filter, responsibleId, limit + 1)
      const count = (of: typeof filter): number => countRecords(db, actor, today, of)
      return {
        records: records.slice(0, limit),
        more: records.length > limit,
        counts: {
          outstanding: count('outstanding'), overdue: count('overdue'), dueToday: count('dueToday'),
          refused: count('refused'), incomplete: count('incomplete'),
        },
      }
    },
  },
  'record.byLabel': {
    read: ({ db, actor, today }, { label }) => {
      const scanned = readLabel(label)
      if (scanned !== null && !('number' in scanned)) return []
      const number = scanned?.number ?? label
      return recordsByLabel(db, actor, today, { number: number.trim().toUpperCase(), code: normalisePlate(number) })
    },
  },
  'record.open': {
    read: ({ db, actor, today }, { ids }) => {
      const keptBack = keptBackPapers(db, actor, ids)
      return ids.map((id) => {
        const record = listedRecord(db, actor, today, id)
        if (!record) throw notFound('record')
        const { lines, papers } = standing(db, id)
        const shown = papers.map((paper) => (keptBack.has(paperName(id, paper.code)) ? { ...paper, note: '' } : paper))
        return { ...record, checklist: lines, papers: shown, keptBack: lines.flatMap(({ code }) => (keptBack.has(paperName(id, code)) ? [code] : [])) }
      })
    },
  },
  'record.confirmContact': {
    write: ({ db, actor, today, note }, { recordId, name, phone }) => {
      const record = listedRecord(db, actor, today, recordId)
      if (!record) throw notFound('record')
      if (record.responsible.id !== actor.id && !permits(actor.roles, 'handover.receive')) {
        throw new Refusal('forbidden', 'another person answers for this', { problem: 'record.notYours' })
      }
      if (!isOutstanding(record.state)) throw refused('record.contactAfterReceipt', record.number)
      note({ recordId, record: record.number })
      putContact(db, recordId, { name, phone })
      indexDossier(db, record.dossierId)
      return {}
    },
  },
  'paper.acceptDelay': {
    write: ({ db, actor, today, now, note }, { recordId, code, promisedOn }) => {
      const record = listedRecord(db, actor, today, recordId)
      if (!record) throw notFound('record')
      const paper = standing(db, recordId).papers.find((candidate) => candidate.code === code)
      if (paper?.presence !== 'notYetObtainable') throw refused('paper.noDelay')
      if (promisedOn < today) throw wrongFields({ path: ['promisedOn'], problem: 'paper.promisePast' })
      if (paper.promisedOn !== null && promisedOn < paper.promisedOn) throw wrongFields({ path: ['promisedOn'], problem: 'paper.beforePromise' })
      if (paper.delayAccepted && promisedOn === paper.promisedOn) throw refused('paper.acceptedAlready', promisedOn)
      note({ record: record.number, paper: code, promisedOn })
      addDelay(db, recordId, { code, promisedOn, acceptedBy: actor.id, acceptedAt: now })
      recountReceipt(db, recordId)
      refreshFiling(db, recordId, now)
      return {}
    },
  },
}

function enter(context: WriteContext, input: RecordEntryInput) {
  const { db, actor, today, now, note } = context
  if (!mayEnter(actor.roles, input.kind)) throw new Refusal('forbidden', 'another department enters this', { problem: 'record.wrongDepartment' })
  if (input.deliveredOn > today) throw wrongFields({ path: ['deliveredOn'], problem: 'date.future' })
  if (vinWarning(input.vehicle.vin) !== null && !input.vehicle.vinConfirmed) {
    throw wrongFields({ path: ['vehicle', 'vinConfirmed'], problem: 'vin.confirm' })
  }
  const responsible = personById(db, input.responsibleId)
  if (!responsible?.active || !mayAnswerFor(responsible.roles, input.kind)) {
    throw wrongFields({ path: ['responsibleId'], problem: 'record.cannotAnswer' })
  }
  const filed = filedByVin(db, input.vehicle.vin)
  const known = filed !== null && knownDossier(db, actor, filed.dossierId) !== null
  const origin = filed && !known ? filed.vehicle.origin : input.vehicle.origin
  const wrongOrigin = originProblem(input.kind, origin)
  if (wrongOrigin) throw wrongFields({ path: ['vehicle', 'origin'], problem: wrongOrigin })
  const dossier = filed ? fileOnto(context, filed, known, input) : fileNew(context, input)
  const due = dueDate(input.kind, input.deliveredOn, workCalendar(db), policyFor(db, input.deliveredOn))
  const year = today.slice(0, 4)
  const recordNumber = `R${year}-${String(countUp(db, `record/${year}`)).padStart(5, '0')}`
  const recordId = addRecord(db, {
    number: recordNumber, dossierId: dossier.id, kind: input.kind, deliveredOn: input.deliveredOn, dueOn: due.on, dueProvisional: due.provisional,
    responsibleId: responsible.id, departmentId: responsible.department.id, contact: input.contact, orderNumber: input.orderNumber,
    checklistId: presentChecklist(db, input.kind, input.deliveredOn), enteredBy: actor.id, enteredAt: now,
  })
  indexDossier(db, dossier.id)
  note({
    recordId, record: recordNumber, dossier: dossier.number, kind: input.kind, deliveredOn: input.deliveredOn, dueOn: due.on,
    dueProvisional: due.provisional, responsible: responsible.id, orderNumber: input.orderNumber, contactConfirmed: input.contact.confirmed,
  })
  return {
    recordId, recordNumber, dossierId: dossier.id, dossierNumber: dossier.number, dossierMade: filed === null, dueOn: due.on, dueProvisional: due.provisional,
  }
}

function fileNew(context: WriteContext, input: RecordEntryInput): { id: Filed['dossierId']; number: string } {
  if (!input.customer) throw wrongFields({ path: ['customer'], problem: 'customer.required' })
  return makeDossier(context, input.vehicle, input.customer, input.deliveredOn)
}

/**
 * The car is on file: its data is brought up to date, its owner kept, corrected or followed by a new one. For someone who may not
 * know the dossier (`known` false) the record is added to it, and everything else stays as filed.
 */
function fileOnto(context: WriteContext, filed: Filed, known: boolean, input: RecordEntryInput): { id: Filed['dossierId']; number: string } {
  const { db } = context
  const id = filed.dossierId
  if (input.kind === 'delivery' && hasDelivery(db, id)) throw refused('record.deliveryExists', filed.number)
  const before = sameVisit(visitsOn(db, id, input.kind, input.deliveredOn), input.orderNumber)
  // With a number of its own it may be a second visit of that day: a person who says so is believed, a list is not.
  if (before && (input.orderNumber === '' || before.orderNumber === input.orderNumber)) throw refused('record.enteredTwice', filed.number)
  if (!known) {
    if (input.customer || input.newOwner) throw wrongFields({ path: ['customer'], problem: 'owner.keptOnFile' })
    return { id, number: filed.number }
  }
  updateVehicle(context, filed, vehicleDetails(input), ['vehicle'])
  if (input.customer && input.newOwner) followOwner(context, id, input.customer, input.deliveredOn, 'deliveredOn')
  else if (input.customer) keepOwner(context, id, input.customer)
  return { id, number: filed.number }
}

function vehicleDetails({ vehicle }: RecordEntryInput) {
  const { vin: _vin, vinConfirmed: _confirmed, ...details } = vehicle
  return details
}

function keepOwner(context: WriteContext, id: Filed['dossierId'], customer: NonNullable<RecordEntryInput['customer']>): void {
  const owner = ownersOf(context.db, id).at(-1)?.customer
  // Another identity number is another person, or a slip: neither is settled by overwriting the owner on file. One never known may be added.
  const fits = owner?.identityKind === UNKNOWN_IDENTITY
    || customerByIdentity(context.db, customer.identityKind, customer.identityNumber)?.id === owner?.id
  if (!owner || !fits) {
    throw wrongFields({ path: ['customer', 'identityNumber'], problem: 'owner.identityDiffers' })
  }
  updateCustomer(context, owner, asFiled(customer, owner), id)
}


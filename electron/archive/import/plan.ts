// What a line that is right by itself would come to in this archive, given the lines before it (rules F1, F3, F8, H8). Only asks: a dry
// run and entering it ask the same.
import type { CustomerView } from '#shared/contract/dossier.ts'
import { UNKNOWN_IDENTITY } from '#shared/domain/identity.ts'
import type { ImportChoices, ImportCustomer, ImportLine, ImportList, LineOutcome, LineProblem } from '#shared/domain/import.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { originProblem, sameVisit, type RecordKind } from '#shared/domain/record.ts'
import { slotByLabel } from '../cabinet/store.ts'
import type { Reader } from '../database/database.ts'
import { customerByIdentity, filedByPlate, filedByVin, isNumberTaken, ownersOf, type Filed } from '../dossier/store.ts'
import { hasDelivery, visitsOn } from '../record/store.ts'
import { peopleOf, type Answerable } from './people.ts'
import { customersCalled } from './store.ts'

/** The owner of a dossier that is to be made: on file, or to be added. */
export type PlannedOwner = { known: CustomerView } | { customer: ImportCustomer }

export type Visit = { vin: string; kind: RecordKind; deliveredOn: LocalDate; orderNumber: string }

export type Plan =
  /** `completes`: the visit is on file without the order number that the line names. */
  | { outcome: 'already'; completes: Visit | null }
  | { outcome: 'wrong'; problems: LineProblem[] }
  | {
    outcome: Exclude<LineOutcome, 'already' | 'wrong'>
    vin: string
    /** Null: no dossier is made. */
    owner: PlannedOwner | null
    /** A plate for a car that is on file without one. */
    plate: string | null
    /** Null: no record is made. */
    responsible: Answerable | null
  }

export type Planner = { plan(line: ImportLine): Plan }

type Wrong = (field: LineProblem['field'], problem: string) => null

/** Remembers the lines it planned: for those that follow, what they make is there. */
export function makePlanner(db: Reader, { list, choices }: { list: ImportList; choices: ImportChoices }): Planner {
  const people = peopleOf(db, choices.responsibleId)
  /** Cars that lines before make a dossier for, with what the line said. */
  const cars = new Map<string, string>()
  const delivered = new Set<string>()
  /** Cars by plate, and plates by car, as lines before leave them. */
  const plates = new Map<string, string>()
  const plated = new Map<string, string | null>()
  const numbers = new Set<string>()
  /** By car, kind and day: the order numbers of the visits there are. */
  const visits = new Map<string, { orderNumber: string }[]>()
  const identities = new Map<string, string>()
  const slots = new Map<string, number>()

  const plan = (line: ImportLine): Plan => {
    const problems: LineProblem[] = []
    const wrong: Wrong = (field, problem) => {
      problems.push({ field, problem })
      return null
    }
    const named = line.vin ?? vinOfPlate(line.plate)
    if (named === null) return { outcome: 'wrong', problems: [{ field: 'plate', problem: 'import.plateNotOnFile' }] }
    const made = cars.get(named) ?? null
    const filed = made === null ? filedByVin(db, named) : null
    // The one that was kept, where the list names one that was merged with it.
    const vin = filed?.vehicle.vin ?? named
    if (list === 'dossierRegister') {
      if (made !== null && made !== sameCar(line)) wrong('vin', 'import.twiceInFile')
      else if (made !== null) return { outcome: 'already', completes: null }
      else if (filed && line.archiveNumber !== null && filed.number.toUpperCase() !== line.archiveNumber) wrong('archiveNumber', 'import.otherNumber')
      else if (filed) return { outcome: 'already', completes: null }
    }
    const { record } = line
    const isNew = made === null && filed === null
    const visit = record && line.deliveredOn !== null ? { vin, kind: record.kind, deliveredOn: line.deliveredOn, orderNumber: record.orderNumber } : null
    const before = visit && sameVisit(visitsOf(visit, filed), visit.orderNumber)
    if (visit && before) return { outcome: 'already', completes: numberNow(before, visit) }
    if (record?.kind === 'delivery' && !isNew) judgeDelivery(vin, line, filed, wrong)
    const responsible = record ? people.answering(record.responsible, record.kind) : null
    if (responsible && 'problem' in responsible) wrong('responsible', responsible.problem)
    const owner = isNew ? ownerOf(line, wrong) : null
    if (isNew && line.model === '') wrong('model', 'import.modelForNew')
    const plate = plateFor(vin, line, filed, isNew, wrong)
    if (isNew) judgeNumberAndSlot(line, wrong)
    if (problems.length > 0) return { outcome: 'wrong', problems }
    remember(vin, line, isNew, plate)
    if (visit) visitsOf(visit, filed).push({ orderNumber: visit.orderNumber })
    return {
      outcome: isNew ? (record ? 'dossierAndRecord' : 'dossier') : 'record',
      vin, owner, plate, responsible: responsible && !('problem' in responsible) ? responsible : null,
    }
  }
  return { plan }

  function vinOfPlate(plate: string | null): string | null {
    if (plate === null) return null
    return plates.get(plate) ?? filedByPlate(db, plate)?.vehicle.vin ?? null
  }

  function visitsOf(visit: Visit, filed: Filed | null): { orderNumber: string }[] {
    const key = `${visit.vin}/${visit.kind}/${visit.deliveredOn}`
    const known = visits.get(key) ?? (filed ? visitsOn(db, filed.dossierId, visit.kind, visit.deliveredOn) : [])
    visits.set(key, known)
    return known
  }

  function judgeDelivery(vin: string, line: ImportLine, filed: Filed | null, wrong: Wrong): void {
    if (delivered.has(vin) || (filed && hasDelivery(db, filed.dossierId))) wrong('vin', 'import.deliveryExists')
    if (filed && originProblem('delivery', filed.vehicle.origin)) wrong('vin', 'vehicle.soldElsewhere')
    // A new car belongs to whoever takes it: another owner on file is a slip in one of the two.
    const owner = filed ? ownersOf(db, filed.dossierId).at(-1)?.customer : undefined
    const identity = line.customer?.identity ?? null
    const same = owner === undefined || (identity !== null && owner.identityKind !== UNKNOWN_IDENTITY
      ? customerByIdentity(db, identity.kind, identity.number)?.id === owner.id
      : owner.name === line.customer?.name)
    if (!same) wrong('customerName', 'import.otherOwner')
  }

  function ownerOf(line: ImportLine, wrong: Wrong): PlannedOwner | null {
    const { customer } = line
    if (!customer) return wrong('customerName', 'import.ownerForNew')
    if (customer.identity) {
      const known = customerByIdentity(db, customer.identity.kind, customer.identity.number)
      // Of one that was merged the list tells the name it had.
      const isTheirs = known?.identityKind === customer.identity.kind && known.identityNumber === customer.identity.number
      const name = identities.get(identityKey(customer.identity)) ?? (isTheirs ? known.name : undefined)
      if (name !== undefined && name !== customer.name) return wrong('identityNumber', 'import.identityOtherName')
      return known ? { known } : { customer }
    }
    // One name with one number is one person; two of them on file are doubles, which somebody has to merge first.
    const called = customer.mobile === '' ? [] : customersCalled(db, customer.name, customer.mobile)
    return called.length === 1 && called[0] !== undefined ? { known: called[0] } : { customer }
  }

  function plateFor(vin: string, line: ImportLine, filed: Filed | null, isNew: boolean, wrong: Wrong): string | null {
    if (line.plate === null) return null
    const onFile = filedByPlate(db, line.plate)?.vehicle.vin
    const holder = plates.get(line.plate) ?? onFile
    if (isNew) return holder !== undefined && holder !== vin ? wrong('plate', 'plate.onAnotherCar') : line.plate
    // What is on file stays; a car delivered without a plate has one by now.
    const present = plated.get(vin) ?? filed?.vehicle.plate ?? null
    return present === null && holder === undefined ? line.plate : null
  }

  function judgeNumberAndSlot(line: ImportLine, wrong: Wrong): void {
    if (line.archiveNumber !== null && (numbers.has(line.archiveNumber) || isNumberTaken(db, line.archiveNumber))) wrong('archiveNumber', 'import.numberTaken')
    if (line.slot === null) return
    const slot = slotByLabel(db, line.slot)
    if (!slot) wrong('slot', 'import.slotUnknown')
    else if ((slots.get(line.slot) ?? slot.used) >= slot.capacity) wrong('slot', 'import.slotFull')
  }

  /** Of a line that is right; one that is wrong leaves nothing to those that follow. */

  function remember(vin: string, line: ImportLine, isNew: boolean, plate: string | null): void {
    if (plate !== null) {
      plates.set(plate, vin)
      plated.set(vin, plate)
    }
    if (line.record?.kind === 'delivery') delivered.add(vin)
    if (!isNew) return
    cars.set(vin, list === 'dossierRegister' ? sameCar(line) : '')
    if (line.customer?.identity) identities.set(identityKey(line.customer.identity), line.customer.name)
    if (line.archiveNumber !== null) numbers.add(line.archiveNumber)
    if (line.slot !== null) slots.set(line.slot, (slots.get(line.slot) ?? slotByLabel(db, line.slot)?.used ?? 0) + 1)
  }
}

/** A visit there is, by the order number that is known now; null where the line adds nothing to it. */
function numberNow(before: { orderNumber: string }, visit: Visit): Visit | null {
  if (before.orderNumber !== '' || visit.orderNumber === '') return null
  before.orderNumber = visit.orderNumber
  return visit
}

const identityKey = ({ kind, number }: NonNullable<ImportCustomer['identity']>): string => `${kind}/${number}`

/** Two lines of one car in a register say the same. */
const sameCar = (line: ImportLine): string => JSON.stringify(line)

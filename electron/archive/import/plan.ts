// What a line that is right by itself would come to in this archive, given the lines before it (rules F1, F3, F8, H8). Only asks: a dry
// run and entering it ask the same.
import type { CustomerView } from '#shared/contract/dossier.ts'
import { UNKNOWN_IDENTITY } from '#shared/domain/identity.ts'
import type { ImportChoices, ImportCustomer, ImportLine, ImportList, LineOutcome, LineProblem } from '#shared/domain/import.ts'
import { originProblem } from '#shared/domain/record.ts'
import { slotByLabel } from '../cabinet/store.ts'
import type { Reader } from '../database/database.ts'
import { customerByIdentity, filedByPlate, filedByVin, isNumberTaken, ownersOf, type Filed } from '../dossier/store.ts'
import { hasDelivery, isEntered } from '../record/store.ts'
import { peopleOf, type Answerable } from './people.ts'
import { customersCalled } from './store.ts'

/** The owner of a dossier that is to be made: on file, or to be added. */
export type PlannedOwner = { known: CustomerView } | { customer: ImportCustomer }

export type Plan =
  | { outcome: 'already' }
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
  const plates = new Map<string, string>()
  const numbers = new Set<string>()
  const visits = new Set<string>()
  const identities = new Map<string, string>()
  const slots = new Map<string, number>()

  const plan = (line: ImportLine): Plan => {
    const problems: LineProblem[] = []
    const wrong: Wrong = (field, problem) => {
      problems.push({ field, problem })
      return null
    }
    const vin = line.vin ?? vinOfPlate(line.plate)
    if (vin === null) return { outcome: 'wrong', problems: [{ field: 'plate', problem: 'import.plateNotOnFile' }] }
    const made = cars.get(vin) ?? null
    const filed = made === null ? filedByVin(db, vin) : null
    if (list === 'dossierRegister') {
      if (made !== null && made !== sameCar(line)) wrong('vin', 'import.twiceInFile')
      else if (made !== null) return { outcome: 'already' }
      else if (filed && line.archiveNumber !== null && filed.number.toUpperCase() !== line.archiveNumber) wrong('archiveNumber', 'import.otherNumber')
      else if (filed) return { outcome: 'already' }
    }
    const { record } = line
    const isNew = made === null && filed === null
    if (record && !isNew) {
      if (line.deliveredOn !== null && (visits.has(visitKey(vin, line)) || (filed && isEntered(db, filed.dossierId, record.kind, line.deliveredOn, record.orderNumber)))) {
        return { outcome: 'already' }
      }
      if (record.kind === 'delivery') judgeDelivery(vin, line, filed, wrong)
    }
    const responsible = record ? people.answering(record.responsible, record.kind) : null
    if (responsible && 'problem' in responsible) wrong('responsible', responsible.problem)
    const owner = isNew ? ownerOf(line, wrong) : null
    if (isNew && line.model === '') wrong('model', 'import.modelForNew')
    const plate = plateFor(vin, line, filed, isNew, wrong)
    if (isNew) judgeNumberAndSlot(line, wrong)
    if (problems.length > 0) return { outcome: 'wrong', problems }
    remember(vin, line, isNew, plate)
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

  function judgeDelivery(vin: string, line: ImportLine, filed: Filed | null, wrong: Wrong): void {
    if (delivered.has(vin) || (filed && hasDelivery(db, filed.dossierId))) wrong('vin', 'record.deliveryExists')
    if (filed && originProblem('delivery', filed.vehicle.origin)) wrong('vin', 'vehicle.soldElsewhere')
    // A new car belongs to whoever takes it: another owner on file is a slip in one of the two.
    const owner = filed ? ownersOf(db, filed.dossierId).at(-1)?.customer : undefined
    const identity = line.customer?.identity ?? null
    const same = owner === undefined || (identity !== null && owner.identityKind !== UNKNOWN_IDENTITY
      ? owner.identityKind === identity.kind && owner.identityNumber === identity.number
      : owner.name === line.customer?.name)
    if (!same) wrong('customerName', 'import.otherOwner')
  }

  function ownerOf(line: ImportLine, wrong: Wrong): PlannedOwner | null {
    const { customer } = line
    if (!customer) return wrong('customerName', 'import.ownerForNew')
    if (customer.identity) {
      const key = `${customer.identity.kind}/${customer.identity.number}`
      const known = customerByIdentity(db, customer.identity.kind, customer.identity.number)
      const name = identities.get(key) ?? known?.name
      if (name !== undefined && name !== customer.name) return wrong('identityNumber', 'import.identityOtherName')
      identities.set(key, customer.name)
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
    return filed?.vehicle.plate === null && holder === undefined ? line.plate : null
  }

  function judgeNumberAndSlot(line: ImportLine, wrong: Wrong): void {
    if (line.archiveNumber !== null && (numbers.has(line.archiveNumber) || isNumberTaken(db, line.archiveNumber))) wrong('archiveNumber', 'import.numberTaken')
    if (line.slot === null) return
    const slot = slotByLabel(db, line.slot)
    if (!slot) wrong('slot', 'slot.unknown')
    else if ((slots.get(line.slot) ?? slot.used) >= slot.capacity) wrong('slot', 'slot.full')
    else slots.set(line.slot, (slots.get(line.slot) ?? slot.used) + 1)
  }

  function remember(vin: string, line: ImportLine, isNew: boolean, plate: string | null): void {
    if (isNew) cars.set(vin, list === 'dossierRegister' ? sameCar(line) : '')
    if (plate !== null) plates.set(plate, vin)
    if (line.archiveNumber !== null) numbers.add(line.archiveNumber)
    if (line.record) visits.add(visitKey(vin, line))
    if (line.record?.kind === 'delivery') delivered.add(vin)
  }
}

const visitKey = (vin: string, { deliveredOn, record }: ImportLine): string => `${vin}/${record?.kind}/${deliveredOn}/${record?.orderNumber}`

/** Two lines of one car in a register say the same. */
const sameCar = (line: ImportLine): string => JSON.stringify(line)

// What the plan of a history is made of: cars, their records, and what people do about them on which day.
import type { RawInput } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import type { CarEntry } from './cars.ts'
import type { CustomerEntry } from './people.ts'

export type PlannedCar = {
  /** As it was when first entered; a plate given later comes by an act. */
  entry: CarEntry
  customer: CustomerEntry
}

export type PlannedRecord = {
  car: PlannedCar
  kind: RecordKind
  deliveredOn: LocalDate
  plate: string | null
  /** Given where the car is new on file, or where the owner's data changed. */
  customer: CustomerEntry | null
  contact: RawInput<'record.enter'>['contact']
  responsible: string
  orderNumber: string
}

type Deed =
  | { what: 'enter'; record: PlannedRecord }
  | { what: 'changeOwner'; car: PlannedCar; customer: CustomerEntry }
  | { what: 'registerPlate'; car: PlannedCar; plate: string }
  | { what: 'refuse'; record: PlannedRecord; by: string; reason: RawInput<'handover.refuse'>['reason']; remark: string }
  /**
   * `lacks`: how many papers are not in order; `unsigned`: the customer forgot to sign one of them; `licenceOn`: the driving licence is
   * promised for that day.
   */
  | {
    what: 'handOver'; record: PlannedRecord; giver: string; receiver: string; lacks: number; unsigned: boolean; licenceOn: LocalDate | null; remark: string
  }
  /** Strikes the record's newest line through. */
  | { what: 'strike'; record: PlannedRecord; remark: string }
  | { what: 'acceptDelay'; record: PlannedRecord; promisedOn: LocalDate }

export type Act = Deed & { on: LocalDate }

/** How the archive stands in the morning: dossiers as they were made; received records, the one received last at the end. */
export type Standing = {
  dossiers: readonly Id<'dossier'>[]
  received: readonly { recordId: Id<'record'>; dossierId: Id<'dossier'> }[]
}

/** What the archivist does before anything else of a day. */
export type Round = { on: LocalDate; work: (standing: Standing, on: LocalDate) => Promise<void> }

/** The order of a day, which is also the time of day an act begins at, in minutes after midnight. */
export const TIME_OF_DAY: Readonly<Record<Act['what'], number>> = {
  enter: 8 * 60 + 40,
  changeOwner: 13 * 60 + 10,
  registerPlate: 13 * 60 + 40,
  refuse: 14 * 60 + 20,
  handOver: 15 * 60 + 30,
  strike: 17 * 60 + 5,
  acceptDelay: 17 * 60 + 20,
}

// Which cars come to the store, whose they are, and when they were delivered or in for service.
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { dueDate, type RecordKind } from '#shared/domain/record.ts'
import { addDays, type LocalDate } from '#shared/domain/local-date.ts'
import type { PersonIdentityKind } from '#shared/domain/identity.ts'
import { STATE_CALENDAR, addWorkingDays, workingDay } from '#shared/domain/working-day.ts'
import { makeFleet, type Fleet } from './cars.ts'
import { makePopulation, type CustomerEntry, type Population } from './people.ts'
import type { Act, PlannedCar, PlannedRecord } from './plan.ts'
import type { Random } from './random.ts'
import { SALES_CONSULTANTS, SERVICE_ADVISORS } from './staff.ts'

/** How long the archive has been kept, in days: about fourteen months. */
export const HISTORY_DAYS = 425

export type PlannedCars = { records: PlannedRecord[]; acts: Act[] }

type Visit = { kind: RecordKind; on: LocalDate }

type Maker = { random: Random; today: LocalDate; fleet: Fleet; people: Population; owner: (place: number) => CustomerEntry }

// Every sixtieth owner is of these kinds; the others are persons with an identity card.
const OTHER_OWNERS: ReadonlyMap<number, PersonIdentityKind | 'company'> = new Map([
  [2, 'company'], [5, 'passport'], [8, 'company'], [13, 'hkMacaoPermit'], [16, 'company'], [21, 'taiwanPermit'], [24, 'company'],
  [29, 'hmtResidence'], [33, 'company'], [37, 'foreignResidence'], [41, 'company'], [46, 'officerCard'], [52, 'company'],
])
const VISIT_KINDS: readonly RecordKind[] = ['maintenance', 'minorRepair', 'warrantyClaim', 'maintenance', 'overhaul', 'minorRepair', 'maintenance']

/** `count` cars, half of them delivered by the store within its history. The same for the same `random`. */
export function planCars(random: Random, count: number, today: LocalDate): PlannedCars {
  const people = makePopulation(random, today)
  const maker: Maker = { random, today, people, fleet: makeFleet(random), owner: ownersFor(random, people) }
  const delivered = Math.round(count * 0.5)
  const plans = Array.from({ length: count }, (_, place) => (
    place < delivered ? deliveredCar(maker, place, place / delivered, 1 / delivered, place % 60 === Math.floor(Math.min(delivered, 60) * 0.8))
      : visitingCar(maker, place, (place - delivered) / (count - delivered), 1 / (count - delivered))
  ))
  return { records: plans.flatMap((plan) => plan.records), acts: plans.flatMap((plan) => plan.acts) }
}

/** Owners by place, some of them of a second or third car. */
function ownersFor(random: Random, people: Population): (place: number) => CustomerEntry {
  const fleets: CustomerEntry[] = []
  const persons: CustomerEntry[] = []
  return (place) => {
    const other = OTHER_OWNERS.get(place % 60)
    if (other === 'company') {
      if (fleets.length > 0 && random.chance(0.4)) return random.pick(fleets)
      const company = people.company()
      fleets.push(company)
      return company
    }
    if (other !== undefined) return people.personWith(other)
    if (persons.length > 4 && random.chance(0.05)) return random.pick(persons)
    const person = people.person()
    persons.push(person)
    return person
  }
}

/** More lately than long ago: `share` 0 is yesterday, 1 the first day of the archive. */
function dayAt(maker: Maker, share: number): LocalDate {
  return openDay(addDays(maker.today, -1 - Math.floor((HISTORY_DAYS - 2) * Math.min(share, 0.999) ** 1.5)))
}

/** The store is open on all days but the holidays named by the notice. */
function openDay(date: LocalDate): LocalDate {
  const { working, name } = workingDay(date, STATE_CALENDAR)
  return name !== null && !working ? openDay(addDays(date, -1)) : date
}

function deliveredCar(maker: Maker, place: number, from: number, width: number, soldOn: boolean): PlannedCars {
  const { random, fleet, today } = maker
  const on = dayAt(maker, from + width * random.next())
  const entry = fleet.car('soldHere', on)
  const plate = fleet.plateFor(entry.model)
  // Every fourth car leaves before it is registered, the newest among them.
  const registered = place % 4 !== 0
  if (registered) entry.plate = plate
  else if (random.chance(0.6)) entry.plate = fleet.temporaryPlate()
  const car: PlannedCar = { entry, customer: maker.owner(place) }
  const visits: Visit[] = [{ kind: 'delivery', on }]
  for (let next = addDays(on, random.whole(95, 170)); next < today; next = addDays(next, random.whole(140, 200))) {
    visits.push({ kind: visits.length === 1 ? 'firstMaintenance' : 'maintenance', on: openDay(next) })
    const between = addDays(next, random.whole(20, 90))
    if (random.chance(0.4) && between < today) visits.push({ kind: random.chance(0.6) ? 'minorRepair' : 'warrantyClaim', on: openDay(between) })
  }
  const registeredOn = addWorkingDays(on, random.whole(9, 16), STATE_CALENDAR).on
  const acts: Act[] = registered ? [] : [{ what: 'registerPlate', on: registeredOn, car, plate }]
  const sold = soldOn ? ownerChange(maker, car, on) : null
  return {
    records: recordsOf(maker, car, visits, (day) => (registered || day < registeredOn ? entry.plate : plate), sold),
    acts: sold === null ? acts : [...acts, sold],
  }
}

/** The car is sold on by its first owner some months after it was delivered. */
function ownerChange(maker: Maker, car: PlannedCar, deliveredOn: LocalDate): Extract<Act, { what: 'changeOwner' }> {
  const on = addWorkingDays(deliveredOn, maker.random.whole(40, 110), STATE_CALENDAR).on
  return { what: 'changeOwner', on, car, customer: maker.people.person() }
}

/** A car sold before the archive was begun, or by another store, that came in for service. */
function visitingCar(maker: Maker, place: number, from: number, width: number): PlannedCars {
  const { random, fleet, today } = maker
  const soldOn = addDays(today, -random.whole(600, 2200))
  const entry = place % 50 === 47 ? fleet.importedCar(soldOn) : fleet.car(place % 4 === 1 ? 'soldHere' : 'soldElsewhere', soldOn)
  entry.plate = fleet.plateFor(entry.model)
  const last = from === 0 ? lastWorkingDay(today) : dayAt(maker, from + width * random.next())
  const days = [last]
  while (days.length < 4 && random.chance(0.5)) days.unshift(openDay(addDays(days[0] ?? last, -random.whole(40, 190))))
  const first = addDays(today, -HISTORY_DAYS)
  const visits = days.filter((day) => day > first).map((on, turn): Visit => ({ kind: VISIT_KINDS[(place + turn) % VISIT_KINDS.length] ?? 'maintenance', on }))
  return { records: recordsOf(maker, { entry, customer: maker.owner(place) }, visits, () => entry.plate, null), acts: [] }
}

/** What was given back on it is due today. */
function lastWorkingDay(today: LocalDate): LocalDate {
  const before = addDays(today, -1)
  return workingDay(before, STATE_CALENDAR).working ? before : lastWorkingDay(before)
}

function recordsOf(
  maker: Maker, car: PlannedCar, visits: readonly Visit[], plateOn: (day: LocalDate) => string | null, sold: Extract<Act, { what: 'changeOwner' }> | null,
): PlannedRecord[] {
  const { random, people } = maker
  return visits.map(({ kind, on }, turn) => {
    const owner = sold !== null && on > sold.on ? sold.customer : car.customer
    const byOwner = owner.kind === 'person' && random.chance(0.8)
    return {
      car,
      kind,
      deliveredOn: on,
      plate: plateOn(on),
      customer: turn === 0 ? owner : null,
      contact: {
        name: byOwner ? owner.name : people.contactName(),
        phone: byOwner && owner.mobile !== '' ? owner.mobile : people.mobile(),
        confirmed: random.chance(0.95),
      },
      responsible: random.pick(kind === 'delivery' ? SALES_CONSULTANTS : SERVICE_ADVISORS),
      orderNumber: `${kind === 'delivery' ? 'HT' : 'WX'}${on.replaceAll('-', '')}${random.digits(3)}`,
    }
  })
}

/** The working day on which a record's papers should come: the last one in time, or for sales any of the days before. */
export function dayInTime(record: PlannedRecord, random: Random): LocalDate {
  if (record.kind === 'delivery') return addWorkingDays(record.deliveredOn, random.whole(1, 3), STATE_CALENDAR).on
  const sameDay = workingDay(record.deliveredOn, STATE_CALENDAR).working && random.chance(0.35)
  return sameDay ? record.deliveredOn : dueDate(record.kind, record.deliveredOn, STATE_CALENDAR, DEFAULT_POLICY).on
}

// Whatever order things happen in within their days, and however often somebody looks, the same is proposed; and a month that was closed
// stays as it was, whatever happens after (rules V1 to V5, V9, D2). Histories are dealt at random, the same for the same seed.
import { afterEach, describe, expect, it } from 'vitest'
import type { RecordKind } from '#shared/domain/record.ts'
import { LOGINS, PASSWORD, type Entry, type Person } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { chance } from '#test/support/pictures.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'

const DAYS = ['2026-03-03', '2026-03-06', '2026-03-12'] as const
const KINDS: readonly RecordKind[] = ['delivery', 'maintenance', 'overhaul']

type Car = { car: number; kind: RecordKind; confirmed: boolean; entered: number; received: number; lacking: boolean; struck: boolean; completed: boolean }
type Act = (archive: DayArchive, entries: Map<number, Entry>, lines: Map<number, number>) => Promise<void>

/** A car's record is entered on one of the days, and on a later one received, lacking something or not, struck through or made whole; or never. */
function deal(random: () => number): Car[] {
  const below = (count: number): number => Math.floor(random() * count)
  return Array.from({ length: 7 }, (_, at) => {
    const entered = below(2)
    return {
      car: at + 1, kind: KINDS[below(KINDS.length)] ?? 'delivery', confirmed: random() < 0.7, entered, received: entered + below(DAYS.length - entered + 1),
      lacking: random() < 0.6, struck: random() < 0.2, completed: random() < 0.3,
    }
  })
}

const wanting = ({ code }: { code: string }) => (['workOrder', 'pdiSheet'].includes(code) ? { customerSignature: 'missing' } as const : {})

/** What happens to each car on a day, in its order. */
function actsOf({ car, kind, confirmed, entered, received, lacking, struck, completed }: Car, day: number): Act[] {
  const acts: Act[] = []
  if (entered === day) {
    acts.push(async (archive, entries) => {
      entries.set(car, await archive.enter(kind, {
        vehicle: vehicleOf(car), customer: customerOf(car), contact: { name: '王建国', phone: '13855512345', confirmed },
      }))
    })
  }
  if (received === day) {
    acts.push(async (archive, entries, lines) => {
      const { lines: [line] } = await archive.handOver([known(entries.get(car)).recordId], lacking ? wanting : undefined)
      lines.set(car, known(line).seq)
    })
    if (struck) {
      acts.push(async (archive, _entries, lines) => {
        await (await archive.as(LOGINS.archivist)).call('book.strike', { seq: known(lines.get(car)), remark: '记错了车', password: PASSWORD })
      })
    } else if (lacking && completed) acts.push(async (archive, entries) => void await archive.handOver([known(entries.get(car)).recordId]))
  }
  return acts
}

let archive: DayArchive | undefined
afterEach(() => archive?.close())

/** Plays the cars' days. `shuffled`: the cars in another order each day, and somebody looks in between. */
async function play(cars: readonly Car[], shuffled: (() => number) | null): Promise<{ archive: DayArchive; lines: Map<number, number> }> {
  const at = await archiveAt(DAYS[0])
  archive = at
  const [entries, lines] = [new Map<number, Entry>(), new Map<number, number>()]
  for (const [day, on] of DAYS.entries()) {
    if (day > 0) await at.goTo(on)
    const order = shuffled === null ? cars : cars.map((car) => ({ car, turn: shuffled() })).toSorted((one, other) => one.turn - other.turn).map(({ car }) => car)
    for (const car of order) for (const act of actsOf(car, day)) await act(at, entries, lines)
    if (shuffled !== null) await propose(at, '2026-03')
  }
  return { archive: at, lines }
}

const propose = async (at: DayArchive, month: string) => (await at.as(LOGINS.archivist)).call('violation.propose', { month })

async function violations(at: DayArchive, month: string) {
  const { people, sums } = await (await at.as(LOGINS.archivist)).call('violation.list', { month, personId: null, filter: 'all' })
  return { all: people.flatMap((each) => each.violations), sums }
}

/** Without what is only counted up: numbers, and which of a day's comes first. */
async function proposed(at: DayArchive): Promise<string[]> {
  await at.goTo('2026-03-20')
  await propose(at, '2026-03')
  return (await violations(at, '2026-03')).all.map(({ rule, record, on, base, items }) => JSON.stringify([rule, record?.plate, on, base, items])).toSorted()
}

describe.each([20_261, 20_262])('V1 V2 V3 V4 V5 V9 D2 a history dealt at random (%i)', (seed) => {
  it('proposes the same in whichever order a day’s facts come, and however often one looks; closed, it stays as it is', async () => {
    const cars = deal(chance(seed))
    const first = await play(cars, null)
    const expected = await proposed(first.archive)
    expect(expected.length).toBeGreaterThan(2)
    await first.archive.close()
    const { archive: at, lines } = await play(cars, chance(seed + 1))
    expect(await proposed(at)).toEqual(expected)

    await at.goTo('2026-04-02')
    await propose(at, '2026-03')
    const director = await at.as(LOGINS.customerDirector)
    await settle(director, at)
    await at.goTo('2026-04-10')
    await (await at.as(LOGINS.customerDirector)).call('month.close', { month: '2026-03' })
    const closed = await violations(at, '2026-03')
    await afterwards(at, lines)
    for (const month of ['2026-04', '2026-03']) await (await at.as(LOGINS.archivist)).ask('violation.propose', { month })
    expect(await violations(at, '2026-03')).toEqual(closed)
  })
})

/** In their order: what a later one comes to depends on the earlier. */
async function settle(director: Person, at: DayArchive): Promise<void> {
  for (;;) {
    const next = (await violations(at, '2026-03')).all.find(({ decided, first }) => !decided && first === null)
    if (!next) return
    await director.call('violation.decide', { id: next.id, decision: { outcome: 'penalty', amount: next.amount, share: null }, remark: '' })
  }
}

/** Lines of the closed month are struck through, days of it change, a record of it turns up, what was owed comes. */
async function afterwards(at: DayArchive, lines: ReadonlyMap<number, number>): Promise<void> {
  const [archivist, director] = [await at.as(LOGINS.archivist), await at.as(LOGINS.customerDirector)]
  for (const seq of lines.values()) await archivist.ask('book.strike', { seq, remark: '记错了车', password: PASSWORD })
  await director.call('calendar.setDay', { on: '2026-03-07', working: true, reason: '门店安排' })
  await director.call('calendar.setDay', { on: '2026-03-09', working: false, reason: '门店安排' })
  await at.enter('maintenance', { vehicle: vehicleOf(90), customer: customerOf(90), deliveredOn: '2026-03-10' })
  const { records } = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 5 })
  for (const { id } of records) await at.handOver([id])
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the history is out of order')
  return value
}

// What becomes of each record: most come in time and whole; some late, lacking, refused, struck through, or not at all.
import { addDays, type LocalDate } from '#shared/domain/local-date.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { dueDate } from '#shared/domain/record.ts'
import { STATE_CALENDAR, addWorkingDays, workingDay } from '#shared/domain/working-day.ts'
import { dayInTime, HISTORY_DAYS, planCars } from './plan-cars.ts'
import { TIME_OF_DAY, type Act, type PlannedRecord } from './plan.ts'
import type { Random } from './random.ts'

const CARS = 120

type Fate = 'inTime' | 'late' | 'lacking' | 'lackingStill' | 'refused' | 'refusedStill' | 'struck' | 'owed' | 'licenceLater'

// Dealt in turn, oldest record first, so that even a small store has some of each.
const LONG_AGO: readonly Fate[] = [
  'inTime', 'lacking', 'late', 'inTime', 'refused', 'inTime', 'struck', 'inTime', 'inTime', 'lacking', 'inTime', 'inTime', 'late', 'inTime',
  'inTime', 'inTime', 'inTime', 'lacking', 'inTime', 'inTime', 'inTime', 'inTime', 'refused', 'inTime', 'inTime', 'inTime', 'late', 'inTime',
  'inTime', 'inTime', 'lackingStill', 'inTime', 'inTime', 'inTime', 'inTime', 'lacking', 'inTime', 'inTime', 'inTime', 'inTime',
  'inTime', 'late', 'inTime', 'inTime', 'inTime', 'inTime', 'lacking', 'inTime', 'inTime', 'inTime',
]
const LATELY: readonly Fate[] = ['owed', 'lackingStill', 'refusedStill', 'inTime', 'inTime', 'owed', 'inTime', 'late', 'inTime', 'lacking', 'inTime', 'owed', 'inTime']
const LATELY_DAYS = { least: 30, most: 90 } as const

const LACK_REMARKS = ['所缺已当面说明，补齐后再交。', '已告知客户，下次来店时补齐。', '缺件由本人跟进，一周内补交。']
const REFUSALS = [
  { reason: 'ink', remark: '签字处用圆珠笔书写，请以签字笔重填。' },
  { reason: 'unreadable', remark: '复印件无法辨认，请重印。' },
  { reason: 'wrongCar', remark: '材料上的车架号与本车不符。' },
  { reason: 'tooIncomplete', remark: '只带来一份，其余未到。' },
] as const

/**
 * Everything that happens from the first day of the archive to the eve of `today`, in order. `scale` 1: about 120 cars.
 * The same for the same `random`.
 */
export function planHistory(random: Random, scale: number, today: LocalDate): { startOn: LocalDate; acts: Act[] } {
  const planned = planCars(random, Math.max(12, Math.round(CARS * scale)), today)
  const deal = dealer(today, Math.min(LATELY_DAYS.most, Math.max(LATELY_DAYS.least, LATELY_DAYS.least / scale)))
  const records = planned.records.toSorted((one, other) => compare(one.deliveredOn, other.deliveredOn))
  const acts = [...planned.acts, ...records.flatMap((record) => [enterAct(record), ...actsOf(record, deal(record), random)])]
  return {
    startOn: addDays(today, -HISTORY_DAYS - 10),
    acts: acts
      .filter((act) => act.on < today)
      .toSorted((one, other) => compare(one.on, other.on) || TIME_OF_DAY[one.what] - TIME_OF_DAY[other.what]),
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

/** `latelyDays`: a small store needs longer to have something of everything open. */
function dealer(today: LocalDate, latelyDays: number): (record: PlannedRecord) => Fate {
  const latelyFrom = addDays(today, -Math.round(latelyDays))
  let longAgo = 0
  let lately = 0
  return (record) => {
    if (record.kind === 'delivery' && (record.plate === null || record.plate.endsWith('临'))) return 'licenceLater'
    if (record.deliveredOn < latelyFrom) {
      longAgo += 1
      return LONG_AGO[(longAgo - 1) % LONG_AGO.length] ?? 'inTime'
    }
    // Due today or later: about to come.
    if (dueDate(record.kind, record.deliveredOn, STATE_CALENDAR, DEFAULT_POLICY).on >= today) return 'owed'
    lately += 1
    return LATELY[(lately - 1) % LATELY.length] ?? 'inTime'
  }
}

function enterAct(record: PlannedRecord): Act {
  return { what: 'enter', on: record.deliveredOn, record }
}

function later(day: LocalDate, days: number): LocalDate {
  return addWorkingDays(day, days, STATE_CALENDAR).on
}

function actsOf(record: PlannedRecord, fate: Fate, random: Random): Act[] {
  const inTime = dayInTime(record, random)
  const giver = giverFor(record, random)
  const handOver = (on: LocalDate, lacks = 0, licenceOn: LocalDate | null = null, unsigned = false): Act => ({
    what: 'handOver', on, record, giver, receiver: receiverOn(on, random), lacks, unsigned, licenceOn,
    remark: licenceOn !== null ? '行驶证办理中，领证后补交复印件。' : lacks > 0 ? random.pick(LACK_REMARKS) : '',
  })
  const refuse = (on: LocalDate): Act => ({ what: 'refuse', on, record, by: 'archivist', ...random.pick(REFUSALS) })
  switch (fate) {
    case 'inTime':
      return [handOver(inTime)]
    case 'late':
      return [handOver(later(dueDate(record.kind, record.deliveredOn, STATE_CALENDAR, DEFAULT_POLICY).on, random.whole(1, 6)))]
    case 'lacking':
      return [handOver(inTime, random.whole(1, 2)), handOver(later(inTime, random.whole(1, 6)))]
    case 'lackingStill':
      return [handOver(inTime, random.whole(1, 3), null, true)]
    case 'refused':
      return [refuse(inTime), handOver(later(inTime, random.whole(1, 2)))]
    case 'refusedStill':
      return [refuse(inTime)]
    case 'struck':
      return [
        handOver(inTime),
        { what: 'strike', on: inTime, record, remark: '误将另一车的材料登入本行，划去重登。' },
        handOver(later(inTime, 1)),
      ]
    case 'owed':
      return []
    case 'licenceLater': {
      const promisedOn = addDays(inTime, 25)
      const accepted: Act = { what: 'acceptDelay', on: later(inTime, 1), record, promisedOn }
      return [handOver(inTime, 0, promisedOn), ...(random.chance(0.7) ? [accepted] : []), handOver(later(record.deliveredOn, 18))]
    }
  }
}

/** Now and then the head of the department stands in, and signs in their own name (H3). */
function giverFor(record: PlannedRecord, random: Random): string {
  if (random.chance(0.92)) return record.responsible
  return record.kind === 'delivery' ? 'sales.head' : 'service.head'
}

/** While the archivist is away, three days in each month, customer care receives. */
function receiverOn(on: LocalDate, random: Random): string {
  const onLeave = on.slice(8) >= '21' && on.slice(8) <= '23'
  return workingDay(on, STATE_CALENDAR).working && !onLeave && random.chance(0.95) ? 'archivist' : 'care1'
}

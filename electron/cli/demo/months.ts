// What is settled of each month (rules V1 to V10): violations proposed and decided in the first days of the next one and the month closed,
// but for the last, of which an objection waits for its answer; and in the last days corrections ordered, one of them marked done.
import { addDays, instantAt, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { lacksOfRecord } from '#shared/domain/paper.ts'
import { monthAfter } from '#shared/domain/rate.ts'
import { addWorkingDays, STATE_CALENDAR } from '#shared/domain/working-day.ts'
import type { Desk } from './desk.ts'
import type { Round, Standing } from './plan.ts'

const ARCHIVIST = 'archivist'
const DIRECTOR = 'care.director'
const DECIDED_AFTER = 2
/** Whoever was decided on has three working days to object. */
const CLOSED_AFTER = 7
/** Every so many is waived. */
const WAIVED = 9
const WAIVERS = ['当日停电，材料次日一早即交。', '客户临时出差，签字确无法当日取得。', '公休调班所致，不计处罚。'] as const
const MOST_OPENED = 60

/** In order. `from`: the archive's first day. `logins`: whose log-in a person has, by name. */
export function planMonths(desk: Desk, from: LocalDate, today: LocalDate, logins: ReadonlyMap<string, string>): Round[] {
  const rounds: Round[] = []
  const last = monthAfter(today.slice(0, 7), -1)
  for (let month = from.slice(0, 7); month <= last; month = monthAfter(month, 1)) {
    const dayOfNext = (days: number): LocalDate => addWorkingDays(addDays(firstDay(monthAfter(month, 1)), -1), days, STATE_CALENDAR).on
    rounds.push({ on: dayOfNext(DECIDED_AFTER), work: (_standing, on) => decide(desk, month, on, month === last ? logins : null) })
    if (month !== last) rounds.push({ on: dayOfNext(CLOSED_AFTER), work: (_standing, on) => close(desk, month, on) })
  }
  const [ordered, orderedLater] = [6, 2].map((back) => addWorkingDays(addDays(today, -back - 3), 1, STATE_CALENDAR).on)
  if (ordered !== undefined) rounds.push({ on: ordered, work: (standing, on) => order(desk, standing, on, 2) })
  if (orderedLater !== undefined && orderedLater !== ordered) {
    rounds.push({
      on: orderedLater,
      work: async (standing, on) => {
        await order(desk, standing, on, 1)
        await markDone(desk, on, logins)
      },
    })
  }
  return rounds.filter(({ on }) => on < today).toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)))
}

const firstDay = (month: string): LocalDate => localDate(`${month}-01`)

/** Each as it is proposed, in their order, now and then waived. `logins`: one of them objects. */
async function decide(desk: Desk, month: string, on: LocalDate, logins: ReadonlyMap<string, string> | null): Promise<void> {
  desk.setTime(instantAt(on, 8 * 60 + 15))
  await desk.call(ARCHIVIST, 'violation.propose', { month })
  let decided = 0
  for (;;) {
    const { people } = await desk.call(DIRECTOR, 'violation.list', { month, personId: null, filter: 'toDecide' })
    const next = people.flatMap(({ violations }) => violations).filter(({ may, first }) => may.includes('decide') && first === null)
    if (next.length === 0) break
    for (const { id, amount } of next) {
      decided += 1
      const waived = decided % WAIVED === 0
      await desk.call(DIRECTOR, 'violation.decide', waived
        ? { id, decision: { outcome: 'waived' }, remark: WAIVERS[decided % WAIVERS.length] ?? '' }
        : { id, decision: { outcome: 'penalty', amount, share: null }, remark: '' })
    }
  }
  if (logins === null) return
  const { people } = await desk.call(DIRECTOR, 'violation.list', { month, personId: null, filter: 'all' })
  const mine = people.find(({ person, violations }) => logins.has(person.name) && violations.some(({ state }) => state === 'confirmed'))
  const contested = mine?.violations.find(({ state }) => state === 'confirmed')
  const login = mine && logins.get(mine.person.name)
  if (login === undefined || !contested) return
  desk.setTime(instantAt(on, 16 * 60))
  await desk.call(login, 'violation.object', { id: contested.id, remark: '当日材料已送到前台，因档案员外出未能当面签收，请核对来访登记。' })
}

async function close(desk: Desk, month: string, on: LocalDate): Promise<void> {
  desk.setTime(instantAt(on, 8 * 60 + 20))
  await desk.call(ARCHIVIST, 'violation.propose', { month })
  await desk.call(DIRECTOR, 'month.close', { month })
}

/** What is lacking of the records received last. */
async function order(desk: Desk, { received }: Standing, on: LocalDate, most: number): Promise<void> {
  desk.setTime(instantAt(on, 8 * 60 + 30))
  const ids = received.map(({ recordId }) => recordId).slice(-MOST_OPENED).toReversed()
  if (ids.length === 0) return
  const { corrections } = await desk.call(ARCHIVIST, 'correction.list', { filter: 'open', personId: null, dossierId: null, limit: 100 })
  const ordered = new Set(corrections.map(({ record }) => record.id))
  const lacking = (await desk.call(ARCHIVIST, 'record.open', { ids })).filter(({ id, state }) => state === 'incomplete' && !ordered.has(id))
  let left = most
  for (const { id, checklist, papers } of lacking) {
    // What cannot exist yet is promised, not neglected.
    const lacks = lacksOfRecord(checklist, papers, on).filter(({ kind }) => kind !== 'notYetObtainable')
    if (lacks.length === 0) continue
    await desk.call(ARCHIVIST, 'correction.order', { recordId: id, personId: null, lacks, remark: '请尽快补齐后送档案室核对。' })
    left -= 1
    if (left === 0) return
  }
}

/** One of those that were ordered is said to be put right: the archive has to look. */
async function markDone(desk: Desk, on: LocalDate, logins: ReadonlyMap<string, string>): Promise<void> {
  const { corrections } = await desk.call(ARCHIVIST, 'correction.list', { filter: 'open', personId: null, dossierId: null, limit: 100 })
  const mine = corrections.find(({ person }) => logins.has(person.name))
  const login = logins.get(mine?.person.name ?? '')
  if (!mine || login === undefined) return
  desk.setTime(instantAt(on, 8 * 60 + 50))
  await desk.call(login, 'correction.markDone', { id: mine.id, remark: '已补齐，随车资料一并送到。' })
}

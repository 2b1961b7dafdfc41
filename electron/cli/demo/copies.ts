// Copies and a leak of the last days (rules S4, S5): the general manager delegates, copies are made, asked for and approved, one is
// destroyed after use, one request still waits; a leak is reported, followed and closed.
import { addDays, instantAt, type LocalDate } from '#shared/domain/local-date.ts'
import { addWorkingDays, STATE_CALENDAR } from '#shared/domain/working-day.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Desk } from './desk.ts'
import type { Round, Standing } from './plan.ts'

const ARCHIVIST = 'archivist'
const DIRECTOR = 'care.director'
const MANAGER = 'gm'
const MOST_LOOKED_AT = 300
const MOST_OPENED = 60

/** In order, at working days, the last of them before today. `logins`: whose log-in a person has, by name. */
export function planCopies(desk: Desk, today: LocalDate, logins: ReadonlyMap<string, string>): Round[] {
  const dayBefore = (days: number): LocalDate => addWorkingDays(addDays(today, -days - 3), 1, STATE_CALENDAR).on
  const rounds: Round[] = [
    { on: dayBefore(6), work: (standing, on) => begin(desk, standing, on) },
    { on: dayBefore(4), work: (standing, on) => ask(desk, standing, on, logins) },
    { on: dayBefore(3), work: (_standing, on) => reportLeak(desk, on) },
    { on: dayBefore(1), work: (standing, on) => settle(desk, standing, on, logins) },
  ]
  return rounds.filter(({ on }) => on < today)
}

type Scanned = { recordId: Id<'record'>; responsible: string; scanIds: Id<'scan'>[] }

/** Records that have scans, newest first, with the first pages of each. */
async function scanned(desk: Desk, { received }: Standing): Promise<Scanned[]> {
  const found: Scanned[] = []
  const ids = received.map(({ recordId }) => recordId).slice(-MOST_LOOKED_AT).toReversed()
  for (let from = 0; from < ids.length; from += MOST_OPENED) {
    for (const record of await desk.call(ARCHIVIST, 'record.open', { ids: ids.slice(from, from + MOST_OPENED) })) {
      const { scans } = await desk.call(ARCHIVIST, 'scan.list', { recordId: record.id })
      if (scans.length > 0) found.push({ recordId: record.id, responsible: record.responsible.name, scanIds: scans.slice(0, 2).map(({ id }) => id) })
    }
  }
  return found
}

async function begin(desk: Desk, standing: Standing, on: LocalDate): Promise<void> {
  desk.setTime(instantAt(on, 8 * 60 + 40))
  const colleagues = await desk.call(MANAGER, 'staff.colleagues', {})
  for (const [login, reason] of [[DIRECTOR, '总经理外出期间代行'], [ARCHIVIST, '日常复印，量大']] as const) {
    const person = colleagues.find((each) => each.login === login)
    if (person) await desk.call(MANAGER, 'copy.delegate', { personId: person.id, level: 'restricted', fromOn: on, reason })
  }
  const [one] = await scanned(desk, standing)
  if (!one) return
  desk.setTime(instantAt(on, 10 * 60 + 5))
  await desk.call(ARCHIVIST, 'copy.makeOwn', {
    recordId: one.recordId, scanIds: one.scanIds, purpose: '保险理赔核对', form: 'print', recipient: '平安保险云溪支公司', reason: '',
  })
}

/** Somebody asks for what they answer for; approved the same day, made, and destroyed later. */
async function ask(desk: Desk, standing: Standing, on: LocalDate, logins: ReadonlyMap<string, string>): Promise<void> {
  desk.setTime(instantAt(on, 9 * 60 + 10))
  const theirs = (await scanned(desk, standing)).find(({ responsible }) => logins.has(responsible))
  const login = theirs && logins.get(theirs.responsible)
  if (!theirs || login === undefined) return
  const { id } = await desk.call(login, 'copy.request', {
    recordId: theirs.recordId, scanIds: theirs.scanIds, purpose: '客户办理抵押登记', form: 'print', recipient: '客户本人',
  })
  desk.setTime(instantAt(on, 11 * 60))
  await desk.call(DIRECTOR, 'copy.approve', { id, remark: '' })
  desk.setTime(instantAt(on, 11 * 60 + 20))
  const { copyId } = await desk.call(login, 'copy.make', { id })
  desk.setTime(instantAt(on, 17 * 60))
  await desk.call(ARCHIVIST, 'copy.settle', { id: copyId, outcome: 'destroyed', on, remark: '客户未取，当场碎纸' })
}

async function reportLeak(desk: Desk, on: LocalDate): Promise<void> {
  desk.setTime(instantAt(on, 9 * 60))
  const { id } = await desk.call('service1', 'leak.report', {
    what: '一张结算单复印件遗落在客户休息区，被其他客户看到姓名和手机号。', dossier: '', foundOn: on, how: '保洁员拾到后交来', atOnce: '已收回并查看休息区，未见其他材料。',
  })
  desk.setTime(instantAt(on, 10 * 60))
  await desk.call(DIRECTOR, 'leak.measure', { id, what: '致电当事客户说明情况', who: '许可欣', dueOn: on })
  await desk.call(DIRECTOR, 'leak.measure', { id, what: '接待区增设文件回收盒', who: '吴长青', dueOn: on })
  const { following } = await desk.call(DIRECTOR, 'leak.get', { id })
  desk.setTime(instantAt(on, 16 * 60))
  for (const measure of following?.measures ?? []) await desk.call(DIRECTOR, 'leak.done', { id, measureId: measure.id, on, remark: '' })
  await desk.call(DIRECTOR, 'leak.find', { id, findings: '结算时多印一份，未按登记收回。', responsible: '解小川' })
  desk.setTime(instantAt(on, 16 * 60 + 30))
  await desk.call(MANAGER, 'leak.close', { id, outcome: '口头提醒，全员重申副本登记要求。' })
}

/** A file is handed on by the archive; a request waits for approval. */
async function settle(desk: Desk, standing: Standing, on: LocalDate, logins: ReadonlyMap<string, string>): Promise<void> {
  desk.setTime(instantAt(on, 8 * 60 + 20))
  const all = await scanned(desk, standing)
  const last = all.at(-1)
  if (last) {
    await desk.call(DIRECTOR, 'copy.makeOwn', {
      recordId: last.recordId, scanIds: last.scanIds, purpose: '厂家索赔审核', form: 'file', recipient: '厂家售后服务部', reason: '',
    })
  }
  desk.setTime(instantAt(on, 15 * 60))
  const theirs = all.findLast(({ responsible }) => logins.has(responsible))
  const login = theirs && logins.get(theirs.responsible)
  if (!theirs || login === undefined) return
  await desk.call(login, 'copy.request', {
    recordId: theirs.recordId, scanIds: theirs.scanIds.slice(0, 1), purpose: '客户过户', form: 'print', recipient: '二手车交易市场',
  })
}

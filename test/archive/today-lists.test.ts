// A figure of the first screen and the list that it leads to hold the same, for whoever looks (rules H1, H4, V9, V10).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES, type Role } from '#shared/domain/role.ts'
import type { TodaySection } from '#shared/domain/today.ts'
import { LOGINS, type Person } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'

/** Days go by, and everybody signs in anew on each. */
const HISTORY = 120_000

let archive: DayArchive

/** Asks the list that "all" of a section opens, as its screen asks it. */
const LISTS: Record<Exclude<TodaySection, 'delay' | 'settingChange' | 'inspection' | 'loanMine' | 'disposalWaiting' | 'disposalReady'>, (person: Person) => Promise<number>> = {
  overdue: (person) => records(person, 'overdue'),
  dueToday: (person) => records(person, 'dueToday'),
  complete: (person) => records(person, 'incomplete'),
  scan: (person) => worklist(person, 'scan'),
  place: (person) => worklist(person, 'place'),
  correction: (person) => corrections(person, 'open'),
  corrected: (person) => corrections(person, 'done'),
  violation: (person) => violations(person, 'toDecide', false),
  appeal: (person) => violations(person, 'appealed', false),
  mine: (person) => violations(person, 'toAnswer', true),
  accessWaiting: async (person) => {
    const { waiting, nameless } = await person.call('access.list', {})
    return waiting.length + nameless.length
  },
  loanWaiting: async (person) => (await person.call('loan.waiting', { limit: 200 })).approve.length,
  loanReady: async (person) => {
    const { name, handOut } = await person.call('loan.waiting', { limit: 200 })
    return name.length + handOut.length
  },
  copyWaiting: async (person) => (await person.call('copy.requests', { of: 'waiting', limit: 200 })).requests.length,
  copyReady: async (person) => (await person.call('copy.requests', { of: 'mine', limit: 200 })).requests.filter(({ state }) => state === 'approved').length,
  exportWaiting: async (person) => (await exportRequests(person)).filter(({ may }) => may.includes('approve')).length,
  exportReady: async (person) => (await exportRequests(person)).filter(({ may }) => may.includes('make')).length,
  leakOpen: async (person) => (await person.call('leak.list', { filter: 'open', before: null, limit: 200 })).leaks.length,
  subjectWaiting: async (person) => (await requests(person)).filter(({ waitsForMe }) => waitsForMe).length,
  subjectReady: async (person) => (await requests(person)).filter(({ state }) => state === 'approved').length,
  loanOverdue: async (person) => (await person.call('loan.list', { filter: 'overdue', personId: null, before: null, limit: 200 })).loans.length,
}

const exportRequests = async (person: Person) => (await person.call('export.list', { limit: 200 })).requests
const requests = async (person: Person) => (await person.call('subject.list', { limit: 200 })).requests
const records = async (person: Person, filter: 'overdue' | 'dueToday' | 'incomplete') =>
  (await person.call('record.list', { filter, responsibleId: null, limit: 200 })).records.length
const worklist = async (person: Person, step: 'scan' | 'place') => (await person.call('filing.list', { step, limit: 200 })).records.length
const corrections = async (person: Person, filter: 'open' | 'done') =>
  (await person.call('correction.list', { filter, personId: null, dossierId: null, limit: 200 })).corrections.length
const violations = async (person: Person, filter: 'toDecide' | 'appealed' | 'toAnswer', own: boolean) =>
  (await person.call('violation.list', { month: null, personId: own ? person.me.id : null, filter })).people.flatMap((each) => each.violations).length

const isListed = (key: TodaySection): key is keyof typeof LISTS => key in LISTS

const WITHOUT_FIRST = (line: { code: string }) => (['greenCard', 'settlement'].includes(line.code) ? { presence: 'missing', count: 0 } as const : {})

beforeAll(async () => {
  // A month's end, so that what waits is of two months.
  archive = await archiveAt('2026-02-25')
  const [lacking, whole] = [await archive.enter('delivery'), await archive.enter('maintenance')]
  await archive.enter('maintenance')
  await archive.enter('delivery')
  await archive.handOver([lacking.recordId], WITHOUT_FIRST)
  await archive.handOver([whole.recordId])
  const archivist = await archive.as(LOGINS.archivist)
  const { id } = await archivist.call('correction.order', { recordId: lacking.recordId, personId: null, lacks: [{ code: 'greenCard', kind: 'missing' }], remark: '' })
  await archive.goTo('2026-03-03')
  await archive.enter('maintenance')
  await archive.goTo('2026-03-05')
  const present = await archive.as(LOGINS.archivist)
  for (const month of ['2026-02', '2026-03']) await present.call('violation.propose', { month })
  const owner = (await present.call('dossier.open', { id: lacking.dossierId })).owners.at(-1)
  if (!owner) throw new Error('nobody owns it')
  await present.call('subject.ask', { customerId: owner.customer.id, shown: 'identityCard', remark: '' })
  const director = await archive.as(LOGINS.customerDirector)
  const advisor = await archive.as(LOGINS.serviceAdvisor)
  const [theirs] = (await advisor.call('violation.list', { month: null, personId: advisor.me.id, filter: 'all' })).people.flatMap((each) => each.violations)
  if (theirs === undefined) throw new Error('no violation')
  await director.call('violation.decide', { id: theirs.id, decision: { outcome: 'penalty', amount: theirs.amount, share: null }, remark: '' })
  await advisor.call('violation.object', { id: theirs.id, remark: '系统故障' })
  await director.call('violation.decide', { id: theirs.id, decision: { outcome: 'penalty', amount: theirs.amount, share: null }, remark: '已核实' })
  await advisor.call('violation.appeal', { id: theirs.id, remark: '不服' })
  const seller = await archive.as(LOGINS.salesConsultant)
  await present.call('violation.enter', { rule: 'V7', personId: seller.me.id, on: '2026-02-26', recordId: null, pieces: 1, remark: '毁损' })
  // One against who decides on others: it waits for somebody else.
  await present.call('violation.enter', { rule: 'V7', personId: director.me.id, on: '2026-02-26', recordId: null, pieces: 1, remark: '遗失' })
  await seller.call('correction.markDone', { id, remark: '' })
  const { id: approved } = await present.call('export.request', { level: 'confidential', purpose: '审计', recipient: '会计师' })
  const manager = await archive.as(LOGINS.generalManager)
  await manager.call('export.approve', { id: approved, remark: '' })
  for (const person of [present, director, manager]) await person.call('export.request', { level: 'restricted', purpose: '审计', recipient: '会计师' })
}, HISTORY)
afterAll(() => archive.close())

describe('today', () => {
  it.each(ROLES)('H1 H4 V9 V10 as many are listed as are counted: %s', async (role: Role) => {
    const person = await archive.as(LOGINS[role])
    const { sections } = await person.call('today.get', {})
    const counted = Object.fromEntries(sections.map(({ key, count }) => [key, count]))
    const listed = Object.fromEntries(await Promise.all(sections.map(async ({ key, count }) => [key, isListed(key) ? await LISTS[key](person) : count] as const)))
    expect(listed).toEqual(counted)
  })

  it('V9 what waits of months before is counted and listed too', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const { people } = await director.call('violation.list', { month: null, personId: null, filter: 'toDecide' })
    expect(new Set(people.flatMap((each) => each.violations).map(({ month }) => month))).toEqual(new Set(['2026-02', '2026-03']))
    expect((await (await archive.as(LOGINS.generalManager)).call('today.get', {})).sections.find(({ key }) => key === 'appeal')).toMatchObject({ count: 1 })
    expect(await director.ask('violation.list', { month: null, personId: null, filter: 'all' })).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
  })

  it('V10 the people one can choose are all that the filter names, whoever is chosen', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const director = await archive.as(LOGINS.customerDirector)
    const { people, corrections: none } = await archivist.call('correction.list', { filter: 'done', personId: director.me.id, dossierId: null, limit: 10 })
    expect(none).toEqual([])
    expect(people.map(({ name }) => name)).toEqual(['单小雨'])
    expect((await archivist.call('correction.list', { filter: 'open', personId: null, dossierId: null, limit: 10 })).people).toEqual([])
  })
})

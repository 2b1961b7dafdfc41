// Leaks (rule S5): reported by anyone, followed by the customer director and the general manager, closed with an outcome, never deleted;
// what a report's words name is told to nobody who may not know it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CallFailed, LOGINS, type Entry, type Person } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { setLevel } from '#test/support/loans.ts'

let archive: DayArchive
let entry: Entry
beforeAll(async () => {
  archive = await archiveAt('2026-03-11')
  entry = await archive.enter('delivery')
})
afterAll(() => archive.close())

const as = (role: keyof typeof LOGINS): Promise<Person> => archive.as(LOGINS[role])
const problemOf = (work: Promise<unknown>) =>
  work.then(() => null, (error: unknown) => (error instanceof CallFailed ? (error.error.details.problem ?? error.error.details.fields?.[0]?.problem ?? error.error.code) : error))
const report = (dossier: string, change: object = {}) => (
  { what: '客户名单被转发到外部群', dossier, foundOn: '2026-03-11', how: '客户来电', atOnce: '已要求撤回并截图留证', ...change }
)
const listed = async (person: Person, filter: 'open' | 'closed' = 'open') => (await person.call('leak.list', { filter, before: null, limit: 50 })).leaks.map(({ number }) => number)

describe('S5 leaks', () => {
  it('S5 is reported at once by anyone but the administrator, who sees it and how it stands; followed with measures and findings, closed, opened again', async () => {
    const [seller, other, director, gm] = [await as('salesConsultant'), await as('serviceAdvisor'), await as('customerDirector'), await as('generalManager')]
    const { id, number } = await seller.call('leak.report', report(entry.dossierNumber))
    expect(number).toBe('XM-2026-0001')
    expect(await problemOf(seller.call('leak.report', report('', { foundOn: '2026-03-12' })))).toBe('date.future')
    expect(await problemOf(seller.call('leak.report', report('', { atOnce: '' })))).toBe('text.required')
    expect(await Promise.all([seller, other, director, gm].map((person) => listed(person)))).toEqual([[number], [], [number], [number]])
    expect(await problemOf(other.call('leak.get', { id }))).toBe('notFound')
    expect(await seller.call('leak.get', { id })).toMatchObject({ state: 'reported', mine: true, following: null })
    expect(await director.call('leak.get', { id })).toMatchObject({
      dossier: entry.dossierNumber, reportedBy: { name: '单小雨' }, following: { known: { id: entry.dossierId, number: entry.dossierNumber }, may: ['follow', 'measure', 'find'] },
    })
    expect(await problemOf(director.call('leak.close', { id, outcome: '完' }))).toBe('leak.cannot')
    await director.call('leak.follow', { id, remark: '' })
    expect(await problemOf(director.call('leak.follow', { id, remark: '' }))).toBe('leak.cannot')
    await director.call('leak.measure', { id, what: '逐一致电客户', who: '徐晓芳', dueOn: '2026-03-13' })
    await director.call('leak.find', { id, findings: '误发，无外传', responsible: '单小雨' })
    const detail = await gm.call('leak.get', { id })
    const measureId = detail.following?.measures[0]?.id ?? 0
    expect(await problemOf(gm.call('leak.close', { id, outcome: '完' }))).toBe('leak.measureOpen')
    expect(await problemOf(gm.call('leak.done', { id, measureId, on: '2026-03-12', remark: '' }))).toBe('leak.doneOn')
    await gm.call('leak.done', { id, measureId, on: '2026-03-11', remark: '已致电 12 位' })
    expect(await problemOf(gm.call('leak.done', { id, measureId, on: '2026-03-11', remark: '' }))).toBe('leak.measureDone')
    await gm.call('leak.close', { id, outcome: '教育并通报' })
    expect(await seller.call('leak.get', { id })).toMatchObject({ state: 'closed', following: null })
    expect([await listed(director), await listed(director, 'closed')]).toEqual([[], [number]])
    expect(await problemOf(director.call('leak.measure', { id, what: '再查', who: '林静', dueOn: '2026-03-13' }))).toBe('leak.cannot')
    await director.call('leak.reopen', { id, remark: '又有客户来电' })
    expect((await director.call('leak.get', { id })).following?.acts.map(({ act }) => act)).toEqual(['report', 'follow', 'measure', 'find', 'done', 'close', 'reopen'])
    await director.call('leak.sheet', { id })
    expect(await auditOf(archive.folder, 'leak.sheet')).toEqual([{ personId: director.me.id, leak: number }])
  })

  it('S3, S5 a dossier that its followers may not know is the reporter’s words to them, as one that there is not', async () => {
    const [gm, director] = [await as('generalManager'), await as('customerDirector')]
    const { id } = await (await as('salesConsultant')).call('leak.report', report(entry.dossierNumber))
    const { id: none } = await (await as('salesConsultant')).call('leak.report', report('皖A00000'))
    await setLevel(archive, entry.dossierId, 3)
    expect((await gm.call('leak.get', { id })).following?.known).toMatchObject({ number: entry.dossierNumber })
    const shown = await director.call('leak.get', { id })
    expect([shown.dossier, shown.following?.known]).toEqual([entry.dossierNumber, null])
    expect((await director.call('leak.get', { id: none })).following?.known).toBeNull()
  })

  it('S5 stands on the first screen of who follows leaks, while it is open', async () => {
    const leaks = async (role: keyof typeof LOGINS) => (await (await as(role)).call('today.get', {})).sections.find(({ key }) => key === 'leakOpen')
    expect(await leaks('generalManager')).toMatchObject({ count: 3, lines: [{ about: 'XM-2026-0001' }, {}, {}] })
    expect(await leaks('customerDirector')).toMatchObject({ count: 3 })
    expect(await leaks('archivist')).toBeUndefined()
  })
})

// Today, the first screen, and the leaver's list, through the one door of a real archive whose days go by (rules H1, H4, H6, V10, F4, A2).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import { localDate } from '#shared/domain/local-date.ts'
import type { TodaySection } from '#shared/domain/today.ts'
import { LOGINS, type Person } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'

let archive: DayArchive
// Monday.
beforeEach(async () => {
  archive = await archiveAt('2026-03-02')
})
afterEach(() => archive.close())

const WITHOUT_FIRST = (line: { code: string }) => (['greenCard', 'settlement'].includes(line.code) ? { presence: 'missing', count: 0 } as const : {})

type Today = Output<'today.get'>

const section = ({ sections }: Today, key: TodaySection) => sections.find((one) => one.key === key)
const look = (person: Person): Promise<Today> => person.call('today.get', {})
const counts = async (person: Person) => Object.fromEntries((await look(person)).sections.map(({ key, count }) => [key, count]))

describe('today', () => {
  it('H1 H2 what is due today and what is overdue, by person, oldest first; each sees their own part', async () => {
    const delivery = await archive.enter('delivery')
    const visit = await archive.enter('maintenance')
    await archive.goTo('2026-03-05')
    const archivist = await look(await archive.as(LOGINS.archivist))
    expect(section(archivist, 'dueToday')).toMatchObject({ count: 1, more: false, lines: [{ on: '2026-03-05', record: { id: delivery.recordId } }] })
    expect(section(archivist, 'overdue')).toMatchObject({ count: 1, lines: [{ on: '2026-03-03', record: { id: visit.recordId }, person: { name: '吕志远' } }] })
    expect(archivist.overdue).toMatchObject([{ person: { name: '吕志远' }, count: 1, oldestOn: '2026-03-03' }])
    expect(await counts(await archive.as(LOGINS.salesConsultant))).toMatchObject({ dueToday: 1, overdue: 0 })
    expect((await look(await archive.as(LOGINS.salesHead))).overdue).toEqual([])
    expect((await look(await archive.as(LOGINS.serviceHead))).overdue).toHaveLength(1)
    await archive.goTo('2026-03-06')
    const later = await look(await archive.as(LOGINS.generalManager))
    expect(section(later, 'overdue')?.lines.map(({ record }) => record?.id)).toEqual([visit.recordId, delivery.recordId])
    expect(later.overdue.map(({ person: { name } }) => name)).toEqual(['吕志远', '单小雨'])
    const administrator = await look(await archive.as(LOGINS.administrator))
    expect(administrator).toMatchObject({ sections: [], overdue: [] })
  })

  it('H4 what was received waits to be scanned, placed, completed, for those who do that, and agrees with the worklists', async () => {
    const [whole, lacking] = [await archive.enter('maintenance'), await archive.enter('delivery')]
    await archive.handOver([whole.recordId])
    await archive.handOver([lacking.recordId], WITHOUT_FIRST)
    const archivist = await archive.as(LOGINS.archivist)
    expect(await counts(archivist)).toMatchObject({ scan: 2, place: 2, complete: 1, overdue: 0, dueToday: 0 })
    const { counts: listed } = await archivist.call('filing.list', { step: 'complete', limit: 10 })
    expect(listed).toMatchObject({ scan: 2, place: 2, complete: 1 })
    const seller = await counts(await archive.as(LOGINS.salesConsultant))
    expect(seller).toMatchObject({ complete: 1 })
    expect(Object.keys(seller)).not.toContain('scan')
  })

  it('V10 F4 corrections, delays and changes wait for those who settle them, and no longer once they are settled', async () => {
    const entry = await archive.enter('delivery')
    await archive.handOver([entry.recordId], (line) => (
      line.code === 'drivingLicenceCopy' ? { presence: 'notYetObtainable', count: 0, promisedOn: localDate('2026-03-20') } : WITHOUT_FIRST(line)
    ))
    const archivist = await archive.as(LOGINS.archivist)
    const { id, number } = await archivist.call('correction.order', {
      recordId: entry.recordId, personId: null, lacks: [{ code: 'greenCard', kind: 'missing' }], remark: '',
    })
    const seller = await archive.as(LOGINS.salesConsultant)
    expect(section(await look(seller), 'correction')).toMatchObject({ count: 1, lines: [{ id, on: '2026-03-03', about: number, record: { id: entry.recordId } }] })
    expect(await counts(await archive.as(LOGINS.serviceAdvisor))).toMatchObject({ correction: 0 })
    expect(await counts(archivist)).toMatchObject({ correction: 1, corrected: 0 })
    await seller.call('correction.markDone', { id, remark: '' })
    expect(await counts(archivist)).toMatchObject({ correction: 0, corrected: 1 })

    const director = await archive.as(LOGINS.customerDirector)
    expect(section(await look(director), 'delay')).toMatchObject({ count: 1, lines: [{ on: '2026-03-20', about: 'drivingLicenceCopy', record: { id: entry.recordId } }] })
    await director.call('paper.acceptDelay', { recordId: entry.recordId, code: 'drivingLicenceCopy', promisedOn: '2026-03-20' })
    expect(await counts(director)).toMatchObject({ delay: 0 })

    const { present } = await director.call('policy.show', {})
    await director.call('policy.propose', { policy: { ...present, correctionDays: 2 }, fromOn: '2026-04-01', reason: '试行' })
    const gm = await archive.as(LOGINS.generalManager)
    expect(section(await look(gm), 'settingChange')).toMatchObject({ count: 1, lines: [{ on: '2026-03-02', about: 'policy', person: { name: '欧阳敏' } }] })
    expect(section(await look(director), 'settingChange')).toBeUndefined()
  })

  it('V9 what is proposed waits for the director, and is told to whom it is against', async () => {
    await archive.enter('maintenance')
    await archive.goTo('2026-03-05')
    const archivist = await archive.as(LOGINS.archivist)
    await archivist.call('violation.propose', { month: '2026-03' })
    const advisor = await look(await archive.as(LOGINS.serviceAdvisor))
    expect(section(advisor, 'mine')).toMatchObject({ count: 1, lines: [{ about: 'V4' }] })
    expect(section(advisor, 'violation')).toBeUndefined()
    expect(await counts(await archive.as(LOGINS.customerDirector))).toMatchObject({ violation: 1 })
    expect(section(await look(await archive.as(LOGINS.salesConsultant)), 'mine')).toBeUndefined()
  })
})

describe("H6 the leaver's list", () => {
  it('H6 records owed and incomplete, promised papers and open corrections; numbers alone for who keeps the accounts', async () => {
    const [owed, lacking, promised] = [await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('delivery')]
    await archive.enter('maintenance')
    await archive.handOver([lacking.recordId], WITHOUT_FIRST)
    await archive.handOver([promised.recordId], (line) => (
      line.code === 'drivingLicenceCopy' ? { presence: 'notYetObtainable', count: 0, promisedOn: localDate('2026-03-20') } : {}
    ))
    const director = await archive.as(LOGINS.customerDirector)
    await director.call('paper.acceptDelay', { recordId: promised.recordId, code: 'drivingLicenceCopy', promisedOn: '2026-03-20' })
    await director.call('correction.order', { recordId: lacking.recordId, personId: null, lacks: [{ code: 'greenCard', kind: 'missing' }], remark: '' })
    await archive.goTo('2026-03-09')
    const personId = (await archive.as(LOGINS.salesConsultant)).me.id
    const head = await archive.as(LOGINS.salesHead)
    const list = await head.call('leaver.list', { personId })
    expect(list).toMatchObject({ person: { name: '单小雨' }, more: false, drawnOn: '2026-03-09' })
    const lacks = new Map(list.records.map((record) => [record.id, record.lacks.map(({ code, kind }) => `${code}/${kind}`)]))
    expect(lacks.get(owed.recordId)).toEqual([])
    expect(lacks.get(lacking.recordId)).toEqual(['greenCard/missing'])
    expect(lacks.get(promised.recordId)).toEqual(['drivingLicenceCopy/notYetObtainable'])
    expect(list.corrections).toHaveLength(1)

    const administrator = await archive.as(LOGINS.administrator)
    expect(await administrator.call('leaver.count', { personId })).toEqual({ owed: 1, overdue: 1, incomplete: 2, corrections: 1, loans: 0, copies: 0 })
    expect(await administrator.ask('leaver.list', { personId })).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await (await archive.as(LOGINS.serviceHead)).ask('leaver.list', { personId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(await (await archive.as(LOGINS.serviceAdvisor)).ask('leaver.list', { personId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    await head.call('leaver.print', { personId })
    expect(await auditOf(archive.folder, 'leaver.print')).toMatchObject([{ person: personId, records: list.records.map(({ number }) => number) }])
  })

  it('H6 what another department is owed is told by its number, and its head may ask for it', async () => {
    const entry = await archive.enter('overhaul')
    const administrator = await archive.as(LOGINS.administrator)
    const advisor = (await archive.as(LOGINS.serviceAdvisor)).me
    const sales = (await archive.as(LOGINS.salesHead)).me.department
    const moveTo = (departmentId: typeof sales.id) => administrator.call('staff.update', { id: advisor.id, name: advisor.name, departmentId, roles: ['serviceAdvisor'], active: true })
    await moveTo(sales.id)
    const byService = await (await archive.as(LOGINS.serviceHead)).call('leaver.list', { personId: advisor.id })
    expect(byService).toMatchObject({ hidden: { records: 0, corrections: 0 } })
    expect(byService.records.map(({ id }) => id)).toContain(entry.recordId)
    const bySales = await (await archive.as(LOGINS.salesHead)).call('leaver.list', { personId: advisor.id })
    expect(bySales).toMatchObject({ records: [], hidden: { records: byService.records.length, corrections: 0 } })
    await moveTo(advisor.department.id)
    expect(await (await archive.as(LOGINS.salesHead)).ask('leaver.list', { personId: advisor.id })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    await archive.handOver(byService.records.map(({ id }) => id))
  })

  it('H6 what is in hand no longer is not listed', async () => {
    const entry = await archive.enter('maintenance')
    const personId = (await archive.as(LOGINS.serviceAdvisor)).me.id
    const administrator = await archive.as(LOGINS.administrator)
    expect(await administrator.call('leaver.count', { personId })).toMatchObject({ owed: 1 })
    await archive.handOver([entry.recordId])
    expect(await administrator.call('leaver.count', { personId })).toEqual({ owed: 0, overdue: 0, incomplete: 0, corrections: 0, loans: 0, copies: 0 })
    expect(await (await archive.as(LOGINS.archivist)).call('leaver.list', { personId })).toMatchObject({ records: [], corrections: [] })
  })
})

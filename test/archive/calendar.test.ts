// The store's work calendar (rule D2): its own days, roster and notices; what is open is due anew with each change, what was received is
// not; the trail says what moved, and `verify` holds the rows against it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readNotice } from '#shared/domain/notice.ts'
import { daysOfYear, STATE_CALENDAR, workingDay } from '#shared/domain/working-day.ts'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, makeArchive, PASSWORD, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'

// Thursday, 2026-03-05, 09:00 in the store's time zone.
const THURSDAY = Date.UTC(2026, 2, 5, 1)

let archive: TestArchive
let director: Person
let delivery: Entry
let visit: Entry
let refused: Entry
let received: Entry
beforeAll(async () => {
  archive = await makeArchive({ startAt: THURSDAY })
  director = await archive.as(LOGINS.customerDirector)
  delivery = await archive.enter('delivery')
  visit = await archive.enter('maintenance')
  refused = await archive.enter('delivery')
  received = await archive.enter('delivery')
  const archivist = await archive.as(LOGINS.archivist)
  await archivist.call('handover.refuse', { recordId: refused.recordId, reason: 'ink', remark: '', password: PASSWORD })
  await archive.handOver([received.recordId])
})
afterAll(() => archive.close())

async function dueDays(...entries: Entry[]): Promise<string[]> {
  const records = await director.call('record.open', { ids: entries.map(({ recordId }) => recordId) })
  return records.map(({ dueOn, dueProvisional }) => `${dueOn}${dueProvisional ? '~' : ''}`)
}

const setDay = (on: string, working: boolean) => director.call('calendar.setDay', { on, working, reason: '门店安排' })
const clearDay = (on: string) => director.call('calendar.clearDay', { on, reason: '取消' })

describe('D2 a day of the store\'s own', () => {
  it('D2 moves what is open by it, and nothing that was received', async () => {
    expect(await dueDays(delivery, visit, refused, received)).toEqual(['2026-03-10', '2026-03-06', '2026-03-10', '2026-03-10'])
    expect(await setDay('2026-03-09', false)).toEqual({ changed: 2 })
    expect(await dueDays(delivery, visit, refused, received)).toEqual(['2026-03-11', '2026-03-06', '2026-03-11', '2026-03-10'])
    expect(await setDay('2026-03-07', true)).toEqual({ changed: 2 })
    expect(await dueDays(delivery, visit, refused, received)).toEqual(['2026-03-10', '2026-03-06', '2026-03-10', '2026-03-10'])
    expect(await clearDay('2026-03-07')).toEqual({ changed: 2 })
    expect(await clearDay('2026-03-09')).toEqual({ changed: 2 })
    expect(await dueDays(delivery, visit, refused, received)).toEqual(['2026-03-10', '2026-03-06', '2026-03-10', '2026-03-10'])
  })

  it('D2 the search shows the day it is due on now', async () => {
    await setDay('2026-03-06', false)
    const { hits } = await director.call('dossier.search', { text: visit.dossierNumber, dates: null, state: null, kind: null, limit: 5 })
    expect(hits.map(({ lastRecord }) => lastRecord?.dueOn)).toEqual(['2026-03-09'])
    expect(await director.call('calendar.due', { kind: 'maintenance', deliveredOn: '2026-03-05' })).toEqual({ on: '2026-03-09', provisional: false })
    expect((await archive.enter('maintenance')).dueOn).toBe('2026-03-09')
    await clearDay('2026-03-06')
  })

  it('D2 is shown in its year with its reason, beside what the notice says', async () => {
    await setDay('2026-05-16', true)
    const { days, notice } = await director.call('calendar.year', { year: 2026 })
    expect(notice).toBe('carried')
    expect(days).toHaveLength(365)
    expect(days.find(({ on }) => on === '2026-05-16')).toEqual({
      on: '2026-05-16', working: true, provisional: false, name: null, own: { working: true, reason: '门店安排' },
    })
    expect(days.find(({ on }) => on === '2026-05-09')).toMatchObject({ working: true, name: '劳动节', own: null })
    await clearDay('2026-05-16')
  })

  it('D2 what is not there cannot be taken back', async () => {
    for (const [method, input] of [
      ['calendar.clearDay', { on: '2026-05-16', reason: '取消' }], ['calendar.dropRoster', { fromOn: '2026-05-16', reason: '取消' }],
      ['calendar.dropNotice', { year: 2027, reason: '取消' }],
    ] as const) expect(await director.ask(method, input)).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(await director.ask('calendar.setDay', { on: '2026-05-16', working: true, reason: ' ' })).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
  })

  it('A3 the administrator, who sees no records, is not told how many moved', async () => {
    const admin = await archive.as(LOGINS.administrator)
    expect(await admin.call('calendar.setDay', { on: '2026-03-09', working: false, reason: '盘点' })).toEqual({ changed: null })
    expect(await dueDays(delivery)).toEqual(['2026-03-11'])
    expect(await admin.call('calendar.clearDay', { on: '2026-03-09', reason: '取消' })).toEqual({ changed: null })
  })
})

describe('D2 a roster', () => {
  it('D2 from a day on, and back to the notice', async () => {
    await director.call('calendar.setRoster', { fromOn: '2026-03-01', weekdays: [6, 1, 2, 3, 4, 5, 6], reason: '六天营业' })
    expect(await dueDays(delivery, visit, received)).toEqual(['2026-03-09', '2026-03-06', '2026-03-10'])
    await director.call('calendar.setRoster', { fromOn: '2026-03-07', weekdays: null, reason: '恢复' })
    expect(await dueDays(delivery, visit, received)).toEqual(['2026-03-10', '2026-03-06', '2026-03-10'])
    expect((await director.call('calendar.year', { year: 2026 })).rosters).toEqual([
      { fromOn: '2026-03-01', weekdays: [1, 2, 3, 4, 5, 6] }, { fromOn: '2026-03-07', weekdays: null },
    ])
    for (const fromOn of ['2026-03-01', '2026-03-07']) await director.call('calendar.dropRoster', { fromOn, reason: '取消' })
    expect(await dueDays(delivery)).toEqual(['2026-03-10'])
  })

  it('D2 no weekday at all is no roster', async () => {
    expect(await director.ask('calendar.setRoster', { fromOn: '2026-03-01', weekdays: [], reason: '停业' })).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
  })
})

describe('D2 a notice', () => {
  const lines = ['01-01', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03']
  const notice = lines.map((day) => `2027-${day} 休 假日`)

  it('D2 settles a year that was provisional, and its absence makes it provisional again', async () => {
    // 2027 may be carried by the program one day; a year far off is not.
    const before = await director.call('calendar.year', { year: 2041 })
    expect(before).toMatchObject({ notice: 'none' })
    expect(before.days.every(({ provisional }) => provisional)).toBe(true)
    const days = daysOfYear(2041).flatMap((on) => {
      const { name } = workingDay(on, STATE_CALENDAR)
      return name === null ? [] : [{ on, working: false, name }]
    })
    await director.call('calendar.enterNotice', { year: 2041, days: [...days, { on: '2041-01-05', working: true, name: '元旦' }] })
    const after = await director.call('calendar.year', { year: 2041 })
    expect(after).toMatchObject({ notice: 'entered', entered: [2041] })
    expect(after.days.some(({ provisional }) => provisional)).toBe(false)
    expect(after.days.find(({ on }) => on === '2041-01-05')).toMatchObject({ working: true, name: '元旦' })
    await director.call('calendar.dropNotice', { year: 2041, reason: '录错' })
    expect(await director.call('calendar.year', { year: 2041 })).toEqual(before)
  })

  it('D2 that forgets a holiday, or names another year, is refused with the day', async () => {
    const { days } = readNotice(2027, notice.filter((line) => !line.includes('05-02')).join('\n'))
    expect(await director.ask('calendar.enterNotice', { year: 2027, days })).toMatchObject({
      ok: false, error: { code: 'refused', details: { problem: 'notice.holidayMissing', subject: '2027-05-02 劳动节' } },
    })
    expect(await director.ask('calendar.enterNotice', { year: 2027, days: [...days, { on: '2028-01-01', working: false, name: '元旦' }] })).toMatchObject({
      ok: false, error: { details: { problem: 'notice.otherYear', subject: '2028-01-01 元旦' } },
    })
    expect((await director.call('calendar.year', { year: 2027 })).entered).toEqual([])
  })
})

describe('D2, A3 the trail holds what was set and what moved', () => {
  it('D2 nothing is found after all of these acts', async () => {
    await archive.restart()
    director = await archive.as(LOGINS.customerDirector)
    await director.call('calendar.setRoster', { fromOn: '2026-04-01', weekdays: [0, 1, 2, 3, 4, 5, 6], reason: '全周营业' })
    await director.call('calendar.setDay', { on: '2026-03-09', working: false, reason: '盘点' })
    const { days } = readNotice(2026, '2026-01-01 休 元旦\n2026-02-16 休 春节\n2026-02-17 休\n2026-02-18 休\n2026-02-19 休\n2026-04-05 休 清明\n2026-05-01 休 劳动节\n2026-05-02 休\n2026-06-19 休 端午\n2026-09-25 休 中秋\n2026-10-01 休 国庆节\n2026-10-02 休\n2026-10-03 休')
    await director.call('calendar.enterNotice', { year: 2026, days })
    expect(await dueDays(delivery, refused, received)).toEqual(['2026-03-11', '2026-03-11', '2026-03-10'])
    // A line written after the move says the day it was due on then.
    await archive.handOver([refused.recordId])
    expect(await foundIn(archive)).toEqual([])
  })

  it.each([
    ['a due day put back', 'UPDATE record SET due_on = ? WHERE id = ?', () => ['2026-03-10', delivery.recordId], () => ({ where: `record/${delivery.recordId}/due_on`, problem: 'record.notAsEntered' })],
    ['a due day put off', 'UPDATE record SET due_on = ? WHERE id = ?', () => ['2026-04-01', visit.recordId], () => ({ where: `record/${visit.recordId}/due_on`, problem: 'record.notAsEntered' })],
    ['a day made free', 'INSERT INTO calendar_exception (on_date, working, reason) VALUES (?, 0, ?)', () => ['2026-03-20', ''], () => ({ where: 'calendar_exception/2026-03-20', problem: 'setting.notEntered' })],
    ['a day worked again', 'UPDATE calendar_exception SET working = 1 WHERE on_date = ?', () => ['2026-03-09'], () => ({ where: 'calendar_exception/2026-03-09', problem: 'setting.differs' })],
    ['a roster taken away', 'DELETE FROM calendar_roster WHERE from_on = ?', () => ['2026-04-01'], () => ({ where: 'calendar_roster/2026-04-01', problem: 'setting.missing' })],
    ['a notice changed', "UPDATE calendar_notice SET days = replace(days, '2026-05-02', ?) WHERE year = 2026", () => ['2026-05-04'], () => ({ where: 'calendar_notice/2026', problem: 'setting.differs' })],
  ] as const)('A3 %s is found', async (_, sql, parameters, finding) => {
    expect(await foundIn(archive, (db) => db.run(sql, [...parameters()]))).toContainEqual(finding())
  })
})

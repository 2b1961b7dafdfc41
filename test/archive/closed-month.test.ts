// What comes to light of a closed month, what a change of the calendar does to it, and that the order of things does not matter, through
// the one door of a real archive (rules D2, V1, V4, V9, V10).
import { afterEach, describe, expect, it } from 'vitest'
import { LOGINS, PASSWORD, type Entry, type Person } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'

let archive: DayArchive
afterEach(() => archive.close())

const as = (login: string): Promise<Person> => archive.as(login)
const propose = async (month: string) => (await as(LOGINS.archivist)).call('violation.propose', { month })
const close = async (month: string) => (await as(LOGINS.customerDirector)).call('month.close', { month })
const setDay = async (on: string, working: boolean) => (await as(LOGINS.customerDirector)).call('calendar.setDay', { on, working, reason: '门店安排' })

async function violations(month: string) {
  const { people } = await (await as(LOGINS.archivist)).call('violation.list', { month, personId: null, filter: 'all' })
  return people.flatMap((each) => each.violations)
}
const short = async (month: string) => (await violations(month)).map(({ rule, record, on }) => `${rule} ${record?.number} ${on}`)

async function decideAll(month: string): Promise<void> {
  const director = await as(LOGINS.customerDirector)
  for (const { id, amount, decided } of await violations(month)) {
    if (!decided) await director.call('violation.decide', { id, decision: { outcome: 'penalty', amount, share: null }, remark: '' })
  }
}

describe('D2 V9 a closed month and the calendar', () => {
  it('V1 D2 a record still owed whose due day moves back into a closed month is proposed in the open one, once', async () => {
    archive = await archiveAt('2026-03-25')
    const sold = await archive.enter('delivery')
    // Due on Monday 30 March; put off to April before March is closed, and back after.
    for (const on of ['2026-03-26', '2026-03-27', '2026-03-30', '2026-03-31']) await setDay(on, false)
    await archive.goTo('2026-04-01')
    await close('2026-03')
    for (const on of ['2026-03-26', '2026-03-27', '2026-03-30', '2026-03-31']) await setDay(on, true)
    await propose('2026-04')
    expect(await violations('2026-04')).toMatchObject([{ rule: 'V1', on: '2026-03-31', month: '2026-04', record: { number: sold.recordNumber } }])
    await decideAll('2026-04')
    await archive.handOver([sold.recordId])
    expect(await propose('2026-04')).toEqual({ added: 0, changed: 0, removed: 0 })
  })

  it('V10 D2 days made working later add nothing to a closed month, nor to a closed correction; a line struck through does', async () => {
    archive = await archiveAt('2026-03-23')
    const entries = [await archive.enter('delivery'), await archive.enter('delivery')] as const
    const unsigned = ({ code }: { code: string }) => (code === 'pdiSheet' ? { customerSignature: 'missing' } as const : {})
    await archive.handOver(entries.map(({ recordId }) => recordId), unsigned)
    const order = async ({ recordId }: Entry) => (await as(LOGINS.archivist)).call('correction.order', {
      recordId, personId: null, lacks: [{ code: 'pdiSheet', kind: 'customerSignature' }], remark: '',
    })
    const [open] = [await order(entries[0]), await order(entries[1])]
    await archive.goTo('2026-03-26')
    const supplement = await archive.handOver([entries[0].recordId])
    await archive.goTo('2026-03-31')
    await propose('2026-03')
    const march = await short('2026-03')
    expect(march.filter((each) => each.includes('V10'))).toHaveLength(7)
    await decideAll('2026-03')
    await archive.goTo('2026-04-09')
    await close('2026-03')
    await propose('2026-04')
    const april = await short('2026-04')
    // A Sunday of the closed month, and one of the open month of a correction that is closed by then.
    await setDay('2026-03-29', true)
    await propose('2026-04')
    expect(await short('2026-04')).toEqual(april)
    await archive.handOver([entries[1].recordId])
    const archivist = await as(LOGINS.archivist)
    const { corrections } = await archivist.call('correction.list', { filter: 'open', personId: null, dossierId: null, limit: 9 })
    await archivist.call('correction.close', { id: corrections.find(({ record }) => record.id === entries[1].recordId)?.id ?? open.id, remark: '' })
    await setDay('2026-04-04', true)
    await propose('2026-04')
    expect(await short('2026-04')).toEqual(april)
    await archivist.call('book.strike', { seq: supplement.lines[0]?.seq ?? 0, remark: '记错了车', password: PASSWORD })
    await propose('2026-04')
    const added = (await short('2026-04')).filter((each) => !april.includes(each))
    expect(added.filter((each) => each.startsWith(`V10 ${entries[0].recordNumber} 2026-03`)).length).toBeGreaterThan(0)
    expect(await short('2026-03')).toEqual(march)
    expect(await foundIn(archive)).toEqual([])
  })
})

describe('V9 whichever month is looked at first', () => {
  it.each([['2026-03', '2026-04'], ['2026-04', '2026-03']] as const)('V9 D2 looking at %s first, what was objected to keeps its number and its words over the turn of the month', async (first, second) => {
    archive = await archiveAt('2026-03-26')
    await archive.enter('delivery')
    await archive.enter('delivery')
    await archive.goTo('2026-04-03')
    await setDay('2026-03-28', true)
    await propose('2026-03')
    const [one] = await violations('2026-03')
    expect(one).toMatchObject({ number: 'CF2026-0001', on: '2026-03-31' })
    await (await as(LOGINS.salesConsultant)).call('violation.object', { id: one?.id ?? none(), remark: '当天停业' })
    await setDay('2026-03-28', false)
    await setDay('2026-03-30', false)
    await propose(first)
    await propose(second)
    expect(await violations('2026-03')).toEqual([])
    expect((await violations('2026-04')).map(({ number, state, on }) => [number, state, on])).toEqual([
      ['CF2026-0001', 'objected', '2026-04-02'], ['CF2026-0002', 'proposed', '2026-04-02'],
    ])
  })

  it('V9 an objected one that has lost its ground costs nothing and can only be waived; its words stay', async () => {
    archive = await archiveAt('2026-03-02')
    await archive.enter('delivery')
    const other = await archive.enter('delivery')
    await archive.goTo('2026-03-06')
    await propose('2026-03')
    const [one] = await violations('2026-03')
    const id = one?.id ?? none()
    await (await as(LOGINS.salesConsultant)).call('violation.object', { id, remark: '当天停业' })
    await setDay('2026-03-05', false)
    expect(await propose('2026-03')).toEqual({ added: 0, changed: 1, removed: 1 })
    expect(await propose('2026-03')).toEqual({ added: 0, changed: 0, removed: 0 })
    expect(await violations('2026-03')).toMatchObject([{ id, state: 'objected', groundless: true, amount: 0, nth: null, items: [] }])
    const director = await as(LOGINS.customerDirector)
    expect(await director.ask('violation.decide', { id, decision: { outcome: 'penalty', amount: 0, share: null }, remark: '' }))
      .toMatchObject({ error: { details: { problem: 'violation.groundless' } } })
    await director.call('violation.decide', { id, decision: { outcome: 'waived' }, remark: '确已停业' })
    expect((await director.call('violation.get', { id })).acts.map(({ remark }) => remark)).toEqual(['', '当天停业', '确已停业'])
    expect(other.recordNumber).toBe('R2026-00002')
    expect(await foundIn(archive)).toEqual([])
  })
})

describe('H5 D2 a receipt struck through', () => {
  it('H5 D2 makes its record due by the calendar as it is by then, with a trace', async () => {
    archive = await archiveAt('2026-03-02')
    const entry = await archive.enter('delivery')
    const { lines: [line] } = await archive.handOver([entry.recordId])
    await setDay('2026-03-04', false)
    const due = async () => (await (await as(LOGINS.archivist)).call('record.open', { ids: [entry.recordId] }))[0]?.dueOn
    expect(await due()).toBe('2026-03-05')
    await (await as(LOGINS.archivist)).call('book.strike', { seq: line?.seq ?? 0, remark: '记错了车', password: PASSWORD })
    expect(await due()).toBe('2026-03-06')
    expect(await auditOf(archive.folder, 'book.strike')).toMatchObject([{ dues: [`${entry.recordId} 2026-03-05 2026-03-06`] }])
    expect(await foundIn(archive)).toEqual([])
  })
})

function none(): never {
  throw new Error('nothing was proposed')
}

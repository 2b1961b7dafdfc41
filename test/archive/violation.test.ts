// What a month's facts propose, through the one door of a real archive whose days go by (rules V1 to V6, V10, H7).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { LOGINS, PASSWORD, type Person } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'

type Violation = Output<'violation.list'>['people'][number]['violations'][number]

let archive: DayArchive
// Monday.
beforeEach(async () => {
  archive = await archiveAt('2026-03-02')
})
afterEach(() => archive.close())

const as = (login: string): Promise<Person> => archive.as(login)

async function propose(month = '2026-03'): Promise<Violation[]> {
  const archivist = await as(LOGINS.archivist)
  await archivist.call('violation.propose', { month })
  const { people, sums } = await archivist.call('violation.list', { month, personId: null, filter: 'all' })
  const violations = people.flatMap(({ violations: theirs }) => theirs)
  expect(sums.count).toBe(violations.length)
  return violations
}

const short = (violations: readonly Violation[]) => violations.map(({ rule, record, on, amount }) => [rule, record?.number, on, amount])

describe('V1 to V5 what a record proposes', () => {
  it('V3 V4 V5 late and incomplete and unsigned, with its contact unconfirmed: each rule once, a paper at its highest, the third doubled', async () => {
    const entry = await archive.enter('maintenance', { contact: { name: '王建国', phone: '13855512345', confirmed: false } })
    expect(entry.dueOn).toBe('2026-03-03')
    await archive.goTo('2026-03-04')
    await archive.handOver([entry.recordId], ({ code }) => {
      if (code === 'receptionSheet') return { presence: 'missing', count: 0 }
      if (code === 'workOrder') return { customerSignature: 'missing', staffSignature: 'missing' }
      return code === 'settlement' ? { staffSignature: 'wrong' } : {}
    })
    const found = await propose()
    const number = entry.recordNumber
    expect(short(found)).toEqual([['V3', number, '2026-03-04', 5000], ['V4', number, '2026-03-04', 5000], ['V5', number, '2026-03-04', 18_000]])
    expect(found[2]).toMatchObject({
      nth: 3, doubled: true, base: 9000, shareRange: { least: 10, most: 30 }, state: 'proposed', number: 'CF2026-0003', first: 'CF2026-0001',
      items: [
        { code: 'receptionSheet', lacks: ['missing'], amount: 2000 },
        { code: 'workOrder', lacks: ['customerSignature', 'staffSignature'], amount: 5000 },
        { code: 'settlement', lacks: ['staffSignature'], amount: 2000 },
      ],
      evidence: { dueOn: '2026-03-03', receivedOn: '2026-03-04', line: 1, contactConfirmed: false },
    })
  })

  it('D1 V1 in the last minute of the due day is in time, in the first after it is late; a refused handover is none', async () => {
    const [inTime, late, refused] = [await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('delivery')]
    expect(inTime.dueOn).toBe('2026-03-05')
    await archive.goTo('2026-03-05', '23:58')
    await archive.handOver([inTime.recordId])
    await (await as(LOGINS.archivist)).call('handover.refuse', { recordId: refused.recordId, reason: 'ink', remark: '', password: PASSWORD })
    expect(await propose()).toEqual([])
    await archive.goTo('2026-03-06', '00:00')
    await archive.handOver([late.recordId])
    expect(short(await propose())).toEqual([['V1', late.recordNumber, '2026-03-06', 5000], ['V1', refused.recordNumber, '2026-03-06', 10_000]])
  })

  it('H7 V2 V4 V5 what is handed in later within the due day clears the lack, and a line struck through never was', async () => {
    const [sold, visit, other] = [await archive.enter('delivery'), await archive.enter('maintenance'), await archive.enter('maintenance')]
    const unsigned = ({ code }: { code: string }) => (code === 'pdiSheet' || code === 'workOrder' ? { customerSignature: 'missing' } as const : {})
    await archive.handOver([sold.recordId], unsigned)
    await archive.handOver([visit.recordId], unsigned)
    await archive.handOver([other.recordId], unsigned)
    // Until its due day has passed nothing is held against it.
    expect(await propose()).toEqual([])
    await archive.goTo('2026-03-03', '23:00')
    await archive.handOver([visit.recordId])
    const supplement = await archive.handOver([other.recordId])
    await archive.goTo('2026-03-06')
    const found: [string, string, string, number][] = [['V2', sold.recordNumber, '2026-03-02', 2000]]
    expect(short(await propose())).toEqual(found)
    await (await as(LOGINS.archivist)).call('book.strike', { seq: supplement.lines[0]?.seq ?? 0, remark: '记错了车', password: PASSWORD })
    expect(new Set(short(await propose()))).toEqual(new Set([
      ...found, ['V5', other.recordNumber, '2026-03-02', 5000], ['V4', other.recordNumber, '2026-03-04', 5000],
    ]))
    // Handed in again, but after its due day: V4 and V5 stand.
    await archive.handOver([other.recordId])
    expect(await propose()).toHaveLength(3)
  })

  it('V1 what has lost its ground while undecided goes; what was decided stays', async () => {
    await archive.enter('delivery')
    await archive.enter('delivery')
    await archive.goTo('2026-03-09')
    const [one] = await propose()
    const director = await as(LOGINS.customerDirector)
    await director.call('violation.decide', { id: one?.id ?? toNone(), decision: { outcome: 'penalty', amount: 5000, share: null }, remark: '' })
    const calendar = await as(LOGINS.customerDirector)
    // The store was shut these days: both are due later, since the calendar says so from now on.
    for (const on of ['2026-03-04', '2026-03-05', '2026-03-06']) await calendar.call('calendar.setDay', { on, working: false, reason: '停业' })
    const left = await propose()
    expect(left.map(({ number, decided }) => [number, decided])).toEqual([[one?.number, true]])
  })

  it.each([
    ['seldom', false, [1, 2, 0]],
    ['often', true, [2, 1, 0]],
  ] as const)('V1 the order in which the facts are entered does not change what is proposed, looked at %s', async (_how, looks, order) => {
    const entries = [await archive.enter('delivery'), await archive.enter('maintenance'), await archive.enter('overhaul')] as const
    const wanting = ({ code }: { code: string }) => (code === 'workOrder' || code === 'pdiSheet' ? { customerSignature: 'missing' } as const : {})
    const receive = async (place: (typeof order)[number]) => {
      await archive.handOver([entries[place].recordId], wanting)
      if (looks) await propose()
    }
    await archive.goTo('2026-03-04')
    await receive(order[0])
    await receive(order[1])
    await archive.goTo('2026-03-12')
    if (looks) await propose()
    await receive(order[2])
    expect(short(await propose())).toEqual([
      ['V4', 'R2026-00002', '2026-03-04', 5000], ['V5', 'R2026-00002', '2026-03-04', 5000],
      ['V4', 'R2026-00003', '2026-03-04', 10_000], ['V5', 'R2026-00003', '2026-03-04', 10_000],
      ['V1', 'R2026-00001', '2026-03-06', 5000], ['V2', 'R2026-00001', '2026-03-12', 4000],
    ])
  })

  it('V1 V6 a policy changed in mid-month: deadlines by the day of delivery, amounts by the day of the violation', async () => {
    const [before] = [await archive.enter('delivery')]
    const director = await as(LOGINS.customerDirector)
    const policy = { ...DEFAULT_POLICY, fines: { ...DEFAULT_POLICY.fines, lateDelivery: 8000 }, handoverDays: { sales: 1, service: 1 }, doubledFrom: { sales: 3, service: 3 } }
    const { id } = await director.call('policy.propose', { policy, fromOn: '2026-03-10', reason: '从严' })
    await (await as(LOGINS.generalManager)).call('policy.decide', { id, approve: true, remark: '' })
    await archive.goTo('2026-03-09')
    const between = await archive.enter('delivery')
    await archive.goTo('2026-03-11')
    const after = await archive.enter('delivery')
    expect([before.dueOn, between.dueOn, after.dueOn]).toEqual(['2026-03-05', '2026-03-12', '2026-03-12'])
    await archive.goTo('2026-03-20')
    expect(short(await propose())).toEqual([
      ['V1', before.recordNumber, '2026-03-06', 5000], ['V1', between.recordNumber, '2026-03-13', 8000], ['V1', after.recordNumber, '2026-03-13', 16_000],
    ])
  })

  it('V10 over a long holiday: again on each working day until it is put right, never doubled, not counted', async () => {
    await archive.goTo('2026-09-28')
    const entry = await archive.enter('maintenance')
    await archive.handOver([entry.recordId], ({ code }) => (code === 'workOrder' ? { customerSignature: 'missing' } : {}))
    await archive.goTo('2026-09-29')
    const archivist = await as(LOGINS.archivist)
    const { id, dueOn } = await archivist.call('correction.order', {
      recordId: entry.recordId, personId: null, lacks: [{ code: 'workOrder', kind: 'customerSignature' }], remark: '',
    })
    expect(dueOn).toBe('2026-09-30')
    await archive.goTo('2026-10-09')
    const again = (await propose('2026-10')).map(({ rule, on, amount, nth, correction }) => [rule, on, amount, nth, correction?.number])
    expect(again).toEqual([['V10', '2026-10-08', 5000, null, 'ZG2026-0001'], ['V10', '2026-10-09', 5000, null, 'ZG2026-0001']])
    await (await as(LOGINS.serviceAdvisor)).call('correction.markDone', { id, remark: '' })
    await archive.goTo('2026-10-13')
    // That it was marked done puts nothing right.
    const days = ['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13']
    expect((await propose('2026-10')).map(({ on }) => on)).toEqual(days)
    await (await as(LOGINS.archivist)).call('correction.return', { id, remark: '没有收到' })
    expect((await propose('2026-10')).map(({ on }) => on)).toEqual(days)
  })

  it('V10 a paper that is in the book is no longer missed, whether or not anybody marked or closed the correction', async () => {
    const entries = [await archive.enter('maintenance'), await archive.enter('maintenance')]
    const ids = entries.map(({ recordId }) => recordId)
    await archive.handOver(ids, ({ code }) => (code === 'workOrder' ? { customerSignature: 'missing' } : {}))
    const ordered = []
    for (const recordId of ids) {
      ordered.push(await (await as(LOGINS.archivist)).call('correction.order', { recordId, personId: null, lacks: [{ code: 'workOrder', kind: 'customerSignature' }], remark: '' }))
    }
    // The second is said to be done while nothing has come.
    await (await as(LOGINS.serviceAdvisor)).call('correction.markDone', { id: ordered[1]?.id ?? toNone(), remark: '' })
    await archive.goTo('2026-03-05')
    await archive.handOver(ids)
    await archive.goTo('2026-03-12')
    const again = (await propose()).filter(({ rule }) => rule === 'V10').map(({ on, correction, evidence }) => [on, correction?.number, evidence.correctedOn])
    expect(again).toEqual([
      ['2026-03-04', 'ZG2026-0001', '2026-03-05'], ['2026-03-05', 'ZG2026-0001', '2026-03-05'],
      ['2026-03-04', 'ZG2026-0002', '2026-03-05'], ['2026-03-05', 'ZG2026-0002', '2026-03-05'],
    ].toSorted(([a, one], [b, other]) => (a ?? '').localeCompare(b ?? '') || (one ?? '').localeCompare(other ?? '')))
  })
})

function toNone(): never {
  throw new Error('nothing was proposed')
}

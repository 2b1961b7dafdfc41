// What decisions, appeals and adjustments are bounded by, through the one door of a real archive (rules V5 to V7, V9).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { LOGINS, PASSWORD, type Person } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'

type Violation = Output<'violation.list'>['people'][number]['violations'][number]

let archive: DayArchive
beforeEach(async () => {
  archive = await archiveAt('2026-03-02')
})
afterEach(() => archive.close())

const refusedFor = (problem: string) => ({ ok: false, error: { code: 'refused', details: { problem } } })
const wrong = (path: string[], problem: string) => ({ ok: false, error: { code: 'invalidInput', details: { fields: [{ path, problem }] } } })
const penalty = (amount: number, share: number | null = null) => ({ outcome: 'penalty' as const, amount, share })
const waived = { outcome: 'waived' as const }

const as = (login: string): Promise<Person> => archive.as(login)
const propose = async (month = '2026-03') => (await as(LOGINS.archivist)).call('violation.propose', { month })
async function violations(month = '2026-03', login = LOGINS.archivist): Promise<Violation[]> {
  const { people } = await (await as(login)).call('violation.list', { month, personId: null, filter: 'all' })
  return people.flatMap((each) => each.violations)
}
const decide = async (id: Id<'violation'>, decision: ReturnType<typeof penalty> | typeof waived, remark = '', login = LOGINS.customerDirector) =>
  (await as(login)).ask('violation.decide', { id, decision, remark })
const decideAppeal = async (id: Id<'violation'>, login: string) =>
  (await as(login)).ask('appeal.decide', { id, decision: penalty(2000), remark: '维持' })

/** So many records of 2 March, none handed over, proposed on the 9th. */
async function late(kind: 'delivery' | 'maintenance', count: number): Promise<Violation[]> {
  for (let each = 0; each < count; each += 1) await archive.enter(kind)
  await archive.goTo('2026-03-09')
  await propose()
  return violations()
}

const byHand = async (person: Person, pieces = 1) => (await as(LOGINS.archivist)).call('violation.enter', {
  rule: 'V7', personId: person.me.id, on: '2026-03-02', recordId: null, pieces, remark: '遗失',
})

async function setFines(change: Partial<typeof DEFAULT_POLICY.fines>): Promise<void> {
  const policy = { ...DEFAULT_POLICY, fines: { ...DEFAULT_POLICY.fines, ...change } }
  const { id } = await (await as(LOGINS.customerDirector)).call('policy.propose', { policy, fromOn: '2026-03-02', reason: '从严' })
  await (await as(LOGINS.generalManager)).call('policy.decide', { id, approve: true, remark: '' })
}

describe('V6 what a month may cost', () => {
  it('V6 performance pay is withheld once a month: all its penalties together keep within the policy, and each says what is taken', async () => {
    const found = await late('maintenance', 5)
    const [first, second, third, fourth, fifth] = found.map(({ id }) => id)
    if (!first || !second || !third || !fourth || !fifth) throw new Error('nothing was proposed')
    for (const id of [first, second]) expect(await decide(id, penalty(5000))).toMatchObject({ ok: true })
    expect(await decide(third, penalty(10_000, 20))).toMatchObject({ ok: true })
    expect((await violations())[3]?.shareRange).toEqual({ least: 10, most: 30, taken: 20 })
    expect(await decide(fourth, penalty(10_000, 11))).toMatchObject(wrong(['decision', 'share'], 'violation.shareTaken'))
    // Decided anew, what it withheld before is not taken twice.
    await (await as(LOGINS.serviceAdvisor)).call('violation.object', { id: third, remark: '太多' })
    expect(await decide(third, penalty(10_000, 30), '维持')).toMatchObject({ ok: true })
    expect(await decide(fourth, penalty(10_000, 10))).toMatchObject(wrong(['decision', 'share'], 'violation.shareTaken'))
    expect(await decide(fourth, penalty(10_000))).toMatchObject({ ok: true })
    expect(await decide(fifth, penalty(10_000))).toMatchObject({ ok: true })
  })

  it('V6 a waiver that changes the count shows on what was doubled by it, which may then be adjusted in its open month', async () => {
    const [first, second] = await late('delivery', 2)
    if (!first || !second) throw new Error('nothing was proposed')
    await decide(first.id, penalty(5000))
    await decide(second.id, penalty(10_000))
    expect((await violations()).map(({ countChanged }) => countChanged)).toEqual([false, false])
    const adjust = async (amount: number) => (await as(LOGINS.archivist)).ask('violation.adjust', { id: second.id, amount, remark: '不再翻倍' })
    expect(await adjust(-5000)).toMatchObject(refusedFor('month.open'))
    await (await as(LOGINS.salesConsultant)).call('violation.object', { id: first.id, remark: '当天已交' })
    await decide(first.id, waived, '有理')
    const changed = (await violations())[1]
    expect(changed).toMatchObject({ doubled: true, amount: 10_000, nth: 1, countChanged: true, may: ['adjust'] })
    expect(await adjust(-5000)).toMatchObject({ ok: true })
    expect((await violations()).map(({ rule, countChanged }) => [rule, countChanged])).toEqual([['V1', false], ['V1', false], ['adjustment', false]])
  })

  it('V5 V7 amounts over what is typed by hand are read, listed and decided; by hand they are refused', async () => {
    await setFines({ paperLost: 10_000_000, paperWrong: 10_000_000, customerUnsigned: 10_000_000 })
    const [sales, archivist] = [await as(LOGINS.salesConsultant), await as(LOGINS.archivist)]
    expect(await archivist.ask('violation.enter', { rule: 'V7', personId: sales.me.id, on: '2026-03-02', recordId: null, pieces: 11, remark: '遗失' }))
      .toMatchObject(wrong(['pieces'], 'violation.tooMuch'))
    await byHand(sales, 10)
    await byHand(sales, 10)
    const { sums } = await archivist.call('violation.list', { month: '2026-03', personId: null, filter: 'all' })
    expect(sums.proposed).toBe(200_000_000)
    for (const { id, amount } of await violations()) expect(await decide(id, penalty(amount))).toMatchObject({ ok: true })
    expect((await archivist.call('month.list', {}))[0]?.sums.decided).toBe(200_000_000)
  })
})

describe('V9 who decides', () => {
  it('V9 whoever decided does not decide the appeal while there is somebody else; in what capacity is on the slip', async () => {
    const director = await as(LOGINS.customerDirector)
    const { id } = await byHand(director)
    expect(await decide(id, penalty(2000), '', LOGINS.generalManager)).toMatchObject({ ok: true })
    await director.call('violation.object', { id, remark: '不是我' })
    expect(await decide(id, penalty(2000), '维持', LOGINS.generalManager)).toMatchObject({ ok: true })
    await director.call('violation.appeal', { id, remark: '不服' })
    const admin = await as(LOGINS.administrator)
    const department = (await admin.call('department.list', {})).find(({ kind }) => kind === 'management')
    if (!department) throw new Error('no management')
    await admin.call('staff.add', { login: 'gm2', name: '潘毅', departmentId: department.id, roles: ['generalManager'], password: PASSWORD })
    expect((await violations('2026-03', LOGINS.generalManager))[0]?.may).not.toContain('decideAppeal')
    expect(await decideAppeal(id, LOGINS.generalManager)).toMatchObject(refusedFor('violation.ownDecision'))
    expect(await decideAppeal(id, 'gm2')).toMatchObject({ ok: true })
    const { acts } = await director.call('violation.slip', { id })
    expect(acts.map(({ act, as: capacity }) => [act, capacity])).toEqual([
      ['enter', null], ['decide', 'generalManager'], ['object', null], ['decide', 'generalManager'], ['appeal', null], ['decide', 'generalManager'],
    ])
    expect(await foundIn(archive)).toEqual([])
  })

  it('V9 alone, the general manager decides it; and has nobody to appeal to', async () => {
    const [director, manager] = [await as(LOGINS.customerDirector), await as(LOGINS.generalManager)]
    const [{ id }, own] = [await byHand(director), await byHand(manager)]
    await decide(id, penalty(2000), '', LOGINS.generalManager)
    await director.call('violation.object', { id, remark: '不是我' })
    await decide(id, penalty(2000), '维持', LOGINS.generalManager)
    await director.call('violation.appeal', { id, remark: '不服' })
    expect(await decideAppeal(id, LOGINS.generalManager)).toMatchObject({ ok: true })

    await decide(own.id, penalty(2000))
    await manager.call('violation.object', { id: own.id, remark: '不是我' })
    await decide(own.id, penalty(2000), '维持')
    expect((await manager.call('violation.get', { id: own.id })).may).toEqual([])
    expect((await manager.call('violation.get', { id: own.id })).acts.map(({ as: capacity }) => capacity)).toEqual([null, 'director', null, 'director'])
    expect(await manager.ask('violation.appeal', { id: own.id, remark: '不服' })).toMatchObject(refusedFor('violation.nobodyAbove'))
    await archive.goTo('2026-04-01')
    expect(await (await as(LOGINS.customerDirector)).ask('month.close', { month: '2026-03' })).toMatchObject({ ok: true })
  })
})

describe('V9 adjusting', () => {
  it('V9 all that adjusts a violation together never takes away more than it cost', async () => {
    const [one] = await late('delivery', 1)
    if (!one) throw new Error('nothing was proposed')
    await decide(one.id, penalty(5000))
    await archive.goTo('2026-04-01')
    await (await as(LOGINS.customerDirector)).call('month.close', { month: '2026-03' })
    const adjust = async (amount: number) => (await as(LOGINS.archivist)).ask('violation.adjust', { id: one.id, amount, remark: '误罚' })
    expect(await adjust(-5001)).toMatchObject(wrong(['amount'], 'violation.belowZero'))
    expect(await adjust(-3000)).toMatchObject({ ok: true })
    expect(await adjust(-2001)).toMatchObject(wrong(['amount'], 'violation.belowZero'))
    const [adjustment] = await violations('2026-04')
    if (!adjustment) throw new Error('no adjustment')
    expect(await decide(adjustment.id, penalty(-5001), '多')).toMatchObject(wrong(['decision', 'amount'], 'violation.belowZero'))
    expect(await decide(adjustment.id, penalty(-5000), '全免')).toMatchObject({ ok: true })
    expect(await adjust(-1)).toMatchObject(wrong(['amount'], 'violation.belowZero'))
  })
})

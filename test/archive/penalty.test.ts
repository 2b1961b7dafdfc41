// Deciding, objecting, appealing, closing a month, and who sees what of it, through the one door of a real archive (rules V6, V7, V9).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { strFromU8, unzipSync } from 'fflate'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { LOGINS, type Person } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { auditOf } from '#test/support/audit.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'

type Violation = Output<'violation.list'>['people'][number]['violations'][number]

let archive: DayArchive
let archivist: Person
let director: Person
let manager: Person
let sales: Person

/** Goes to a day and signs everybody in. */
async function goTo(day: string): Promise<void> {
  await archive.goTo(day)
  await signInAll()
}

async function signInAll(): Promise<void> {
  archivist = await archive.as(LOGINS.archivist)
  director = await archive.as(LOGINS.customerDirector)
  manager = await archive.as(LOGINS.generalManager)
  sales = await archive.as(LOGINS.salesConsultant)
}

beforeEach(async () => {
  archive = await archiveAt('2026-03-02')
  await signInAll()
})
afterEach(() => archive.close())

const refusedFor = (problem: string, subject?: string) => ({ ok: false, error: { code: 'refused', details: { problem, ...(subject === undefined ? {} : { subject }) } } })
const wrong = (path: string[], problem: string) => ({ ok: false, error: { code: 'invalidInput', details: { fields: [{ path, problem }] } } })
const penalty = (amount: number, share: number | null = null) => ({ outcome: 'penalty' as const, amount, share })
const waived = { outcome: 'waived' as const }

const list = (person: Person, month = '2026-03') => person.call('violation.list', { month, personId: null, filter: 'all' })
const violations = async (person = archivist, month = '2026-03'): Promise<Violation[]> => (await list(person, month)).people.flatMap((each) => each.violations)
const decide = (id: Id<'violation'>, decision: ReturnType<typeof penalty> | typeof waived, remark = '') => director.ask('violation.decide', { id, decision, remark })

/** So many deliveries of 2 March, none handed over, proposed on the 9th. */
async function lateOnes(count: number): Promise<Violation[]> {
  for (let each = 0; each < count; each += 1) await archive.enter('delivery')
  await goTo('2026-03-09')
  await archivist.call('violation.propose', { month: '2026-03' })
  return violations()
}

function only(found: readonly Violation[], place: number): Violation {
  const violation = found[place]
  if (!violation) throw new Error(`no violation ${place}`)
  return violation
}

describe('V9 deciding', () => {
  it('V6 in their order, a waived one not counting: the next is the first again', async () => {
    const found = await lateOnes(3)
    expect(found.map(({ amount, nth, first }) => [amount, nth, first])).toEqual([
      [5000, 1, null], [10_000, 2, 'CF2026-0001'], [10_000, 3, 'CF2026-0001'],
    ])
    expect(await decide(only(found, 1).id, penalty(10_000))).toMatchObject(refusedFor('violation.decideFirst', 'CF2026-0001'))
    expect(await decide(only(found, 0).id, waived)).toMatchObject(wrong(['remark'], 'text.required'))
    expect(await decide(only(found, 0).id, waived, '客户原因')).toMatchObject({ ok: true })
    expect((await violations()).map(({ amount, nth, state }) => [amount, nth, state])).toEqual([
      [0, null, 'waived'], [5000, 1, 'proposed'], [10_000, 2, 'proposed'],
    ])
    // What is not as reckoned needs its reason, also where the screen shows what has changed since.
    expect(await decide(only(found, 1).id, penalty(10_000))).toMatchObject(wrong(['remark'], 'text.required'))
    expect(await decide(only(found, 1).id, penalty(3000), '初犯')).toMatchObject({ ok: true })
    expect(await decide(only(found, 2).id, penalty(-1), '倒找')).toMatchObject(wrong(['decision', 'amount'], 'violation.negative'))
    expect(await decide(only(found, 2).id, penalty(10_000, 20))).toMatchObject(wrong(['decision', 'share'], 'violation.noShare'))
    expect(await decide(only(found, 2).id, penalty(10_000))).toMatchObject({ ok: true })
    expect(await decide(only(found, 2).id, penalty(10_000))).toMatchObject(refusedFor('violation.cannot'))
    expect((await list(archivist)).sums).toEqual({ count: 3, pending: 0, proposed: 0, decided: 13_000 })
    expect(await auditOf(archive.folder, 'violation.decide')).toMatchObject([
      { violation: 'CF2026-0001', act: 'waive', amount: 0, remark: '客户原因' }, { amount: 3000, doubled: false }, { amount: 10_000, doubled: true },
    ])
  })

  it('V6 performance pay is withheld from an advisor from the third on, within the policy', async () => {
    for (let each = 0; each < 3; each += 1) await archive.enter('maintenance')
    await goTo('2026-03-09')
    await archivist.call('violation.propose', { month: '2026-03' })
    const found = await violations()
    expect(found.map(({ amount, shareRange }) => [amount, shareRange])).toEqual([[5000, null], [5000, null], [10_000, { least: 10, most: 30, taken: 0 }]])
    for (const { id } of found.slice(0, 2)) await decide(id, penalty(5000))
    expect(await decide(only(found, 2).id, penalty(10_000, 31))).toMatchObject(wrong(['decision', 'share'], 'violation.shareRange'))
    expect(await decide(only(found, 2).id, penalty(10_000, 30))).toMatchObject({ ok: true })
    expect(only(await violations(), 2)).toMatchObject({ state: 'confirmed', doubled: true, amount: 10_000, share: 30 })
  })

  it('V9 the person objects, the director answers, the person appeals, the general manager decides; each only in turn', async () => {
    const { id } = only(await lateOnes(1), 0)
    const object = (person: Person) => person.ask('violation.object', { id, remark: '当天已交' })
    expect(await object(archivist)).toMatchObject({ error: { code: 'forbidden' } })
    expect(await object(await archive.as(LOGINS.serviceAdvisor))).toMatchObject({ error: { code: 'notFound' } })
    expect(only(await violations(sales), 0).may).toEqual(['object'])
    expect(await sales.ask('violation.object', { id, remark: '' })).toMatchObject(wrong(['remark'], 'text.required'))
    expect(await object(sales)).toMatchObject({ ok: true })
    expect(await object(sales)).toMatchObject(refusedFor('violation.cannot'))
    expect(only(await violations(), 0)).toMatchObject({ state: 'objected', decided: false })
    expect(await manager.ask('violation.decide', { id, decision: penalty(5000), remark: '' })).toMatchObject(refusedFor('violation.directorDecides'))
    await decide(id, penalty(5000))
    expect(await sales.ask('violation.appeal', { id, remark: '不服' })).toMatchObject(refusedFor('violation.cannot'))
    await sales.call('violation.object', { id, remark: '请再看签收薄' })
    expect(await decide(id, penalty(5000))).toMatchObject(wrong(['remark'], 'text.required'))
    expect(await decide(id, penalty(5000), '签收薄如此')).toMatchObject({ ok: true })
    expect(await manager.ask('appeal.decide', { id, decision: waived, remark: '免' })).toMatchObject(refusedFor('violation.cannot'))
    await sales.call('violation.appeal', { id, remark: '请总经理定' })
    expect(await decide(id, penalty(5000), '维持')).toMatchObject(refusedFor('violation.cannot'))
    expect(only(await violations(manager), 0).may).toEqual(['decideAppeal'])
    expect(await manager.ask('appeal.decide', { id, decision: penalty(2000), remark: '' })).toMatchObject(wrong(['remark'], 'text.required'))
    await manager.call('appeal.decide', { id, decision: penalty(2000), remark: '减轻' })
    const detail = await sales.call('violation.get', { id })
    expect(detail).toMatchObject({ state: 'final', amount: 2000, may: [] })
    expect(detail.acts.map(({ act, personName, amount }) => [act, personName, amount])).toEqual([
      ['propose', '林静', null], ['object', '单小雨', null], ['decide', '欧阳敏', 5000], ['object', '单小雨', null], ['decide', '欧阳敏', 5000],
      ['appeal', '单小雨', null], ['decide', '郑宏', 2000],
    ])
  })

  it('V7 L4 entered by hand, the archivist not spared; nobody decides on themselves', async () => {
    const enter = (rule: 'V7' | 'L4', person: Person, pieces: number) => archivist.call('violation.enter', {
      rule, personId: person.me.id, on: '2026-03-02', recordId: null, pieces, remark: '整理时遗失',
    })
    const [own, ofDirector] = [await enter('V7', archivist, 3), await enter('V7', director, 1)]
    await enter('L4', sales, 1)
    expect(new Map((await violations()).map(({ number, rule, amount, nth }) => [number, [rule, amount, nth]]))).toEqual(new Map<string, unknown>([
      ['CF2026-0001', ['V7', 6000, null]], ['CF2026-0002', ['V7', 2000, null]], ['CF2026-0003', ['L4', 0, null]],
    ]))
    expect(await decide(own.id, penalty(6000))).toMatchObject({ ok: true })
    expect(await decide(ofDirector.id, penalty(2000))).toMatchObject(refusedFor('violation.own'))
    expect(await manager.ask('violation.decide', { id: ofDirector.id, decision: penalty(2000), remark: '' })).toMatchObject({ ok: true })
    // Proposing again leaves what people entered.
    await archivist.call('violation.propose', { month: '2026-03' })
    expect(await violations()).toHaveLength(3)
    expect(await archivist.ask('violation.enter', { rule: 'V7', personId: sales.me.id, on: '2026-03-03', recordId: null, pieces: 1, remark: '遗失' }))
      .toMatchObject(wrong(['on'], 'date.future'))
  })

  it('V9 S3 staff see their own, heads their department’s, who proposes or decides all', async () => {
    await archive.enter('maintenance')
    const found = await lateOnes(1)
    expect(found).toHaveLength(2)
    const seen = async (login: string) => {
      const person = await archive.as(login)
      const { people, sums } = await list(person)
      const [month] = await person.call('month.list', {})
      expect([login, month?.sums.count ?? 0]).toEqual([login, sums.count])
      return people.map(({ person: { name } }) => name)
    }
    const both = ['单小雨', '吕志远']
    for (const [login, names] of [
      [LOGINS.salesConsultant, ['单小雨']], [LOGINS.salesHead, ['单小雨']], [LOGINS.serviceAdvisor, ['吕志远']], [LOGINS.serviceHead, ['吕志远']],
      [LOGINS.careSpecialist, []], [LOGINS.archivist, both], [LOGINS.customerDirector, both], [LOGINS.generalManager, both],
    ] as const) expect([login, (await seen(login)).toSorted()]).toEqual([login, [...names].toSorted()])
    const service = await archive.as(LOGINS.serviceAdvisor)
    const ofSales = found.find(({ rule }) => rule === 'V1')
    for (const method of ['violation.get', 'violation.slip'] as const) {
      expect(await service.ask(method, { id: ofSales?.id })).toMatchObject({ error: { code: 'notFound' } })
    }
  })
})

describe('V9 closing a month', () => {
  it('V9 only when over, up to date and with nothing pending; then nothing of it changes, and slips, list, sheet and total agree', async () => {
    const found = await lateOnes(2)
    const close = (month = '2026-03') => director.ask('month.close', { month })
    expect(await close()).toMatchObject(refusedFor('month.notOver'))
    await archive.enter('delivery', { deliveredOn: '2026-03-09' })
    await goTo('2026-04-01')
    expect(await archivist.ask('month.close', { month: '2026-03' })).toMatchObject({ error: { code: 'forbidden' } })
    expect(await close()).toMatchObject(refusedFor('month.notUpToDate'))
    await archivist.call('violation.propose', { month: '2026-03' })
    expect(await close()).toMatchObject(refusedFor('month.pending', '3'))
    for (const { id, amount } of await violations()) expect(await decide(id, penalty(amount))).toMatchObject({ ok: true })
    await sales.call('violation.object', { id: only(found, 0).id, remark: '有异议' })
    expect(await close()).toMatchObject(refusedFor('month.pending', '1'))
    await decide(only(found, 0).id, waived, '有理')
    // Whoever was decided on today can still object, for three working days, the last of them included.
    expect(await close()).toMatchObject(refusedFor('month.objectionPeriod', '2026-04-07'))
    await goTo('2026-04-07')
    expect(await close()).toMatchObject(refusedFor('month.objectionPeriod', '2026-04-07'))
    await goTo('2026-04-08')

    const { people, sums } = await archivist.call('violation.print', { month: '2026-03' })
    expect(await close()).toMatchObject({ ok: true, value: { total: sums.decided } })
    expect(sums).toEqual({ count: 3, pending: 0, proposed: 0, decided: 20_000 })
    const slips = await Promise.all(people.flatMap((each) => each.violations).map(({ id }) => archivist.call('violation.slip', { id })))
    expect(slips.reduce((total, { amount }) => total + amount, 0)).toBe(sums.decided)
    expect(await archivist.call('month.list', {})).toMatchObject([{ month: '2026-03', sums, closed: { byName: '欧阳敏' } }])
    const { base64, fileName } = await archivist.call('violation.sheet', { month: '2026-03', language: 'zh-CN' })
    expect(fileName).toBe('违规处罚 2026-03.xlsx')
    const sheet = strFromU8(unzipSync(Buffer.from(base64, 'base64'))['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const decided = [...sheet.matchAll(/<c r="O\d+"[^>]*><v>(\d+)<\/v>/g)].map(([, value]) => Number(value))
    // Each violation, the person's sum, the total.
    expect(decided).toEqual([0, 100, 100, 200, 200])

    const [first] = found
    expect(await decide(first?.id ?? only([], 0).id, penalty(1), '再')).toMatchObject(refusedFor('month.closed', '2026-03'))
    expect(await sales.ask('violation.object', { id: only(found, 1).id, remark: '晚了' })).toMatchObject(refusedFor('month.closed'))
    expect(await archivist.ask('violation.propose', { month: '2026-03' })).toMatchObject(refusedFor('month.closed'))
    expect(await close()).toMatchObject(refusedFor('month.closed'))
    expect(await foundIn(archive, (db) => {
      expect(() => db.run('UPDATE violation SET amount = 0 WHERE month = ?', ['2026-03'])).toThrow('the month is closed')
      for (const forbidden of [
        // But that a customer's words are taken out of it (R4), which verify holds against the erasing.
        'DELETE FROM violation_act', "UPDATE violation_act SET remark = '别的'", "UPDATE violation_act SET act = 'object'", 'DELETE FROM closed_month', 'UPDATE closed_month SET total = 0',
        "INSERT INTO violation_act (violation_id, at, person_id, act, remark) SELECT violation_id, at, person_id, 'object', '' FROM violation_act LIMIT 1",
      ]) expect(() => db.run(forbidden, [])).toThrow('the month is closed')
    })).toEqual([])
  })

  it('V9 what comes to light later is settled in the first open month, with its own day; an adjustment corrects what is closed', async () => {
    const [one] = await lateOnes(1)
    const id = one?.id ?? only([], 0).id
    await decide(id, penalty(5000))
    expect(await archivist.ask('violation.adjust', { id, amount: -5000, remark: '误罚' })).toMatchObject(refusedFor('month.open'))
    await goTo('2026-04-02')
    await director.call('month.close', { month: '2026-03' })
    await archive.enter('delivery', { deliveredOn: '2026-03-10' })
    await archivist.call('violation.propose', { month: '2026-04' })
    const [late] = await violations(archivist, '2026-04')
    // The second of March, though it is settled in April (V6).
    expect(late).toMatchObject({ rule: 'V1', on: '2026-03-14', month: '2026-04', nth: 2, amount: 10_000 })
    expect(await archivist.ask('violation.adjust', { id, amount: 0, remark: '误罚' })).toMatchObject(wrong(['amount'], 'violation.nothing'))
    const adjusted = await archivist.call('violation.adjust', { id, amount: -5000, remark: '误罚' })
    expect(await decide(adjusted.id, penalty(-5000))).toMatchObject({ ok: true })
    expect(await decide(late?.id ?? id, penalty(10_000))).toMatchObject({ ok: true })
    const april = await list(archivist, '2026-04')
    expect(april.sums.decided).toBe(5000)
    expect(april.people[0]?.violations.map(({ rule, adjusts, amount }) => [rule, adjusts, amount])).toEqual([
      ['V1', null, 10_000], ['adjustment', 'CF2026-0001', -5000],
    ])
    expect((await list(archivist)).sums.decided).toBe(5000)
    // Both months stay as they are, whoever looks again.
    await archivist.call('violation.propose', { month: '2026-04' })
    expect((await list(archivist, '2026-04')).sums).toEqual(april.sums)
  })
})

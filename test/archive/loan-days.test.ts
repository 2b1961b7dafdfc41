// Loans over days: renewing, recalling, overdue and its violation, damage and loss, and what a leaver still has (rules L2 to L4, V7, H6).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import { LOGINS } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { handing, loansIn, OUTSIDER, returning, takenOut, type Loans } from '#test/support/loans.ts'

let archive: DayArchive
let loans: Loans
// Monday.
beforeEach(async () => {
  archive = await archiveAt('2026-03-02')
  loans = loansIn(archive)
})
afterEach(() => archive.close())

const { archivist, salesConsultant: sales, salesHead, serviceAdvisor: service, careSpecialist: care, customerDirector: director } = LOGINS

type LoanId = Output<'loan.request'>['id']

async function takeOut(days: number): Promise<LoanId> {
  const { dossierNumber } = await archive.enter('delivery')
  const id = await loans.ask(sales, dossierNumber, takenOut(days))
  await loans.approve(id, salesHead)
  await loans.handOut(id)
  return id
}

const refusal = async (login: string, method: 'loan.renew' | 'loan.recall' | 'loan.giveBack' | 'loan.reportLost' | 'loan.find', input: unknown) => {
  const answer = await (await archive.as(login)).ask(method, input)
  return answer.ok ? null : answer.error.details.problem
}

const violations = async () => {
  const { people } = await (await archive.as(archivist)).call('violation.list', { month: '2026-03', personId: null, filter: 'all' })
  return people.flatMap((person) => person.violations)
}

const propose = async () => (await archive.as(archivist)).call('violation.propose', { month: '2026-03' })

const loanSections = async (login: string) => (
  (await (await archive.as(login)).call('today.get', {})).sections.filter(({ key, count }) => key.startsWith('loan') && count > 0).map(({ key }) => key)
)

describe('L2 L4 days', () => {
  it('L2 renewed twice by who could approve it, then no more; recalled it is due the next working day', async () => {
    const id = await takeOut(3)
    expect(await loans.get(id)).toMatchObject({ place: 'out', dueOn: '2026-03-05' })
    expect(await refusal(LOGINS.serviceHead, 'loan.renew', { id, days: 2, remark: '' })).toBeUndefined()
    const head = await archive.as(salesHead)
    expect(await head.call('loan.renew', { id, days: 2, remark: '' })).toEqual({ dueOn: '2026-03-09', dueProvisional: false })
    await head.call('loan.renew', { id, days: 5, remark: '' })
    expect(await refusal(salesHead, 'loan.renew', { id, days: 1, remark: '' })).toBe('loan.renewedTwice')
    expect(await (await archive.as(archivist)).call('loan.recall', { id, remark: '年检用' })).toEqual({ dueOn: '2026-03-03', dueProvisional: false })
    expect(await refusal(salesHead, 'loan.renew', { id, days: 1, remark: '' })).toBe('loan.recalled')
    expect(await refusal(archivist, 'loan.recall', { id, remark: '' })).toBe('loan.recalled')
    expect(await loans.get(id)).toMatchObject({ renewals: 2, recalledOn: '2026-03-02' })
    await loans.giveBack(id)
    expect(await foundIn(archive)).toEqual([])
  })

  it('L4 overdue shows every day to the archive, the borrower and their head, and is proposed once at nothing', async () => {
    const id = await takeOut(3)
    await archive.goTo('2026-03-05')
    expect(await loanSections(archivist)).not.toContain('loanOverdue')
    await propose()
    expect((await violations()).filter(({ rule }) => rule === 'L4')).toEqual([])
    await archive.goTo('2026-03-06')
    for (const login of [archivist, care, director, sales, salesHead]) expect(await loanSections(login)).toContain('loanOverdue')
    for (const login of [service, LOGINS.serviceHead]) expect(await loanSections(login)).not.toContain('loanOverdue')
    expect(await refusal(salesHead, 'loan.renew', { id, days: 1, remark: '' })).toBe('loan.overdue')
    await propose()
    await propose()
    expect((await violations()).filter(({ rule }) => rule === 'L4')).toMatchObject([
      { on: '2026-03-06', base: 0, amount: 0, nth: null, record: null, person: { name: '单小雨' }, evidence: { dueOn: '2026-03-05', receivedOn: null, loan: { id, number: 'JY-2026-0001' } } },
    ])
    await archive.goTo('2026-03-10')
    await loans.giveBack(id)
    expect(await loanSections(sales)).toEqual([])
    expect(await propose()).toMatchObject({ changed: 1, removed: 0 })
    expect((await violations()).find(({ rule }) => rule === 'L4')?.evidence).toMatchObject({ receivedOn: '2026-03-10' })
    expect(await foundIn(archive)).toEqual([])
  })

  it('L4 one entered by hand stays when the month is proposed anew', async () => {
    const { id: personId } = (await archive.as(sales)).me
    const byHand = await (await archive.as(archivist)).call('violation.enter', { rule: 'L4', personId, on: '2026-03-02', recordId: null, pieces: 1, remark: '电话催还' })
    expect(await propose()).toEqual({ added: 0, changed: 0, removed: 0 })
    expect((await violations()).map(({ number }) => number)).toEqual([byHand.number])
  })
})

describe('L3 V7 damage and loss', () => {
  it('V7 what comes back short is entered against the borrower by pieces, with the loan as evidence', async () => {
    const id = await takeOut(3)
    const given = await loans.giveBack(id, { pages: 10, pieces: 2, remark: '缺发票、合同各一页', condition: 'worn' })
    expect((await violations()).filter(({ rule }) => rule === 'V7')).toMatchObject([
      { number: given.violation, base: 4000, person: { name: '单小雨' }, evidence: { pieces: 2, words: '缺发票、合同各一页', loan: { id } } },
    ])
    expect(await loans.get(id)).toMatchObject({ report: { pieces: 2, remark: '缺发票、合同各一页', violation: given.violation }, back: { condition: 'worn' } })
    expect(await foundIn(archive)).toEqual([])
  })

  it('L3 V7 lost is reported by the borrower or the archive, keeps the folder from being lent, and may be found', async () => {
    const entry = await archive.enter('delivery')
    const id = await loans.ask(sales, entry.dossierNumber, takenOut(2))
    await loans.approve(id, salesHead)
    await loans.handOut(id)
    expect(await refusal(salesHead, 'loan.reportLost', { id, pieces: 1, remark: '丢了' })).toBe('loan.notYours')
    const { violation } = await (await archive.as(sales)).call('loan.reportLost', { id, pieces: 12, remark: '整袋遗失' })
    expect(violation).not.toBeNull()
    expect(await loans.get(id)).toMatchObject({ state: 'lost', endedOn: '2026-03-02', report: { pieces: 12, violation } })
    const again = await loans.ask(sales, entry.dossierNumber)
    await loans.approve(again, salesHead)
    await expect(loans.handOut(again)).rejects.toThrow('loan.lostAlready')
    await (await archive.as(archivist)).call('loan.find', { id, pages: 12, condition: 'sound', remark: '在车里找到' })
    expect(await loans.get(id)).toMatchObject({ state: 'returned', found: { on: '2026-03-02', pages: 12, remark: '在车里找到' }, back: null })
    await loans.handOut(again)
    expect(await refusal(archivist, 'loan.giveBack', returning(id))).toBe('loan.cannot')
    // Nobody of ours is fined for what an outsider does.
    const outside = await loans.ask(archivist, (await archive.enter('delivery')).dossierNumber, { borrower: OUTSIDER })
    await loans.approve(outside, director, LOGINS.generalManager)
    await loans.handOut(outside, { borrowerPassword: null })
    expect(await (await archive.as(archivist)).call('loan.reportLost', { id: outside, pieces: 1, remark: '带走一页' })).toEqual({ violation: null })
    await archive.goTo('2026-03-20')
    await propose()
    expect((await violations()).filter(({ rule }) => rule === 'L4').map(({ evidence }) => evidence.loan?.id)).toEqual([again])
    expect(await foundIn(archive)).toEqual([])
  })

  it('L3 what they reported lost themselves, a borrower who keeps the register does not find: a colleague does', async () => {
    const { dossierNumber } = await archive.enter('delivery')
    const id = await loans.ask(archivist, dossierNumber)
    await loans.approve(id, director)
    await (await archive.as(care)).call('loan.handOut', handing(id))
    await (await archive.as(archivist)).call('loan.reportLost', { id, pieces: 1, remark: '丢了' })
    expect((await loans.get(id)).may).not.toContain('find')
    const found = { id, pages: 12, condition: 'sound', remark: '在抽屉里' } as const
    expect(await refusal(archivist, 'loan.find', found)).toBe('loan.own')
    await (await archive.as(care)).call('loan.find', found)
    expect(await loans.get(id)).toMatchObject({ state: 'returned' })
    expect(await foundIn(archive)).toEqual([])
  })

  it('H6 a leaver’s list names the loans still in their hands', async () => {
    const id = await takeOut(3)
    const { id: personId } = (await archive.as(sales)).me
    expect(await (await archive.as(LOGINS.administrator)).call('leaver.count', { personId })).toMatchObject({ loans: 1 })
    const list = await (await archive.as(archivist)).call('leaver.print', { personId })
    expect(list.loans).toMatchObject([{ id, state: 'out', dueOn: '2026-03-05' }])
    await loans.giveBack(id)
    expect((await (await archive.as(archivist)).call('leaver.list', { personId })).loans).toEqual([])
  })
})

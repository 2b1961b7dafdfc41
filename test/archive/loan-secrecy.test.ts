// Roles × secrecy: whoever may not know a dossier sees nothing of its loans but their own request and what is theirs to approve, and is told
// no more by any answer (rules L5, S1, S3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import { ROLES, type Role } from '#shared/domain/role.ts'
import { LOGINS } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { handing, loansIn, request, returning, setLevel, takenOut, type Loans } from '#test/support/loans.ts'

type LoanId = Output<'loan.request'>['id']

const READERS = ROLES.filter((role) => role !== 'administrator')
const LEVELS = [1, 2, 3] as const

/** Who may know a delivery's dossier at each level (shared/domain/access.ts). */
const KNOWS: Record<(typeof LEVELS)[number], readonly Role[]> = {
  1: ['archivist', 'salesConsultant', 'salesHead', 'careSpecialist', 'customerDirector', 'generalManager'],
  2: ['archivist', 'customerDirector', 'generalManager'],
  3: ['generalManager'],
}

let archive: DayArchive
let loans: Loans
const cars: { level: (typeof LEVELS)[number]; entry: Awaited<ReturnType<DayArchive['enter']>>; asked: LoanId; settled: LoanId; out: LoanId }[] = []
// For each level a car with a loan of the service advisor's that was declined, one that waits, and one of the seller's that is out.
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  loans = loansIn(archive)
  for (const level of LEVELS) {
    cars.push(await lent(level))
  }
})
afterAll(() => archive.close())

async function lent(level: (typeof LEVELS)[number]): Promise<(typeof cars)[number]> {
  const entry = await archive.enter('delivery')
  await setLevel(archive, entry.dossierId, level)
  const gm = await archive.as(LOGINS.generalManager)
  const settled = await loans.ask(LOGINS.serviceAdvisor, entry.dossierNumber)
  await (await archive.as(level === 3 ? LOGINS.generalManager : LOGINS.serviceHead)).call('loan.decline', { id: settled, remark: '不需要' })
  const asked = await loans.ask(LOGINS.serviceAdvisor, entry.dossierNumber)
  const out = await loans.ask(LOGINS.salesConsultant, entry.dossierNumber, level === 1 ? takenOut(3) : {})
  const approvers = { 1: [LOGINS.salesHead], 2: [LOGINS.salesHead, LOGINS.generalManager], 3: [LOGINS.generalManager] }
  await loans.approve(out, ...approvers[level])
  await gm.call('loan.handOut', handing(out))
  return { level, entry, asked, settled, out }
}

/** Every loan an answer shows, by whatever method. */
async function seen(role: Role): Promise<Map<LoanId, Output<'loan.list'>['loans'][number]>> {
  const person = await archive.as(LOGINS[role])
  const filters = ['waiting', 'approved', 'out', 'overdue', 'lost', 'settled'] as const
  const lists = await Promise.all(filters.map((filter) => person.call('loan.list', { filter, personId: null, before: null, limit: 100 })))
  const counted = filters.map((filter, index) => (filter === 'settled' ? undefined : lists[index]?.counts[filter]))
  expect(counted).toEqual(filters.map((filter, index) => (filter === 'settled' ? undefined : lists[index]?.loans.length)))
  const waiting = await person.call('loan.waiting', { limit: 100 })
  const all = [...lists.flatMap((list) => list.loans), ...waiting.approve, ...waiting.name, ...waiting.handOut]
  return new Map(all.map((loan) => [loan.id, loan]))
}

describe('S1 S3 roles × levels', () => {
  it.each(READERS)('S1 S3 %s', async (role) => {
    const shown = await seen(role)
    const person = await archive.as(LOGINS[role])
    // The inbox, which asks the database, and the act, which asks the rule, agree on whose it is to approve.
    const inbox = new Set((await person.call('loan.waiting', { limit: 100 })).approve.map(({ id }) => id))
    const details = await Promise.all([...shown.keys()].map((id) => person.call('loan.get', { id })))
    expect(new Set(details.filter(({ may }) => may.includes('approve')).map(({ id }) => id))).toEqual(inbox)
    const register = await person.call('loan.register', { from: '2026-03-01', to: '2026-03-31' })
    for (const { level, entry, asked, settled, out } of cars) {
      const knows = KNOWS[level].includes(role)
      const borrowed = role === 'salesConsultant'
      const mine = role === 'serviceAdvisor'
      // By post: the head of who asks, unless the general manager alone decides.
      const approves = (head: Role): boolean => role === head && level < 3
      expect([level, shown.has(asked)]).toEqual([level, knows || mine || approves('serviceHead')])
      expect([level, shown.has(settled)]).toEqual([level, knows || mine || approves('serviceHead')])
      expect([level, shown.has(out)]).toEqual([level, knows || borrowed || approves('salesHead')])
      // What is shown of the dossier to whoever may not know it: what was typed.
      expect([level, shown.get(asked)?.dossier?.number ?? null]).toEqual([level, knows ? entry.dossierNumber : null])
      expect([level, shown.get(out)?.dossier?.number ?? null]).toEqual([level, knows || borrowed ? entry.dossierNumber : null])
      expect([level, register.rows.some((row) => row.loanId === out)]).toEqual([level, knows || borrowed])
      for (const id of [asked, settled, out]) {
        const answer = await person.ask('loan.get', { id })
        expect([level, answer.ok]).toEqual([level, shown.has(id)])
      }
      const ofDossier = await person.ask('loan.ofDossier', { dossierId: entry.dossierId })
      expect([level, ofDossier.ok]).toEqual([level, knows])
    }
  })

  it('S1 A1 the administrator is asked to leave', async () => {
    const answer = await (await archive.as(LOGINS.administrator)).ask('loan.list', { filter: 'out', personId: null, before: null, limit: 10 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  })

  it('S1 a request is answered alike for a dossier that is there, one that is not, one that is kept back, and one that is out', async () => {
    const service = await archive.as(LOGINS.serviceAdvisor)
    const texts = ['皖A·无此车', ...cars.map(({ entry }) => entry.dossierNumber)]
    for (const text of texts) {
      const { id } = await service.call('loan.request', request(text, takenOut(2)))
      const { number: _number, id: _id, requestedAt: _at, asked, ...view } = await service.call('loan.get', { id })
      expect(asked).toBe(text)
      expect(view).toMatchObject({ state: 'requested', dossier: null, papers: [], steps: [], acts: [], place: 'out', may: ['withdraw'] })
    }
  })

  const problemOf = async (login: string, method: 'loan.approve' | 'loan.name' | 'loan.decline' | 'loan.handOut' | 'loan.renew', input: unknown) => {
    const answer = await (await archive.as(login)).ask(method, input)
    return answer.ok ? null : [answer.error.code, answer.error.details.problem]
  }

  it('S1 L2 whoever could approve is told the same of their own request, whether the dossier is there, kept back, or none', async () => {
    for (const login of [LOGINS.serviceHead, LOGINS.salesHead]) {
      // 机密 and 绝密 a head may not know.
      for (const text of ['皖A·无此车', ...cars.slice(1).map(({ entry }) => entry.dossierNumber)]) {
        const id = await loans.ask(login, text)
        expect([text, await problemOf(login, 'loan.approve', { id, remark: '' })]).toEqual([text, ['refused', 'loan.own']])
        await (await archive.as(login)).call('loan.withdraw', { id, remark: '' })
        expect([text, await problemOf(login, 'loan.approve', { id, remark: '' })]).toEqual([text, ['refused', 'loan.own']])
      }
    }
  })

  it.each(['careSpecialist', 'customerDirector'] as const)('S1 %s, who keeps the register, is told the same of what they asked for; somebody else names it', async (role) => {
    const login = LOGINS[role]
    const keeper = await archive.as(login)
    const { id: sellerId } = (await archive.as(LOGINS.salesConsultant)).me
    const hidden = cars.filter(({ level }) => !KNOWS[level].includes(role)).map(({ entry }) => entry.dossierNumber)
    expect(hidden.length).toBeGreaterThan(0)
    const readiness = async () => (await keeper.call('today.get', {})).sections.find(({ key }) => key === 'loanReady')?.count
    for (const borrower of [null, { kind: 'colleague' as const, personId: sellerId }]) {
      const told = async (text: string) => {
        const before = await readiness()
        const id = await loans.ask(login, text, { borrower })
        const { number: _number, id: _id, requestedAt: _at, asked: _asked, ...view } = await keeper.call('loan.get', { id })
        const waiting = await keeper.call('loan.waiting', { limit: 100 })
        const acts = async () => [
          await problemOf(login, 'loan.name', { id, dossier: cars[0]?.entry.dossierNumber }), await problemOf(login, 'loan.decline', { id, remark: '不需要' }),
          await problemOf(login, 'loan.approve', { id, remark: '' }), await problemOf(login, 'loan.handOut', handing(id)),
          await problemOf(login, 'loan.renew', { id, days: 1, remark: '' }),
        ]
        const here = [...waiting.name, ...waiting.approve, ...waiting.handOut].some((loan) => loan.id === id)
        const open = await acts()
        const more = (await readiness() ?? 0) - (before ?? 0)
        await keeper.call('loan.withdraw', { id, remark: '' })
        return { view, here, more, open, withdrawn: await acts() }
      }
      const none = await told('皖A·无此车')
      expect(none).toMatchObject({ here: false, more: 0, view: { may: ['withdraw'], steps: [], dossier: null } })
      expect(none.open[0]).toEqual(['refused', 'loan.cannot'])
      for (const text of hidden) expect(await told(text)).toEqual(none)
    }
    const id = await loans.ask(login, '皖A·无此车')
    expect((await loans.get(id, LOGINS.archivist)).may).toEqual(['name', 'decline'])
    expect((await (await archive.as(LOGINS.archivist)).call('loan.waiting', { limit: 100 })).name.map((loan) => loan.id)).toContain(id)
    await (await archive.as(LOGINS.archivist)).call('loan.decline', { id, remark: '查无此档' })
  })

  it('S1 whoever may not know it cannot act on it: the answer is that there is no such loan', async () => {
    const [, , top] = cars
    if (!top) throw new Error('no car')
    for (const login of [LOGINS.archivist, LOGINS.careSpecialist, LOGINS.customerDirector]) {
      const person = await archive.as(login)
      const answers = await Promise.all([
        person.ask('loan.giveBack', returning(top.out)), person.ask('loan.recall', { id: top.out, remark: '' }), person.ask('loan.card', { id: top.out }),
        person.ask('loan.reportLost', { id: top.out, pieces: 1, remark: '丢了' }), person.ask('loan.withdraw', { id: top.asked, remark: '' }),
      ])
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'notFound' } })
    }
  })
})

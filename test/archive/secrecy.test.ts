// Levels with periods of dossiers and papers, readers, requests to read, standing approvals: through the engine (rules S1 to S3, L2, L5).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MethodName, Output, RawInput } from '#shared/contract/index.ts'
import type { Role } from '#shared/domain/role.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { loansIn, takenOut } from '#test/support/loans.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'

const { archivist, salesConsultant: sales, salesHead, serviceAdvisor: service, serviceHead, careSpecialist: care, customerDirector: director, generalManager: gm } = LOGINS
const REASON = '客户要求保密'

let archive: DayArchive
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
})
afterAll(() => archive.close())

const call = async <M extends MethodName>(login: string, method: M, input: RawInput<M>): Promise<Output<M>> => (await archive.as(login)).call(method, input)
const problemOf = async (login: string, method: MethodName, input: unknown) => {
  const answer = await (await archive.as(login)).ask(method, input)
  if (answer.ok) return null
  return answer.error.details.fields?.[0]?.problem ?? answer.error.details.problem ?? answer.error.code
}
type Level = RawInput<'secrecy.set'>['level']
const set = (login: string, { dossierId }: Entry, level: Level, until: string | null = null, code: string | null = null, recordId: Entry['recordId'] | null = null) => (
  problemOf(login, 'secrecy.set', { dossierId, paper: code === null ? null : { recordId, code }, level, until, reason: REASON })
)
const finds = async (login: string, entry: Entry) => (
  (await call(login, 'dossier.search', { text: entry.dossierNumber, dates: null, state: null, kind: null, limit: 10 })).hits.some(({ dossierId }) => dossierId === entry.dossierId)
)
const opens = async (login: string, { dossierId }: Entry) => (await problemOf(login, 'dossier.open', { id: dossierId })) === null
const ask = async (login: string, entry: Entry, change: Partial<RawInput<'access.request'>> = {}) => (
  await call(login, 'access.request', { dossier: entry.dossierNumber, level: 'restricted', purpose: '核对合同', days: 2, ...change })
).id
const person = async (login: string) => (await archive.as(login)).me.id
const scanned = async (entry: Entry, code: string, seed: string) => (await attachScan(await archive.as(archivist), pngPage(seed), { recordId: entry.recordId, code })).scanIds

describe('S1 S2 levels of a dossier', () => {
  it('S1 S2 raised it is there for who may know it alone, and falls to 秘密 by itself on the day after its last', async () => {
    const entry = await archive.enter('delivery')
    expect(await set(archivist, entry, 'confidential', '2026-03-03')).toBeNull()
    expect([await finds(sales, entry), await opens(sales, entry), await finds(archivist, entry)]).toEqual([false, false, true])
    expect((await call(archivist, 'dossier.open', { id: entry.dossierId })).secrecy).toEqual({ level: 'confidential', until: '2026-03-03' })
    await archive.goTo('2026-03-03')
    expect([await finds(sales, entry), await opens(sales, entry)]).toEqual([false, false])
    await archive.goTo('2026-03-04')
    expect([await finds(sales, entry), await opens(sales, entry)]).toEqual([true, true])
    expect((await call(sales, 'dossier.open', { id: entry.dossierId })).secrecy).toEqual({ level: 'restricted', until: null })
    // Counts too, which are taken from an index.
    const owed = (await call(sales, 'record.list', { filter: 'outstanding', responsibleId: null, limit: 100 })).records.map(({ id }) => id)
    expect(owed).toContain(entry.recordId)
  })

  it('S1 S3 who sets what: up to 机密 the archive, 绝密 the general manager; lowered by their own', async () => {
    const entry = await archive.enter('delivery')
    expect(await set(sales, entry, 'confidential')).toBe('forbidden')
    expect(await set(archivist, entry, 'topSecret')).toBe('secrecy.aboveYou')
    expect(await set(archivist, entry, 'confidential')).toBeNull()
    expect(await set(archivist, entry, 'restricted')).toBe('secrecy.lowersConfidential')
    expect(await set(gm, entry, 'topSecret')).toBeNull()
    expect(await set(director, entry, 'restricted')).toBe('notFound')
    expect(await set(gm, entry, 'confidential')).toBeNull()
    expect(await set(director, entry, 'restricted')).toBeNull()
    const { history } = await call(gm, 'secrecy.ofDossier', { dossierId: entry.dossierId })
    expect(history.map(({ before, after }) => `${before.level} ${after.level}`)).toEqual([
      'confidential restricted', 'topSecret confidential', 'confidential topSecret', 'restricted confidential',
    ])
    // Who may not know 绝密 does not learn of it afterwards; who sets none sees no history.
    expect((await call(director, 'secrecy.ofDossier', { dossierId: entry.dossierId })).history).toHaveLength(2)
    expect((await call(sales, 'secrecy.ofDossier', { dossierId: entry.dossierId })).history).toEqual([])
  })
})

describe('S1 levels of papers', () => {
  it('S1 S2 a kind of paper from the day of delivery, one paper by hand before that; pages and notes are kept back, the line is not', async () => {
    const entry = await archive.enter('delivery')
    const [identity = 0] = await scanned(entry, 'identityCopy', `id ${entry.recordId}`)
    const [contract = 0] = await scanned(entry, 'salesContract', `contract ${entry.recordId}`)
    await archive.handOver([entry.recordId], (line) => (line.code === 'salesContract' ? { note: '价格另议' } : {}))
    await call(gm, 'secrecy.setKind', { code: 'salesContract', level: 'confidential', years: 1, reason: REASON })
    try {
      const shown = async (login: string) => {
        const { scans, keptBack } = await call(login, 'scan.list', { recordId: entry.recordId })
        const [record] = await call(login, 'record.open', { ids: [entry.recordId] })
        return {
          scans: scans.map(({ id }) => id), keptBack, lines: record?.checklist.some(({ code }) => code === 'salesContract'),
          note: record?.papers.find(({ code }) => code === 'salesContract')?.note, viewed: await problemOf(login, 'scan.view', { id: contract, longest: 600 }),
          small: await problemOf(login, 'scan.thumbnail', { id: contract }),
        }
      }
      const hidden = { scans: [identity], keptBack: ['salesContract'], lines: true, note: '', viewed: 'notFound', small: 'notFound' }
      expect(await shown(sales)).toEqual(hidden)
      expect(await shown(care)).toEqual(hidden)
      expect(await shown(archivist)).toMatchObject({ keptBack: [], note: '价格另议', viewed: null, small: null })
      const line = (await call(sales, 'book.day', { on: '2026-03-04' })).lines.find(({ recordId }) => recordId === entry.recordId)
      expect(line?.papers.find(({ code }) => code === 'salesContract')?.note).toBe('')
      // By hand it is no secret; and then again.
      expect(await set(archivist, entry, 'restricted', null, 'salesContract', entry.recordId)).toBe('secrecy.lowersConfidential')
      expect(await set(director, entry, 'restricted', null, 'salesContract', entry.recordId)).toBeNull()
      expect((await shown(sales)).keptBack).toEqual([])
      expect(await set(gm, entry, 'topSecret', '2026-03-10', 'salesContract', entry.recordId)).toBeNull()
      expect((await shown(archivist)).keptBack).toEqual(['salesContract'])
      expect(await set(archivist, entry, 'confidential', null, 'salesContract', entry.recordId)).toBe('secrecy.keptBack')
      const { papers } = await call(gm, 'secrecy.ofDossier', { dossierId: entry.dossierId })
      expect(papers).toMatchObject([{ code: 'salesContract', by: 'hand', secrecy: { level: 'topSecret', until: '2026-03-10' } }])
    } finally {
      await call(gm, 'secrecy.setKind', { code: 'salesContract', level: 'restricted', years: null, reason: REASON })
    }
  })

  it('S1 a page is not made less secret by being put onto another paper, but by who may lower it', async () => {
    const entry = await archive.enter('delivery')
    const scanIds = await scanned(entry, 'salesContract', `moved ${entry.recordId}`)
    expect(await set(archivist, entry, 'confidential', null, 'salesContract', entry.recordId)).toBeNull()
    const move = (login: string) => problemOf(login, 'scan.move', { scanIds, recordId: entry.recordId, code: 'greenCard' })
    expect(await move(archivist)).toBe('secrecy.lowersConfidential')
    expect(await problemOf(sales, 'scan.view', { id: scanIds[0], longest: 400 })).toBe('notFound')
    expect(await move(director)).toBeNull()
    expect(await problemOf(sales, 'scan.view', { id: scanIds[0], longest: 400 })).toBeNull()
  })

  it('L2 what has become 机密 while it is outside is not kept there longer, nor prolonged by who may not know it any more', async () => {
    const loans = loansIn(archive)
    const entry = await archive.enter('maintenance')
    const id = await loans.ask(sales, entry.dossierNumber, takenOut(3))
    await loans.approve(id, salesHead, director)
    await loans.handOut(id)
    await set(archivist, entry, 'confidential')
    const renewed = (login: string) => problemOf(login, 'loan.renew', { id, days: 2, remark: '还要用' })
    expect([await renewed(salesHead), await renewed(director)]).toEqual(['loan.notYours', 'loan.neverLeaves'])
  })

  it('S1 a kind of paper that no checklist asks for has no level', async () => {
    expect(await problemOf(gm, 'secrecy.setKind', { code: 'nonsense', level: 'confidential', years: null, reason: REASON })).toBe('paper.unknown')
  })

  it('L2 S1 a loan is as secret as the most secret paper lent: who approves, where it is read, who hands it out', async () => {
    const entry = await archive.enter('delivery')
    const loans = loansIn(archive)
    const meant = (papers: { recordId: number; code: string }[]) => call(sales, 'loan.meant', { dossier: entry.dossierNumber, borrower: null, papers })
    const contract = { recordId: entry.recordId, code: 'salesContract' }
    const green = { recordId: entry.recordId, code: 'greenCard' }
    expect(await set(gm, entry, 'topSecret', null, 'salesContract', entry.recordId)).toBeNull()
    expect((await meant([])).dossier?.secrecy).toBe('topSecret')
    expect((await meant([contract])).steps.map(({ role }) => role)).toEqual(['generalManager'])
    expect((await meant([green])).steps.map(({ role }) => role)).toEqual(['departmentHead'])
    expect(await problemOf(sales, 'loan.request', { dossier: entry.dossierNumber, papers: [contract], borrower: null, purpose: '核对', ...takenOut(2) })).toBe('loan.neverLeaves')
    const id = await loans.ask(sales, entry.dossierNumber, { papers: [contract] })
    await loans.approve(id, gm)
    // Others who may know the dossier see that there is a loan, not of which paper.
    expect((await loans.get(id, archivist)).papers).toEqual([])
    expect((await loans.get(id, sales)).papers).toHaveLength(1)
    await expect(loans.handOut(id, { papers: [contract] })).rejects.toThrow('loan.keeperLevel')
  })
})

describe('L5 S3 readers', () => {
  it('L5 asked for, granted by the head of the own department, read until the day it ends by itself', async () => {
    const entry = await archive.enter('delivery')
    const visit = await archive.enter('maintenance')
    // Of the service department's own car: another advisor would ask; here the salesman asks the general manager.
    const id = await ask(sales, visit)
    expect([await finds(sales, visit), await opens(sales, visit)]).toEqual([false, false])
    expect(await problemOf(salesHead, 'access.grant', { id, remark: '' })).toBe('notFound')
    expect((await call(gm, 'access.list', {})).waiting.map((each) => each.id)).toContain(id)
    const { until } = await call(gm, 'access.grant', { id, remark: '' })
    expect(until).toBe('2026-03-06')
    expect([await finds(sales, visit), await opens(sales, visit), await finds(sales, entry)]).toEqual([true, true, true])
    // Read, not written; and in no list of work.
    expect((await call(sales, 'record.open', { ids: [visit.recordId] }))[0]?.id).toBe(visit.recordId)
    expect((await call(sales, 'record.list', { filter: 'outstanding', responsibleId: null, limit: 100 })).records.map((record) => record.id)).not.toContain(visit.recordId)
    await archive.goTo('2026-03-06')
    expect(await opens(sales, visit)).toBe(true)
    await archive.goTo('2026-03-07')
    expect([await finds(sales, visit), await opens(sales, visit)]).toEqual([false, false])
    expect((await call(sales, 'access.list', {})).mine.find((each) => each.id === id)).toMatchObject({ state: 'ended', dossier: null })
  })

  it('L5 within the own department its head grants, nobody their own; declined needs a reason, what is above 秘密 goes to the general manager', async () => {
    const entry = await archive.enter('delivery')
    await set(gm, entry, 'confidential', null, 'salesContract', entry.recordId)
    expect(await problemOf(sales, 'access.request', { dossier: entry.dossierNumber, level: 'restricted', purpose: '看', days: 1 })).toBe('access.mayAlready')
    const pages = await ask(sales, entry, { level: 'confidential' })
    expect(await problemOf(salesHead, 'access.grant', { id: pages, remark: '' })).toBe('notFound')
    expect(await problemOf(sales, 'access.grant', { id: pages, remark: '' })).toBe('forbidden')
    expect(await problemOf(gm, 'access.decline', { id: pages, remark: '' })).toBe('text.required')
    await scanned(entry, 'salesContract', `asked ${entry.recordId}`)
    expect((await call(sales, 'scan.list', { recordId: entry.recordId })).scans).toEqual([])
    await call(gm, 'access.grant', { id: pages, remark: '同意' })
    expect((await call(sales, 'scan.list', { recordId: entry.recordId })).scans).toHaveLength(1)
    const reader = (await call(gm, 'secrecy.ofDossier', { dossierId: entry.dossierId })).readers[0]
    expect(reader).toMatchObject({ level: 'confidential', stands: true, mayEnd: true })
    await call(director, 'access.revoke', { id: reader?.id ?? 0, reason: '不再需要' })
    expect((await call(sales, 'scan.list', { recordId: entry.recordId })).scans).toEqual([])
    expect((await call(sales, 'access.list', {})).mine.find((each) => each.id === pages)).toMatchObject({ state: 'ended', remark: '不再需要' })
    const own = await ask(salesHead, await archive.enter('maintenance'))
    expect(await problemOf(salesHead, 'access.grant', { id: own, remark: '' })).toBe('access.own')
  })

  it('S1 the answer is the same whether there is no such dossier, it is kept back, or merely another’s; what fits none the archive names', async () => {
    const secret = await archive.enter('delivery')
    await set(gm, secret, 'topSecret')
    const told = async (text: string) => {
      const { id } = await call(service, 'access.request', { dossier: text, level: 'restricted', purpose: '看看', days: 3 })
      const { id: _id, number: _number, requestedAt: _at, asked, ...view } = (await call(service, 'access.list', {})).mine.find((each) => each.id === id) ?? { id: 0, number: '', requestedAt: 0, asked: '' }
      expect(asked).toBe(text)
      return { id, view, acts: [await problemOf(service, 'access.name', { id, dossier: text }), await problemOf(service, 'access.grant', { id, remark: '' })] }
    }
    const none = await told('皖A·无此车')
    const kept = await told(secret.dossierNumber)
    expect({ ...kept, id: 0 }).toEqual({ ...none, id: 0 })
    const nameless = async (login: string) => (await call(login, 'access.list', {})).nameless.map(({ id }) => id)
    expect(await nameless(archivist)).toContain(none.id)
    expect(await nameless(archivist)).not.toContain(kept.id)
    const other = await archive.enter('maintenance')
    expect(await problemOf(archivist, 'access.name', { id: none.id, dossier: secret.dossierNumber })).toBe('access.noSuchDossier')
    await call(archivist, 'access.name', { id: none.id, dossier: other.dossierNumber })
    // The service department answers for that car: its head grants.
    expect((await call(serviceHead, 'access.list', {})).waiting.map(({ id }) => id)).toContain(none.id)
    await call(serviceHead, 'access.decline', { id: none.id, remark: '请直接来问' })
    await call(service, 'access.withdraw', { id: kept.id })
  })

  it('S3 named: 绝密 by the general manager alone, up to the level named and no further', async () => {
    const entry = await archive.enter('delivery')
    await set(gm, entry, 'confidential')
    const name = async (login: string, level: Level, to: string) => (
      problemOf(login, 'access.nameReader', { dossierId: entry.dossierId, personId: await person(to), level, until: null, reason: REASON })
    )
    expect(await name(archivist, 'confidential', care)).toBe('forbidden')
    expect(await name(director, 'topSecret', care)).toBe('access.topSecretNaming')
    expect(await name(director, 'restricted', care)).toBe('access.belowDossier')
    expect(await name(director, 'confidential', LOGINS.administrator)).toBe('access.cannotRead')
    expect(await name(director, 'confidential', director)).toBe('access.own')
    expect(await name(director, 'confidential', care)).toBeNull()
    expect([await opens(care, entry), await finds(care, entry)]).toEqual([true, true])
    // Reading is no editing: the answer is that there is none.
    const { vehicle } = await call(care, 'dossier.open', { id: entry.dossierId })
    const { id: _id, vin: _vin, ...details } = vehicle
    expect(await problemOf(care, 'vehicle.update', { dossierId: entry.dossierId, vehicle: { ...details, plateMoved: false } })).toBe('notFound')
    await set(gm, entry, 'topSecret')
    expect([await opens(care, entry), await finds(care, entry)]).toEqual([false, false])
    expect(await name(gm, 'topSecret', care)).toBeNull()
    expect([await opens(care, entry), await finds(care, entry), await opens(director, entry)]).toEqual([true, true, false])
  })
})

describe('L5 standing approvals', () => {
  it('L5 changed by the general manager with a reason, at once for who is signed in; two roles’ stand', async () => {
    const entry = await archive.enter('maintenance')
    const change = (role: string, scope: string, level: string) => problemOf(gm, 'secrecy.setApproval', { role, scope, level, reason: REASON })
    expect(await opens(salesHead, entry)).toBe(false)
    expect(await change('salesHead', 'all', 'restricted')).toBeNull()
    expect([await opens(salesHead, entry), await finds(salesHead, entry)]).toEqual([true, true])
    expect(await change('salesHead', 'department', 'restricted')).toBeNull()
    expect([await opens(salesHead, entry), await finds(salesHead, entry)]).toEqual([false, false])
    expect(await change('administrator', 'all', 'restricted')).toBe('secrecy.fixedApproval')
    expect(await change('generalManager', 'none', 'restricted')).toBe('secrecy.fixedApproval')
    const { approvals, approvalHistory } = await call(archivist, 'secrecy.settings', {})
    expect(approvals.find(({ role }) => role === 'salesHead')).toEqual({ role: 'salesHead', scope: 'department', level: 'restricted', fixed: false })
    expect(approvalHistory.map(({ before, after }) => `${before.scope} ${after.scope}`)).toEqual(['all department', 'department all'])
  })
})

describe('L5 S3 staff come and go', () => {
  const change = async (login: string, to: { roles?: Role[]; active?: boolean }) => {
    const found = (await call(LOGINS.administrator, 'staff.list', {})).find((each) => each.login === login)
    if (!found) throw new Error(`no ${login}`)
    const { id, name, department, roles, active } = found
    await call(LOGINS.administrator, 'staff.update', { id, name, departmentId: department.id, roles, active, ...to })
    return { department: department.id }
  }

  it('L5 of two roles the wider counts, not the scope of one with the level of another', async () => {
    const [visit, sale] = [await archive.enter('maintenance'), await archive.enter('delivery')]
    for (const entry of [visit, sale]) await set(archivist, entry, 'confidential')
    const approve = (level: Level) => call(gm, 'secrecy.setApproval', { role: 'serviceHead', scope: 'department', level, reason: REASON })
    await approve('confidential')
    expect([await opens(serviceHead, visit), await opens(serviceHead, sale)]).toEqual([true, false])
    await change(serviceHead, { roles: ['serviceHead', 'careSpecialist'] })
    expect(await opens(serviceHead, sale)).toBe(false)
    await change(serviceHead, { roles: ['serviceHead'] })
    await approve('restricted')
  })

  it('L5 found, too, by whose post reads nothing by itself', async () => {
    const entry = await archive.enter('delivery')
    const approve = (scope: 'all' | 'none') => call(gm, 'secrecy.setApproval', { role: 'careSpecialist', scope, level: 'restricted', reason: REASON })
    await approve('none')
    await call(gm, 'access.nameReader', { dossierId: entry.dossierId, personId: await person(care), level: 'restricted', until: null, reason: REASON })
    expect([await opens(care, entry), await finds(care, entry)]).toEqual([true, true])
    await approve('all')
  })

  it('L5 a post that reads nothing has its first screen all the same, empty of dossiers', async () => {
    const before = (await call(gm, 'secrecy.settings', {})).approvals.filter(({ fixed }) => !fixed)
    const told = before.map(({ role }) => role)
    for (const role of told) await call(gm, 'secrecy.setApproval', { role, scope: 'none', level: 'restricted', reason: REASON })
    for (const role of told) expect([role, await problemOf(LOGINS[role], 'today.get', {})]).toEqual([role, null])
    for (const { role, scope, level } of before) await call(gm, 'secrecy.setApproval', { role, scope, level, reason: REASON })
  })

  it('L5 without a head the general manager grants; nothing is granted to who has left or reads nothing any more', async () => {
    const entry = await archive.enter('delivery')
    const { department } = await change(sales, {})
    await call(LOGINS.administrator, 'staff.add', { login: 'sales2', name: '新来的', departmentId: department, roles: ['salesConsultant'], password: PASSWORD })
    const [first, second] = [await ask('sales2', entry), await ask('sales2', entry)]
    expect(await problemOf(gm, 'access.grant', { id: first, remark: '' })).toBe('notFound')
    await change(salesHead, { active: false })
    expect((await call(gm, 'access.list', {})).waiting.map(({ id }) => id)).toEqual(expect.arrayContaining([first, second]))
    expect(await problemOf(gm, 'access.grant', { id: first, remark: '' })).toBeNull()
    expect(await opens('sales2', entry)).toBe(true)
    await change('sales2', { roles: ['administrator'] })
    expect(await problemOf(gm, 'access.grant', { id: second, remark: '' })).toBe('access.cannotRead')
    await change('sales2', { active: false })
    expect(await problemOf(gm, 'access.grant', { id: second, remark: '' })).toBe('access.cannotRead')
    await call(gm, 'access.decline', { id: second, remark: '已离职' })
  })
})

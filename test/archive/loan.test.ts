// Lending through the one door of a real archive whose days go by (rules L1 to L4, V7, C1, R3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TodaySection } from '#shared/domain/today.ts'
import { LOGINS, PASSWORD } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { handing, loansIn, OUTSIDER, request, returning, setLevel, takenOut, type Loans } from '#test/support/loans.ts'
import { signatureOf } from '#test/support/samples.ts'

let archive: DayArchive
let loans: Loans
// Monday.
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  loans = loansIn(archive)
})
afterAll(() => archive.close())

const { archivist, salesConsultant: sales, salesHead, serviceAdvisor: service, careSpecialist: care, customerDirector: director, generalManager: gm } = LOGINS

async function problem(login: string, method: 'loan.request' | 'loan.approve' | 'loan.decline' | 'loan.withdraw' | 'loan.handOut' | 'loan.renew' | 'loan.recall'
  | 'loan.giveBack' | 'loan.reportLost' | 'loan.name' | 'loan.find' | 'loan.card' | 'loan.get', input: unknown): Promise<unknown> {
  const answer = await (await archive.as(login)).ask(method, input)
  return answer.ok ? null : (answer.error.details.problem ?? answer.error.details.fields?.map((field) => `${field.path.join('.')}: ${field.problem}`) ?? answer.error.code)
}

const sections = async (login: string): Promise<Partial<Record<TodaySection, number>>> => (
  Object.fromEntries((await (await archive.as(login)).call('today.get', {})).sections.filter(({ key }) => key.startsWith('loan')).map(({ key, count }) => [key, count]))
)

describe('L1 L2 L3 a loan from request to return', () => {
  it('L1 L2 L3 asked, approved by the head, handed out and taken back with pages, state and both signatures', async () => {
    const { dossierId, dossierNumber } = await archive.enter('delivery')
    const id = await loans.ask(sales, dossierNumber)
    expect(await loans.get(id)).toMatchObject({ number: 'JY-2026-0001', state: 'requested', steps: [{ role: 'departmentHead', department: '销售部', given: null }] })
    expect(await sections(salesHead)).toMatchObject({ loanWaiting: 1 })
    expect(await sections(archivist)).toMatchObject({ loanReady: 0 })
    expect(await problem(archivist, 'loan.handOut', handing(id))).toBe('loan.cannot')
    await loans.approve(id, salesHead)
    expect(await sections(salesHead)).toMatchObject({ loanWaiting: 0 })
    expect(await sections(archivist)).toMatchObject({ loanReady: 1 })
    expect(await loans.handOut(id)).toMatchObject({ dueOn: '2026-03-02' })
    expect(await loans.get(id)).toMatchObject({
      state: 'out', place: 'premises', outOn: '2026-03-02', out: {
        pages: 12, condition: 'sound', borrower: { name: '单小雨', drawn: signatureOf(3) }, keeper: { name: '林静', drawn: signatureOf(4) },
      },
    })
    const here = await (await archive.as(archivist)).call('loan.ofDossier', { dossierId })
    expect(here.open).toMatchObject({ id, state: 'out' })
    expect(await sections(sales)).toMatchObject({ loanMine: 1 })
    await loans.giveBack(id)
    expect(await loans.get(id)).toMatchObject({ state: 'returned', endedOn: '2026-03-02', back: { pages: 12 }, report: null, may: [] })
    expect(await sections(sales)).toEqual({})
    const register = await (await archive.as(archivist)).call('loan.printRegister', { from: '2026-03-01', to: '2026-03-31' })
    expect(register.rows).toMatchObject([{
      number: 'JY-2026-0001', borrower: { name: '单小雨', department: '销售部' }, dossierNumber, whole: true, purpose: '核对合同', place: 'premises',
      approvedBy: [{ role: 'departmentHead', name: '曾国强' }], out: { pages: 12 }, back: { pages: 12 }, state: 'returned',
    }])
    expect(await auditOf(archive.folder, 'loan.printRegister')).toHaveLength(1)
  })

  it('L3 nothing is handed out when one side does not prove who they are, has not signed, or is both sides', async () => {
    const { dossierNumber } = await archive.enter('delivery')
    const id = await loans.ask(sales, dossierNumber)
    await loans.approve(id, salesHead)
    expect(await problem(archivist, 'loan.handOut', handing(id, { borrowerPassword: 'no such' }))).toEqual(['borrowerPassword: password.wrong'])
    expect(await problem(archivist, 'loan.handOut', handing(id, { borrowerPassword: null }))).toEqual(['borrowerPassword: text.required'])
    expect(await problem(archivist, 'loan.handOut', handing(id, { keeperDrawn: { strokes: [] } }))).toEqual(['keeperDrawn: signature.missing'])
    expect(await problem(archivist, 'loan.handOut', handing(id, { pages: 0 }))).toEqual(['pages: loan.pagesDue'])
    expect(await loans.get(id)).toMatchObject({ state: 'approved', out: null })
    const own = await loans.ask(archivist, dossierNumber)
    await loans.approve(own, director)
    expect(await problem(archivist, 'loan.handOut', handing(own))).toEqual(['borrowerPassword: loan.sameSigner'])
    const ready = async (login: string) => (await (await archive.as(login)).call('loan.waiting', { limit: 100 })).handOut.map((loan) => loan.id)
    expect([(await ready(archivist)).includes(own), (await ready(care)).includes(own)]).toEqual([false, true])
    expect(((await sections(care)).loanReady ?? 0) - ((await sections(archivist)).loanReady ?? 0)).toBe(1)
    await (await archive.as(care)).call('loan.handOut', handing(own))
    expect(await problem(archivist, 'loan.handOut', handing(id))).toBe('loan.outAlready')
    // Nor takes back what they borrowed, whoever brings it.
    expect(await problem(archivist, 'loan.giveBack', returning(own, { broughtBy: care }))).toEqual(['broughtBy: loan.sameSigner'])
    expect((await loans.get(own)).may).not.toContain('giveBack')
    await (await archive.as(care)).call('loan.giveBack', returning(own))
    await loans.handOut(id)
    // A colleague may bring it, in their own name.
    expect(await problem(archivist, 'loan.giveBack', returning(id, { broughtBy: archivist }))).toEqual(['broughtBy: loan.sameSigner'])
    await loans.giveBack(id, { broughtBy: salesHead })
    expect((await loans.get(id)).back?.borrower.name).toBe('曾国强')
  })

  it('L2 another department: head and director; nobody approves their own; one approval of a person; the order holds', async () => {
    const { dossierNumber } = await archive.enter('delivery')
    const id = await loans.ask(service, dossierNumber)
    expect((await loans.get(id)).steps.map(({ role }) => role)).toEqual(['departmentHead', 'customerDirector'])
    expect(await problem(director, 'loan.approve', { id, remark: '' })).toBe('loan.notYours')
    // The head may not know the other department's dossier, nor therefore who else is asked.
    expect(await (await archive.as(LOGINS.serviceHead)).call('loan.approve', { id, remark: '同意' })).toEqual({ waitsFor: null })
    expect((await loans.get(id, LOGINS.serviceHead)).steps.map(({ role }) => role)).toEqual(['departmentHead'])
    expect(await problem(LOGINS.serviceHead, 'loan.approve', { id, remark: '' })).toBe('loan.notYours')
    expect(await (await archive.as(director)).call('loan.approve', { id, remark: '' })).toEqual({ waitsFor: null })
    const own = await loans.ask(director, dossierNumber)
    expect(await problem(director, 'loan.approve', { id: own, remark: '' })).toBe('loan.own')
    await loans.approve(own, gm)
    const heads = await loans.ask(salesHead, dossierNumber)
    expect(await problem(salesHead, 'loan.approve', { id: heads, remark: '' })).toBe('loan.own')
    expect(await problem(director, 'loan.decline', { id: heads, remark: '' })).toEqual(['remark: text.required'])
    await (await archive.as(director)).call('loan.decline', { id: heads, remark: '请先交清前次' })
    expect(await loans.get(heads, salesHead)).toMatchObject({ state: 'declined', declined: '请先交清前次', may: [] })
    await (await archive.as(service)).call('loan.withdraw', { id, remark: '' })
    expect(await problem(archivist, 'loan.handOut', handing(id))).toBe('loan.cannot')
  })

  it('L2 the general manager stands in for a head who has left, and the inbox says so', async () => {
    const { dossierNumber } = await archive.enter('maintenance')
    const admin = await archive.as(LOGINS.administrator)
    const head = (await admin.call('staff.list', {})).find(({ login }) => login === LOGINS.serviceHead)
    if (!head) throw new Error('no head')
    const put = (active: boolean) => admin.call('staff.update', { id: head.id, name: head.name, departmentId: head.department.id, roles: head.roles, active })
    const id = await loans.ask(service, dossierNumber)
    expect((await (await archive.as(gm)).call('loan.waiting', { limit: 10 })).approve).toEqual([])
    await put(false)
    const waiting = (await (await archive.as(gm)).call('loan.waiting', { limit: 10 })).approve
    expect(waiting.map((loan) => loan.id)).toEqual([id])
    expect((await loans.get(id, gm)).may).toContain('approve')
    await loans.approve(id, gm)
    await admin.call('staff.resetPassword', { id: head.id, password: PASSWORD })
    expect((await loans.get(id)).state).toBe('approved')
  })
})

describe('L2 S1 outsiders and levels', () => {
  it('L2 an outsider: letter and document, director and manager, on the premises, signed by hand alone; the number masked in the trail', async () => {
    const { dossierNumber } = await archive.enter('delivery')
    expect(await problem(sales, 'loan.request', request(dossierNumber, { borrower: OUTSIDER }))).toBe('loan.forOthers')
    expect(await problem(archivist, 'loan.request', request(dossierNumber, { borrower: OUTSIDER, ...takenOut(3) }))).toEqual(['place: loan.outsiderPlace'])
    const id = await loans.ask(archivist, dossierNumber, { borrower: OUTSIDER })
    await loans.approve(id, director, gm)
    await loans.handOut(id, { borrowerPassword: null })
    expect(await loans.get(id)).toMatchObject({ state: 'out', outsider: { letterNumber: '介字 26-018' }, out: { borrower: { name: '钱明', department: '某保险公司合肥分公司' } } })
    expect(await problem(archivist, 'loan.card', { id })).toBeNull()
    const given = await loans.giveBack(id, { borrowerPassword: null, pages: 11, pieces: 1, remark: '少了一页合同' })
    expect(given.violation).toBeNull()
    expect(await loans.get(id)).toMatchObject({ state: 'returned', report: { pieces: 1, violation: null } })
    const trail = JSON.stringify([...await auditOf(archive.folder, 'loan.request'), ...await auditOf(archive.folder, 'loan.handOut')])
    const number = OUTSIDER.kind === 'outsider' ? OUTSIDER.identityNumber : ''
    expect(trail).not.toContain(number)
  })

  it('L2 S3 机密 asks for the general manager too and never leaves; what rises after its approval is not handed out', async () => {
    const secret = await archive.enter('delivery')
    await setLevel(archive, secret.dossierId, 2)
    expect(await problem(archivist, 'loan.request', request(secret.dossierNumber, takenOut(3)))).toBe('loan.neverLeaves')
    // Who may not know it is not told so: it is read on the premises in the end.
    const id = await loans.ask(sales, secret.dossierNumber, takenOut(3))
    expect((await loans.get(id)).steps.map(({ role }) => role)).toEqual(['departmentHead', 'generalManager'])
    await loans.approve(id, salesHead)
    expect(await problem(gm, 'loan.approve', { id, remark: '' })).toBe('loan.neverLeaves')
    const here = await loans.ask(sales, secret.dossierNumber)
    await loans.approve(here, salesHead, gm)
    expect(await loans.handOut(here)).toMatchObject({ dueOn: '2026-03-02' })
    await loans.giveBack(here)
    const plain = await archive.enter('delivery')
    const rising = await loans.ask(sales, plain.dossierNumber, takenOut(3))
    await loans.approve(rising, salesHead)
    await setLevel(archive, plain.dossierId, 2)
    expect(await problem(archivist, 'loan.handOut', handing(rising))).toBe('loan.approvalLacking')
  })

  it('S3 绝密: the general manager alone approves, and hands it out', async () => {
    const secret = await archive.enter('delivery')
    await setLevel(archive, secret.dossierId, 3)
    const id = await loans.ask(sales, secret.dossierNumber)
    expect((await (await archive.as(archivist)).ask('loan.get', { id })).ok).toBe(false)
    await loans.approve(id, gm)
    expect(await problem(archivist, 'loan.handOut', handing(id))).toBe('notFound')
    await (await archive.as(gm)).call('loan.handOut', handing(id))
    expect((await loans.get(id, gm)).state).toBe('out')
    await (await archive.as(gm)).call('loan.giveBack', returning(id))
  })
})

describe('L1 what is asked for', () => {
  it('L1 named papers are ticked at hand-out and return; of a dossier one may not know none can be named', async () => {
    const entry = await archive.enter('delivery')
    const named = [{ recordId: entry.recordId, code: 'salesContract' }, { recordId: entry.recordId, code: 'invoiceCopy' }]
    const codes = (await (await archive.as(sales)).call('record.open', { ids: [entry.recordId] }))[0]?.checklist.map(({ code }) => code) ?? []
    const papers = named.map((paper, index) => ({ ...paper, code: codes[index] ?? '' }))
    expect(await problem(service, 'loan.request', request(entry.dossierNumber, { papers }))).toEqual(['papers.0: loan.unknownPaper'])
    expect(await problem(sales, 'loan.request', request(entry.dossierNumber, { papers: [{ recordId: entry.recordId, code: 'nonsense' }] }))).toEqual(['papers.0: loan.unknownPaper'])
    const id = await loans.ask(sales, entry.dossierNumber, { papers })
    await loans.approve(id, salesHead)
    expect(await problem(archivist, 'loan.handOut', handing(id))).toEqual(['papers: loan.papersDue'])
    await loans.handOut(id, { papers, pages: 3 })
    expect(await problem(archivist, 'loan.giveBack', returning(id, { papers: papers.slice(0, 1), pages: 3 }))).toEqual(['pieces: loan.piecesDue', 'remark: text.required'])
    await loans.giveBack(id, { papers, pages: 3 })
    expect((await loans.get(id)).back?.papers.map(({ code }) => code)).toEqual(papers.map(({ code }) => code))
  })

  it('L1 S1 what fits no dossier is taken all the same, and the archive names or declines it', async () => {
    const entry = await archive.enter('delivery')
    const id = await loans.ask(sales, '皖A·不知道')
    expect(await loans.get(id, sales)).toMatchObject({ state: 'requested', asked: '皖A·不知道', dossier: null, steps: [] })
    expect((await sections(archivist)).loanReady).toBeGreaterThan(0)
    expect(await problem(salesHead, 'loan.get', { id })).toBe('notFound')
    expect(await problem(archivist, 'loan.name', { id, dossier: 'nonsense' })).toEqual(['dossier: loan.noSuchDossier'])
    await (await archive.as(archivist)).call('loan.name', { id, dossier: entry.dossierNumber })
    expect(await problem(archivist, 'loan.name', { id, dossier: entry.dossierNumber })).toBe('loan.cannot')
    await loans.approve(id, salesHead)
    const other = await loans.ask(sales, '没有这台车')
    await (await archive.as(archivist)).call('loan.decline', { id: other, remark: '查无此档' })
    expect((await loans.get(other, sales)).declined).toBe('查无此档')
  })

  it('C1 C7 a folder declared lost in stock-taking is not handed out until it lies somewhere again', async () => {
    const entry = await archive.enter('delivery')
    const keeper = await archive.as(archivist)
    const { id: cabinetId } = await keeper.call('cabinet.add', { room: '档案室', code: 'L', shelves: 1, slotsPerShelf: 1, capacity: 5 })
    await keeper.call('filing.placeFolder', { dossierId: entry.dossierId, slot: 'L-01-01' })
    const id = await loans.ask(sales, entry.dossierNumber)
    await loans.approve(id, salesHead)
    const { id: taking } = await keeper.call('stocktaking.start', { cabinetId, shelf: null })
    await keeper.call('stocktaking.finish', { id: taking, remark: '' })
    const [missing] = (await keeper.call('stocktaking.get', { id: taking })).differences
    if (!missing?.id) throw new Error('no difference')
    await keeper.call('stocktaking.settle', { id: taking, differenceId: missing.id, outcome: 'lost', slot: null, remark: '全库找过' })
    expect(await problem(archivist, 'loan.handOut', handing(id))).toBe('loan.folderLost')
    await keeper.call('filing.placeFolder', { dossierId: entry.dossierId, slot: 'L-01-01' })
    await loans.handOut(id)
    await loans.giveBack(id)
  })

  it('C1 R3 a folder is out once, is named on its card, and cannot be merged while it is out', async () => {
    const [one, two] = [await archive.enter('delivery'), await archive.enter('maintenance')]
    const archive1 = await archive.as(archivist)
    await archive1.call('cabinet.add', { room: '档案室', code: 'A', shelves: 1, slotsPerShelf: 2, capacity: 5 })
    await archive1.call('filing.placeFolder', { dossierId: one.dossierId, slot: 'A-01-01' })
    const [first, second] = [await loans.ask(sales, one.dossierNumber), await loans.ask(sales, one.dossierNumber)]
    await loans.approve(first, salesHead)
    await loans.approve(second, salesHead)
    await loans.handOut(first)
    expect(await problem(archivist, 'loan.handOut', handing(second))).toBe('loan.outAlready')
    expect(await problem(archivist, 'loan.card', { id: second })).toBe('loan.notOut')
    const card = await archive1.call('loan.card', { id: first })
    expect(card).toMatchObject({ dossierNumber: one.dossierNumber, slot: { label: 'A-01-01', room: '档案室' }, pages: 12, keeperName: '林静' })
    // The slot stays reserved.
    expect((await archive1.call('filing.ofDossier', { dossierId: one.dossierId })).place?.slot).toBe('A-01-01')
    const merge = await archive1.ask('merge.dossiers', { keepId: one.dossierId, mergeId: two.dossierId, reason: '重复' })
    expect(merge).toMatchObject({ ok: false, error: { details: { problem: 'merge.folderOut' } } })
    await loans.giveBack(first)
    await archive1.call('merge.dossiers', { keepId: two.dossierId, mergeId: one.dossierId, reason: '重复' })
    expect((await loans.get(second)).dossier?.id).toBe(two.dossierId)
    await loans.handOut(second)
    await loans.giveBack(second)
  })
})

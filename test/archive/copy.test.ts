// Copies (rules S4, A3): asked for, approved by who has authority, made once under a number, drawn with their mark, listed, reported back;
// known to nobody who may not know their dossier.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CallFailed, LOGINS, type Entry, type Person } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { mine, registerOf, waiting, wanted } from '#test/support/copies.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { setLevel } from '#test/support/loans.ts'
import { sizeOf, startMaker } from '#test/support/pictures.ts'
import { attachScan, pdfOf } from '#test/support/scans.ts'

const vips = await startMaker()

let archive: DayArchive
/** A delivery of `sales1` with two pages, and a second one. */
let sold: { entry: Entry; scanIds: number[] }
let secret: { entry: Entry; scanIds: number[] }
beforeAll(async () => {
  archive = await archiveAt('2026-03-11')
  const archivist = await archive.as(LOGINS.archivist)
  const filed = async (seed: string) => {
    const entry = await archive.enter('delivery')
    return { entry, scanIds: (await attachScan(archivist, pdfOf(2, Buffer.from(seed)), { recordId: entry.recordId, code: 'salesContract' })).scanIds }
  }
  sold = await filed('sold')
  secret = await filed('secret')
})
afterAll(async () => {
  vips.shutdown()
  await archive.close()
})

const as = (role: keyof typeof LOGINS): Promise<Person> => archive.as(LOGINS[role])
const pagesOf = ({ entry, scanIds }: typeof sold) => ({ recordId: entry.recordId, scanIds })
const problemOf = (work: Promise<unknown>) =>
  work.then(() => null, (error: unknown) => (error instanceof CallFailed ? (error.error.details.problem ?? error.error.details.fields?.[0]?.problem ?? error.error.code) : error))

describe('S4 asking and approving', () => {
  it('S4 waits for the general manager, is made once by whoever asked, gets the next number, and is listed with who approved it', async () => {
    const [seller, gm] = [await as('salesConsultant'), await as('generalManager')]
    expect(await seller.call('copy.meant', pagesOf(sold))).toEqual({ level: 'restricted', authority: null, reasonDue: false })
    expect(await problemOf(seller.call('copy.makeOwn', { ...wanted(pagesOf(sold)), reason: '' }))).toBe('copy.needsApproval')
    const { id, number } = await seller.call('copy.request', wanted(pagesOf(sold)))
    expect(number).toMatch(/^FS-2026-\d{4}$/)
    expect(await problemOf(seller.call('copy.make', { id }))).toBe('copy.cannot')
    expect(await problemOf(seller.call('copy.approve', { id, remark: '' }))).toBe('copy.own')
    expect(await problemOf((await as('customerDirector')).call('copy.approve', { id, remark: '' }))).toBe('copy.notYours')
    expect(await waiting(await as('customerDirector'))).toEqual([])
    expect(await waiting(gm)).toMatchObject([{ id, number, state: 'requested', pages: 2, may: ['approve', 'decline'], requestedBy: { name: '单小雨' }, dossier: { number: sold.entry.dossierNumber } }])
    expect(await gm.call('copy.approve', { id, remark: '' })).toEqual({ lapsesOn: '2026-03-18' })
    expect(await mine(seller)).toMatchObject([{ state: 'approved', lapsesOn: '2026-03-18', may: ['withdraw', 'make'], decided: { name: '郑宏', authority: 'generalManager' } }])
    expect(await problemOf(gm.call('copy.make', { id }))).toBe('copy.notYours')
    const made = await seller.call('copy.make', { id })
    expect(made.number).toBe('FY-2026-00001')
    expect(await problemOf(seller.call('copy.make', { id }))).toBe('copy.cannot')
    expect(await problemOf(seller.call('copy.withdraw', { id, remark: '' }))).toBe('copy.cannot')
    expect(await registerOf(seller)).toMatchObject([{
      number: made.number, purpose: '保险理赔', pages: 2, by: { name: '单小雨' }, dossier: { number: sold.entry.dossierNumber }, outcome: null, open: true,
      request: { number, form: 'print', recipient: '某保险公司', approvedBy: '郑宏', authority: 'generalManager', own: false },
    }])
    expect(await auditOf(archive.folder, 'copy.make')).toEqual([{ personId: seller.me.id, request: number, copy: made.number, copyId: made.copyId }])
  })

  it('S4 is declined with a reason, or withdrawn; pages of another record, taken out or named twice are none', async () => {
    const [seller, gm, archivist] = [await as('salesConsultant'), await as('generalManager'), await as('archivist')]
    const { id } = await seller.call('copy.request', wanted(pagesOf(sold)))
    expect(await problemOf(gm.call('copy.decline', { id, remark: '' }))).toBe('text.required')
    await gm.call('copy.decline', { id, remark: '用途不明' })
    expect((await mine(seller))[0]).toMatchObject({ state: 'declined', may: [], decided: { remark: '用途不明' } })
    const second = await seller.call('copy.request', wanted(pagesOf(sold)))
    await seller.call('copy.withdraw', { id: second.id, remark: '' })
    expect(await waiting(gm)).toEqual([])
    const [one = 0] = sold.scanIds
    expect(await problemOf(seller.call('copy.request', wanted({ recordId: sold.entry.recordId, scanIds: secret.scanIds })))).toBe('notFound')
    expect(await problemOf(seller.call('copy.request', wanted({ recordId: sold.entry.recordId, scanIds: [one, one] })))).toBe('scan.twice')
    const third = await seller.call('copy.request', wanted(pagesOf(sold)))
    await gm.call('copy.approve', { id: third.id, remark: '' })
    await archivist.call('scan.remove', { scanIds: [one], reason: '扫错' })
    expect(await problemOf(seller.call('copy.make', { id: third.id }))).toBe('scan.removed')
    await archivist.call('scan.restore', { scanIds: [one] })
    await seller.call('copy.withdraw', { id: third.id, remark: '' })
  })

  it('S4 authority is delegated by the general manager up to 机密, and revoked; who has it makes their own at once, and it is recorded by what right', async () => {
    const [gm, director, archivist, seller] = [await as('generalManager'), await as('customerDirector'), await as('archivist'), await as('salesConsultant')]
    const delegation = { personId: archivist.me.id, level: 'restricted' as const, fromOn: '2026-03-11', reason: '日常复印' }
    expect(await problemOf(gm.call('copy.delegate', { ...delegation, personId: gm.me.id }))).toBe('copy.cannotHold')
    expect(await problemOf(gm.call('copy.delegate', { ...delegation, personId: (await as('administrator')).me.id }))).toBe('copy.cannotHold')
    expect(await problemOf(gm.call('copy.delegate', { ...delegation, fromOn: '2026-03-10' }))).toBe('copy.fromPast')
    const { id } = await gm.call('copy.delegate', delegation)
    expect(await problemOf(gm.call('copy.delegate', delegation))).toBe('copy.holdsAlready')
    expect(await seller.call('copy.delegations', {})).toEqual([])
    expect(await director.call('copy.delegations', {})).toMatchObject([{ id, person: { name: '林静' }, level: 'restricted', givenBy: '郑宏', revoked: null }])
    expect(await archivist.call('copy.meant', pagesOf(sold))).toMatchObject({ authority: 'delegation' })
    const made = await archivist.call('copy.makeOwn', { ...wanted(pagesOf(sold), { form: 'file' }), reason: '' })
    expect((await registerOf(archivist))[0]).toMatchObject({ number: made.number, request: { authority: 'delegation', own: true, approvedBy: '林静' } })
    const asked = await seller.call('copy.request', wanted(pagesOf(sold)))
    expect(await waiting(archivist)).toMatchObject([{ id: asked.id }])
    await archivist.call('copy.approve', { id: asked.id, remark: '' })
    expect((await mine(seller))[0]).toMatchObject({ state: 'approved', decided: { name: '林静', authority: 'delegation' } })
    await gm.call('copy.revoke', { id, remark: '' })
    expect(await problemOf(gm.call('copy.revoke', { id, remark: '' }))).toBe('copy.revoked')
    expect(await problemOf(archivist.call('copy.makeOwn', { ...wanted(pagesOf(sold)), reason: '' }))).toBe('copy.needsApproval')
    // What was approved while it stood is.
    await seller.call('copy.make', { id: asked.id })
    expect(await gm.call('copy.meant', pagesOf(sold))).toMatchObject({ authority: 'generalManager' })
  })
})

describe('S4 secrecy', () => {
  it('S3, S4 of a dossier one may not know there is no request, no copy, no number; what rose above what was approved is asked for anew', async () => {
    const [gm, director, seller] = [await as('generalManager'), await as('customerDirector'), await as('salesConsultant')]
    const first = await seller.call('copy.request', wanted(pagesOf(secret)))
    await gm.call('copy.approve', { id: first.id, remark: '' })
    const before = await seller.call('copy.request', wanted(pagesOf(secret)))
    await gm.call('copy.delegate', { personId: director.me.id, level: 'confidential', fromOn: '2026-03-11', reason: '代行' })
    await setLevel(archive, secret.entry.dossierId, 3)
    expect(await waiting(director)).toEqual([])
    expect(await problemOf(director.call('copy.approve', { id: before.id, remark: '好' }))).toBe('notFound')
    expect(await problemOf(director.call('copy.request', wanted(pagesOf(secret))))).toBe('notFound')
    expect(await problemOf(director.call('copy.meant', pagesOf(secret)))).toBe('notFound')
    // Whoever asked sees what they asked and how it stands, and nothing of the dossier any more; nor can they make it.
    expect((await mine(seller)).filter(({ recordNumber }) => recordNumber === secret.entry.recordNumber)).toMatchObject([
      { state: 'requested', dossier: null, level: null, may: ['withdraw'] }, { state: 'approved', dossier: null, level: null, may: ['withdraw'] },
    ])
    expect(await problemOf(seller.call('copy.make', { id: first.id }))).toBe('notFound')
    // 绝密: the general manager, and in principle never.
    expect(await problemOf(gm.call('copy.approve', { id: before.id, remark: '' }))).toBe('text.required')
    expect(await problemOf(gm.call('copy.makeOwn', { ...wanted(pagesOf(secret)), reason: '' }))).toBe('text.required')
    const made = await gm.call('copy.makeOwn', { ...wanted(pagesOf(secret)), reason: '法院调取' })
    expect((await registerOf(gm))[0]?.number).toBe(made.number)
    for (const person of [director, seller]) {
      expect((await registerOf(person)).some(({ number }) => number === made.number)).toBe(false)
      expect(await registerOf(person, secret.entry.dossierNumber)).toEqual([])
      expect(await problemOf(person.call('copy.sheet', { id: made.copyId }))).toBe('notFound')
    }
    expect(await problemOf(director.call('copy.settle', { id: made.copyId, outcome: 'returned', on: '2026-03-11', remark: '' }))).toBe('notFound')
    const [all, theirs] = await Promise.all([gm, director].map(async (person) => (await person.call('copy.register', { from: '2026-01-01', to: '2026-12-31', before: null, limit: 1 })).stillOut))
    expect(Number(all) - Number(theirs)).toBe(1)
    await setLevel(archive, secret.entry.dossierId, 2)
    expect(await waiting(director)).toMatchObject([{ id: before.id, level: 'confidential', may: ['approve', 'decline'] }])
    expect(await problemOf(seller.call('copy.make', { id: first.id }))).toBe('notFound')
    await director.call('copy.decline', { id: before.id, remark: '不必' })
    await setLevel(archive, secret.entry.dossierId, 1)
  })

  it('S4 pages that became more secret than what was approved are not copied on it', async () => {
    const [gm, archivist] = [await as('generalManager'), await as('archivist')]
    const { id } = await archivist.call('copy.request', wanted(pagesOf(secret)))
    await gm.call('copy.approve', { id, remark: '' })
    await setLevel(archive, secret.entry.dossierId, 2)
    expect((await mine(archivist))[0]).toMatchObject({ state: 'approved', may: ['withdraw'] })
    expect(await problemOf(archivist.call('copy.make', { id }))).toBe('copy.levelRose')
    await setLevel(archive, secret.entry.dossierId, 1)
    await archivist.call('copy.make', { id })
  })
})

describe('S4, A3 what leaves', () => {
  it('S4, A3 pages are drawn for whoever made the copy, marked, each in the audit trail; a file is a PDF of such pages', async () => {
    const [gm, seller] = [await as('generalManager'), await as('salesConsultant')]
    const printed = await gm.call('copy.makeOwn', { ...wanted(pagesOf(sold)), reason: '' })
    expect(await gm.call('copy.sheet', { id: printed.copyId })).toMatchObject({ number: printed.number, name: '郑宏', approvedBy: '郑宏', pages: 2, purpose: '保险理赔', recipient: '某保险公司' })
    const page = await gm.call('copy.page', { id: printed.copyId, page: 1 })
    const plain = await gm.call('scan.view', { id: sold.scanIds[0] ?? 0, longest: 2340 })
    expect([page.mediaType, sizeOf(vips, page.bytes)]).toEqual(['image/jpeg', sizeOf(vips, plain.bytes)])
    expect(page.bytes.length).toBeGreaterThan(plain.bytes.length)
    expect(await problemOf(gm.call('copy.page', { id: printed.copyId, page: 3 }))).toBe('notFound')
    expect(await problemOf(gm.call('copy.file', { id: printed.copyId }))).toBe('copy.onPaper')
    expect(await problemOf(seller.call('copy.page', { id: printed.copyId, page: 1 }))).toBe('notFound')
    expect(await auditOf(archive.folder, 'copy.page')).toEqual([{ personId: gm.me.id, copy: printed.number, page: 1, scan: sold.scanIds[0] }])
    const file = await gm.call('copy.makeOwn', { ...wanted(pagesOf(sold), { form: 'file' }), reason: '' })
    const { mediaType, bytes } = await gm.call('copy.file', { id: file.copyId })
    expect([mediaType, Buffer.from(bytes).toString('latin1', 0, 5)]).toEqual(['application/pdf', '%PDF-'])
    expect(await problemOf(gm.call('copy.page', { id: file.copyId, page: 1 }))).toBe('copy.asFile')
    expect(await auditOf(archive.folder, 'copy.file')).toEqual([{ personId: gm.me.id, copy: file.number, pages: 2 }])
  })

  it('S4 a copy counts as the original: it is out until it was given back or destroyed, once', async () => {
    const archivist = await as('archivist')
    const [copy] = await registerOf(archivist, 'FY-2026-00001')
    if (!copy) throw new Error('no copy')
    const settle = (change: object = {}) => archivist.call('copy.settle', { id: copy.id, outcome: 'destroyed', on: '2026-03-11', remark: '碎纸', ...change })
    expect(await problemOf(settle({ on: '2026-03-12' }))).toBe('copy.settledOn')
    expect(await problemOf(settle({ on: '2026-03-10' }))).toBe('copy.settledOn')
    const count = async (): Promise<number> => (await archivist.call('copy.register', { from: '2026-03-11', to: '2026-03-11', before: null, limit: 1 })).stillOut
    const out = await count()
    await settle()
    expect(await count()).toBe(out - 1)
    expect(await problemOf(settle())).toBe('copy.settled')
    expect((await registerOf(archivist, 'FY-2026-00001'))[0]?.outcome).toEqual({ what: 'destroyed', on: '2026-03-11', by: '林静', remark: '碎纸' })
  })

  it('H6, S4 a leaver’s list names the copies still in their hands; of those above whoever asks it says how many', async () => {
    const [archivist, seller, gm, admin] = [await as('archivist'), await as('salesConsultant'), await as('generalManager'), await as('administrator')]
    const held = async (personId: typeof gm.me.id) => (await registerOf(archivist)).filter(({ by, outcome }) => by.id === personId && outcome === null).map(({ number }) => number)
    const list = await archivist.call('leaver.list', { personId: seller.me.id })
    expect(list.copies.length).toBeGreaterThan(0)
    expect(list.copies.map(({ number }) => number).toReversed()).toEqual(await held(seller.me.id))
    const all = (await held(gm.me.id)).length
    expect(await admin.call('leaver.count', { personId: gm.me.id })).toMatchObject({ copies: all })
    await setLevel(archive, secret.entry.dossierId, 3)
    const { copies, hidden } = await archivist.call('leaver.print', { personId: gm.me.id })
    expect([copies.length, hidden.copies]).toEqual([all - 1, 1])
    await setLevel(archive, secret.entry.dossierId, 1)
  })

  it('S4 an approval lapses, and a copy’s pages leave on its day alone; the register is read by day and dossier, and its printing noted', async () => {
    const [gm, seller] = [await as('generalManager'), await as('salesConsultant')]
    const { id } = await seller.call('copy.request', wanted(pagesOf(sold)))
    await gm.call('copy.approve', { id, remark: '' })
    const { copyId } = await gm.call('copy.makeOwn', { ...wanted(pagesOf(sold)), reason: '' })
    await archive.goTo('2026-03-19')
    const later = await as('salesConsultant')
    expect((await mine(later))[0]).toMatchObject({ state: 'lapsed', may: [] })
    expect(await problemOf(later.call('copy.make', { id }))).toBe('copy.lapsed')
    expect(await problemOf((await as('generalManager')).call('copy.page', { id: copyId, page: 1 }))).toBe('copy.dayOver')
    const director = await as('customerDirector')
    const found = async (change: object) => (await director.call('copy.register', { from: '2026-03-11', to: '2026-03-11', before: null, limit: 100, ...change })).copies.length
    const all = await found({})
    expect(all).toBeGreaterThan(4)
    expect(await found({ from: '2026-03-12', to: '2026-03-19' })).toBe(0)
    expect(await found({ text: secret.entry.dossierNumber.toLowerCase() })).toBe(2)
    expect(await found({ out: true })).toBe(all - 1)
    const printed = await director.call('copy.printRegister', { from: '2026-03-01', to: '2026-03-31' })
    expect(printed.copies.map(({ number }) => number)).toEqual(printed.copies.map(({ number }) => number).toSorted())
    expect(await auditOf(archive.folder, 'copy.printRegister')).toEqual([{ personId: director.me.id, from: '2026-03-01', to: '2026-03-31', text: '', out: false }])
    expect(await problemOf(director.call('copy.register', { from: '2026-03-12', to: '2026-03-11', before: null, limit: 1 }))).toBe('copy.range')
  })
})

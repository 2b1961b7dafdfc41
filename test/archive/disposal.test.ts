// Terms, holds, appraisal and destruction lists at the desk (rules R1 to R3, S1, S3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOGINS, type Entry } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { disposalsIn, HANDS, toDestroy } from '#test/support/disposals.ts'
import { wanted } from '#test/support/copies.ts'
import { setLevel } from '#test/support/loans.ts'
import { customerOf, identityNumberOf } from '#test/support/samples.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'

let archive: DayArchive
let cars: Entry[]
let disposals: ReturnType<typeof disposalsIn>

/** Four of 2015, filed; the last had another visit since. */
beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  cars = [await archive.enter('maintenance'), await archive.enter('maintenance'), await archive.enter('maintenance'), await archive.enter('maintenance')]
  await archive.handOver(cars.map(({ recordId }) => recordId))
  disposals = disposalsIn(archive)
}, 60_000)
afterAll(() => archive.close())

const car = (index: number): Entry => {
  const found = cars[index]
  if (!found) throw new Error('no such car')
  return found
}
const problem = (problemCode: string) => ({ ok: false, error: { details: { problem: problemCode } } })

describe('R1 R2 R3 destruction lists', () => {
  it('R1 nothing is listed on the last day of the term, all of it on the day after', async () => {
    await archive.goTo('2025-03-02')
    const expired = async (): Promise<string[]> => (await (await archive.as(LOGINS.archivist)).call('disposal.expired', { limit: 50 })).dossiers.map(({ number }) => number)
    expect(await expired()).toEqual([])
    await archive.goTo('2025-03-03')
    expect((await expired()).toSorted()).toEqual(cars.map(({ dossierNumber }) => dossierNumber).toSorted())
    const director = await archive.as(LOGINS.customerDirector)
    await director.call('term.set', { dossierId: car(3).dossierId, kind: 'permanent', years: null, reason: '首台展车' })
    expect(await expired()).toHaveLength(3)
    expect(await director.call('term.ofDossier', { dossierId: car(3).dossierId })).toMatchObject({ term: { kind: 'permanent' }, isDefault: false, expiresOn: null, expired: false })
  })

  it('R3 what is held is shown with its reason and cannot be listed', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const director = await archive.as(LOGINS.customerDirector)
    const { id: loan } = await archivist.call('loan.request', { dossier: car(0).dossierNumber, papers: [], borrower: null, place: 'premises', reason: '', purpose: '查对', days: 1 })
    const { id: hold } = await director.call('hold.set', { dossierId: car(1).dossierId, kind: 'complaint', reason: '客户投诉未结' })
    const { dossiers } = await archivist.call('disposal.expired', { limit: 50 })
    const held = (index: number) => dossiers.find(({ dossierId }) => dossierId === car(index).dossierId)?.held
    expect([held(0), held(1), held(2)]).toEqual([['onLoan'], ['byHand'], []])
    for (const index of [0, 1]) expect(await archivist.ask('disposal.draft', { items: [toDestroy(car(index).dossierId)], remark: '' })).toMatchObject(problem('disposal.held'))
    expect(await archivist.ask('disposal.draft', { items: [toDestroy(car(3).dossierId)], remark: '' })).toMatchObject(problem('disposal.notExpired'))
    await archivist.call('loan.withdraw', { id: loan, remark: '' })
    await director.call('hold.lift', { id: hold, reason: '投诉已结' })
    expect(await director.ask('hold.lift', { id: hold, reason: '再来' })).toMatchObject(problem('hold.lifted'))
  })

  it('R3 L5 S4 C2 a copy or a reading that is asked for, and a volume being put together, hold it until that is settled', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const director = await archive.as(LOGINS.customerDirector)
    const heldBy = async (index: number) => (await archivist.call('term.ofDossier', { dossierId: car(index).dossierId })).held
    const { recordId } = car(0)
    const { scanIds } = await attachScan(archivist, pngPage('held'), { recordId, code: 'workOrder' })
    const { id: copy } = await archivist.call('copy.request', wanted({ recordId, scanIds }))
    const consultant = await archive.as(LOGINS.salesConsultant)
    const { id: reading } = await consultant.call('access.request', { dossier: car(1).dossierNumber, level: 'restricted', purpose: '核对', days: 1 })
    expect([await heldBy(0), await heldBy(1), await heldBy(2)]).toEqual([['copyAsked'], ['readingAsked'], []])
    await archivist.call('copy.withdraw', { id: copy, remark: '' })
    await consultant.call('access.withdraw', { id: reading })
    const services = (await archivist.call('volume.scheme', {})).classes.find(({ code }) => code === 'FW')
    if (!services) throw new Error('not the first scheme')
    await director.call('volume.updateClass', { id: services.id, name: services.name, term: services.term, binds: true })
    await archivist.call('volume.propose', { classId: services.id, year: 2015 })
    expect([await heldBy(0), await heldBy(1), await heldBy(2)]).toEqual([['binding'], ['binding'], ['binding']])
    const { volumes } = await archivist.call('volume.list', { classId: services.id, year: 2015, state: null, text: '', limit: 9 })
    await archivist.call('volume.dissolve', { ids: volumes.map(({ id }) => id), remark: '' })
    expect([await heldBy(0), await heldBy(1), await heldBy(2)]).toEqual([[], [], []])
  })

  it('R2 approvals in their order, by two others; a list sent back loses them; nothing twice on two lists', async () => {
    const [archivist, director, manager] = [await archive.as(LOGINS.archivist), await archive.as(LOGINS.customerDirector), await archive.as(LOGINS.generalManager)]
    const list = await disposals.draft(toDestroy(car(0).dossierId), toDestroy(car(1).dossierId))
    expect(await archivist.ask('disposal.draft', { items: [toDestroy(car(0).dossierId)], remark: '' })).toMatchObject(problem('disposal.listed'))
    expect(await director.ask('disposal.approve', { id: list, remark: '' })).toMatchObject(problem('disposal.cannot'))
    await archivist.call('disposal.submit', { id: list, remark: '' })
    expect(await manager.ask('disposal.approve', { id: list, remark: '' })).toMatchObject(problem('disposal.notYours'))
    await director.call('disposal.approve', { id: list, remark: '' })
    await manager.call('disposal.decline', { id: list, remark: '再核对一遍' })
    expect(await disposals.get(list)).toMatchObject({ state: 'drafted', endorsedBy: null })
    expect(await archivist.ask('disposal.carryOut', { id: list, ...HANDS })).toMatchObject(problem('disposal.cannot'))
    // The director's own list waits for another director.
    const { id: own } = await director.call('disposal.draft', { items: [toDestroy(car(2).dossierId)], remark: '' })
    await director.call('disposal.submit', { id: own, remark: '' })
    expect(await director.ask('disposal.approve', { id: own, remark: '' })).toMatchObject(problem('disposal.own'))
    await director.call('disposal.withdraw', { id: own, remark: '改由档案管理员起草' })
    // A number is not given again.
    expect((await disposals.get(await disposals.draft(toDestroy(car(2).dossierId)))).number).toBe('XH-2025-003')
  })

  it('R2 R3 a hold set after the last approval drops it out, and an unfit witness signs for nothing', async () => {
    const [archivist, director, manager] = [await archive.as(LOGINS.archivist), await archive.as(LOGINS.customerDirector), await archive.as(LOGINS.generalManager)]
    const [list] = (await archivist.call('disposal.list', { limit: 9 })).disposals.filter(({ number }) => number === 'XH-2025-001')
    if (!list) throw new Error('no list')
    await archivist.call('disposal.submit', { id: list.id, remark: '' })
    await director.call('disposal.approve', { id: list.id, remark: '' })
    await manager.call('disposal.approve', { id: list.id, remark: '' })
    await director.call('hold.set', { dossierId: car(1).dossierId, kind: 'dispute', reason: '车主异议' })
    const refused = async (change: Partial<typeof HANDS>) => archivist.ask('disposal.carryOut', { id: list.id, ...HANDS, ...change })
    for (const [login, code] of [[LOGINS.archivist, 'disposal.witnessTwice'], [LOGINS.customerDirector, 'disposal.witnessApproved'], [LOGINS.salesHead, 'disposal.witnessTwice']] as const) {
      expect(await refused({ witness2Login: login })).toMatchObject({ ok: false, error: { details: { fields: [{ path: ['witness2Login'], problem: code }] } } })
    }
    expect(await refused({ witness1Password: 'not theirs' })).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(await disposals.carryOut(list.id)).toMatchObject({ destroyed: 1, dropped: 1 })
    expect((await disposals.get(list.id)).items).toMatchObject([{ destroyed: true, dropped: null }, { destroyed: false, dropped: 'byHand' }])
    expect(await archivist.call('term.ofDossier', { dossierId: car(1).dossierId })).toMatchObject({ list: null, held: ['byHand'] })
  })

  it('R1 extending: from the approval on, and no longer expired', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const archivist = await archive.as(LOGINS.archivist)
    const { disposals: [newest] } = await archivist.call('disposal.list', { limit: 1 })
    if (newest?.number !== 'XH-2025-003') throw new Error('not that list')
    await archivist.call('disposal.appraise', { id: newest.id, items: [{ dossierId: car(2).dossierId, appraisal: 'extend', years: 5, words: '仍在保修' }], remark: '' })
    await archivist.call('disposal.submit', { id: newest.id, remark: '' })
    await director.call('disposal.approve', { id: newest.id, remark: '' })
    expect(await (await archive.as(LOGINS.generalManager)).call('disposal.approve', { id: newest.id, remark: '' })).toMatchObject({ state: 'settled' })
    expect(await director.call('term.ofDossier', { dossierId: car(2).dossierId })).toMatchObject({ expiresOn: '2031-03-02', expired: false, list: null, terms: [{ list: 'XH-2025-003', reason: '仍在保修' }] })
  })

  it('S1 S3 R4 whoever may not know a dossier is told of so many more, and sees no data sheet of its owner', async () => {
    await setLevel(archive, car(2).dossierId, 3)
    const archivist = await archive.as(LOGINS.archivist)
    const { disposals: [list] } = await archivist.call('disposal.list', { limit: 1 })
    if (!list) throw new Error('no list')
    expect(await disposals.get(list.id)).toMatchObject({ items: [], hidden: 1 })
    expect(await archivist.ask('term.ofDossier', { dossierId: car(2).dossierId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    await setLevel(archive, car(2).dossierId, 1)
    const { owners: [owner] } = await archivist.call('dossier.open', { id: car(2).dossierId })
    if (!owner) throw new Error('nobody owns it')
    expect(await archivist.call('subject.sheet', { customerId: owner.customer.id })).toMatchObject({ dossiers: [{ number: car(2).dossierNumber, keptUntil: '2031-03-02', records: [{ contactName: '王建国' }] }], hidden: 0 })
  })

  it('R4 of a car that changed hands, each owner’s data sheet tells what was changed of their own data, and nothing of the other’s', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const { dossierId } = car(2)
    const ownerOf = async () => {
      const { owners } = await archivist.call('dossier.open', { id: dossierId })
      const last = owners.at(-1)
      if (!last) throw new Error('nobody owns it')
      return last.customer
    }
    const move = async (address: string) => {
      const { id, ...customer } = await ownerOf()
      await archivist.call('customer.update', { dossierId, customerId: id, customer: { ...customer, kind: 'person', identityKind: 'identityCard', address } })
      return id
    }
    const former = await move('前车主新址 1 号')
    await archivist.call('dossier.changeOwner', { dossierId, customer: { ...customerOf(77), identityNumber: identityNumberOf(77) }, fromOn: '2025-03-03' })
    const present = await move('现车主新址 2 号')
    const told = async (customerId: typeof former) => (await archivist.call('subject.sheet', { customerId })).changes.map(({ field, after }) => [field, after])
    expect(await told(former)).toEqual([['address', '前车主新址 1 号']])
    expect(await told(present)).toEqual([['address', '现车主新址 2 号']])
  })
})

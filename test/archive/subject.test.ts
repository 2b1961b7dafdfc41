// Rule R4: what is kept of a former owner is erased at their request, once no term keeps it; the car's present owner keeps everything.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { foundIn } from '#test/support/altered.ts'
import { finished, LOGINS, PASSWORD, temporaryFolder, type Entry } from '#test/support/archive.ts'
import { searchFor, type Planted } from '#test/support/byte-search.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { foundBytes } from '#test/support/decrypted.ts'
import { loansIn } from '#test/support/loans.ts'
import { identityNumberOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, noise, pngPage } from '#test/support/scans.ts'
import { changesOne } from '#test/support/tampered.ts'

const FORMER = {
  name: '司徒前主甲', mobile: '13988880001', pastMobile: '13988880009', landline: '0551-88880001', address: '合肥市前主路八千零一号', identity: identityNumberOf(8880),
  contact: '诸葛前联乙', phone: '13988880002', order: 'DDXH-888001', paperNote: '前主材料备注丙八八八', asked: '前主申请备注丁八八八', draft: '前主草稿戊八八八',
  endorsed: '前主审核意见己八八八', lifted: '已与司徒前主甲和解庚八八八',
} as const
const PRESENT = { name: '欧阳现主甲', mobile: '13999990001', address: '合肥市现主路九千零一号', visitor: '令狐现联乙', plate: '皖A88X88' } as const
const IMAGE = noise(64, 'a former owner’s identity card')

const texts = (words: Readonly<Record<string, string>>): Planted[] => Object.entries(words).map(([what, text]) => ({ what, text }))
const former: readonly Planted[] = [...texts(FORMER), { what: 'a picture', bytes: IMAGE }]
const [searchFormer, searchPresent] = [searchFor(former), searchFor(texts(PRESENT))]

let archive: DayArchive
let entry: Entry
let customerId: Id<'customer'>
let presentId: Id<'customer'>
let request: Id<'subjectRequest'>
let dataKey: Uint8Array
const apart = temporaryFolder()
const backups = temporaryFolder()

beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  const vehicle = { ...vehicleOf(8880), plate: PRESENT.plate }
  const person = { kind: 'person', identityKind: 'identityCard', landline: '' } as const
  const was = { ...person, identityNumber: FORMER.identity, name: FORMER.name, mobile: FORMER.pastMobile, landline: FORMER.landline, address: FORMER.address }
  entry = await archive.enter('delivery', { vehicle, customer: was, contact: { name: FORMER.contact, phone: FORMER.phone, confirmed: true }, orderNumber: FORMER.order })
  await archive.handOver([entry.recordId], () => ({ note: FORMER.paperNote }))
  const archivist = await archive.as(LOGINS.archivist)
  const { dossierId } = entry
  const [owner] = (await archivist.call('dossier.open', { id: dossierId })).owners
  if (!owner) throw new Error('nobody owns it')
  customerId = owner.customer.id
  await archivist.call('customer.update', { dossierId, customerId, customer: { ...was, mobile: FORMER.mobile } })
  await attachScan(archivist, Buffer.concat([pngPage('former'), IMAGE]), { recordId: entry.recordId, code: 'greenCard' })
  await archive.goTo('2015-03-03')
  const now = { ...person, identityNumber: identityNumberOf(9990), name: PRESENT.name, mobile: PRESENT.mobile, address: PRESENT.address }
  await (await archive.as(LOGINS.archivist)).call('dossier.changeOwner', { dossierId, customer: now, fromOn: '2015-03-03' })
  await archive.goTo('2026-03-02')
  const visit = await archive.enter('maintenance', { vehicle, customer: null, contact: { name: PRESENT.visitor, phone: '13999990002', confirmed: true } })
  // Said of the former owner in what is the present one's.
  await archive.handOver([visit.recordId], () => ({ note: `${FORMER.name}代送` }))
  const loans = loansIn(archive)
  const loan = await loans.ask(LOGINS.archivist, visit.dossierNumber, { purpose: `${FORMER.name}来电查询` })
  await (await archive.as(LOGINS.archivist)).call('loan.withdraw', { id: loan, remark: '' })
  const present = (await (await archive.as(LOGINS.archivist)).call('dossier.open', { id: dossierId })).owners.find(({ toOn }) => toOn === null)
  if (!present) throw new Error('nobody owns it now')
  presentId = present.customer.id
  dataKey = (await openEntry(readKeyring(placesIn(archive.folder).keyring), LOGINS.administrator, PASSWORD)).dataKey
// Three days and their passwords.
}, 120_000)
afterAll(async () => {
  await archive.close()
  for (const folder of [apart, backups]) rmSync(folder, { recursive: true, force: true })
})

const found = (work?: (db: Writer) => void) => foundIn(archive, work)

describe('R4 erasing at a person’s request', () => {
  it('R4 whoever owns the car is told what keeps it, and no approval is given', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const { id, number } = await archivist.call('subject.ask', { customerId: presentId, shown: 'identityCard', remark: '' })
    expect(number).toBe('GR-2026-0001')
    expect(await archivist.call('subject.get', { id })).toMatchObject({ free: false, kept: [{ why: 'owned', keptUntil: null }] })
    const director = await archive.as(LOGINS.customerDirector)
    expect(await director.ask('subject.approve', { id, remark: '' })).toMatchObject({ ok: false, error: { details: { problem: 'subject.kept' } } })
    await director.call('subject.decline', { id, remark: '车辆仍在名下' })
  })

  it('R4 a former owner’s request takes two people by their posts, neither of whom asked, and then a password', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    request = (await archivist.call('subject.ask', { customerId, shown: 'identityCard', remark: FORMER.asked })).id
    expect(await archivist.ask('subject.ask', { customerId, shown: 'passport', remark: '' })).toMatchObject({ ok: false, error: { details: { problem: 'subject.open', subject: 'GR-2026-0002' } } })
    expect(await archivist.call('subject.get', { id: request })).toMatchObject({ free: true, kept: [{ why: 'free', keptUntil: '2025-03-02', records: [entry.recordNumber] }] })
    const manager = await archive.as(LOGINS.generalManager)
    expect(await manager.ask('subject.approve', { id: request, remark: '' })).toMatchObject({ ok: false, error: { details: { problem: 'disposal.notYours' } } })
    const director = await archive.as(LOGINS.customerDirector)
    const waits = async (key: 'subjectWaiting' | 'subjectReady') => {
      const lines: [string, string][] = []
      for (const login of [LOGINS.archivist, LOGINS.customerDirector, LOGINS.generalManager]) {
        const { sections } = await (await archive.as(login)).call('today.get', {})
        for (const { about } of sections.find((section) => section.key === key)?.lines ?? []) lines.push([login, about])
      }
      return lines
    }
    expect(await waits('subjectWaiting')).toEqual([[LOGINS.customerDirector, 'GR-2026-0002']])
    await director.call('subject.approve', { id: request, remark: FORMER.endorsed })
    expect(await waits('subjectWaiting')).toEqual([[LOGINS.generalManager, 'GR-2026-0002']])
    expect(await archivist.ask('subject.carryOut', { id: request, password: PASSWORD })).toMatchObject({ ok: false, error: { details: { problem: 'disposal.cannot' } } })
    await manager.call('subject.approve', { id: request, remark: '' })
    expect(await waits('subjectReady')).toEqual([[LOGINS.archivist, 'GR-2026-0002']])
    await director.call('hold.set', { dossierId: entry.dossierId, kind: 'dispute', reason: `${FORMER.name}的保修争议` })
    expect(await archivist.ask('subject.carryOut', { id: request, password: PASSWORD })).toMatchObject({ ok: false, error: { details: { problem: 'subject.kept' } } })
    const { holds: [hold] } = await director.call('term.ofDossier', { dossierId: entry.dossierId })
    if (!hold) throw new Error('nothing holds it')
    await director.call('hold.lift', { id: hold.id, reason: FORMER.lifted })
    expect((await archivist.ask('subject.carryOut', { id: request, password: 'not this one' })).ok).toBe(false)
    expect((await finished(archivist, (await archivist.call('backup.run', { folder: backups })).taskId)).state).toBe('done')
    await archive.stop()
    const { pages, log, files } = await foundBytes(archive.folder, join(apart, 'before'), dataKey, searchFormer)
    const there = new Set([...pages, ...log, ...files].map((said) => said.replace(/ \(.*$/, '')))
    expect(former.filter(({ what }) => !there.has(what)).map(({ what }) => what)).toEqual(['draft'])
    await archive.restart()
  }, 30_000)

  it('R4 then no byte of them is anywhere, and the present owner’s are', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    await archivist.call('draft.save', { key: 'handover', value: JSON.stringify({ words: `${FORMER.name} ${FORMER.draft}` }) })
    await archivist.call('subject.carryOut', { id: request, password: PASSWORD })
    expect((await finished(archivist, (await archivist.call('disposal.sweep', {})).taskId)).state).toBe('done')
    expect(await archivist.call('subject.get', { id: request })).toMatchObject({
      state: 'erased', customerName: '', remark: '', kept: [], done: { dossiers: 1, records: 1, scans: 1 }, acts: [{ remark: '' }, { remark: '' }, { act: 'erase' }],
    })
    await archive.stop()
    expect(await foundBytes(archive.folder, join(apart, 'after'), dataKey, searchFormer)).toEqual({ pages: [], log: [], files: [], plain: [], logSize: 0 })
    const { pages } = await foundBytes(archive.folder, join(apart, 'present'), dataKey, searchPresent)
    expect(new Set(pages.map((said) => said.replace(/ \(.*$/, '')))).toEqual(new Set(Object.keys(PRESENT)))
    await archive.restart()
  }, 30_000)

  it('R4 A2 older backups that still hold it are named until somebody notes that they are gone', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const left = async () => (await archivist.call('subject.get', { id: request })).done?.backups
    expect(await left()).toMatchObject([{ folder: backups, points: 1, removedOn: null }])
    await archivist.call('subject.noteBackupsRemoved', { id: request, folder: backups })
    expect(await left()).toMatchObject([{ folder: backups, removedOn: '2026-03-02', notedBy: archivist.me.name }])
    expect((await archivist.ask('subject.noteBackupsRemoved', { id: request, folder: backups })).ok).toBe(false)
  })

  it('R4 the dossier stands, is found by its present owner and by nothing of the former one', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const hits = async (text: string) => (await archivist.call('dossier.search', { text, dates: null, state: null, kind: null, limit: 5 })).hits.length
    expect([await hits(PRESENT.name), await hits(PRESENT.plate), await hits(FORMER.name), await hits(FORMER.mobile), await hits(FORMER.contact)]).toEqual([1, 1, 0, 0, 0])
    const { owners } = await archivist.call('dossier.open', { id: entry.dossierId })
    expect(owners.map(({ customer }) => customer.name).toSorted()).toEqual(['', PRESENT.name])
    expect((await archivist.ask('subject.ask', { customerId, shown: 'identityCard', remark: '' })).ok).toBe(false)
    const { dossierId } = entry
    const again = { kind: 'person', identityKind: 'identityCard', identityNumber: FORMER.identity, name: FORMER.name, mobile: FORMER.mobile, landline: '', address: '' } as const
    expect((await archivist.ask('customer.update', { dossierId, customerId, customer: again })).ok).toBe(false)
  })

  it('R4 A3 nothing is found by a check; rows changed behind its back, or put back, are', async () => {
    // A paper that is brought later is no trace of them.
    await attachScan(await archive.as(LOGINS.archivist), pngPage('later'), { recordId: entry.recordId, code: 'greenCard' })
    expect(await found()).toEqual([])
    const changes: [string, (string | number)[], string, string][] = [
      ["UPDATE customer SET name = '司徒' WHERE id = ?", [customerId], `customer/${customerId}`, 'disposal.dataThere'],
      ["UPDATE customer SET name = '司徒', erased_by = NULL WHERE id = ?", [customerId], `customer/${customerId}`, 'disposal.dataThere'],
      ["UPDATE record SET contact_name = '某人' WHERE id = ?", [entry.recordId], 'subject_request/GR-2026-0002', 'disposal.dataThere'],
      ['UPDATE scan SET added_at = 0 WHERE record_id = ?', [entry.recordId], 'subject_request/GR-2026-0002', 'disposal.dataThere'],
      ['UPDATE record SET order_number = ? WHERE id = ?', [FORMER.order, entry.recordId], `record/${entry.recordId}/order_number`, 'record.notAsEntered'],
      ["UPDATE paper SET note = ? WHERE record_id = ? AND code = 'greenCard'", [FORMER.paperNote, entry.recordId], `paper/${entry.recordId}/greenCard`, 'paper.differs'],
      ['UPDATE subject_request SET asked_by = 1 WHERE id = ?', [request], 'subject_request/GR-2026-0002', 'subject.differs'],
      ["UPDATE subject_act SET remark = '同意' WHERE request_id = ? AND act = 'approve'", [request], 'subject_request/GR-2026-0002', 'subject.differs'],
      ['UPDATE erasure SET number = ? WHERE id = 1', ['GR-2026-0009'], 'erasure/1', 'erasure.notSigned'],
      ["DELETE FROM chain_erasure WHERE chain = 'book' AND seq = ?", [1], 'erasure/1', 'erasure.differs'],
    ]
    for (const [change, parameters, where, problem] of changes) expect(await found((db) => changesOne(db, change, parameters))).toContainEqual({ where, problem })
  }, 60_000)
})

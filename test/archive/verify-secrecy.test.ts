// Levels, periods, readers, requests and standing approvals, held against the audit trail (rules S1 to S3, L5, A3; DESIGN decision 12).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { LOGINS, PASSWORD, type Entry, type Person } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { changesOne, enterAct } from '#test/support/tampered.ts'

const REASON = '客户要求保密'

let archive: DayArchive
let sale: Entry
let gm: Opened
let director: Opened
// One dossier is 机密 until a day, one paper of it 绝密 by hand, contracts by kind; a reader named, one granted, one granted and ended; a request declined,
// one named and withdrawn; a head's approval widened.
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  sale = await archive.enter('delivery')
  const visit = await archive.enter('maintenance')
  const { dossierId, recordId } = sale
  const manager: Person = await archive.as(LOGINS.generalManager)
  const seller = await archive.as(LOGINS.salesConsultant)
  const advisor = await archive.as(LOGINS.serviceAdvisor)
  await (await archive.as(LOGINS.archivist)).call('secrecy.set', { dossierId, paper: null, level: 'confidential', until: '2027-03-02', reason: REASON })
  await manager.call('secrecy.set', { dossierId, paper: { recordId, code: 'salesContract' }, level: 'topSecret', until: null, reason: REASON })
  await manager.call('secrecy.setKind', { code: 'greenCard', level: 'confidential', years: 10, reason: REASON })
  await manager.call('secrecy.setKind', { code: 'identityCopy', level: 'confidential', years: null, reason: REASON })
  await manager.call('secrecy.setKind', { code: 'identityCopy', level: 'restricted', years: null, reason: REASON })
  await manager.call('secrecy.setApproval', { role: 'salesHead', scope: 'all', level: 'restricted', reason: REASON })
  await manager.call('access.nameReader', { dossierId, personId: seller.me.id, level: 'confidential', until: null, reason: REASON })
  const ask = async (person: Person, dossier: string) => (await person.call('access.request', { dossier, level: 'restricted', purpose: '核对', days: 3 })).id
  await manager.call('access.grant', { id: await ask(advisor, sale.dossierNumber), remark: '' })
  await manager.call('access.grant', { id: await ask(seller, visit.dossierNumber), remark: '' })
  const [ended] = (await manager.call('secrecy.ofDossier', { dossierId: visit.dossierId })).readers
  await manager.call('access.revoke', { id: ended?.id ?? 0, reason: '办完了' })
  await manager.call('access.decline', { id: await ask(seller, visit.dossierNumber), remark: '不需要' })
  const nameless = await ask(seller, '不认识的车')
  await (await archive.as(LOGINS.archivist)).call('access.name', { id: nameless, dossier: visit.dossierNumber })
  await seller.call('access.withdraw', { id: nameless })
  const opened = (login: string): Promise<Opened> => openEntry(readKeyring(placesIn(archive.folder).keyring), login, PASSWORD)
  gm = await opened(LOGINS.generalManager)
  director = await opened(LOGINS.customerDirector)
})
afterAll(() => archive.close())

const found = (work?: (db: Writer) => void) => foundIn(archive, work)

describe('S1 S3 L5 secrecy and the audit trail', () => {
  it('S1 A3 nothing is found after levels set, readers named, requests granted, ended, declined, withdrawn, an approval changed', async () => {
    expect(await found()).toEqual([])
  })

  it('S1 S3 A3 what is changed behind the trail’s back is named', async () => {
    const dossier = `dossier/${sale.dossierId}/secrecy_level`
    const paper = `paper_secrecy/${sale.recordId}/salesContract`
    const changes: [string, string, string][] = [
      ['UPDATE dossier SET secrecy_until = NULL WHERE secrecy_level = 2', dossier, 'secrecy.differs'],
      ['UPDATE dossier SET secrecy_level = 1, secrecy_until = NULL WHERE secrecy_level = 2', dossier, 'secrecy.differs'],
      ['UPDATE paper_secrecy SET level = 1', paper, 'secrecy.differs'],
      ['DELETE FROM paper_secrecy', paper, 'secrecy.missing'],
      ["UPDATE paper_kind_secrecy SET years = 1 WHERE code = 'greenCard'", 'paper_kind_secrecy/greenCard', 'secrecy.differs'],
      ["INSERT INTO paper_kind_secrecy (code, level) VALUES ('workOrder', 2)", 'paper_kind_secrecy/workOrder', 'secrecy.notEntered'],
      ["UPDATE standing_approval SET level = 3 WHERE role = 'salesHead'", 'standing_approval/salesHead', 'approval.differs'],
      ["UPDATE standing_approval SET scope = 'all' WHERE role = 'serviceHead'", 'standing_approval/serviceHead', 'approval.differs'],
      ["UPDATE secrecy_change SET reason = '别的' WHERE id = 1", 'secrecy_change/1', 'secrecy.differs'],
      ['UPDATE dossier_reader SET level = 3 WHERE id = 1', 'dossier_reader/1', 'secrecy.differs'],
      ["UPDATE dossier_reader SET until_on = '2099-01-01' WHERE id = 2", 'dossier_reader/2', 'secrecy.differs'],
      ["UPDATE dossier_reader SET ended_at = NULL, ended_by = NULL WHERE id = 3", 'dossier_reader/3', 'secrecy.differs'],
      ['DELETE FROM dossier_reader WHERE id = 1', 'dossier_reader/1', 'secrecy.missing'],
      ["INSERT INTO dossier_reader (dossier_id, person_id, level, named_by, named_at, reason) SELECT dossier_id, named_by, 3, person_id, 1, '' FROM dossier_reader WHERE id = 1", 'dossier_reader/4', 'secrecy.notEntered'],
      ["UPDATE access_request SET purpose = '别的' WHERE id = 1", 'access_request/SQ-2026-0001', 'secrecy.differs'],
      ["UPDATE access_request SET state = 'granted' WHERE id = 3", 'access_request/SQ-2026-0003', 'secrecy.differs'],
    ]
    for (const [sql, where, problem] of changes) {
      expect([sql, await found((db) => changesOne(db, sql, []))]).toEqual([sql, expect.arrayContaining([{ where, problem }])])
    }
  })

  it('S3 a level lowered, a reader named, a request granted by who could not', async () => {
    const problems = async (work: (db: Writer) => void) => (await found(work)).map(({ problem }) => problem)
    const level = { subject: 'dossier', dossierId: sale.dossierId, recordId: null, code: '', reason: REASON }
    expect(await problems((db) => enterAct(db, director, 'secrecy.set', { change: 90, ...level, before: 'topSecret/', after: 'restricted/' }))).toContain('secrecy.setWrongly')
    expect(await problems((db) => enterAct(db, gm, 'secrecy.setApproval', {
      change: 91, ...level, subject: 'approval', dossierId: null, code: 'administrator', before: 'none/restricted', after: 'all/topSecret',
    }))).toContain('secrecy.setWrongly')
    const reader = { request: null, reader: 90, dossierId: sale.dossierId, person: 5, until: null, reason: REASON }
    expect(await problems((db) => enterAct(db, director, 'access.nameReader', { ...reader, level: 'topSecret' }))).toContain('access.decidedWrongly')
    expect(await problems((db) => enterAct(db, gm, 'access.nameReader', { ...reader, person: gm.personId, level: 'topSecret' }))).toContain('access.decidedWrongly')
    const grant = { ...reader, request: 'SQ-2026-0003', level: 'restricted', remark: '' }
    expect(await problems((db) => enterAct(db, gm, 'access.grant', grant))).toContain('access.impossible')
  })
})

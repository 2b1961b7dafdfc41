// Requests for copies, copies, delegations and leaks, held against the audit trail (rules S4, S5, A3; DESIGN decision 12).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, PASSWORD } from '#test/support/archive.ts'
import { wanted, type Pages } from '#test/support/copies.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { attachScan, pdfOf } from '#test/support/scans.ts'
import { changesOne, enterAct } from '#test/support/tampered.ts'

let archive: DayArchive
let pages: Pages
let people: Record<'seller' | 'archivist' | 'gm' | 'director', Opened>
// Requests: 1 the archivist's own by delegation (copy 1), 2 the seller's, approved by the archivist and made (copy 2, destroyed), 3 declined,
// 4 withdrawn, 5 the general manager's own (copy 3), 6 waiting. Delegation 1 is revoked, 2 stands. Leak 1 is closed, 2 reported.
beforeAll(async () => {
  archive = await archiveAt('2026-03-11')
  const [seller, archivist, gm, director] = await Promise.all([LOGINS.salesConsultant, LOGINS.archivist, LOGINS.generalManager, LOGINS.customerDirector].map((login) => archive.as(login)))
  if (!seller || !archivist || !gm || !director) throw new Error('nobody')
  const { recordId } = await archive.enter('delivery')
  pages = { recordId, scanIds: (await attachScan(archivist, pdfOf(2, Buffer.from('verified')), { recordId, code: 'salesContract' })).scanIds }
  const first = await gm.call('copy.delegate', { personId: archivist.me.id, level: 'restricted', fromOn: '2026-03-11', reason: '日常' })
  await archivist.call('copy.makeOwn', { ...wanted(pages), reason: '' })
  const ask = async () => (await seller.call('copy.request', wanted(pages))).id
  const second = await ask()
  await archivist.call('copy.approve', { id: second, remark: '' })
  const { copyId } = await seller.call('copy.make', { id: second })
  await archivist.call('copy.settle', { id: copyId, outcome: 'destroyed', on: '2026-03-11', remark: '碎纸' })
  await gm.call('copy.decline', { id: await ask(), remark: '用途不明' })
  await seller.call('copy.withdraw', { id: await ask(), remark: '' })
  await gm.call('copy.revoke', { id: first.id, remark: '' })
  await gm.call('copy.makeOwn', { ...wanted(pages, { form: 'file' }), reason: '' })
  await gm.call('copy.delegate', { personId: director.me.id, level: 'confidential', fromOn: '2026-03-11', reason: '代行' })
  await ask()
  const leak = { what: '名单外传', dossier: '', foundOn: '2026-03-11', how: '来电', atOnce: '撤回' }
  const { id } = await seller.call('leak.report', leak)
  await director.call('leak.measure', { id, what: '致电', who: '徐晓芳', dueOn: '2026-03-12' })
  const measureId = (await director.call('leak.get', { id })).following?.measures[0]?.id ?? 0
  await director.call('leak.done', { id, measureId, on: '2026-03-11', remark: '' })
  await director.call('leak.find', { id, findings: '误发', responsible: '' })
  await director.call('leak.close', { id, outcome: '通报' })
  await seller.call('leak.report', leak)
  const opened = (login: string): Promise<Opened> => openEntry(readKeyring(placesIn(archive.folder).keyring), login, PASSWORD)
  people = { seller: await opened(LOGINS.salesConsultant), archivist: await opened(LOGINS.archivist), gm: await opened(LOGINS.generalManager), director: await opened(LOGINS.customerDirector) }
})
afterAll(() => archive.close())

const found = (work?: (db: Writer) => void) => foundIn(archive, work)

describe('S4, S5, A3 copies and leaks, and the audit trail', () => {
  it('S4, S5, A3 nothing is found after all that', async () => {
    expect(await found()).toEqual([])
  })

  it('S4, S5, A3 each row changed behind the trail’s back is named', async () => {
    const byNumber: [string, string, string, string][] = [
      ['copy_request', "purpose = '别的'", 'FS-2026-0002', 'copyRequest.differs'],
      ['copy_request', "recipient = '别人'", 'FS-2026-0002', 'copyRequest.differs'],
      ['copy_request', "scans = '[1]'", 'FS-2026-0002', 'copyRequest.differs'],
      ['copy_request', 'decided_by = 1', 'FS-2026-0002', 'copyRequest.differs'],
      ['copy_request', "state = 'approved', lapses_on = '2026-12-31'", 'FS-2026-0003', 'copyRequest.differs'],
      ['copy', "scans = '[1]'", 'FY-2026-00001', 'copy.differs'], ['copy', 'person_id = 1', 'FY-2026-00002', 'copy.differs'],
      ['copy', 'request_id = NULL', 'FY-2026-00003', 'copy.differs'], ['copy', "purpose = '别的'", 'FY-2026-00003', 'copy.differs'],
      ['copy', "outcome = NULL, outcome_on = NULL, outcome_by = NULL", 'FY-2026-00002', 'copy.differs'],
      ['leak', "what = '没有什么'", 'XM-2026-0001', 'leak.differs'], ['leak', "outcome = '无'", 'XM-2026-0001', 'leak.differs'],
    ]
    for (const [table, change, number, problem] of byNumber) {
      const [noun = ''] = problem.split('.')
      expect(await found((db) => changesOne(db, `UPDATE ${table} SET ${change} WHERE number = ?`, [number]))).toContainEqual({ where: `${noun}/${number}`, problem })
    }
    expect(await found((db) => {
      changesOne(db, "UPDATE copy_request SET number = 'FS-2026-0099' WHERE number = 'FS-2026-0006'", [])
      changesOne(db, 'UPDATE copy_delegation SET level = 2 WHERE id = 1', [])
      changesOne(db, 'DELETE FROM copy_delegation WHERE id = 2', [])
      changesOne(db, "DELETE FROM copy WHERE number = 'FY-2026-00003'", [])
      changesOne(db, "UPDATE leak_measure SET done_on = NULL WHERE what = '致电'", [])
      changesOne(db, "DELETE FROM leak_act WHERE act = 'close'", [])
    })).toEqual([
      { where: 'copyRequest/FS-2026-0099', problem: 'copyRequest.notEntered' }, { where: 'copyRequest/FS-2026-0006', problem: 'copyRequest.missing' },
      { where: 'copy/FY-2026-00003', problem: 'copy.missing' }, { where: 'copyDelegation/1', problem: 'copyDelegation.differs' },
      { where: 'copyDelegation/2', problem: 'copyDelegation.missing' }, { where: 'leak/XM-2026-0001', problem: 'leak.measuresDiffer' },
      { where: 'leak/XM-2026-0001', problem: 'leak.actsDiffer' },
    ])
    // The database itself keeps a leak.
    await expect(found((db) => changesOne(db, 'DELETE FROM leak', []))).rejects.toThrow('never deleted')
  })

  it('S4, A3 acts that cannot have come about: an approval without authority or of one’s own, a copy without request, a leak closed with a measure open', async () => {
    const problems = async (by: Opened, kind: string, content: Record<string, unknown>): Promise<string[]> => (
      (await found((db) => enterAct(db, by, kind, content))).filter(({ where }) => where.startsWith('audit/')).map(({ problem }) => problem)
    )
    const decision = (change: object = {}) => ({ request: 'FS-2026-0006', authority: 'delegation', delegationId: 2, level: 'restricted', remark: '', lapsesOn: '2026-03-18', ...change })
    const { seller, archivist, gm, director } = people
    expect(await problems(director, 'copy.approve', decision())).toEqual([])
    expect(await problems(director, 'copy.approve', decision({ level: 'topSecret', remark: '好' }))).toEqual(['copy.approvedWrongly'])
    expect(await problems(archivist, 'copy.approve', decision({ delegationId: 1 }))).toEqual(['copy.approvedWrongly'])
    expect(await problems(director, 'copy.approve', decision({ delegationId: 1 }))).toEqual(['copy.approvedWrongly'])
    expect(await problems(seller, 'copy.approve', decision())).toEqual(['copy.approvedWrongly'])
    expect(await problems(gm, 'copy.approve', decision({ authority: 'generalManager', delegationId: null, level: 'topSecret' }))).toEqual(['copy.approvedWrongly'])
    expect(await problems(gm, 'copy.approve', decision({ request: 'FS-2026-0004', authority: 'generalManager', delegationId: null }))).toEqual(['copy.impossible'])
    expect(await problems(seller, 'copy.make', { request: 'FS-2026-0006', copy: 'FY-2026-00009', copyId: 9 })).toEqual(['copy.impossible'])
    expect(await problems(archivist, 'scan.copy', { copy: 'FY-2026-00009', record: 'R', scans: [1], purpose: '' })).toEqual(['copy.impossible'])
    expect(await problems(archivist, 'copy.delegate', { delegation: 3, person: 2, level: 'restricted', from: '2026-03-11', reason: '' })).toContain('actor.notPermitted')
    expect(await problems(director, 'leak.close', { leak: 'XM-2026-0002', remark: '完' })).toEqual(['leak.impossible'])
  })
})

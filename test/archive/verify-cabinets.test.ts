// Cabinets, places of folders and stock-taking held against the audit trail: what was changed behind the program's back is found (rules
// C1, C7; DESIGN decision 12).
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import type { FindingView } from '#shared/contract/backup.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type Entry, type TestArchive } from '#test/support/archive.ts'
import { ADMIN, changeRows, changesOne, enterAct, findingsOf, MONDAY, type Copy } from '#test/support/tampered.ts'

let archive: TestArchive
let root: string
let archivist: Opened
let admin: Opened
let copies = 0
let entries: Entry[]

/**
 * Two cabinets, one renamed; three folders, one moved and one moved back, one merged into another and taken apart; a stock-taking with
 * everything in it, closed, in which the folder that had been merged is lost with its papers; and one that is on.
 */
beforeAll(async () => {
  root = temporaryFolder()
  archive = await makeArchive({ startAt: MONDAY })
  const person = await archive.as(LOGINS.archivist)
  const size = { room: '档案室', slotsPerShelf: 2, capacity: 3 }
  const { id: first } = await person.call('cabinet.add', { ...size, code: 'A', shelves: 2 })
  const { id: second } = await person.call('cabinet.add', { ...size, code: 'B', shelves: 1 })
  entries = [await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('maintenance')]
  const [one, two, visit] = entries
  if (!one || !two || !visit) throw new Error('no entries')
  await archive.handOver([one.recordId])
  await archive.handOver([visit.recordId])
  for (const { dossierId } of entries) await person.call('filing.placeFolder', { dossierId, slot: null })
  await person.call('filing.place', { recordIds: [one.recordId, visit.recordId] })
  await person.call('folder.move', { dossierIds: [one.dossierId, two.dossierId], slot: 'B-01-02' })
  await person.call('folder.move', { dossierIds: [two.dossierId], slot: 'A-01-02' })
  await person.call('cabinet.update', { id: second, room: '二楼', code: 'C' })
  await person.call('shelf.update', { cabinetId: first, shelf: 1, name: '新车', slots: 3, capacity: 4 })
  const merged = await person.call('merge.dossiers', { keepId: one.dossierId, mergeId: visit.dossierId, reason: '同一辆车' })
  await person.call('merge.undo', { id: merged.id, reason: '不是同一辆' })
  const { id } = await person.call('stocktaking.start', { cabinetId: first, shelf: null })
  const scan = (key: string, text: string) => person.call('stocktaking.scan', { id, scans: [{ key, slot: 'A-01-03', text }] })
  await scan('scan-0001', two.dossierNumber)
  await scan('scan-0002', 'X-1')
  await person.call('stocktaking.inspect', { id, shelves: [1, 2], findings: ['insects'], remark: '衣鱼' })
  await person.call('stocktaking.finish', { id, remark: '' })
  for (const { id: differenceId, kind } of (await person.call('stocktaking.get', { id })).differences) {
    const outcome = kind === 'missing' ? 'lost' : kind === 'misplaced' ? 'moved' : 'noted'
    if (differenceId !== null) await person.call('stocktaking.settle', { id, differenceId, outcome, slot: null, remark: '已核' })
  }
  await person.call('stocktaking.close', { id, remark: '' })
  await person.call('stocktaking.start', { cabinetId: second, shelf: 1 })
  await archive.stop()
  const keyring = readKeyring(placesIn(archive.folder).keyring)
  archivist = await openEntry(keyring, LOGINS.archivist, PASSWORD)
  admin = await openEntry(keyring, ADMIN.login, PASSWORD)
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

async function found(work: (db: Writer) => void): Promise<FindingView[]> {
  copies += 1
  const folder = join(root, String(copies))
  cpSync(archive.folder, folder, { recursive: true })
  const copy: Copy = { folder, places: placesIn(folder), admin }
  changeRows(copy, work)
  return findingsOf(copy)
}

const changed = (sql: string) => found((db) => {
  changesOne(db, sql, [])
})

describe('C1, C7 what the program did', () => {
  it('is as the trail says', async () => {
    expect(await found(() => undefined)).toEqual([])
  })
})

describe('C1, C7 what was changed behind its back', () => {
  it.each([
    ["UPDATE cabinet SET room = '别处' WHERE code = 'C'", 'cabinet/2', 'slot.differs'],
    ["UPDATE cabinet SET removed_at = 1 WHERE code = 'C'", 'cabinet/2', 'slot.differs'],
    ["INSERT INTO cabinet (room, code) VALUES ('别处', 'Z')", 'cabinet/3', 'slot.notEntered'],
    ["UPDATE cabinet_code SET cabinet_id = 1 WHERE code = 'B'", 'cabinet_code/B', 'slot.differs'],
    ["DELETE FROM cabinet_code WHERE code = 'B'", 'cabinet_code/B', 'slot.missing'],
    ["INSERT INTO cabinet_code (code, cabinet_id) VALUES ('Z', 1)", 'cabinet_code/Z', 'slot.notEntered'],
    ['UPDATE shelf SET added_at = added_at + 1 WHERE cabinet_id = 2', 'shelf/2/1', 'slot.differs'],
    ['DELETE FROM shelf WHERE cabinet_id = 2', 'shelf/2/1', 'slot.missing'],
    ["UPDATE slot SET capacity = 9 WHERE label = 'A-01-01'", 'slot/A-01-01', 'slot.differs'],
    ["UPDATE slot SET used = used + 1 WHERE label = 'A-01-01'", 'slot/A-01-01', 'slot.differs'],
    ["DELETE FROM slot WHERE label = 'C-01-01'", 'slot/C-01-01', 'slot.missing'],
    ["INSERT INTO slot (cabinet_id, shelf, number, label, capacity) VALUES (1, 1, 9, 'A-01-09', 1)", 'slot/A-01-09', 'slot.notEntered'],
    ["UPDATE placement SET slot_id = (SELECT id FROM slot WHERE label = 'A-02-01') WHERE id = 1", 'placement/1', 'placement.differs'],
    ['UPDATE placement SET from_at = from_at - 1 WHERE id = 1', 'placement/1', 'placement.differs'],
    ['UPDATE placement SET to_at = to_at + 1 WHERE id = 1', 'placement/1', 'placement.differs'],
    ['UPDATE placement SET placed_by = 1 WHERE id = 1', 'placement/1', 'placement.differs'],
    ['DELETE FROM placement WHERE id = 1', 'placement/1', 'placement.missing'],
    ['INSERT INTO placement (dossier_id, slot_id, from_at, placed_by, to_at) VALUES (1, 1, 1, 1, 2)', 'placement/8', 'placement.notEntered'],
    ["UPDATE stocktaking SET state = 'abandoned' WHERE id = 1", 'stocktaking/PD-2026-0001', 'stocktaking.differs'],
    ["UPDATE stocktaking SET state = 'settling' WHERE id = 2", 'stocktaking/PD-2026-0002', 'stocktaking.differs'],
    ["UPDATE stocktaking SET number = 'PD-2026-0009' WHERE id = 2", 'stocktaking/PD-2026-0009', 'stocktaking.notEntered'],
    ["UPDATE stocktaking_act SET remark = '无' WHERE id = 1", 'stocktaking/PD-2026-0001', 'stocktaking.differs'],
    ['DELETE FROM stocktaking_act WHERE id = 1', 'stocktaking/PD-2026-0001', 'stocktaking.differs'],
    ['UPDATE stocktaking_expected SET out = 1 WHERE stocktaking_id = 2', 'stocktaking/PD-2026-0002', 'stocktaking.frozenDiffers'],
    ['DELETE FROM stocktaking_expected WHERE stocktaking_id = 2', 'stocktaking/PD-2026-0002', 'stocktaking.frozenDiffers'],
    ["UPDATE stocktaking_scan SET text = 'X-2' WHERE key = 'scan-0002'", 'stocktaking/PD-2026-0001', 'stocktaking.scansDiffer'],
    ["DELETE FROM stocktaking_scan WHERE key = 'scan-0001'", 'stocktaking/PD-2026-0001', 'stocktaking.scansDiffer'],
    ["UPDATE stocktaking_scan SET scanned_by = 1 WHERE key = 'scan-0001'", 'stocktaking/PD-2026-0001', 'stocktaking.scansDiffer'],
    ["DELETE FROM stocktaking_difference WHERE kind = 'unknown'", 'stocktaking/PD-2026-0001', 'stocktaking.settledOtherwise'],
    ["UPDATE stocktaking_difference SET outcome = 'putBack' WHERE kind = 'missing'", 'stocktaking/PD-2026-0001', 'stocktaking.settledOtherwise'],
    ["UPDATE stocktaking_difference SET remark = '' WHERE kind = 'missing'", 'stocktaking/PD-2026-0001', 'stocktaking.settledOtherwise'],
    ["INSERT INTO stocktaking_difference (stocktaking_id, kind, text) VALUES (2, 'unknown', 'X')", 'stocktaking/PD-2026-0002', 'stocktaking.settledOtherwise'],
    ["UPDATE inspection SET findings = '[]' WHERE shelf = 1", 'stocktaking/PD-2026-0001', 'stocktaking.inspectedOtherwise'],
    ['DELETE FROM inspection WHERE shelf = 2', 'stocktaking/PD-2026-0001', 'stocktaking.inspectedOtherwise'],
    ['UPDATE inspection SET cabinet_id = 2 WHERE shelf = 1', 'stocktaking/PD-2026-0001', 'stocktaking.inspectedOtherwise'],
    ['UPDATE record SET placed_by = 1 WHERE placed_at IS NOT NULL', 'record/1/placed_at', 'placement.papersDiffer'],
    ['UPDATE record SET placed_at = NULL, placed_by = NULL, filed_at = NULL WHERE id = 1', 'record/1/placed_at', 'placement.papersDiffer'],
    ['UPDATE record SET filed_at = placed_at WHERE id = 1', 'record/1/filed_at', 'placement.papersDiffer'],
    [
      'UPDATE record SET (placed_at, placed_by) = (SELECT p.placed_at, p.placed_by FROM record p WHERE p.id = 1) WHERE id = 3', 'record/3/placed_at',
      'placement.papersDiffer',
    ],
  ])('%s', async (sql, where, problem) => {
    expect(await changed(sql)).toContainEqual({ where, problem })
  })

  it('a placement taken from one folder and given to another', async () => {
    expect(await found((db) => {
      changesOne(db, 'UPDATE placement SET dossier_id = (SELECT max(id) FROM dossier) WHERE id = 2', [])
    })).toContainEqual({ where: 'placement/2', problem: 'placement.differs' })
  })

  it('a stock-taking that the trail knows and that is gone', async () => {
    expect(await found((db) => {
      for (const table of ['inspection', 'stocktaking_difference', 'stocktaking_scan', 'stocktaking_expected', 'stocktaking_act']) {
        db.run(`DELETE FROM ${table} WHERE stocktaking_id = 1`, [])
      }
      changesOne(db, 'DELETE FROM stocktaking WHERE id = 1', [])
    })).toEqual([{ where: 'stocktaking/PD-2026-0001', problem: 'stocktaking.missing' }])
  })

  it('C1 a move into a full slot that somebody wrote into the trail', async () => {
    const [one, two] = entries
    expect((await found((db) => {
      changesOne(db, "UPDATE slot SET capacity = 1 WHERE label = 'C-01-01'", [])
      enterAct(db, archivist, 'folder.move', { slot: 'C-99-01', dossiers: [one?.dossierNumber, two?.dossierNumber], from: ['', ''] })
    })).map(({ problem }) => problem)).toEqual(expect.arrayContaining(['placement.impossible', 'slot.differs']))
  })

  it.each([
    ['cabinet.add', { room: '别处', code: 'B', shelves: 1, slotsPerShelf: 1, capacity: 1 }],
    ['cabinet.update', { cabinet: 'A', code: 'B', room: '档案室' }],
  ])('C1 a code that another cabinet gave up, given again by %s', async (method, note) => {
    expect((await found((db) => enterAct(db, archivist, method, note))).map(({ problem }) => problem)).toEqual(['placement.impossible'])
  })
})

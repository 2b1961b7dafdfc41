// Merges held against the audit trail: what somebody with the data key moves, marks or forgets behind the program's back is named (F8).
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import type { FindingView } from '#shared/contract/backup.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type Entry, type TestArchive } from '#test/support/archive.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { changeRows, changesOne, enterAct, findingsOf, MONDAY } from '#test/support/tampered.ts'

let archive: TestArchive
let admin: Opened
let archivist: Opened
const root = temporaryFolder()
/** Kept and merged dossier, a pair undone, a pair that is two. */
const entries: Entry[] = []

beforeAll(async () => {
  archive = await makeArchive({ startAt: MONDAY })
  const person = await archive.as(LOGINS.archivist)
  for (let index = 1; index <= 6; index += 1) {
    entries.push(await archive.enter('maintenance', { vehicle: { ...vehicleOf(index), origin: 'soldElsewhere' }, customer: customerOf(index) }))
  }
  const [kept, merged, back, once, one, other] = entries.map(({ dossierId }) => dossierId)
  if (!kept || !merged || !back || !once || !one || !other) throw new Error('six cars were to be there')
  await archive.handOver([entryOf(1).recordId, entryOf(3).recordId])
  await person.call('vehicle.update', {
    dossierId: merged, vehicle: { plate: '皖C12345', plateMoved: false, model: '明锐', colour: '红', engineNumber: '', origin: 'soldElsewhere' },
  })
  await person.call('merge.dossiers', { keepId: kept, mergeId: merged, reason: '同一辆车' })
  const { id } = await person.call('merge.dossiers', { keepId: back, mergeId: once, reason: '同一辆车' })
  await archive.handOver([entryOf(2).recordId])
  await person.call('merge.undo', { id, reason: '是两辆车' })
  await person.call('merge.notDouble', { subject: 'dossier', oneId: one, otherId: other, reason: '看过了' })
  const owner = async (dossierId: typeof one) => (await person.call('dossier.open', { id: dossierId })).owners.at(-1)?.customer.id
  const [keepId, mergeId] = [await owner(one), await owner(other)]
  if (!keepId || !mergeId) throw new Error('both cars were to have an owner')
  await person.call('merge.customers', { keepId, mergeId, reason: '同一位客户' })
  const open = (login: string): Promise<Opened> => openEntry(readKeyring(placesIn(archive.folder).keyring), login, PASSWORD)
  admin = await open(LOGINS.administrator)
  archivist = await open(LOGINS.archivist)
  await archive.stop()
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

function entryOf(index: number): Entry {
  const entry = entries[index]
  if (!entry) throw new Error('no such entry')
  return entry
}

let copies = 0
async function found(work: (db: Writer) => void): Promise<FindingView[]> {
  copies += 1
  const folder = join(root, String(copies))
  cpSync(archive.folder, folder, { recursive: true })
  const copy = { folder, places: placesIn(folder), admin }
  changeRows(copy, work)
  return findingsOf(copy)
}
const one = (sql: string, ...parameters: (string | number)[]) => found((db) => changesOne(db, sql, parameters))

describe('F8 merges stand as the audit trail says', () => {
  it('F8 untouched, nothing is found', async () => {
    expect(await found(() => undefined)).toEqual([])
  })

  it('F8 a record moved as if it had been merged, moved back, or moved on; and a line of the book without its record', async () => {
    const moved = entryOf(1)
    const [kept, other] = [entryOf(0).dossierId, entryOf(4).dossierId]
    const notAsEntered = { where: `record/${moved.recordId}/dossier`, problem: 'record.notAsEntered' }
    for (const to of [moved.dossierId, other]) expect(await one('UPDATE record SET dossier_id = ? WHERE id = ?', to, moved.recordId)).toContainEqual(notAsEntered)
    expect(await one('UPDATE record SET dossier_id = ? WHERE id = ?', kept, entryOf(5).recordId)).toContainEqual({
      where: `record/${entryOf(5).recordId}/dossier`, problem: 'record.notAsEntered',
    })
    // Undone: it belongs where it belonged, whatever it was signed under in between.
    expect(await one('UPDATE record SET dossier_id = ? WHERE id = ?', entryOf(2).dossierId, entryOf(3).recordId)).toContainEqual({
      where: `record/${entryOf(3).recordId}/dossier`, problem: 'record.notAsEntered',
    })
    expect(await one('UPDATE book_line SET dossier_id = ? WHERE record_id = ?', moved.dossierId, moved.recordId)).toContainEqual(
      expect.objectContaining({ problem: 'bookLine.differs' }),
    )
  })

  it('F8 owners, changes and marks moved behind its back', async () => {
    const merged = entryOf(1).dossierId
    expect(await one('UPDATE ownership SET dossier_id = ? WHERE customer_id = (SELECT customer_id FROM ownership WHERE id = 2)', merged)).toEqual(
      expect.arrayContaining([{ where: 'ownership/2/dossier_id', problem: 'merge.rowMoved' }, { where: 'ownership/2', problem: 'merge.leftBehind' }]),
    )
    expect((await found((db) => db.run('UPDATE change SET dossier_id = ?', [merged]))).map(({ problem }) => problem)).toContain('merge.rowMoved')
    expect(await one('UPDATE dossier SET merged_into = NULL WHERE id = ?', merged)).toContainEqual({ where: `dossier/${merged}/merged_into`, problem: 'merge.markDiffers' })
    expect(await one('UPDATE dossier SET merged_into = 1 WHERE id = ?', entryOf(4).dossierId)).toContainEqual({
      where: `dossier/${entryOf(4).dossierId}/merged_into`, problem: 'merge.markDiffers',
    })
    expect(await one('UPDATE customer SET merged_into = NULL WHERE merged_into IS NOT NULL')).toContainEqual(expect.objectContaining({ problem: 'merge.markDiffers' }))
  })

  it('F8 ends of owners’ times, levels of secrecy, slots and what an undoing put back, changed behind its back', async () => {
    const [kept, back] = [entryOf(0).dossierId, entryOf(3).dossierId]
    const ended = 'SELECT row_id FROM merge_cell WHERE merge_id = 1 AND cell = \'ownership.to_on\' AND after IS NOT NULL'
    expect(await one(`UPDATE ownership SET to_on = '2026-06-01' WHERE id = (${ended})`)).toContainEqual(expect.objectContaining({ problem: 'merge.rowMoved' }))
    expect(await one('UPDATE ownership SET to_on = from_on WHERE dossier_id = ? AND to_on IS NULL', back)).toEqual(expect.arrayContaining([
      expect.objectContaining({ problem: 'merge.rowMoved' }), { where: `dossier/${back}`, problem: 'dossier.ownerless' },
    ]))
    expect(await one('UPDATE dossier SET secrecy_level = 2 WHERE id = ?', kept)).toContainEqual({ where: `dossier/${kept}/secrecy_level`, problem: 'secrecy.differs' })
    expect(await found((db) => {
      db.run("INSERT INTO cabinet (room, code) VALUES ('档案室', 'Z')", [])
      db.run("INSERT INTO slot (cabinet_id, shelf, number, label, capacity, used) SELECT id, 1, 1, 'Z-01-01', 3, 1 FROM cabinet", [])
    })).toContainEqual(expect.objectContaining({ problem: 'slot.miscounted' }))
    const putBack = "WHERE merge_id = 2 AND cell = 'record.dossier_id'"
    expect(await one(`UPDATE merge_undo_cell SET after = 5 ${putBack}`)).toContainEqual({ where: 'merge_cell/2', problem: 'merge.cellsDiffer' })
    expect(await one(`DELETE FROM merge_undo_cell ${putBack}`)).toContainEqual({ where: 'merge_cell/2', problem: 'merge.cellsDiffer' })
  })

  it('F8 a merge altered, taken away, or remembered otherwise', async () => {
    for (const change of ["reason = '别的'", 'kept_id = 5', 'merged_by = 1', 'undone_by = 1, undone_at = 1']) {
      expect(await one(`UPDATE merge SET ${change} WHERE id = 1`)).toContainEqual({ where: 'merge/1', problem: 'merge.differs' })
    }
    expect(await one('DELETE FROM merge WHERE id = 1')).toContainEqual({ where: 'merge/1', problem: 'merge.missing' })
    expect(await one("INSERT INTO merge (subject, kept_id, merged_id, reason, merged_by, merged_at) VALUES ('dossier', 5, 6, '', 1, 1)")).toContainEqual(
      { where: 'merge/4', problem: 'merge.notEntered' },
    )
    expect(await one("UPDATE merge_cell SET before = 5 WHERE merge_id = 1 AND cell = 'record.dossier_id'")).toContainEqual({ where: 'merge_cell/1', problem: 'merge.cellsDiffer' })
    expect(await one("UPDATE merge_cell SET cell = 'person.login' WHERE merge_id = 1 AND cell = 'record.dossier_id'")).toContainEqual(
      { where: 'merge_cell/1', problem: 'merge.cellsDiffer' },
    )
    expect(await one("UPDATE not_double SET reason = '不知道'")).toContainEqual(expect.objectContaining({ problem: 'merge.notDoubleDiffers' }))
    expect(await one('DELETE FROM not_double')).toContainEqual(expect.objectContaining({ problem: 'merge.notDoubleDiffers' }))
  })

  it('F8 an entry of the trail that cannot have come about', async () => {
    const note = { merge: 9, keptId: 5, mergedId: 6, kept: 'X', merged: 'Y', records: [entryOf(5).recordId], reason: '', cells: '' }
    expect(await found((db) => enterAct(db, archivist, 'merge.dossiers', note))).toContainEqual(expect.objectContaining({ problem: 'merge.impossible' }))
    expect(await found((db) => enterAct(db, archivist, 'merge.undo', { merge: 2, reason: '' }))).toContainEqual(expect.objectContaining({ problem: 'merge.impossible' }))
    expect(await found((db) => enterAct(db, admin, 'merge.undo', { merge: 1, reason: '' }))).toContainEqual(expect.objectContaining({ problem: 'actor.notPermitted' }))
  })

  it('A4 the merged one in the index again', async () => {
    const merged = entryOf(1).dossierId
    expect(await found((db) => {
      db.run(`INSERT INTO dossier_index SELECT ${merged}, secrecy_level, number, owner_name, mobile, landline, plate, vin, model, last_kind, last_delivered_on,
        last_state, last_due_on, others, '', NULL FROM dossier_index WHERE dossier_id = ?`, [entryOf(0).dossierId])
    })).toContainEqual({ where: `dossier_index/${merged}`, problem: 'search.differs' })
  })
})

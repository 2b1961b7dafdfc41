// Terms, holds, lists and what was erased, held against the trail and the signed line (rules R1 to R4, A3; DESIGN decision 12).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import type { Id } from '#shared/domain/id.ts'
import { LOGINS } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { bindPlanted, disposalsIn, plantDossier, toDestroy } from '#test/support/disposals.ts'
import { changesOne } from '#test/support/tampered.ts'

let archive: DayArchive
let gone: Id<'dossier'>
let record: Id<'record'>
/** Of submitting, of the last approval, of the destruction. */
let answers: object[]
beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  const planted = await plantDossier(archive, '2015-03-03')
  gone = planted.dossierId
  record = planted.recordId
  const kept = await archive.enter('maintenance')
  const held = await archive.enter('maintenance')
  await archive.handOver([kept.recordId, held.recordId])
  await archive.goTo('2026-03-04')
  await bindPlanted(archive, 2015)
  const director = await archive.as(LOGINS.customerDirector)
  const disposals = disposalsIn(archive)
  const list = await disposals.draft(toDestroy(gone), { dossierId: kept.dossierId, appraisal: 'extend', years: 5, words: '车主仍在保修诉讼中' }, toDestroy(held.dossierId))
  await director.call('hold.set', { dossierId: held.dossierId, kind: 'court', reason: '法院调取' })
  const archivist = await archive.as(LOGINS.archivist)
  const submitted = await archivist.call('disposal.submit', { id: list, remark: '请审核' })
  await director.call('disposal.decline', { id: list, remark: '理由再写清楚' })
  await archivist.call('disposal.submit', { id: list, remark: '' })
  await director.call('disposal.approve', { id: list, remark: '' })
  const approved = await (await archive.as(LOGINS.generalManager)).call('disposal.approve', { id: list, remark: '同意' })
  answers = [submitted, approved, await disposals.carryOut(list)]
// Two days, some thirty acts and their passwords.
}, 60_000)
afterAll(() => archive.close())

const found = (work?: (db: Writer) => void) => foundIn(archive, work)
const LIST = 'disposal/XH-2026-001'

describe('R1 R2 R3 A3 lists and the audit trail', () => {
  it('R2 R4 A3 nothing is found after a list with one destroyed, one extended, one dropped', async () => {
    expect(answers).toMatchObject([{ dropped: 1 }, { dropped: 0, state: 'approved' }, { destroyed: 1, dropped: 0 }])
    expect(await found()).toEqual([])
  })

  it('R1 R2 R3 A3 rows changed behind the trail’s back are named', async () => {
    const changes: [string, string, string][] = [
      ['UPDATE disposal SET drafted_by = 1 WHERE id = ?', LIST, 'disposal.differs'],
      ["UPDATE disposal SET remark = '别的' WHERE id = ?", LIST, 'disposal.differs'],
      ['UPDATE disposal_item SET dropped = NULL, dropped_at = NULL WHERE disposal_id = ? AND position = 3', LIST, 'disposal.itemsDiffer'],
      ['UPDATE disposal_item SET years = 50 WHERE disposal_id = ? AND position = 2', LIST, 'disposal.itemsDiffer'],
      ["UPDATE disposal_act SET remark = '不同意' WHERE disposal_id = ? AND remark = '同意'", LIST, 'disposal.actsDiffer'],
      ["UPDATE dossier_term SET term = '99' WHERE id = 1 + ?", 'dossier_term/2', 'term.differs'],
      ['UPDATE dossier_hold SET lifted_at = 1, lifted_by = 1 WHERE id = 1 + ?', 'dossier_hold/2', 'hold.differs'],
    ]
    for (const [change, where, problem] of changes) expect(await found((db) => changesOne(db, change, [1]))).toEqual([{ where, problem }])
  })

  it('R4 A3 what was erased and is there again, or is gone without a line that says so, is named', async () => {
    const changes: [string, (string | number)[], string, string][] = [
      ["UPDATE record SET contact_name = '某人' WHERE id = ?", [record], `dossier/${gone}`, 'disposal.dataThere'],
      ["UPDATE vehicle SET model = '明锐' WHERE id = (SELECT vehicle_id FROM dossier WHERE id = ?)", [gone], `dossier/${gone}`, 'disposal.dataThere'],
      ['UPDATE erasure SET number = ?', ['XH-2026-009'], 'erasure/1', 'erasure.notSigned'],
      ["DELETE FROM chain_erasure WHERE chain = 'book' AND seq = ?", [1], 'erasure/1', 'erasure.differs'],
      ["UPDATE copy_request SET recipient = '某公司' WHERE record_id = ? AND id = 1", [record], `dossier/${gone}`, 'disposal.dataThere'],
      ["UPDATE access_request SET purpose = '查阅' WHERE dossier_id = ?", [gone], `dossier/${gone}`, 'disposal.dataThere'],
      ["UPDATE volume_piece SET gone = NULL WHERE subject = (SELECT number FROM dossier WHERE id = ?)", [gone], 'volume/1', 'volume.goneDiffers'],
      ["UPDATE leak SET what = '某事' WHERE id = ?", [1], 'leak/XM-2015-0001', 'leak.differs'],
    ]
    for (const [change, parameters, where, problem] of changes) expect(await found((db) => changesOne(db, change, parameters))).toContainEqual({ where, problem })
    // The line of the other record was never erased: that it is changed is no erasing.
    expect(await found((db) => {
      changesOne(db, "UPDATE chain_content SET content = json_set(content, '$.erased', 'XH-2026-001', '$.ownerName', '') WHERE chain = 'book' AND seq = ?", [3])
    })).toContainEqual({ where: 'book/3', problem: 'chain.contentChanged' })
    expect(await found((db) => changesOne(db, "DELETE FROM chain_content WHERE chain = 'book' AND seq = ?", [3]))).toContainEqual({ where: 'book/3', problem: 'chain.contentMissing' })
    expect(await found((db) => changesOne(db, "UPDATE chain_content SET content = replace(content, 'minorRepair', 'overhaul') || ' ' WHERE chain = 'book' AND seq = ?", [1])))
      .toContainEqual({ where: 'book/1', problem: 'chain.contentChanged' })
  })

  it('R4 A3 a dossier said to be destroyed that no line names, and one that a line names and stands', async () => {
    expect(await found((db) => changesOne(db, 'UPDATE dossier SET destroyed_by = 1 WHERE id = ? + 1', [gone]))).toContainEqual({ where: `dossier/${gone + 1}`, problem: 'disposal.notSigned' })
    expect(await found((db) => changesOne(db, 'UPDATE dossier SET destroyed_by = NULL WHERE id = ?', [gone]))).toContainEqual({ where: `dossier/${gone}`, problem: 'disposal.notDestroyed' })
  })
})

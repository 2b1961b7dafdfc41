// Violations, what was decided of them and closed months, held against the audit trail (rules V9, A3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#shared/domain/id.ts'
import type { Writer } from '#archive/database/database.ts'
import { LOGINS } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { changesOne } from '#test/support/tampered.ts'

let archive: DayArchive
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
})
afterAll(() => archive.close())

const ofMarch = async () => {
  const { people } = await (await archive.as(LOGINS.archivist)).call('violation.list', {
    month: '2026-03', personId: null, departmentId: null, filter: 'all',
  })
  return people.flatMap(({ violations }) => violations)
}

const propose = async () => (await archive.as(LOGINS.archivist)).call('violation.propose', { month: '2026-03' })

const decide = async (id: Id<'violation'>, amount: number, remark: string) => {
  await (await archive.as(LOGINS.customerDirector)).call('violation.decide', { id, decision: { outcome: 'penalty', amount, share: null }, remark })
}

/** Takes away what keeps the program itself from touching a closed month. */
function unlock(db: Writer): void {
  for (const name of ['violation_closed_update', 'violation_closed_insert', 'violation_closed_delete']) db.run(`DROP TRIGGER ${name}`, [])
}

describe('A3 violations and the audit trail', () => {
  it('A3 nothing is found after proposals that came, changed and went, decisions, an objection, a closed month and an adjustment', async () => {
    for (let each = 0; each < 3; each += 1) await archive.enter('delivery')
    await archive.goTo('2026-03-09')
    expect(await propose()).toEqual({ added: 3, changed: 0, removed: 0 })
    const [first, second] = await ofMarch()
    if (!first || !second) throw new Error('nothing was proposed')
    await decide(first.id, 4000, '初犯')
    const sales = await archive.as(LOGINS.salesConsultant)
    await sales.call('violation.object', { id: second.id, remark: '当天停业' })
    await (await archive.as(LOGINS.archivist)).call('violation.enter', {
      rule: 'V7', personId: sales.me.id, on: '2026-03-09', recordId: null, pieces: 1, remark: '遗失',
    })
    const director = await archive.as(LOGINS.customerDirector)
    await director.call('calendar.setDay', { on: '2026-03-06', working: false, reason: '停业' })
    // Due on the 5th still, and the second has another ground: no proposal changes but by the day of its violation.
    await director.call('calendar.setDay', { on: '2026-03-05', working: false, reason: '停业' })
    expect(await propose()).toEqual({ added: 0, changed: 0, removed: 2 })
    await archive.goTo('2026-03-12')
    expect(await propose()).toEqual({ added: 2, changed: 0, removed: 0 })
    const [record] = (await ofMarch()).filter(({ decided, rule }) => rule === 'V1' && !decided)
    await archive.handOver([record?.record?.id ?? first.record?.id ?? none()])
    expect(await propose()).toEqual({ added: 0, changed: 1, removed: 0 })
    await archive.goTo('2026-04-01')
    for (const { id, decided, amount } of await ofMarch()) if (!decided) await decide(id, amount, '定')
    await (await archive.as(LOGINS.customerDirector)).call('month.close', { month: '2026-03' })
    await (await archive.as(LOGINS.archivist)).call('violation.adjust', { id: first.id, amount: 1000, remark: '更正' })
    expect((await ofMarch()).map(({ number }) => number).toSorted()).toEqual(['CF2026-0001', 'CF2026-0004', 'CF2026-0005', 'CF2026-0006'])
    expect(await foundIn(archive)).toEqual([])
  })

  it('A3 a violation changed behind the trail’s back is named: its grounds, its decision, what was said', async () => {
    expect(await foundIn(archive, (db) => {
      unlock(db)
      changesOne(db, "UPDATE violation SET base = 1 WHERE number = 'CF2026-0001'", [])
      changesOne(db, "UPDATE violation SET share = 10 WHERE number = 'CF2026-0004'", [])
      changesOne(db, "UPDATE violation SET evidence = '{}' WHERE number = 'CF2026-0005'", [])
      changesOne(db, "UPDATE violation_act SET remark = '好' WHERE act = 'decide' AND violation_id = (SELECT id FROM violation WHERE number = 'CF2026-0006')", [])
    })).toEqual([
      { where: 'violation/CF2026-0001', problem: 'violation.differs' }, { where: 'violation/CF2026-0004', problem: 'violation.decidedOtherwise' },
      { where: 'violation/CF2026-0005', problem: 'violation.differs' }, { where: 'violation/CF2026-0006', problem: 'violation.decidedOtherwise' },
    ])
    expect(await foundIn(archive, (db) => {
      unlock(db)
      changesOne(db, "UPDATE violation SET on_date = '2026-03-20' WHERE number = 'CF2026-0001'", [])
      changesOne(db, "UPDATE violation SET state = 'final' WHERE number = 'CF2026-0004'", [])
      changesOne(db, "UPDATE violation SET amount = 0 WHERE number = 'CF2026-0005'", [])
      db.run("DELETE FROM violation_act WHERE violation_id = (SELECT id FROM violation WHERE number = 'CF2026-0007')", [])
      changesOne(db, "DELETE FROM violation WHERE number = 'CF2026-0007'", [])
    })).toEqual([
      { where: 'violation/CF2026-0001', problem: 'violation.differs' }, { where: 'violation/CF2026-0004', problem: 'violation.decidedOtherwise' },
      { where: 'violation/CF2026-0005', problem: 'violation.decidedOtherwise' }, { where: 'violation/CF2026-0007', problem: 'violation.missing' },
      { where: 'closed_month/2026-03', problem: 'month.totalDiffers' },
    ])
  })

  it('A3 a closed month with another total, opened again, or closed by nobody is named', async () => {
    expect(await foundIn(archive, (db) => {
      changesOne(db, 'UPDATE closed_month SET total = total + 1', [])
      changesOne(db, "INSERT INTO closed_month (month, closed_by, closed_at, total) VALUES ('2026-02', 1, 0, 0)", [])
    })).toEqual([
      { where: 'closed_month/2026-02', problem: 'month.closedOtherwise' }, { where: 'closed_month/2026-03', problem: 'month.closedOtherwise' },
      { where: 'closed_month/2026-03', problem: 'month.totalDiffers' },
    ])
    expect(await foundIn(archive, (db) => {
      changesOne(db, 'DELETE FROM closed_month', [])
    })).toEqual([{ where: 'closed_month/2026-03', problem: 'month.missing' }])
  })
})

function none(): never {
  throw new Error('no record')
}

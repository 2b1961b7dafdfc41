// Violations, what was decided of them and closed months, held against the audit trail (rules V9, A3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#shared/domain/id.ts'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { LOGINS, PASSWORD } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { changesOne, enterAct } from '#test/support/tampered.ts'

let archive: DayArchive
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
})
afterAll(() => archive.close())

const ofMarch = async () => {
  const { people } = await (await archive.as(LOGINS.archivist)).call('violation.list', {
    month: '2026-03', personId: null, filter: 'all',
  })
  return people.flatMap(({ violations }) => violations)
}

const propose = async () => (await archive.as(LOGINS.archivist)).call('violation.propose', { month: '2026-03' })

const decide = async (id: Id<'violation'>, amount: number, remark: string) => {
  await (await archive.as(LOGINS.customerDirector)).call('violation.decide', { id, decision: { outcome: 'penalty', amount, share: null }, remark })
}

/** Takes away what keeps the program itself from touching a closed month, and puts it back afterwards, as somebody would who hides it. */
function unlocked(db: Writer, work: () => void): void {
  const triggers = db.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%closed%'", [], (row) => ({ name: row.text('name'), sql: row.text('sql') }))
  for (const { name } of triggers) db.run(`DROP TRIGGER ${name}`, [])
  work()
  for (const { sql } of triggers) db.run(sql, [])
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
    // What was objected to stays, with nothing in it, until somebody answers.
    expect(await propose()).toEqual({ added: 0, changed: 1, removed: 1 })
    await archive.goTo('2026-03-12')
    expect(await propose()).toEqual({ added: 1, changed: 1, removed: 0 })
    const [record] = (await ofMarch()).filter(({ decided, rule }) => rule === 'V1' && !decided)
    await archive.handOver([record?.record?.id ?? first.record?.id ?? none()])
    expect(await propose()).toEqual({ added: 0, changed: 1, removed: 0 })
    await archive.goTo('2026-04-01')
    for (const { id, decided, amount } of await ofMarch()) if (!decided) await decide(id, amount, '定')
    await archive.goTo('2026-04-09')
    await (await archive.as(LOGINS.customerDirector)).call('month.close', { month: '2026-03' })
    await (await archive.as(LOGINS.archivist)).call('violation.adjust', { id: first.id, amount: 1000, remark: '更正' })
    expect((await ofMarch()).map(({ number }) => number).toSorted()).toEqual(['CF2026-0001', 'CF2026-0002', 'CF2026-0004', 'CF2026-0005'])
    expect(await foundIn(archive)).toEqual([])
  })

  it('A3 a violation changed behind the trail’s back is named: its grounds, its decision, what was said', async () => {
    expect(await foundIn(archive, (db) => unlocked(db, () => {
      changesOne(db, "UPDATE violation SET base = 1 WHERE number = 'CF2026-0001'", [])
      changesOne(db, "UPDATE violation SET share = 10 WHERE number = 'CF2026-0004'", [])
      changesOne(db, "UPDATE violation SET evidence = '{}' WHERE number = 'CF2026-0005'", [])
      changesOne(db, "UPDATE violation_act SET remark = '好' WHERE act = 'decide' AND violation_id = (SELECT id FROM violation WHERE number = 'CF2026-0002')", [])
    }))).toEqual([
      { where: 'violation/CF2026-0001', problem: 'violation.differs' }, { where: 'violation/CF2026-0002', problem: 'violation.decidedOtherwise' },
      { where: 'violation/CF2026-0004', problem: 'violation.decidedOtherwise' }, { where: 'violation/CF2026-0005', problem: 'violation.differs' },
    ])
    expect(await foundIn(archive, (db) => unlocked(db, () => {
      changesOne(db, "UPDATE violation SET on_date = '2026-03-20' WHERE number = 'CF2026-0001'", [])
      changesOne(db, "UPDATE violation SET state = 'final' WHERE number = 'CF2026-0004'", [])
      changesOne(db, "UPDATE violation SET amount = 0 WHERE number = 'CF2026-0005'", [])
      db.run("DELETE FROM violation_act WHERE violation_id = (SELECT id FROM violation WHERE number = 'CF2026-0006')", [])
      changesOne(db, "DELETE FROM violation WHERE number = 'CF2026-0006'", [])
    }))).toEqual([
      { where: 'violation/CF2026-0001', problem: 'violation.differs' }, { where: 'violation/CF2026-0004', problem: 'violation.decidedOtherwise' },
      { where: 'violation/CF2026-0005', problem: 'violation.decidedOtherwise' }, { where: 'violation/CF2026-0006', problem: 'violation.missing' },
      { where: 'closed_month/2026-03', problem: 'month.totalDiffers' },
    ])
  })

  it('A3 a closed month with another total, opened again, or closed by nobody is named', async () => {
    expect(await foundIn(archive, (db) => unlocked(db, () => {
      changesOne(db, 'UPDATE closed_month SET total = total + 1', [])
      changesOne(db, "INSERT INTO closed_month (month, closed_by, closed_at, total) VALUES ('2026-02', 1, 0, 0)", [])
    }))).toEqual([
      { where: 'closed_month/2026-02', problem: 'month.closedOtherwise' }, { where: 'closed_month/2026-03', problem: 'month.closedOtherwise' },
      { where: 'closed_month/2026-03', problem: 'month.totalDiffers' },
    ])
    expect(await foundIn(archive, (db) => unlocked(db, () => {
      changesOne(db, 'DELETE FROM closed_month', [])
    }))).toEqual([{ where: 'closed_month/2026-03', problem: 'month.missing' }])
  })
})

describe('A3 who did what', () => {
  it('A3 V9 an objection by somebody else than the person fined, or a decision by themselves, is named', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const found = await foundIn(archive, (db) => unlocked(db, () => {
      changesOne(db, "UPDATE violation SET person_id = ? WHERE number = 'CF2026-0002'", [director.me.id])
    }))
    // Its grounds are not what was entered; and both acts, the objection and the decision, were by the wrong one.
    expect(found.map(({ problem }) => problem).toSorted()).toEqual(['actor.notPermitted', 'actor.notPermitted', 'violation.differs'])
  })

  it('A3 V10 a correction marked done by a stranger is named', async () => {
    await archive.restart()
    const entry = await archive.enter('delivery')
    await archive.handOver([entry.recordId], ({ code }) => (code === 'greenCard' ? { presence: 'missing', count: 0 } : {}))
    const { number } = await (await archive.as(LOGINS.archivist)).call('correction.order', {
      recordId: entry.recordId, personId: null, lacks: [{ code: 'greenCard', kind: 'missing' }], remark: '',
    })
    const opened = (login: string) => openEntry(readKeyring(placesIn(archive.folder).keyring), login, PASSWORD)
    for (const [login, permitted] of [[LOGINS.serviceAdvisor, false], [LOGINS.serviceHead, false], [LOGINS.salesHead, true]] as const) {
      const by = await opened(login)
      const found = await foundIn(archive, (db) => enterAct(db, by, 'correction.markDone', { correction: number, correctedOn: '2026-04-09', remark: '' }))
      expect([login, found.some(({ problem }) => problem === 'actor.notPermitted')]).toEqual([login, !permitted])
    }
  })

  it('A3 V9 a trigger taken away is named', async () => {
    expect(await foundIn(archive, (db) => db.run('DROP TRIGGER closed_month_delete', []))).toEqual([
      { where: 'trigger/closed_month_delete', problem: 'schema.missing' },
    ])
    expect(await foundIn(archive, (db) => {
      db.run('DROP TRIGGER violation_closed_update', [])
      db.run('CREATE TRIGGER violation_closed_update BEFORE UPDATE ON violation BEGIN SELECT 1; END', [])
      db.run('CREATE INDEX mine ON violation (key)', [])
    })).toEqual([{ where: 'trigger/violation_closed_update', problem: 'schema.differs' }, { where: 'index/mine', problem: 'schema.unknown' }])
  })
})

function none(): never {
  throw new Error('no record')
}

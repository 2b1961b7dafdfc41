// Book, records and audit trail held against each other: what a member of staff who has the data key and their own signing key writes
// into one without the others is found (rules H3, H5, H8, F4; DESIGN decision 12). Hashes fit and signatures are genuine.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp, restore } from '#archive/backup/run.ts'
import { headsOf, writeHeads } from '#archive/chain/heads.ts'
import { isDamage } from '#shared/domain/finding.ts'
import type { Head } from '#archive/chain/chain.ts'
import type { Reader, Writer } from '#archive/database/database.ts'
import { startHost } from '#archive/host.ts'
import { placesIn } from '#archive/places.ts'
import type { Opened } from '#archive/vault/keyring.ts'
import { finished, LOGINS, signIn, type Person } from '#test/support/archive.ts'
import {
  ADMIN, changeRows, changesOne, enterAct, enterLine, entryAt, findingsOf, headAt, lastSeq, makeBook, MONDAY, removeEntries, type Book, type Copy,
} from '#test/support/tampered.ts'

let book: Book
let archivist: Opened
let adviser: Opened
beforeAll(async () => {
  book = await makeBook()
  archivist = await book.opened(LOGINS.archivist)
  adviser = await book.opened(LOGINS.serviceAdvisor)
})
afterAll(() => book.remove())

/** The entry that goes with a line, with `change` put over its note. */
function enterLineAct(db: Writer, by: Opened, kind: string, line: Head, change: Record<string, unknown> = {}, at = headAt(db)): number {
  return enterAct(db, by, kind, { lines: [line.seq], bookHash: line.hash.toString('hex'), ...change }, at).seq
}

/** Line 6 again: a refusal, which leaves the record as it stands. */
const refuseAgain = (db: Writer, by = archivist): Head => enterLine(db, 6, { receiver: by })

describe('H3, H5 every line is known to the trail, and every line it knows is there', () => {
  it('the same line entered with its entry passes', async () => {
    expect(await book.found((db) => {
      enterLineAct(db, archivist, 'handover.refuse', refuseAgain(db))
    })).toEqual([])
  })

  it('a line signed by who may receive, and not entered in the trail', async () => {
    expect(await book.found((db) => {
      refuseAgain(db)
    })).toEqual([{ where: 'book/8', problem: 'bookLine.notInAudit' }])
  })

  it('a line that someone received whose role does not permit it', async () => {
    let seq = 0
    expect(await book.found((db) => {
      seq = enterLineAct(db, adviser, 'handover.refuse', refuseAgain(db, adviser))
    })).toEqual([{ where: `audit/${seq}`, problem: 'actor.notPermitted' }])
  })

  it('a giver’s signature by a key they no longer had', async () => {
    const giver = book.former.reset
    const findings = await book.found((db) => {
      enterLineAct(db, archivist, 'handover.sign', enterLine(db, 4, { giver, receiver: archivist }))
    })
    expect(findings).toContainEqual({ where: 'book/8/giver', problem: 'signature.oldKey' })
    expect(findings).not.toContainEqual(expect.objectContaining({ where: 'book/8/receiver' }))
  })

  it('an entry of another person, of another kind, of another time, or of another book', async () => {
    const director = await book.opened(LOGINS.customerDirector)
    const differs = { where: 'book/8', problem: 'bookLine.auditDiffers' }
    expect(await book.found((db) => enterLineAct(db, director, 'handover.refuse', refuseAgain(db)))).toEqual([differs])
    expect(await book.found((db) => enterLineAct(db, archivist, 'handover.sign', refuseAgain(db)))).toEqual([differs])
    expect(await book.found((db) => enterLineAct(db, archivist, 'handover.refuse', refuseAgain(db), {}, headAt(db) + 60_000))).toEqual([differs])
    let seq = 0
    expect(await book.found((db) => {
      seq = enterLineAct(db, archivist, 'handover.refuse', refuseAgain(db), { bookHash: entryAt(db, 'book', 7).hash.toString('hex') })
    })).toEqual([{ where: `audit/${seq}`, problem: 'bookLine.hashDiffers' }])
  })

  it('a line named twice; a line named that is not there', async () => {
    for (const [lines, problem] of [[[6, 8], 'bookLine.namedTwice'], [[8, 9], 'bookLine.namedMissing']] as const) {
      let seq = 0
      expect(await book.found((db) => {
        seq = enterLineAct(db, archivist, 'handover.refuse', refuseAgain(db), { lines: [...lines] })
      })).toContainEqual({ where: `audit/${seq}`, problem })
    }
  })

  it('the end of the book cut off, with the heads made to fit', async () => {
    const copy = await book.copy()
    changeRows(copy, (db) => {
      removeEntries(db, 'book', 7, 7)
      db.run('DELETE FROM book_line WHERE seq = 7', [])
      db.run('DELETE FROM handover WHERE id = (SELECT max(id) FROM handover)', [])
      writeHeads(copy.places.heads, headsOf(db))
    })
    const problems = (await findingsOf(copy)).map(({ problem }) => problem)
    expect(problems).toContain('bookLine.namedMissing')
    expect(problems).not.toContain('chain.cutOff')
  })
})

describe('H1, H2, H8 every record is as it was entered', () => {
  it('H1, H2, V3, A3 what makes it due later, or somebody else’s, or spares a fine', async () => {
    const last = book.records[5] ?? 0
    const cases: [string, string][] = [
      ["due_on = '2026-12-31'", 'due_on'], ["delivered_on = '2026-02-20'", 'delivered_on'], ["kind = 'minorRepair'", 'kind'],
      ['responsible_id = 1', 'responsible_id'], ['department_id = 1', 'department_id'], ['entered_by = 1', 'entered_by'],
      ["number = 'R2026-99999'", 'number'], ['dossier_id = 1', 'dossier'],
      ['entered_at = entered_at - 1', 'entered_at'], ["order_number = 'X1'", 'order_number'],
      // V3: whether somebody had spoken to the contact person is a fine.
      ['contact_confirmed = 1 - contact_confirmed', 'contact_confirmed'],
    ]
    for (const [change, column] of cases) {
      expect(await book.found((db) => changesOne(db, `UPDATE record SET ${change} WHERE id = ?`, [last]))).toContainEqual({
        where: `record/${last}/${column}`, problem: 'record.notAsEntered',
      })
    }
  })

  it('H3 a day, or how sure it is, that the line signed says otherwise', async () => {
    const first = book.records[0] ?? 0
    const cases = [
      ["due_on = '2026-12-31'", 'due_on'], ["delivered_on = '2026-02-20'", 'delivered_on'], ['due_provisional = 1 - due_provisional', 'due_provisional'],
    ]
    for (const [change, column] of cases) {
      expect(await book.found((db) => changesOne(db, `UPDATE record SET ${change} WHERE id = ?`, [first]))).toContainEqual({
        where: `record/${first}/${column}`, problem: 'record.differs',
      })
    }
  })

  it('H8 a record that nobody entered, one taken away, one entered twice', async () => {
    const last = book.records[5] ?? 0
    const columns = `dossier_id, kind, state, delivered_on, due_on, due_provisional, responsible_id, department_id, contact_name, contact_phone,
      contact_confirmed, order_number, checklist_id, entered_by, entered_at`
    expect(await book.found((db) => changesOne(db, `INSERT INTO record (id, number, ${columns}) SELECT 99, 'R2026-99999', ${columns} FROM record WHERE id = ?`, [last])))
      .toContainEqual({ where: 'record/99', problem: 'record.notEntered' })
    expect(await book.found((db) => changesOne(db, 'DELETE FROM record WHERE id = ?', [last]))).toContainEqual({ where: `record/${last}`, problem: 'record.missing' })
    expect(await book.found((db) => {
      const said: unknown = JSON.parse(entryAt(db, 'audit', lastOf(db, 'record.enter')).content)
      enterAct(db, adviser, 'record.enter', { ...(typeof said === 'object' ? said : {}) })
    })).toEqual([expect.objectContaining({ problem: 'record.enteredTwice' })])
  })
})

const lastOf = (db: Reader, kind: string): number =>
  db.get("SELECT max(seq) AS n FROM chain_entry WHERE chain = 'audit' AND kind = ?", [kind], (row) => row.int('n')) ?? 0

describe('A4 the search index is what the dossiers are', () => {
  it('a dossier taken out of the full-text index, or put in under more, its row left as it was', async () => {
    const differs = { where: 'dossier_search/1', problem: 'search.differs' }
    expect(await book.found((db) => {
      const tokens = db.get('SELECT tokens FROM dossier_index WHERE dossier_id = 1', [], (row) => row.text('tokens'))
      db.run("INSERT INTO dossier_search (dossier_search, rowid, tokens) VALUES ('delete', 1, ?)", [tokens])
    })).toEqual([differs])
    expect(await book.found((db) => db.run("INSERT INTO dossier_search (rowid, tokens) VALUES (1, '_p1')", []))).toEqual([differs])
  })

  it('a dossier hidden, lent to another, shown as another, filed for nothing', async () => {
    const differs = { where: 'dossier/1', problem: 'search.differs' }
    const changes = [
      "tokens = replace(tokens, '_p', '_x')", "tokens = tokens || ' _p1'", 'secrecy_level = 3', "owner_name = '别人'", "others = ''", "last_state = 'refused'",
    ]
    for (const change of changes) {
      expect(await book.found((db) => changesOne(db, `UPDATE dossier_index SET ${change} WHERE dossier_id = 1`, []))).toContainEqual(differs)
    }
    expect(await book.found((db) => changesOne(db, 'UPDATE dossier_index SET dossier_id = 99 WHERE dossier_id = 1', []))).toContainEqual({
      where: 'dossier_index/99', problem: 'search.differs',
    })
    // A value that the program would not have written is named too, and does not break the check off.
    expect(await book.found((db) => changesOne(db, "UPDATE record SET kind = 'zoo' WHERE id = ?", [book.records[0] ?? 0]))).toContainEqual(differs)
  })
})

describe('decision 12: heads that do not fit are kept', () => {
  const cut = (db: Writer): void => removeEntries(db, 'audit', lastSeq(db, 'audit') - 2, lastSeq(db, 'audit'))
  const cases: [string, (copy: Copy) => void][] = [
    ['chain.headDiffers', (copy) => changeRows(copy, cut)],
    ['heads.damaged', (copy) => writeFileSync(copy.places.heads, '{}')],
    ['heads.missing', (copy) => rmSync(copy.places.heads)],
  ]
  const heads = ({ places }: Copy): string | null => (existsSync(places.heads) ? readFileSync(places.heads, 'utf8') : null)

  it('a chain cut off: opening and writing on do not put the heads right, and verify goes on finding it', async () => {
    for (const [problem, change] of cases) {
      const copy = await book.copy()
      change(copy)
      const before = heads(copy)
      const host = await startHost({ folder: copy.folder, program: 'test', startAt: MONDAY })
      const admin = await signIn(host, LOGINS.administrator)
      for (const name of ['一部', '二部', '三部', '四部']) await admin.call('department.add', { name, kind: 'sales' })
      await host.close()
      expect(heads(copy)).toBe(before)
      expect((await findingsOf(copy)).map((finding) => finding.problem)).toContain(problem)
    }
  })

  // Programs started, passwords proven, backups taken and restored: it has its time.
  it.each(cases)('A2 a backup takes them along (%s): the difference is found after a restore too', { timeout: 120_000 }, async (problem, change) => {
    const copy = await book.copy()
    change(copy)
    const backups = `${copy.folder}-backups`
    const opened = async (folder: string, work: (admin: Person) => Promise<void>): Promise<void> => {
      const host = await startHost({ folder, program: 'test', startAt: MONDAY })
      const admin = await signIn(host, LOGINS.administrator)
      expect(await admin.call('session.state', {})).toMatchObject({ headsDiffer: problem })
      await work(admin)
      await host.close()
    }
    await opened(copy.folder, async (admin) => {
      await admin.call('department.add', { name: '一部', kind: 'sales' })
      expect(await finished(admin, (await admin.call('backup.run', { folder: join(backups, 'open') })).taskId)).toMatchObject({ state: 'done' })
    })
    await backUp({ folder: copy.folder, to: join(backups, 'rest'), program: 'cli', password: ADMIN }, null)
    for (const way of ['open', 'rest']) {
      const restored = { ...copy, places: placesIn(join(backups, way, 'restored')) }
      await restore({ from: join(backups, way), at: null, to: restored.places.folder, program: 'cli' }, null)
      expect(heads(restored)).toBe(heads(copy))
      expect((await findingsOf(restored)).map((finding) => finding.problem)).toContain(problem)
    }
    await opened(join(backups, 'open', 'restored'), () => Promise.resolve())
  })

  it('heads that fit, also behind the chains, are brought up to date', async () => {
    const copy = await book.copy()
    const before = readFileSync(copy.places.heads, 'utf8')
    changeRows(copy, (db) => {
      enterAct(db, archivist, 'session.signOut', {})
    })
    const host = await startHost({ folder: copy.folder, program: 'test', startAt: MONDAY })
    await signIn(host, LOGINS.administrator)
    await host.close()
    expect(readFileSync(copy.places.heads, 'utf8')).not.toBe(before)
    expect(await findingsOf(copy)).toEqual([])
  })
})

describe('decision 12: time that runs backwards', () => {
  const backwards = async (training: boolean) => {
    const copy = await book.copy()
    let seq = 0
    changeRows(copy, (db) => {
      db.run("UPDATE setting SET value = ? WHERE key = 'training'", [String(training)])
      seq = enterAct(db, archivist, 'session.signOut', {}, MONDAY - 1).seq
    })
    writeFileSync(copy.places.descriptor, readFileSync(copy.places.descriptor, 'utf8').replace('"training": true', `"training": ${training}`))
    return { findings: await findingsOf(copy), seq }
  }

  it('is told of a real archive, as a notice and no damage; a practice archive’s clock is set as one likes', async () => {
    const real = await backwards(false)
    expect(real.findings).toEqual([{ where: `audit/${real.seq}`, problem: 'chain.timeBackwards' }])
    expect(real.findings.filter(isDamage)).toEqual([])
    expect((await backwards(true)).findings).toEqual([])
    expect([{ problem: 'attachment.withoutRow' }, { problem: 'chain.gap' }].map(isDamage)).toEqual([false, true])
  })
})

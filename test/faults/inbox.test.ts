// Killed at random moments while files from the scanner are taken in and sorted: every file lies in the folder whole or is entered, no
// row is without its file, after the sweep no file without its row, and in the end every page is filed once (rule H4; DESIGN decision 4).
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import type { Reader } from '#archive/database/database.ts'
import { startName } from '#archive/vault/attachment-format.ts'
import { sweepAttachments } from '#archive/vault/attachments.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type Entry, type TestArchive } from '#test/support/archive.ts'
import { batchMaker } from '#test/support/batch.ts'
import { killed, tell, times } from '#test/support/killed.ts'
import { until } from '#test/support/scans.ts'
import { readingIn, vaultProblems, type AtRest } from '#test/support/vault.ts'

const KILLS = times(2, 30)
/** How many pages a file has behind its cover sheet; one more is blank. One file comes before each kill. */
const PAGES = times(3, 8)
/** Milliseconds within which the desk is killed, by turns: from the first sight of files, which have to lie still for two seconds, and from one being sorted. */
const AFTER_SIGHT = [1900, 3000] as const
const AFTER_SORTING = [200, 3000] as const

const saying = z.object({ arriving: z.number(), sorting: z.number(), sorted: z.number() })
type Said = z.output<typeof saying>

let archive: TestArchive
let entry: Entry
let folder: string
/** By name: everything that ever arrived. */
const arrived = new Map<string, Buffer>()
const waiting: { name: string; bytes: Buffer }[] = []
const apart = temporaryFolder()

beforeAll(async () => {
  archive = await makeArchive()
  entry = await archive.enter('maintenance')
  await archive.handOver([entry.recordId])
  folder = join(apart, 'scanner')
  mkdirSync(folder)
  await (await archive.as(LOGINS.archivist)).call('inbox.choose', { folder })
  await archive.stop()
  const make = await batchMaker(100)
  for (let number = 0; number < KILLS; number += 1) {
    const marks = Array.from({ length: PAGES }, (_, at) => ({ mark: number * PAGES + at + 1 }))
    const sheet = { sheet: { what: 'paper' as const, number: entry.recordNumber, code: 'workOrder' } }
    // A page without a mark is blank.
    waiting.push({ name: `batch ${number}.pdf`, bytes: Buffer.from(await make.pdf([sheet, ...marks, { mark: 0 }])) })
  }
})
afterAll(async () => {
  await archive.close()
  rmSync(apart, { recursive: true, force: true })
})

function arrive(): void {
  const file = waiting.shift()
  if (!file) throw new Error('nothing is left to come')
  arrived.set(file.name, file.bytes)
  writeFileSync(join(apart, file.name), file.bytes)
  renameSync(join(apart, file.name), join(folder, file.name))
}

/** Runs the desk and kills it. @returns what it said last. */
async function killedDesk(kill: number): Promise<Said> {
  const [earliest, latest] = kill % 2 === 0 ? AFTER_SORTING : AFTER_SIGHT
  let due = false
  const said = await killed('inbox-child', [archive.folder], saying, ({ arriving, sorting }, end) => {
    if (due || (kill % 2 === 0 ? sorting : arriving) === 0) return
    due = true
    end(earliest + Math.random() * (latest - earliest))
  })
  const last = said.at(-1)
  if (!last) throw new Error('the desk did not start')
  return last
}

/** Files of the scanner that are neither in the folder as they came nor entered with all their bytes. */
function lost({ db, dataKey }: AtRest): string[] {
  return [...arrived].filter(([name, bytes]) => {
    const path = join(folder, name)
    if (existsSync(path) && readFileSync(path).equals(bytes)) return false
    const stored = db.get(
      'SELECT a.name FROM inbox_file f JOIN attachment a ON a.id = f.attachment_id WHERE f.name = ?', [name], (row) => row.text('name'),
    )
    return stored !== startName(dataKey).update(bytes).digest('hex')
  }).map(([name]) => name)
}

/** Files whose rows are not all there or none at all. */
function halfSorted(db: Reader): string[] {
  return db.all(
    `SELECT name FROM inbox_file f WHERE (SELECT count(*) FROM inbox_page WHERE file_id = f.id) <> iif(state = 'sorted', ${PAGES + 2}, 0)
       OR (SELECT count(*) FROM inbox_page p JOIN scan s ON s.id = p.scan_id WHERE p.file_id = f.id) <> iif(state = 'sorted', ${PAGES}, 0)`,
    [], (row) => row.text('name'),
  )
}

describe('H4 a desk killed while files from the scanner come in', () => {
  it(`H4 loses none, enters each whole, and files every page once, ${KILLS} times`, async () => {
    const seen = { sorting: 0, folder: 0, left: 0 }
    for (let kill = 0; kill < KILLS; kill += 1) {
      arrive()
      const last = await killedDesk(kill)
      seen.sorting += last.sorting > 0 ? 1 : 0
      seen.folder += readdirSync(folder).length > 0 ? 1 : 0
      await readingIn(archive.folder, async (at) => {
        expect(lost(at)).toEqual([])
        expect(halfSorted(at.db)).toEqual([])
        // As the next start does.
        seen.left += (await sweepAttachments(at.places, at.db)) > 0 ? 1 : 0
        expect(await vaultProblems(at)).toEqual([])
      })
    }

    await archive.restart()
    const archivist = await archive.as(LOGINS.archivist)
    const { files } = await until(() => archivist.call('inbox.list', {}), (answer) =>
      answer.files.length >= KILLS && answer.files.every(({ state }) => state === 'sorted') && readdirSync(folder).length === 0)
    expect(files.map(({ name, filed, waiting: waits, duplicateOf }) => ({ name, filed, waits, duplicateOf })).toSorted((a, b) => a.name.localeCompare(b.name)))
      .toEqual([...arrived.keys()].toSorted((a, b) => a.localeCompare(b)).map((name) => ({ name, filed: PAGES, waits: 0, duplicateOf: null })))
    const { scans } = await archivist.call('scan.list', { recordId: entry.recordId })
    expect(scans).toHaveLength(KILLS * PAGES)
    expect(await archivist.call('inbox.discarded', {})).toHaveLength(KILLS)
    await archive.stop()
    await readingIn(archive.folder, async (at) => {
      expect(lost(at)).toEqual([])
      expect(await vaultProblems(at)).toEqual([])
    })
    expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    tell('inbox', {
      kills: KILLS, 'times while a file was being sorted': seen.sorting, 'times with files left in the folder': seen.folder,
      'times something was left in the vault and swept': seen.left, 'files entered whole': arrived.size, 'pages filed once each': scans.length,
    })
  })
})

// Killed at random moments while pages are put in: what was acknowledged is there, no row is without its file, and after the sweep no
// file without its row (rule H4; DESIGN decision 4).
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtProgram } from '../../scripts/build.ts'
import { openDatabase, type Reader } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { attachmentFile, checkAttachment, storedAttachments } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { finished, LOGINS, makeArchive, PASSWORD, type Entry, type TestArchive } from '#test/support/archive.ts'
import { until } from '#test/support/scans.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const KILLS = 4

const saidSchema = z.object({ began: z.number().optional(), acknowledged: z.array(z.number()).optional() })

let archive: TestArchive
let entry: Entry
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  entry = await archive.enter('delivery')
  await archive.stop()
})
afterAll(() => archive.close())

/** Runs the desk and kills it some time after a few pages. @returns the scans it had acknowledged by then, and how many it had begun. */
function killedDesk(round: number): Promise<{ acknowledged: number[]; began: number }> {
  const pages = 1 + Math.floor(Math.random() * 4)
  return new Promise((resolve, reject) => {
    const args = [builtProgram('attach-child'), archive.folder, String(entry.recordId), String(NOW), String(round)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const acknowledged: number[] = []
    let began = 0
    let latest = performance.now()
    let took = 0
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = saidSchema.parse(JSON.parse(line))
      acknowledged.push(...(said.acknowledged ?? []))
      if (said.acknowledged) took = performance.now() - latest
      if (said.began === undefined) return
      latest = performance.now()
      began += 1
      if (said.began === pages) setTimeout(() => child.kill('SIGKILL'), took * Math.random() * 1.2)
    })
    child.on('error', reject)
    child.on('close', () => resolve({ acknowledged, began }))
  })
}

async function reading<T>(work: (db: Reader, dataKey: Uint8Array) => T | Promise<T>): Promise<T> {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    return await work(database.reader, dataKey)
  } finally {
    database.close()
  }
}

/** What lies in the vault and what its rows say, held against each other; every file read through. */
function vaultProblems(): Promise<string[]> {
  const places = placesIn(archive.folder)
  return reading(async (db, dataKey) => {
    const rows = new Map(db.all('SELECT name, size FROM attachment', [], (row) => [row.text('name'), row.int('size')]))
    const problems: string[] = []
    for await (const name of storedAttachments(places.attachments)) if (!rows.has(name)) problems.push(`file without a row: ${name}`)
    for (const [name, size] of rows) {
      const found = await checkAttachment(attachmentFile(places.attachments, name), dataKey, name).catch((error: unknown) => String(error))
      if (found !== size) problems.push(`row without its file: ${found}`)
    }
    const unused = db.get(
      `SELECT count(*) AS n FROM attachment WHERE id NOT IN (SELECT attachment_id FROM scan)
         AND id NOT IN (SELECT thumbnail_id FROM scan WHERE thumbnail_id IS NOT NULL)`, [], (row) => row.int('n'),
    )
    if (unused !== 0) problems.push(`${unused} rows that nothing refers to`)
    return problems
  })
}

const withoutPicture = (): Promise<number | null> =>
  reading((db) => db.get('SELECT count(*) AS n FROM scan WHERE thumbnail_id IS NULL', [], (row) => row.int('n')))

describe('H4 a desk killed in the middle of putting in pages', () => {
  it(`H4 keeps every acknowledged page with its file and leaves nothing else, ${KILLS} times`, async () => {
    const acknowledged: number[] = []
    let leftBehind = 0
    let landed = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const killed = await killedDesk(kill)
      acknowledged.push(...killed.acknowledged)
      const { staging } = placesIn(archive.folder)
      leftBehind += existsSync(staging) && readdirSync(staging).length > 0 ? 1 : 0
      await archive.restart()
      const archivist = await archive.as(LOGINS.archivist)
      const { scans } = await archivist.call('scan.list', { recordId: entry.recordId })
      const ids = scans.map(({ id }) => Number(id))
      // In the order in which they were put in, and at most the one that was under way besides.
      expect(ids.filter((id) => acknowledged.includes(id))).toEqual(acknowledged)
      expect(ids.length - acknowledged.length).toBeLessThanOrEqual(landed + 1)
      landed = ids.length - acknowledged.length
      await archive.stop()
      expect(await vaultProblems()).toEqual([])
      expect(readdirSync(staging)).toEqual([])
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS)
    await archive.restart()
    const archivist = await archive.as(LOGINS.archivist)
    // Small pictures are made in the end, however often that was broken off.
    await until(withoutPicture, (count) => count === 0)
    const { taskId } = await archivist.call('archive.verify', {})
    expect((await finished(archivist, taskId)).verify?.findings).toEqual([])
    process.stdout.write(`killed ${KILLS} times: ${acknowledged.length} pages acknowledged and kept; ${leftBehind} times something was left staged and swept; ${landed} pages had landed whole before they could be acknowledged\n`)
  })
})

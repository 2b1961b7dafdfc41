// Files of the open archive that are missing or damaged, put back from a backup; nothing is taken from it that is not proven whole (rule A2).
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { backUp } from '#archive/backup/run.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { addAttachment, attachmentFile } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { auditOf } from '#test/support/audit.ts'
import { finished, LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { packsIn } from '#test/support/pool.ts'

const ARCHIVIST = { login: LOGINS.archivist, password: PASSWORD }

const root = temporaryFolder()
const folder = join(root, 'backup')
let archive: TestArchive
/** The last is in no backup. */
let names: string[] = []

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

async function addFiles(texts: readonly string[]): Promise<string[]> {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), ARCHIVIST.login, ARCHIVIST.password)
  const database = openDatabase(places.database, databaseKey(dataKey))
  const added: string[] = []
  try {
    for (const text of texts) {
      const { name, size } = await addAttachment(places, onlyKey(dataKey), bytes(text))
      database.transaction((db) => db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', ?, 0)", [name, size]))
      added.push(name)
    }
  } finally {
    database.close()
  }
  return added
}

beforeAll(async () => {
  archive = await makeArchive()
  await archive.stop()
  names = await addFiles(['one', 'two', 'three', 'four'].map((text) => text.repeat(20_000)))
  await backUp({ folder: archive.folder, to: folder, program: 'cli', password: null }, null)
  names.push(...await addFiles(['five']))
  await archive.restart()
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const fileOf = (at: number): string => attachmentFile(placesIn(archive.folder).attachments, names[at] ?? '')
const where = (at: number): string => `attachments/${names[at]?.slice(0, 2)}/${names[at]}`

function flip(file: string, at: number): void {
  const content = readFileSync(file)
  content[at] = (content[at] ?? 0) ^ 1
  writeFileSync(file, content)
}

async function task(method: 'backup.mend' | 'archive.verify') {
  const archivist = await archive.as(LOGINS.archivist)
  const { taskId } = method === 'backup.mend' ? await archivist.call(method, { folder }) : await archivist.call(method, {})
  return finished(archivist, taskId)
}

it('A2 what is flipped, gone or cut short comes back as it was; what no backup has is named; whole files are left alone; the trail says so', async () => {
  const before = names.map((_, at) => readFileSync(fileOf(at)))
  flip(fileOf(0), 30_000)
  rmSync(fileOf(1))
  truncateSync(fileOf(2), 100)
  flip(fileOf(4), 60)
  expect((await task('archive.verify')).verify?.findings.map((finding) => finding.where).toSorted()).toEqual([0, 1, 2, 4].map(where).toSorted())
  const lost = [{ where: where(4), problem: 'attachment.damaged' }]
  expect(await task('backup.mend')).toMatchObject({ state: 'done', mended: 3, verify: { attachments: 5, findings: lost } })
  expect(names.slice(0, 4).map((_, at) => readFileSync(fileOf(at)).equals(before[at] ?? Buffer.alloc(0)))).toEqual([true, true, true, true])
  expect((await task('archive.verify')).verify?.findings).toEqual(lost)
  expect((await auditOf(archive.folder, 'backup.mend')).at(-1)).toMatchObject({ folder })
  writeFileSync(fileOf(4), before[4] ?? '')
  expect(await task('backup.mend')).toMatchObject({ mended: 0, verify: { findings: [] } })
})

it('A2 what was damaged when it was backed up, and is mended since, is whole in that place again after a trial', async () => {
  const archivist = await archive.as(LOGINS.archivist)
  const other = join(root, 'other')
  const backedUp = async () => (await finished(archivist, (await archivist.call('backup.run', { folder: other })).taskId)).backup?.id ?? ''
  const tried = async (id: string) => (await finished(archivist, (await archivist.call('backup.verify', { folder: other, id })).taskId)).verify?.findings
  flip(fileOf(0), 30_000)
  await backedUp()
  expect(await task('backup.mend')).toMatchObject({ mended: 1, verify: { findings: [] } })
  expect(await tried(await backedUp())).toEqual([{ where: where(0), problem: 'attachment.damaged' }])
  expect(await tried(await backedUp())).toEqual([])
})

it('A2 from a backup that is damaged itself nothing is put back, and what is left lies as it was', async () => {
  flip(fileOf(0), 30_000)
  const damaged = readFileSync(fileOf(0))
  for (const pack of packsIn(folder)) {
    const content = readFileSync(pack)
    for (let at = 2000; at < content.length - 5000; at += 1000) content[at] = (content[at] ?? 0) ^ 1
    writeFileSync(pack, content)
  }
  expect(await task('backup.mend')).toMatchObject({ state: 'done', mended: 0, verify: { findings: [{ where: where(0), problem: 'attachment.damaged' }] } })
  expect(readFileSync(fileOf(0)).equals(damaged)).toBe(true)
})

// A backup whose pieces or manifest were changed: what is damaged is named, and nothing of it is restored (rule A2, decision 6).
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyPoint } from '#archive/backup/points.ts'
import { poolIn } from '#archive/backup/pool.ts'
import { lockPool } from '#archive/backup/pool-lock.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { rotate } from '#archive/backup/rotation.ts'
import { backUp } from '#archive/backup/run.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { addAttachment, attachmentFile } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring, sealArchiveKey, type Opened } from '#archive/vault/keyring.ts'
import { makeSigningPair, privateKeyFrom, signBytes } from '#archive/vault/signing.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import type { FindingView } from '#shared/contract/backup.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { bytesOf, fileLines, hashesIn, isWhole, manifestsIn, packsIn, piecesIn, plantPiece } from '#test/support/pool.ts'

const ADMIN = { login: LOGINS.administrator, password: PASSWORD }
const STEPS = { at: () => undefined, check: () => undefined }

const root = temporaryFolder()
const folder = join(root, 'backup')
const target = join(root, 'restored')
let archive: TestArchive
let admin: Opened
let archiveId = ''
let id = ''
let attachment = ''

// At rest and without a log-in, which would be entered in the trail: nothing in the archive changes.
const backUpAgain = () => backUp({ folder: archive.folder, to: folder, program: 'cli', password: null }, null)

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

async function addFile(text: string): Promise<string> {
  const places = placesIn(archive.folder)
  const { name, size } = await addAttachment(places, onlyKey(admin.dataKey), bytes(text))
  const database = openDatabase(places.database, databaseKey(admin.dataKey))
  try {
    database.transaction((db) => db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', ?, 0)", [name, size]))
  } finally {
    database.close()
  }
  return name
}

beforeAll(async () => {
  archive = await makeArchive()
  await archive.handOver([(await archive.enter('delivery')).recordId])
  await archive.stop()
  const keyring = readKeyring(placesIn(archive.folder).keyring)
  admin = await openEntry(keyring, ADMIN.login, ADMIN.password)
  archiveId = keyring.archiveId
  attachment = await addFile('a scanned page'.repeat(10_000))
  id = (await backUp({ folder: archive.folder, to: folder, program: 'cli', password: ADMIN }, null)).id
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const check = async (inside = false): Promise<FindingView[]> =>
  (await verifyPoint(folder, id, inside ? { archiveId, keys: onlyKey(admin.dataKey), scratch: join(root, 'scratch') } : null, STEPS)).findings

/** What restoring it is refused with; nothing may be left in place then. */
async function refusal(): Promise<unknown> {
  const error: unknown = await restorePoint(folder, id, target, STEPS).then(() => null, (thrown: unknown) => thrown)
  expect(existsSync(target) || existsSync(`${target}.new`)).toBe(false)
  return error
}

/** Runs with a file changed, and puts it back. */
async function changed(file: string, content: Uint8Array | string, work: () => Promise<void>): Promise<void> {
  const before = readFileSync(file)
  writeFileSync(file, content)
  try {
    await work()
  } finally {
    writeFileSync(file, before)
  }
}

const manifestFile = (): string => manifestsIn(folder).find((file) => basename(file) === `${id}.json`) ?? ''
const manifestText = (): string => readFileSync(manifestFile(), 'utf8')
const CHANGED = () => [{ where: `points/${id}.json`, problem: 'backup.manifestChanged' }]

describe('A2 damage in the pool', () => {
  it('A2 untouched, nothing is found, outside and inside', async () => {
    expect(await check()).toEqual([])
    expect(await verifyPoint(folder, id, { archiveId, keys: onlyKey(admin.dataKey), scratch: join(root, 'scratch') }, STEPS)).toMatchObject({
      findings: [], attachments: 1, chains: [{ chain: 'book', entries: 1 }, { chain: 'audit' }, { chain: 'register' }],
    })
  })

  it('A2 a flipped bit in any piece is found, named by its pack, and not restored', async () => {
    const pieces = piecesIn(folder)
    expect(pieces.length).toBeGreaterThan(6)
    for (const [index, { pack, offset, size }] of pieces.entries()) {
      const content = readFileSync(pack)
      const at = offset + ((index * 7919) % size)
      content[at] = (content[at] ?? 0) ^ 0x10
      const where = `packs/${basename(pack)}`
      await changed(pack, content, async () => {
        expect(await check()).toContainEqual({ where, problem: 'backup.pieceChanged' })
        expect(await refusal()).toMatchObject({ code: 'storage', details: { problem: 'backup.pieceChanged', subject: where } })
      })
    }
    expect(await check()).toEqual([])
  })

  it('A2 a damaged piece of the database, an attachment, a list: the next backup writes it anew, and all that the point before it needs', async () => {
    const { archiveId: own } = readKeyring(placesIn(archive.folder).keyring)
    const lines = fileLines(folder, manifestText())
    const pieceOf = (path: string): string => lines.find((line) => line.startsWith(path))?.split(' ')[2]?.slice(0, 64) ?? ''
    const [list = ''] = /"lists":\["([0-9a-f]{64})/.exec(manifestText())?.slice(1) ?? []
    for (const [index, hash] of [pieceOf('archive.db'), pieceOf(`attachments/${attachment.slice(0, 2)}/${attachment}`), list].entries()) {
      const place = join(root, `damaged ${index}`)
      cpSync(folder, place, { recursive: true })
      const damaged = piecesIn(place).find((piece) => piece.hash === hash)
      if (!damaged) throw new Error('no such piece')
      const content = readFileSync(damaged.pack)
      content[damaged.offset + 10] = (content[damaged.offset + 10] ?? 0) ^ 1
      writeFileSync(damaged.pack, content)
      const findings = (await verifyPoint(place, id, null, STEPS)).findings
      expect(findings).toContainEqual({ where: `packs/${basename(damaged.pack)}`, problem: 'backup.pieceChanged' })
      const { id: next } = await backUp({ folder: archive.folder, to: place, program: 'cli', password: null }, null)
      for (const point of [next, id]) expect((await verifyPoint(place, point, null, STEPS)).findings).toEqual([])
      const lock = await lockPool(poolIn(place), 'alone', 'test')
      for (let round = 0; round < 2; round += 1) {
        await rotate({ pool: poolIn(place), archiveId: own, keep: { days: 9, weeks: 0, months: 0 }, now: Date.now(), lock }, STEPS)
        for (const point of [next, id]) expect((await verifyPoint(place, point, null, STEPS)).findings).toEqual([])
      }
      await lock.release()
      expect(piecesIn(place).every(isWhole)).toBe(true)
      expect(readdirSync(join(place, 'yidang-backup', 'packs')).filter((name) => !name.endsWith('.pack'))).toEqual([])
    }
  })

  it('A2 a pack cut short, changed in its index, or gone: found, named, and not restored; backing up again makes it good', async () => {
    const largest = packsIn(folder).toSorted((one, other) => readFileSync(other).length - readFileSync(one).length)[0] ?? ''
    const whole = readFileSync(largest)
    const where = `packs/${basename(largest)}`
    const indexChanged = whole.map((byte, at) => (at === whole.length - 40 ? byte ^ 1 : byte))
    for (const content of [whole.subarray(0, 100), whole.subarray(0, whole.length - 1), indexChanged, Buffer.alloc(0)]) {
      await changed(largest, content, async () => {
        const found = await check()
        expect(found).toContainEqual({ where, problem: 'backup.packDamaged' })
        expect(found.slice(1).map(({ problem }) => problem)).toEqual(expect.arrayContaining(['backup.pieceMissing']))
        expect(await refusal()).toMatchObject({ code: 'storage', details: { problem: 'backup.pieceMissing' } })
      })
    }
    rmSync(largest)
    expect((await check()).length).toBeGreaterThan(0)
    const { id: next } = await backUpAgain()
    expect((await verifyPoint(folder, next, null, STEPS)).findings).toEqual([])
    id = (await backUp({ folder: archive.folder, to: folder, program: 'cli', password: ADMIN }, null)).id
  })

  it('decision 6: an attachment is copied once and not read again', async () => {
    const file = attachmentFile(placesIn(archive.folder).attachments, attachment)
    const other = join(root, 'other place')
    const to = () => backUp({ folder: archive.folder, to: other, program: 'cli', password: null }, null)
    await to()
    const before = hashesIn(other)
    // Changed at its source: a second reading would give a second piece.
    await changed(file, readFileSync(file).fill(1, 100, 200), async () => {
      await to()
    })
    expect(hashesIn(other)).toEqual(before)
    await addFile('another page')
    const last = await to()
    const restored = join(root, 'with attachments')
    await restorePoint(other, last.id, restored, STEPS)
    expect(readFileSync(attachmentFile(placesIn(restored).attachments, attachment)).equals(readFileSync(file))).toBe(true)
    expect(hashesIn(other).length).toBeGreaterThan(before.length)
  })
})

describe('A2 a changed manifest', () => {
  it('A2 of another time, with other files, other pieces, or none', async () => {
    const text = manifestText()
    const alterations = [
      text.replace(/"takenAt":\d+/, '"takenAt":1'),
      text.replace(/"storeName":"[^"]+"/, '"storeName":"另一家店"'),
      text.replace(/"bytes":(\d+)/, '"bytes":1$1'),
      text.replace(/,"[0-9a-f]{64}"\]/, ']'),
      text.replace(/"signature":"([0-9a-f])/, (_, digit) => `"signature":"${digit === '0' ? '1' : '0'}`),
      text.replace('"format":2', '"format":3'),
      text.replace('{"manifest"', '{"more":1,"manifest"'),
      text.slice(0, 200),
      '',
    ]
    for (const altered of alterations) {
      expect(altered).not.toBe(text)
      await changed(manifestFile(), altered, async () => {
        expect(await check()).toEqual(CHANGED())
      })
    }
    expect(await check()).toEqual([])
  })

  it('A2 a point with a changed manifest is not restored, and still stands in the list', async () => {
    const only = join(root, 'only')
    const point = await backUp({ folder: archive.folder, to: only, program: 'cli', password: ADMIN }, null)
    const file = manifestsIn(only)[0] ?? ''
    const text = readFileSync(file, 'utf8')
    for (const altered of [text.replace(/"takenAt":\d+/, '"takenAt":1'), '{']) {
      writeFileSync(file, altered)
      const error: unknown = await restorePoint(only, point.id, target, STEPS).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'storage', details: { problem: 'backup.manifestChanged', subject: `points/${point.id}.json` } })
      expect(existsSync(target) || existsSync(`${target}.new`)).toBe(false)
    }
  })

  it('A2 keyring and manifest exchanged together by someone without the data key: found with it', async () => {
    const forged = join(root, 'forged')
    const point = await backUp({ folder: archive.folder, to: forged, program: 'cli', password: ADMIN }, null)
    const file = manifestsIn(forged)[0] ?? ''
    const manifest = readFileSync(file, 'utf8').replace(/^\{"manifest":|,"signature":.*\n$/g, '')
    const lines = fileLines(forged, manifest)
    const keyringLine = lines.find((line) => line.startsWith('keyring.json ')) ?? ''
    const stored = piecesIn(forged).find(({ hash }) => keyringLine.includes(hash))
    if (!stored) throw new Error('no keyring in the pool')
    const pair = makeSigningPair()
    // A keyring with a key of their own in it, which the data key they do not have would have to seal.
    const own = sealArchiveKey(archiveId, Buffer.alloc(32), pair)
    const keyring = Buffer.from(bytesOf(stored)).toString('utf8')
      .replace(/("archiveKey": \{\s*"publicKey": ")[^"]+(",\s*"signingKey": ")[^"]+/, (_all, one: string, two: string) => (
        `${one}${own.publicKey.toString('base64')}${two}${own.signingKey.toString('base64')}`
      ))
    const hash = plantPiece(forged, Buffer.from(keyring))
    const list = plantPiece(forged, Buffer.from(lines.map((line) => `${line === keyringLine ? `keyring.json ${Buffer.byteLength(keyring)} ${hash}` : line}\n`).join('')))
    const altered = manifest.replace(/"lists":\[[^\]]*\]/, `"lists":["${list}"]`)
    const signature = signBytes(privateKeyFrom(pair.privateKey), Buffer.from(`yidang/manifest/v2\n${altered}`)).toString('hex')
    writeFileSync(file, `{"manifest":${altered},"signature":"${signature}"}\n`)
    expect((await verifyPoint(forged, point.id, null, STEPS)).findings).toEqual([])
    const inside = await verifyPoint(forged, point.id, { archiveId, keys: onlyKey(admin.dataKey), scratch: join(root, 'scratch') }, STEPS)
    expect(inside.findings).toEqual([{ where: 'keyring.json/archiveKey', problem: 'keyring.archiveKey' }])
  })
})

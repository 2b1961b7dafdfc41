// The vault's files (DESIGN decision 4): what went in comes out, once stored, and nothing on the disk can be altered unseen.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#archive/database/database.ts'
import { migrate } from '#archive/database/migrate.ts'
import { placesIn } from '#archive/places.ts'
import {
  addAttachment, attachmentFile, checkAttachment, looksLikeAttachment, openAttachment, storedAttachments, sweepAttachments,
} from '#archive/vault/attachments.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { temporaryFolder } from '#test/support/archive.ts'

const CHUNK = 65_536
const STORED_CHUNK = CHUNK + 16
const HEADER = 41

const root = temporaryFolder()
const places = placesIn(join(root, 'archive'))
const keys = onlyKey(randomBytes(32))

beforeAll(() => {
  mkdirSync(places.attachments, { recursive: true })
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

// Bytes that look random and are the same each time.
function content(size: number, seed: string): Buffer {
  const blocks: Buffer[] = []
  for (let index = 0; index * 32 < size; index += 1) blocks.push(createHash('sha256').update(`${seed}/${index}`).digest())
  return Buffer.concat(blocks).subarray(0, size)
}

/** In parts of an odd size, so that no part is a chunk. */
async function* parts(bytes: Uint8Array, size = 10_007): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

const fileOf = (name: string) => attachmentFile(places.attachments, name)
async function storedNames(): Promise<string[]> {
  const names: string[] = []
  for await (const name of storedAttachments(places.attachments)) names.push(name)
  return names
}
const problemOf = (name: string) => checkAttachment(fileOf(name), keys, name).then(() => null, (error: unknown) => error)
const DAMAGED = { code: 'storage', details: { problem: 'attachment.damaged' } }

describe('the vault takes files and gives them back', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 1_100_003])('decision 4: round trip of %i bytes', async (size) => {
    const bytes = content(size, `round/${size}`)
    const added = await addAttachment(places, keys, parts(bytes))
    expect(added).toEqual({ name: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown, size })
    expect((await buffer(openAttachment(places, keys, added.name))).equals(bytes)).toBe(true)
    expect(await checkAttachment(fileOf(added.name), keys, added.name)).toBe(size)
    expect(await looksLikeAttachment(fileOf(added.name))).toBe(true)
    expect(readFileSync(fileOf(added.name))).toHaveLength(HEADER + size + 16 * Math.max(1, Math.ceil(size / CHUNK)))
    expect(readdirSync(places.staging)).toEqual([])
  })

  it('decision 4: one part larger than several chunks', async () => {
    const bytes = content(300_000, 'large part')
    const added = await addAttachment(places, keys, parts(bytes, 300_000))
    expect((await buffer(openAttachment(places, keys, added.name))).equals(bytes)).toBe(true)
  })

  it('decision 4: the same content is stored once, under a name that depends on the key', async () => {
    const bytes = content(70_000, 'twice')
    const first = await addAttachment(places, keys, parts(bytes))
    const stored = readFileSync(fileOf(first.name))
    const second = await addAttachment(places, keys, parts(bytes, 999))
    expect(second).toEqual(first)
    expect(readFileSync(fileOf(first.name)).equals(stored)).toBe(true)
    const other = { ...places, attachments: join(root, 'other') }
    expect((await addAttachment(other, onlyKey(randomBytes(32)), parts(bytes))).name).not.toBe(first.name)
    expect(first.name).not.toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('decision 4: content that was cut short is replaced when it is added again', async () => {
    const bytes = content(70_000, 'mended')
    const { name } = await addAttachment(places, keys, parts(bytes))
    truncateSync(fileOf(name), 500)
    await addAttachment(places, keys, parts(bytes))
    expect(await checkAttachment(fileOf(name), keys, name)).toBe(70_000)
  })

  it('decision 2: nothing readable lies in the file', async () => {
    const bytes = Buffer.from('身份证号码 340101199003070011 王建国 '.repeat(3000))
    const { name } = await addAttachment(places, keys, parts(bytes))
    const stored = readFileSync(fileOf(name))
    expect(stored.includes(Buffer.from('王建国'))).toBe(false)
    expect(stored.includes(Buffer.from('340101199003070011'))).toBe(false)
    // The first 64 bytes of the content nowhere, at whatever place.
    expect(stored.includes(bytes.subarray(0, 64))).toBe(false)
  })

  it('decision 4: a source that breaks off leaves nothing', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(content(100_000, 'broken'))
      throw new Error('the scanner was unplugged')
    }
    const before = await storedNames()
    await expect(addAttachment(places, keys, broken())).rejects.toThrow('the scanner was unplugged')
    expect(readdirSync(places.staging)).toEqual([])
    expect(await storedNames()).toEqual(before)
  })
})

describe('what is altered in the vault is found', () => {
  const bytes = content(3 * CHUNK + 100, 'altered')
  let name = ''
  let stored = Buffer.alloc(0)
  beforeAll(async () => {
    name = (await addAttachment(places, keys, parts(bytes))).name
    stored = readFileSync(fileOf(name))
  })
  const write = (altered: Uint8Array) => {
    writeFileSync(fileOf(name), altered)
  }
  const chunk = (index: number) => stored.subarray(HEADER + index * STORED_CHUNK, HEADER + (index + 1) * STORED_CHUNK)

  it('decision 4: the file as it was written is whole', async () => {
    write(stored)
    expect(await problemOf(name)).toBeNull()
  })

  it.each([
    ['magic', 0], ['version', 8], ['salt', 9], ['last byte of the salt', 40], ['first chunk', HEADER], ['tag of the first chunk', HEADER + CHUNK],
    ['second chunk', HEADER + STORED_CHUNK + 7], ['last chunk', HEADER + 3 * STORED_CHUNK + 50], ['last byte', HEADER + 3 * STORED_CHUNK + 115],
  ])('decision 4: a bit flipped in the %s', async (_where, at) => {
    const altered = Buffer.from(stored)
    altered[at] = (altered[at] ?? 0) ^ 1
    write(altered)
    expect(await problemOf(name)).toMatchObject(DAMAGED)
    await expect(buffer(openAttachment(places, keys, name))).rejects.toMatchObject(DAMAGED)
  })

  it.each([
    ['to nothing', 0], ['within the header', 20], ['after the header', HEADER], ['within a chunk', HEADER + 1000],
    ['after the first chunk', HEADER + STORED_CHUNK], ['after the third chunk', HEADER + 3 * STORED_CHUNK], ['by one byte', HEADER + 3 * STORED_CHUNK + 115],
  ])('decision 4: cut short %s', async (_where, length) => {
    write(stored.subarray(0, length))
    expect(await problemOf(name)).toMatchObject(DAMAGED)
  })

  it('decision 4: chunks swapped, repeated, left out, added; bytes added', async () => {
    const header = stored.subarray(0, HEADER)
    const alterations = [
      [header, chunk(1), chunk(0), chunk(2), chunk(3)],
      [header, chunk(0), chunk(0), chunk(2), chunk(3)],
      [header, chunk(0), chunk(2), chunk(3)],
      [stored, chunk(3)],
      [stored, chunk(1)],
      [stored, Buffer.of(0)],
    ]
    for (const altered of alterations) {
      write(Buffer.concat(altered))
      expect(await problemOf(name)).toMatchObject(DAMAGED)
    }
  })

  it('decision 4: another whole file put in its place', async () => {
    const other = await addAttachment(places, keys, parts(content(500, 'another')))
    write(readFileSync(fileOf(other.name)))
    expect(await problemOf(name)).toMatchObject(DAMAGED)
  })

  it('decision 4: a file that is gone is missing, not damaged', async () => {
    rmSync(fileOf(name))
    expect(await problemOf(name)).toMatchObject({ code: 'storage', details: { problem: 'attachment.missing', subject: name } })
  })

  it('A2 a file that the disk does not give is named as a damaged one: what looks through all of them goes on', async () => {
    const file = attachmentFile(places.attachments, 'ee'.repeat(32))
    mkdirSync(file, { recursive: true })
    await expect(checkAttachment(file, keys, 'ee'.repeat(32))).rejects.toMatchObject(DAMAGED)
    expect(await looksLikeAttachment(file)).toBe(false)
    rmSync(file, { recursive: true })
  })

  it('decision 2: without the data key only header and length can be looked at', async () => {
    write(stored)
    expect(await looksLikeAttachment(fileOf(name))).toBe(true)
    for (const altered of [stored.subarray(0, 30), stored.subarray(0, HEADER + 8), Buffer.concat([Buffer.of(1), stored])]) {
      write(altered)
      expect(await looksLikeAttachment(fileOf(name))).toBe(false)
    }
  })
})

describe('sweeping', () => {
  it('decision 4: staged leftovers and files without a row go, files with a row stay', async () => {
    const swept = placesIn(join(root, 'swept'))
    mkdirSync(swept.staging, { recursive: true })
    writeFileSync(join(swept.staging, 'left-over'), 'half')
    const kept = await addAttachment(swept, keys, parts(content(10, 'kept')))
    const lost = await addAttachment(swept, keys, parts(content(10, 'lost')))
    const database = openDatabase(swept.database, randomBytes(32))
    try {
      migrate(database)
      database.transaction((db) => db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', 10, 0)", [kept.name]))
      expect(await sweepAttachments(swept, database.reader)).toBe(2)
      expect(await sweepAttachments(swept, database.reader)).toBe(0)
    } finally {
      database.close()
    }
    expect(readdirSync(swept.staging)).toEqual([])
    expect(existsSync(attachmentFile(swept.attachments, kept.name))).toBe(true)
    expect(existsSync(attachmentFile(swept.attachments, lost.name))).toBe(false)
  })
})

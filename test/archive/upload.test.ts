// Files on their way in (rule H4): piece by piece into the vault, in order, within bounds, and nothing left of what does not arrive.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '#archive/database/database.ts'
import { migrate } from '#archive/database/migrate.ts'
import { placesIn } from '#archive/places.ts'
import { makeUploads } from '#archive/scan/uploads.ts'
import { addAttachment, attachmentFile, checkAttachment, storedAttachments } from '#archive/vault/attachments.ts'
import { storedSize } from '#archive/vault/attachment-format.ts'
import { makeLeftovers } from '#archive/vault/leftovers.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import type { CallRequest } from '#shared/contract/bridge.ts'
import { LARGEST_FILE, LARGEST_PIECE } from '#shared/contract/scan.ts'
import { CallFailed, LOGINS, makeArchive, signIn, temporaryFolder, type Person, type TestArchive } from '#test/support/archive.ts'
import { attachScan, noise, pdfOf, pngPage, until, upload } from '#test/support/scans.ts'
import { serveAttachment } from '../../electron/shell/attachment.ts'
import { keepToken } from '../../renderer/api.ts'
import { upload as sendFile } from '../../renderer/attachment.ts'

let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive()
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(() => archive.close())

const staged = (): string[] => {
  const { staging } = placesIn(archive.folder)
  return existsSync(staging) ? readdirSync(staging) : []
}
// Small pictures pass through there as well.
const stagedAre = async (count: number): Promise<void> => {
  expect(await until(staged, (names) => names.length === count)).toHaveLength(count)
}
const nothingStaged = () => stagedAre(0)
const oneStaged = () => stagedAre(1)
/** The files in the vault that are as long as this content: no other here is. */
async function storedAs(content: Uint8Array): Promise<string[]> {
  const { attachments } = placesIn(archive.folder)
  const names: string[] = []
  for await (const name of storedAttachments(attachments)) {
    if (statSync(attachmentFile(attachments, name), { throwIfNoEntry: false })?.size === storedSize(content.length)) names.push(name)
  }
  return names
}
const answered = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.object({ received: z.number() }) }),
  z.object({ ok: z.literal(false), error: z.object({ details: z.object({ problem: z.string(), subject: z.string() }) }) }),
])
const problemOf = (work: Promise<unknown>) =>
  work.then(() => null, (error: unknown) => (error instanceof CallFailed ? (error.error.details.problem ?? error.error.code) : error))

describe('H4 an upload', () => {
  it('H4 takes its pieces in order, tells how far it is, and is no file before it is attached', async () => {
    const { recordId } = await archive.enter('delivery')
    const page = pngPage('in order')
    const { uploadId } = await archivist.call('upload.begin', { size: page.length })
    const piece = (offset: number, length: number) => archivist.call('upload.piece', { uploadId, offset, bytes: page.subarray(offset, offset + length) })
    expect(await piece(0, 1000)).toEqual({ received: 1000 })
    expect(await problemOf(piece(0, 1000))).toBe('upload.offset')
    expect(await problemOf(piece(2000, 10))).toBe('upload.offset')
    expect(await piece(1000, 500)).toEqual({ received: 1500 })
    expect(await problemOf(archivist.call('upload.piece', { uploadId, offset: 1500, bytes: noise(page.length, 'more') }))).toBe('upload.tooLong')
    expect(await problemOf(archivist.call('scan.attach', { uploadId, recordId, code: 'greenCard', replaces: null }))).toBe('upload.incomplete')
    await oneStaged()
    expect(await piece(1500, page.length)).toEqual({ received: page.length })
    await nothingStaged()
    const { scanIds } = await archivist.call('scan.attach', { uploadId, recordId, code: 'greenCard', replaces: null })
    expect(scanIds).toHaveLength(1)
    // It is used up.
    expect(await problemOf(archivist.call('scan.attach', { uploadId, recordId, code: 'greenCard', replaces: null }))).toBe('notFound')
    expect(await problemOf(piece(page.length, 1))).toBe('notFound')
  })

  it('H4 is refused what is too large, and more than a few at once', async () => {
    expect(await archivist.ask('upload.begin', { size: LARGEST_FILE + 1 })).toMatchObject({ error: { details: { fields: [{ path: ['size'], problem: 'upload.tooLarge' }] } } })
    expect(await archivist.ask('upload.begin', { size: 0 })).toMatchObject({ error: { code: 'invalidInput' } })
    const begun = await Promise.all(Array.from({ length: 4 }, () => archivist.call('upload.begin', { size: LARGEST_FILE })))
    expect(await problemOf(archivist.call('upload.begin', { size: 1 }))).toBe('upload.tooMany')
    const [first] = begun
    expect(await archivist.ask('upload.piece', { uploadId: first?.uploadId, offset: 0, bytes: new Uint8Array(LARGEST_PIECE + 1) }))
      .toMatchObject({ error: { details: { fields: [{ path: ['bytes'], problem: 'upload.pieceTooLarge' }] } } })
    // Another person has their own.
    const director = await archive.as(LOGINS.customerDirector)
    await director.call('upload.cancel', await director.call('upload.begin', { size: 1 }))
    for (const { uploadId } of begun) await archivist.call('upload.cancel', { uploadId })
    await nothingStaged()
  })

  it('A3 is its own person’s alone', async () => {
    const { uploadId } = await archivist.call('upload.begin', { size: 10 })
    const director = await archive.as(LOGINS.customerDirector)
    const again = await signIn(archive.host, LOGINS.archivist)
    for (const other of [director, again]) {
      expect(await problemOf(other.call('upload.piece', { uploadId, offset: 0, bytes: new Uint8Array(10) }))).toBe('notFound')
      expect(await problemOf(other.call('upload.cancel', { uploadId }))).toBe('notFound')
    }
    await archivist.call('upload.cancel', { uploadId })
    expect(await problemOf(archivist.call('upload.cancel', { uploadId }))).toBe('notFound')
  })

  it('H4 that is cancelled half way leaves nothing', async () => {
    const { uploadId } = await archivist.call('upload.begin', { size: 5_000_000 })
    const sent = archivist.ask('upload.piece', { uploadId, offset: 0, bytes: noise(3_000_000, 'half') })
    await archivist.call('upload.cancel', { uploadId })
    await sent
    await nothingStaged()
    expect(await archivist.ask('upload.cancel', { uploadId })).toMatchObject({ error: { code: 'notFound' } })
  })

  it('A1 goes with the session', async () => {
    const leaving = await signIn(archive.host, LOGINS.careSpecialist)
    const { uploadId } = await leaving.call('upload.begin', { size: 5_000_000 })
    await leaving.call('upload.piece', { uploadId, offset: 0, bytes: noise(3_000_000, 'signed out') })
    await oneStaged()
    // This one has come whole, and nobody has said yet where it belongs.
    const page = pngPage('signed out', { width: 61 })
    await upload(leaving, page)
    expect(await storedAs(page)).toHaveLength(1)
    await leaving.call('session.signOut', {})
    await nothingStaged()
    await until(() => storedAs(page), (names) => names.length === 0)
  })

  it('H4 whose file is refused leaves nothing, and the same content of another row stays', async () => {
    const { recordId } = await archive.enter('delivery')
    const page = pngPage('twice', { width: 62 })
    const text = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    await attachScan(archivist, page, { recordId, code: 'greenCard' })
    expect(await problemOf(attachScan(archivist, page, { recordId, code: 'salesContract' }))).toBe('scan.known')
    expect(await problemOf(attachScan(archivist, text, { recordId, code: 'salesContract' }))).toBe('picture.kind')
    await until(() => storedAs(text), (names) => names.length === 0)
    expect(await storedAs(page)).toHaveLength(1)
  })

  it('H4 is gone when the program is closed', async () => {
    await archivist.call('upload.begin', { size: 1000 })
    await oneStaged()
    await archive.restart()
    expect(staged()).toEqual([])
    archivist = await archive.as(LOGINS.archivist)
  })
})

describe('a page that sends', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    keepToken(null)
  })

  /** The way to the engine, on which one thing is lost at each piece. @returns what the engine answered to pieces. */
  function loseOnTheWay(losses: readonly ('request' | 'answer')[]): string[] {
    const answers: string[] = []
    const seen = new Set<string>()
    vi.stubGlobal('window', { yidang: { call: (request: CallRequest) => archive.host.call(request) } })
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const loss = seen.has(path) ? undefined : losses[seen.size]
      seen.add(path)
      if (loss === 'request') throw new TypeError('the connection broke')
      const answer = await serveAttachment(archive.host, new Request(`http://127.0.0.1${path}`, init))
      const said = answered.parse(await answer.clone().json())
      answers.push(said.ok ? String(said.value.received) : `${said.error.details.problem} ${said.error.details.subject}`)
      if (loss === 'answer') throw new TypeError('the connection broke')
      return answer
    })
    keepToken(archivist.token)
    return answers
  }

  it('H4 sends again what was lost, and nothing is missing or there twice', async () => {
    const { recordId } = await archive.enter('delivery')
    const document = pdfOf(1, noise(2 * LARGEST_PIECE, 'lost'))
    const shares: number[] = []
    const answers = loseOnTheWay(['request', 'answer', 'answer'])
    const uploadId = await sendFile(new Blob([document]), { onProgress: (share) => shares.push(share) })
    expect(answers).toEqual([LARGEST_PIECE, 2 * LARGEST_PIECE, `upload.offset ${2 * LARGEST_PIECE}`, document.length, `upload.offset ${document.length}`].map(String))
    expect(shares).toHaveLength(3)
    expect((await archivist.call('scan.attach', { uploadId, recordId, code: 'greenCard', replaces: null })).scanIds).toHaveLength(1)
    // The same to the last byte: it has the same name.
    expect(await problemOf(attachScan(archivist, document, { recordId, code: 'greenCard' }))).toBe('scan.known')
    await nothingStaged()
  })

  it('H4 gives up on what is lost again and again, and nothing of it stays', async () => {
    const answers = loseOnTheWay([])
    const lost = vi.fn<typeof fetch>().mockRejectedValue(new TypeError('the connection broke'))
    vi.stubGlobal('fetch', lost)
    await expect(sendFile(new Blob([noise(1000, 'lost for good')]))).rejects.toMatchObject({ error: { code: 'unavailable', details: { problem: 'engine.stopped' } } })
    expect(lost).toHaveBeenCalledTimes(4)
    expect(answers).toEqual([])
    await nothingStaged()
  })
})

describe('an upload nobody goes on with', () => {
  const root = temporaryFolder()
  const places = placesIn(root)
  for (const folder of [places.attachments, places.staging]) mkdirSync(folder)
  const keys = onlyKey(randomBytes(32))
  const database = openDatabase(places.database, randomBytes(32))
  migrate(database)
  afterAll(() => {
    database.close()
    rmSync(root, { recursive: true, force: true })
  })
  const leftovers = () => makeLeftovers(places, database.reader, () => undefined)

  it('H4 is dropped after ten minutes, counted from its last piece', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const uploads = makeUploads(places)
      const session = { token: 'one' }
      const id = uploads.begin({ keys, leftovers: leftovers() }, session, 100)
      await until(() => readdirSync(places.staging), (names) => names.length === 1)
      for (let offset = 0; offset < 50; offset += 10) {
        vi.advanceTimersByTime(599_000)
        expect(await uploads.piece(session, id, offset, randomBytes(10))).toBe(offset + 10)
      }
      vi.advanceTimersByTime(601_000)
      await expect(uploads.piece(session, id, 50, randomBytes(10))).rejects.toMatchObject({ code: 'notFound' })
      await until(() => readdirSync(places.staging), (names) => names.length === 0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('H4 answers one piece before it takes the next', async () => {
    const uploads = makeUploads(places)
    const session = { token: 'at once' }
    const id = uploads.begin({ keys, leftovers: leftovers() }, session, 200_000)
    const send = (offset: number) => uploads.piece(session, id, offset, randomBytes(100_000))
    const first = send(0)
    await expect(send(0)).rejects.toMatchObject({ details: { problem: 'upload.busy' } })
    await expect(uploads.finish(session, id)).rejects.toMatchObject({ details: { problem: 'upload.incomplete' } })
    expect(await first).toBe(100_000)
    expect(await send(100_000)).toBe(200_000)
    await uploads.cancel(session, id)
  })

  it('decision 4: its piece fails with what the disk says, and the upload has ended', async () => {
    const file = `${root}/no-folder`
    const uploads = makeUploads({ attachments: `${file}/attachments`, staging: `${file}/staging` })
    rmSync(file, { recursive: true, force: true })
    mkdirSync(file, { mode: 0o700 })
    const id = uploads.begin({ keys, leftovers: leftovers() }, { token: 'two' }, 100)
    await until(() => readdirSync(file), (names) => names.includes('staging'))
    await until(() => readdirSync(`${file}/staging`), (names) => names.length === 1)
    rmSync(file, { recursive: true, force: true })
    await expect(uploads.piece({ token: 'two' }, id, 0, randomBytes(100))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(uploads.finish({ token: 'two' }, id)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('decision 4: a large file is named in a thread of its own, and by the same name', async () => {
    // Parts of every size beside the thread's own.
    const parts = [1, 1_048_575, 1_048_576, 1_048_577, 4_194_304, 0, 100, 3_000_000, 9_000_000].map((size) => noise(size, String(size)))
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for (const part of parts) yield await Promise.resolve(part)
    }
    const here = await addAttachment(places, keys, source())
    expect(await addAttachment(places, keys, source(), LARGEST_FILE)).toEqual(here)
    expect(await checkAttachment(attachmentFile(places.attachments, here.name), keys, here.name)).toBe(here.size)
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield* source()
      throw new Error('the source broke off')
    }
    await expect(addAttachment(places, keys, broken(), LARGEST_FILE)).rejects.toThrow('the source broke off')
    expect(readdirSync(places.staging)).toEqual([])
    // Nothing of one file is in the name of the next, nor of one beside it, whatever the key.
    const otherKeys = onlyKey(randomBytes(32))
    const other = await addAttachment(places, otherKeys, source())
    const beside = [keys, otherKeys, keys].map((one) => addAttachment(places, one, source(), LARGEST_FILE))
    expect(await Promise.all(beside)).toEqual([here, other, here])
    expect(await addAttachment(places, otherKeys, source(), LARGEST_FILE)).toEqual(other)
  })

  it('decision 4: a file so large that its beginning is on the disk before its end has come is whole', async () => {
    const part = noise(5_000_001, 'much')
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 30; count += 1) yield await Promise.resolve(part)
    }
    const { name, size } = await addAttachment(places, keys, source(), LARGEST_FILE)
    expect(size).toBe(30 * part.length)
    expect(await checkAttachment(attachmentFile(places.attachments, name), keys, name)).toBe(size)
  })

  it('decision 4: a file without a row goes only when nothing is on its way in', async () => {
    const own = leftovers()
    const uploads = makeUploads(places)
    const session = { token: 'three' }
    const content = randomBytes(1000)
    const send = async (): Promise<string> => {
      const id = uploads.begin({ keys, leftovers: own }, session, content.length)
      const piece = Uint8Array.from(content)
      await uploads.piece(session, id, 0, piece)
      // It was given away: what has passed does not fill the memory until a collector comes.
      expect(piece).toHaveLength(0)
      return id
    }
    const [first, second] = [await uploads.finish(session, await send()), await uploads.finish(session, await send())]
    const file = attachmentFile(places.attachments, first.name)
    // The one is refused, the other about to be entered.
    first.release()
    own.sweep()
    expect(await checkAttachment(file, keys, second.name)).toBe(1000)
    database.transaction((db) => db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', 1000, 0)", [second.name]))
    second.release()
    own.sweep()
    expect(existsSync(file)).toBe(true)
    database.transaction((db) => db.run('DELETE FROM attachment', []))
    own.suspect(second.name)
    own.sweep()
    expect(existsSync(file)).toBe(false)
  })

  it('decision 6: an older state that someone reads is told from a checkpoint that came to its end', () => {
    const key = randomBytes(32)
    const [writing, reading] = [openDatabase(`${root}/beside.db`, key), openDatabase(`${root}/beside.db`, key)]
    writing.raw.exec('CREATE TABLE t (n INTEGER) STRICT')
    const add = () => writing.transaction((db) => db.run('INSERT INTO t VALUES (1)', []))
    add()
    expect(writing.checkpoint()).toBe(true)
    // On the main file alone, and on the log.
    for (const before of [() => writing.checkpoint(), add]) {
      before()
      reading.raw.exec('BEGIN')
      reading.raw.prepare('SELECT count(*) FROM t').get()
      add()
      expect(writing.checkpoint()).toBe(false)
      reading.raw.exec('COMMIT')
      expect(writing.checkpoint()).toBe(true)
    }
    for (const beside of [reading, writing]) beside.close()
  })
})

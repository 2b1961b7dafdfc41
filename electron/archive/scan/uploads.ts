// Files on their way in, piece by piece: each is encrypted into the vault's staging as it comes, so that none is ever held whole. A
// piece is answered when it was taken, which is what slows down a sender that is faster than the disk.
import { randomUUID } from 'node:crypto'
import { TransformStream, type WritableStreamDefaultWriter } from 'node:stream/web'
import type { OpenArchive } from '../engine.ts'
import type { Places } from '../places.ts'
import { notFound, Refusal, refused } from '../refusal.ts'
import type { Session } from '../session/sessions.ts'
import { addAttachment } from '../vault/attachments.ts'
import type { Leftovers } from '../vault/leftovers.ts'
import { release } from '../vault/staged-file.ts'

/** At once, for one person. */
const MOST = 4
/** No piece for so long: it is dropped. Milliseconds. */
const PATIENCE = 600_000

type Whose = Pick<Session, 'token'>

/** A whole file in the vault, without a row yet. */
export type UploadedFile = {
  name: string
  size: number
  /** Once its row was entered, or refused: without a row it goes. */
  release(): void
}

export type Uploads = {
  /** @returns the upload's id. @throws Refusal `upload.tooMany`. */
  begin(archive: Pick<OpenArchive, 'keys' | 'leftovers'>, session: Whose, size: number): string
  /**
   * Takes the next piece; the last one when the whole is on the disk. `bytes` that have their memory to themselves are empty afterwards.
   * A piece that is sent again because its answer was lost is refused and does no harm. @returns how many bytes have come.
   * @throws Refusal `upload.offset` (with how many have come), `upload.tooLong`, `upload.busy`; `cancelled`; what the disk throws: then
   * the upload has ended.
   */
  piece(session: Whose, id: string, offset: number, bytes: Uint8Array): Promise<number>
  cancel(session: Whose, id: string): Promise<void>
  /** Ends an upload that has come whole. @throws Refusal `upload.incomplete`. */
  finish(session: Whose, id: string): Promise<UploadedFile>
  /** Drops what a session that ended has begun. */
  dropOf(token: string): void
  stop(): Promise<void>
}

type Upload = {
  token: string
  size: number
  received: number
  busy: boolean
  pieces: WritableStreamDefaultWriter<Uint8Array>
  stored: Promise<{ name: string; size: number }>
  timer: NodeJS.Timeout | null
  leftovers: Leftovers
  letGo: () => void
}

/** Each piece is freed when the next is asked for: then it was encrypted and added to the name. */
async function* usedUp(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    release(piece)
  }
}

export function makeUploads(vault: Pick<Places, 'attachments' | 'staging'>): Uploads {
  const uploads = new Map<string, Upload>()
  /** Those that are being cleared away. */
  const going = new Set<Promise<void>>()

  const own = ({ token }: Whose, id: string): Upload => {
    const upload = uploads.get(id)
    if (upload?.token !== token) throw notFound('upload')
    return upload
  }
  const forget = (id: string, upload: Upload): void => {
    uploads.delete(id)
    if (upload.timer) clearTimeout(upload.timer)
  }
  const drop = (id: string, upload: Upload): Promise<void> => {
    forget(id, upload)
    upload.pieces.abort(new Refusal('cancelled', 'the upload was dropped')).catch(() => undefined)
    const gone = upload.stored.then(({ name }) => upload.leftovers.suspect(name), () => undefined).finally(() => {
      upload.letGo()
      going.delete(gone)
    })
    going.add(gone)
    return gone
  }
  const wait = (id: string, upload: Upload): void => {
    if (upload.timer) clearTimeout(upload.timer)
    upload.timer = uploads.has(id) ? setTimeout(() => void drop(id, upload), PATIENCE).unref() : null
  }

  return {
    begin: ({ keys, leftovers }, { token }, size) => {
      if ([...uploads.values()].filter((upload) => upload.token === token).length >= MOST) throw refused('upload.tooMany', String(MOST))
      const id = randomUUID()
      // Hands a piece on when the one before it was encrypted, and holds no more than that one.
      const channel = new TransformStream<Uint8Array, Uint8Array>()
      const letGo = leftovers.hold()
      const stored = addAttachment(vault, keys, usedUp(channel.readable), size)
      const upload: Upload = {
        token, size, received: 0, busy: false, pieces: channel.writable.getWriter(), stored, timer: null, leftovers, letGo,
      }
      // Whoever sends or ends hears of it; between two pieces nobody does.
      for (const later of [stored, upload.pieces.closed]) later.catch(() => undefined)
      uploads.set(id, upload)
      wait(id, upload)
      return id
    },
    piece: async (session, id, offset, bytes) => {
      const upload = own(session, id)
      if (upload.busy) throw refused('upload.busy')
      if (offset !== upload.received) throw refused('upload.offset', String(upload.received))
      if (offset + bytes.length > upload.size) throw refused('upload.tooLong', String(upload.size))
      upload.busy = true
      try {
        await upload.pieces.write(bytes)
        upload.received += bytes.length
        if (upload.received === upload.size) {
          await upload.pieces.close()
          await upload.stored
        }
        return upload.received
      } catch (error) {
        void drop(id, upload)
        // Why nothing more is taken, where the channel only knows that it was closed.
        await upload.stored
        throw error
      } finally {
        upload.busy = false
        wait(id, upload)
      }
    },
    cancel: (session, id) => drop(id, own(session, id)),
    finish: async (session, id) => {
      const upload = own(session, id)
      if (upload.busy || upload.received < upload.size) throw refused('upload.incomplete', String(upload.received))
      forget(id, upload)
      const { name, size } = await upload.stored
      return {
        name,
        size,
        release: () => {
          upload.leftovers.suspect(name)
          upload.letGo()
        },
      }
    },
    dropOf: (token) => {
      for (const [id, upload] of uploads) if (upload.token === token) void drop(id, upload)
    },
    stop: async () => {
      for (const [id, upload] of uploads) void drop(id, upload)
      await Promise.all(going)
    },
  }
}

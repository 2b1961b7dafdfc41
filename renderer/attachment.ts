// Pictures from the archive and files into it, as bytes: past `call`, which speaks JSON, to the same engine on the same origin.
import { z } from 'zod'
import type { CallError } from '#shared/contract/envelope.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { LARGEST_FILE, LARGEST_PIECE } from '#shared/contract/scan.ts'
import { call, CallFailure, heldToken, readEnvelope, toCallError, valueOf } from './api.ts'

export type PictureMethod = 'scan.thumbnail' | 'scan.view' | 'inbox.thumbnail' | 'inbox.view' | 'copy.page'

/** A piece that got lost on its way is sent again so often, each time after a longer wait. */
const TRIES = 4
const FIRST_WAIT = 250

const cancelled = (): CallFailure => new CallFailure({ code: 'cancelled', message: 'cancelled', details: {} })

function failure(code: CallError['code'], problem: string, thrown: unknown): CallFailure {
  return new CallFailure({ code, message: thrown instanceof Error ? thrown.message : String(thrown), details: { problem } })
}

/** @throws CallFailure `unavailable` when the shell cannot be reached, `cancelled` when `signal` says so. */
async function ask(path: string, signal: AbortSignal | undefined, body?: Blob): Promise<{ response: Response; token: string | null }> {
  const token = heldToken()
  const headers = { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/octet-stream' }) }
  try {
    const response = await fetch(`/attachment/${path}`, {
      method: body === undefined ? 'GET' : 'PUT',
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    })
    return { response, token }
  } catch (thrown) {
    throw signal?.aborted === true ? cancelled() : failure('unavailable', 'engine.stopped', thrown)
  }
}

/** What a JSON answer says. @throws CallFailure */
async function said({ response, token }: { response: Response; token: string | null }): Promise<unknown> {
  const answer = await response.json().then(readEnvelope).catch((thrown: unknown) => {
    throw new CallFailure({ code: 'internal', message: `HTTP ${response.status}: ${String(thrown)}`, details: {} })
  })
  return valueOf(answer, token)
}

/**
 * A picture drawn by the engine. Whoever shows it makes an address for it and takes it back: nothing is kept here.
 * @throws CallFailure as `call`; `cancelled` when `signal` says so.
 */
export function picture<M extends PictureMethod>(method: M, input: RawInput<M>, signal?: AbortSignal): Promise<Blob> {
  return drawn(method, input, 'image/', signal)
}

/** A copy's pages as a document. @throws CallFailure as `call`. */
export function copyFile(input: RawInput<'copy.file'>): Promise<Blob> {
  return drawn('copy.file', input, 'application/pdf', undefined)
}

async function drawn<M extends PictureMethod | 'copy.file'>(method: M, input: RawInput<M>, type: string, signal: AbortSignal | undefined): Promise<Blob> {
  const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]))
  const answer = await ask(`${method}?${query.toString()}`, signal)
  if (!answer.response.ok || answer.response.headers.get('content-type')?.startsWith(type) !== true) {
    await said(answer)
    throw new CallFailure({ code: 'internal', message: `${method} answered no picture`, details: {} })
  }
  return answer.response.blob().catch((thrown: unknown) => {
    throw signal?.aborted === true ? cancelled() : failure('unavailable', 'engine.stopped', thrown)
  })
}

type UploadOptions = {
  /** From 0 to 1, after every piece. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/**
 * Brings a file to the vault in pieces, in order. @returns the upload's id, for `scan.attach`.
 * @throws CallFailure `refused` for a file that is empty, too large or cannot be read; `cancelled` when `signal` says so, and then the
 * engine is told to drop what it has.
 */
export async function upload(file: Blob, { onProgress, signal }: UploadOptions = {}): Promise<string> {
  if (file.size === 0) throw failure('refused', 'upload.empty', 'an empty file')
  if (file.size > LARGEST_FILE) throw failure('refused', 'upload.tooLarge', 'a file too large')
  const { uploadId } = await call('upload.begin', { size: file.size })
  try {
    for (let offset = 0; offset < file.size; offset += LARGEST_PIECE) {
      await sendPiece(uploadId, offset, file.slice(offset, offset + LARGEST_PIECE), signal)
      onProgress?.(Math.min(1, (offset + LARGEST_PIECE) / file.size))
    }
  } catch (thrown) {
    // It would be dropped after a while anyway; what went wrong first is what the person is told.
    void call('upload.cancel', { uploadId }).catch(() => undefined)
    throw thrown
  }
  return uploadId
}

const received = z.object({ received: z.number() })

async function sendPiece(uploadId: string, offset: number, piece: Blob, signal: AbortSignal | undefined): Promise<void> {
  // Read here: a file that was moved or is no file at all must not look like a connection that broke.
  const bytes = await piece.arrayBuffer().catch((thrown: unknown) => {
    throw failure('refused', 'upload.unreadable', thrown)
  })
  const query = new URLSearchParams({ uploadId, offset: String(offset) })
  for (let tried = 1; ; tried += 1) {
    if (signal?.aborted === true) throw cancelled()
    try {
      const answer = await said(await ask(`upload.piece?${query.toString()}`, signal, new Blob([bytes])))
      if (received.safeParse(answer).success) return
      throw new CallFailure({ code: 'internal', message: 'upload.piece answered what the contract does not name', details: {} })
    } catch (thrown) {
      const { problem = '', subject } = toCallError(thrown).details
      // It did arrive, and only the answer got lost.
      if (tried > 1 && problem === 'upload.offset' && subject === String(offset + bytes.byteLength)) return
      const isLost = problem === 'engine.stopped' || (tried > 1 && problem === 'upload.busy')
      if (!isLost || tried === TRIES) throw thrown
      await pause(FIRST_WAIT * 2 ** tried, signal)
    }
  }
}

function pause(duration: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, duration)
    signal?.addEventListener('abort', done)
  })
}

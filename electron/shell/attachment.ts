// The bytes of attachments as both shells serve them: pictures to the page, files from it in pieces (DESIGN decision 4). Every request
// becomes one call of the engine, which asks for session and permission as for any other; nothing here reads or writes a file.
import { z } from 'zod'
import type { Host } from '#archive/host.ts'
import type { Envelope, ErrorCode } from '#shared/contract/envelope.ts'
import { fileView } from '#shared/contract/copy.ts'
import { LARGEST_PIECE, pictureView } from '#shared/contract/scan.ts'
import { PAGE_HEADERS } from './page.ts'

const ROOT = '/attachment/'

/** Methods that answer a picture or, copied, a document, and what their address says. */
const PICTURES = {
  'scan.thumbnail': ['id'],
  'scan.view': ['id', 'longest'],
  'inbox.thumbnail': ['id'],
  'inbox.view': ['id', 'longest'],
  'copy.page': ['id', 'page'],
  'copy.file': ['id'],
} as const

const isPicture = (name: string): name is keyof typeof PICTURES => Object.hasOwn(PICTURES, name)

/** What of these paths there is, and everything else under them, is answered by `serveAttachment`. */
export function isAttachmentPath(path: string): boolean {
  return path.startsWith(ROOT)
}

/**
 * `GET /attachment/<method>?id=12[&longest=1600]` gives a picture, or a copy's document; `PUT /attachment/upload.piece?uploadId=…&offset=…` takes its body as
 * the next piece of an upload and answers the call's envelope. The session's token stands in `Authorization: Bearer`. Where the request
 * comes from is for the shell to check.
 */
export async function serveAttachment(host: Pick<Host, 'call'>, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const name = pathname.slice(ROOT.length)
  const expected = isPicture(name) ? 'GET' : name === 'upload.piece' ? 'PUT' : null
  if (expected === null) return refusal(404, 'notFound', 'no such address')
  if (request.method !== expected) return refusal(405, 'invalidInput', 'method not allowed', { Allow: expected })
  const token = bearer(request.headers.get('authorization'))
  if (token === null) return refusal(401, 'notSignedIn', 'sign in first')
  return isPicture(name) ? picture(host, name, searchParams, token) : piece(host, request, searchParams, token)
}

async function picture(host: Pick<Host, 'call'>, method: keyof typeof PICTURES, query: URLSearchParams, token: string): Promise<Response> {
  const texts = exactly(query, PICTURES[method])
  const numbers = texts && Object.entries(texts).map(([key, text]) => [key, wholeNumber(text)] as const)
  if (!numbers || numbers.some(([, number]) => number === null)) return refusal(400, 'invalidInput', 'not an address of a picture')
  const envelope = await asked(host, { method, input: Object.fromEntries(numbers), token })
  if (!envelope.ok) return answer(envelope)
  const shown = (method === 'copy.file' ? fileView : pictureView).safeParse(envelope.value)
  if (!shown.success) return refusal(500, 'internal', 'the engine gave no picture')
  return new Response(new Uint8Array(shown.data.bytes), { headers: { ...PAGE_HEADERS, 'Content-Type': shown.data.mediaType } })
}

async function piece(host: Pick<Host, 'call'>, request: Request, query: URLSearchParams, token: string): Promise<Response> {
  const texts = exactly(query, ['uploadId', 'offset'])
  const offset = wholeNumber(texts?.['offset'] ?? '')
  const uploadId = z.uuid().safeParse(texts?.['uploadId'])
  if (offset === null || !uploadId.success) return refusal(400, 'invalidInput', 'not an address of a piece')
  if (request.headers.get('content-type') !== 'application/octet-stream') return refusal(415, 'invalidInput', 'a piece is application/octet-stream')
  const bytes = await readPiece(request)
  if (bytes === null) return refusal(413, 'invalidInput', 'a piece is at most 4 MB')
  return answer(await asked(host, { method: 'upload.piece', input: { uploadId: uploadId.data, offset, bytes }, token }, [bytes.buffer]))
}

function asked(host: Pick<Host, 'call'>, ...wanted: Parameters<Host['call']>): Promise<Envelope<unknown>> {
  return host.call(...wanted).catch((): Envelope<never> => ({ ok: false, error: { code: 'internal', message: 'the engine did not answer', details: {} } }))
}

function bearer(header: string | null): string | null {
  return /^Bearer ([\w-]{1,200})$/.exec(header ?? '')?.[1] ?? null
}

/** The parameters by their keys: exactly these, each once; else null. */
function exactly(query: URLSearchParams, keys: readonly string[]): Record<string, string> | null {
  const given = [...query]
  return given.length === keys.length && keys.every((key) => query.has(key)) ? Object.fromEntries(given) : null
}

/** As a program writes it: no sign, no zeros before it, exact. */
function wholeNumber(text: string): number | null {
  const number = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(number) ? number : null
}

/** The body; null when it is larger than a piece may be, of which nothing more is read. */
async function readPiece(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_PIECE) return null
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > LARGEST_PIECE) return null
    parts.push(part)
  }
  return joined(parts, size)
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const STATUS: Record<ErrorCode, number> = {
  invalidInput: 400, notSignedIn: 401, wrongPassword: 401, forbidden: 403, notFound: 404, refused: 409, cancelled: 409, internal: 500, unavailable: 503,
  storage: 507,
}

function answer(envelope: Envelope<unknown>, status = envelope.ok ? 200 : STATUS[envelope.error.code], headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(envelope), {
    status, headers: { ...PAGE_HEADERS, 'Content-Type': 'application/json; charset=utf-8', ...headers },
  })
}

function refusal(status: number, code: ErrorCode, message: string, headers: Record<string, string> = {}): Response {
  return answer({ ok: false, error: { code, message, details: {} } }, status, headers)
}

// The browser shell: the same screens and the same engine behind a server that only this machine and one browser reach.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { startHost, type Host } from '#archive/host.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import { LARGEST_PIECE } from '#shared/contract/scan.ts'
import { isAttachmentPath, serveAttachment } from '../shell/attachment.ts'
import { NOT_A_CALL, readCallRequest } from '../shell/call-request.ts'
import { PAGE_HEADERS, readPage, type Page } from '../shell/page.ts'
import type { StartOptions } from '../shell/start-options.ts'
import { ENTERED, START_AGAIN } from './notice.ts'
import {
  cookieHeader, cookieValue, isOwnCall, isOwnFetch, isOwnHost, isSameSecret, LARGEST_BODY, LIMITS, readTarget, type Asked, type Limits,
} from './policy.ts'

export type BrowserShellOptions = StartOptions & {
  /** The folder of the built screens. */
  page: string
  /** 0 for any free one. */
  port: number
  /** Others than the program's own: so that a test need not wait for those. */
  limits?: Limits
}

export type BrowserShell = {
  /** The start address with its one-time token. */
  url: string
  close(): Promise<void>
}

type Answer = { status: number; type: string; body: string | Uint8Array; headers?: Record<string, string> }

const START_ANEW = 'this page is no longer valid: start the program again'

/** Starts the engine and the server. @throws what the engine throws, or when the port is taken. */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const { limits = LIMITS } = options
  const reading = readPage(options.page)
  // Heard of below, when the engine has started, or not at all.
  reading.catch(() => undefined)
  const host = await startHost({ folder: options.archive, program: '一车一档 (browser)', startAt: options.startAt })
  const token = randomBytes(32).toString('base64url')
  try {
    const page = await reading
    const server = createServer({
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.keepAlive,
      connectionsCheckingInterval: Math.min(1_000, limits.headers),
      requireHostHeader: false,
    })
    server.maxConnections = limits.connections
    server.timeout = limits.silence
    const port = await listen(server, options.port)
    const answer = answering({ port, page, host, token })
    const serve = (request: IncomingMessage, response: ServerResponse) => {
      answer(request).then((given) => send(response, given), () => send(response, text(500, 'internal error')))
    }
    server.on('request', serve)
    server.on('checkExpectation', serve)
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => sendRaw(error, socket, limits.parting))
    return { url: `http://127.0.0.1:${port}/?token=${token}`, close: once(() => close(server, host, limits.closing)) }
  } catch (error) {
    await host.close()
    throw error
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'))
      else resolve(address.port)
    })
  })
}

/** Calls under way are answered before the engine closes; a connection that lingers is cut. */
async function close(server: Server, host: Host, closing: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), closing)
  await closed
  clearTimeout(cut)
  await host.close()
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => (done ??= work())
}

function answering(shell: { port: number; page: Page; host: Host; token: string }): (request: IncomingMessage) => Promise<Answer> {
  const secret = randomBytes(32).toString('base64url')
  let tokenUsed = false

  return async (request) => {
    const asked: Asked = {
      host: request.headersDistinct['host'] ?? [],
      origin: request.headers.origin,
      contentType: request.headers['content-type'],
      fetchSite: request.headersDistinct['sec-fetch-site']?.join(),
      cookie: request.headers.cookie,
    }
    if (!isOwnHost(asked.host, shell.port)) return text(403, 'wrong host')
    const { path, token } = readTarget(request.url ?? '')
    if (request.method === 'GET' && token !== null && !tokenUsed && isSameSecret(token, shell.token)) {
      tokenUsed = true
      return { ...html(200, ENTERED), headers: { 'Set-Cookie': cookieHeader(shell.port, secret) } }
    }
    const known = isSameSecret(cookieValue(asked.cookie, shell.port), secret)
    if (path === '/call') {
      if (request.method !== 'POST') return notAllowed('POST')
      return known ? call(request, asked, shell.host) : refusal(401, 'unavailable', START_ANEW)
    }
    if (isAttachmentPath(path)) return attachment(request, asked, known, shell)
    if (!known) return html(401, START_AGAIN)
    const file = shell.page.get(path)
    if (file === undefined) return text(404, 'not found')
    return request.method === 'GET' ? { status: 200, type: file.type, body: file.bytes } : notAllowed('GET')
  }
}

async function call(request: IncomingMessage, asked: Asked, host: Host): Promise<Answer> {
  const own = isOwnCall(asked)
  if (own === 'foreign') return refusal(403, 'forbidden', 'calls come from this program’s own page only')
  if (own === 'wrongType') return refusal(415, 'invalidInput', 'a call is application/json')
  const body = await readBody(request, LARGEST_BODY)
  if (body === null) return { ...refusal(413, 'invalidInput', 'a call is at most 8 MB'), headers: { Connection: 'close' } }
  const wanted = readCallRequest(parse(body))
  if (wanted === null) return envelope(400, NOT_A_CALL)
  try {
    return envelope(200, await host.call(wanted))
  } catch {
    return refusal(500, 'internal', 'the engine did not answer')
  }
}

async function attachment(request: IncomingMessage, asked: Asked, known: boolean, { port, host }: { port: number; host: Host }): Promise<Answer> {
  if (!known) return refusal(401, 'unavailable', START_ANEW)
  if (!isOwnFetch(asked)) return refusal(403, 'forbidden', 'bytes are given to this program’s own page only')
  const { method = '', url = '', headers } = request
  if (method !== 'GET' && method !== 'PUT') return notAllowed('GET, PUT')
  const body = method === 'PUT' ? await readBody(request, LARGEST_PIECE) : undefined
  if (body === null) return { ...refusal(413, 'invalidInput', 'a piece is at most 4 MB'), headers: { Connection: 'close' } }
  const wanted = Object.entries({ authorization: headers.authorization, 'content-type': headers['content-type'] })
  const response = await serveAttachment(host, new Request(`http://127.0.0.1:${port}${url}`, {
    method, headers: wanted.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])), ...(body && { body: new Uint8Array(body) }),
  }))
  const allowed = response.headers.get('allow')
  return {
    status: response.status, type: response.headers.get('content-type') ?? '', body: new Uint8Array(await response.arrayBuffer()),
    ...(allowed !== null && { headers: { Allow: allowed } }),
  }
}

/** The whole body, or null when it is too large: that one is let run out, within bounds, so that its sender reads the answer. */
async function readBody(request: IncomingMessage, largest: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let size = 0
    request.on('data', (piece: Buffer) => {
      size += piece.length
      if (size <= largest) pieces.push(piece)
      else pieces.length = 0
      if (size > 4 * largest) resolve(null)
    })
    request.on('end', () => resolve(size <= largest ? Buffer.concat(pieces) : null))
    request.on('error', reject)
  })
}

/** The JSON value, or undefined, which is no call either. Text that is not UTF-8 is refused, not repaired. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function text(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body }
}

function html(status: number, body: string): Answer {
  return { status, type: 'text/html; charset=utf-8', body }
}

function notAllowed(allowed: string): Answer {
  return { ...text(405, 'method not allowed'), headers: { Allow: allowed } }
}

function envelope(status: number, value: Envelope<unknown>): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) }
}

function refusal(status: number, code: 'invalidInput' | 'forbidden' | 'unavailable' | 'internal', message: string): Answer {
  return envelope(status, { ok: false, error: { code, message, details: {} } })
}

function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, { ...PAGE_HEADERS, 'Content-Type': type, 'Content-Length': bytes.byteLength, ...headers })
  response.end(bytes)
}

/** A request that is no HTTP, or too slow, is answered with the same headers as any other. */
function sendRaw(error: NodeJS.ErrnoException, socket: Duplex, parting: number): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
  const headers = Object.entries({ ...PAGE_HEADERS, 'Content-Length': '0', Connection: 'close' })
  socket.end(`HTTP/1.1 ${status}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  // Whoever neither reads that nor hangs up would keep one of the connections there are.
  setTimeout(() => socket.destroy(), parting).unref()
}

// The browser shell's server as a stranger finds it: on a real port, over a real engine (DESIGN decision 7; rule A1).
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PAGE_HEADERS } from '../../electron/shell/page.ts'
import { openShell, PAGE_TEXT, type Answer, type Asking, type TestShell } from './shell.ts'

const CALL = JSON.stringify({ method: 'session.state', input: {}, token: null })

let shell: TestShell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

/** Everything that may come back, asked in every wrong way there is. */
function expectProtected(answer: Answer): void {
  const given = Object.fromEntries(Object.keys(PAGE_HEADERS).map((name) => [name, answer.headers[name.toLowerCase()]]))
  expect(given).toEqual(PAGE_HEADERS)
  expect(answer.body).not.toMatch(/\bat .*:\d+|node:|\.ts\b|SyntaxError/)
}

const errorOf = (answer: Answer) =>
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string(), details: z.strictObject({}) }) })
    .parse(JSON.parse(answer.body)).error.code

async function post(changes: Asking = {}): Promise<Answer> {
  return shell.ask({ method: 'POST', path: '/call', body: CALL, ...changes, headers: { ...(await shell.callHeaders()), ...changes.headers } })
}

describe('A1: the way in', () => {
  it('the start address opens once, is exchanged for a cookie, and is worth nothing afterwards', async () => {
    const other = await openShell()
    try {
      expect(other.token).toMatch(/^[\w-]{43}$/)
      expect((await other.ask()).status).toBe(401)
      expect((await other.ask({ path: `/?token=${other.token.slice(0, -1)}${other.token.endsWith('A') ? 'E' : 'A'}` })).headers['set-cookie']).toBeUndefined()

      const first = await other.ask({ path: `/?token=${other.token}` })
      expect(first.status).toBe(200)
      expect(first.headers['set-cookie']).toMatch(new RegExp(`^yidang-${other.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
      expect(first.body).toContain('http-equiv="refresh"')
      expect(first.body).not.toContain(other.token)
      expectProtected(first)

      const again = await other.ask({ path: `/?token=${other.token}` })
      expect(again.status).toBe(401)
      expect(again.headers['set-cookie']).toBeUndefined()
    } finally {
      await other.close()
    }
  })

  it('without the cookie there is only a page that says to start again', async () => {
    for (const path of ['/', '/assets/app-1a2b.js', '/nothing', `/?token=${'x'.repeat(43)}`]) {
      const answer = await shell.ask({ path })
      expect(answer.status).toBe(401)
      expect(answer.body).toContain('start it again')
      expectProtected(answer)
    }
    const answer = await shell.ask({ headers: { cookie: `yidang-${shell.port}=${'x'.repeat(43)}` } })
    expect(answer.status).toBe(401)
  })

  it('with the cookie the page and its files are served, by either name of this machine', async () => {
    const cookie = await shell.enter()
    const start = await shell.ask({ headers: cookie })
    expect(start).toMatchObject({ status: 200, body: PAGE_TEXT })
    expect(start.headers['content-type']).toBe('text/html; charset=utf-8')
    expectProtected(start)
    const script = await shell.ask({ path: '/assets/app-1a2b.js', headers: { ...cookie, host: `localhost:${shell.port}` } })
    expect(script).toMatchObject({ status: 200, body: 'export {}' })
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expectProtected(script)
  })
})

describe('only files of the page are served', () => {
  it.each([
    '/../secret.js', '/assets/../../secret.js', '/..%2fsecret.js', '/%2e%2e/secret.js', '/assets/%2e%2e/index.html', '//secret.js',
    '/..\\secret.js', '/index.html', '/assets', '/assets/', '/assets/app-1a2b.js.map', '/assets/app-1a2b.js%00.png', 'http://evil.example/',
    '/__proto__', '*', '/etc/passwd',
  ])('%s is not found', async (path) => {
    const answer = await shell.ask({ path, headers: await shell.enter() })
    expect(answer).toMatchObject({ status: 404, body: 'not found' })
    expectProtected(answer)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD', 'TRACE'])('%s of a page is refused', async (method) => {
    const answer = await shell.ask({ method, headers: await shell.enter() })
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe('GET')
    expectProtected(answer)
  })
})

describe('a call', () => {
  it('of the own page reaches the engine', async () => {
    const answer = await post()
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { archive: 'absent', training: false } })
    expectProtected(answer)
  })

  it('without the cookie is refused', async () => {
    const answer = await post({ headers: { cookie: '' } })
    expect(answer.status).toBe(401)
    expect(errorOf(answer)).toBe('unavailable')
    expectProtected(answer)
  })

  it.each(['evil.example', '127.0.0.1', 'evil.example:80', 'localhost'])('under the foreign name %j is refused', async (host) => {
    const answer = await post({ headers: { host } })
    expect(answer).toMatchObject({ status: 403, body: 'wrong host' })
    expectProtected(answer)
  })

  it.each([
    { origin: 'https://evil.example' }, { origin: 'null' }, { origin: '' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
  ])('from elsewhere is refused: %j', async (headers) => {
    const answer = await post({ headers })
    expect(answer.status).toBe(403)
    expect(errorOf(answer)).toBe('forbidden')
    expectProtected(answer)
  })

  it('that is sent as a form would send it is refused', async () => {
    const answer = await post({ headers: { 'content-type': 'text/plain' } })
    expect(answer.status).toBe(415)
    expect(errorOf(answer)).toBe('invalidInput')
    expectProtected(answer)
  })

  it('by another method than POST is refused', async () => {
    const answer = await shell.ask({ path: '/call', headers: await shell.enter() })
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe('POST')
    expectProtected(answer)
  })

  it.each([
    ['nothing', ''], ['no JSON', '{'], ['no object', '1'], ['null', 'null'], ['a list', '[]'],
    ['no method', '{"input":{},"token":null}'], ['a number for a method', '{"method":1,"input":{},"token":null}'],
    ['a key too many', '{"method":"session.state","input":{},"token":null,"more":1}'],
    ['an endless method', JSON.stringify({ method: 'x'.repeat(101), input: {}, token: null })],
    ['text that is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('that is %s is answered as invalid', async (_what, body) => {
    const answer = await post({ body })
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toBe('invalidInput')
    expectProtected(answer)
  })

  it('of no method of the contract is the engine’s to refuse', async () => {
    const answer = await post({ body: JSON.stringify({ method: 'constructor', input: {}, token: null }) })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false })
    expectProtected(answer)
  })

  it('may be 8 MB large, and not a byte larger', async () => {
    const largest = 8 * 1024 * 1024
    const sized = (bytes: number) => `${CALL.slice(0, -1)}${' '.repeat(bytes - CALL.length)}}`
    expect((await post({ body: sized(largest) })).status).toBe(200)
    const answer = await post({ body: sized(largest + 1) })
    expect(answer.status).toBe(413)
    expect(errorOf(answer)).toBe('invalidInput')
    expectProtected(answer)
  })
})

describe('what is no proper request', () => {
  /** Sends bytes as they stand and reads until the server hangs up. */
  const sendRaw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(shell.port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.setEncoding('utf8')
      socket.on('data', (piece: string) => {
        answer += piece
      })
      socket.on('error', reject)
      socket.on('end', () => resolve(answer))
    })

  it.each([
    ['no HTTP', 'hello\r\n\r\n', '400'],
    ['a header too long', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '400'],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', '403'],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', '403'],
    ['an expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n', '403'],
    ['two lengths', 'POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', '400'],
  ])('%s is answered with the same headers', async (_what, text, status) => {
    const answer = await sendRaw(text)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    for (const [name, value] of Object.entries(PAGE_HEADERS)) expect(answer).toContain(`${name}: ${value}\r\n`)
  })
})

it('closing twice is closing once, and frees the port', async () => {
  const other = await openShell()
  await Promise.all([other.close(), other.close()])
  await expect(other.ask()).rejects.toThrow(/ECONNREFUSED/)
})

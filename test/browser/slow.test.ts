// Clients that are slow, silent, many, or put lines into their headers (rule A1; DESIGN decision 7). The limits are shorter than the program's, or
// nobody would wait for them.
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../electron/browser/policy.ts'
import { openShell, type TestShell } from './shell.ts'

const CONNECTIONS = 12

let shell: TestShell
let head: string
beforeAll(async () => {
  shell = await openShell({ ...LIMITS, headers: 300, request: 600, keepAlive: 300, parting: 100, silence: 2_000, connections: CONNECTIONS })
  const headers = Object.entries({ host: `127.0.0.1:${shell.port}`, ...(await shell.callHeaders()) })
  head = `POST /call HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
})
afterAll(() => shell.close())

/** Sends bytes, then a byte now and then, and reads until it is hung up on. */
const trickle = (first: string, more = ''): Promise<string> => new Promise((resolve) => {
  const socket = connect(shell.port, '127.0.0.1', () => socket.write(first))
  const timer = setInterval(() => more === '' || socket.write(more), 50)
  let answer = ''
  socket.setEncoding('utf8')
  socket.on('data', (piece: string) => {
    answer += piece
  })
  // A write that comes too late.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearInterval(timer)
    resolve(answer)
  })
})

/** One that neither sends nor reads, and does not hang up. */
const silent = (): Promise<Socket> => new Promise((resolve) => {
  const socket = connect({ port: shell.port, host: '127.0.0.1', allowHalfOpen: true }, () => resolve(socket.pause()))
  socket.on('error', () => resolve(socket))
})

describe('A1 slow clients', () => {
  it.each([
    ['says nothing', () => ['']],
    ['never ends its headers', () => ['GET / HTTP/1.1\r\nX: ', 'x']],
    ['never ends its body', () => [`${head}Content-Length: 100000\r\n\r\n`, 'x']],
    ['sends less than it said', () => [`${head}Content-Length: 50\r\n\r\n{`]],
    ['sends no more pieces', () => [`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"met\r\n`]],
  ])('A1 one that %s is told so and hung up on', async (_what, bytes) => {
    const [first = '', more] = bytes()
    expect(await trickle(first, more)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n[\s\S]*Content-Security-Policy: /)
  })

  it('A1 one that was answered and asks no more is hung up on', async () => {
    expect(await trickle(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${shell.port}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 401 /)
  })

  it('A1 there are only so many at once, and those that stay silent give way, whether they hang up or not', async () => {
    const many = await Promise.all(Array.from({ length: 3 * CONNECTIONS }, silent))
    await expect(shell.ask()).rejects.toThrow(/hang up|ECONNRESET/)
    const comeIn = async (): Promise<number> => shell.ask().then(({ status }) => status, comeIn)
    expect(await comeIn()).toBe(401)
    for (const socket of many) socket.destroy()
  })
})

describe('A1 lines put into headers', () => {
  const answered = (lines: string): Promise<string> => trickle(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${shell.port}\r\n${lines}Connection: close\r\n\r\n`)

  it.each([
    ['a bare line feed', 'X: a\nSet-Cookie: b=c\r\n'], ['a bare carriage return', 'X: a\rSet-Cookie: b=c\r\n'], ['a NUL', 'X: a\0b\r\n'],
    ['a folded line', 'X: a\r\n b: c\r\n'], ['a name with a blank', 'X : a\r\n'], ['no name', ': a\r\n'],
  ])('A1 %s brings none back', async (_what, lines) => {
    const answer = await answered(lines)
    expect(answer).toMatch(/^HTTP\/1\.1 40[01] /)
    expect(answer).not.toMatch(/set-cookie|b=c/i)
  })

  it('A1 nor does an address with line breaks or a token that was used', async () => {
    for (const path of ['/%0d%0aSet-Cookie:%20b=c', `/?token=${shell.token}`, `/?token=${shell.token}%0d%0aSet-Cookie:%20b=c`, `/?token=a&token=${shell.token}`]) {
      const { status, headers, body } = await shell.ask({ path })
      expect([path, status, headers['set-cookie'], body.includes('b=c')]).toEqual([path, 401, undefined, false])
    }
  })

  it('A1 of two requests in one, each is asked for its own cookie and host', async () => {
    const answer = await trickle(`${head}Content-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 403'])
  })
})

it('A1 JSON as deep as a body lets it be is no call', async () => {
  const headers = await shell.callHeaders()
  for (const body of ['['.repeat(4_000_000), '{"a":'.repeat(1_000_000), `{"method":"session.state","input":${'['.repeat(9999)}${']'.repeat(9999)},"token":null}`]) {
    const { status, body: answer } = await shell.ask({ method: 'POST', path: '/call', headers, body })
    expect([status, /"code":"(\w+)"/.exec(answer)?.[1]]).toEqual([400, 'invalidInput'])
  }
  expect((await shell.ask({ method: 'POST', path: '/call', headers, body: '{"method":"session.state","input":{},"token":null}' })).status).toBe(200)
})

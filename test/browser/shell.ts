// A real browser shell on a temporary folder, and a client that can say what a browser would not.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMITS, type Limits } from '../../electron/browser/policy.ts'
import { startBrowserShell } from '../../electron/browser/server.ts'

export type Answer = { status: number; headers: Record<string, string>; body: string }

export type Asking = {
  method?: string
  /** Sent as it stands: nothing is normalised. */
  path?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

export type TestShell = {
  url: string
  port: number
  token: string
  ask(asking?: Asking): Promise<Answer>
  /** Spends the token. @returns headers that carry the cookie. */
  enter(): Promise<Record<string, string>>
  /** What a page of this shell sends to call a method. */
  callHeaders(): Promise<Record<string, string>>
  close(): Promise<void>
}

export const PAGE_TEXT = '<!doctype html><title>screens</title>'

export async function openShell(limits: Limits = LIMITS): Promise<TestShell> {
  const folder = await mkdtemp(join(tmpdir(), 'yidang-browser-'))
  const page = join(folder, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(page, 'index.html'), PAGE_TEXT)
  await writeFile(join(page, 'assets', 'app-1a2b.js'), 'export {}')
  await writeFile(join(page, 'assets', 'app-1a2b.js.map'), '{}')
  await writeFile(join(folder, 'secret.js'), 'secret')
  const shell = await startBrowserShell({ archive: join(folder, 'archive'), startAt: null, page, port: 0, limits })
  const { port, searchParams } = new URL(shell.url)
  const token = searchParams.get('token') ?? ''
  let cookie: string | null = null

  const ask = ({ method = 'GET', path = '/', headers = {}, body }: Asking = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('error', reject)
        response.on('end', () => {
          const answered = Object.fromEntries(Object.entries(response.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]))
          resolve({ status: response.statusCode ?? 0, headers: answered, body: Buffer.concat(pieces).toString('utf8') })
        })
      })
      asked.on('error', reject)
      asked.end(body)
    })
  const enter = async () => {
    cookie ??= ((await ask({ path: `/?token=${token}` })).headers['set-cookie'] ?? '').split(';')[0] ?? ''
    return { cookie }
  }
  const callHeaders = async () => ({
    ...(await enter()),
    origin: `http://127.0.0.1:${port}`,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
  })
  const close = async () => {
    await shell.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: shell.url, port: Number(port), token, ask, enter, callHeaders, close }
}

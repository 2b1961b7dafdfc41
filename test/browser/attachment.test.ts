// The bytes of attachments over HTTP (DESIGN decision 4; rules A1, A3): pictures to the own page, files from it in pieces, and nothing to
// anybody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveAttachment } from '../../electron/shell/attachment.ts'
import { PAGE_HEADERS } from '../../electron/shell/page.ts'
import { LARGEST_PIECE } from '#shared/contract/scan.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { pngPage } from '#test/support/scans.ts'
import { z } from 'zod'
import { openShell, type Answer, type Asking, type TestShell } from './shell.ts'

const PASSWORD = 'correct horse'
const NOBODY = 'A'.repeat(43)

let shell: TestShell
/** The archivist's session. */
let token: string
let recordId: number
beforeAll(async () => {
  shell = await openShell()
  const setUp = await call('archive.setUp', {
    storeName: '演示店', storeCode: 'YD', adminName: '张三丰', adminLogin: 'admin', adminPassword: PASSWORD, training: false,
  }, null)
  const admin = z.object({ token: z.string() }).parse(setUp).token
  const departments = z.array(z.object({ id: z.number(), kind: z.string() })).parse(await call('department.list', {}, admin))
  const idOf = (kind: string) => departments.find((department) => department.kind === kind)?.id
  const person = { name: '林静', password: PASSWORD }
  await call('staff.add', { ...person, login: 'archivist', departmentId: idOf('care'), roles: ['archivist'] }, admin)
  const { id: salesId } = z.object({ id: z.number() }).parse(await call('staff.add', { ...person, login: 'sales1', departmentId: idOf('sales'), roles: ['salesConsultant'] }, admin))
  token = z.object({ token: z.string() }).parse(await call('session.signIn', { login: 'archivist', password: PASSWORD }, null)).token
  const { today } = z.object({ today: z.string() }).parse(await call('session.state', {}, null))
  recordId = z.object({ recordId: z.number() }).parse(await call('record.enter', {
    kind: 'delivery', vehicle: vehicleOf(1), customer: customerOf(1), newOwner: false, contact: { name: '王建国', phone: '13855512345', confirmed: true },
    responsibleId: salesId, deliveredOn: today, orderNumber: '',
  }, token)).recordId
})
afterAll(() => shell.close())

async function call(method: string, input: object, as: string | null): Promise<unknown> {
  const answer = await shell.ask({ method: 'POST', path: '/call', headers: await shell.callHeaders(), body: JSON.stringify({ method, input, token: as }) })
  return z.object({ ok: z.literal(true), value: z.unknown() }).parse(JSON.parse(answer.body)).value
}

/** As a page asks for something: no origin, and the browser says where from. */
async function get(path: string, changes: Asking = {}): Promise<Answer> {
  const { cookie } = await shell.enter()
  return shell.ask({ path, ...changes, headers: { ...(cookie !== undefined && { cookie }), 'sec-fetch-site': 'same-origin', authorization: `Bearer ${token}`, ...changes.headers } })
}

async function put(path: string, body: Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const origin = `http://127.0.0.1:${shell.port}`
  return get(path, { method: 'PUT', body, headers: { origin, 'content-type': 'application/octet-stream', ...headers } })
}

function expectProtected({ headers, body }: Answer): void {
  expect(Object.fromEntries(Object.keys(PAGE_HEADERS).map((name) => [name, headers[name.toLowerCase()]]))).toEqual(PAGE_HEADERS)
  expect(body).not.toMatch(/\bat .*:\d+|node:|\.ts\b/)
}

const errorOf = (answer: Answer): unknown => JSON.parse(answer.body)

async function begin(size: number): Promise<string> {
  return z.object({ uploadId: z.string() }).parse(await call('upload.begin', { size }, token)).uploadId
}

async function attached(page: Buffer): Promise<number> {
  const uploadId = await begin(page.length)
  for (let offset = 0; offset < page.length; offset += 50_000) {
    const answer = await put(`/attachment/upload.piece?uploadId=${uploadId}&offset=${offset}`, page.subarray(offset, offset + 50_000))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { received: Math.min(page.length, offset + 50_000) } })
    expectProtected(answer)
  }
  const { scanIds: [id = 0] } = z.object({ scanIds: z.array(z.number()) }).parse(await call('scan.attach', { uploadId, recordId, code: 'greenCard', replaces: null }, token))
  return id
}

describe('pictures', () => {
  it('A3 come with their own type, drawn anew, and are kept nowhere', async () => {
    const id = await attached(pngPage('shown', { width: 500, height: 700, said: ['<script>alert(1)</script>'] }))
    for (const path of [`/attachment/scan.thumbnail?id=${id}`, `/attachment/scan.view?id=${id}&longest=600`, `/attachment/scan.view?longest=4000&id=${id}`]) {
      const answer = await get(path)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toMatch(/^image\/(?:png|jpeg|webp)$/)
      expect(Number(answer.headers['content-length'])).toBeGreaterThan(100)
      expect(answer.body).not.toContain('script')
      expectProtected(answer)
    }
    // A page that has an origin to say may say it.
    expect((await get(`/attachment/scan.thumbnail?id=${id}`, { headers: { origin: `http://127.0.0.1:${shell.port}` } })).status).toBe(200)
  })

  it.each([
    'id=0', 'id=-1', 'id=1.5', 'id=01', 'id=1e3', 'id=0x1', 'id=%31x', 'id=', 'id=12345678901234567', '', 'id=1&id=1', 'id=1&more=1', 'ID=1', 'id[]=1', 'id=1%00',
  ])('a small picture is not at ?%s', async (query) => {
    const answer = await get(`/attachment/scan.thumbnail?${query}`)
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    expectProtected(answer)
  })

  it.each(['id=1', 'id=1&longest=399', 'id=1&longest=4001', 'id=1&longest=x', 'longest=600', 'id=1&longest=600&turn=90'])('a large one is not at ?%s', async (query) => {
    const answer = await get(`/attachment/scan.view?${query}`)
    expect(answer.status).toBe(400)
    expectProtected(answer)
  })

  it('that are not there are not found', async () => {
    for (const path of ['/attachment/scan.thumbnail?id=999999', '/attachment/inbox.thumbnail?id=999999', '/attachment/inbox.view?id=999999&longest=500']) {
      const answer = await get(path)
      expect(answer.status).toBe(404)
      expect(errorOf(answer)).toMatchObject({ ok: false, error: { code: 'notFound' } })
    }
  })
})

describe('the way there', () => {
  it.each([
    '/attachment/', '/attachment/scan.list?id=1', '/attachment/session.me', '/attachment/constructor', '/attachment/scan.view/', '/attachment//scan.view?id=1&longest=500',
    '/attachment/%73can.view?id=1&longest=500', '/attachment/../attachment', '/attachment/..%2fscan.view',
  ])('%s is not found', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expectProtected(answer)
  })

  it.each(['POST', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD', 'TRACE', 'PUT'])('%s of a picture is refused', async (method) => {
    const answer = await get('/attachment/scan.thumbnail?id=1', { method })
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toContain('GET')
    expectProtected(answer)
  })

  it('GET of a piece is refused', async () => {
    const answer = await get(`/attachment/upload.piece?uploadId=${await begin(1)}&offset=0`)
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe('PUT')
  })

  it.each([undefined, '', 'Bearer', 'Bearer ', `Basic ${NOBODY}`, `bearer ${NOBODY}`, 'Bearer a b', `Bearer ${NOBODY}`, `Bearer ${'A'.repeat(201)}`])(
    'A1 with the authorization %j nobody is signed in', async (authorization) => {
      const { cookie = '' } = await shell.enter()
      const answer = await shell.ask({
        path: '/attachment/scan.thumbnail?id=1', headers: { cookie, 'sec-fetch-site': 'same-origin', ...(authorization !== undefined && { authorization }) },
      })
      expect(answer.status).toBe(401)
      expect(errorOf(answer)).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
      expectProtected(answer)
    },
  )

  it('A1 without this program’s cookie, under another name or from elsewhere nothing is given', async () => {
    const path = '/attachment/scan.thumbnail?id=1'
    const refusals: [status: number, headers: Record<string, string>][] = [
      [401, { cookie: '' }], [403, { host: 'evil.example' }], [403, { origin: 'https://evil.example' }], [403, { origin: 'null' }],
      [403, { 'sec-fetch-site': 'cross-site' }], [403, { 'sec-fetch-site': 'same-site' }], [403, { 'sec-fetch-site': 'none' }],
      [403, { origin: `http://127.0.0.1:${shell.port}`, 'sec-fetch-site': 'cross-site' }],
    ]
    for (const [status, headers] of refusals) {
      const answer = await get(path, { headers })
      expect([headers, answer.status]).toEqual([headers, status])
      expectProtected(answer)
    }
    // Neither the one nor the other says that it is the page that asks.
    const { cookie = '' } = await shell.enter()
    expect((await shell.ask({ path, headers: { cookie, authorization: `Bearer ${token}` } })).status).toBe(403)
  })
})

describe('a piece', () => {
  it('H4 may be 4 MB large, and not a byte larger', async () => {
    const uploadId = await begin(3 * LARGEST_PIECE)
    const path = `/attachment/upload.piece?uploadId=${uploadId}&offset=0`
    const tooLarge = await put(path, Buffer.alloc(LARGEST_PIECE + 1))
    expect(tooLarge.status).toBe(413)
    expect(errorOf(tooLarge)).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    expectProtected(tooLarge)
    expect((await put(path, Buffer.alloc(LARGEST_PIECE, 1))).status).toBe(200)
    const again = await put(path, Buffer.alloc(10))
    expect(again.status).toBe(409)
    expect(errorOf(again)).toMatchObject({ error: { details: { problem: 'upload.offset', subject: String(LARGEST_PIECE) } } })
    await call('upload.cancel', { uploadId }, token)
  })

  it.each(['uploadId=1&offset=0', 'offset=0', 'uploadId=00000000-0000-4000-8000-000000000000', 'uploadId=00000000-0000-4000-8000-000000000000&offset=-1'])(
    'is not taken at ?%s', async (query) => {
      expect((await put(`/attachment/upload.piece?${query}`, Buffer.alloc(1))).status).toBe(400)
    },
  )

  it('of an upload that is not one’s own is not found, and only bytes are taken', async () => {
    const nobodys = '/attachment/upload.piece?uploadId=00000000-0000-4000-8000-000000000000&offset=0'
    expect((await put(nobodys, Buffer.alloc(1))).status).toBe(404)
    for (const type of ['application/json', 'text/plain', '']) expect((await put(nobodys, Buffer.alloc(1), { 'content-type': type })).status).toBe(415)
    expect((await put(nobodys, Buffer.alloc(1), { origin: 'https://evil.example' })).status).toBe(403)
  })
})

describe('by itself, as the desktop shell has it', () => {
  it('decision 4: a body without an end is read no further than a piece may be', async () => {
    let given = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 1
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    const sent = { method: 'PUT', body, duplex: 'half', headers: { authorization: `Bearer ${NOBODY}`, 'content-type': 'application/octet-stream' } }
    const request = new Request('yidang://app/attachment/upload.piece?uploadId=00000000-0000-4000-8000-000000000000&offset=0', sent)
    const host = { call: () => Promise.reject(new Error('nothing is to be called')) }
    expect((await serveAttachment(host, request)).status).toBe(413)
    expect(given).toBeLessThan(9)
  })

  it('an engine that has gone is answered as such, without a word of why', async () => {
    const host = { call: () => Promise.reject(new Error('a secret')) }
    const response = await serveAttachment(host, new Request('yidang://app/attachment/scan.thumbnail?id=1', { headers: { authorization: `Bearer ${NOBODY}` } }))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
  })
})

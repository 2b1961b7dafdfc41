// A desk at work: what a busy hour brings, without its pauses. It asks the browser shell as a page does, so that nothing of what asks is in
// the process that is measured.
import { z } from 'zod'
import type { CallRequest } from '#shared/contract/bridge.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { paperInOrder } from '#shared/domain/paper.ts'
import { signIn, type Person } from '#test/support/archive.ts'
import { customerOf, signatureOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'
import { readEnvelope } from '../../renderer/api.ts'

type Desk = { archivist: Person; sales: Person; password: string; today: LocalDate }

const WORDS = ['wang', '13', '皖A', 'li', 'zhang', 'LSV', '3401', 'chen']
/** Handed over together. */
const CARS = 6
// Made once. What follows a picture's end makes it another file.
const SCANNED = pngPage('a page', { width: 1240, height: 1754 })

/** Signs in at a running shell. @returns what works for an hour; cars come by their numbers, from `first` on. */
export async function openDesk(url: string, password: string, first: number): Promise<() => Promise<void>> {
  const host = await openShell(url)
  const archivist = await signIn(host, 'archivist', password)
  const sales = await signIn(host, 'sales1', password)
  const { today } = await archivist.call('session.state', {})
  const desk = { archivist, sales, password, today }
  let car = first
  return async () => {
    await look(desk)
    for (let bundle = 0; bundle < 4; bundle += 1) {
      await receive(desk, car)
      car += CARS
    }
  }
}

async function look({ archivist, today }: Desk): Promise<void> {
  for (let asked = 0; asked < 180; asked += 1) await archivist.call('today.get', {})
  for (let sought = 0; sought < 60; sought += 1) {
    const { hits } = await archivist.call('dossier.search', { text: WORDS[sought % WORDS.length] ?? '', dates: null, state: null, kind: null, limit: 50 })
    const [hit] = hits
    if (hit) await archivist.call('dossier.open', { id: hit.dossierId })
  }
  await archivist.call('book.day', { on: today })
}

async function receive({ archivist, sales, password, today }: Desk, first: number): Promise<void> {
  const ids = []
  for (let car = first; car < first + CARS; car += 1) {
    const { recordId } = await sales.call('record.enter', {
      kind: 'delivery', vehicle: vehicleOf(car), customer: customerOf(car), newOwner: false, contact: { name: '王建国', phone: '13855512345', confirmed: true },
      responsibleId: sales.me.id, deliveredOn: today, orderNumber: '',
    })
    ids.push(recordId)
  }
  const records = await archivist.call('record.open', { ids })
  await archivist.call('handover.sign', {
    giverLogin: 'sales1', giverPassword: password, giverDrawn: signatureOf(1), receiverPassword: password, receiverDrawn: signatureOf(2),
    records: records.map((record) => ({
      recordId: record.id, remark: '',
      papers: record.checklist.map((line) => {
        const { delayAccepted: _accepted, ...check } = paperInOrder(line)
        return check
      }),
    })),
  })
  const [recordId] = ids
  if (recordId === undefined) return
  for (let page = 0; page < 12; page += 1) {
    const { scanIds: [id] } = await attachScan(archivist, Buffer.concat([SCANNED, Buffer.from(`${first} ${page}`)]), { recordId, code: 'greenCard' })
    if (id !== undefined) await archivist.call('scan.view', { id, longest: 1600 })
  }
}

const pieceSchema = z.object({ uploadId: z.string(), offset: z.number(), bytes: z.instanceof(Uint8Array<ArrayBuffer>) })
const viewSchema = z.object({ id: z.number(), longest: z.number() })

/** Spends the start address. What is bytes goes past `call`, as from a page. */
async function openShell(url: string) {
  const { origin } = new URL(url)
  const cookie = (await fetch(url)).headers.getSetCookie().map((given) => given.split(';')[0]).join('; ')
  const call = async ({ method, input, token }: CallRequest): Promise<Envelope<unknown>> => {
    const headers = { cookie, origin, authorization: `Bearer ${token}` }
    if (method === 'upload.piece') {
      const { uploadId, offset, bytes } = pieceSchema.parse(input)
      const piece = { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body: bytes }
      return readEnvelope(await (await fetch(`${origin}/attachment/upload.piece?uploadId=${uploadId}&offset=${offset}`, piece)).json())
    }
    if (method === 'scan.view') {
      const { id, longest } = viewSchema.parse(input)
      const shown = await fetch(`${origin}/attachment/scan.view?id=${id}&longest=${longest}`, { headers })
      return shown.ok ? { ok: true, value: { mediaType: shown.headers.get('content-type'), bytes: await shown.bytes() } } : readEnvelope(await shown.json())
    }
    const body = JSON.stringify({ method, input, token })
    return readEnvelope(await (await fetch(`${origin}/call`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })).json())
  }
  return { call }
}

// A desk at work, hour after hour: what the front desk does on a busy day, without its pauses. After each hour it says how much memory the process has.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { paperInOrder } from '#shared/domain/paper.ts'
import { signIn } from '#test/support/archive.ts'
import { customerOf, signatureOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'

const [folder = '', password = '', startAt = '', hours = '1', first = '1'] = process.argv.slice(2)
const host = await startHost({ folder, program: 'bench', startAt: Number(startAt) })
const archivist = await signIn(host, 'archivist', password)
const sales = await signIn(host, 'sales1', password)
const { today } = await archivist.call('session.state', {})
const WORDS = ['wang', '13', '皖A', 'li', 'zhang', 'LSV', '3401', 'chen']
let car = Number(first)
// Made once: what making pages takes is not the engine's. What follows a picture's end makes it another file.
const SCANNED = pngPage('a page', { width: 1240, height: 1754 })

async function look(): Promise<void> {
  for (let asked = 0; asked < 180; asked += 1) await archivist.call('today.get', {})
  for (let sought = 0; sought < 60; sought += 1) {
    const { hits } = await archivist.call('dossier.search', { text: WORDS[sought % WORDS.length] ?? '', dates: null, state: null, kind: null, limit: 50 })
    const [hit] = hits
    if (hit) await archivist.call('dossier.open', { id: hit.dossierId })
  }
  await archivist.call('book.day', { on: today })
}

async function receive(): Promise<void> {
  const ids = []
  for (let entered = 0; entered < 6; entered += 1) {
    car += 1
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
    const { scanIds: [id] } = await attachScan(archivist, Buffer.concat([SCANNED, Buffer.from(`${car} ${page}`)]), { recordId, code: 'greenCard' })
    if (id !== undefined) await archivist.call('scan.view', { id, longest: 1600 })
  }
}

const say = (said: object) => writeSync(1, `${JSON.stringify(said)}\n`)
say({ hour: 0, memory: process.memoryUsage().rss })
for (let hour = 1; hour <= Number(hours); hour += 1) {
  await look()
  for (let bundle = 0; bundle < 4; bundle += 1) await receive()
  say({ hour, memory: process.memoryUsage().rss })
}
await host.close()

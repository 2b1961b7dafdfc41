// A desk that puts in page after page, until it is killed. It says what was acknowledged, one JSON line each, and nothing else.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { LOGINS, signIn } from '#test/support/archive.ts'
import { pngPage, upload } from '#test/support/scans.ts'

/** Bytes. */
const PIECE = 50_000

const [folder = '', record = '0', startAt = '', round = ''] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: Number(startAt) })
const archivist = await signIn(host, LOGINS.archivist)
const say = (what: object) => writeSync(1, `${JSON.stringify(what)}\n`)

for (let number = 0; ; number += 1) {
  // From less than a piece to several, so that it is killed before, between and after them.
  const page = pngPage(`${round}/${number}`, { width: 60 + Math.floor(Math.random() * 600), height: 400 })
  say({ began: number })
  if (number % 5 === 4) {
    // One that is begun, comes whole, and is given up.
    await archivist.call('upload.cancel', { uploadId: await upload(archivist, page, PIECE) })
  }
  const uploadId = await upload(archivist, page, PIECE)
  const { scanIds } = await archivist.call('scan.attach', { uploadId, recordId: Number(record), code: 'greenCard', replaces: null })
  say({ acknowledged: scanIds })
  // Turning a page drops its small picture while others are made.
  if (number % 3 === 2) await archivist.call('scan.arrange', { id: scanIds[0] ?? 0, turn: 90, crop: null })
}

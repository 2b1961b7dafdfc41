// Putting in a large file: from the first piece to the scan on the record, beside plain encryption and writing on the same disk.
import { createCipheriv, randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startName } from '#archive/vault/attachment-format.ts'
import { LARGEST_PIECE } from '#shared/contract/scan.ts'
import { LOGINS, makeArchive, temporaryFolder, type Person } from '#test/support/archive.ts'
import { pdfAround } from '#test/support/scans.ts'
import { floor, goal, ms, table } from './measure.ts'

const SIZE = 500_000_000
const ROUNDS = 3
const MB = 1_000_000

/** A document of one page and so many bytes, piece after piece, made on the way: nothing of it is held. */
function* piecesOf(size: number): Generator<Uint8Array<ArrayBuffer>> {
  const { head, tail } = pdfAround(1, size)
  yield new Uint8Array(head)
  const filling = new Uint8Array(randomBytes(LARGEST_PIECE))
  for (let at = 0; at < size; at += filling.length) yield filling.subarray(0, Math.min(filling.length, size - at))
  yield new Uint8Array(tail)
}

const lengthOf = (size: number): number => {
  const { head, tail } = pdfAround(1, size)
  return head.length + size + tail.length
}

/** Figures of one file put onto one record: milliseconds until the last piece was taken, and until the scan was there. */
async function attach(person: Person, recordId: number, size: number): Promise<{ sent: number; attached: number }> {
  const began = performance.now()
  const { uploadId } = await person.call('upload.begin', { size: lengthOf(size) })
  let offset = 0
  for (const bytes of piecesOf(size)) {
    await person.call('upload.piece', { uploadId, offset, bytes })
    offset += bytes.length
  }
  const sent = performance.now() - began
  await person.call('scan.attach', { uploadId, recordId, code: 'otherProof', replaces: null })
  return { sent, attached: performance.now() - began }
}

/** The least that has to be done: the same bytes, encrypted by one cipher and written, on the disk at the end. Milliseconds. */
async function plain(folder: string, size: number): Promise<number> {
  const path = join(folder, 'plain')
  const began = performance.now()
  const file = await open(path, 'w')
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12))
  for (const bytes of piecesOf(size)) await file.appendFile(cipher.update(bytes))
  cipher.final()
  await file.sync()
  await file.close()
  const took = performance.now() - began
  await rm(path)
  return took
}

/** Its name alone, which nothing can share out among threads: no file is put in sooner. Milliseconds. */
function naming(size: number): number {
  const began = performance.now()
  const hash = startName(randomBytes(32))
  for (const bytes of piecesOf(size)) hash.update(bytes)
  hash.digest()
  return performance.now() - began
}

/** How far the process grows while `work` runs, in bytes: its threads are the engine. */
async function growth(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 10)
  await work().finally(() => clearInterval(watch))
  return most - before
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export async function benchAttach(): Promise<void> {
  const archive = await makeArchive()
  const folder = temporaryFolder()
  try {
    const archivist = await archive.as(LOGINS.archivist)
    const { recordId } = await archive.enter('delivery')
    await attach(archivist, recordId, 5 * MB)
    await plain(folder, 5 * MB)
    const sent: number[] = []
    const attached: number[] = []
    const plainly: number[] = []
    const named: number[] = []
    let grown = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      plainly.push(await plain(folder, SIZE))
      named.push(naming(SIZE))
      grown = Math.max(grown, await growth(async () => {
        const took = await attach(archivist, recordId, SIZE)
        sent.push(took.sent)
        attached.push(took.attached)
      }))
    }
    const row = (what: string, values: readonly number[]): string[] => [what, ms(middle(values)), ms(SIZE / 1000 / middle(values))]
    table(`A document of ${SIZE / MB} MB`, ['what', 'ms', 'MB/s'], [
      row('AES-256-GCM and write, alone', plainly), row('named, alone', named), row('sent in pieces, in the vault', sent), row('and looked at, on its record', attached),
    ])
    floor('put in, of plain encryption and writing', (100 * middle(plainly)) / middle(attached), 50, '%')
    goal('the engine’s process grows by', grown / MB, 150, 'MB')
  } finally {
    await archive.close()
    await rm(folder, { recursive: true, force: true })
  }
}

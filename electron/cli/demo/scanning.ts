// A morning at the scanner: papers of a record put in one by one, or sent to the inbox as the scanner writes them.
import type { Output } from '#shared/contract/index.ts'
import { LARGEST_PIECE } from '#shared/contract/scan.ts'
import { labelText } from '#shared/domain/label.ts'
import { instantAt, type LocalDate } from '#shared/domain/local-date.ts'
import type { Desk } from './desk.ts'
import type { Facts } from './paper-facts.ts'
import { coverSheet, sheetsOf, titleOf } from './papers.ts'
import { makeRandom, seedOf } from './random.ts'
import { bindPdf, type ScannedPage, type Scanner } from './scanner.ts'
import type { Sheet } from './sheet.ts'

export type OpenedRecord = Output<'record.open'>[number]

/** A file that the scanner or a camera writes. */
export type Sent =
  /** These papers, each behind its cover sheet. */
  | { what: 'batch'; record: OpenedRecord; codes: readonly string[] }
  /** These papers, without cover sheets. */
  | { what: 'loose'; record: OpenedRecord; codes: readonly string[] }
  /** The pictures of a paper. */
  | { what: 'photo'; record: OpenedRecord; codes: readonly string[] }

export type Scanning = {
  /** Puts in every paper of it that is there. */
  scanRecord(record: OpenedRecord): Promise<void>
  /** Sends the files to the inbox. */
  send(files: readonly Sent[]): Promise<void>
}

/** From eight o'clock on; every file takes a minute. */
export function makeScanning(desk: Desk, login: string, scanner: Scanner, on: LocalDate): Scanning {
  let minutes = 8 * 60
  const nextMinute = (): void => {
    minutes += 1
    desk.setTime(instantAt(on, minutes))
  }
  const scan = (sheet: Sheet, { record }: Facts, what: string): ScannedPage => scanner.scan(sheet, seedOf(`${record.number}/${what}`))
  const pagesOf = (facts: Facts, code: string): ScannedPage[] => sheetsFor(facts, code).map((sheet, page) => scan(sheet, facts, `${code}/${page}`))
  const factsOf = async (record: OpenedRecord): Promise<Facts> => {
    const { owners, vehicle } = await desk.call(login, 'dossier.open', { id: record.dossierId })
    const owner = owners.find(({ toOn }) => toOn === null || toOn >= record.deliveredOn)
    if (!owner) throw new Error('a car without an owner')
    return { record, owner: owner.customer, vehicle }
  }
  const attach = async ({ id }: OpenedRecord, code: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    const { uploadId } = await desk.call(login, 'upload.begin', { size: bytes.length })
    for (let offset = 0; offset < bytes.length; offset += LARGEST_PIECE) {
      await desk.call(login, 'upload.piece', { uploadId, offset, bytes: bytes.subarray(offset, offset + LARGEST_PIECE) })
    }
    await desk.call(login, 'scan.attach', { uploadId, recordId: id, code, replaces: null })
  }
  const withCovers = async (facts: Facts, codes: readonly string[]): Promise<ScannedPage[]> => {
    const batch: ScannedPage[] = []
    for (const code of codes) {
      const rows = await scanner.code(labelText({ what: 'paper', number: facts.record.number, code }))
      batch.push(scan(coverSheet(facts, titleOf(sheetsFor(facts, code)[0]), rows), facts, `${code}/cover`), ...pagesOf(facts, code))
    }
    return batch
  }
  const photoName = ({ deliveredOn }: OpenedRecord): string => `IMG_${deliveredOn.replaceAll('-', '')}_1642.jpg`
  /** As scanners number what they write. */
  const scanName = (): string => `SCAN_${on.replaceAll('-', '')}_${String(minutes).padStart(4, '0')}.pdf`

  /** While one file is put in, the next is drawn. */
  const inTurn = async <T>(files: readonly T[], draw: (file: T) => ScannedPage[] | Promise<ScannedPage[]>, put: (file: T, pages: ScannedPage[]) => Promise<void>) => {
    let underWay = Promise.resolve()
    for (const file of files) {
      const pages = await draw(file)
      await underWay
      nextMinute()
      underWay = put(file, pages)
    }
    await underWay
  }

  return {
    scanRecord: async (record) => {
      const facts = await factsOf(record)
      const there = record.papers.filter(({ presence }) => presence === 'present').map(({ code }) => code)
      await inTurn(there, (code) => pagesOf(facts, code), (code, pages) => attach(record, code, asFile(pages)))
    },
    send: async (files) => {
      const known: { facts: Facts; file: Sent }[] = []
      for (const file of files) known.push({ facts: await factsOf(file.record), file })
      await inTurn(
        known,
        ({ facts, file: { what, codes } }) => (what === 'batch' ? withCovers(facts, codes) : codes.flatMap((code) => pagesOf(facts, code))),
        ({ file: { what, record } }, pages) => desk.takeIn(login, what === 'photo' ? photoName(record) : scanName(), asFile(pages)),
      )
    },
  }
}

/** A single page is a picture. */
function asFile(pages: readonly ScannedPage[]): Uint8Array<ArrayBuffer> {
  const [first, ...more] = pages
  return first && more.length === 0 ? first.bytes : bindPdf(pages)
}

/** @throws RangeError for a paper that is not on the record's checklist. */
function sheetsFor(facts: Facts, code: string): readonly [Sheet, ...Sheet[]] {
  const { record } = facts
  const line = record.checklist.find((one) => one.code === code)
  const check = record.papers.find((one) => one.code === code)
  if (!line || !check) throw new RangeError(`no such paper: ${code}`)
  const [first, ...more] = sheetsOf({ ...facts, line, check, random: makeRandom(seedOf(`${record.number}/${code}`)) })
  if (!first) throw new RangeError(`no page: ${code}`)
  return [first, ...more]
}

// The thread in which every foreign picture and document is decoded, one job at a time, by WebAssembly alone. What cannot be
// answered with a refusal ends it; its host starts it anew.
import { parentPort, workerData } from 'node:worker_threads'
import { refused, Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { cellsOf, isBlank } from './blank.ts'
import { greyOf, openCodeReader, type CodeReader } from './codes.ts'
import { bindPages } from './bind.ts'
import { asJpeg, encode, turned } from './encode.ts'
import { frameOf } from './frame.ts'
import type { FromThread, Job, Jobs, Output, ThreadData } from './job.ts'
import { openFiles, type OpenFile, type OpenFiles } from './open-files.ts'
import { openPdfium, type Pdfium } from './pdfium.ts'
import { drawing, openVips, type VipsLibrary } from './vips.ts'
import { legible, marked, openMarker, type Marker } from './watermark.ts'

const port = parentPort
if (!port) throw new Error('this is a thread for pictures')

function isThreadData(value: unknown): value is ThreadData {
  return typeof value === 'object' && value !== null && 'vault' in value && 'keys' in value
}
const data: unknown = workerData
if (!isThreadData(data)) throw new Error('this is a thread for pictures')
const { vault, keys } = data

type Tools = { vips: VipsLibrary; files: OpenFiles; pdfium: () => Promise<Pdfium>; marker: () => Promise<Marker>; codes: () => Promise<CodeReader> }

async function openTools(): Promise<Tools> {
  const vips = await openVips()
  let reader: Promise<CodeReader> | null = null
  let library: Promise<Pdfium> | null = null
  let marker: Promise<Marker> | null = null
  const pdfium = (): Promise<Pdfium> => {
    library ??= openPdfium()
    return library
  }
  return {
    vips,
    files: openFiles(vips, pdfium, vault, keys),
    pdfium,
    marker: () => {
      marker ??= pdfium().then(openMarker)
      return marker
    },
    codes: () => {
      reader ??= openCodeReader(vips)
      return reader
    },
  }
}

async function run(tools: Tools, job: Job): Promise<Output> {
  switch (job.what) {
    case 'inspect':
      return inspect(tools, job)
    case 'draw':
      return draw(tools, job)
    case 'copy':
      return copy(tools, job)
    case 'bind':
      return { document: joined(bindPages(await tools.pdfium(), job.pages)) }
    case 'readPage':
      return readPage(tools, job)
  }
}

async function inspect({ files }: Tools, { name }: Jobs['inspect']['input']): Promise<Jobs['inspect']['output']> {
  const { mediaType, source } = await files.open(name)
  source.check()
  return { mediaType, pages: source.pages }
}

async function draw({ files }: Tools, { name, page, how }: Jobs['draw']['input']): Promise<Jobs['draw']['output']> {
  const { source } = requirePage(await files.open(name), page)
  return drawing((keep) => encode(source.draw(page, how.crop, how.longest, keep), how.turn, keep))
}

/** Nothing is given without its mark: whatever keeps it from being drawn fails the page. */
async function copy({ vips, files, marker }: Tools, { name, page, how, mark }: Jobs['copy']['input']): Promise<Jobs['copy']['output']> {
  const marks = await marker()
  const { source } = requirePage(await files.open(name), page)
  return drawing((keep) => {
    const drawn = legible(turned(source.draw(page, how.crop, how.longest, keep), how.turn, keep), keep)
    return asJpeg(marked(vips, drawn, marks(drawn, mark), keep))
  })
}

async function readPage({ files, codes }: Tools, { name, page, longest }: Jobs['readPage']['input']): Promise<Jobs['readPage']['output']> {
  const { source } = requirePage(await files.open(name), page)
  const read = await codes()
  const { grey, blank, small } = drawing((keep) => {
    const drawn = source.drawForReading(page, keep)
    const cells = cellsOf(drawn, keep)
    const { whole } = frameOf(cells, null, longest)
    const thumbnail = keep(cells.thumbnailImage(whole.width, { height: whole.height, size: 'force' }))
    return { grey: greyOf(drawn), blank: isBlank(cells), small: encode(thumbnail, 0, keep) }
  })
  const found = await read(grey)
  const parts = source.extract(page)
  return { codes: found, blank: blank && found.length === 0, small, alone: parts && joined(parts) }
}

/** Bytes of their own, which can be handed over. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function requirePage(file: OpenFile, page: number): OpenFile {
  if (!Number.isInteger(page) || page < 1 || page > file.source.pages) throw refused('picture.empty')
  return file
}

/** What of an answer is handed over instead of being copied. */
function handedOver(output: Output): Uint8Array[] {
  if ('bytes' in output) return [output.bytes]
  if ('document' in output) return [output.document]
  return 'small' in output ? [output.small.bytes, ...(output.alone ? [output.alone] : [])] : []
}

const send = (message: FromThread, bytes: readonly Uint8Array[] = []): void => {
  port.postMessage(message, bytes.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer))
}

/** @throws what leaves a decoder in a state nobody knows. */
function failure(error: unknown): FromThread {
  if (error instanceof Refusal) return { what: 'refused', code: error.code, message: error.message, details: error.details }
  if (!(error instanceof Error) || error instanceof WebAssembly.RuntimeError || error instanceof RangeError) throw error
  return {
    what: 'failed',
    name: error.name,
    code: systemCode(error),
    where: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n'),
  }
}

const tools = openTools()

port.on('message', (job: Job) => {
  tools.then((ready) => run(ready, job)).then(
    (output) => {
      send({ what: 'done', output }, handedOver(output))
      return null
    },
    (error: unknown) => {
      send(failure(error))
    },
  ).then(() => tools).then(({ files }) => {
    files.settle()
    return null
  }).catch(() => process.exit(1))
})

// Not awaited here: a thread that is ended in the very moment in which its module has been waited for takes the whole process along.
tools.then(() => {
  send({ what: 'ready' })
  return null
}, () => process.exit(1))

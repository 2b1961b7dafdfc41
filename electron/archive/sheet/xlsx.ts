// Workbooks (Office Open XML, ECMA-376), streamed: unpacked piece by piece, parsed as it comes, and of each sheet only the lines that
// say something are kept. Values are taken as they were last calculated; no formula is ever worked out.
import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import type { Cell, CellFault } from '#shared/domain/import-cell.ts'
import { refused } from '../refusal.ts'
import { fillMerged, type Merge } from './merged.ts'
import { LIMITS, saysSomething, type Patience, type Sheet, type SheetRow } from './sheet.ts'

/** What all parts of one workbook may come to together. */
type Budget = { unpacked: number; text: number; patience: Patience }

/**
 * The sheet of that name, or the first that says anything; with the names of all that do.
 * @throws Refusal `sheet.empty`, `sheet.tooLarge`, `sheet.tooManyRows`, `sheet.tooManyColumns`, `sheet.notWorkbook`; what the unpacker and the parser throw.
 */
export async function readXlsx(bytes: Uint8Array, patience: Patience, wanted: string | null): Promise<Sheet & { sheets: string[] }> {
  const zip = await fromBufferPromise(globalThis.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true })
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.size > 5000) throw refused('sheet.tooLarge')
    entries.set(entry.fileName.toLowerCase(), entry)
  }
  const budget: Budget = { unpacked: 0, text: 0, patience }
  const part = (name: string, parser: Events): Promise<boolean> => readPart(zip, entries.get(name.toLowerCase()), parser, budget)
  const book = await readBook(part)
  const strings = await readStrings(part, book.strings, budget)
  let found: Sheet | null = null
  const sheets: string[] = []
  for (const { name, target } of book.sheets) {
    if (found !== null || (wanted !== null && wanted !== name)) {
      if (await saysAnything(part, target)) sheets.push(name)
      continue
    }
    const rows = await readRows(part, target, strings, budget)
    if (rows.length === 0) continue
    found = { name, epoch: book.epoch, rows }
    sheets.push(name)
  }
  if (!found) throw refused('sheet.empty')
  return { ...found, sheets }
}

/** As far as its first cells tell; the rest of it is not read. */
async function saysAnything(part: ReadPart, target: string): Promise<boolean> {
  let taking = false
  let found = false
  await part(target, {
    open: (tag) => {
      taking = tag === 'v' || tag === 't'
    },
    text: (text) => {
      if (taking && text.trim() !== '') found = true
    },
    close: () => {
      taking = false
    },
    enough: () => found,
  })
  return found
}

type Events = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
  /** What follows need not be read. */
  enough?: () => boolean
}
type ReadPart = (name: string, parser: Events) => Promise<boolean>

/** Parses one part as it is unpacked. False when there is none of that name. */
async function readPart(zip: ZipFile, entry: Entry | undefined, events: Events, budget: Budget): Promise<boolean> {
  if (!entry) return false
  const parser = new SaxesParser()
  let sinceTag = 0
  parser.on('opentag', (tag: SaxesTagPlain) => {
    sinceTag = 0
    events.open?.(local(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    sinceTag = 0
    events.close?.(local(tag.name))
  })
  parser.on('text', (text) => events.text?.(text))
  parser.on('cdata', (text) => events.text?.(text))
  parser.on('doctype', () => {
    throw refused('sheet.damaged')
  })
  const stream: Readable = await zip.openReadStreamPromise(entry)
  const decoder = new TextDecoder()
  try {
    for await (const piece of stream) {
      if (!(piece instanceof Uint8Array)) continue
      budget.patience()
      budget.unpacked += piece.length
      sinceTag += piece.length
      if (budget.unpacked > LIMITS.unpacked || sinceTag > LIMITS.tag) throw refused('sheet.tooLarge')
      parser.write(decoder.decode(piece, { stream: true }))
      if (events.enough?.()) return true
    }
    parser.close()
  } finally {
    stream.destroy()
  }
  return true
}

/** Some programs write every tag with a prefix. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

type Book = { epoch: 1900 | 1904; strings: string; sheets: { name: string; target: string }[] }

async function readBook(part: ReadPart): Promise<Book> {
  const found: { name: string; relation: string; hidden: boolean }[] = []
  let epoch: Book['epoch'] = 1900
  const isBook = await part('xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr' && ['1', 'true', 'on'].includes(attributes['date1904'] ?? '')) epoch = 1904
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      found.push({ name: (attributes['name'] ?? '').slice(0, 100), relation, hidden: (attributes['state'] ?? 'visible') !== 'visible' })
    },
  })
  if (!isBook) throw refused('sheet.notWorkbook')
  const targets = new Map<string, string>()
  let strings = 'xl/sharedStrings.xml'
  await part('xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '', Type = '' }) => {
      if (name !== 'Relationship') return
      const target = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`
      if (Type.endsWith('/sharedStrings')) strings = target
      else targets.set(Id, target)
    },
  })
  const sheets = found.filter(({ hidden }) => !hidden).slice(0, 50).flatMap(({ name, relation }, index) => {
    const target = targets.get(relation) ?? `xl/worksheets/sheet${index + 1}.xml`
    return [{ name, target }]
  })
  return { epoch, strings, sheets }
}

async function readStrings(part: ReadPart, name: string, budget: Budget): Promise<Cell[]> {
  const strings: Cell[] = []
  let text = ''
  let inText = false
  let inReading = false
  await part(name, {
    open: (tag) => {
      if (tag === 'si') text = ''
      // How a name is pronounced is not part of it.
      if (tag === 'rPh') inReading = true
      inText = tag === 't' && !inReading
    },
    text: (piece) => {
      if (inText && text.length <= LIMITS.cell) text += piece
    },
    close: (tag) => {
      if (tag === 't') inText = false
      if (tag === 'rPh') inReading = false
      if (tag !== 'si') return
      strings.push(keep(text, budget))
      if (strings.length > LIMITS.rows * 20) throw refused('sheet.tooLarge')
    },
  })
  return strings
}

function keep(text: string, budget: Budget): Cell {
  if (text.length > LIMITS.cell) return { fault: 'cell.tooLong' }
  return charged(text === '' ? null : text, budget)
}

/** Each time a text stands somewhere it counts: one that stands once in the file can be referred to a million times. */
function charged(value: Cell, budget: Budget): Cell {
  if (typeof value === 'string') budget.text += value.length
  if (budget.text > LIMITS.text) throw refused('sheet.tooLarge')
  return value
}

async function readRows(part: ReadPart, target: string, strings: readonly Cell[], budget: Budget): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  const merges: Merge[] = []
  let number = 0
  let column = 0
  let cells: Cell[] = []
  let cell = emptyCell()
  let taking: 'value' | 'text' | null = null
  const isThere = await part(target, {
    open: (tag, attributes) => {
      taking = tag === 'v' ? 'value' : tag === 't' ? 'text' : null
      if (tag === 'row') {
        number = Number(attributes['r'] ?? number + 1)
        if (!Number.isInteger(number) || number < 1) throw refused('sheet.damaged')
        cells = []
        column = 0
      } else if (tag === 'c') {
        column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r'])
        cell = { ...emptyCell(), type: attributes['t'] ?? 'n' }
      } else if (tag === 'f') cell.formula = true
      else if (tag === 'mergeCell') {
        const merge = mergeOf(attributes['ref'] ?? '')
        if (merge) merges.push(merge)
        if (merges.length > LIMITS.merges) throw refused('sheet.tooLarge')
      }
    },
    text: (piece) => {
      if (taking !== null && cell.text.length <= LIMITS.cell) cell.text += piece
      if (taking !== null) cell.given = true
    },
    close: (tag) => {
      taking = null
      if (tag === 'c') {
        const value = valueOf(cell, strings, budget)
        if (value === null) return
        if (column > LIMITS.columns) throw refused('sheet.tooManyColumns', String(LIMITS.columns))
        while (cells.length < column - 1) cells.push(null)
        cells[column - 1] = value
      } else if (tag === 'row' && saysSomething(cells)) {
        if (rows.length >= LIMITS.rows) throw refused('sheet.tooManyRows', String(LIMITS.rows))
        rows.push({ number, cells })
      }
    },
  })
  return isThere ? fillMerged(rows, merges, (value) => void charged(value, budget)) : []
}

type RawCell = { type: string; text: string; given: boolean; formula: boolean }

const emptyCell = (): RawCell => ({ type: 'n', text: '', given: false, formula: false })

function valueOf({ type, text, given, formula }: RawCell, strings: readonly Cell[], budget: Budget): Cell {
  if (!given) return formula && type !== 'str' ? { fault: 'cell.formula' } : null
  switch (type) {
    case 's':
      return charged(strings[Number(text)] ?? null, budget)
    case 'e':
      return { fault: 'cell.error' } satisfies { fault: CellFault }
    case 'b':
      return text === '1' ? '是' : '否'
    case 'n': {
      const value = Number(text)
      return text.trim() === '' || Number.isNaN(value) ? keep(text, budget) : value
    }
    default:
      return keep(text, budget)
  }
}

/** The column of `AB12`, from 1; beyond any sheet where it is none. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1]
  if (letters === undefined) throw refused('sheet.damaged')
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function mergeOf(reference: string): Merge | null {
  const ends = /^([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)$/.exec(reference)
  const [, from = '', to = ''] = ends ?? []
  if (!ends) return null
  const row = (end: string): number => Number(end.replace(/^[A-Z]+/, ''))
  return { column: columnOf(from), fromRow: row(from), toRow: row(to) }
}

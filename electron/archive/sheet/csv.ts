// Lists as text: commas, semicolons or tabs; in UTF-8 with and without its mark, UTF-16 as Excel saves "Unicode text", GB18030.
import { CsvError, parse } from 'csv-parse/sync'
import type { Cell } from '#shared/domain/import-cell.ts'
import { refused } from '../refusal.ts'
import { LIMITS, saysSomething, type Patience, type SheetFile, type SheetRow } from './sheet.ts'

type Encoding = NonNullable<SheetFile['encoding']>

/** @throws Refusal `sheet.unknown`, `sheet.tooManyRows`, `sheet.tooManyColumns`, `sheet.openQuote` with the line; what else the parser throws. */
export function readCsv(bytes: Uint8Array, patience: Patience): SheetFile {
  const { text, encoding } = decode(bytes)
  patience()
  // A page of HTML that calls itself .xls, as some dealer systems save.
  if (text.includes('\0') || /^\s*</.test(text)) throw refused('sheet.unknown')
  const rows: SheetRow[] = []
  let read = 0
  let ended = 0
  const options = {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LIMITS.columns * LIMITS.cell,
    // Kept by ourselves, and not by the parser: it would hold every empty line as well.
    on_record: (record: string[], { lines }: { lines: number }) => {
      read += 1
      ended = lines
      if (read % 1000 === 0) patience()
      const cells = record.map(cellOf)
      if (!saysSomething(cells)) return null
      if (cells.length > LIMITS.columns && saysSomething(cells.slice(LIMITS.columns))) throw refused('sheet.tooManyColumns', String(LIMITS.columns))
      if (rows.length >= LIMITS.rows) throw refused('sheet.tooManyRows', String(LIMITS.rows))
      // A line whose cells hold line breaks ends further down than it begins.
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0)
      rows.push({ number: lines - breaks, cells: cells.slice(0, LIMITS.columns) })
      return null
    },
  }
  try {
    parse(text, options)
  } catch (error) {
    // All that follows is one cell to it; where that begins is what has to be looked for.
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') throw refused('sheet.openQuote', String(ended + 1))
    throw error
  }
  return { name: '', sheets: [], epoch: null, rows, kind: 'csv', encoding }
}

function cellOf(text: string): Cell {
  if (text === '') return null
  return text.length > LIMITS.cell ? { fault: 'cell.tooLong' } : text
}

function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      // Takes the mark off by itself.
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  throw refused('sheet.unknown')
}

/** Whichever stands most often in the first lines, outside quotes. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 10_000).replace(/"[^"]*"/g, '')
  const counted = [',', '\t', ';', '，'].map((sign) => ({ sign, times: head.split(sign).length }))
  return counted.reduce((most, next) => (next.times > most.times ? next : most)).sign
}

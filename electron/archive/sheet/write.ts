// Workbooks that leave the archive: one sheet or several, headings in bold and frozen. Every text is a text cell, so that nothing a
// customer is called can be worked out as a formula (OWASP "CSV injection"); numbers are numbers.
import { strToU8, zipSync } from 'fflate'
import { harmless } from '#shared/domain/import-cell.ts'
import { refused } from '../refusal.ts'

export type SheetToWrite = {
  name: string
  /** The first is the heading. */
  rows: readonly (readonly (string | number | null)[])[]
  /** In characters, by column. */
  widths?: readonly number[]
}

/** Characters of one sheet as XML: far below what one string can hold. */
const LARGEST = 64 * 1024 * 1024

/** The bytes of an .xlsx file. Sheet names are cut to what Excel takes. @throws Refusal `sheet.tooLarge`. */
export function writeXlsx(sheets: readonly SheetToWrite[]): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/>${sheets.map((_sheet, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${MAIN}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${SPREADSHEET}" xmlns:r="${DOCUMENT}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}">${sheets.map((_sheet, index) => `<Relationship Id="rId${index + 1}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet xmlns="${SPREADSHEET}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>`,
  }
  for (const [index, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetPart(sheet)
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level: 6, mtime: '1980-01-01' })
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const [PLAIN, HEADING, TEXT] = [0, 1, 2]

function sheetPart({ rows, widths = [] }: SheetToWrite): string {
  const columns = widths.length === 0 ? '' : `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`
  let length = 0
  const lines = rows.map((row, index) => {
    const line = `<row r="${index + 1}">${row.map((value, column) => cell(value, `${columnName(column)}${index + 1}`, index === 0)).join('')}</row>`
    length += line.length
    if (length > LARGEST) throw refused('sheet.tooLarge')
    return line
  })
  return `${XML}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns}<sheetData>${lines.join('')}</sheetData></worksheet>`
}

function cell(value: string | number | null, reference: string, heading: boolean): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${reference}" s="${heading ? HEADING : PLAIN}"><v>${value}</v></c>`
  // Formatted as text, it stays text when somebody edits it.
  return `<c r="${reference}" s="${heading ? HEADING : TEXT}" t="inlineStr"><is><t xml:space="preserve">${escaped(harmless(value))}</t></is></c>`
}

/** `A`, `B`, … `AA`, by number from 0. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`
}

const sheetName = (name: string): string => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)

/** Also without what XML cannot hold at all: controls and halves of characters. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

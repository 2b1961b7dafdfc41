// Reading lists: what Excel, dealer systems and people make of them, and what somebody might make to do harm.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readSheet } from '#archive/sheet/read.ts'
import { LIMITS, type SheetFile } from '#archive/sheet/sheet.ts'
import { writeXlsx } from '#archive/sheet/write.ts'
import { Refusal } from '#archive/refusal.ts'
import { workbookOf } from '#test/support/workbooks.ts'

const calm = (): void => undefined
const read = (bytes: Uint8Array): Promise<SheetFile> => readSheet(bytes, calm)
const cellsOf = async (bytes: Uint8Array) => (await read(bytes)).rows.map(({ cells }) => cells)

/** Why a list is refused; null when it is not. */
async function refusal(bytes: Uint8Array): Promise<string | null> {
  try {
    await read(bytes)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.details.problem ?? error.code
    throw error
  }
}

const columnName = (index: number): string => (index < 26 ? '' : String.fromCharCode(64 + Math.floor(index / 26))) + String.fromCharCode(65 + (index % 26))

const GB18030 = Uint8Array.from([0xb3, 0xb5, 0xbc, 0xdc, 0xba, 0xc5, 0x2c, 0xb3, 0xb5, 0xd6, 0xf7, 0x0d, 0x0a, 0x31, 0x2c, 0xcd, 0xf5])

describe('H8 workbooks', () => {
  it('formula cells give their last value, or say that there is none; errors say so', async () => {
    const sheet = `<sheetData><row r="1">
      <c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c><c r="C1"><f>NOW()</f></c><c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="b"><v>1</v></c>
    </row></sheetData>`
    expect(await cellsOf(workbookOf({ sheet }))).toEqual([[2, '2x', { fault: 'cell.formula' }, { fault: 'cell.error' }, '是']])
  })

  it('shared and rich texts are whole, without how they are pronounced; gaps between cells stay', async () => {
    const strings = '<si><r><t>王</t></r><r><t xml:space="preserve">小明 </t></r><rPh><t>wang</t></rPh></si><si><t>a&lt;b</t></si>'
    const sheet = '<sheetData><row r="3"><c r="A3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c><c r="E3" t="s"><v>9</v></c></row></sheetData>'
    const { rows } = await read(workbookOf({ sheet, strings }))
    expect(rows).toEqual([{ number: 3, cells: ['王小明 ', null, null, 'a<b'] }])
  })

  it('a cell merged over lines counts for each of them; lines that say nothing stay out', async () => {
    const row = (number: number, car: string, customer: string): string => (
      `<row r="${number}"><c r="A${number}" t="inlineStr"><is><t>${customer}</t></is></c><c r="B${number}" t="inlineStr"><is><t>${car}</t></is></c></row>`)
    const sheet = `<sheetData>${row(2, '车一', '王')}${row(3, '车二', '')}${row(5, '车三', '')}</sheetData><mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="A1:C1"/></mergeCells>`
    expect(await cellsOf(workbookOf({ sheet }))).toEqual([['王', '车一'], ['王', '车二'], [null, '车三']])
  })

  it('days are counted from 1904 where the workbook says so; prefixed tags are read like others', async () => {
    const sheet = '<sheetData><row r="1"><c r="A1"><v>44604</v></c></row></sheetData>'
    expect((await read(workbookOf({ sheet, workbook: '<workbookPr date1904="1"/>' }))).epoch).toBe(1904)
    expect((await read(workbookOf({ sheet }))).epoch).toBe(1900)
    expect(await cellsOf(workbookOf({ sheet: '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData>' }))).toEqual([[5]])
  })

  it('what is written comes back as it was, and nothing of it is a formula', async () => {
    const rows = [['名称', '数'], ['=1+1', 7], ['+cmd|x', -1], ['@SUM(A1)', 0], ['-2+3', 1], ['+86 138', 2], ['a&"<b>\u0001', 3]]
    const back = await cellsOf(writeXlsx([{ name: '一/二', rows }]))
    expect(back).toEqual([['名称', '数'], ["'=1+1", 7], ["'+cmd|x", -1], ["'@SUM(A1)", 0], ["'-2+3", 1], ['+86 138', 2], ['a&"<b>', 3]])
  })
})

describe('H8 workbooks of several sheets', () => {
  const book = writeXlsx([{ name: '说明', rows: [['怎样填写']] }, { name: '空', rows: [[null]] }, { name: '三月', rows: [['车架号'], ['1']] }])

  it('H8 the first that says anything is read, and the others that do are named', async () => {
    expect(await read(book)).toMatchObject({ name: '说明', sheets: ['说明', '三月'] })
    expect(await readSheet(book, calm, '三月')).toMatchObject({ name: '三月', sheets: ['说明', '三月'], rows: [{ cells: ['车架号'] }, { cells: ['1'] }] })
    await expect(readSheet(book, calm, '四月')).rejects.toMatchObject({ details: { problem: 'sheet.empty' } })
  })
})

describe('H8 text', () => {
  it.each([
    ['UTF-8 without its mark', new TextEncoder().encode('车架号,车主\r\n1,王'), 'utf-8'],
    ['UTF-8 with its mark', new TextEncoder().encode('\uFEFF车架号,车主\r\n1,王'), 'utf-8'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(Array.from('车架号\t车主\r\n1\t王', (c) => c.charCodeAt(0))).buffer)]), 'utf-16le'],
    ['GB18030', GB18030, 'gb18030'],
  ])('%s', async (_name, bytes, encoding) => {
    const sheet = await read(bytes)
    expect([sheet.encoding, sheet.kind, sheet.epoch]).toEqual([encoding, 'csv', null])
    expect(sheet.rows.map(({ cells }) => cells)).toEqual([['车架号', '车主'], ['1', '王']])
  })

  it('quotes, line breaks within them, empty lines and other signs between cells', async () => {
    const { rows } = await read(new TextEncoder().encode('a;b;c\n\n;;\n"1;2";"x\ny";3\nz;;\n'))
    expect(rows).toEqual([{ number: 1, cells: ['a', 'b', 'c'] }, { number: 4, cells: ['1;2', 'x\ny', '3'] }, { number: 6, cells: ['z', null, null] }])
  })
})

describe('hostile files', () => {
  it('a million empty lines are passed over, and what stands after them is read', async () => {
    const empty = Array.from({ length: 1_000_000 }, (_, index) => (index % 10 === 0 ? `<row r="${index + 2}"><c r="A${index + 2}" s="1"/></row>` : `<row r="${index + 2}"/>`)).join('')
    const sheet = `<sheetData><row r="1"><c r="A1"><v>1</v></c></row>${empty}<row r="1000002"><c r="A1000002"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A1000001"/></mergeCells>`
    const before = process.memoryUsage().heapUsed
    expect((await read(workbookOf({ sheet }))).rows).toEqual([{ number: 1, cells: [1] }, { number: 1_000_002, cells: [2] }])
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(600e6)
  }, 60_000)

  it('a zip bomb is refused before it is unpacked, in one tag or in many', async () => {
    const one = zipSync({ 'xl/workbook.xml': strToU8(`<workbook a="${'x'.repeat(40_000_000)}"/>`) }, { level: 9 })
    expect(one.length).toBeLessThan(100_000)
    expect(await refusal(new Uint8Array(one))).toBe('sheet.tooLarge')
    const blanks = new Uint8Array(60_000_000).fill(0x20)
    const many = Object.fromEntries(Array.from({ length: 1 }, () => ['xl/sharedStrings.xml', blanks]))
    expect(await refusal(workbookOf({ sheet: '', more: many }))).toBe('sheet.tooLarge')
  })

  it('more lines, columns or text than a list has are refused', async () => {
    const rows = Array.from({ length: LIMITS.rows + 1 }, (_, index) => String(index)).join('\n')
    expect(await refusal(new TextEncoder().encode(rows))).toBe('sheet.tooManyRows')
    expect(await refusal(workbookOf({ sheet: '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>' }))).toBe('sheet.tooManyColumns')
    expect(await cellsOf(workbookOf({ sheet: `<sheetData><row r="1"><c r="A1" t="str"><v>${'x'.repeat(5000)}</v></c></row></sheetData>` }))).toEqual([[{ fault: 'cell.tooLong' }]])
  })

  it('what is no list says so', async () => {
    const cases: [Uint8Array, string][] = [
      [Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'sheet.oldExcel'],
      [new TextEncoder().encode('<html><table><tr><td>1</td></tr></table></html>'), 'sheet.unknown'],
      [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'sheet.unknown'],
      [new Uint8Array(zipSync({ 'word/document.xml': strToU8('<w/>') })), 'sheet.notWorkbook'],
      [workbookOf({ sheet: '<sheetData/>' }), 'sheet.empty'],
      [workbookOf({ sheet: '<sheetData><row r="1"><c r="A1"><v>1</row>' }), 'sheet.damaged'],
      [workbookOf({ sheet: '<sheetData><row r="x"/></sheetData>' }), 'sheet.damaged'],
      [workbookOf({ sheet: '<!DOCTYPE a [<!ENTITY b "c">]><sheetData>&b;</sheetData>' }), 'sheet.damaged'],
      [Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), 'sheet.damaged'],
    ]
    for (const [bytes, problem] of cases) expect([problem, await refusal(bytes)]).toEqual([problem, problem])
  })

  it('a quotation mark that never closes is named by its line', async () => {
    await expect(read(new TextEncoder().encode('a,b\n"x\ny",2\n3,"4\n5,6\n7,8'))).rejects.toMatchObject({ details: { problem: 'sheet.openQuote', subject: '4' } })
  })

  it('a text that stands once and is meant a million times counts as often, by reference and by merging', async () => {
    const strings = `<si><t>${'x'.repeat(4000)}</t></si>`
    const cells = (number: number): string => Array.from({ length: 161 }, (_, column) => `<c r="${columnName(column)}${number}" t="s"><v>0</v></c>`).join('')
    const rows = Array.from({ length: 1200 }, (_, index) => `<row r="${index + 1}">${cells(index + 1)}</row>`).join('')
    expect(await refusal(workbookOf({ sheet: `<sheetData>${rows}</sheetData>`, strings }))).toBe('sheet.tooLarge')
    const few = Array.from({ length: 13_000 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="s"><v>${index === 0 ? 0 : 1}</v></c><c r="B${index + 1}"><v>1</v></c></row>`).join('')
    const merged = '<mergeCells><mergeCell ref="A1:A13000"/></mergeCells>'
    expect(await refusal(workbookOf({ sheet: `<sheetData>${few}</sheetData>${merged}`, strings }))).toBe('sheet.tooLarge')
  })

  it('no sheet is written that would be longer than one text can be', () => {
    const wide = Array.from({ length: 100 }, () => '"'.repeat(4000))
    expect(() => writeXlsx([{ name: 'a', rows: Array.from({ length: 40 }, () => wide) }])).toThrow('sheet.tooLarge')
  })

  it('reading is broken off when asked', async () => {
    const bytes = writeXlsx([{ name: 'a', rows: [['a'], ['b']] }])
    const stop = (): never => {
      throw new Refusal('cancelled', 'cancelled')
    }
    await expect(readSheet(bytes, stop)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

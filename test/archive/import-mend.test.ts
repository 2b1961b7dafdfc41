// The file of wrong lines, as it comes back to whoever brought the list (rule H8); workbooks of several sheets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportMapping } from '#shared/contract/import.ts'
import { readSheet } from '#archive/sheet/read.ts'
import { writeXlsx } from '#archive/sheet/write.ts'
import { finished, LOGINS, makeArchive, type Person, type TestArchive } from '#test/support/archive.ts'
import { deliveries, DELIVERY_HEADINGS, openList, runList, xlsxOf, type Opened } from '#test/support/lists.ts'
import { workbookOf } from '#test/support/workbooks.ts'

const NOW = Date.parse('2026-03-11T09:00:00+08:00')

let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(() => archive.close())

const mapped = ({ importId, reading }: Opened, columns: ImportMapping['columns']): Opened => (
  { importId, reading: { ...reading, mapping: { ...reading.mapping, columns: { ...reading.mapping.columns, ...columns } } } })

const column = (index: number): string => (index < 26 ? '' : String.fromCharCode(64 + Math.floor(index / 26))) + String.fromCharCode(65 + (index % 26))

describe('H8 the file to mend', () => {
  it('H8 has every column, also beyond the last heading, and what was lost stays lost', async () => {
    const [line = []] = deliveries(1, 1)
    const rows = [DELIVERY_HEADINGS.slice(0, 10), [...line.slice(0, 3), '#N/A', '3.4012E+17', ...line.slice(5, 9), '没有此人', 'HT1', '备注', Number('340101199001010019')]]
    const opened = mapped(await openList(archivist, 'deliveries', xlsxOf(rows)), { orderNumber: 10 })
    const { shown } = await runList(archivist, 'import.dryRun', opened)
    expect(shown[0]?.problems).toEqual([
      { field: 'model', problem: 'cell.error' }, { field: 'colour', problem: 'cell.digitsLost' },
    ])
    const { base64 } = await archivist.call('import.wrongLines', { importId: opened.importId })
    const [headings, wrong] = (await readSheet(Buffer.from(base64, 'base64'), () => undefined)).rows
    expect(headings?.cells.slice(9, 14)).toEqual(['销售顾问', '工单号', null, null, '原行号'])
    expect(wrong?.cells.slice(3, 5)).toEqual(['#N/A', '3.4012E+17'])
    expect(wrong?.cells.slice(10, 14)).toEqual(['HT1', '备注', expect.stringMatching(/^3\.40101199\d*e\+17$/), 2])
  })

  it('H8 where more is wrong than a file holds, the list is entered all the same, and this is said', async () => {
    const texts = [...DELIVERY_HEADINGS, ...(deliveries(2, 2)[0] ?? []).map(String), '&quot;'.repeat(100)]
    const cells = (number: number, indexes: readonly number[]): string => (
      `<row r="${number}">${indexes.map((text, at) => `<c r="${column(at)}${number}" t="s"><v>${text}</v></c>`).join('')}</row>`)
    const headings = DELIVERY_HEADINGS.map((_heading, index) => index)
    const right = headings.map((index) => index + headings.length)
    const wrong = Array.from({ length: 150 }, () => texts.length - 1)
    const sheet = `<sheetData>${cells(1, headings)}${cells(2, right)}${Array.from({ length: 1000 }, (_, index) => cells(index + 3, wrong)).join('')}</sheetData>`
    const opened = await openList(archivist, 'deliveries', workbookOf({ sheet, strings: texts.map((text) => `<si><t>${text}</t></si>`).join('') }))
    expect(await runList(archivist, 'import.commit', opened)).toMatchObject({ committed: true, records: 1, wrong: 1000 })
    expect(await archivist.ask('import.wrongLines', { importId: opened.importId })).toMatchObject({ ok: false, error: { details: { problem: 'import.mendUnmade' } } })
    expect(await runList(archivist, 'import.dryRun', opened)).toMatchObject({ already: 1, wrong: 1000 })
  })
})

describe('H8 workbooks of several sheets', () => {
  it('H8 another sheet can be chosen, and is the one that is entered', async () => {
    const bytes = new Uint8Array(writeXlsx([{ name: '说明', rows: [['怎样填写']] }, { name: '三月', rows: [DELIVERY_HEADINGS, ...deliveries(11, 13)] }]))
    const { importId, reading } = await openList(archivist, 'deliveries', bytes)
    expect(reading).toMatchObject({ sheet: '说明', sheets: ['说明', '三月'], lines: 0 })
    const { taskId } = await archivist.call('import.sheet', { importId, sheet: '三月' })
    const { reading: other } = await finished(archivist, taskId)
    if (!other) throw new Error('the sheet was not read')
    expect(other).toMatchObject({ sheet: '三月', sheets: ['说明', '三月'], lines: 3 })
    const absent = await archivist.call('import.sheet', { importId, sheet: '四月' })
    expect(await finished(archivist, absent.taskId)).toMatchObject({ state: 'failed', error: { problem: 'sheet.empty' } })
    expect(await runList(archivist, 'import.commit', { importId, reading: other })).toMatchObject({ records: 3, wrong: 0 })
  })
})

// Lists: headings and their columns, days and codes in cells, lines judged by the rules of the forms.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellDay, cellText, harmless, type Cell } from '#shared/domain/import-cell.ts'
import { DEFAULT_CHOICES, guessColumns, guessHeading, headingKey, IMPORT_LISTS, LIST_FIELDS, missingColumns, originOf, ownHeading, serviceKindOf } from '#shared/domain/import.ts'
import { readLine } from '#shared/domain/import-line.ts'
import { addDays, localDate } from '#shared/domain/local-date.ts'
import { identityNumberOf, vinOf } from '#test/support/samples.ts'

const TODAY = localDate('2026-03-11')

describe('H8 days in cells', () => {
  it.each([
    ['2026-02-13'], ['2026/2/13'], ['2026年2月13日'], ['20260213'], ['13.02.2026'], [20260213], ['２０２６－０２－１３'], [' 2026-02-13 17:30:05 '],
    ['2026-02-13T17:30:00'], ['2026.2.13'], ['2026年2月13日 9时5分'], [46066], [46066.73],
  ])('H8 %s is 13 February 2026', (cell) => {
    expect(cellDay(cell, 1900)).toEqual({ day: '2026-02-13' })
  })

  it('H8 a time in our own zone says nothing; in another one it might be another day here, and is refused', () => {
    expect(cellDay('2026-02-13T17:30:00+08:00', 1900)).toEqual({ day: '2026-02-13' })
    for (const cell of ['2026-02-13T17:30:00Z', '2026-02-13 17:30:00-05:00', '2026-02-13T17:30+0900']) expect([cell, cellDay(cell, 1900)]).toEqual([cell, { problem: 'date.form' }])
  })

  it('H8 serial numbers count from 1904 where the workbook does, and are refused where nobody says', () => {
    expect(cellDay(44604, 1904)).toEqual({ day: '2026-02-13' })
    expect(cellDay('46066', null)).toEqual({ problem: 'date.serialInText' })
  })

  it('H8 every day is read back from its serial number', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 50_000 }), (days) => {
      const day = addDays(localDate('2000-01-01'), days)
      expect(cellDay(36_526 + days, 1900)).toEqual({ day })
      expect(cellDay(36_526 - 1462 + days, 1904)).toEqual({ day })
    }))
  })

  it('H8 what is no day, or none of a store, is refused and never guessed', () => {
    for (const cell of ['2026-02-30', '13/2/26', '2026-13-01', 'soon', '20260230', '2026', 1e9]) expect(cellDay(cell, 1900)).toHaveProperty('problem')
    expect(cellDay('1999-12-31', 1900)).toEqual({ problem: 'date.tooEarly' })
    for (const empty of [null, '', '  ', '-', '无']) expect(cellDay(empty, 1900)).toEqual({ day: null })
    expect(cellDay({ fault: 'cell.error' }, 1900)).toEqual({ problem: 'cell.error' })
  })
})

describe('H8 texts in cells', () => {
  it('H8 numbers are written out, and those that lost digits are none any more', () => {
    expect(cellText(13855512345)).toEqual({ text: '13855512345' })
    expect(cellText(Number('340101199001010019'))).toEqual({ problem: 'cell.digitsLost' })
    expect(cellText('\u3000 王 \u00a0')).toEqual({ text: '王' })
    for (const cell of ['3.4012E+17', '3e+5']) expect([cell, cellText(cell)]).toEqual([cell, { problem: 'cell.digitsLost' }])
    for (const cell of ['E300', '2.0E 300', '12E+5']) expect(cellText(cell)).toEqual({ text: cell })
  })

  it('H8 what Excel writes for a formula that came to nothing is no text', () => {
    for (const cell of ['#N/A', ' #REF! ', '#DIV/0!']) expect(cellText(cell)).toEqual({ problem: 'cell.error' })
    expect(cellText('#12')).toEqual({ text: '#12' })
  })

  it('S4 a text that begins like a formula is harmless on its way out and the same when it comes back', () => {
    fc.assert(fc.property(fc.string().map((text) => text.trim()).filter((text) => !text.startsWith("'")), (trimmed) => {
      const out = harmless(trimmed)
      expect(/^[=@]/.test(out) || /^[+-](?![\d\s]*$)/.test(out)).toBe(false)
      expect(cellText(out)).toEqual(cellText(trimmed))
    }))
    expect(harmless('+86 13855512345')).toBe('+86 13855512345')
    for (const sly of ['＝1+1', '\u200B=1+1', '\u00AD＠SUM(A1)', '\t\uFEFF-2+3']) expect(harmless(sly)).toMatch(/^'/)
  })
})

describe('H8 headings', () => {
  it.each([
    ['deliveries', ['序号', '实际交车日期', 'VIN码', '车型名称', '车身颜色', '客户名称*', '客户电话', '销售顾问', '合同编号'], { deliveredOn: 1, vin: 2, model: 3, colour: 4, customerName: 5, phone: 6, responsible: 7, orderNumber: 8 }],
    ['repairOrders', ['工单号', '结算时间', '车牌号', '车架号(VIN)', '车系', '车主', '车主手机', '送修人', '送修人电话', '维修类型', '服务顾问'], { orderNumber: 0, deliveredOn: 1, plate: 2, vin: 3, model: 4, customerName: 5, phone: 6, contactName: 7, contactPhone: 8, serviceKind: 9, responsible: 10 }],
    ['dossierRegister', ['档案编号', '姓 名', '身份证号', '电话', '车架号', '牌照', '车型', '颜色', '发动机号', '本店/它店', '购车日期', '柜号'], { archiveNumber: 0, customerName: 1, identityNumber: 2, phone: 3, vin: 4, plate: 5, model: 6, colour: 7, engineNumber: 8, origin: 9, deliveredOn: 10, slot: 11 }],
  ] as const)('H8 of %s', (list, headings, columns) => {
    expect(guessColumns(list, headings)).toEqual(columns)
    expect(guessHeading(list, [['某某公司 2026 年'], [], headings, ['1']])).toBe(2)
  })

  it('H8 our own headings are read as what they say, and each list can be mapped whole', () => {
    for (const list of IMPORT_LISTS) {
      const columns = guessColumns(list, LIST_FIELDS[list].map(ownHeading))
      expect(columns).toEqual(Object.fromEntries(LIST_FIELDS[list].map((field, column) => [field, column])))
      expect(missingColumns(list, columns, DEFAULT_CHOICES[list])).toEqual([])
    }
    expect(guessHeading('deliveries', [['a', 'b'], ['1', '2']])).toBeNull()
    expect(headingKey(['车架号 (VIN)', '电话：'])).toBe(headingKey(['车架号', '电话']))
    expect(missingColumns('repairOrders', { deliveredOn: 0 }, DEFAULT_CHOICES.repairOrders)).toEqual([['vin', 'plate'], ['serviceKind'], ['responsible']])
  })

  it('F3 kinds of visit by their words, and not where they could mean two', () => {
    const said = { 首保: 'firstMaintenance', 定期保养: 'maintenance', '首次保养（免费）': 'firstMaintenance', 一般维修: 'minorRepair', 发动机大修: 'overhaul', 保修索赔: 'warrantyClaim', 保养及索赔: null, 钣喷: null, '': null }
    for (const [words, kind] of Object.entries(said)) expect([words, serviceKindOf(words)]).toEqual([words, kind])
    expect(['本店', '它店', '他店', '是', '也许'].map(originOf)).toEqual(['soldHere', 'soldElsewhere', 'soldElsewhere', 'soldHere', null])
  })
})

describe('H8 lines', () => {
  const columns = { deliveredOn: 0, vin: 1, plate: 2, model: 3, customerName: 4, identityNumber: 5, phone: 6, responsible: 7 }
  const read = (cells: Cell[], choices = {}) => readLine(cells, { list: 'deliveries', columns, choices: { ...DEFAULT_CHOICES.deliveries, ...choices }, epoch: 1900, today: TODAY })
  const sound: Cell[] = [46066, vinOf(1), '皖Ａ·12345 ', '明锐', '王建国', identityNumberOf(1), 13855512345, '单小雨']
  const problems = (change: Record<number, Cell>, choices = {}) => read(sound.map((cell, index) => change[index] ?? cell), choices).problems?.map(({ field, problem }) => `${field} ${problem}`)

  it('H8 full-width digits, blanks and numbers come in their normal form', () => {
    expect(read(sound.map((cell) => (typeof cell === 'string' ? ` ${cell}\u3000` : cell))).line).toMatchObject({
      vin: vinOf(1), plate: '皖A12345', deliveredOn: '2026-02-13', origin: 'soldHere',
      customer: { kind: 'person', mobile: '13855512345', identity: { kind: 'identityCard' } }, record: { kind: 'delivery', responsible: '单小雨', contact: { name: '王建国', phone: '13855512345' } },
    })
    expect(problems({ 1: vinOf(1).toLowerCase() })).toBeUndefined()
    expect(problems({ 6: '138 5551 2345' })).toBeUndefined()
  })

  it('H8 companies are told by their names, and what a number is by its form', () => {
    expect(read(sound.map((cell, index) => (index === 4 ? '合肥示例商贸有限公司' : index === 5 ? '91340100MA2MR8J20N' : cell))).line?.customer).toMatchObject({ kind: 'company', identity: { kind: 'creditCode' } })
    expect(read(sound.map((cell, index) => (index === 5 ? null : cell))).line?.customer).toMatchObject({ kind: 'person', identity: null })
  })

  it('H8 all that is wrong is said, by field', () => {
    expect(problems({ 0: '2026-03-12' })).toEqual(['deliveredOn date.future'])
    expect(problems({ 1: `${vinOf(1)}、${vinOf(2)}` })).toEqual(['vin import.twoCars'])
    expect(problems({ 1: `${vinOf(1)}\n${vinOf(2)}`, 2: '皖A12345 皖A12346' })).toEqual(['vin import.twoCars', 'plate import.twoCars'])
    expect(problems({ 1: 'LSVAA', 3: ' ', 4: '123', 5: '123' })).toEqual(['vin vin.length', 'customerName name.form', 'model text.required'])
    expect(problems({ 5: identityNumberOf(1).replace(/.$/, (last) => (last === '1' ? '2' : '1')) })).toEqual(['identityNumber identity.checkDigit'])
    expect(problems({ 5: Number('340101199001010019') })).toEqual(['identityNumber cell.digitsLost'])
    expect(problems({ 5: '12345678' })).toEqual(['identityNumber import.identityUnclear'])
    expect(problems({ 6: '13855512345/13955512345' })).toEqual(['phone import.twoPhones'])
    expect(problems({ 6: '13855512345 0551-62345678' })).toBeUndefined()
    expect(problems({ 1: { fault: 'cell.formula' } })).toEqual(['vin cell.formula'])
  })

  it('H8 a VIN from abroad whose check digit does not fit is taken only where somebody said so', () => {
    expect(problems({ 1: 'TMBJG7NE1J0123456' })).toEqual(['vin import.vinForeign'])
    expect(problems({ 1: 'TMBJG7NE1J0123456' }, { foreignVins: true })).toBeUndefined()
  })
})

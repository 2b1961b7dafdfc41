// The appraisal sheet as a workbook (rule V8): the same figures and records as on paper.
import type { Output } from '#shared/contract/index.ts'
import type { SheetView } from '#shared/contract/rate.ts'
import { fileName } from '#shared/domain/file-name.ts'
import { rateOf, type Figures } from '#shared/domain/rate.ts'
import { writeXlsx, type SheetToWrite } from '../sheet/write.ts'
import { WORDS } from './words.ts'

type Words = (typeof WORDS)['zh-CN']

export function sheetFile(sheet: SheetView, language: keyof typeof WORDS): Output<'rate.export'> {
  const words = WORDS[language]
  const bytes = writeXlsx([
    summary(sheet, words),
    records(words.late, sheet.figures.due - sheet.figures.onTime, sheet.late, words),
    records(words.incomplete, sheet.figures.received - sheet.figures.complete, sheet.incomplete, words),
  ])
  return { fileName: `${fileName(`${words.title} ${sheet.department.name} ${sheet.month}`, 120)}.xlsx`, base64: Buffer.from(bytes).toString('base64') }
}

type Cells = SheetToWrite['rows'][number]

/** Rates in per cent, as they are shown. */
const percent = (part: number, whole: number): number | null => {
  const rate = rateOf(part, whole)
  return rate === null ? null : rate / 10
}

const counted = ({ due, onTime, received, complete }: Figures): Cells => [due, onTime, percent(onTime, due), received, complete, percent(complete, received)]

function summary(sheet: SheetView, words: Words): SheetToWrite {
  const { due, onTime, onTimeRate, received, complete, completeRate } = words.figures
  const columns = [due, onTime, `${onTimeRate} %`, received, complete, `${completeRate} %`]
  return {
    name: words.title,
    widths: [24, 12, 12, 12, 12, 12, 12],
    rows: [
      [words.title],
      [words.store, sheet.storeName],
      [words.department, sheet.department.name],
      [words.month, sheet.month],
      [words.heads, sheet.heads.join(' ')],
      [words.drawn, sheet.drawnBy, sheet.drawnOn],
      ...(sheet.open ? [[words.open]] : []),
      [],
      ['', ...columns],
      [words.all, ...counted(sheet.figures)],
      [words.before, ...counted(sheet.before)],
      [],
      [words.byPerson, ...columns],
      ...sheet.people.map((person) => [person.name, ...counted(person)]),
      [],
      [words.byKind, ...columns],
      ...sheet.kinds.map((kind) => [words.kinds[kind.kind], ...counted(kind)]),
      [],
      [words.definitions],
      ...words.definition.map((text) => [text]),
    ],
  }
}

function records(title: string, count: number, listed: SheetView['late'], words: Words): SheetToWrite {
  const { number, kind, person, car, dueOn, receivedOn, lacks, never } = words.record
  return {
    name: title,
    widths: [18, 18, 14, 20, 12, 12, 8],
    rows: [
      [number, kind, person, car, dueOn, receivedOn, lacks],
      ...listed.map((record) => [
        record.number, words.kinds[record.kind], record.personName, record.plate ?? record.vin, record.dueOn, record.receivedOn ?? never,
        record.receiptLacks,
      ]),
      ...(count > listed.length ? [[words.more(count - listed.length)]] : []),
    ],
  }
}

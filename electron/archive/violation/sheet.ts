// A month's violations as a workbook: the rows and sums of the list, amounts in yuan as numbers (rule V9).
import { Buffer } from 'node:buffer'
import type { Output } from '#shared/contract/index.ts'
import type { ViolationList, ViolationView } from '#shared/contract/violation.ts'
import type { Fen } from '#shared/domain/money.ts'
import { writeXlsx, type SheetToWrite } from '../sheet/write.ts'
import { WORDS } from './words.ts'

type Cells = SheetToWrite['rows'][number]
type MonthSheet = ViolationList & { storeName: string; month: string; language: keyof typeof WORDS }

/** Whole fen are exact in hundredths of a yuan, as far as a double goes. */
const yuan = (fen: Fen): number => fen / 100

export function monthSheet({ people, sums, closed, storeName, month, language }: MonthSheet): Output<'violation.sheet'> {
  const words = WORDS[language]
  const blank = (count: number): Cells => Array.from({ length: count }, () => null)
  const sumRow = (label: string, name: string, { proposed, decided }: ViolationList['sums']): Cells => [
    label, null, name, ...blank(10), yuan(proposed), yuan(decided), ...blank(3),
  ]
  const rows: Cells[] = [
    words.columns,
    ...people.flatMap((each) => [...each.violations.map((violation) => row(violation, words)), sumRow(words.sum, each.person.name, each.sums)]),
    sumRow(words.total, '', sums),
    [],
    [storeName],
    ...(closed === null ? [[words.open]] : []),
  ]
  const bytes = writeXlsx([{ name: `${words.title} ${month}`, widths: [14, 12, 10, 12, 24, 14, 12, 12, 12, 6, 10, 10, 6, 12, 12, 10, 14, 14], rows }])
  return { fileName: `${words.title} ${month}.xlsx`, base64: Buffer.from(bytes).toString('base64') }
}

function row(violation: ViolationView, words: (typeof WORDS)[keyof typeof WORDS]): Cells {
  const { record, evidence, person } = violation
  return [
    violation.number, person.department, person.name, violation.on, `${violation.rule} ${words.rules[violation.rule]}`,
    violation.recordHidden ? words.hidden : (record?.number ?? null), record?.plate ?? null, evidence.dueOn, evidence.receivedOn,
    evidence.pieces ?? violation.items.length, yuan(violation.base), violation.nth, violation.doubled ? words.yes : null,
    violation.decided ? null : yuan(violation.amount), violation.decided ? yuan(violation.amount) : null, violation.share,
    words.states[violation.state], violation.adjusts,
  ]
}

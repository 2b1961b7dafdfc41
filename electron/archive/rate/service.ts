// On-time and completeness rates, their trend, the records behind them, the appraisal sheet (rules V8, V11).
import type { rateContract } from '#shared/contract/rate.ts'
import { countOf, isMonthOpen, monthsUntil, sumFigures } from '#shared/domain/rate.ts'
import type { HandlersOf } from '../handler.ts'
import { namesOf } from '../staff/store.ts'
import { sheetFile } from './export.ts'
import { ratedRecords } from './records.ts'
import { drawSheet } from './sheet.ts'
import { EVERYTHING, monthlyFigures, rateCells } from './store.ts'

const TREND_MONTHS = 12

export const rateHandlers: HandlersOf<typeof rateContract> = {
  'rate.month': {
    read: ({ db, actor, today }, { month }) => {
      const cells = rateCells(db, actor, today, month, EVERYTHING)
      const each = <T>(values: readonly T[]): T[] => [...new Set(values)]
      return {
        month, open: isMonthOpen(month, today), cells,
        ...namesOf(db, each(cells.map(({ departmentId }) => departmentId)), each(cells.map(({ personId }) => personId))),
      }
    },
  },
  'rate.trend': { read: ({ db, actor, today }, { until, ...of }) => monthlyFigures(db, actor, today, monthsUntil(until, TREND_MONTHS), of) },
  'rate.records': {
    read: (context, input) => ({
      records: ratedRecords(context, input),
      total: countOf(sumFigures(rateCells(context.db, context.actor, context.today, input.month, input)), input.figure),
    }),
  },
  'rate.sheet': {
    read: (context, { month, departmentId }) => {
      const sheet = drawSheet(context, month, departmentId)
      context.note({ department: departmentId, month, ...sheet.figures })
      return sheet
    },
  },
  'rate.export': {
    read: (context, { month, departmentId, language }) => {
      const sheet = drawSheet(context, month, departmentId)
      context.note({ department: departmentId, month, ...sheet.figures })
      return sheetFile(sheet, language)
    },
  },
}

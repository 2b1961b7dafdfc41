// The appraisal sheet (考核表) of a department for a month (rule V8): drawn up once, for paper and for the workbook alike.
import { SHEET_RECORDS, type SheetView } from '#shared/contract/rate.ts'
import type { Id } from '#shared/domain/id.ts'
import { figuresBy, isMonthOpen, monthAfter, NO_FIGURES, sumFigures, type Month, type RateFigure } from '#shared/domain/rate.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { setting } from '../desk/store.ts'
import type { ReadContext } from '../handler.ts'
import { notFound } from '../refusal.ts'
import { departmentById, namesOf } from '../staff/store.ts'
import { ratedRecords } from './records.ts'
import { EVERYTHING, headsOf, monthlyFigures, rateCells } from './store.ts'

/** @throws Refusal `notFound`, also for a department that is not the actor's own where they see no other. */
export function drawSheet(context: Pick<ReadContext, 'db' | 'actor' | 'today'>, month: Month, departmentId: Id<'department'>): SheetView {
  const { db, actor, today } = context
  const department = departmentById(db, departmentId)
  if (!department || (actor.scope !== 'all' && department.id !== actor.departmentId)) throw notFound('department')
  const of = { ...EVERYTHING, departmentId }
  const cells = rateCells(db, actor, today, month, of)
  const [before] = monthlyFigures(db, actor, today, [monthAfter(month, -1)], of)
  const byPerson = figuresBy(cells, ({ personId }) => personId)
  const byKind = figuresBy(cells, ({ kind }) => kind)
  const named = (figure: RateFigure): SheetView['late'] => ratedRecords(context, { month, figure, ...of, skip: 0, limit: SHEET_RECORDS })
    .map(({ number, kind, responsible, vehicle: { plate, vin }, dueOn, receivedOn, receiptLacks }) => (
      { number, kind, personName: responsible.name, plate, vin, dueOn, receivedOn, receiptLacks }
    ))
  return {
    storeName: setting(db, 'storeName') ?? '',
    department: { id: department.id, name: department.name },
    heads: headsOf(db, department),
    month,
    drawnOn: today,
    drawnBy: actor.name,
    open: isMonthOpen(month, today),
    figures: sumFigures(cells),
    before: sumFigures(before ? [before] : []),
    people: namesOf(db, [], [...byPerson.keys()]).people.map(({ id, name }) => ({ name, ...(byPerson.get(id) ?? NO_FIGURES) })),
    kinds: RECORD_KINDS.flatMap((kind) => {
      const figures = byKind.get(kind)
      return figures ? [{ kind, ...figures }] : []
    }),
    late: named('late'),
    incomplete: named('incomplete'),
  }
}

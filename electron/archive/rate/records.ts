// The records behind a figure (rule V11), found by the condition by which they are counted.
import type { Input } from '#shared/contract/index.ts'
import type { RatedRecordView } from '#shared/contract/rate.ts'
import type { ReadContext } from '../handler.ts'
import { listedRecords } from '../record/store.ts'
import { receiptsOf, recordsOf } from './store.ts'

export function ratedRecords({ db, actor, today }: Pick<ReadContext, 'db' | 'actor' | 'today'>, input: Input<'rate.records'>): RatedRecordView[] {
  const ids = recordsOf(db, actor, today, input.month, input.figure, input, input)
  const receipts = receiptsOf(db, ids)
  return listedRecords(db, actor, today, ids).map((record) => ({ ...record, receivedOn: null, receiptLacks: null, ...receipts.get(record.id) }))
}

// What the first handover of a record left lacking, counted anew when a delay was accepted (rules F4, V11).
import { lacksAtReceipt } from '#shared/domain/rate.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Writer } from '../database/database.ts'
import { standingLines } from '../handover/store.ts'
import { delaysOf, setReceiptLacks } from '../record/store.ts'

export function recountReceipt(db: Writer, recordId: Id<'record'>): void {
  const receipt = standingLines(db, recordId).findLast(({ kind }) => kind === 'handover')
  if (receipt) setReceiptLacks(db, recordId, lacksAtReceipt(receipt.content, receipt.on, delaysOf(db, recordId)))
}

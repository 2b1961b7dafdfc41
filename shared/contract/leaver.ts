// The leaver's list (rule H6): what is still in a person's hands when they leave.
import { z } from 'zod'
import { copyRowView } from './copy.ts'
import { correctionView, lackView } from './correction.ts'
import { id, localDate } from './field.ts'
import { loanView } from './loan.ts'
import { auditedRead, read } from './method.ts'
import { listedRecordView } from './record.ts'

const whose = z.strictObject({ personId: id('person') })
const count = z.number().int().min(0)

export const leaverView = z.object({
  storeName: z.string(),
  person: z.object({ id: id('person'), name: z.string(), department: z.string(), active: z.boolean() }),
  drawnOn: localDate,
  /**
   * Records owed, and received ones that lack something, earliest due first. Of one never received everything is in their hands, and `lacks`
   * is empty. A paper promised for later is in their hands too, whether or not the delay was accepted.
   */
  records: z.array(listedRecordView.extend({ lacks: z.array(lackView) })),
  /** Ordered, or marked done and not closed yet. */
  corrections: z.array(correctionView),
  /** Out, or asked for. */
  loans: z.array(loanView),
  /** Copies made and neither given back nor destroyed: each counts as the original (S4). */
  copies: z.array(copyRowView),
  /** As many besides of which whoever asks may not know: of another department, or of a higher level. */
  hidden: z.object({ records: count, corrections: count, copies: count }),
  /** There are more than are listed. */
  more: z.boolean(),
})
export type LeaverView = z.output<typeof leaverView>

export const leaverContract = {
  /** How much there is, without a word about any customer: for whoever shuts the account. */
  'leaver.count': read('staff.manage', whose, z.object({ owed: count, overdue: count, incomplete: count, corrections: count, loans: count, copies: count })),
  /** All of it, within what whoever asks may see. */
  'leaver.list': read('record.read', whose, leaverView),
  /** The same on paper; the printing is entered in the audit trail (A3). */
  'leaver.print': auditedRead('record.read', whose, leaverView),
}

// What a store sets by approval: policy and checklists, each change from a day on (rules F6, H1, H2, V1 to V7, V10).
import { z } from 'zod'

const days = z.number().int().min(1).max(60)
/** Up to ¥100,000. */
const fine = z.number().int().min(0).max(10_000_000)
const nth = z.number().int().min(1).max(99)
const percent = z.number().int().min(0).max(100)

export const policySchema = z.strictObject({
  handoverDays: z.strictObject({ sales: days, service: days }),
  correctionDays: days,
  fines: z.strictObject({
    lateDelivery: fine, inspectionUnsigned: fine, contactUnconfirmed: fine, lateVisit: fine, paperWrong: fine, customerUnsigned: fine,
    staffUnsigned: fine, paperLost: fine, loanOverdue: fine,
  }),
  doubledFrom: z.strictObject({ sales: nth, service: nth }),
  performancePay: z.strictObject({ least: percent, most: percent }),
})

// The checklists a new archive starts with, word for word from 001 制度3 四 (rules F4 to F6). A store's own versions are
// stored; a record keeps the version it was opened under. Names of papers are in the catalogues under `paper.<code>`.
import type { ChecklistLine } from './paper.ts'
import type { RecordKind } from './record.ts'

type Extra = Partial<Omit<ChecklistLine, 'code'>>

const line = (code: string, extra: Extra = {}): ChecklistLine => ({
  code,
  form: 'original',
  count: 1,
  customerSigns: false,
  staffSigns: false,
  inspection: false,
  due: 'always',
  mayBeLate: false,
  ...extra,
})

const copy: Extra = { form: 'copy' }
const bothSign: Extra = { customerSigns: true, staffSigns: true }
const ifApplies: Extra = { due: 'ifApplies' }
const withReason: Extra = { due: 'ifAppliesWithReason' }

const reception = line('receptionSheet', bothSign)
const workOrder = line('workOrder', bothSign)
const settlement = line('settlement', bothSign)
const freeCheck = line('freeCheckSheet', bothSign)

/** Lines in the order the regulation names them. *Decided:* who signs is by what these forms carry in practice. */
export const DEFAULT_CHECKLISTS: Record<RecordKind, readonly ChecklistLine[]> = {
  delivery: [
    line('greenCard', { customerSigns: true }),
    line('purchaseInvoice', copy),
    line('salesContract', bothSign),
    // Both sides of the card (四.1.4): two pages of copy.
    line('identityCopy', { ...copy, count: 2 }),
    line('deliveryCheckSheet', { ...bothSign, inspection: true }),
    line('drivingLicenceCopy', { ...copy, mayBeLate: true }),
    line('insuranceCopy', copy),
    line('derivedServicesList', { customerSigns: true }),
    line('certificateCopy', copy),
    line('deliveryPhoto', copy),
    line('pdiSheet', { ...bothSign, inspection: true }),
    line('otherProof', { ...copy, ...ifApplies }),
  ],
  minorRepair: [
    reception, workOrder, settlement,
    line('additionalItems', { ...bothSign, ...ifApplies }),
    line('testDriveSheet', { staffSigns: true, ...ifApplies }),
    line('damageAssessment', { ...bothSign, ...ifApplies }),
    line('specialToolData', { staffSigns: true, ...ifApplies }),
    line('estimate', { ...bothSign, ...ifApplies }),
    freeCheck,
  ],
  firstMaintenance: [reception, workOrder, settlement, line('firstMaintenanceCard', copy), freeCheck],
  maintenance: [reception, workOrder, settlement, freeCheck],
  overhaul: [
    reception, workOrder, settlement,
    line('testDriveSheet', { staffSigns: true }),
    line('estimate', bothSign),
    freeCheck,
  ],
  warrantyClaim: [
    reception, workOrder, settlement,
    line('partsInvoiceCopy', { ...copy, ...withReason }),
    line('testDriveSheet', { staffSigns: true, ...withReason }),
    line('damagePhoto', { ...copy, ...withReason }),
    line('faultReport', { staffSigns: true, ...withReason }),
    line('specialToolData', { staffSigns: true, ...withReason }),
    freeCheck,
  ],
}

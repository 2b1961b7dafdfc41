// The checklists a new archive starts with, word for word from 001 制度3 四 (rules F4 to F6). A store's own versions are
// stored; a record keeps the version it was opened under. Names of papers are in the catalogues under `paper.<code>`; a paper of a
// store's own has its name in its line, and a code that stands for this name for good.
import type { LocalDate } from './local-date.ts'
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

/** The papers that the program has names for. */
export const KNOWN_PAPERS: readonly string[] = [...new Set(Object.values(DEFAULT_CHECKLISTS).flatMap((lines) => lines.map(({ code }) => code)))]

/** No checklist is longer, and no line asks for more of a paper. */
export const CHECKLIST_LIMITS = { lines: 40, count: 20, name: 30 } as const

const OWN_CODE = /^own[1-9]\d{0,6}$/

/** Whether a code is of a store's own paper: these are named by their lines. */
export function isOwnPaper(code: string): boolean {
  return OWN_CODE.test(code)
}

export type ChecklistProblem = { at: number; problem: 'checklist.unknownPaper' | 'checklist.paperTwice' | 'checklist.nameTwice' | 'text.required' }

/**
 * What is wrong with the lines of a checklist, each with its place. `code` '' stands for a paper of the store's own that has no code yet;
 * such papers are told apart by their names.
 */
export function checklistProblems(lines: readonly Pick<ChecklistLine, 'code' | 'name'>[]): ChecklistProblem[] {
  const codes = new Set<string>()
  const names = new Set<string>()
  return lines.flatMap(({ code, name = '' }, at): ChecklistProblem[] => {
    if (KNOWN_PAPERS.includes(code)) {
      const twice = codes.has(code)
      codes.add(code)
      return twice ? [{ at, problem: 'checklist.paperTwice' }] : []
    }
    if (code !== '' && !isOwnPaper(code)) return [{ at, problem: 'checklist.unknownPaper' }]
    if (name === '') return [{ at, problem: 'text.required' }]
    const twice = names.has(name) || (code !== '' && codes.has(code))
    names.add(name)
    codes.add(code)
    return twice ? [{ at, problem: 'checklist.nameTwice' }] : []
  })
}

/** What became of a paper from one version of a checklist to the next. */
export type LineChange = { code: string; name: string | undefined; change: 'added' | 'dropped' | 'changed' | 'moved' }

/** What differs between two versions: dropped lines in their old order, then the rest in the new one. */
export function checklistDifference(before: readonly ChecklistLine[], after: readonly ChecklistLine[]): LineChange[] {
  const kept = (lines: readonly ChecklistLine[], others: readonly ChecklistLine[]): string[] =>
    lines.map(({ code }) => code).filter((code) => others.some((other) => other.code === code))
  const [oldOrder, newOrder] = [kept(before, after), kept(after, before)]
  const changes = after.flatMap((now): LineChange[] => {
    const { code, name } = now
    const old = before.find((candidate) => candidate.code === code)
    if (!old) return [{ code, name, change: 'added' }]
    if (!sameLine(old, now)) return [{ code, name, change: 'changed' }]
    return oldOrder.indexOf(code) === newOrder.indexOf(code) ? [] : [{ code, name, change: 'moved' }]
  })
  const dropped = before.filter(({ code }) => !after.some((now) => now.code === code))
  return [...dropped.map(({ code, name }): LineChange => ({ code, name, change: 'dropped' })), ...changes]
}

function sameLine(one: ChecklistLine, other: ChecklistLine): boolean {
  return one.form === other.form && one.count === other.count && one.customerSigns === other.customerSigns && one.staffSigns === other.staffSigns
    && one.inspection === other.inspection && one.due === other.due && one.mayBeLate === other.mayBeLate
}

/**
 * The version a record is opened under, by its day of delivery (F6): of those that have begun by then the newest. `fromOn` null: from
 * the beginning.
 */
export function checklistOn<V extends { version: number; fromOn: LocalDate | null }>(versions: readonly V[], day: LocalDate): V | null {
  return versions.reduce<V | null>((held, version) => (
    (version.fromOn === null || version.fromOn <= day) && (held === null || version.version > held.version) ? version : held
  ), null)
}

// What is found when the papers of a record are looked at: all in order, some wanting, or what was wanting brought later.
import type { Output, RawInput } from '#shared/contract/index.ts'
import { lacksOf, paperInOrder, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { Random } from './random.ts'

export type FoundPaper = RawInput<'handover.sign'>['records'][number]['papers'][number]

type Detail = Pick<Output<'record.open'>[number], 'checklist' | 'papers'>

const NOT_APPLICABLE_REASONS: Readonly<Record<string, string>> = {
  partsInvoiceCopy: '本次未更换备件。',
  testDriveSheet: '静态故障，无需试车。',
  damagePhoto: '软件问题，无损坏零件。',
  faultReport: '现场即可判断，未出报告。',
  specialToolData: '未使用专用工具检测。',
}

const UNSIGNED = { customerSignature: 'missing', note: '客户漏签' } as const

/**
 * The papers as brought: at the first handover `lacks` of them not in order, one of these without the customer's signature where that
 * is `unsigned`, and the driving licence still to come where `licenceOn` says when. What an earlier line found in order stays as it was
 * found.
 */
export function findPapers(
  { checklist, papers }: Detail, wanting: { lacks: number; unsigned: boolean; licenceOn: LocalDate | null }, today: LocalDate, random: Random,
): FoundPaper[] {
  const always = checklist.filter((line) => line.due === 'always' && line.code !== 'drivingLicenceCopy')
  const unsigned = wanting.unsigned ? random.pick(always.filter((line) => line.customerSigns)).code : null
  const faulty = new Set(unsigned === null ? [] : [unsigned])
  while (faulty.size < wanting.lacks) faulty.add(random.pick(always).code)
  return checklist.map((line) => {
    const before = papers.find((paper) => paper.code === line.code)
    const settled = before !== undefined && (before.presence === 'notApplicable' || (before.presence === 'present' && lacksOf(line, before, today).length === 0))
    const found = settled ? before : line.code === unsigned ? { ...paperInOrder(line), ...UNSIGNED } : foundNow(line, faulty.has(line.code), wanting.licenceOn, random)
    const { delayAccepted: _accepted, ...brought } = found
    return brought
  })
}

function foundNow(line: ChecklistLine, faulty: boolean, licenceOn: LocalDate | null, random: Random): PaperCheck {
  const whole = paperInOrder(line)
  if (line.mayBeLate && licenceOn !== null) {
    return { ...whole, presence: 'notYetObtainable', count: 0, note: '车管所办理中', promisedOn: licenceOn }
  }
  if (line.due !== 'always' && random.chance(0.75)) {
    return { ...whole, presence: 'notApplicable', count: 0, note: line.due === 'ifAppliesWithReason' ? (NOT_APPLICABLE_REASONS[line.code] ?? '本次不涉及。') : '' }
  }
  return faulty ? fault(line, whole, random) : whole
}

/** One thing wrong with a paper, of those that can be wrong with it. */
function fault(line: ChecklistLine, whole: PaperCheck, random: Random): PaperCheck {
  return random.pick<PaperCheck>([
    { ...whole, presence: 'missing', count: 0 },
    ...(line.customerSigns ? [
      { ...whole, ...UNSIGNED },
      { ...whole, customerSignature: 'wrong', note: '签名与客户姓名不符' } as const,
    ] : []),
    ...(line.staffSigns ? [{ ...whole, staffSignature: 'missing', note: '经办人未签字' } as const] : []),
    ...(line.count > 1 ? [{ ...whole, count: 1, note: '仅有正面' }] : []),
    ...(line.code === 'salesContract' ? [{ ...whole, form: 'copy', note: '交来的是复印件' } as const] : []),
  ])
}

// A loan in words: whose it is, what of the dossier, where (rules L1, L2).
import type { TFunction } from 'i18next'
import type { LoanDetail, LoanView, RegisterRowView } from '#shared/contract/loan.ts'
import type { ApprovalRole, LoanState } from '#shared/domain/loan.ts'
import { paperName } from '../../components/PaperName.tsx'

export const STATE_COLOURS: Record<LoanState, string> = {
  requested: 'warning', approved: 'processing', out: 'blue', returned: 'success', lost: 'error', declined: 'default', withdrawn: 'default',
}

/** The department of a colleague, where an outsider is from. */
export function fromWhere(borrower: LoanView['borrower']): string {
  return borrower.kind === 'outsider' ? borrower.unit : borrower.department
}

/** How much of the dossier. Of one that may not be known, its papers are not named. */
export function extentText(t: TFunction, { whole, papers }: Pick<LoanView, 'whole' | 'papers'>): string {
  if (whole) return t('loan.whole')
  return papers.length === 0 ? t('loan.form.extentKind.papers') : t('loan.papers', { count: papers.length })
}

/** Each paper by its name, record by record. */
export function papersText(t: TFunction, papers: readonly { recordNumber: string; code: string }[]): string[] {
  const records = [...new Set(papers.map(({ recordNumber }) => recordNumber))]
  return records.map((number) => {
    const names = papers.filter(({ recordNumber }) => recordNumber === number).map(({ code }) => paperName(t, code))
    return `${number}${t('book.line.colon')}${names.join(t('book.line.separator'))}`
  })
}

/** Of what is lent, each record that lies in a volume instead of the folder (C2). */
export function boundText(t: TFunction, { bound }: Pick<LoanDetail, 'bound'>): string[] {
  return bound.map(({ recordNumber, kind, volume, position, slot }) => (
    [t('loan.bound.lies', { kind: t(`common.kind.${kind}`), record: recordNumber, volume, position }), ...(slot === null ? [] : [slot])].join(' · ')
  ))
}

/** The post that an approval asks for; of a department whose it is. */
export function approverText(t: TFunction, { role, department }: { role: ApprovalRole; department: string | null }): string {
  return department === null ? t(`loan.role.${role}`) : t('loan.headOf', { department })
}

/** What else is to be said of a line of the register, as it stands in the column of remarks. */
export function remarksOf(t: TFunction, row: RegisterRowView): string[] {
  return [
    row.out.remark,
    row.renewals > 0 ? t('loan.renewed', { count: row.renewals }) : '',
    row.recalledOn === null ? '' : `${t('loan.recalled')} ${row.recalledOn}`,
    row.back?.remark === row.report?.remark ? '' : (row.back?.remark ?? ''),
    row.report === null ? '' : t('loan.register.report', { count: row.report.pieces, remark: row.report.remark }),
  ].filter((remark) => remark !== '')
}

// The figures of a policy on screen: what each is called, which rule asks for it, and how it is written.
import type { TFunction } from 'i18next'
import { moneyText } from '#shared/domain/money.ts'
import { POLICY_FIGURES, type PolicyFigure } from '#shared/domain/policy.ts'

export type FigureKind = 'days' | 'money' | 'nth' | 'percent' | 'years'

export function kindOf(figure: PolicyFigure): FigureKind {
  if (figure.startsWith('fines.')) return 'money'
  if (figure.startsWith('doubledFrom.')) return 'nth'
  if (figure === 'keepingYears') return 'years'
  return figure.startsWith('performancePay.') ? 'percent' : 'days'
}

/** `3 个工作日`, `¥50`, `第 2 次`, `10 %`. */
export function figureText(t: TFunction, figure: PolicyFigure, value: number): string {
  switch (kindOf(figure)) {
    case 'days':
      return t('policy.unit.days', { count: value })
    case 'money':
      return moneyText(value)
    case 'nth':
      return t('policy.unit.nth', { count: value })
    case 'percent':
      return `${value} %`
    case 'years':
      return t('policy.unit.years', { count: value })
  }
}

const of = (kinds: readonly FigureKind[]): PolicyFigure[] => POLICY_FIGURES.filter((figure) => kinds.includes(kindOf(figure)))

export const FIGURE_GROUPS = [
  { key: 'days', figures: of(['days']) },
  { key: 'fines', figures: of(['money']) },
  { key: 'repeat', figures: of(['nth', 'percent']) },
  { key: 'keeping', figures: of(['years']) },
] as const

export const RULE_OF: Record<PolicyFigure, string> = {
  'handoverDays.sales': 'H1', 'handoverDays.service': 'H2', correctionDays: 'V10',
  'fines.lateDelivery': 'V1', 'fines.inspectionUnsigned': 'V2', 'fines.contactUnconfirmed': 'V3', 'fines.lateVisit': 'V4', 'fines.paperWrong': 'V5',
  'fines.customerUnsigned': 'V5', 'fines.staffUnsigned': 'V5', 'fines.paperLost': 'V7', 'fines.loanOverdue': 'L4',
  'doubledFrom.sales': 'V6', 'doubledFrom.service': 'V6', 'performancePay.least': 'V6', 'performancePay.most': 'V6', keepingYears: 'R1',
}

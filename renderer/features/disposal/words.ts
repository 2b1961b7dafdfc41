// Terms, holds and states in words (rules R1 to R3).
import type { TFunction } from 'i18next'
import type { DisposalView, KeptView } from '#shared/contract/disposal.ts'
import type { DisposalState, HoldReason } from '#shared/domain/disposal.ts'

export const STATE_COLOURS: Record<DisposalState, string> = {
  drafted: 'default', submitted: 'processing', endorsed: 'processing', approved: 'warning', destroyed: 'default', settled: 'success', withdrawn: 'default',
}

export const termText = (t: TFunction, { kind, years }: KeptView['term']): string => (
  kind === 'years' ? t('disposal.term.years', { count: years ?? 0 }) : t(`disposal.term.${kind}`)
)

export const heldText = (t: TFunction, held: readonly HoldReason[]): string => held.map((reason) => t(`disposal.held.${reason}`)).join(t('book.line.separator'))

/** `2012-03-02 – 2015-08-11`; nothing where there was no record. */
export const spanText = ({ firstOn, lastOn }: Pick<KeptView, 'firstOn' | 'lastOn'>): string => (firstOn === null ? '' : firstOn === lastOn ? firstOn : `${firstOn} – ${lastOn ?? ''}`)

/** `销毁`, `延长 5 年`. */
export const appraisalText = (t: TFunction, { appraisal, years }: { appraisal: 'destroy' | 'extend'; years: number | null }): string => (
  appraisal === 'destroy' ? t('disposal.appraisal.destroy') : t('disposal.extendBy', { count: years ?? 0 })
)

export function countsText(t: TFunction, { toDestroy, toExtend, dropped }: DisposalView): string {
  const counts = { destroy: toDestroy, extend: toExtend, dropped }
  return dropped > 0 ? t('disposal.countsDropped', counts) : t('disposal.counts', counts)
}

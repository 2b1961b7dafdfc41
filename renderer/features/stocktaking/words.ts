// What a stock-taking and its differences are called.
import type { TFunction } from 'i18next'
import { readLabel } from '#shared/domain/label.ts'
import type { DifferenceView, StocktakingView } from '#shared/contract/stocktaking.ts'
import type { DifferenceKind, Outcome, StocktakingState } from '#shared/domain/stocktaking.ts'

export const STATE_COLOURS: Record<StocktakingState, string> = { counting: 'processing', settling: 'warning', closed: 'success', abandoned: 'default' }
export const KIND_COLOURS: Record<DifferenceKind, string> = { missing: 'error', misplaced: 'warning', unknown: 'error', shouldBeOut: 'warning' }

export function scopeText(t: TFunction, shelf: number | null): string {
  return shelf === null ? t('stocktaking.whole') : t('stocktaking.shelf', { number: shelf })
}

export function whereText(t: TFunction, { cabinet, shelf }: Pick<StocktakingView, 'cabinet' | 'shelf'>): string {
  return shelf === null ? t('stocktaking.wholeOf', { code: cabinet.code }) : t('stocktaking.scope', { code: cabinet.code, scope: scopeText(t, shelf) })
}

/** What a difference of a kind is settled with: what is missing was found elsewhere, what should be out was given back. */
export function wayOf(kind: DifferenceKind, outcome: Outcome): Outcome | 'foundElsewhere' | 'givenBack' {
  if (kind === 'missing' && outcome === 'moved') return 'foundElsewhere'
  return kind === 'shouldBeOut' && outcome === 'putBack' ? 'givenBack' : outcome
}

export function settledText(t: TFunction, kind: DifferenceKind, { outcome, slot }: NonNullable<DifferenceView['settled']>): string {
  return t(`stocktaking.settled.${wayOf(kind, outcome)}`, { slot: slot ?? '' })
}

/** A folder's label by its number, any other text as it was scanned. */
export function scannedText(text: string): string {
  const label = readLabel(text)
  return label?.what === 'dossier' ? label.number : text
}

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

/**
 * What a scanned text says: a folder's label by its number, another label by what it is put on, any other text as it stands. `judged`: the
 * archive has said that it is no folder known here.
 */
export function scannedText(t: TFunction, text: string, judged: boolean): string {
  const label = readLabel(text)
  if (label === null) return judged ? t('stocktaking.scanned.text', { text }) : text
  if (label.what !== 'dossier') return t(`stocktaking.scanned.${label.what}`, { label: 'number' in label ? label.number : label.label })
  return judged ? t('stocktaking.scanned.dossier', { number: label.number }) : label.number
}

/** What differs: a folder by its number, or what was scanned. */
export const whatDiffers = (t: TFunction, { folder, text }: Pick<DifferenceView, 'folder' | 'text'>): string => folder?.number ?? scannedText(t, text, true)

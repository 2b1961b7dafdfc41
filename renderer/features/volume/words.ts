// What volumes, their terms and what lies in them are called.
import type { TFunction } from 'i18next'
import type { CandidateView, VolumeView } from '#shared/contract/volume.ts'
import { NAMED_TERMS, yearsOf, type VolumeState } from '#shared/domain/volume.ts'

/** 永久, 长期, 短期, 10 年. */
export function termText(t: TFunction, term: string): string {
  const named = NAMED_TERMS.find((each) => each === term)
  return named === undefined ? t('volume.term.years', { count: yearsOf(term) ?? 0 }) : t(`volume.term.${named}`)
}

/** A document's title; a register and its month; a record's kind and the number of its dossier. */
export function pieceTitle(t: TFunction, { source, subject, kind }: Pick<CandidateView, 'source' | 'subject' | 'kind'>): string {
  switch (source) {
    case 'general':
      return subject
    case 'serviceRecords':
      return t('volume.recordOf', { kind: kind === null ? '' : t(`common.kind.${kind}`), dossier: subject })
    case 'signInBook':
    case 'loanRegister':
    case 'violationList':
      return t('volume.monthOf', { source: t(`volume.source.${source}`), month: subject })
  }
}

/** A month of a register begins on its first day, which says nothing. */
export const pieceDay = ({ source, onDate, subject }: Pick<CandidateView, 'source' | 'onDate' | 'subject'>): string => (
  source === 'general' || source === 'serviceRecords' ? onDate : subject
)

/** From the first day to the last; of a register the months. */
export function daysText({ source, from, to }: Pick<VolumeView, 'source' | 'from' | 'to'>): string {
  if (from === null || to === null) return ''
  const [first, last] = source === 'general' || source === 'serviceRecords' ? [from, to] : [from.slice(0, 7), to.slice(0, 7)]
  return first === last ? first : `${first} – ${last}`
}

export const pageText = ({ fromPage, toPage }: { fromPage: number; toPage: number }): string => (fromPage === toPage ? String(fromPage) : `${fromPage}–${toPage}`)

/** A proposal has no number yet. */
export const volumeName = (t: TFunction, { id, number }: Pick<VolumeView, 'id' | 'number'>): string => number ?? t('volume.proposalName', { id })

export const STATE_COLOURS: Record<VolumeState, string> = { proposed: 'default', ordering: 'processing', closed: 'success', dissolved: 'error' }

// Where each screen is, as the part of the address after `#`. Screens link to one another through these.
import type { FilingStep } from '#shared/domain/filing.ts'

export type EntryKind = 'delivery' | 'visit'

export const paths = {
  desk: '/',
  /** Entering a delivery or a service visit. */
  newRecord: (kind: EntryKind) => `/record/new/${kind}`,
  /** The handover screen, with these records already on it. */
  handover: (recordIds: readonly number[] = []) => (recordIds.length === 0 ? '/handover' : `/handover/${recordIds.join(',')}`),
  /** The worklists from received to filed, at a step. */
  filing: (step?: FilingStep) => (step === undefined ? '/filing' : `/filing/${step}`),
  /** What each person owes, or one. */
  gaps: (personId?: number) => (personId === undefined ? '/gaps' : `/gaps/${personId}`),
  /** The cabinets, with a slot of theirs open. */
  cabinets: (slot?: string) => (slot === undefined ? '/cabinets' : `/cabinets/${encodeURIComponent(slot)}`),
  /** The sign-in book, at a day or at today. */
  book: (on?: string) => (on === undefined ? '/book' : `/book/${on}`),
  search: '/search',
  inbox: '/inbox',
  dossier: (id: number) => `/dossier/${id}`,
  /** The scans of a record: at a paper, at one of its pages. */
  scan: (recordId: number, code?: string, scanId?: number) => ['/scan', recordId, code, scanId].filter((part) => part !== undefined).join('/'),
  staff: '/staff',
  settings: '/settings',
  backup: '/backup',
}

// Where each screen is, as the part of the address after `#`. Screens link to one another through these.
import type { RECORD_FILTERS } from '#shared/contract/record.ts'
import type { FilingStep } from '#shared/domain/filing.ts'

export type EntryKind = 'delivery' | 'visit'

export const paths = {
  today: '/',
  /** Entering a delivery or a service visit. */
  newRecord: (kind: EntryKind) => `/record/new/${kind}`,
  /** The handover screen, with these records already on it. */
  handover: (recordIds: readonly number[] = []) => (recordIds.length === 0 ? '/handover' : `/handover/${recordIds.join(',')}`),
  /** The worklists from received to filed, at a step. */
  filing: (step?: FilingStep) => (step === undefined ? '/filing' : `/filing/${step}`),
  /** The records that are owed or lack something, by one of the questions asked of a day. */
  records: (filter?: (typeof RECORD_FILTERS)[number]) => (filter === undefined ? '/records' : `/records/${filter}`),
  /** What each person owes, or one. */
  gaps: (personId?: number) => (personId === undefined ? '/gaps' : `/gaps/${personId}`),
  /** The cabinets, with a slot of theirs open. */
  cabinets: (slot?: string) => (slot === undefined ? '/cabinets' : `/cabinets/${encodeURIComponent(slot)}`),
  /** The sign-in book, at a day or at today. */
  book: (on?: string) => (on === undefined ? '/book' : `/book/${on}`),
  /** The rates of a month, or of this one. */
  rates: (month?: string) => (month === undefined ? '/rates' : `/rates/${month}`),
  /** What is still in a person's hands. */
  leaver: (personId: number) => `/leaver/${personId}`,
  /** The corrections, at one of them. */
  corrections: (id?: number) => (id === undefined ? '/corrections' : `/corrections/${id}`),
  /** The violations, at one of them, or of a month (YYYY-MM). */
  violations: (at?: number | string) => (at === undefined ? '/violations' : `/violations/${at}`),
  /** Probable doubles, or what was merged. */
  merge: (tab?: 'cars' | 'customers' | 'done') => (tab === undefined ? '/merge' : `/merge/${tab}`),
  /** Two cars' dossiers or two customers side by side; without the other, it is chosen, `one` being the dossier one comes from. */
  compare: (subject: 'dossier' | 'customer', one: number, other?: number) => ['/compare', subject, one, other].filter((part) => part !== undefined).join('/'),
  search: '/search',
  inbox: '/inbox',
  importList: '/import',
  dossier: (id: number) => `/dossier/${id}`,
  /** The scans of a record: at a paper, at one of its pages. */
  scan: (recordId: number, code?: string, scanId?: number) => ['/scan', recordId, code, scanId].filter((part) => part !== undefined).join('/'),
  staff: '/staff',
  /** The settings, at a part of them. */
  settings: (part?: 'desk' | 'policy' | 'checklists' | 'calendar', of?: string) => ['/settings', part, of].filter((each) => each !== undefined).join('/'),
  backup: '/backup',
}

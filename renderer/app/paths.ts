// Where each screen is, as the part of the address after `#`. Screens link to one another through these.
import type { CorrectionFilter } from '#shared/contract/correction.ts'
import type { LOAN_FILTERS } from '#shared/contract/loan.ts'
import type { RECORD_FILTERS } from '#shared/contract/record.ts'
import type { ViolationFilter } from '#shared/contract/violation.ts'
import type { FilingStep } from '#shared/domain/filing.ts'

export type EntryKind = 'delivery' | 'visit'

/** `inbox`: what waits for whoever is at the desk. */
export type LoanTab = 'inbox' | (typeof LOAN_FILTERS)[number]
/** Of the screen of volumes. */
export const VOLUME_TABS = ['year', 'list', 'papers', 'scheme'] as const
export type VolumeTab = (typeof VOLUME_TABS)[number]
export const COPY_TABS = ['waiting', 'mine', 'register', 'authority'] as const
/** What is looked at of copies. */
export type CopyTab = (typeof COPY_TABS)[number]

/** The parts that are there. */
const address = (...parts: readonly (string | number | undefined)[]): string => parts.filter((part) => part !== undefined).join('/')

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
  /** The cabinets, at one of them (`A`), a shelf of it (`A-03`), or with a slot open (`A-03-12`). */
  cabinets: (at?: string) => (at === undefined ? '/cabinets' : `/cabinets/${encodeURIComponent(at)}`),
  /** The stock-takings, all or a cabinet's. */
  stocktakings: (cabinetId?: number) => (cabinetId === undefined ? '/stocktaking' : `/stocktaking/cabinet/${cabinetId}`),
  stocktaking: (id: number) => `/stocktaking/${id}`,
  /** The sign-in book, at a day or at today. */
  book: (on?: string) => (on === undefined ? '/book' : `/book/${on}`),
  /** The rates of a month, or of this one. */
  rates: (month?: string) => (month === undefined ? '/rates' : `/rates/${month}`),
  /** What is still in a person's hands. */
  leaver: (personId: number) => `/leaver/${personId}`,
  /** The corrections, by a question asked of them, at one of them. */
  corrections: (filter?: CorrectionFilter, id?: number) => address('/corrections', filter, id),
  /** The violations of a month (YYYY-MM), what waits of all months, or one's own; by a question asked of them, at one of them. */
  violations: (of?: string, filter?: ViolationFilter, id?: number) => address('/violations', of, filter, id),
  /** One violation, in its month. */
  violation: (id: number) => `/violations/${id}`,
  /** The loans, at one of them, or at one of the questions asked of them. */
  loans: (at?: number | LoanTab) => (at === undefined ? '/loans' : `/loans/${at}`),
  /** Asking for a loan, of a dossier whose number is known. */
  newLoan: (dossier?: string) => (dossier === undefined ? '/loan/new' : `/loan/new/${encodeURIComponent(dossier)}`),
  /** Both sides count and sign: a loan is handed out, or comes back. */
  handLoan: (way: 'out' | 'back', id: number) => `/loan/${way}/${id}`,
  /** The loan register, between two days. */
  loanRegister: (from?: string, to?: string) => (from === undefined || to === undefined ? '/loan/register' : `/loan/register/${from}/${to}`),
  /** Copies: requests, the register, authority in others' hands. */
  copies: (tab?: CopyTab) => address('/copies', tab),
  /** Leaks, at one of them. */
  leaks: (id?: number) => address('/leaks', id),
  /** Asking to read a dossier, of one whose number is known; what waits, who may read what. */
  accessRequests: (dossier?: string) => (dossier === undefined ? '/access' : `/access/${encodeURIComponent(dossier)}`),
  /** Probable doubles, or what was merged. */
  merge: (tab?: 'cars' | 'customers' | 'done') => (tab === undefined ? '/merge' : `/merge/${tab}`),
  /** Two cars' dossiers or two customers side by side; without the other, it is chosen, `one` being the dossier one comes from. */
  compare: (subject: 'dossier' | 'customer', one: number, other?: number) => address('/compare', subject, one, other),
  /** Volumes: binding a year, all volumes, general documents, the filing scheme. */
  volumes: (tab?: VolumeTab) => address('/volumes', tab),
  volume: (id: number) => `/volume/${id}`,
  /** Both sign its closing note. */
  closeVolume: (id: number) => `/volume/${id}/close`,
  /** What has expired, the destruction lists, or one of them; people's requests, with one of them open. */
  disposals: (at?: 'lists' | 'persons' | number, id?: number) => address('/disposals', at, id),
  search: '/search',
  inbox: '/inbox',
  importList: '/import',
  dossier: (id: number) => `/dossier/${id}`,
  /** The scans of a record: at a paper, at one of its pages. */
  scan: (recordId: number, code?: string, scanId?: number) => address('/scan', recordId, code, scanId),
  staff: '/staff',
  /** The settings, at a part of them. */
  settings: (part?: 'desk' | 'policy' | 'checklists' | 'calendar' | 'secrecy', of?: string) => address('/settings', part, of),
  backup: '/backup',
  exports: '/exports',
  audit: '/audit',
}

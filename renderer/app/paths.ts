// Where each screen is, as the part of the address after `#`. Screens link to one another through these.

export type EntryKind = 'delivery' | 'visit'

export const paths = {
  desk: '/',
  /** Entering a delivery or a service visit. */
  newRecord: (kind: EntryKind) => `/record/new/${kind}`,
  /** The handover screen, with these records already on it. */
  handover: (recordIds: readonly number[] = []) => (recordIds.length === 0 ? '/handover' : `/handover/${recordIds.join(',')}`),
  /** The sign-in book, at a day or at today. */
  book: (on?: string) => (on === undefined ? '/book' : `/book/${on}`),
  search: '/search',
  dossier: (id: number) => `/dossier/${id}`,
  staff: '/staff',
  settings: '/settings',
  backup: '/backup',
}

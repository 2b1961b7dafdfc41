// What labels and cover sheets carry as a QR code, and what a scanned one stands for (rules F2, C1). Numbers only: a label that is
// lost tells nothing about a customer.

export type Label =
  | { what: 'dossier'; number: string }
  | { what: 'record'; number: string }
  /** A cover sheet: what lies behind it belongs to this paper of this record. */
  | { what: 'paper'; number: string; code: string }
  | { what: 'slot'; label: string }
  | { what: 'shelf'; label: string }
  | { what: 'cabinet'; label: string }

const START = 'YD'
/** No archive number, slot or paper code holds it, and every scanner types it. */
const APART = '*'
const LETTERS = { dossier: 'D', record: 'R', paper: 'P', slot: 'S', shelf: 'H', cabinet: 'C' } as const

/** The text of a label's code. */
export function labelText(label: Label): string {
  const parts = [START, LETTERS[label.what]]
  switch (label.what) {
    case 'dossier':
    case 'record':
      return [...parts, label.number].join(APART)
    case 'paper':
      return [...parts, label.number, label.code].join(APART)
    case 'slot':
    case 'shelf':
    case 'cabinet':
      return [...parts, label.label].join(APART)
  }
}

const PART = /^[\p{L}\p{N}·./_-]{1,80}$/u

/** What a text is the label of; null for any other text. A scanner may type in the other case, or with a blank around it. */
export function readLabel(text: string): Label | null {
  const [start, letter, first = '', second, ...rest] = text.trim().split(APART)
  if (start?.toUpperCase() !== START || rest.length > 0 || !PART.test(first)) return null
  switch (letter?.toUpperCase()) {
    case LETTERS.dossier:
      return second === undefined ? { what: 'dossier', number: first } : null
    case LETTERS.record:
      return second === undefined ? { what: 'record', number: first } : null
    case LETTERS.slot:
      return second === undefined ? { what: 'slot', label: first.toUpperCase() } : null
    case LETTERS.shelf:
      return second === undefined ? { what: 'shelf', label: first.toUpperCase() } : null
    case LETTERS.cabinet:
      return second === undefined ? { what: 'cabinet', label: first.toUpperCase() } : null
    case LETTERS.paper:
      return second !== undefined && PART.test(second) ? { what: 'paper', number: first, code: second } : null
    default:
      return null
  }
}

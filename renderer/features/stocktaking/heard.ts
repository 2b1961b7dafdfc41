// What a label means while a cabinet is taken stock of: the slot one stands before, or what lies in it.
import { readLabel } from '#shared/domain/label.ts'

export type Heard =
  | { what: 'slot'; label: string }
  /** A slot of what is not being taken stock of. */
  | { what: 'wrongSlot'; label: string }
  /** A shelf's or a cabinet's label: which of its slots is meant, it does not say. */
  | { what: 'noSlot'; label: string }
  | { what: 'folder'; text: string }

/** A slot as it is typed; no archive number looks like one. */
const SLOT = /^[A-Z0-9]{1,6}-\d{2}-\d{2}$/

/** `slots`: the labels of those that are being taken stock of. */
export function heard(slots: ReadonlySet<string>, text: string): Heard {
  const label = readLabel(text)
  if (label?.what === 'shelf' || label?.what === 'cabinet') return { what: 'noSlot', label: label.label }
  const slot = label?.what === 'slot' ? label.label : label === null ? text.trim().toUpperCase() : ''
  if (slots.has(slot)) return { what: 'slot', label: slot }
  if (label?.what === 'slot' || SLOT.test(slot)) return { what: 'wrongSlot', label: slot }
  return { what: 'folder', text: text.trim() }
}

// What each key does on the scan screen. While something is typed, or a dialog is open, none of this holds.
import type { Zoom } from './zoom.ts'

export type KeyPressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** Where the person is: among the small pictures, before a large one, or marking a part of it. */
export type Where = 'pages' | 'large' | 'crop'

export type KeyAct =
  | { do: 'paper'; at: number }
  | { do: 'step'; by: 1 | -1 }
  | { do: 'row'; by: 1 | -1 }
  | { do: 'end'; at: 'first' | 'last' }
  | { do: 'shift'; by: 1 | -1 }
  | { do: 'turn'; by: 90 | 270 }
  | { do: 'zoom'; to: 'in' | 'out' | Exclude<Zoom['fit'], 'none'> }
  | { do: 'back' | 'open' | 'select' | 'selectAll' | 'remove' | 'crop' }

const COMMON: Record<string, KeyAct> = {
  ArrowRight: { do: 'step', by: 1 },
  ArrowLeft: { do: 'step', by: -1 },
  PageDown: { do: 'step', by: 1 },
  PageUp: { do: 'step', by: -1 },
  Home: { do: 'end', at: 'first' },
  End: { do: 'end', at: 'last' },
  Delete: { do: 'remove' },
  Escape: { do: 'back' },
  l: { do: 'turn', by: 270 },
  '[': { do: 'turn', by: 270 },
  r: { do: 'turn', by: 90 },
  ']': { do: 'turn', by: 90 },
}

const AMONG_PAGES: Record<string, KeyAct> = {
  ...COMMON,
  ArrowDown: { do: 'row', by: 1 },
  ArrowUp: { do: 'row', by: -1 },
  Enter: { do: 'open' },
  ' ': { do: 'select' },
}

const BEFORE_LARGE: Record<string, KeyAct> = {
  ...COMMON,
  c: { do: 'crop' },
  '+': { do: 'zoom', to: 'in' },
  '=': { do: 'zoom', to: 'in' },
  '-': { do: 'zoom', to: 'out' },
  _: { do: 'zoom', to: 'out' },
  w: { do: 'zoom', to: 'width' },
  p: { do: 'zoom', to: 'page' },
  f: { do: 'zoom', to: 'whole' },
}

/** Alt with an arrow moves the page among the others. */
const WITH_ALT: Record<string, KeyAct> = {
  ArrowRight: { do: 'shift', by: 1 },
  ArrowDown: { do: 'shift', by: 1 },
  ArrowLeft: { do: 'shift', by: -1 },
  ArrowUp: { do: 'shift', by: -1 },
}

const known = (table: Record<string, KeyAct>, key: string): KeyAct | null => (Object.hasOwn(table, key) ? (table[key] ?? null) : null)

/** What a key is for, or null. Digits choose papers as they are numbered on screen: 1 to 9, and 0 for the tenth. */
export function keyAct(pressed: KeyPressed, where: Where): KeyAct | null {
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
  if (where === 'crop') return key === 'Escape' && !pressed.altKey && !pressed.ctrlKey && !pressed.metaKey ? { do: 'back' } : null
  if (pressed.altKey) return pressed.ctrlKey || pressed.metaKey ? null : known(WITH_ALT, key)
  if (pressed.ctrlKey || pressed.metaKey) return key === 'a' && where === 'pages' ? { do: 'selectAll' } : null
  if (/^\d$/.test(key)) return { do: 'paper', at: (Number(key) + 9) % 10 }
  return known(where === 'large' ? BEFORE_LARGE : AMONG_PAGES, key)
}

// The keys of the scan screen, wherever the focus is, but never while somebody types, chooses from a list or answers a dialog.
import { useEffect, useEffectEvent } from 'react'
import { keyAct, type KeyAct, type Where } from './keys.ts'

const TAKEN = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="radiogroup"], .ant-segmented'
const PRESSED = 'button, a, summary, [role="button"], input'

function isTaken(event: KeyboardEvent, act: KeyAct): boolean {
  const { target } = event
  // A dialog, or the palette, is above the screen.
  if (document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open, .ant-dropdown:not(.ant-dropdown-hidden)') !== null) return true
  if (!(target instanceof Element)) return false
  if (target.closest(TAKEN) !== null) return true
  const presses = act.do === 'open' || act.do === 'select'
  if (presses && target.closest(PRESSED) !== null && target.closest('[data-page]') === null) return true
  return act.do === 'row' && target.closest('.scan-checklist') !== null
}

/** `does` answers whether it was done; what was not goes on to the browser. */
export function useKeys(where: Where, does: (act: KeyAct) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing) return
    const act = keyAct(event, where)
    if (act === null || isTaken(event, act) || !does(act)) return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event)
    // Before the parts of the screen hear of it: a button that has the focus must not act on the same key. After the window: a label
    // that is scanned is no key pressed.
    document.addEventListener('keydown', listen, { capture: true })
    return () => document.removeEventListener('keydown', listen, { capture: true })
  }, [])
}

// Keys that a screen hears by themselves, without Ctrl or a field: J, K, Y.

const FIELDS = 'input, textarea, select, [contenteditable], [role=combobox]'

/** What lies above a screen and takes its keys. */
const ABOVE = '[role=dialog], [role=menu], [role=listbox]'

/** Whether a key is meant for the screen: pressed alone, not typed into a field, and with nothing open above the screen. */
export function isPlainKey({ ctrlKey, metaKey, altKey, isComposing, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing) return false
  if (target instanceof Element && target.closest(FIELDS) !== null) return false
  return ![...document.querySelectorAll(ABOVE)].some((above) => above.checkVisibility({ visibilityProperty: true }))
}

// Goes to the field that stands first on the page among those that are wrong, in whatever order they were found.

/** The element of a field; `form` is the name of the antd form, with which the ids of its fields begin. */
export function fieldElement(form: string, name: readonly (string | number)[]): HTMLElement | null {
  return document.getElementById([form, ...name].join('_'))
}

export function focusFirst(form: string, names: readonly (readonly (string | number)[])[]): void {
  const [first] = names
    .map((name) => fieldElement(form, name))
    .filter((element) => element !== null)
    .sort((left, right) => (left.compareDocumentPosition(right) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  first?.scrollIntoView({ block: 'center' })
  first?.focus()
}

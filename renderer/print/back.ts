// Back to where a print was asked for: several screens lead to the same one.

export function goBack(): void {
  window.history.back()
}

// Sizes of files as people read them.

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** `12.3 MB`; units of 1024. */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  const size = bytes / 1024 ** power
  return `${size.toFixed(power === 0 || size >= 100 ? 0 : 1)} ${UNITS[power] ?? 'B'}`
}

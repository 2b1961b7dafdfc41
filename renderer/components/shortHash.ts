// A hash of the book short enough to read out and compare by eye: its first sixteen figures in fours.

export function shortHash(hash: string): string {
  return (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ')
}

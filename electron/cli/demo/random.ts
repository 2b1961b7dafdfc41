// A small generator of numbers that look random and are the same for the same seed (mulberry32 by Tommy Ettinger, public domain).

export type Random = {
  /** 0 up to but not 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  /** True in `share` (0 to 1) of all cases. */
  chance(share: number): boolean
  /** @throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T
  /** `count` digits, as text. */
  digits(count: number): string
}

/** `seed`: any whole number; its lowest 32 bits count. */
export function makeRandom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    chance: (share) => next() < share,
    pick: (list) => {
      const found = list[whole(0, list.length - 1)]
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
  }
}

/** A seed from a text (FNV-1a, 32 bits), so that what belongs to a name is always drawn alike. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash
}

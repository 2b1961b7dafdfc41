// Pages of a paper in another order.

/** `items` with those of `chosen` taken out and put together before the item at `before` (its length: at the end), in their order. */
export function reordered<Item>(items: readonly Item[], chosen: ReadonlySet<Item>, before: number): Item[] {
  const ahead = items.slice(0, before).filter((item) => !chosen.has(item))
  const behind = items.slice(before).filter((item) => !chosen.has(item))
  return [...ahead, ...items.filter((item) => chosen.has(item)), ...behind]
}

/** `items` with `item` one place on (`1`) or back (`-1`); as they were where it goes no further. */
export function shifted<Item>(items: readonly Item[], item: Item, by: 1 | -1): Item[] {
  const at = items.indexOf(item)
  const to = at + by
  if (at === -1 || to < 0 || to >= items.length) return [...items]
  return reordered(items, new Set([item]), by === 1 ? to + 1 : to)
}

export function sameOrder<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at])
}

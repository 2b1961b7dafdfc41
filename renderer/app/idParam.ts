// Ids in addresses, which anybody may type.
import { toId, type Id, type Noun } from '#shared/domain/id.ts'

/** The id that a part of an address is; null for what is none. */
export function idParam<N extends Noun>(part: string | undefined): Id<N> | null {
  return part !== undefined && /^[1-9]\d{0,14}$/.test(part) ? toId<N>(Number(part)) : null
}

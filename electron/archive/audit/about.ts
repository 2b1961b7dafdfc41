// Which dossiers entries of the audit trail are about, and whether somebody may know what they say (rules A3, L5, S3). An entry names numbers
// and row ids; whose they are is asked of the rows as they stand now, so that what was merged is followed to where it is.
import { mayKnowAll } from '#shared/domain/access.ts'
import type { AuditShown } from '#shared/domain/audit.ts'
import type { Reader } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { dossiersOf, knownOf, knowsPagesOf, type NamedDossier } from './about-store.ts'

/** Of an entry that names more, a list that was brought in say, only who may know everything is told. */
const MOST_WORDS = 1000
/** So many dossiers of an entry are named. */
const MOST_NAMED = 5

export type Named = {
  /** Those that the actor may know, as they stand now. */
  dossiers: NamedDossier[]
  more: number
  /** Something was named, and all of it is of dossiers that the actor may know. */
  allKnown: boolean
}

/** Of each entry, by what it names. */
export function namedIn(db: Reader, actor: Actor, mentions: ReadonlyMap<number, ReadonlySet<string>>): Map<number, Named> {
  const asked = new Map([...mentions].map(([seq, words]) => [seq, [...words].slice(0, MOST_WORDS)]))
  const ofWord = dossiersOf(db, new Set([...asked.values()].flat()))
  const known = knownOf(db, actor, new Set([...ofWord.values()].flatMap((ids) => [...ids])))
  return new Map([...asked].map(([seq, words]) => {
    const ids = new Set(words.flatMap((word) => [...(ofWord.get(word) ?? [])]))
    const dossiers = [...ids].flatMap((id) => known.get(id) ?? [])
    const complete = words.length === mentions.get(seq)?.size && words.every((word) => ofWord.has(word))
    return [seq, {
      dossiers: dossiers.slice(0, MOST_NAMED), more: Math.max(0, dossiers.length - MOST_NAMED), allKnown: words.length > 0 && complete && dossiers.length === ids.size,
    }]
  }))
}

/** What an entry says, as it was read. */
export type Said = Readonly<Record<string, unknown>>

/** Whether the actor may know what an entry says besides who, when and what kind of act. */
export function mayBeTold(db: Reader, actor: Actor, shown: AuditShown, said: Said, words: ReadonlySet<string>, named: Named | undefined): boolean {
  const whole = mayKnowAll(actor, 'topSecret')
  switch (shown) {
    case 'plain':
      return true
    case 'perhaps':
      return whole || words.size === 0 || named?.allKnown === true
    case 'work':
      return actor.scope === 'all'
    case 'named':
      return whole || named?.allKnown === true
    case 'pages':
      return whole || (named?.allKnown === true && knowsPages(db, actor, said, words))
    case 'whole':
      return whole
  }
}

/** Whether all papers are known whose pages an entry is about: by scans, by copies, by the paper that it names (S1). */
function knowsPages(db: Reader, actor: Actor, said: Said, words: ReadonlySet<string>): boolean {
  const { scan, scans, paper, code } = said
  const many: readonly unknown[] = Array.isArray(scans) ? scans : []
  const ids = [scan, ...many].filter((each) => typeof each === 'number')
  const keysOf = (noun: string): string[] => [...words].flatMap((word) => (word.startsWith(`${noun}:`) ? [word.slice(noun.length + 1)] : []))
  const named = typeof paper === 'string' ? paper : typeof code === 'string' ? code : null
  return knowsPagesOf(db, actor, { scans: ids, copies: keysOf('copy'), requests: keysOf('copy.request'), records: keysOf('record'), recordIds: keysOf('recordId'), code: named })
}

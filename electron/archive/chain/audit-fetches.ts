// Dossiers fetched from backups, as the audit trail tells of them (rules S4, A3): there are no rows of them, so each entry is held against those before it.
import { z } from 'zod'
import { levelRank, SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import { copyAuthority } from '#shared/domain/copy.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import type { Role } from '#shared/domain/role.ts'
import type { CopyActs } from './audit-copies.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

type Said = { dossierId: number; level: SecrecyLevel; by: number | null }

/** By number. */
export type FetchActs = {
  approved: Map<string, Said>
  begun: Map<string, Said & { folder: string; made: boolean }>
}

export const noFetches = (): FetchActs => ({ approved: new Map(), begun: new Map() })

const about = z.looseObject({ fetch: z.string(), dossierId: z.int().positive(), level: z.enum(SECRECY_LEVELS) })
const begun = about.extend({ folder: z.string(), approvedBy: z.int().positive().nullable() })
const made = z.looseObject({ fetch: z.string(), folder: z.string(), level: z.enum(SECRECY_LEVELS) })

type Acting = Act & { at: number; actor: number | null }
type Standing = (personId: number) => { roles: readonly Role[] } | null

export function collectFetch(acts: { fetches: FetchActs; copies: CopyActs }, act: Acting, standing: Standing, findings: Findings): void {
  const problem = EFFECTS[act.kind]?.(acts, act, standing) ?? null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

/** Null when the act could come about as it is said. */
type Effect = (acts: { fetches: FetchActs; copies: CopyActs }, act: Acting, standing: Standing) => string | null

const EFFECTS: Readonly<Record<string, Effect>> = {
  'dossier.fetchApproved': ({ fetches }, { content, actor }) => {
    const note = about.safeParse(content).data
    if (!note) return 'chain.contentForm'
    if (fetches.approved.has(note.fetch)) return 'fetch.impossible'
    fetches.approved.set(note.fetch, { dossierId: note.dossierId, level: note.level, by: actor })
    return null
  },
  'dossier.fetch': ({ fetches, copies }, { content, actor, at }, standing) => {
    const note = begun.safeParse(content).data
    if (!note) return 'chain.contentForm'
    if (fetches.begun.has(note.fetch)) return 'fetch.impossible'
    const { dossierId, level, folder, approvedBy } = note
    fetches.begun.set(note.fetch, { dossierId, level, folder, by: actor, made: false })
    const approved = fetches.approved.get(note.fetch)
    const decides = approvedBy ?? actor
    const fits = approvedBy === null ? approved === undefined : approved?.by === approvedBy && approvedBy !== actor && approved.dossierId === dossierId && approved.level === level
    const person = decides === null ? null : standing(decides)
    const authority = person && decides !== null ? copyAuthority({ id: decides, roles: person.roles }, level, [...copies.delegations.values()], dayOf(at)) : null
    return fits && authority !== null ? null : 'fetch.approvedWrongly'
  },
  'dossier.fetched': ({ fetches }, { content, actor }) => {
    const note = made.safeParse(content).data
    if (!note) return 'chain.contentForm'
    const fetch = fetches.begun.get(note.fetch)
    if (!fetch || fetch.made || fetch.by !== actor || fetch.folder !== note.folder || levelRank(note.level) > levelRank(fetch.level)) return 'fetch.impossible'
    fetch.made = true
    return null
  },
}

// What the audit trail says of requests for copies, of the copies made and of authority in others' hands (rule S4), followed act by act, to
// be held against their rows.
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import {
  approvalProblem, copyAuthority, COPY_FORMS, COPY_OUTCOMES, COPY_STEPS, copyStateOn, DELEGATED_LEVELS, needsReason, type CopyAct, type CopyDelegation,
  type CopyPerson,
} from '#shared/domain/copy.ts'
import { dayOf, isLocalDate, type LocalDate } from '#shared/domain/local-date.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

type Level = (typeof SECRECY_LEVELS)[number]

export type SaidCopyRequest = {
  id: number
  recordId: number
  scans: number[]
  purpose: string
  form: string
  recipient: string
  by: number | null
  at: number
  state: 'requested' | 'approved' | 'made' | 'declined' | 'withdrawn'
  decided: { by: number | null; at: number; authority: string; delegationId: number | null; level: Level; remark: string; lapsesOn: LocalDate | null } | null
}

export type SaidCopy = {
  by: number | null
  at: number
  scans: number[]
  /** By number: of before there were requests; else by the request. */
  of: { record: string } | { request: string; id: number }
  outcome: { what: string; on: string; by: number | null; remark: string } | null
}

export type SaidDelegation = CopyDelegation & {
  reason: string
  by: number | null
  at: number
  end: { by: number | null; at: number; remark: string } | null
}

export type CopyActs = {
  /** By number. */
  requests: Map<string, SaidCopyRequest>
  copies: Map<string, SaidCopy>
  /** By row id. */
  delegations: Map<number, SaidDelegation>
}

export const noCopies = (): CopyActs => ({ requests: new Map(), copies: new Map(), delegations: new Map() })

type Acting = Act & { at: number; actor: number | null }
type Standing = (personId: number) => { roles: readonly Role[] } | null

const row = z.int().positive()
const day = z.string().refine(isLocalDate)
const asked = z.looseObject({
  request: z.string(), requestId: row, recordId: row, scans: z.array(row).min(1), purpose: z.string(), form: z.enum(COPY_FORMS), recipient: z.string(),
})
const decision = z.looseObject({
  authority: z.enum(['generalManager', 'delegation']), delegationId: row.nullable(), level: z.enum(SECRECY_LEVELS), remark: z.string(), lapsesOn: day.nullable(),
})
const about = z.looseObject({ request: z.string() })
const made = about.extend({ copy: z.string(), copyId: row })
const settled = z.looseObject({ copy: z.string(), outcome: z.enum(COPY_OUTCOMES), on: day, remark: z.string() })
const delegated = z.looseObject({ delegation: row, person: row, level: z.enum(DELEGATED_LEVELS), from: day, reason: z.string() })
const revoked = z.looseObject({ delegation: row, remark: z.string() })
/** Of before there were requests. */
const atOnce = z.looseObject({ copy: z.string(), record: z.string(), scans: z.array(row).min(1) })

export function collectCopy(acts: CopyActs, act: Acting, standing: Standing, findings: Findings): void {
  const effect = EFFECTS[act.kind]
  const problem = effect ? effect(acts, act, standing) : null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

/** Null when the act could come about as it is said. */
type Effect = (acts: CopyActs, act: Acting, standing: Standing) => string | null

const FORM = 'chain.contentForm'
const IMPOSSIBLE = 'copy.impossible'
const WRONGLY = 'copy.approvedWrongly'

const EFFECTS: Readonly<Record<string, Effect>> = {
  'scan.copy': ({ copies, requests }, { content, actor, at }) => {
    const note = atOnce.safeParse(content).data
    if (!note) return FORM
    // Since copies are asked for, no program makes one without.
    if (requests.size > 0 || copies.has(note.copy)) return IMPOSSIBLE
    copies.set(note.copy, { by: actor, at, scans: note.scans, of: { record: note.record }, outcome: null })
    return null
  },
  'copy.request': (acts, act) => {
    const note = asked.safeParse(act.content).data
    return note ? enter(acts, act, note, null) : FORM
  },
  'copy.makeOwn': (acts, act, standing) => {
    const note = asked.safeParse(act.content).data
    const said = decision.safeParse(act.content).data
    const copy = made.safeParse(act.content).data
    if (!note || !said || !copy) return FORM
    const person = personAt(act, standing)
    const holds = person && copyAuthority(person, said.level, [...acts.delegations.values()], dayOf(act.at)) === said.authority
    if (!holds || !isOwn(acts, said, act.actor) || (needsReason(said.level) && said.remark === '')) return WRONGLY
    return enter(acts, act, note, said) ?? nameCopy(acts, act, copy)
  },
  'copy.approve': (acts, act, standing) => decide(acts, act, standing, 'approve'),
  'copy.decline': (acts, act, standing) => decide(acts, act, standing, 'decline'),
  'copy.withdraw': (acts, act) => {
    const note = about.safeParse(act.content).data
    const request = note && acts.requests.get(note.request)
    if (!note) return FORM
    return request?.by === act.actor ? take(acts, act, note.request, 'withdraw', {}) : IMPOSSIBLE
  },
  'copy.make': (acts, act) => {
    const note = made.safeParse(act.content).data
    if (!note) return FORM
    if (acts.requests.get(note.request)?.by !== act.actor) return IMPOSSIBLE
    return take(acts, act, note.request, 'make', {}) ?? nameCopy(acts, act, note)
  },
  'copy.settle': ({ copies }, { content, actor }) => {
    const note = settled.safeParse(content).data
    const copy = note && copies.get(note.copy)
    if (!note) return FORM
    if (!copy || copy.outcome) return IMPOSSIBLE
    copy.outcome = { what: note.outcome, on: note.on, by: actor, remark: note.remark }
    return null
  },
  'copy.delegate': ({ delegations }, { content, actor, at }) => {
    const note = delegated.safeParse(content).data
    if (!note) return FORM
    const twice = [...delegations.values()].some(({ personId, end }) => personId === note.person && end === null)
    if (delegations.has(note.delegation) || twice || note.person === actor) return IMPOSSIBLE
    delegations.set(note.delegation, { personId: note.person, level: note.level, fromOn: note.from, revoked: false, reason: note.reason, by: actor, at, end: null })
    return null
  },
  'copy.revoke': ({ delegations }, { content, actor, at }) => {
    const note = revoked.safeParse(content).data
    const held = note && delegations.get(note.delegation)
    if (!note) return FORM
    if (!held || held.end) return IMPOSSIBLE
    held.revoked = true
    held.end = { by: actor, at, remark: note.remark }
    return null
  },
}

type Decided = z.output<typeof decision>

function personAt({ actor }: Acting, standing: Standing): CopyPerson | null {
  const person = actor === null ? null : standing(actor)
  return person && actor !== null ? { id: actor, roles: person.roles } : null
}

/** Somebody decides by their own delegation, or without any. */
function isOwn({ delegations }: CopyActs, { authority, delegationId }: Decided, actor: number | null): boolean {
  return authority === 'delegation' ? delegationId !== null && delegations.get(delegationId)?.personId === actor : delegationId === null
}

function decide(acts: CopyActs, act: Acting, standing: Standing, what: 'approve' | 'decline'): string | null {
  const said = decision.safeParse(act.content).data
  const note = about.safeParse(act.content).data
  if (!said || !note) return FORM
  const request = acts.requests.get(note.request)
  const person = personAt(act, standing)
  if (!request || !person) return IMPOSSIBLE
  const delegations = [...acts.delegations.values()]
  const problem = approvalProblem({ requestedBy: request.by ?? 0, level: said.level }, person, said.remark, delegations, dayOf(act.at))
  if (problem || copyAuthority(person, said.level, delegations, dayOf(act.at)) !== said.authority || !isOwn(acts, said, act.actor)) return WRONGLY
  return take(acts, act, note.request, what, { decided: decidedBy(said, act) })
}

const decidedBy = ({ authority, delegationId, level, remark, lapsesOn }: Decided, { actor, at }: Acting): SaidCopyRequest['decided'] => (
  { by: actor, at, authority, delegationId, level, remark, lapsesOn }
)

/** Asked for; `said`: made in the same moment, on one's own authority. */
function enter({ requests }: CopyActs, act: Acting, note: z.output<typeof asked>, said: Decided | null): string | null {
  if (requests.has(note.request)) return IMPOSSIBLE
  const { requestId: id, recordId, scans, purpose, form, recipient } = note
  requests.set(note.request, {
    id, recordId, scans, purpose, form, recipient, by: act.actor, at: act.at, state: said ? 'made' : 'requested', decided: said && decidedBy(said, act),
  })
  return null
}

/** Puts an act's effect upon its request, where the table of its states allows it on that day. */
function take({ requests }: CopyActs, { at }: Acting, number: string, what: Exclude<CopyAct, 'lapse'>, change: Partial<SaidCopyRequest>): string | null {
  const request = requests.get(number)
  const before = request && copyStateOn({ state: request.state, lapsesOn: request.decided?.lapsesOn ?? null }, dayOf(at))
  const state = before && COPY_STEPS[before][what]
  if (!request || state === undefined || state === 'lapsed') return IMPOSSIBLE
  Object.assign(request, change, { state })
  return null
}

function nameCopy({ requests, copies }: CopyActs, { actor, at }: Acting, { request, copy, copyId }: z.output<typeof made>): string | null {
  if (copies.has(copy)) return IMPOSSIBLE
  copies.set(copy, { by: actor, at, scans: requests.get(request)?.scans ?? [], of: { request, id: copyId }, outcome: null })
  return null
}

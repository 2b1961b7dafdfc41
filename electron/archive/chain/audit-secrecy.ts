// What the audit trail says was set of levels and standing approvals, and who was let read what (rules S1 to S3, L5), followed act by act, to be
// held against the rows.
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { REQUEST_STEPS, type RequestAct, type RequestState } from '#shared/domain/access-request.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import type { Role } from '#shared/domain/role.ts'
import { FIXED_APPROVALS, namingProblem, readSecrecy, SECRECY_SUBJECTS, secrecyProblem, type SecrecySubject } from '#shared/domain/secrecy.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

export type SaidSecrecy = {
  seq: number
  at: number
  by: number | null
  subject: SecrecySubject
  dossierId: number | null
  recordId: number | null
  code: string
  before: string
  after: string
  reason: string
}

export type SaidRequest = {
  id: number
  state: RequestState
  asked: string
  dossierId: number | null
  level: string
  purpose: string
  days: number
  person: number | null
  department: number
  at: number
  decidedBy: number | null
  decidedAt: number | null
  remark: string
}

export type SaidReader = {
  dossierId: number
  person: number
  level: string
  until: string | null
  request: string | null
  by: number | null
  at: number
  reason: string
  endedBy: number | null
  endedAt: number | null
  endReason: string
}

export type SecrecyActs = {
  /** By row id. */
  changes: Map<number, SaidSecrecy>
  /** By number. */
  requests: Map<string, SaidRequest>
  /** By row id. */
  readers: Map<number, SaidReader>
}

export const noSecrecy = (): SecrecyActs => ({ changes: new Map(), requests: new Map(), readers: new Map() })

type Acting = Act & { at: number; actor: number | null }
/** Somebody as they stood at an entry. */
type Standing = (personId: number) => { roles: readonly Role[]; department: number } | null

const row = z.int().positive()
const level = z.enum(SECRECY_LEVELS)
const setNote = z.looseObject({
  change: row, subject: z.enum(SECRECY_SUBJECTS), dossierId: row.nullable(), recordId: row.nullable(), code: z.string(), before: z.string(), after: z.string(),
  reason: z.string(),
})
const requestNote = z.looseObject({
  request: z.string(), requestId: row, asked: z.string(), dossierId: row.nullable(), level, purpose: z.string(), days: row, department: row,
})
const nameNote = z.looseObject({ request: z.string(), dossierId: row })
const settleNote = z.looseObject({ request: z.string(), remark: z.string() })
const readerNote = z.looseObject({ reader: row, dossierId: row, person: row, level, until: z.string().nullable(), reason: z.string() })
const grantNote = readerNote.extend({ request: z.string(), remark: z.string() })
const revokeNote = z.looseObject({ reader: row, request: z.string().nullable(), reason: z.string() })

export function collectSecrecy(acts: SecrecyActs, act: Acting, standing: Standing, findings: Findings): void {
  const problem = EFFECTS[act.kind]?.(acts, act, standing) ?? null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

/** Null when the act could come about as it is said. */
type Effect = (acts: SecrecyActs, act: Acting, standing: Standing) => string | null

const FORM = 'chain.contentForm'

const EFFECTS: Readonly<Record<string, Effect>> = {
  'secrecy.set': set,
  'secrecy.setKind': set,
  'secrecy.setApproval': set,
  'access.request': ({ requests }, { content, at, actor }) => {
    const note = requestNote.safeParse(content).data
    if (!note || requests.has(note.request)) return FORM
    requests.set(note.request, {
      id: note.requestId, state: 'requested', asked: note.asked, dossierId: note.dossierId, level: note.level, purpose: note.purpose, days: note.days,
      person: actor, department: note.department, at, decidedBy: null, decidedAt: null, remark: '',
    })
    return null
  },
  'access.name': ({ requests }, { content, actor }) => {
    const note = nameNote.safeParse(content).data
    const request = note && requests.get(note.request)
    if (!note || !request) return FORM
    return request.person === actor ? 'access.decidedWrongly' : step(request, 'name', { dossierId: note.dossierId })
  },
  'access.grant': ({ requests, readers }, { content, at, actor }, standing) => {
    const note = grantNote.safeParse(content).data
    const request = note && requests.get(note.request)
    if (!note || !request || readers.has(note.reader)) return FORM
    readers.set(note.reader, readerFrom(note, note.request, actor, at))
    const problem = step(request, 'grant', { dossierId: note.dossierId, decidedBy: actor, decidedAt: at, remark: note.remark })
    if (problem !== null) return problem
    return couldGrant(request, note.level, actor, standing) ? null : 'access.decidedWrongly'
  },
  'access.decline': (acts, act) => settle(acts, act, 'decline'),
  'access.withdraw': (acts, act) => settle(acts, act, 'withdraw'),
  'access.nameReader': ({ readers }, { content, at, actor }, standing) => {
    const note = readerNote.safeParse(content).data
    if (!note || readers.has(note.reader)) return FORM
    readers.set(note.reader, readerFrom(note, null, actor, at))
    const roles = actor === null ? [] : (standing(actor)?.roles ?? [])
    return note.person === actor || namingProblem(roles, note.level) !== null ? 'access.decidedWrongly' : null
  },
  'access.revoke': ({ requests, readers }, { content, at, actor }) => {
    const note = revokeNote.safeParse(content).data
    const reader = note && readers.get(note.reader)
    if (!note || !reader || reader.endedAt !== null) return FORM
    Object.assign(reader, { endedBy: actor, endedAt: at, endReason: note.reason })
    const request = reader.request === null ? undefined : requests.get(reader.request)
    return request ? step(request, 'revoke', {}) : null
  },
}

function set({ changes }: SecrecyActs, { seq, content, at, actor }: Acting, standing: Standing): string | null {
  const note = setNote.safeParse(content).data
  if (!note || changes.has(note.change)) return FORM
  const { change, subject, dossierId, recordId, code, reason } = note
  changes.set(change, { seq, at, by: actor, subject, dossierId, recordId, code, before: note.before, after: note.after, reason })
  if (subject === 'approval') return FIXED_APPROVALS.some((role) => role === code) ? 'secrecy.setWrongly' : null
  if (subject === 'kind') return null
  const [before, after] = [readSecrecy(note.before), readSecrecy(note.after)]
  if (!before || !after) return FORM
  const roles = actor === null ? [] : (standing(actor)?.roles ?? [])
  return secrecyProblem(roles, { before, after, reason }, dayOf(at)) === null ? null : 'secrecy.setWrongly'
}

function readerFrom(
  { dossierId, person, level: granted, until, reason }: z.output<typeof readerNote>, request: string | null, by: number | null, at: number,
): SaidReader {
  return { dossierId, person, level: granted, until, request, by, at, reason, endedBy: null, endedAt: null, endReason: '' }
}

function settle({ requests }: SecrecyActs, { content, at, actor }: Acting, what: 'decline' | 'withdraw'): string | null {
  const note = settleNote.safeParse(content).data
  const request = note && requests.get(note.request)
  if (!note || !request) return FORM
  // One's own is withdrawn, another's declined.
  if ((request.person === actor) !== (what === 'withdraw')) return 'access.decidedWrongly'
  return step(request, what, { decidedBy: actor, decidedAt: at, remark: note.remark })
}

function step(request: SaidRequest, what: RequestAct, change: Partial<SaidRequest>): string | null {
  const state = REQUEST_STEPS[request.state][what]
  if (state === undefined) return 'access.impossible'
  Object.assign(request, change, { state })
  return null
}

/** By the head of the asker's department up to 秘密, by the general manager, or by the customer director what the general manager asked for. */
function couldGrant(request: SaidRequest, granted: string, actor: number | null, standing: Standing): boolean {
  const person = actor === null ? null : standing(actor)
  const asker = request.person === null ? null : standing(request.person)
  if (!person || actor === request.person) return false
  if (person.roles.includes('generalManager')) return true
  if (asker?.roles.includes('generalManager')) return person.roles.includes('customerDirector')
  const isHead = person.roles.includes('salesHead') || person.roles.includes('serviceHead')
  return isHead && granted === 'restricted' && person.department === request.department
}

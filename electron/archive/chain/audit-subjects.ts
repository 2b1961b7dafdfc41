// What the audit trail says of requests to erase what is kept of a person (rule R4), followed act by act, to be held against their rows.
import { z } from 'zod'
import { DISPOSAL_APPROVERS } from '#shared/domain/disposal.ts'
import type { Role } from '#shared/domain/role.ts'
import { SUBJECT_ACTS, SUBJECT_STEPS, type SubjectAct, type SubjectState } from '#shared/domain/subject.ts'
import { nameRegisterLine, registerLineNote, type RegisterActs } from './audit-register.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

/** A request as the trail has left it. */
export type SaidRequest = {
  id: number
  customerId: number
  state: SubjectState
  shown: string
  remark: string
  askedBy: number | null
  askedAt: number
  endorsedBy: number | null
  approvedBy: number | null
  registerSeq: number | null
  acts: { at: number; by: number | null; act: SubjectAct; remark: string }[]
}

/** By number. */
export type SubjectActs = Map<string, SaidRequest>

const row = z.int().positive()
const askNote = z.looseObject({ request: z.string(), requestId: row, customer: row, shown: z.string(), remark: z.string() })
const actNote = z.looseObject({ request: z.string(), act: z.enum(SUBJECT_ACTS), remark: z.string() })
const lineNote = actNote.extend(registerLineNote)

const ACTS_OF: Readonly<Record<string, readonly SubjectAct[]>> = {
  'subject.approve': ['endorse', 'approve'], 'subject.decline': ['decline'], 'subject.withdraw': ['withdraw'], 'subject.carryOut': ['erase'],
}

type Acting = Act & { at: number; actor: number | null }
type Standing = (personId: number) => { roles: readonly Role[] } | null

export function collectSubject({ subjects, register }: { subjects: SubjectActs; register: RegisterActs }, act: Acting, standing: Standing, findings: Findings): void {
  const problem = act.kind === 'subject.ask' ? ask(subjects, act) : ACTS_OF[act.kind] ? follow({ subjects, register }, act, standing) : null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

function ask(subjects: SubjectActs, { content, actor, at }: Acting): string | null {
  const note = askNote.safeParse(content).data
  if (!note || subjects.has(note.request)) return 'chain.contentForm'
  subjects.set(note.request, {
    id: note.requestId, customerId: note.customer, state: 'asked', shown: note.shown, remark: note.remark, askedBy: actor, askedAt: at, endorsedBy: null,
    approvedBy: null, registerSeq: null, acts: [],
  })
  return null
}

function follow({ subjects, register }: { subjects: SubjectActs; register: RegisterActs }, act: Acting, standing: Standing): string | null {
  const note = actNote.safeParse(act.content).data
  if (!note || ACTS_OF[act.kind]?.includes(note.act) !== true) return 'chain.contentForm'
  const request = subjects.get(note.request)
  const state = request && SUBJECT_STEPS[request.state][note.act]
  if (!request || state === undefined) return 'disposal.impossible'
  if (note.act !== 'withdraw' && note.act !== 'erase' && !couldDecide(request, act.actor, standing)) return 'disposal.approvedWrongly'
  const line = note.act === 'erase' ? lineNote.safeParse(act.content).data : null
  if (line === undefined) return 'chain.contentForm'
  if (note.act === 'endorse') request.endorsedBy = act.actor
  if (note.act === 'approve') request.approvedBy = act.actor
  request.state = state
  request.acts.push({ at: act.at, by: act.actor, act: note.act, remark: note.remark })
  if (line === null) return null
  request.registerSeq = line.lines[0]
  return nameRegisterLine(register, act, note.request, line)
}

/** By their post at that entry; two different people, neither of whom asked. */
function couldDecide({ state, askedBy, endorsedBy }: SaidRequest, actor: number | null, standing: Standing): boolean {
  const person = actor === null ? null : standing(actor)
  const role = state === 'asked' ? DISPOSAL_APPROVERS.endorse : DISPOSAL_APPROVERS.approve
  return person !== null && person.roles.includes(role) && actor !== askedBy && actor !== endorsedBy
}

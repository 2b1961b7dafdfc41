// Requests for complete exports as the audit trail says they were asked for, decided, given up and made (rules S4, A3), to be held against their rows.
import { z } from 'zod'
import { exportResult } from '#shared/contract/export.ts'
import { SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import { COPY_STEPS, type CopyState } from '#shared/domain/copy.ts'
import { decideTogether } from '#shared/domain/export.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

type Said = { at: number; remark: string }

/** A request as the trail has left it. */
export type SaidExport = {
  id: number
  state: Exclude<CopyState, 'lapsed'>
  level: SecrecyLevel
  purpose: string
  recipient: string
  by: number | null
  at: number
  decided: (Said & { by: number | null; lapsesOn: string | null }) | null
  withdrawn: Said | null
  begun: { at: number; folder: string } | null
  made: { at: number; result: z.output<typeof exportResult> } | null
}

/** By number. */
export type ExportActs = Map<string, SaidExport>

const asked = z.looseObject({ request: z.string(), requestId: z.int().positive(), level: z.enum(SECRECY_LEVELS), purpose: z.string(), recipient: z.string() })
const said = z.looseObject({ request: z.string(), remark: z.string() })
const approved = said.extend({ lapsesOn: z.string() })
const begun = z.looseObject({ request: z.string(), folder: z.string() })
const made = begun.extend(exportResult.shape)

type Acting = Act & { at: number; actor: number | null }
type Standing = (personId: number) => { roles: readonly Role[] } | null

/** Each act of a standing request. @returns what is wrong with it, or null. */
const FOLLOWING: Readonly<Record<string, (request: SaidExport, act: Acting, standing: Standing) => string | null>> = {
  'export.approve': (request, act, standing) => {
    const note = approved.safeParse(act.content).data
    return note ? decide(request, act, standing, { state: 'approved', remark: note.remark, lapsesOn: note.lapsesOn }) : 'chain.contentForm'
  },
  'export.decline': (request, act, standing) => {
    const note = said.safeParse(act.content).data
    return note ? decide(request, act, standing, { state: 'declined', remark: note.remark, lapsesOn: null }) : 'chain.contentForm'
  },
  'export.withdraw': (request, { at, actor, content }) => {
    const note = said.safeParse(content).data
    if (!note) return 'chain.contentForm'
    if (COPY_STEPS[request.state].withdraw === undefined || actor !== request.by) return 'exportRequest.impossible'
    Object.assign(request, { state: 'withdrawn', withdrawn: { at, remark: note.remark } } satisfies Partial<SaidExport>)
    return null
  },
  'export.make': (request, { at, actor, content }) => {
    const note = begun.safeParse(content).data
    if (!note) return 'chain.contentForm'
    if (request.state !== 'approved' || actor !== request.by) return 'exportRequest.impossible'
    request.begun = { at, folder: note.folder }
    return null
  },
  'export.made': (request, { at, actor, content }) => {
    const note = made.safeParse(content).data
    if (!note) return 'chain.contentForm'
    if (request.state !== 'approved' || actor !== request.by || request.begun?.folder !== note.folder) return 'exportRequest.impossible'
    Object.assign(request, { state: 'made', made: { at, result: exportResult.parse(note) } } satisfies Partial<SaidExport>)
    return null
  },
}

export function collectExport(exports: ExportActs, act: Acting, standing: Standing, findings: Findings): void {
  const problem = act.kind === 'export.request' ? ask(exports, act) : follow(exports, act, standing)
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

function ask(exports: ExportActs, { content, actor, at }: Acting): string | null {
  const note = asked.safeParse(content).data
  if (!note || exports.has(note.request)) return 'chain.contentForm'
  const { requestId, level, purpose, recipient } = note
  exports.set(note.request, { id: requestId, state: 'requested', level, purpose, recipient, by: actor, at, decided: null, withdrawn: null, begun: null, made: null })
  return null
}

function follow(exports: ExportActs, act: Acting, standing: Standing): string | null {
  const into = FOLLOWING[act.kind]
  if (!into) return null
  const named = z.looseObject({ request: z.string() }).safeParse(act.content).data
  if (!named) return 'chain.contentForm'
  const request = exports.get(named.request)
  return request ? into(request, act, standing) : 'exportRequest.impossible'
}

function decide(
  request: SaidExport, { at, actor }: Acting, standing: Standing, { state, remark, lapsesOn }: { state: 'approved' | 'declined'; remark: string; lapsesOn: string | null },
): string | null {
  if (COPY_STEPS[request.state][state === 'approved' ? 'approve' : 'decline'] === undefined) return 'exportRequest.impossible'
  const [asks, decides] = [request.by, actor].map((id) => {
    const roles = id === null ? undefined : standing(id)?.roles
    return id === null || roles === undefined ? null : { id, roles }
  })
  if (!asks || !decides || !decideTogether(asks, decides)) return 'exportRequest.approvedWrongly'
  Object.assign(request, { state, decided: { by: actor, at, remark, lapsesOn } } satisfies Partial<SaidExport>)
  return null
}

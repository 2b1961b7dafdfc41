// Setting levels of dossiers, papers and kinds of paper, and standing approvals; what stands and stood (rules S1 to S3, L5).
import type { secrecyContract } from '#shared/contract/secrecy.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { levelRank } from '#shared/domain/access.ts'
import { permits, ROLES } from '#shared/domain/role.ts'
import {
  FIXED_APPROVALS, FLOOR, readApproval, readKind, secrecyProblem, writtenApproval, writtenKind, writtenSecrecy, type Secrecy,
} from '#shared/domain/secrecy.ts'
import { readersOf } from '../access-request/store.ts'
import { knownDossier } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { isOfDossier } from '../loan/store.ts'
import { checklistOf } from '../record/store.ts'
import { notFound, refused, requireReason, wrongFields } from '../refusal.ts'
import { indexDossier } from '../search/index-dossier.ts'
import {
  addSecrecyChange, changeApproval, historyOf, isOfChecklists, keptBackPapers, kindLevels, paperName, putKind, putPaperSecrecy, putSecrecy, secrecyOf, secrecyOfPaper, secretPapers,
  settingHistory, standingApprovals, type NewChange,
} from './store.ts'

const HISTORY = 200

export const secrecyHandlers: HandlersOf<typeof secrecyContract> = {
  'secrecy.ofDossier': {
    read: (context, { dossierId }) => {
      const { db, actor, today } = context
      if (!knownDossier(db, actor, dossierId)) throw notFound('dossier')
      const sets = permits(actor.roles, 'secrecy.set')
      return {
        secrecy: secrecyOf(db, dossierId, today),
        papers: secretPapers(db, actor, dossierId),
        history: sets ? historyOf(db, actor, dossierId) : [],
        readers: sets ? readersOf(db, actor, { dossierId }).filter(({ level }) => levelRank(level) <= actor.level) : [],
      }
    },
  },
  'secrecy.set': { write: set },
  'secrecy.settings': { read: settings },
  'secrecy.setKind': {
    write: (context, { code, level, years, reason }) => {
      const { db } = context
      requireReason(reason, 'reason')
      if (!isOfChecklists(db, code)) throw wrongFields({ path: ['code'], problem: 'paper.unknown' })
      if (level === 'restricted' && years !== null) throw wrongFields({ path: ['years'], problem: 'secrecy.untilWithout' })
      const before = writtenKind(kindLevels(db).find((kind) => kind.code === code) ?? { level: 'restricted', years: null })
      const after = writtenKind({ level, years })
      if (before === after) throw refused('secrecy.same')
      putKind(db, code, { level, years })
      enter(context, { subject: 'kind', dossierId: null, recordId: null, code, before, after, reason })
      return {}
    },
  },
  'secrecy.setApproval': {
    write: (context, { role, reason, ...approval }) => {
      const { db } = context
      requireReason(reason, 'reason')
      if (FIXED_APPROVALS.includes(role)) throw refused('secrecy.fixedApproval')
      const present = standingApprovals(db).find((each) => each.role === role)
      if (!present) throw notFound('role')
      const [before, after] = [writtenApproval(present), writtenApproval(approval)]
      if (before === after) throw refused('secrecy.same')
      changeApproval(db, role, approval)
      enter(context, { subject: 'approval', dossierId: null, recordId: null, code: role, before, after, reason })
      return {}
    },
  },
}

function set(context: WriteContext, { dossierId, paper, level, until, reason }: Input<'secrecy.set'>): Output<'secrecy.set'> {
  const { db, actor, today } = context
  const filed = knownDossier(db, actor, dossierId)
  if (!filed) throw notFound('dossier')
  if (paper) requirePaper(context, dossierId, paper)
  const before = paper ? secrecyOfPaper(db, paper.recordId, paper.code, today) : secrecyOf(db, dossierId, today)
  const after: Secrecy = { level, until }
  const problem = secrecyProblem(actor.roles, { before, after, reason }, today)
  if (problem) throw wrongFields({ path: [problem.field], problem: problem.problem })
  if (paper) putPaperSecrecy(db, paper.recordId, paper.code, after)
  else {
    putSecrecy(db, dossierId, after)
    indexDossier(db, dossierId)
  }
  enter(context, {
    subject: paper ? 'paper' : 'dossier', dossierId: paper ? null : dossierId, recordId: paper?.recordId ?? null, code: paper?.code ?? '',
    before: writtenSecrecy(before), after: writtenSecrecy(after), reason,
  })
  return {}
}

/** A paper of the dossier that the actor may know the pages of: nobody lowers what is kept back from them. */
function requirePaper({ db, actor }: ReadContext, dossierId: Input<'secrecy.set'>['dossierId'], { recordId, code }: NonNullable<Input<'secrecy.set'>['paper']>): void {
  const there = isOfDossier(db, recordId, dossierId) && checklistOf(db, recordId).some((line) => line.code === code)
  if (!there) throw wrongFields({ path: ['paper'], problem: 'paper.unknown' })
  if (keptBackPapers(db, actor, [recordId]).has(paperName(recordId, code))) throw wrongFields({ path: ['level'], problem: 'secrecy.keptBack' })
}

function enter(context: WriteContext, change: NewChange): void {
  const { db, actor, now, note } = context
  note({ change: addSecrecyChange(db, { ...change, at: now, by: actor.id }), ...change })
}

function settings({ db }: ReadContext): Output<'secrecy.settings'> {
  const noKind = { level: FLOOR.level, years: null }
  return {
    kinds: kindLevels(db),
    approvals: standingApprovals(db).map((each) => ({ ...each, fixed: FIXED_APPROVALS.includes(each.role) })),
    kindHistory: settingHistory(db, 'kind', HISTORY).map(({ before, after, ...change }) => (
      { ...change, before: readKind(before) ?? noKind, after: readKind(after) ?? noKind }
    )),
    approvalHistory: settingHistory(db, 'approval', HISTORY).flatMap(({ code, before, after, ...change }) => {
      const role = ROLES.find((each) => each === code)
      const [from, to] = [readApproval(before), readApproval(after)]
      return role && from && to ? [{ ...change, role, before: from, after: to }] : []
    }),
  }
}

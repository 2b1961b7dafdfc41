// Changing deadlines, amounts and checklists: proposed, approved by the general manager, in force from a day on (001 制度3 七; rules F6, H1,
// H2, V1 to V7).
import type { ChecklistChangeView, policyContract, PolicyChangeView } from '#shared/contract/policy.ts'
import type { Input } from '#shared/contract/index.ts'
import { checklistDifference, checklistOn, DEFAULT_CHECKLISTS, KNOWN_PAPERS } from '#shared/domain/checklist.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { ChecklistLine } from '#shared/domain/paper.ts'
import { beginningProblem, decisionProblem, DEFAULT_POLICY, policyDifference } from '#shared/domain/policy.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { recomputeDues } from '../calendar/recompute.ts'
import type { Reader } from '../database/database.ts'
import type { HandlersOf, WriteContext } from '../handler.ts'
import { notFound, refused, requireReason, wrongFields } from '../refusal.ts'
import {
  addChange, addChecklistVersion, changeById, changesOf, checklistVersions, ownPapers, policyFor, readLines, readPolicy, settleChange,
  type Change, type Subject,
} from './store.ts'

export const policyHandlers: HandlersOf<typeof policyContract> = {
  'policy.show': {
    read: ({ db, today }) => {
      const changes = changesOf(db, 'policy')
      return {
        present: policyFor(db, today),
        changes: changes.map((change): PolicyChangeView => {
          const { subject: _subject, content, ...view } = change
          const before = heldWithout(changes, change)
          return { ...view, policy: readPolicy(content), before: before === null ? DEFAULT_POLICY : readPolicy(before) }
        }).toReversed(),
      }
    },
  },
  'policy.checklists': {
    read: ({ db, today }) => RECORD_KINDS.map((kind) => {
      const versions = checklistVersions(db, kind)
      return { kind, present: checklistOn(versions, today)?.version ?? 1, versions: versions.toReversed(), changes: checklistChanges(db, kind) }
    }),
  },
  'policy.papers': { read: ({ db }) => ownPapers(db) },
  'policy.propose': {
    write: (context, { policy, fromOn, reason }) => {
      const newest = requireFree(context, 'policy', fromOn)
      const before = newest === undefined ? DEFAULT_POLICY : readPolicy(newest.content)
      if (policyDifference(before, policy).length === 0) throw refused('policy.nothingNew')
      return propose(context, { subject: 'policy', content: JSON.stringify(policy), fromOn, reason })
    },
  },
  'policy.proposeChecklist': {
    write: (context, input) => {
      const subject: Subject = `checklist/${input.kind}`
      const newest = requireFree(context, subject, input.fromOn)
      const lines = codedLines(context.db, input.lines)
      const before = newest === undefined ? DEFAULT_CHECKLISTS[input.kind] : readLines(newest.content)
      if (checklistDifference(before, lines).length === 0) throw refused('policy.nothingNew')
      return propose(context, { subject, content: JSON.stringify(lines), fromOn: input.fromOn, reason: input.reason })
    },
  },
  'policy.decide': { write: decide },
  'policy.withdraw': {
    write: ({ db, actor, now, note }, { id }) => {
      const change = waiting(db, id)
      if (change.proposedBy.id !== actor.id) throw refused('policy.notYours')
      note({ change: id, subject: change.subject })
      settleChange(db, id, { state: 'withdrawn', by: actor.id, at: now, remark: '' })
      return {}
    },
  },
}

/**
 * What held on a change's first day when it was decided, or, while it waits, would hold without it: the content of the approved change
 * before it; null: as the archive began.
 */
function heldWithout(changes: readonly Change[], change: Change): string | null {
  const earlier = (other: Change): boolean => change.decidedAt === null || (other.decidedAt ?? 0) < change.decidedAt
  return approvedOf(changes).findLast((other) => other.id !== change.id && earlier(other) && other.fromOn <= change.fromOn)?.content ?? null
}

/** In the order of approval, which is that of their first days. */
const approvedOf = (changes: readonly Change[]): Change[] =>
  changes.filter(({ state }) => state === 'approved').toSorted((a, b) => (a.decidedAt ?? 0) - (b.decidedAt ?? 0))

function checklistChanges(db: Reader, kind: RecordKind): ChecklistChangeView[] {
  const changes = changesOf(db, `checklist/${kind}`)
  return changes.map((change): ChecklistChangeView => {
    const { subject: _subject, content, ...view } = change
    const before = heldWithout(changes, change)
    return { ...view, lines: readLines(content), before: before === null ? [...DEFAULT_CHECKLISTS[kind]] : readLines(before) }
  }).toReversed()
}

/**
 * One change of a subject waits at a time: two at once would undo each other unseen. Gives the newest approved one.
 * @throws Refusal when one waits already, or when a change cannot begin on that day.
 */
function requireFree({ db, today }: WriteContext, subject: Subject, fromOn: LocalDate): Change | undefined {
  const changes = changesOf(db, subject)
  if (changes.some(({ state }) => state === 'proposed')) throw refused('policy.waitsAlready')
  const newest = approvedOf(changes).at(-1)
  const problem = beginningProblem(fromOn, today, newest?.fromOn ?? null)
  if (problem) throw wrongFields({ path: ['fromOn'], problem })
  return newest
}

function propose({ db, actor, now, note }: WriteContext, change: { subject: Subject; content: string; fromOn: LocalDate; reason: string }) {
  const id = addChange(db, { ...change, proposedBy: actor.id, proposedAt: now })
  note({ change: id, ...change })
  return { id }
}

/** The lines with the codes of the store's own papers: the one a paper of that name has already, or the next. */
function codedLines(db: Reader, lines: Input<'policy.proposeChecklist'>['lines']): ChecklistLine[] {
  const own = ownPapers(db)
  let last = Math.max(0, ...own.map(({ code }) => Number(code.slice('own'.length))))
  return lines.map(({ name, ...line }) => {
    if (KNOWN_PAPERS.includes(line.code)) return line
    const code = own.find((paper) => paper.name === name)?.code
    if (code === undefined) last += 1
    return { ...line, code: code ?? `own${last}`, name }
  })
}

function waiting(db: Reader, id: Id<'settingChange'>): Change {
  const change = changeById(db, id)
  if (!change) throw notFound('change')
  if (change.state !== 'proposed') throw refused('policy.decidedAlready')
  return change
}

function decide(context: WriteContext, { id, approve, remark }: Input<'policy.decide'>) {
  const { db, actor, today, now, note } = context
  const change = waiting(db, id)
  const own = decisionProblem(change.proposedBy.id, actor.id)
  if (own) throw refused(own)
  if (!approve) requireReason(remark)
  const late = approve ? beginningProblem(change.fromOn, today, null) : null
  if (late) throw refused(late)
  const { subject, content, fromOn } = change
  note({ change: id, subject, approved: approve, fromOn, content, remark })
  settleChange(db, id, { state: approve ? 'approved' : 'declined', by: actor.id, at: now, remark })
  if (!approve) return { changed: null }
  if (subject === 'policy') return { changed: recomputeDues(context) }
  const kind = RECORD_KINDS.find((candidate) => subject === `checklist/${candidate}`)
  if (!kind) throw new Error('a change of nothing known')
  note({ version: addChecklistVersion(db, kind, fromOn, content) })
  return { changed: null }
}

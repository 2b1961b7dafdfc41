// Entering general documents (文书材料) by hand, to be bound at the year's end (rules C2, C4).
import type { Input, Output } from '#shared/contract/index.ts'
import type { generalPaperContract } from '#shared/contract/general-paper.ts'
import type { SecrecyLevel } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import { FLOOR, secrecyProblem } from '#shared/domain/secrecy.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { paperDigest } from './digest.ts'
import { addPaper, generalPaper, isHead, listPapers, putPaper, withdrawPaper, type GeneralPaper } from './paper-store.ts'
import { schemeClass } from './scheme.ts'

export const generalPaperHandlers: HandlersOf<typeof generalPaperContract> = {
  'generalPaper.list': {
    read: ({ db, actor }, { limit, text, ...wanted }) => {
      const papers = listPapers(db, actor, { ...wanted, text: text.trim(), limit: limit + 1 })
      return { papers: papers.slice(0, limit).map(({ classId: _class, ...paper }) => paper), more: papers.length > limit }
    },
  },
  'generalPaper.add': {
    write: (context, { classId, ...fields }) => {
      const { db, actor, now, note } = context
      const taken = schemeClass(db, classId)
      if (!taken) throw notFound('class')
      if (taken.source !== 'general' || taken.closed) throw refused('volume.classTakesNone', taken.code)
      requireLevel(context, FLOOR.level, fields.level)
      const paper = { classId, ...fields, withId: headOf(context, classId, fields.withId, null) }
      const id = addPaper(db, paper, actor.id, now)
      note({ paper: id, digest: paperDigest(paper) })
      return { id }
    },
  },
  'generalPaper.update': { write: update },
  'generalPaper.withdraw': {
    write: (context, { id }) => {
      free(context, id)
      if (isHead(context.db, id)) throw refused('volume.paperHasOthers')
      withdrawPaper(context.db, id, context.now)
      context.note({ paper: id })
      return {}
    },
  },
}

function update(context: WriteContext, { id, ...fields }: Input<'generalPaper.update'>): Output<'generalPaper.update'> {
  const { db, note } = context
  const { classId, level } = free(context, id)
  requireLevel(context, level, fields.level)
  if (fields.withId !== null && isHead(db, id)) throw wrongFields({ path: ['withId'], problem: 'volume.paperHasOthers' })
  const paper = { classId, ...fields, withId: headOf(context, classId, fields.withId, id) }
  putPaper(db, id, paper)
  note({ paper: id, digest: paperDigest(paper) })
  return {}
}

/** Whoever drafts sets the level, and whoever may lower a dossier's lowers a document's (S1, S3). */
function requireLevel({ actor, today }: ReadContext, before: SecrecyLevel, after: SecrecyLevel): void {
  if (before === after) return
  const problem = secrecyProblem(actor.roles, { before: { level: before, until: null }, after: { level: after, until: null }, reason: UNASKED }, today)
  if (problem) throw wrongFields({ path: ['level'], problem: problem.problem })
}

/** A document that is put right asks for no reason. */
const UNASKED = '-'

/** One that lies in no volume. @throws Refusal `notFound`, `volume.paperBound`. */
function free({ db, actor }: ReadContext, id: Id<'generalPaper'>): GeneralPaper {
  const paper = generalPaper(db, actor, id)
  if (!paper) throw notFound('paper')
  if (paper.volume) throw refused('volume.paperBound', paper.volume.number ?? undefined)
  return paper
}

/** The first paper of a matter: what belongs with a paper that belongs with another belongs with that. */
function headOf({ db, actor }: ReadContext, classId: Id<'volumeClass'>, withId: Id<'generalPaper'> | null, self: Id<'generalPaper'> | null): Id<'generalPaper'> | null {
  if (withId === null) return null
  const other = generalPaper(db, actor, withId)
  if (!other || other.classId !== classId || other.id === self) throw wrongFields({ path: ['withId'], problem: 'volume.withUnknown' })
  if (other.volume) throw wrongFields({ path: ['withId'], problem: 'volume.paperBound' })
  return other.withId ?? other.id
}

// Levels of dossiers, kinds of paper and single papers, and standing approvals (rules S1 to S3, L5).
import { z } from 'zod'
import { SCOPES, SECRECY_LEVELS } from '#shared/domain/access.ts'
import { ROLES } from '#shared/domain/role.ts'
import { MOST_YEARS } from '#shared/domain/secrecy.ts'
import { id, instant, localDate, note, nothing } from './field.ts'
import { read, write } from './method.ts'

const level = z.enum(SECRECY_LEVELS)

/** `until`: the last day; null: as long as it is kept. */
export const secrecyView = z.object({ level, until: localDate.nullable() })

const secretPaperView = z.object({
  recordId: id('record'),
  recordNumber: z.string(),
  code: z.string(),
  secrecy: secrecyView,
  /** Set for this paper, or for its kind. */
  by: z.enum(['hand', 'kind']),
  /** Whether whoever asks may know its pages. */
  mayRead: z.boolean(),
})
export type SecretPaperView = z.output<typeof secretPaperView>

const historyView = z.object({
  at: instant,
  personName: z.string(),
  /** Null: of the dossier itself. */
  recordNumber: z.string().nullable(),
  code: z.string(),
  before: secrecyView,
  after: secrecyView,
  reason: z.string(),
})
export type SecrecyHistoryView = z.output<typeof historyView>

/** Somebody who may read a dossier beyond their standing approval. */
export const readerView = z.object({
  id: id('reader'),
  dossierId: id('dossier'),
  dossierNumber: z.string(),
  plate: z.string().nullable(),
  person: z.object({ id: id('person'), name: z.string(), department: z.string() }),
  level,
  /** Null: until somebody ends it. */
  until: localDate.nullable(),
  namedBy: z.string(),
  namedAt: instant,
  reason: z.string(),
  /** The number of the request it was granted on; null for who was named. */
  request: z.string().nullable(),
  ended: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  /** May be read by it today. */
  stands: z.boolean(),
  /** Whether whoever asks may end it. */
  mayEnd: z.boolean(),
})
export type ReaderView = z.output<typeof readerView>

const settingHistory = z.object({ at: instant, personName: z.string(), reason: z.string() })
const kind = z.object({ level, years: z.number().int().nullable() })
const approval = z.object({ scope: z.enum(SCOPES), level })

export const secrecyContract = {
  /**
   * How secret a dossier and its papers are. `papers`: those above 秘密 by themselves. What was set before, and who may read, only for who
   * sets it, as far as their own level goes.
   */
  'secrecy.ofDossier': read('dossier.read', z.strictObject({ dossierId: id('dossier') }), z.object({
    secrecy: secrecyView,
    papers: z.array(secretPaperView),
    history: z.array(historyView),
    readers: z.array(readerView),
  })),
  /** Raises, extends, lowers or ends the level of a dossier, or of one paper of it. Always with a reason. */
  'secrecy.set': write('secrecy.set', z.strictObject({
    dossierId: id('dossier'),
    /** Null: the dossier itself. */
    paper: z.strictObject({ recordId: id('record'), code: z.string().min(1).max(40) }).nullable(),
    level,
    until: localDate.nullable(),
    reason: note(500),
  }), nothing),
  /** What is set for all: levels of kinds of paper, standing approvals of roles, and their history. */
  'secrecy.settings': read('settings.read', z.strictObject({}), z.object({
    kinds: z.array(kind.extend({ code: z.string() })),
    approvals: z.array(approval.extend({ role: z.enum(ROLES), fixed: z.boolean() })),
    kindHistory: z.array(settingHistory.extend({ code: z.string(), before: kind, after: kind })),
    approvalHistory: z.array(settingHistory.extend({ role: z.enum(ROLES), before: approval, after: approval })),
  })),
  /** The level of a kind of paper, in years from the day of delivery, at once and for what is on file too. */
  'secrecy.setKind': write('secrecy.decide', z.strictObject({
    code: z.string().min(1).max(40), level, years: z.number().int().min(1).max(MOST_YEARS).nullable(), reason: note(500),
  }), nothing),
  /** What a role may read by itself (L5), from now on, for who is signed in too. */
  'secrecy.setApproval': write('secrecy.decide', approval.extend({ role: z.enum(ROLES), reason: note(500) }).strict(), nothing),
}

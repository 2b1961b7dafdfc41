// Reading the audit trail (rule A3): on screen, on paper, as a workbook. Looking into it is entered itself, once for all pages of what was found.
import { setImmediate as afterThisTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { auditAct } from '#shared/contract/audit-acts.ts'
import { AUDIT_PAGE, MOST_AUDIT_LINES, MOST_COUNTED_AUDIT, MOST_PRINTED_AUDIT, type auditContract, type AuditEntryView, type AuditHead } from '#shared/contract/audit.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { setting } from '../desk/store.ts'
import type { AuditNote, HandlersOf, ReadContext } from '../handler.ts'
import { dossierMeant } from '../loan/request.ts'
import { notFound, wrongFields } from '../refusal.ts'
import { pastDossier, wordsOf, type NamedDossier } from './about-store.ts'
import { auditSheet } from './sheet.ts'
import { auditHead, boundsOf, entriesAt, everybody, kindsOf, seqsOf, type Wanted } from './store.ts'
import { readSaid, viewsOf } from './view.ts'

type Filters = Input<'audit.find'>
type Looking = Pick<ReadContext, 'db' | 'actor'>

/** Lines of a workbook that are worked out before others have their turn. */
const PIECE = 200

export const auditHandlers: HandlersOf<typeof auditContract> = {
  'audit.find': {
    read: (context, filters) => {
      const { db, actor, note } = context
      const { head, about, seqs, more } = found(context, filters, MOST_COUNTED_AUDIT)
      note({ ...filtersNote(filters, about), count: seqs.length })
      return { entries: viewsOf(db, actor, seqs.slice(0, AUDIT_PAGE)), more: seqs.length > AUDIT_PAGE, count: seqs.length, countMore: more, head }
    },
  },
  'audit.older': { read: older },
  'audit.print': {
    read: (context, filters) => {
      const { db, actor, now, note } = context
      const { head, about, seqs, more } = found(context, filters, MOST_PRINTED_AUDIT)
      note({ ...filtersNote(filters, about), count: seqs.length })
      return { storeName: setting(db, 'storeName') ?? '', entries: viewsOf(db, actor, seqs), more, head, drawnAt: now }
    },
  },
  'audit.export': {
    load: async (context, { language, ...filters }) => {
      const { db, actor, now, note } = context
      const { head, about, seqs, more } = found(context, filters, MOST_AUDIT_LINES)
      const lines = seqs.length
      note({ ...filtersNote(filters, about), count: lines, language })
      const entries: AuditEntryView[] = []
      for (let first = 0; first < lines; first += PIECE) {
        entries.push(...viewsOf(db, actor, seqs.slice(first, first + PIECE)))
        await afterThisTurn()
      }
      const person = filters.personId === null ? null : (everybody(db).find(({ id }) => id === filters.personId)?.name ?? '')
      const asked = { from: filters.from, to: filters.to, person, group: filters.group, dossier: about?.number ?? null }
      return { ...auditSheet({ entries, more, head, asked, storeName: setting(db, 'storeName') ?? '', drawnAt: now }, language), lines, more }
    },
  },
  'audit.people': { read: ({ db }) => everybody(db) },
}

/** `undefined`: no dossier is asked about; null: one that is none, or that the actor may not know: nothing is found (S3). */
type About = NamedDossier | null | undefined

function aboutOf({ db, actor }: Looking, { about }: Pick<Filters, 'about'>): About {
  if (about === '') return undefined
  const id = dossierMeant(db, about)
  return id === null ? null : pastDossier(db, actor, id)
}

/** Null: nothing can fit. @throws Refusal where the days are the wrong way round. */
function wantedOf({ db }: Looking, { from, to, personId, group }: Omit<Filters, 'about'>, about: About, upTo: number): Wanted | null {
  if (to < from) throw wrongFields({ path: ['to'], problem: 'copy.range' })
  const bounds = about === null ? null : boundsOf(db, from, to, upTo)
  if (bounds === null) return null
  const kinds = group === null ? null : kindsOf(db).filter((kind) => auditAct(kind)[0] === group)
  return { ...bounds, personId, kinds, words: about ? wordsOf(db, about.id) : null }
}

/** What fits by now, the newest `most` of it. */
function found(context: Looking, filters: Filters, most: number): { head: AuditHead; about: About; seqs: number[]; more: boolean } {
  const head = auditHead(context.db)
  const about = aboutOf(context, filters)
  const wanted = wantedOf(context, filters, about, head.seq)
  const seqs = wanted === null ? [] : seqsOf(context.db, wanted, most + 1)
  return { head, about, seqs: seqs.slice(0, most), more: seqs.length > most }
}

/** What was asked. What somebody typed that is no dossier of theirs to know is not repeated: it may be anything. */
function filtersNote({ from, to, personId, group }: Omit<Filters, 'about'>, about: About): AuditNote {
  return { from, to, person: personId, group, ...(about === undefined ? {} : { dossier: about?.number ?? null }) }
}

/**
 * Of what was found: the same question, by the same person, up to the entry before the one that says that it was asked. So no page is read of
 * what nobody entered, and what is entered meanwhile changes no page.
 * @throws Refusal `notFound` where there is no such entry.
 */
function older(context: ReadContext, { found: upTo, before, ...filters }: Input<'audit.older'>): Output<'audit.older'> {
  const { db, actor } = context
  const about = aboutOf(context, filters)
  const [asking] = entriesAt(db, [upTo + 1])
  const said = asking?.kind === 'audit.find' && asking.signer?.id === actor.id ? readSaid(asking) : null
  if (said === null) throw notFound('search of the audit trail')
  const { personId: _actor, count: _count, ...asked } = said
  if (!isDeepStrictEqual(asked, filtersNote(filters, about))) throw notFound('search of the audit trail')
  const wanted = wantedOf(context, filters, about, Math.min(upTo, before - 1))
  const seqs = wanted === null ? [] : seqsOf(db, wanted, AUDIT_PAGE + 1)
  return { entries: viewsOf(db, actor, seqs.slice(0, AUDIT_PAGE)), more: seqs.length > AUDIT_PAGE }
}

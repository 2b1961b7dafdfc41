// What the audit trail says was merged, undone, and found to be two (rule F8), to be held against the rows; and to which dossier each
// moved record belonged at each entry.
import { z } from 'zod'
import { MERGE_SUBJECTS, type MergeSubject } from '#shared/domain/merge.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

const row = z.int().positive()
const mergedNote = z.looseObject({ merge: row, keptId: row, mergedId: row, reason: z.string(), cells: z.string() })
const dossiersNote = mergedNote.extend({ kept: z.string(), merged: z.string(), records: z.array(row) })
const undoneNote = z.looseObject({ merge: row, reason: z.string(), cells: z.string().optional() })
const notDoubleNote = z.looseObject({ subject: z.enum(MERGE_SUBJECTS), one: row, other: row, reason: z.string() })

type Deed = { seq: number; by: number | null; at: number; reason: string }

export type KnownMerge = Deed & {
  subject: MergeSubject
  keptId: number
  mergedId: number
  /** What its cells hash to. */
  cells: string
  /** `cells`: what those hash to that were put back; null of an undoing that did not note them yet. */
  undone: (Deed & { cells: string | null }) | null
}

type Place = { id: number; number: string }
/** A record went from one dossier to another. */
export type Move = { seq: number; from: Place; to: Place }

export type MergeActs = {
  /** By row id. */
  merges: Map<number, KnownMerge & { records: number[]; kept: string; merged: string }>
  /** By record, in order. */
  moves: Map<number, Move[]>
  /** By `subject/one/other`, the newest. */
  notDoubles: Map<string, Deed>
}

export function noMerges(): MergeActs {
  return { merges: new Map(), moves: new Map(), notDoubles: new Map() }
}

export const pairName = (subject: string, one: number, other: number): string => `${subject}/${one}/${other}`

/** `dossierOf`: the number under which a record was entered. */
export function collectMerge(
  acts: MergeActs, act: Act & { at: number; actor: number | null }, dossierOf: (recordId: number) => string | null, findings: Findings,
): void {
  const effect = EFFECTS[act.kind]
  if (effect && !effect(acts, act, dossierOf)) findings.add(`audit/${act.seq}`, 'merge.impossible')
}

type Effect = (acts: MergeActs, act: Act & { at: number; actor: number | null }, dossierOf: (recordId: number) => string | null) => boolean

const deedOf = ({ seq, actor, at }: Parameters<Effect>[1], reason: string): Deed => ({ seq, by: actor, at, reason })

const EFFECTS: Readonly<Record<string, Effect>> = {
  'merge.customers': (acts, act) => {
    const note = mergedNote.safeParse(act.content).data
    return note !== undefined && enter(acts, act, 'customer', { ...note, records: [], kept: '', merged: '' })
  },
  'merge.dossiers': (acts, act, dossierOf) => {
    const note = dossiersNote.safeParse(act.content).data
    if (!note || !enter(acts, act, 'dossier', note)) return false
    const from = { id: note.mergedId, number: note.merged }
    return move(acts, act.seq, { records: note.records, from, to: { id: note.keptId, number: note.kept } }, dossierOf)
  },
  'merge.undo': (acts, act, dossierOf) => {
    const note = undoneNote.safeParse(act.content).data
    const merge = note && acts.merges.get(note.merge)
    if (!merge || merge.undone) return false
    acts.merges.set(note.merge, { ...merge, undone: { ...deedOf(act, note.reason), cells: note.cells ?? null } })
    const from = { id: merge.keptId, number: merge.kept }
    return move(acts, act.seq, { records: merge.records, from, to: { id: merge.mergedId, number: merge.merged } }, dossierOf)
  },
  'merge.notDouble': (acts, act) => {
    const note = notDoubleNote.safeParse(act.content).data
    if (note) acts.notDoubles.set(pairName(note.subject, note.one, note.other), deedOf(act, note.reason))
    return note !== undefined
  },
}

function enter(
  acts: MergeActs, act: Parameters<Effect>[1], subject: MergeSubject, note: z.output<typeof mergedNote> & { records: number[]; kept: string; merged: string },
): boolean {
  const { merge, keptId, mergedId, reason, cells, records, kept, merged } = note
  if (acts.merges.has(merge)) return false
  acts.merges.set(merge, { ...deedOf(act, reason), subject, keptId, mergedId, cells, records, kept, merged, undone: null })
  return true
}

/** False when a record was not where it is said to have come from. */
function move(
  { moves }: MergeActs, seq: number, { records, from, to }: { records: readonly number[]; from: Place; to: Place }, dossierOf: (recordId: number) => string | null,
): boolean {
  let possible = true
  for (const record of records) {
    const before = moves.get(record) ?? []
    if ((before.at(-1)?.to.number ?? dossierOf(record)) !== from.number) possible = false
    moves.set(record, [...before, { seq, from, to }])
  }
  return possible
}

/** The dossier a record belongs to after an entry of the trail (by default now), or null for one that no merge ever moved. */
export function placeAfter({ moves }: MergeActs, recordId: number, seq = Number.POSITIVE_INFINITY): Place | null {
  const theirs = moves.get(recordId)
  const last = theirs?.findLast((each) => each.seq <= seq)
  return last?.to ?? theirs?.[0]?.from ?? null
}

// What the audit trail says was set: policy and checklists by approval, the work calendar, and the due days that moved with them (rules
// F6, D2, V9). Only entries that were checked are told to it, in their order.
import { z } from 'zod'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { decisionProblem } from '#shared/domain/policy.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

export type SaidChange = {
  subject: string
  content: string
  fromOn: string
  reason: string
  state: 'proposed' | 'approved' | 'declined' | 'withdrawn'
  proposedBy: number | null
  proposedAt: number
  decidedBy: number | null
  decidedAt: number | null
  remark: string
}

/** `seq`: the entry that approved it; 0 for what an archive begins with. `fromOn` null: from the beginning. */
export type SaidChecklist = { kind: string; version: number; fromOn: string | null; lines: string; seq: number }

export type MovedDue = { seq: number; before: string; on: string; provisional: boolean }

export type SettingActs = {
  changes: Map<number, SaidChange>
  checklists: SaidChecklist[]
  exceptions: Map<string, { working: boolean; reason: string }>
  rosters: Map<string, string | null>
  notices: Map<number, { days: string; by: number | null; at: number }>
  /** By record, oldest first. */
  dues: Map<number, MovedDue[]>
  /** By number, oldest first. */
  correctionDues: Map<string, MovedDue[]>
}

export function noSettings(): SettingActs {
  return {
    changes: new Map(),
    checklists: RECORD_KINDS.map((kind) => ({ kind, version: 1, fromOn: null, lines: JSON.stringify(DEFAULT_CHECKLISTS[kind]), seq: 0 })),
    exceptions: new Map(), rosters: new Map(), notices: new Map(), dues: new Map(), correctionDues: new Map(),
  }
}

/** The version a record was opened under, by its kind and day of delivery, when the entry `seq` entered it (F6). */
export function checklistAt({ checklists }: SettingActs, kind: string, deliveredOn: string, seq: number): string {
  const version = Math.max(...checklists
    .filter((list) => list.kind === kind && list.seq < seq && (list.fromOn === null || list.fromOn <= deliveredOn))
    .map((list) => list.version))
  return `${kind}/${version}`
}

const row = z.int().positive()
const DUE = /^(?<what>[1-9]\d*|ZG\d{4}-\d{4,}) (?<before>\d{4}-\d\d-\d\d) (?<on>\d{4}-\d\d-\d\d)(?<provisional>~?)$/
const dues = z.array(z.string().regex(DUE))
const moved = { dues, correctionDues: dues }

const proposedNote = z.looseObject({ change: row, subject: z.string(), content: z.string(), fromOn: z.string(), reason: z.string() })
const decidedNote = z.looseObject({
  change: row, subject: z.string(), approved: z.boolean(), content: z.string(), fromOn: z.string(), remark: z.string(),
  version: row.optional(), dues: dues.optional(), correctionDues: dues.optional(),
})
const withdrawnNote = z.looseObject({ change: row })
const dayNote = z.looseObject({ on: z.string(), working: z.boolean(), reason: z.string(), ...moved })
const clearedNote = z.looseObject({ on: z.string(), ...moved })
const rosterNote = z.looseObject({ fromOn: z.string(), weekdays: z.array(z.int()).nullable(), ...moved })
const droppedRosterNote = z.looseObject({ fromOn: z.string(), ...moved })
const noticeNote = z.looseObject({ year: z.int(), days: z.string(), ...moved })
const droppedNoticeNote = z.looseObject({ year: z.int(), ...moved })
/** A receipt struck through makes its record owed again, and due by the calendar as it is then. */
const strikeNote = z.looseObject({ dues: dues.optional() })

type SettingAct = Act & { at: number; actor: number | null }
type Effect = (settings: SettingActs, act: SettingAct) => 'chain.contentForm' | 'actor.notPermitted' | null

const EFFECTS: Readonly<Record<string, Effect>> = {
  'policy.propose': propose,
  'policy.proposeChecklist': propose,
  'policy.decide': decide,
  'policy.withdraw': (settings, { content, actor, at }) => {
    const note = withdrawnNote.safeParse(content).data
    const change = note && settings.changes.get(note.change)
    if (!note || change?.state !== 'proposed') return 'chain.contentForm'
    settings.changes.set(note.change, { ...change, state: 'withdrawn', decidedBy: actor, decidedAt: at })
    return change.proposedBy === actor ? null : 'actor.notPermitted'
  },
  'calendar.setDay': calendarAct(dayNote, (settings, { on, working, reason }) => settings.exceptions.set(on, { working, reason })),
  'calendar.clearDay': calendarAct(clearedNote, (settings, { on }) => settings.exceptions.delete(on)),
  'calendar.setRoster': calendarAct(rosterNote, (settings, { fromOn, weekdays }) =>
    settings.rosters.set(fromOn, weekdays === null ? null : JSON.stringify(weekdays))),
  'calendar.dropRoster': calendarAct(droppedRosterNote, (settings, { fromOn }) => settings.rosters.delete(fromOn)),
  'calendar.enterNotice': calendarAct(noticeNote, (settings, { year, days }, { actor, at }) => settings.notices.set(year, { days, by: actor, at })),
  'calendar.dropNotice': calendarAct(droppedNoticeNote, (settings, { year }) => settings.notices.delete(year)),
  'book.strike': (settings, { seq, content }) => {
    const note = strikeNote.safeParse(content).data
    moveRecords(settings, seq, note?.dues ?? [])
    return note ? null : 'chain.contentForm'
  },
}

export function collectSetting(settings: SettingActs, act: SettingAct, findings: Findings): void {
  const problem = EFFECTS[act.kind]?.(settings, act) ?? null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

function calendarAct<N extends z.ZodType<{ dues: string[]; correctionDues: string[] }>>(
  form: N, effect: (settings: SettingActs, note: z.output<N>, act: SettingAct) => unknown,
): Effect {
  return (settings, act) => {
    const note = form.safeParse(act.content).data
    if (!note) return 'chain.contentForm'
    effect(settings, note, act)
    moveRecords(settings, act.seq, note.dues)
    moveDues(settings.correctionDues, act.seq, note.correctionDues, String)
    return null
  }
}

function propose(settings: SettingActs, { content, actor, at }: SettingAct): ReturnType<Effect> {
  const note = proposedNote.safeParse(content).data
  if (!note || settings.changes.has(note.change)) return 'chain.contentForm'
  settings.changes.set(note.change, {
    subject: note.subject, content: note.content, fromOn: note.fromOn, reason: note.reason, state: 'proposed', proposedBy: actor, proposedAt: at,
    decidedBy: null, decidedAt: null, remark: '',
  })
  return null
}

function decide(settings: SettingActs, { seq, content, actor, at }: SettingAct): ReturnType<Effect> {
  const note = decidedNote.safeParse(content).data
  const change = note && settings.changes.get(note.change)
  if (!note || change?.state !== 'proposed') return 'chain.contentForm'
  // What is approved is what was proposed.
  if (note.subject !== change.subject || note.content !== change.content || note.fromOn !== change.fromOn) return 'chain.contentForm'
  settings.changes.set(note.change, {
    ...change, state: note.approved ? 'approved' : 'declined', decidedBy: actor, decidedAt: at, remark: note.remark,
  })
  if (note.approved && note.version !== undefined) {
    settings.checklists.push({ kind: note.subject.replace('checklist/', ''), version: note.version, fromOn: note.fromOn, lines: note.content, seq })
  }
  moveRecords(settings, seq, note.dues ?? [])
  moveDues(settings.correctionDues, seq, note.correctionDues ?? [], String)
  return actor !== null && decisionProblem(change.proposedBy ?? actor, actor) !== null ? 'actor.notPermitted' : null
}

const moveRecords = (settings: SettingActs, seq: number, texts: readonly string[]): void => moveDues(settings.dues, seq, texts, Number)

function moveDues<K>(all: Map<K, MovedDue[]>, seq: number, texts: readonly string[], keyOf: (what: string) => K): void {
  for (const text of texts) {
    const { what = '', before = '', on = '', provisional } = DUE.exec(text)?.groups ?? {}
    const known = all.get(keyOf(what))
    const due: MovedDue = { seq, before, on, provisional: provisional === '~' }
    if (known) known.push(due)
    else all.set(keyOf(what), [due])
  }
}

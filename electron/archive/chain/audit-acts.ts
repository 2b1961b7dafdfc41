// What the audit trail says was done to the book and to records, to be held against them: a line, a record, an accepted delay that
// the trail does not know of was not made by the program, and one that only the trail knows of was taken away.
import { collectMerge, noMerges, type MergeActs } from './audit-merges.ts'
import { acceptedNote, enteredNote, linesNote } from './audit-notes.ts'
import type { SaidLoan } from './audit-loans.ts'
import type { RegisterActs } from './audit-register.ts'
import { noCopies, type CopyActs } from './audit-copies.ts'
import type { ExportActs } from './audit-exports.ts'
import { noFetches, type FetchActs } from './audit-fetches.ts'
import { collectPlace, type PlaceActs } from './audit-backups.ts'
import { collectLeak, type LeakActs } from './audit-leaks.ts'
import { collectCabinet, noCabinets, type CabinetActs } from './audit-cabinets.ts'
import { collectImported } from './audit-import.ts'
import { collectPenalty, noPenalties, type PenaltyActs } from './audit-penalties.ts'
import { collectSetting, noSettings, type SettingActs } from './audit-settings.ts'
import { collectSecrecy, noSecrecy, type SecrecyActs } from './audit-secrecy.ts'
import { collectStocktaking, type StocktakingActs } from './audit-stocktaking.ts'
import { noDisposals, type DisposalActs } from './audit-disposals.ts'
import type { SubjectActs } from './audit-subjects.ts'
import { noVolumes, type VolumeActs } from './audit-volumes.ts'
import type { Findings } from './check.ts'
import type { Act, MemberOf } from './staff-history.ts'

/** An entry that names lines of the book, shared by all of them. */
export type BookAct = {
  seq: number
  at: number
  kind: string
  actor: number | null
  /** The highest line named, and the hash the book had come to with it. */
  last: number
  bookHash: string
}

export type EnteredRecord = {
  seq: number
  by: number | null
  at: number
  number: string
  dossier: string
  kind: string
  deliveredOn: string
  dueOn: string
  dueProvisional: boolean
  responsible: number
  /** The department of who answers for it, at that moment. */
  department: number | null
  /** As it was entered, or filled in by a list since. */
  orderNumber: string
  /** Whether somebody has spoken to the contact person by now (V3). */
  contactConfirmed: boolean
}

export type AuditActs = {
  /** By line of the book. */
  lines: Map<number, BookAct>
  /** By row id. */
  records: Map<number, EnteredRecord>
  /** Delays of papers that were accepted (F4), as `acceptedDelay` names them: by whom first, and in which entry. */
  acceptedDelays: Map<string, { seq: number; by: number | null }>
  copies: CopyActs
  leaks: LeakActs
  settings: SettingActs
  merges: MergeActs
  penalties: PenaltyActs
  cabinets: CabinetActs
  stocktakings: StocktakingActs
  /** By number. */
  loans: Map<string, SaidLoan>
  volumes: VolumeActs
  register: RegisterActs
  secrecy: SecrecyActs
  disposals: DisposalActs
  subjects: SubjectActs
  backupPlaces: PlaceActs
  exports: ExportActs
  fetches: FetchActs
}

export const acceptedDelay = (recordNumber: string, paper: string, promisedOn: string): string => `${recordNumber}/${paper}/${promisedOn}`

export function noActs(): AuditActs {
  return {
    lines: new Map(), records: new Map(), acceptedDelays: new Map(), copies: noCopies(), leaks: new Map(), settings: noSettings(), penalties: noPenalties(),
    merges: noMerges(), cabinets: noCabinets(), stocktakings: new Map(), loans: new Map(), volumes: noVolumes(), register: new Map(), secrecy: noSecrecy(),
    disposals: noDisposals(), subjects: new Map(), backupPlaces: new Map(), exports: new Map(), fetches: noFetches(),
  }
}

const NAMING_LINES = new Set(['handover.sign', 'handover.refuse', 'book.strike'])

/** `memberOf`: a person as they stand at this entry. */
export function collectAct(
  acts: AuditActs, act: Act & { at: number; actor: number | null }, memberOf: MemberOf, findings: Findings,
): void {
  const where = `audit/${act.seq}`
  const departmentOf = (personId: number): number | null => memberOf(personId)?.department ?? null
  collectSetting(acts.settings, act, findings)
  collectPenalty(acts.penalties, act, memberOf, findings)
  collectCabinet(acts.cabinets, act, findings)
  collectSecrecy(acts.secrecy, act, (personId) => memberOf(personId) ?? null, findings)
  collectStocktaking(acts.stocktakings, act, findings)
  collectLeak(acts.leaks, act, findings)
  collectPlace(acts.backupPlaces, act, findings)
  collectImported(acts.records, act, departmentOf, findings)
  collectMerge(acts.merges, act, (recordId) => acts.records.get(recordId)?.dossier ?? null, findings)
  if (NAMING_LINES.has(act.kind)) collectLines(acts, act, where, findings)
  if (act.kind === 'record.enter') {
    const note = enteredNote.safeParse(act.content).data
    if (!note) findings.add(where, 'chain.contentForm')
    else if (acts.records.has(note.recordId)) findings.add(where, 'record.enteredTwice')
    else {
      acts.records.set(note.recordId, {
        seq: act.seq, by: act.actor, at: act.at, number: note.record, dossier: note.dossier, kind: note.kind, deliveredOn: note.deliveredOn,
        dueOn: note.dueOn, dueProvisional: note.dueProvisional, responsible: note.responsible, department: departmentOf(note.responsible),
        orderNumber: note.orderNumber, contactConfirmed: note.contactConfirmed,
      })
    }
  }
  const accepted = act.kind === 'paper.acceptDelay' ? acceptedNote.safeParse(act.content).data : undefined
  const delay = accepted && acceptedDelay(accepted.record, accepted.paper, accepted.promisedOn)
  if (delay !== undefined && !acts.acceptedDelays.has(delay)) acts.acceptedDelays.set(delay, { seq: act.seq, by: act.actor })
}

function collectLines(acts: AuditActs, act: Act & { at: number; actor: number | null }, where: string, findings: Findings): void {
  const note = linesNote.safeParse(act.content).data
  if (!note) {
    findings.add(where, 'chain.contentForm')
    return
  }
  const named: BookAct = { seq: act.seq, at: act.at, kind: act.kind, actor: act.actor, last: Math.max(...note.lines), bookHash: note.bookHash }
  for (const line of note.lines) {
    if (acts.lines.has(line)) findings.add(where, 'bookLine.namedTwice')
    else acts.lines.set(line, named)
  }
}

// Checking that every record is as it was entered, by whoever entered it (rules H1, H2, H8): what nobody entered is owed by nobody,
// and a record taken away was owed by somebody.
import type { AuditActs, EnteredRecord } from './audit-acts.ts'
import { placeAfter } from './audit-merges.ts'
import { checklistAt, type MovedDue, type SettingActs } from './audit-settings.ts'
import type { Check, Findings } from './check.ts'
import { holdRows } from './hold.ts'

const RECORDS = `
  SELECT r.id, r.number, d.number AS dossier, r.kind, r.delivered_on, r.due_on, r.due_provisional, r.responsible_id, r.department_id,
    r.entered_by, r.entered_at, r.order_number, r.contact_confirmed, c.record_kind || '/' || c.version AS checklist
  FROM record r LEFT JOIN dossier d ON d.id = r.dossier_id LEFT JOIN checklist c ON c.id = r.checklist_id ORDER BY r.id`

type Said = Record<'number' | 'dossier' | 'kind' | 'delivered_on' | 'due_on' | 'due_provisional' | 'checklist' | 'responsible_id' | 'department_id' | 'entered_by' | 'entered_at' | 'order_number' | 'contact_confirmed', string | number | null>

export function checkEntered(check: Check, { records, settings, merges }: AuditActs): void {
  const { findings } = check
  holdRows(check, {
    table: 'record', sql: RECORDS, keyOf: (row) => row.int('id'), said: records, unknown: 'record.notEntered', missing: 'record.missing',
  }, (row, entered, id) => {
    const present: Said = {
      number: row.text('number'), dossier: row.textOrNull('dossier'), kind: row.text('kind'), delivered_on: row.text('delivered_on'),
      due_on: row.text('due_on'), due_provisional: row.int('due_provisional'), checklist: row.textOrNull('checklist'),
      responsible_id: row.int('responsible_id'), department_id: row.int('department_id'), entered_by: row.int('entered_by'),
      entered_at: row.int('entered_at'), order_number: row.text('order_number'), contact_confirmed: row.int('contact_confirmed'),
    }
    const said: Readonly<Record<string, string | number | null>> = {
      ...saidOf(entered, id, settings), dossier: placeAfter(merges, id)?.number ?? entered.dossier,
    }
    checkMoves(findings, entered, settings.dues.get(id))
    for (const [column, value] of Object.entries(present)) if (said[column] !== value) findings.add(`record/${id}/${column}`, 'record.notAsEntered')
    return []
  })
}

/** As entered; due on the day to which the calendar or the policy moved it last (D2). */
function saidOf(entered: EnteredRecord, id: number, settings: SettingActs): Said {
  const { number, dossier, kind, deliveredOn, dueOn, dueProvisional, responsible, department, by, at, seq, orderNumber, contactConfirmed } = entered
  const moved = settings.dues.get(id)?.at(-1)
  return {
    number, dossier, kind, delivered_on: deliveredOn, due_on: moved?.on ?? dueOn, responsible_id: responsible, department_id: department,
    entered_by: by, entered_at: at, checklist: checklistAt(settings, kind, deliveredOn, seq), order_number: orderNumber,
    due_provisional: Number(moved?.provisional ?? dueProvisional), contact_confirmed: Number(contactConfirmed),
  }
}

/** Each move begins where the one before it ended. */
function checkMoves(findings: Findings, { dueOn }: EnteredRecord, moves: readonly MovedDue[] = []): void {
  let due = dueOn
  for (const { seq, before, on } of moves) {
    if (before !== due) findings.add(`audit/${seq}`, 'record.movedFromElsewhere')
    due = on
  }
}

// Checking that every record is as it was entered, by whoever entered it (rules H1, H2, H8): what nobody entered is owed by nobody,
// and a record taken away was owed by somebody.
import type { AuditActs, EnteredRecord } from './audit-acts.ts'
import type { Check } from './check.ts'

const RECORDS = `
  SELECT r.id, r.number, d.number AS dossier, r.kind, r.delivered_on, r.due_on, r.responsible_id, r.department_id, r.entered_by
  FROM record r LEFT JOIN dossier d ON d.id = r.dossier_id ORDER BY r.id`

type Said = Record<'number' | 'dossier' | 'kind' | 'delivered_on' | 'due_on' | 'responsible_id' | 'department_id' | 'entered_by', string | number | null>

export function checkEntered({ db, findings, step }: Check, { records }: AuditActs): void {
  const unseen = new Map(records)
  for (const row of db.each(RECORDS, [])) {
    step()
    const id = row.int('id')
    const entered = unseen.get(id)
    unseen.delete(id)
    if (!entered) {
      findings.add(`record/${id}`, 'record.notEntered')
      continue
    }
    const present: Said = {
      number: row.text('number'), dossier: row.textOrNull('dossier'), kind: row.text('kind'), delivered_on: row.text('delivered_on'),
      due_on: row.text('due_on'), responsible_id: row.int('responsible_id'), department_id: row.int('department_id'), entered_by: row.int('entered_by'),
    }
    const said: Readonly<Record<string, string | number | null>> = saidOf(entered)
    for (const [column, value] of Object.entries(present)) if (said[column] !== value) findings.add(`record/${id}/${column}`, 'record.notAsEntered')
  }
  for (const [id] of unseen) findings.add(`record/${id}`, 'record.missing')
}

function saidOf({ number, dossier, kind, deliveredOn, dueOn, responsible, department, by }: EnteredRecord): Said {
  return {
    number, dossier, kind, delivered_on: deliveredOn, due_on: dueOn, responsible_id: responsible, department_id: department, entered_by: by,
  }
}

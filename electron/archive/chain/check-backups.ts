// Checking that backups go where, when and as the audit trail says it was planned (rule A2): who turns them off, or has less kept, is named.
import type { PlaceActs } from './audit-backups.ts'
import type { Check } from './check.ts'
import { compareRows } from './hold.ts'

export function checkBackupPlaces(check: Check, places: PlaceActs): void {
  const rows = check.db.all('SELECT * FROM backup_place ORDER BY id', [], (row): [string, unknown] => [String(row.int('id')), {
    name: row.text('name'), folder: row.text('folder'), schedule: row.text('schedule'), keep: [row.int('keep_days'), row.int('keep_weeks'), row.int('keep_months')],
    addedAt: row.int('added_at'), removedAt: row.intOrNull('removed_at'),
  }])
  compareRows(check, 'backup_place', 'backupPlace', rows, new Map([...places].map(([id, place]) => [String(id), place])))
}

// Checking that every request for a complete export, who decided it and what was made of it stand as the audit trail says (rules S4, A3).
import { levelRank } from '#shared/domain/access.ts'
import type { ExportActs, SaidExport } from './audit-exports.ts'
import { parseContent, type Check } from './check.ts'
import { compareRows } from './hold.ts'

export function checkExports(check: Check, exports: ExportActs): void {
  const rows = check.db.all('SELECT * FROM export_request ORDER BY id', [], (row): [string, unknown] => {
    const result = row.textOrNull('result')
    return [row.text('number'), [
      row.int('id'), row.text('state'), row.int('level'), row.text('purpose'), row.text('recipient'), row.int('requested_by'), row.int('requested_at'),
      [row.intOrNull('decided_by'), row.intOrNull('decided_at'), row.text('remark'), row.textOrNull('lapses_on')],
      [row.intOrNull('withdrawn_at'), row.text('withdraw_remark')], [row.intOrNull('begun_at'), row.textOrNull('folder')],
      [row.intOrNull('made_at'), result === null ? null : parseContent(result)],
    ]]
  })
  compareRows(check, 'export_request', 'exportRequest', rows, new Map([...exports].map(([number, said]) => [number, should(said)])))
}

function should({ id, state, level, purpose, recipient, by, at, decided, withdrawn, begun, made }: SaidExport): unknown[] {
  return [
    id, state, levelRank(level), purpose, recipient, by, at,
    [decided?.by ?? null, decided?.at ?? null, decided?.remark ?? '', decided?.lapsesOn ?? null],
    [withdrawn?.at ?? null, withdrawn?.remark ?? ''], [begun?.at ?? null, begun?.folder ?? null], [made?.at ?? null, made?.result ?? null],
  ]
}

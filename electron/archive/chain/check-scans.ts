// Checking scans: pages lie on papers of their record's checklist, each in a place of its own (H4).
import { checklistLineView } from '#shared/contract/record.ts'
import { parseContent, type Check } from './check.ts'

const SAME_PLACE = `
  SELECT record_id, code, position FROM scan WHERE removed_at IS NULL GROUP BY record_id, code, position HAVING count(*) > 1 ORDER BY 1, 2, 3`

const PAPERS = `
  SELECT s.record_id, s.code, c.lines FROM (SELECT DISTINCT record_id, code FROM scan) s
  JOIN record r ON r.id = s.record_id JOIN checklist c ON c.id = r.checklist_id ORDER BY s.record_id, s.code`

export function checkScans({ db, findings }: Check): void {
  for (const row of db.each(SAME_PLACE, [])) {
    findings.add(`scan/${row.int('record_id')}/${row.text('code')}/${row.int('position')}`, 'scan.positionTwice')
  }
  const checklists = new Map<string, Set<string>>()
  for (const row of db.each(PAPERS, [])) {
    const text = row.text('lines')
    // A checklist that cannot be read has been named already.
    const codes = checklists.get(text) ?? new Set(checklistLineView.array().safeParse(parseContent(text)).data?.map(({ code }) => code))
    checklists.set(text, codes)
    if (codes.size > 0 && !codes.has(row.text('code'))) findings.add(`scan/${row.int('record_id')}/${row.text('code')}`, 'paper.unknown')
  }
}

// Checking scans and copies: pages lie on papers of their record's checklist, each in a place of its own (H4), and every numbered copy is
// listed as the audit trail says (S4).
import { z } from 'zod'
import { checklistLineView } from '#shared/contract/record.ts'
import type { AuditActs } from './audit-acts.ts'
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

const COPIES = 'SELECT c.number, c.at, c.person_id, c.scans, r.number AS record FROM copy c LEFT JOIN record r ON r.id = c.record_id ORDER BY c.id'

export function checkCopies({ db, findings }: Check, { copies }: AuditActs): void {
  const unseen = new Map(copies)
  for (const row of db.each(COPIES, [])) {
    const number = row.text('number')
    const said = unseen.get(number)
    unseen.delete(number)
    const scans = z.array(z.int()).safeParse(parseContent(row.text('scans'))).data
    const same = said && said.by === row.int('person_id') && said.at === row.int('at') && said.record === row.textOrNull('record')
      && said.scans.join() === scans?.join()
    if (!same) findings.add(`copy/${number}`, said ? 'copy.differs' : 'copy.notEntered')
  }
  for (const number of unseen.keys()) findings.add(`copy/${number}`, 'copy.missing')
}

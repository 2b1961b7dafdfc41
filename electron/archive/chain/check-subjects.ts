// Checking requests to erase what is kept of a person against the audit trail, and what was erased against the signed line that says so
// (rule R4).
import { subjectContent } from '#shared/contract/register.ts'
import type { SaidRequest, SubjectActs } from './audit-subjects.ts'
import { parseContent, type Check } from './check.ts'

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

export function checkSubjects(check: Check, acts: SubjectActs): void {
  const { db, findings, step } = check
  const unseen = new Map(acts)
  for (const row of db.each('SELECT * FROM subject_request ORDER BY id', [])) {
    step()
    const number = row.text('number')
    const said = unseen.get(number)
    unseen.delete(number)
    const present: Omit<SaidRequest, 'state' | 'acts'> & { state: string } = {
      id: row.int('id'), customerId: row.int('customer_id'), state: row.text('state'), shown: row.text('shown'), remark: row.text('remark'), askedBy: row.int('asked_by'),
      askedAt: row.int('asked_at'), endorsedBy: row.intOrNull('endorsed_by'), approvedBy: row.intOrNull('approved_by'), registerSeq: row.intOrNull('register_seq'),
    }
    if (!said) findings.add(`subject_request/${number}`, 'subject.notEntered')
    else if (!same({ ...present, acts: actsOf(check, present.id) }, said)) findings.add(`subject_request/${number}`, 'subject.differs')
  }
  for (const number of unseen.keys()) findings.add(`subject_request/${number}`, 'subject.missing')
  checkErased(check)
}

function actsOf({ db }: Check, id: number): { at: number; by: number; act: string; remark: string }[] {
  return db.all('SELECT at, person_id, act, remark FROM subject_act WHERE request_id = ? ORDER BY id', [id], (row) => (
    { at: row.int('at'), by: row.int('person_id'), act: row.text('act'), remark: row.text('remark') }
  ))
}

const LINES = `
  SELECT e.at, c.content FROM chain_entry e JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq
  WHERE e.chain = 'register' AND e.kind = 'subject.erased' ORDER BY e.seq`

// Order numbers and notes are held against entries and book as they were left (check-entered.ts, check-papers.ts). A page may be scanned later.
const LEFT = `
  SELECT (SELECT count(*) FROM record r WHERE r.id IN (SELECT value FROM json_each(?)) AND r.contact_name || r.contact_phone <> '')
    + (SELECT count(*) FROM scan s WHERE s.record_id IN (SELECT value FROM json_each(?)) AND s.added_at < ?) AS n`

/** Who a line says was erased is, with the records of their time. That nothing of an emptied customer is back is checked with all others. */
function checkErased({ db, findings }: Check): void {
  for (const row of db.each(LINES, [])) {
    const line = subjectContent.safeParse(parseContent(row.text('content'))).data
    // What cannot be read is named where the register is checked.
    if (!line) continue
    const isErased = db.get('SELECT erased_by FROM customer WHERE id = ?', [line.customerId], (each) => each.intOrNull('erased_by')) === line.erased.erasureId
    if (!isErased) findings.add(`customer/${line.customerId}`, 'disposal.dataThere')
    const records = JSON.stringify(line.records)
    const left = db.get(LEFT, [records, records, row.int('at')], (each) => each.int('n')) ?? 0
    if (left > 0) findings.add(`subject_request/${line.number}`, 'disposal.dataThere')
  }
}

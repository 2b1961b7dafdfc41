// Checking that every entry of the audit trail is found by its day and by what it names, and by nothing else (rule A3): what lies beside the chain for
// that can hide an entry from whoever reads the trail, though the chain is whole.
import { dayNumber, EVERY_MENTION } from '../database/migrations/0190-audit-trail.ts'
import type { Check } from './check.ts'

export function checkTrail({ db, findings, step }: Check): void {
  let expected = 0
  let last = 0
  const hidden = (seq: number): void => {
    if (seq !== last) findings.add(`audit/${seq}`, 'trail.hidden')
    last = seq
  }
  const mentions = `SELECT x.seq, EXISTS (SELECT 1 FROM audit_mention m WHERE m.word = x.word AND m.seq = x.seq) AS there FROM (${EVERY_MENTION} GROUP BY said.seq, said.word) x`
  for (const row of db.each(mentions, [])) {
    step()
    expected += 1
    if (!row.flag('there')) hidden(row.int('seq'))
  }
  const unbound = `
    SELECT e.seq FROM chain_entry e LEFT JOIN audit_day d ON d.day = ${dayNumber('e.at')}
    WHERE e.chain = 'audit' AND ifnull(e.seq NOT BETWEEN d.first AND d.last, 1)`
  for (const row of db.each(unbound, [])) hidden(row.int('seq'))
  // What the content of is missing names nothing any more, and is named by another check.
  const stored = "SELECT count(*) AS n FROM audit_mention m WHERE EXISTS (SELECT 1 FROM chain_content c WHERE c.chain = 'audit' AND c.seq = m.seq)"
  const present = db.get(stored, [], (row) => row.int('n')) ?? 0
  if (last === 0 && present !== expected) findings.add('audit_mention', 'trail.differs')
}

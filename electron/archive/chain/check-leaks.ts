// Checking that every leak stands as the audit trail says it was reported and followed (rule S5).
import type { LeakActs } from './audit-leaks.ts'
import type { Check } from './check.ts'

const LEAKS = `
  SELECT id, number, state, what, dossier, found_on, how, at_once, reported_by, reported_at, findings, responsible, outcome, closed_by, closed_at
  FROM leak ORDER BY id`

export function checkLeaks({ db, findings, step }: Check, leaks: LeakActs): void {
  const unseen = new Map(leaks)
  for (const row of db.each(LEAKS, [])) {
    step()
    const number = row.text('number')
    const said = unseen.get(number)
    unseen.delete(number)
    if (!said) {
      findings.add(`leak/${number}`, 'leak.notEntered')
      continue
    }
    const closedAt = row.intOrNull('closed_at')
    const stands = [
      row.int('id'), row.text('state'), row.text('what'), row.text('dossier'), row.text('found_on'), row.text('how'), row.text('at_once'),
      row.int('reported_by'), row.int('reported_at'), row.text('findings'), row.text('responsible'), row.text('outcome'),
      closedAt === null ? null : { by: row.intOrNull('closed_by'), at: closedAt },
    ]
    const { report } = said
    const asSaid = [
      said.id, said.state, report.what, report.dossier, report.foundOn, report.how, report.atOnce, said.by, said.at, said.findings, said.responsible,
      said.outcome, said.closed,
    ]
    if (!same(stands, asSaid)) findings.add(`leak/${number}`, 'leak.differs')
    const measures = db.all('SELECT id, what, who, due_on, done_on, done_remark FROM leak_measure WHERE leak_id = ? ORDER BY id', [said.id], (one) => ({
      id: one.int('id'), what: one.text('what'), who: one.text('who'), dueOn: one.text('due_on'), doneOn: one.textOrNull('done_on'), doneRemark: one.text('done_remark'),
    }))
    if (!same(measures, said.measures)) findings.add(`leak/${number}`, 'leak.measuresDiffer')
    const acts = db.all('SELECT at, person_id, act, remark FROM leak_act WHERE leak_id = ? ORDER BY id', [said.id], (one) => (
      { at: one.int('at'), by: one.int('person_id'), act: one.text('act'), remark: one.text('remark') }
    ))
    if (!same(acts, said.acts)) findings.add(`leak/${number}`, 'leak.actsDiffer')
  }
  for (const number of unseen.keys()) findings.add(`leak/${number}`, 'leak.missing')
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

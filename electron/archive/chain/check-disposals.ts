// Checking terms, holds and destruction lists against the audit trail (rules R1 to R3), and what was erased against the signed line that says
// so (R4): nothing is gone that no line names, and nothing that one names is there again.
import { disposalContent, registerContent } from '#shared/contract/register.ts'
import { erasedIn } from '../disposal/entries.ts'
import { NO_WORDS } from '../disposal/redact.ts'
import { ERASED_VIN } from '../disposal/rows.ts'
import type { Row } from '../database/database.ts'
import type { DisposalActs, SaidDisposal } from './audit-disposals.ts'
import { parseContent, type Check } from './check.ts'

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const DISPOSALS = 'SELECT id, number, state, remark, drafted_by, drafted_at, endorsed_by, approved_by, register_seq FROM disposal ORDER BY id'

export function checkDisposals(check: Check, acts: DisposalActs): void {
  const { db, findings, step } = check
  const unseen = new Map(acts.disposals)
  for (const row of db.each(DISPOSALS, [])) {
    step()
    const number = row.text('number')
    const said = unseen.get(number)
    unseen.delete(number)
    if (!said) {
      findings.add(`disposal/${number}`, 'disposal.notEntered')
      continue
    }
    if (!same(columns(row), saidColumns(said))) findings.add(`disposal/${number}`, 'disposal.differs')
    if (!same(items(check, said.id), said.items)) findings.add(`disposal/${number}`, 'disposal.itemsDiffer')
    if (!same(actsOf(check, said.id), said.acts)) findings.add(`disposal/${number}`, 'disposal.actsDiffer')
  }
  for (const number of unseen.keys()) findings.add(`disposal/${number}`, 'disposal.missing')
  checkTerms(check, acts)
  checkHolds(check, acts)
  checkErasures(check)
  checkDestroyed(check)
}

function columns(row: Row): unknown[] {
  return [
    row.int('id'), row.text('state'), row.text('remark'), row.int('drafted_by'), row.int('drafted_at'), row.intOrNull('endorsed_by'), row.intOrNull('approved_by'),
    row.intOrNull('register_seq'),
  ]
}

const saidColumns = (said: SaidDisposal): unknown[] => [
  said.id, said.state, said.remark, said.draftedBy, said.draftedAt, said.endorsedBy, said.approvedBy, said.registerSeq,
]

function items({ db }: Check, id: number): SaidDisposal['items'] {
  return db.all(
    'SELECT dossier_id, appraisal, years, words, term, expired_on, dropped, dropped_at FROM disposal_item WHERE disposal_id = ? ORDER BY position', [id],
    (row) => ({
      dossierId: row.int('dossier_id'), appraisal: row.text('appraisal'), years: row.intOrNull('years'), words: row.text('words'), term: row.text('term'),
      expiredOn: row.text('expired_on'), dropped: row.textOrNull('dropped'), droppedAt: row.intOrNull('dropped_at'),
    }),
  )
}

function actsOf({ db }: Check, id: number): SaidDisposal['acts'] {
  return db.all('SELECT at, person_id, act, remark FROM disposal_act WHERE disposal_id = ? ORDER BY id', [id], (row) => (
    { at: row.int('at'), by: row.int('person_id'), act: row.text('act'), remark: row.text('remark') }
  ))
}

function checkTerms({ db, findings }: Check, { terms }: DisposalActs): void {
  const rows = db.all(
    `SELECT t.id, t.dossier_id, t.term, t.reason, t.person_id, t.at, p.number FROM dossier_term t LEFT JOIN disposal p ON p.id = t.disposal_id ORDER BY t.id`, [],
    (row) => ({ id: row.int('id'), said: {
      dossierId: row.int('dossier_id'), term: row.text('term'), reason: row.text('reason'), by: row.int('person_id'), at: row.int('at'), disposal: row.textOrNull('number'),
    } }),
  )
  for (let index = 0; index < Math.max(rows.length, terms.length); index += 1) {
    if (!same(rows[index]?.said, terms[index])) findings.add(`dossier_term/${rows[index]?.id ?? index + 1}`, 'term.differs')
  }
}

function checkHolds({ db, findings }: Check, { holds }: DisposalActs): void {
  const unseen = new Map(holds)
  for (const row of db.each('SELECT id, dossier_id, kind, reason, set_by, set_at, lifted_by, lifted_at, lift_reason FROM dossier_hold ORDER BY id', [])) {
    const id = row.int('id')
    const liftedAt = row.intOrNull('lifted_at')
    const present = {
      dossierId: row.int('dossier_id'), kind: row.text('kind'), reason: row.text('reason'), by: row.int('set_by'), at: row.int('set_at'),
      lifted: liftedAt === null ? null : { by: row.intOrNull('lifted_by'), at: liftedAt, reason: row.text('lift_reason') },
    }
    if (!same(present, unseen.get(id))) findings.add(`dossier_hold/${id}`, 'hold.differs')
    unseen.delete(id)
  }
  for (const id of unseen.keys()) findings.add(`dossier_hold/${id}`, 'hold.differs')
}

const LINES = `
  SELECT e.seq, c.content FROM chain_entry e JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq
  WHERE e.chain = 'register' AND e.kind = 'disposal.destroyed' ORDER BY e.seq`

const ERASING_LINES = LINES.replace("= 'disposal.destroyed'", "IN ('disposal.destroyed', 'subject.erased')")

/** What a line says was erased, by a list or at a person's request. */
function readErasing(content: string) {
  const line = registerContent.safeParse(parseContent(content)).data
  return line?.kind === 'disposal.destroyed' || line?.kind === 'subject.erased' ? { number: line.number, erased: line.erased } : null
}

/** Every erasing is one that a line of the register commits to, entry by entry; that line has its own checks. */
function checkErasures({ db, findings }: Check): void {
  const lines = new Map(db.all(ERASING_LINES, [], (row) => [row.int('seq'), readErasing(row.text('content'))]))
  for (const row of db.each('SELECT id, number, at, register_seq FROM erasure ORDER BY id', [])) {
    const [id, seq] = [row.int('id'), row.int('register_seq')]
    const line = lines.get(seq)
    lines.delete(seq)
    const present = { erasureId: id, ...erasedIn(db, id) }
    if (line?.number !== row.text('number')) findings.add(`erasure/${id}`, 'erasure.notSigned')
    else if (!same(present, line.erased)) findings.add(`erasure/${id}`, 'erasure.differs')
  }
  for (const seq of lines.keys()) findings.add(`register/${seq}`, 'erasure.missing')
  const strange = db.get('SELECT count(*) AS n FROM chain_erasure c WHERE NOT EXISTS (SELECT 1 FROM erasure e WHERE e.id = c.erasure_id)', [], (row) => row.int('n')) ?? 0
  if (strange > 0) findings.add('chain_erasure', 'erasure.notSigned')
}

const DESTROYED = `
  SELECT d.id, d.merged_into, p.register_seq, v.vin, v.plate, v.model, v.colour, v.engine_number,
    (SELECT count(*) FROM ownership o JOIN customer c ON c.id = o.customer_id WHERE o.dossier_id = d.id AND c.name || c.mobile || c.landline || c.address <> '') AS owners,
    (SELECT count(*) FROM change ch WHERE ch.dossier_id = d.id) AS changes,
    (SELECT count(*) FROM record r JOIN scan s ON s.record_id = r.id WHERE r.dossier_id = d.id) AS scans,
    (SELECT count(*) FROM record r WHERE r.dossier_id = d.id AND r.contact_name || r.contact_phone || r.order_number <> '') AS contacts,
    (SELECT count(*) FROM record r JOIN paper p ON p.record_id = r.id AND p.note <> '' WHERE r.dossier_id = d.id) AS notes,
    (SELECT count(*) FROM loan l WHERE l.dossier_id = d.id AND l.asked || l.purpose || l.reason || l.report <> '') AS loans,
    (SELECT count(*) FROM record r JOIN copy c ON c.record_id = r.id AND (c.purpose NOT IN ('', '${NO_WORDS}') OR c.outcome_remark NOT IN ('', '${NO_WORDS}')) WHERE r.dossier_id = d.id) AS copies,
    (SELECT count(*) FROM record r JOIN copy_request q ON q.record_id = r.id AND (q.purpose <> '${NO_WORDS}' OR q.recipient NOT IN ('', '${NO_WORDS}')) WHERE r.dossier_id = d.id) AS requests,
    (SELECT count(*) FROM access_request q WHERE q.dossier_id = d.id AND (q.asked <> '${NO_WORDS}' OR q.purpose <> '${NO_WORDS}')) AS readings,
    (SELECT count(*) FROM placement pl WHERE pl.dossier_id = d.id AND pl.to_at IS NULL) AS placed
  FROM dossier d LEFT JOIN disposal p ON p.id = d.destroyed_by JOIN vehicle v ON v.id = d.vehicle_id WHERE d.destroyed_by IS NOT NULL ORDER BY d.id`

const COUNTS = ['owners', 'changes', 'scans', 'contacts', 'notes', 'loans', 'copies', 'requests', 'readings', 'placed'] as const

/** What a line says was destroyed is, and wholly; nothing else is said to be. */
function checkDestroyed({ db, findings }: Check): void {
  const named = new Set(db.all(LINES, [], (row) => disposalContent.safeParse(parseContent(row.text('content'))).data?.dossiers ?? []).flat().map(({ dossierId }) => Number(dossierId)))
  const unseen = new Set(named)
  for (const row of db.each(DESTROYED, [])) {
    const id = row.int('id')
    unseen.delete(id)
    // One that was merged went with the one it was merged into.
    if (!named.has(id) && row.intOrNull('merged_into') === null) findings.add(`dossier/${id}`, 'disposal.notSigned')
    const isCar = !ERASED_VIN.test(row.text('vin')) || row.textOrNull('plate') !== null || row.text('model') + row.text('colour') + row.text('engine_number') !== ''
    if (isCar || COUNTS.some((count) => row.int(count) > 0)) findings.add(`dossier/${id}`, 'disposal.dataThere')
  }
  for (const id of unseen) findings.add(`dossier/${id}`, 'disposal.notDestroyed')
  const half = db.each("SELECT id FROM customer WHERE erased_by IS NOT NULL AND name || mobile || landline || address <> ''", [])
  for (const row of half) findings.add(`customer/${row.int('id')}`, 'disposal.dataThere')
}

// Checking the register of signed acts (rules L1, L3): every line signed by the parties its kind asks for, known to the audit trail, and
// its row and what was drawn just as the line says. What is particular to a kind is in register/forms.ts.
import { registerContent, type RegisterContent } from '#shared/contract/register.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { REGISTER_KINDS } from '#shared/domain/register.ts'
import { REGISTER_PARTIES, REGISTER_SUBJECTS, registerFacts, type RegisterFacts } from '../register/forms.ts'
import type { AuditTrail } from './check-audit.ts'
import type { RegisterAct } from './audit-register.ts'
import { contentHash } from './chain.ts'
import { checkSignatures, parseContent, walkChain, type ChainEntry, type Check } from './check.ts'
import type { Heads } from './heads.ts'

function partiesOfUnread({ kind }: ChainEntry): ReadonlyMap<string, null> {
  const known = REGISTER_KINDS.find((each) => each === kind)
  return new Map((known === undefined ? [] : REGISTER_PARTIES[known]).map((party) => [party, null]))
}

export function checkRegister(check: Check, heads: Heads | null, audit: AuditTrail): { entries: number; signatures: number } {
  const { findings } = check
  const named = new Map(audit.acts.register)
  let signatures = 0
  const entries = walkChain(check, 'register', heads, (entry) => {
    const where = `register/${entry.seq}`
    const content = entry.content === null ? null : (registerContent.safeParse(parseContent(entry.content)).data ?? null)
    if (entry.content !== null && !content) findings.add(where, 'chain.contentForm')
    const act = named.get(entry.seq)
    named.delete(entry.seq)
    if (!act) findings.add(where, 'registerLine.notInAudit')
    else if (act.registerHash !== entry.hash.toString('hex')) findings.add(`audit/${act.seq}`, 'registerLine.hashDiffers')
    const facts = content && registerFacts(content)
    signatures += checkSignatures(check, audit.keys, entry, facts ? facts.signedBy : partiesOfUnread(entry), act?.seq ?? null).signatures
    if (!content || !facts) return
    if (act && !isOf(act, entry, facts)) findings.add(where, 'registerLine.auditDiffers')
    if (entry.kind !== content.kind) findings.add(where, 'chain.kindDiffers')
    checkRow(check, entry, content, facts)
  })
  for (const act of new Set(named.values())) findings.add(`audit/${act.seq}`, 'registerLine.namedMissing')
  checkLeftOver(check)
  return { entries, signatures }
}

/** A line and the entry that tells of it are of one transaction; the clock is read for each. */
const SAME_MOMENT = 1000

function isOf(act: RegisterAct, entry: ChainEntry, { method, enteredBy, number }: RegisterFacts): boolean {
  return act.kind === method && act.actor === enteredBy && act.number === number
    && Math.abs(act.at - entry.at) <= SAME_MOMENT
}

/** A line is about one thing: its column holds that, the others nothing. */
const SUBJECT_COLUMNS = REGISTER_SUBJECTS.join(', ')

function checkRow({ db, findings }: Check, entry: ChainEntry, content: RegisterContent, { subject, subjectId }: RegisterFacts): void {
  const where = `register_line/${entry.seq}`
  const row = db.get(`SELECT on_date, kind, ${SUBJECT_COLUMNS}, salt, drawn FROM register_line WHERE seq = ?`, [entry.seq], (each) => ({
    fits: each.text('on_date') === dayOf(entry.at) && each.text('kind') === content.kind
      && REGISTER_SUBJECTS.every((column) => each.intOrNull(column) === (column === subject ? subjectId : null)),
    drawn: contentHash(each.bytes('salt'), each.text('drawn')).toString('hex'),
  }))
  if (!row) {
    findings.add(where, 'registerLine.missing')
    return
  }
  if (!row.fits) findings.add(where, 'registerLine.differs')
  if (row.drawn !== content.drawnHash) findings.add(where, 'registerLine.drawnChanged')
}

/** Rows that no line stands behind. */
function checkLeftOver({ db, findings }: Check): void {
  const without = db.each(
    "SELECT seq FROM register_line r WHERE NOT EXISTS (SELECT 1 FROM chain_entry e WHERE e.chain = 'register' AND e.seq = r.seq) ORDER BY seq", [],
  )
  for (const row of without) findings.add(`register_line/${row.int('seq')}`, 'registerLine.withoutEntry')
}

// Checking the register of signed acts (rules L1, L3): every line signed by the parties its kind asks for, known to the audit trail, and
// its row and what was drawn just as the line says. A new kind of line says here who signs it and by which method it is entered.
import { registerContent, type RegisterContent } from '#shared/contract/register.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import type { RegisterKind } from '#shared/domain/register.ts'
import type { AuditTrail } from './check-audit.ts'
import type { RegisterAct } from './audit-loans.ts'
import { contentHash } from './chain.ts'
import { checkSignatures, parseContent, walkChain, type ChainEntry, type Check } from './check.ts'
import type { Heads } from './heads.ts'

/** By which method a line of each kind is entered. */
const ACTS: Record<RegisterKind, string> = { 'loan.out': 'loan.handOut', 'loan.back': 'loan.giveBack' }

/** Who must have signed with their key; an outsider has none and signs by hand alone. */
function partiesOf(content: RegisterContent): Map<string, number> {
  const parties = new Map<string, number>([['keeper', content.keeper.personId]])
  const other = content.kind === 'loan.back' ? content.bringer?.personId : content.borrower.kind === 'colleague' ? content.borrower.personId : undefined
  if (other !== undefined) parties.set('borrower', other)
  return parties
}

/** Of a line that cannot be read both sides are asked for, so that it cannot pass as one that needs fewer. */
const UNREADABLE: ReadonlyMap<string, null> = new Map([['keeper', null], ['borrower', null]])

export function checkRegister(check: Check, heads: Heads | null, audit: AuditTrail): { entries: number; signatures: number } {
  const { findings } = check
  const named = new Map(audit.acts.loans.lines)
  let signatures = 0
  const entries = walkChain(check, 'register', heads, (entry) => {
    const where = `register/${entry.seq}`
    const content = entry.content === null ? null : (registerContent.safeParse(parseContent(entry.content)).data ?? null)
    if (entry.content !== null && !content) findings.add(where, 'chain.contentForm')
    const act = named.get(entry.seq)
    named.delete(entry.seq)
    if (!act) findings.add(where, 'registerLine.notInAudit')
    else if (act.registerHash !== entry.hash.toString('hex')) findings.add(`audit/${act.seq}`, 'registerLine.hashDiffers')
    signatures += checkSignatures(check, audit.keys, entry, content ? partiesOf(content) : UNREADABLE, act?.seq ?? null).signatures
    if (!content) return
    if (act && !isOf(act, entry, content)) findings.add(where, 'registerLine.auditDiffers')
    if (entry.kind !== content.kind) findings.add(where, 'chain.kindDiffers')
    checkRow(check, entry, content)
  })
  for (const act of new Set(named.values())) findings.add(`audit/${act.seq}`, 'registerLine.namedMissing')
  checkLeftOver(check)
  return { entries, signatures }
}

/** A line and the entry that tells of it are of one transaction; the clock is read for each. */
const SAME_MOMENT = 1000

function isOf(act: RegisterAct, entry: ChainEntry, content: RegisterContent): boolean {
  return act.kind === ACTS[content.kind] && act.actor === content.keeper.personId && act.loan === content.loanNumber
    && Math.abs(act.at - entry.at) <= SAME_MOMENT
}

function checkRow({ db, findings }: Check, entry: ChainEntry, content: RegisterContent): void {
  const where = `register_line/${entry.seq}`
  const row = db.get('SELECT on_date, kind, loan_id, salt, drawn FROM register_line WHERE seq = ?', [entry.seq], (each) => ({
    fits: each.text('on_date') === dayOf(entry.at) && each.text('kind') === content.kind && each.intOrNull('loan_id') === content.loanId,
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

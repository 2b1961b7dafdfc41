// Checking the sign-in book (rules H3, H5): every line signed by the parties its kind asks for, known to the audit trail, and the
// rows that find lines, strike them and hold the drawn signatures just as the lines say.
import { bookLineContent, type BookLineContent } from '#shared/contract/handover.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { BOOK_LINE_KINDS, SIGNING_PARTIES, type BookLineKind } from '#shared/domain/sign-in-book.ts'
import type { AuditTrail } from './check-audit.ts'
import type { BookAct } from './audit-acts.ts'
import { placeAfter, type MergeActs } from './audit-merges.ts'
import { contentHash } from './chain.ts'
import { checkSignatures, parseContent, walkChain, type ChainEntry, type Check } from './check.ts'
import type { Heads } from './heads.ts'

/** What a line says, or null when it is not what a line can say. */
export function lineContent(content: string): BookLineContent | null {
  return bookLineContent.safeParse(parseContent(content)).data ?? null
}

export function checkBook(check: Check, heads: Heads | null, audit: AuditTrail): { entries: number; signatures: number } {
  const drawn = drawnHashes(check)
  const named = new Map(audit.acts.lines)
  let signatures = 0
  const entries = walkChain(check, 'book', heads, (entry) => {
    const content = entry.content === null ? null : lineContent(entry.content)
    if (entry.content !== null && !content) check.findings.add(`book/${entry.seq}`, 'chain.contentForm')
    const act = named.get(entry.seq)
    named.delete(entry.seq)
    if (!act) check.findings.add(`book/${entry.seq}`, 'bookLine.notInAudit')
    else if (act.last === entry.seq && act.bookHash !== entry.hash.toString('hex')) check.findings.add(`audit/${act.seq}`, 'bookLine.hashDiffers')
    signatures += checkSignatures(check, audit.keys, entry, partiesOf(entry, content), act?.seq ?? null).signatures
    if (!content) return
    if (act && !isOf(act, entry, content)) check.findings.add(`book/${entry.seq}`, 'bookLine.auditDiffers')
    if (entry.kind !== content.kind) check.findings.add(`book/${entry.seq}`, 'chain.kindDiffers')
    checkLineRow(check, entry, content, audit.acts.merges)
    if (act && !isOfPlace(audit.acts.merges, content, act)) check.findings.add(`book/${entry.seq}`, 'bookLine.auditDiffers')
    checkHandover(check, entry, content, drawn)
  })
  for (const act of new Set(named.values())) check.findings.add(`audit/${act.seq}`, 'bookLine.namedMissing')
  checkLeftOver(check)
  return { entries, signatures }
}

const ACTS: Record<BookLineKind, string> = {
  handover: 'handover.sign', supplement: 'handover.sign', refusal: 'handover.refuse', strike: 'book.strike',
}

/** A line and the entry that tells of it are of one transaction; the clock is read for each. */
const SAME_MOMENT = 1000

/** Whether the audit entry that names the line tells of such an act, by whoever received. */
function isOf(act: BookAct, entry: ChainEntry, content: BookLineContent): boolean {
  return act.kind === ACTS[content.kind] && act.actor === content.receiver.personId && Math.abs(act.at - entry.at) <= SAME_MOMENT
}

/** A line names the dossier to which its record belonged when it was signed (F8). */
function isOfPlace(merges: MergeActs, { recordId, dossierId, dossierNumber }: BookLineContent, { seq }: BookAct): boolean {
  const place = placeAfter(merges, recordId, seq)
  return place === null || (place.id === dossierId && place.number === dossierNumber)
}

function partiesOf(entry: ChainEntry, content: BookLineContent | null): Map<string, number | null> {
  const kind = content?.kind ?? BOOK_LINE_KINDS.find((known) => known === entry.kind)
  // A kind nobody knows: both sides are asked for, so that it cannot pass as one that needs no signature.
  const parties = kind ? SIGNING_PARTIES[kind] : SIGNING_PARTIES.handover
  return new Map(parties.map((party) => [party, content?.[party]?.personId ?? null]))
}

type LineRow = { on: string; kind: string; recordId: number; dossierId: number; handoverId: number | null; struckBy: number | null }

function lineRow({ db }: Check, seq: number): LineRow | null {
  return db.get('SELECT on_date, kind, record_id, dossier_id, handover_id, struck_by FROM book_line WHERE seq = ?', [seq], (row) => ({
    on: row.text('on_date'), kind: row.text('kind'), recordId: row.int('record_id'), dossierId: row.int('dossier_id'),
    handoverId: row.intOrNull('handover_id'), struckBy: row.intOrNull('struck_by'),
  }))
}

function checkLineRow(check: Check, entry: ChainEntry, content: BookLineContent, merges: MergeActs): void {
  const { findings } = check
  const where = `book_line/${entry.seq}`
  const row = lineRow(check, entry.seq)
  if (!row) {
    findings.add(where, 'bookLine.missing')
    return
  }
  const fits = row.on === dayOf(entry.at) && row.kind === content.kind && row.recordId === content.recordId
    && row.dossierId === (placeAfter(merges, content.recordId)?.id ?? content.dossierId) && row.handoverId === content.handoverId
  if (!fits) findings.add(where, 'bookLine.differs')
  if (row.struckBy !== null && strikesOf(check, row.struckBy) !== entry.seq) findings.add(where, 'bookLine.struckWrongly')
  if ((content.kind === 'strike') !== (content.strikes !== null)) findings.add(`book/${entry.seq}`, 'chain.contentForm')
  if (content.strikes !== null) checkStrike(check, entry.seq, content, content.strikes)
}

function checkStrike(check: Check, seq: number, content: BookLineContent, strikes: number): void {
  const struck = lineRow(check, strikes)
  if (struck?.struckBy !== seq) check.findings.add(`book_line/${strikes}`, 'bookLine.notStruck')
  if (strikes >= seq || struck?.kind === 'strike' || struck?.recordId !== content.recordId) check.findings.add(`book/${seq}`, 'bookLine.strikesWrongly')
}

/** Which line the line `seq` strikes through, by its content; null when none. */
function strikesOf({ db }: Check, seq: number): number | null {
  const text = db.get("SELECT content FROM chain_content WHERE chain = 'book' AND seq = ?", [seq], (row) => row.text('content'))
  return text === null ? null : (lineContent(text)?.strikes ?? null)
}

type Drawn = { at: number; giverId: number; receiverId: number; hash: string }

/** Handovers with the hash of what was drawn; the lines of one follow on each other, so the last is kept. */
function drawnHashes({ db }: Check): (id: number) => Drawn | null {
  let last: { id: number; drawn: Drawn | null } | null = null
  return (id) => {
    if (last?.id !== id) {
      last = {
        id,
        drawn: db.get('SELECT at, giver_id, receiver_id, salt, drawn FROM handover WHERE id = ?', [id], (row) => ({
          at: row.int('at'), giverId: row.int('giver_id'), receiverId: row.int('receiver_id'),
          hash: contentHash(row.bytes('salt'), row.text('drawn')).toString('hex'),
        })),
      }
    }
    return last.drawn
  }
}

function checkHandover({ findings }: Check, entry: ChainEntry, content: BookLineContent, drawn: (id: number) => Drawn | null): void {
  const both = content.kind === 'handover' || content.kind === 'supplement'
  if (both !== (content.handoverId !== null) || both !== (content.drawnHash !== null)) findings.add(`book/${entry.seq}`, 'chain.contentForm')
  if (content.handoverId === null) return
  const where = `handover/${content.handoverId}`
  const row = drawn(content.handoverId)
  if (!row) findings.add(where, 'handover.missing')
  else if (row.hash !== content.drawnHash) findings.add(where, 'handover.drawnChanged')
  else if (row.at !== entry.at || row.giverId !== content.giver?.personId || row.receiverId !== content.receiver.personId) {
    findings.add(where, 'handover.differs')
  }
}

/** Rows of the book that no line stands behind. */
function checkLeftOver({ db, findings }: Check): void {
  const without = db.each(
    "SELECT seq FROM book_line b WHERE NOT EXISTS (SELECT 1 FROM chain_entry e WHERE e.chain = 'book' AND e.seq = b.seq) ORDER BY seq", [],
  )
  for (const row of without) findings.add(`book_line/${row.int('seq')}`, 'bookLine.withoutEntry')
  const unused = db.each('SELECT id FROM handover h WHERE NOT EXISTS (SELECT 1 FROM book_line b WHERE b.handover_id = h.id) ORDER BY id', [])
  for (const row of unused) findings.add(`handover/${row.int('id')}`, 'handover.withoutLine')
}

// Checking that the filing scheme, general documents and volumes stand as the audit trail says they came about (rules C2 to C5), and that
// a closed volume holds what its closing note was signed for (C3).
import { volumeClosedContent, type VolumeClosedContent } from '#shared/contract/register.ts'
import { toId } from '#shared/domain/id.ts'
import { contentsDigest, paperDigest } from '../volume/digest.ts'
import { readPaperRow } from '../volume/paper-store.ts'
import { storedPieces } from '../volume/store.ts'
import type { VolumeActs } from './audit-volumes.ts'
import { parseContent, type Check } from './check.ts'
import { compareRows, same } from './hold.ts'

export function checkVolumes(check: Check, acts: VolumeActs): void {
  checkScheme(check, acts)
  checkPapers(check, acts)
  checkRows(check, acts)
  checkRemarks(check, acts)
}

function checkScheme(check: Check, { setting, classes }: VolumeActs): void {
  const { db, findings } = check
  const present = db.all('SELECT pattern, page_limit, draft_first FROM volume_setting', [], (row) => [row.text('pattern'), row.int('page_limit'), row.flag('draft_first')])
  if (!same(present, [[setting.pattern, setting.pageLimit, setting.draftFirst]])) findings.add('volume_setting', 'volume.schemeDiffers')
  compareRows(
    check, 'volume_class', 'volume',
    db.all('SELECT * FROM volume_class ORDER BY id', [], (row) => [
      String(row.int('id')), [row.text('code'), row.text('name'), row.text('term'), row.text('source'), row.flag('binds'), row.intOrNull('closed_at')],
    ] as const),
    new Map([...classes].map(([id, { code, name, term, source, binds, closedAt }]) => [String(id), [code, name, term, source, binds, closedAt]])),
  )
}

function checkPapers(check: Check, { papers }: VolumeActs): void {
  compareRows(
    check, 'general_paper', 'volume',
    check.db.all('SELECT * FROM general_paper ORDER BY id', [], (row) => [
      String(row.int('id')), [paperDigest(readPaperRow(row)), row.int('entered_by'), row.int('entered_at'), row.intOrNull('withdrawn_at')],
    ] as const),
    new Map([...papers].map(([id, { digest, by, at, withdrawnAt }]) => [String(id), [digest, by, at, withdrawnAt]])),
  )
}

function checkRows(check: Check, { volumes }: VolumeActs): void {
  const { db, findings } = check
  compareRows(
    check, 'volume', 'volume',
    db.all('SELECT * FROM volume ORDER BY id', [], (row) => [String(row.int('id')), [
      row.int('class_id'), row.int('year'), row.text('term'), row.text('title'), row.text('state'), row.textOrNull('number'), row.intOrNull('slot_id'),
      row.int('proposed_by'), row.int('proposed_at'), row.intOrNull('closed_seq'), row.textOrNull('closed_on'),
    ]] as const),
    new Map([...volumes].map(([id, said]) => [String(id), [
      said.classId, said.year, said.term, said.title, said.state, said.number, said.slotId, said.proposedBy, said.proposedAt, said.closedSeq, said.closedOn,
    ]])),
  )
  for (const [id, said] of volumes) {
    check.step()
    const pieces = storedPieces(db, toId(id))
    const digest = pieces.length === 0 && said.digest === null ? null : contentsDigest(pieces)
    if (digest !== said.digest || pieces.some(({ position }, index) => position !== index + 1)) findings.add(`volume/${id}`, 'volume.contentsDiffer')
    const gone = new Map(pieces.flatMap(({ gone: what }, index) => (what === null ? [] : [[index + 1, what] as const])))
    // What was not moved out before was destroyed with its dossier, by the list that says so (R4).
    const should = new Map([...pieces.flatMap(({ position, destroyed }) => (destroyed ? [[position, 'destroyed' as const] as const] : [])), ...said.gone])
    if (!same([...gone], [...should].toSorted(([one], [other]) => one - other))) findings.add(`volume/${id}`, 'volume.goneDiffers')
    const signed = said.closedSeq === null ? null : signedNote(check, said.closedSeq)
    if (signed !== null && (signed.contentsHash !== digest || signed.checker.personId !== said.checker)) findings.add(`volume/${id}`, 'volume.notAsSigned')
  }
  const strange = db.all('SELECT DISTINCT volume_id FROM volume_piece ORDER BY volume_id', [], (row) => row.int('volume_id')).filter((id) => !volumes.has(id))
  for (const id of strange) findings.add(`volume/${id}`, 'volume.contentsDiffer')
}

/** What the closing note commits to; null where it cannot be read, which checking the register names. */
function signedNote({ db }: Check, seq: number): VolumeClosedContent | null {
  const content = db.get("SELECT content FROM chain_content WHERE chain = 'register' AND seq = ?", [seq], (row) => row.text('content'))
  return content === null ? null : (volumeClosedContent.safeParse(parseContent(content)).data ?? null)
}

function checkRemarks(check: Check, { volumes }: VolumeActs): void {
  compareRows(
    check, 'volume_remark', 'volume',
    check.db.all('SELECT * FROM volume_remark ORDER BY seq', [], (row) => [
      String(row.int('seq')), [row.int('volume_id'), row.text('kind'), row.intOrNull('position'), row.text('text'), row.int('person_id'), row.text('on_date')],
    ] as const),
    new Map([...volumes].flatMap(([id, { remarks }]) => remarks.map(({ seq, kind, position, text, by, on }) => [String(seq), [id, kind, position, text, by, on]] as const))),
  )
}

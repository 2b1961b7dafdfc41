// Checking the audit trail, and from it who was who: which keys are genuine and when each was in use, and what was done to the book
// and to records (A3).
import type { Reader } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import { isPresentKey, presentRecoveryKey } from '../staff/store.ts'
import { systemCode } from '../system-code.ts'
import { damagedIn, keyOfTime, readKeyring, type Keyring } from '../vault/keyring.ts'
import type { VaultKeys } from '../vault/keys.ts'
import { collectAct, noActs, type AuditActs } from './audit-acts.ts'
import { collectCopy } from './audit-copies.ts'
import { collectDisposal } from './audit-disposals.ts'
import { collectExport } from './audit-exports.ts'
import { collectFetch } from './audit-fetches.ts'
import { collectSubject } from './audit-subjects.ts'
import { collectLoan } from './audit-loans.ts'
import { collectVolume } from './audit-volumes.ts'
import { actedBy } from './audit-notes.ts'
import { checkSignatures, makeFindings, parseContent, walkChain, type ChainEntry, type Check, type Findings, type KnownKeys } from './check.ts'
import { checkStaff } from './check-staff.ts'
import type { Heads } from './heads.ts'
import { emptyHistory, firstKey, follow, mayAct, type StaffHistory } from './staff-history.ts'

/** Acts while nobody is signed in; all others are signed by whoever did them. */
const UNSIGNED = new Set(['archive.recover', 'password.failed'])

/** Acts that give a person a key. */
const INTRODUCING = new Set(['archive.setUp', 'archive.recover', 'staff.add', 'staff.resetPassword'])

export type AuditTrail = {
  entries: number
  signatures: number
  keys: KnownKeys
  /** Who worked here, and the box keys that were vouched for, by key. */
  members: StaffHistory['people']
  boxes: StaffHistory['boxes']
  acts: AuditActs
}

export function checkAudit(check: Check, heads: Heads | null): AuditTrail {
  const history = emptyHistory()
  const acts = noActs()
  let signatures = 0
  const entries = walkChain(check, 'audit', heads, (entry) => {
    const content = entry.content === null ? undefined : parseContent(entry.content)
    const said = actedBy.safeParse(content)
    if (entry.content !== null && !said.success) check.findings.add(`audit/${entry.seq}`, 'chain.contentForm')
    const actor = said.data?.personId ?? null
    signatures += checkAct(check, history, { entry, content, actor })
    const memberOf = (personId: number) => history.people.get(personId)
    const act = { seq: entry.seq, at: entry.at, kind: entry.kind, content, actor }
    collectAct(acts, act, memberOf, check.findings)
    collectVolume(acts, act, (personId) => memberOf(personId) ?? null, check.findings)
    collectLoan(acts, act, (personId) => memberOf(personId) ?? null, check.findings)
    collectCopy(acts.copies, act, (personId) => memberOf(personId) ?? null, check.findings)
    collectExport(acts.exports, act, (personId) => memberOf(personId) ?? null, check.findings)
    collectFetch(acts, act, (personId) => memberOf(personId) ?? null, check.findings)
    collectDisposal(acts, act, (personId) => memberOf(personId) ?? null, check.findings)
    collectSubject(acts, act, (personId) => memberOf(personId) ?? null, check.findings)
  })
  checkStaff(check, history)
  return { entries, signatures, keys: history.keys, members: history.people, boxes: history.boxes, acts }
}

/** Checks that the entry is signed with the key its person had at that moment, and that they might do this; then it takes effect. */
function checkAct(check: Check, history: StaffHistory, { entry, content, actor }: { entry: ChainEntry; content: unknown; actor: number | null }): number {
  const where = `audit/${entry.seq}`
  const act = { seq: entry.seq, kind: entry.kind, content }
  const first = firstKey(act)
  const { signatures, fit } = checkSignatures(check, first ?? history.keys, entry, signersOf(entry, actor), entry.seq)
  const permitted = actor === null || mayAct(history, actor, entry.kind)
  if (!permitted) check.findings.add(where, 'actor.notPermitted')
  if (entry.sound && fit && permitted && !follow(history, act)) {
    check.findings.add(where, INTRODUCING.has(entry.kind) ? 'key.introducedWrongly' : 'chain.contentForm')
  }
  return signatures
}

function signersOf(entry: ChainEntry, personId: number | null): Map<string, number | null> {
  return new Map(personId === null && UNSIGNED.has(entry.kind) ? [] : [['actor', personId]])
}

/** Whoever is at work has one entry in the keyring, with their present key; nobody else has. */
export function checkKeyring(db: Reader, { people, recovery }: Pick<Keyring, 'people' | 'recovery'>, findings: Findings): void {
  const atWork = new Set(db.all('SELECT id FROM person WHERE active = 1', [], (row) => row.int('id')))
  const where = (personId: number): string => `keyring.json/person/${personId}`
  for (const entry of people) {
    const { personId } = entry
    if (!isPresentKey(db, entry)) findings.add(where(personId), 'keyring.stale')
    if (!atWork.delete(personId)) findings.add(where(personId), 'keyring.leaver')
  }
  for (const personId of atWork) findings.add(where(personId), 'keyring.personMissing')
  // An earlier program did not say whose it is.
  if (recovery.publicKey && recovery.publicKey.toString('hex') !== presentRecoveryKey(db)) findings.add('keyring.json/recovery', 'keyring.recoveryStale')
}

/** Whether the keyring that lies there is another than the open archive knows of, or none at all. A change of both is one turn of the engine. */
export function keyringDiffers(file: string, db: Reader, keys: VaultKeys): boolean {
  const findings = makeFindings()
  try {
    const keyring = readKeyring(file)
    if (damagedIn(keyring).length > 0 || keyOfTime(keyring, keys) !== keys.data) return true
    checkKeyring(db, keyring, findings)
  } catch (error) {
    if (!(error instanceof Refusal) && systemCode(error) === null) throw error
    return true
  }
  return findings.list.length > 0
}

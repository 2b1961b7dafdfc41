// Checking the audit trail, and from it which signing keys are genuine: every public key was introduced by a signed entry (A3).
import { z } from 'zod'
import type { Reader } from '../database/database.ts'
import type { KeyringEntry } from '../vault/keyring.ts'
import { verifierOf } from '../vault/signing.ts'
import { checkSignatures, parseContent, walkChain, type ChainEntry, type Check, type Findings, type KnownKey, type KnownKeys } from './check.ts'
import type { Heads } from './heads.ts'

const actedBy = z.looseObject({ personId: z.int().nullable() })
const introduced = z.looseObject({ person: z.int(), key: z.int(), publicKey: z.string().regex(/^[0-9a-f]{64}$/) })
const accepted = z.looseObject({ record: z.string(), paper: z.string(), promisedOn: z.string() })

/** Acts that give a person a key. */
const INTRODUCING = new Set(['archive.setUp', 'archive.recover', 'staff.giveKey', 'staff.resetPassword'])

/** Acts while nobody is signed in; all others are signed by whoever did them. */
const UNSIGNED = new Set(['archive.recover', 'session.signInFailed'])

export type AuditTrail = {
  entries: number
  signatures: number
  keys: KnownKeys
  /** Delays of papers that were accepted (F4), as `acceptedDelay` names them. */
  acceptedDelays: ReadonlySet<string>
}

export const acceptedDelay = (recordNumber: string, paper: string, promisedOn: string): string => `${recordNumber}/${paper}/${promisedOn}`

export function checkAudit(check: Check, heads: Heads | null): AuditTrail {
  const keys = new Map<number, KnownKey>()
  const acceptedDelays = new Set<string>()
  let signatures = 0
  const entries = walkChain(check, 'audit', heads, (entry) => {
    const content = entry.content === null ? undefined : parseContent(entry.content)
    const actor = actedBy.safeParse(content)
    if (entry.content !== null && !actor.success) check.findings.add(`audit/${entry.seq}`, 'chain.contentForm')
    const introduction = introductionOf(check, entry, content)
    // The first entry of all is signed with the very key that it introduces; every other by a key introduced before.
    if (introduction && entry.kind === 'archive.setUp') keys.set(...introduction)
    const signed = checkSignatures(check, keys, entry, signersOf(entry, actor.data?.personId ?? null))
    signatures += signed.signatures
    if (introduction && entry.sound && signed.fit) keys.set(...introduction)
    const acceptance = entry.kind === 'paper.acceptDelay' ? accepted.safeParse(content).data : undefined
    if (acceptance) acceptedDelays.add(acceptedDelay(acceptance.record, acceptance.paper, acceptance.promisedOn))
  })
  checkKeyRows(check, keys)
  return { entries, signatures, keys, acceptedDelays }
}

function signersOf(entry: ChainEntry, personId: number | null): Map<string, number | null> {
  return new Map(personId === null && UNSIGNED.has(entry.kind) ? [] : [['actor', personId]])
}

function introductionOf({ findings }: Check, entry: ChainEntry, content: unknown): [number, KnownKey] | null {
  if (!INTRODUCING.has(entry.kind)) return null
  const said = introduced.safeParse(content).data
  // A second set-up would introduce a key by nothing but itself.
  if (!said || (entry.kind === 'archive.setUp') !== (entry.seq === 1)) {
    findings.add(`audit/${entry.seq}`, 'key.introducedWrongly')
    return null
  }
  const publicKey = globalThis.Buffer.from(said.publicKey, 'hex')
  return [said.key, { personId: said.person, publicKey, verifies: verifierOf(publicKey) }]
}

/** Every row of a public key is as it was introduced, and only a person's latest is not retired. */
function checkKeyRows({ db, findings }: Check, keys: KnownKeys): void {
  const latest = new Map([...keys].map(([id, key]) => [key.personId, id]))
  const rows = db.all('SELECT id, person_id, public_key, retired_at FROM person_key ORDER BY id', [], (row) => ({
    id: row.int('id'), personId: row.int('person_id'), publicKey: row.bytes('public_key'), retired: row.intOrNull('retired_at') !== null,
  }))
  for (const row of rows) {
    const key = keys.get(row.id)
    const where = `person_key/${row.id}`
    if (!key) findings.add(where, 'key.notIntroduced')
    else if (key.personId !== row.personId || !key.publicKey.equals(row.publicKey)) findings.add(where, 'key.changed')
    else if (row.retired === (latest.get(row.personId) === row.id)) findings.add(where, 'key.retiredWrongly')
  }
  const present = new Set(rows.map((row) => row.id))
  for (const id of keys.keys()) if (!present.has(id)) findings.add(`person_key/${id}`, 'key.missing')
}

/** Whoever is at work has one entry in the keyring, with their present key; nobody else has. */
export function checkKeyring(db: Reader, people: readonly Pick<KeyringEntry, 'personId' | 'keyId' | 'publicKey'>[], findings: Findings): void {
  const atWork = new Set(db.all('SELECT id FROM person WHERE active = 1', [], (row) => row.int('id')))
  const where = (personId: number): string => `keyring.json/person/${personId}`
  for (const { personId, keyId, publicKey } of people) {
    const present = db.get(
      'SELECT 1 AS found FROM person_key WHERE id = ? AND person_id = ? AND public_key = ? AND retired_at IS NULL',
      [keyId, personId, publicKey], (row) => row.flag('found'),
    ) ?? false
    if (!present) findings.add(where(personId), 'keyring.stale')
    if (!atWork.delete(personId)) findings.add(where(personId), 'keyring.leaver')
  }
  for (const personId of atWork) findings.add(where(personId), 'keyring.personMissing')
}

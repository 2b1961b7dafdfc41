// A book with every kind of line in it, and copies of its archive to change behind the program's back, as someone could who has
// the data key. For tests of `verify`.
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { verifyOpened } from '#archive/backup/verify.ts'
import { appendEntry, contentHash, entryHash, headOf, makeSalt, type Head, type Signer } from '#archive/chain/chain.ts'
import { openDatabase, type Reader, type Value, type Writer } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { privateKeyFrom } from '#archive/vault/signing.ts'
import type { FindingView } from '#shared/contract/backup.ts'
import { callHost, LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'

export const ADMIN = { login: LOGINS.administrator, password: PASSWORD }

// 2026-03-02 09:00 in the store's time zone, a Monday.
export const MONDAY = Date.UTC(2026, 2, 2, 1)

/** A copy of the archive, closed, with the administrator's key: what a thief with a password has. */
export type Copy = { folder: string; places: ReturnType<typeof placesIn>; admin: Opened }

export type Book = {
  archive: TestArchive
  /** Delivery received in two goes; visit struck through; repair received; delivery refused; delivery with a delay accepted. */
  records: readonly number[]
  /** What people's passwords open now: what a member of staff who forges has. */
  opened(login: string): Promise<Opened>
  /** What the passwords of `sales1` and of a leaver, `sales.head`, opened before a reset and a shut-out. */
  former: { reset: Opened; leaver: Opened }
  /** Of before the recovery key was replaced. */
  formerRecoveryKey: string
  /** Stops the archive and copies it. */
  copy(): Promise<Copy>
  /** What is found in a copy after a change of its rows. */
  found(work: (db: Writer, copy: Copy) => void): Promise<FindingView[]>
  remove(): Promise<void>
}

/** Seven lines: 1 handover, 2 and 3 a handover of two records, 4 supplement, 5 strikes 2, 6 refusal, 7 handover. */
export async function makeBook(): Promise<Book> {
  const root = temporaryFolder()
  const archive = await makeArchive({ startAt: MONDAY })
  const records = await fillBook(archive)
  const opened = (login: string): Promise<Opened> => openEntry(readKeyring(placesIn(archive.folder).keyring), login, PASSWORD)
  const former = { reset: await opened(LOGINS.salesConsultant), leaver: await opened(LOGINS.salesHead) }
  await changeStaff(archive)
  const admin = await opened(ADMIN.login)
  let copies = 0
  const copy = async (): Promise<Copy> => {
    await archive.stop()
    copies += 1
    const folder = join(root, String(copies))
    cpSync(archive.folder, folder, { recursive: true })
    return { folder, places: placesIn(folder), admin }
  }
  return {
    archive,
    records,
    opened,
    former,
    formerRecoveryKey: archive.recoveryKey,
    copy,
    found: async (work) => {
      const made = await copy()
      changeRows(made, (db) => {
        work(db, made)
      })
      return findingsOf(made)
    },
    remove: async () => {
      await archive.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function fillBook(archive: TestArchive): Promise<number[]> {
  const entries = [
    await archive.enter('delivery'), await archive.enter('maintenance'), await archive.enter('minorRepair'),
    await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('overhaul'),
  ] as const
  const [delivery, visit, repair, refused, late] = entries
  const archivist = await archive.as(LOGINS.archivist)
  await archive.handOver([delivery.recordId], (line) => (line.code === 'greenCard' ? { presence: 'missing', count: 0 } : {}))
  await archive.handOver([visit.recordId, repair.recordId])
  await archive.handOver([delivery.recordId])
  await archivist.call('book.strike', { seq: 2, remark: '记错了车', password: PASSWORD })
  await archivist.call('handover.refuse', { recordId: refused.recordId, reason: 'ink', remark: '', password: PASSWORD })
  const promisedOn = (await archivist.call('session.state', {})).today
  await archive.handOver([late.recordId], (line) => (
    line.code === 'drivingLicenceCopy' ? { presence: 'notYetObtainable', count: 0, promisedOn } : {}
  ))
  const director = await archive.as(LOGINS.customerDirector)
  await director.call('paper.acceptDelay', { recordId: late.recordId, code: 'drivingLicenceCopy', promisedOn: '2026-04-10' })
  return entries.map((entry) => entry.recordId)
}

/**
 * A reset, a shut-out, two recoveries with a new recovery key between them, a new department under two names: old keys that still
 * verify old lines, and a person without an entry in the keyring.
 */
async function changeStaff(archive: TestArchive): Promise<void> {
  const admin = await archive.as(LOGINS.administrator)
  for (const person of await admin.call('staff.list', {})) {
    if (person.login === LOGINS.salesConsultant) await admin.call('staff.resetPassword', { id: person.id, password: PASSWORD })
    if (person.login === LOGINS.salesHead) {
      await admin.call('staff.update', {
        id: person.id, name: person.name, departmentId: person.department.id, roles: person.roles, active: false,
      })
    }
  }
  await archive.host.call({ method: 'session.signIn', input: { login: ADMIN.login, password: 'wrong' }, token: null })
  await callHost(archive.host, null, 'archive.recover', { recoveryKey: archive.recoveryKey, login: LOGINS.generalManager, password: PASSWORD })
  const { recoveryKey } = await admin.call('archive.replaceRecoveryKey', { password: PASSWORD })
  await callHost(archive.host, null, 'archive.recover', { recoveryKey, login: LOGINS.careSpecialist, password: PASSWORD })
  const { id } = await admin.call('department.add', { name: '精品部', kind: 'sales' })
  await admin.call('department.rename', { id, name: '精品附件部' })
}

export function signerOf({ personId, keyId, signingKey }: Opened, party = 'actor'): Signer {
  return { party, personId, keyId, key: privateKeyFrom(signingKey) }
}

/** Appends an entry to the audit trail as the program would: `by` signs it; null: nobody. */
export function enterAct(db: Writer, by: Opened | null, kind: string, note: Record<string, unknown>, at = entryAt(db, 'audit', lastSeq(db, 'audit')).at): Head {
  const content = JSON.stringify({ personId: by?.personId ?? null, ...note })
  return appendEntry(db, { chain: 'audit', at, kind, content, signers: by ? [signerOf(by)] : [] })
}

/** Appends a copy of a line to the book, signed anew, with its row; `change` is put over what it says. Gives the line. */
export function enterLine(db: Writer, seq: number, signers: Partial<Record<'giver' | 'receiver', Opened>>, change: Record<string, unknown> = {}): Head {
  const said: unknown = JSON.parse(entryAt(db, 'book', seq).content)
  if (typeof said !== 'object') throw new Error('no content')
  const named = Object.entries(signers).map(([party, { personId }]) => [party, { personId, name: '某人', department: '某部' }])
  const line = appendEntry(db, {
    chain: 'book', at: headAt(db), kind: entryAt(db, 'book', seq).kind, content: JSON.stringify({ ...said, ...Object.fromEntries(named), ...change }),
    signers: Object.entries(signers).map(([party, opened]) => signerOf(opened, party)),
  })
  db.run('INSERT INTO book_line (seq, on_date, kind, record_id, dossier_id, handover_id) SELECT ?, on_date, kind, record_id, dossier_id, handover_id FROM book_line WHERE seq = ?', [line.seq, seq])
  return line
}

/** When the newest line was signed. */
export function headAt(db: Reader): number {
  return entryAt(db, 'book', headOf(db, 'book').seq).at
}

/** Changes rows without asking: no foreign keys, no checks. */
export function changeRows({ places, admin }: Copy, work: (db: Writer) => void): void {
  const database = openDatabase(places.database, databaseKey(admin.dataKey))
  try {
    database.raw.pragma('foreign_keys = OFF')
    database.raw.pragma('ignore_check_constraints = ON')
    database.transaction(work)
  } finally {
    database.close()
  }
}

/** @throws when the statement does not change exactly one row: then the test would prove nothing. */
export function changesOne(db: Writer, sql: string, parameters: readonly Value[]): void {
  const { changes } = db.run(sql, parameters)
  if (changes !== 1) throw new Error(`${changes} rows: ${sql}`)
}

/** What `verify` finds with the data key. */
export async function findingsOf({ places, admin }: Copy): Promise<FindingView[]> {
  const unwatched = { at: () => undefined, check: () => undefined }
  return (await verifyOpened(places, admin.dataKey, unwatched)).findings
}

export type ChainName = 'book' | 'audit' | 'register'

export type StoredEntry = { at: number; kind: string; content: string; hash: Buffer }

export function entryAt(db: Reader, chain: ChainName, seq: number): StoredEntry {
  const entry = db.get(
    'SELECT e.at, e.kind, e.hash, c.content FROM chain_entry e JOIN chain_content c USING (chain, seq) WHERE e.chain = ? AND e.seq = ?',
    [chain, seq], (row) => ({ at: row.int('at'), kind: row.text('kind'), content: row.text('content'), hash: row.bytes('hash') }),
  )
  if (!entry) throw new Error(`no entry ${chain}/${seq}`)
  return entry
}

/** Puts an entry in, or over the one there, with hashes that fit, and links every later entry anew; signatures stay as they are. */
export function forge(db: Writer, chain: ChainName, seq: number, entry: { at: number; kind: string; content: string }): Buffer {
  const salt = makeSalt()
  const before = seq === 1 ? Buffer.alloc(32) : entryAt(db, chain, seq - 1).hash
  const committed = contentHash(salt, entry.content)
  const hash = entryHash({ chain, seq, at: entry.at, kind: entry.kind, previous: before, contentHash: committed })
  db.run('INSERT OR REPLACE INTO chain_entry (chain, seq, at, kind, previous, content_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    chain, seq, entry.at, entry.kind, before, committed, hash,
  ])
  db.run('INSERT OR REPLACE INTO chain_content (chain, seq, salt, content) VALUES (?, ?, ?, ?)', [chain, seq, salt, entry.content])
  if (seq < lastSeq(db, chain)) forge(db, chain, seq + 1, entryAt(db, chain, seq + 1))
  return hash
}

export function lastSeq(db: Reader, chain: ChainName): number {
  return db.get('SELECT max(seq) AS n FROM chain_entry WHERE chain = ?', [chain], (row) => row.int('n')) ?? 0
}

/** Takes entries away with their content and signatures. */
export function removeEntries(db: Writer, chain: ChainName, from: number, to: number): void {
  for (const table of ['chain_signature', 'chain_content', 'chain_entry']) {
    db.run(`DELETE FROM ${table} WHERE chain = ? AND seq BETWEEN ? AND ?`, [chain, from, to])
  }
}

/** Gives an entry, its content and its signatures another place. */
export function moveEntry(db: Writer, chain: ChainName, from: number, to: number): void {
  for (const table of ['chain_signature', 'chain_content', 'chain_entry']) {
    db.run(`UPDATE ${table} SET seq = ? WHERE chain = ? AND seq = ?`, [to, chain, from])
  }
}

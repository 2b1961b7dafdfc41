// `verify`: chains, signatures, rows and files of an archive held against each other (DESIGN decision 12); without the data key,
// what the encrypted files show.
import { existsSync, fstatSync, readFileSync, readSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { VerifyResult } from '#shared/contract/backup.ts'
import { checkAudit, checkKeyring } from '../chain/check-audit.ts'
import { checkBackupPlaces } from '../chain/check-backups.ts'
import { checkBook } from '../chain/check-book.ts'
import { checkCabinets } from '../chain/check-cabinets.ts'
import { checkDisposals } from '../chain/check-disposals.ts'
import { checkExports } from '../chain/check-exports.ts'
import { checkSubjects } from '../chain/check-subjects.ts'
import { checkPapers } from '../chain/check-papers.ts'
import { checkEntered } from '../chain/check-entered.ts'
import { checkClosedMonths, checkCorrections, checkViolations } from '../chain/check-penalties.ts'
import { checkLeaks } from '../chain/check-leaks.ts'
import { checkSecrecy } from '../chain/check-secrecy.ts'
import { checkLoans } from '../chain/check-loans.ts'
import { checkCopies } from '../chain/check-copies.ts'
import { checkMerges } from '../chain/check-merges.ts'
import { checkRegister } from '../chain/check-register.ts'
import { checkDelays, checkRecords } from '../chain/check-records.ts'
import { checkScans } from '../chain/check-scans.ts'
import { checkSchema } from '../chain/check-schema.ts'
import { checkSettings } from '../chain/check-settings.ts'
import { checkTrail } from '../chain/check-trail.ts'
import { checkVolumes } from '../chain/check-volumes.ts'
import { checkStocktakings } from '../chain/check-stocktaking.ts'
import { checkFullText, checkSearch } from '../chain/check-search.ts'
import { checkChainNames, makeFindings, type Check, type Findings } from '../chain/check.ts'
import { readHeads } from '../chain/heads.ts'
import { openDatabase, type ArchiveDatabase, type Reader } from '../database/database.ts'
import { heldOpen } from '../database/held-open.ts'
import { SCHEMA_VERSION } from '../database/migrate.ts'
import { setting } from '../desk/store.ts'
import { databaseKey } from '../database/key.ts'
import { parseDescriptor, type Descriptor, type Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { attachmentFile, attachmentPath, attachmentRows, checkAttachment, hasAttachmentRow, looksLikeAttachment, storedAttachments } from '../vault/attachments.ts'
import { damagedIn, dataKeyId, openArchiveKey, readKeyring, type Keyring } from '../vault/keyring.ts'
import { vaultKeys, type VaultKeys } from '../vault/keys.ts'
import { privateKeyFrom, signatureFits, signBytes } from '../vault/signing.ts'
import type { Steps } from './tasks.ts'

const PAGE = 4096

/** What can be said without the data key: everything is there and has the form it should. */
export async function verifySealed(places: Places, progress: Steps): Promise<VerifyResult> {
  const findings = makeFindings()
  checkPlainFiles(places, findings)
  checkDatabaseForm(places.database, findings)
  let attachments = 0
  for await (const name of storedAttachments(places.attachments)) {
    progress.check()
    attachments += 1
    if (!(await looksLikeAttachment(attachmentFile(places.attachments, name)))) findings.add(attachmentPath(name), 'attachment.damaged')
  }
  return { chains: [], attachments, findings: findings.list }
}

/** Everything. Reads beside a running program: all of it as it stood at one moment. */
export async function verifyOpened(places: Places, dataKey: Uint8Array, progress: Steps): Promise<VerifyResult> {
  const findings = makeFindings()
  const result: VerifyResult = { chains: [], attachments: 0, findings: findings.list }
  const { descriptor, keyring } = checkPlainFiles(places, findings)
  if (keyring) checkArchiveKey(keyring, dataKey, findings)
  // Before the database is looked at: it may lag behind it, never be ahead.
  const heads = readHeads(places.heads)
  try {
    const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
    try {
      if (!checkForm(database, findings)) return result
      database.raw.exec('BEGIN')
      const training = setting(database.reader, 'training') === 'true'
      const check = { db: database.reader, findings, step: stepper(database.reader, progress), training }
      const audit = checkAudit(check, heads)
      const book = checkBook(check, heads, audit)
      const register = checkRegister(check, heads, audit)
      checkChainNames(check)
      checkTrail(check)
      checkSchema(check)
      checkSettings(check, audit.acts.settings)
      checkEntered(check, audit.acts)
      checkRecords(check, audit.acts)
      checkDelays(check, audit.acts)
      checkMerges(check, audit.acts.merges)
      checkScans(check)
      checkCopies(check, audit.acts.copies)
      checkCabinets(check, audit.acts.cabinets)
      checkPapers(check, audit.acts)
      checkStocktakings(check, audit.acts.stocktakings)
      checkCorrections(check, audit.acts.penalties, audit.acts.settings.correctionDues)
      checkViolations(check, audit.acts.penalties)
      checkClosedMonths(check, audit.acts.penalties)
      checkLoans(check, audit.acts)
      checkVolumes(check, audit.acts.volumes)
      checkLeaks(check, audit.acts.leaks)
      checkSecrecy(check, audit.acts.secrecy, audit.acts.merges)
      checkDisposals(check, audit.acts.disposals)
      checkSubjects(check, audit.acts.subjects)
      checkBackupPlaces(check, audit.acts.backupPlaces)
      checkExports(check, audit.acts.exports)
      checkSearch(check)
      checkFullText(database, check)
      if (descriptor) checkDescriptor(database.reader, descriptor, findings)
      result.chains.push({ chain: 'book', entries: book.entries, signatures: book.signatures })
      result.chains.push({ chain: 'audit', entries: audit.entries, signatures: audit.signatures })
      result.chains.push({ chain: 'register', entries: register.entries, signatures: register.signatures })
      result.attachments = await checkAttachments(check, vaultKeys(database.reader, dataKey), places.attachments)
      database.raw.exec('COMMIT')
      await checkPeople(places, database.reader, findings)
    } finally {
      database.close()
    }
  } catch (error) {
    if (!isDamagedDatabase(error)) throw error
    findings.add('archive.db', 'database.unreadable')
  }
  return result
}

export function isDamagedDatabase(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(systemCode(error) ?? '')
}

function checkPlainFiles(places: Places, findings: Findings): { descriptor: Descriptor | null; keyring: Keyring | null } {
  const parsed = <T>(name: string, file: string, parse: (file: string) => T): T | null => {
    if (!existsSync(file)) {
      findings.add(name, 'file.missing')
      return null
    }
    try {
      return parse(file)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      findings.add(name, 'file.damaged')
      return null
    }
  }
  const descriptor = parsed('archive.json', places.descriptor, (file) => parseDescriptor(readFileSync(file, 'utf8'), file))
  const keyring = parsed('keyring.json', places.keyring, readKeyring)
  if (descriptor && keyring && descriptor.archiveId !== keyring.archiveId) findings.add('keyring.json', 'keyring.otherArchive')
  for (const part of keyring ? damagedIn(keyring) : []) findings.add(`keyring.json/${part}`, 'keyring.partDamaged')
  if (!existsSync(places.heads)) findings.add('heads.json', 'heads.missing')
  else if (!readHeads(places.heads)) findings.add('heads.json', 'heads.damaged')
  if (!existsSync(places.database)) findings.add('archive.db', 'file.missing')
  return { descriptor, keyring }
}

/** The page size stands in the clear at bytes 16 and 17, and the file holds whole pages. */
function checkDatabaseForm(file: string, findings: Findings): void {
  if (!existsSync(file)) return
  const descriptor = heldOpen(file)
  const head = globalThis.Buffer.alloc(18)
  const read = readSync(descriptor, head, 0, head.length, 0)
  const { size } = fstatSync(descriptor)
  if (read < head.length || head.readUInt16BE(16) !== PAGE || size % PAGE !== 0) findings.add('archive.db', 'database.form')
}

function checkArchiveKey(keyring: Keyring, dataKey: Uint8Array, findings: Findings): void {
  const message = globalThis.Buffer.from('yidang')
  try {
    const signature = signBytes(privateKeyFrom(openArchiveKey(keyring, dataKey)), message)
    const isNamed = keyring.dataKey === undefined || keyring.dataKey.id === dataKeyId(keyring.archiveId, dataKey)
    if (isNamed && signatureFits(keyring.archiveKey.publicKey, message, signature)) return
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  findings.add('keyring.json/archiveKey', 'keyring.archiveKey')
}

/** The database's own checks. False when nothing further can be asked of it. */
function checkForm({ raw }: ArchiveDatabase, findings: Findings): boolean {
  if (Number(raw.pragma('user_version', { simple: true })) !== SCHEMA_VERSION) {
    findings.add('archive.db', 'database.version')
    return false
  }
  if (raw.pragma('integrity_check(1)', { simple: true }) !== 'ok') findings.add('archive.db', 'database.damaged')
  const broken: unknown = raw.pragma('foreign_key_check')
  const tables = new Set((Array.isArray(broken) ? broken : []).map((row: unknown) => (isBroken(row) ? row.table : 'archive.db')))
  for (const table of tables) findings.add(table, 'database.foreignKey')
  return true
}

function isBroken(row: unknown): row is { table: string } {
  return typeof row === 'object' && row !== null && 'table' in row && typeof row.table === 'string'
}

function stepper(db: Reader, progress: Steps): () => void {
  const total = db.get(
    `SELECT (SELECT count(*) FROM chain_entry) + (SELECT 3 * count(*) FROM record) + (SELECT 2 * count(*) FROM dossier)
       + (SELECT count(*) FROM attachment) + (SELECT count(*) FROM correction) + (SELECT count(*) FROM violation)
       + (SELECT count(*) FROM loan) + (SELECT count(*) FROM stocktaking) + (SELECT count(*) FROM merge) + (SELECT count(*) FROM disposal)
       + (SELECT count(*) FROM slot) + (SELECT 2 * count(*) FROM placement) AS n`, [], (row) => row.int('n'),
  ) ?? 0
  let done = 0
  return () => {
    progress.check()
    done += 1
    progress.at(done / (total + 1))
  }
}

function checkDescriptor(db: Reader, descriptor: Descriptor, findings: Findings): void {
  const same = setting(db, 'storeName') === descriptor.storeName && setting(db, 'storeCode') === descriptor.storeCode
    && setting(db, 'training') === String(descriptor.training)
  if (!same) findings.add('archive.json', 'archive.descriptorDiffers')
}

/** What is younger may be on its way into a row. */
const SETTLED = 3_600_000

async function checkAttachments({ db, findings, step }: Check, keys: VaultKeys, folder: string): Promise<number> {
  let attachments = 0
  for (const { name, size } of attachmentRows(db)) {
    step()
    attachments += 1
    try {
      if ((await checkAttachment(attachmentFile(folder, name), keys, name)) !== size) findings.add(attachmentPath(name), 'attachment.sizeDiffers')
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      findings.add(attachmentPath(name), error.details.problem ?? 'attachment.damaged')
    }
  }
  for await (const name of storedAttachments(folder)) {
    const age = Date.now() - (statSync(attachmentFile(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > SETTLED && !hasAttachmentRow(db, name)) findings.add(attachmentPath(name), 'attachment.withoutRow')
  }
  return attachments
}

const LOOKS = 3

/** Looks again before it complains: for a moment a new key is in the database and not yet in the keyring. */
async function checkPeople(places: Places, db: Reader, findings: Findings): Promise<void> {
  for (let look = 1; look <= LOOKS && existsSync(places.keyring); look += 1) {
    const found = makeFindings()
    try {
      checkKeyring(db, readKeyring(places.keyring), found)
    } catch (error) {
      // Not a keyring: named already.
      if (!(error instanceof Refusal)) throw error
      return
    }
    if (found.list.length === 0) return
    if (look === LOOKS) for (const { where, problem } of found.list) findings.add(where, problem)
    else await delay(500)
  }
}

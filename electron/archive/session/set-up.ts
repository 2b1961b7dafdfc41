// Making a new archive: whole in a folder beside, then moved into place by one rename, so that a set-up that breaks off
// leaves nothing half made.
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Input } from '#shared/contract/index.ts'
import { DEFAULT_APPROVALS } from '#shared/domain/access.ts'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { ROLES } from '#shared/domain/role.ts'
import { enterAudit } from '../audit/trail.ts'
import { riskOf } from '../backup/location.ts'
import { headsOf, writeHeads } from '../chain/heads.ts'
import { openDatabase, type Writer } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { putSetting } from '../desk/store.ts'
import { databaseKey } from '../database/key.ts'
import type { Engine } from '../engine.ts'
import { holdsAnything, moveIntoPlace } from '../folders.ts'
import { takeLock } from '../lock.ts'
import { placesIn, readDescriptor, type Descriptor, type Places } from '../places.ts'
import { addChecklist } from '../record/store.ts'
import { refused } from '../refusal.ts'
import { addDepartment, addKey, addPerson, putApproval } from '../staff/store.ts'
import { makeRecoveryKey, recoverySigningPair, sealArchiveKey, sealEntry, sealForRecovery, withEntry, writeKeyring } from '../vault/keyring.ts'
import { makeSigningPair, privateKeyFrom } from '../vault/signing.ts'

const DEPARTMENTS = [
  { name: '客户关爱部', kind: 'care' },
  { name: '销售部', kind: 'sales' },
  { name: '售后服务部', kind: 'service' },
  { name: '管理部', kind: 'management' },
] as const

/**
 * Makes the archive and its first administrator; the engine then holds its lock. Gives the recovery key, kept nowhere.
 * @throws Refusal `archive.onNetwork`: a share keeps no locks that a database could trust.
 */
export async function setUpArchive(engine: Engine, input: Input<'archive.setUp'>): Promise<string> {
  const { folder } = engine.places
  mkdirSync(dirname(folder), { recursive: true })
  if ((await riskOf(dirname(folder))) === 'network') throw refused('archive.onNetwork', folder)
  const making = placesIn(mkdtempSync(`${folder}.set-up-`))
  try {
    return await make(engine, making, input)
  } catch (error) {
    rmSync(making.folder, { recursive: true, force: true })
    throw error
  }
}

async function make(engine: Engine, making: Places, input: Input<'archive.setUp'>): Promise<string> {
  for (const place of [making.attachments, making.staging]) mkdirSync(place, { mode: 0o700 })

  const archiveId = randomBytes(16).toString('hex')
  const dataKey = randomBytes(32)
  const pair = makeSigningPair()
  const recoveryKey = makeRecoveryKey()
  const now = engine.clock()
  const descriptor: Descriptor = {
    format: 1, archiveId, storeName: input.storeName, storeCode: input.storeCode, training: input.training,
  }

  const database = openDatabase(making.database, databaseKey(dataKey))
  let admin
  try {
    migrate(database)
    admin = database.transaction((db) => {
      putSetting(db, 'storeName', input.storeName)
      putSetting(db, 'storeCode', input.storeCode)
      putSetting(db, 'training', String(input.training))
      fillDefaults(db)
      const departmentId = addDepartment(db, DEPARTMENTS[3].name, DEPARTMENTS[3].kind)
      const id = addPerson(db, { login: input.adminLogin, name: input.adminName, departmentId, roles: ['administrator'], createdAt: now })
      const keyId = addKey(db, id, pair.publicKey, now)
      const session = { token: '', personId: id, keyId, key: privateKeyFrom(pair.privateKey), lastSeen: 0 }
      enterAudit(db, now, session, 'archive.setUp', {
        person: id, login: input.adminLogin, name: input.adminName, roles: ['administrator'], department: departmentId,
        key: keyId, publicKey: pair.publicKey.toString('hex'),
        recoveryPublicKey: recoverySigningPair(archiveId, recoveryKey).publicKey.toString('hex'),
      })
      return { id, keyId }
    })
    writeHeads(making.heads, headsOf(database.reader))
  } finally {
    database.close()
  }
  const sealed = await sealEntry(archiveId, { login: input.adminLogin, password: input.adminPassword }, dataKey, pair)
  const nobodys = {
    format: 1 as const, archiveId, people: [], recovery: sealForRecovery(archiveId, recoveryKey, dataKey), archiveKey: sealArchiveKey(archiveId, dataKey, makeSigningPair()),
  }
  writeKeyring(making.keyring, withEntry(nobodys, { ...sealed, personId: admin.id, keyId: admin.keyId }))
  writeFileSync(making.descriptor, `${JSON.stringify(descriptor, null, 1)}\n`, { mode: 0o600, flush: true })
  // Something may have come to lie there meanwhile.
  if (await holdsAnything(engine.places.folder)) throw refused('archive.exists')
  await moveIntoPlace(making.folder, engine.places.folder)
  engine.lock = takeLock(engine.places.lock, engine.program)
  engine.descriptor = readDescriptor(engine.places)
  return recoveryKey
}

function fillDefaults(db: Writer): void {
  for (const department of DEPARTMENTS.slice(0, 3)) addDepartment(db, department.name, department.kind)
  for (const role of ROLES) putApproval(db, role, DEFAULT_APPROVALS[role])
  for (const kind of RECORD_KINDS) addChecklist(db, kind, 1, DEFAULT_CHECKLISTS[kind])
}

// One dossier fetched from a backup, where much has changed since, something changes meanwhile, or the backup is not as it should be (rules A2, S3, S4, R4).
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pieces } from '#archive/backup/pool.ts'
import { writeFile } from '#archive/backup/restore.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { attachmentFile, storedAttachments } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { makeSigningPair } from '#archive/vault/signing.ts'
import { finished, LOGINS, PASSWORD, temporaryFolder, type Entry, type Person } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { disposalsIn, toDestroy } from '#test/support/disposals.ts'
import { fetchesIn, filesIn, loosely, type Asked } from '#test/support/fetches.ts'
import { customerOf, identityNumberOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, pdfOf, pngPage, until } from '#test/support/scans.ts'

const root = temporaryFolder()
const place = join(root, 'backup')
const OWNER = '早前车主'
const scans = { card: pngPage('the card'), contract: pdfOf(2, Buffer.from('the contract')), split: pdfOf(2, Buffer.from('split since')) }

let archive: DayArchive
let point: string
let car: Entry
let destroyed: Entry
/** Merged into `later` since, with a former owner. */
let early: Entry
let later: Entry
/** Two pages in one file, one of which was moved to what was destroyed. */
let split: Entry
/** One dossier when the backup was taken, told apart since. */
let whole: Entry
let part: Entry

beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  destroyed = await archive.enter('maintenance', { vehicle: vehicleOf(700) })
  early = await archive.enter('delivery', {
    vehicle: vehicleOf(710),
    customer: { kind: 'person', identityKind: 'identityCard', identityNumber: identityNumberOf(8871), name: OWNER, mobile: '13988870071', landline: '', address: '合肥市早前路七十一号' },
  })
  await archive.handOver([destroyed.recordId])
  await archive.handOver([early.recordId])
  await archive.goTo('2026-02-02')
  const archivist = await archive.as(LOGINS.archivist)
  await archivist.call('dossier.changeOwner', { dossierId: early.dossierId, customer: { ...customerOf(710), name: '之后车主' }, fromOn: '2016-03-03' })
  later = await archive.enter('maintenance', { vehicle: vehicleOf(711) })
  split = await archive.enter('delivery', { vehicle: vehicleOf(712) })
  whole = await archive.enter('delivery', { vehicle: vehicleOf(713) })
  part = await archive.enter('maintenance', { vehicle: vehicleOf(714) })
  car = await archive.enter('delivery', { vehicle: vehicleOf(702) })
  await archive.handOver([car.recordId, split.recordId, whole.recordId])
  await archive.handOver([later.recordId, part.recordId])
  await attachScan(archivist, scans.card, { recordId: car.recordId, code: 'greenCard' })
  await attachScan(archivist, scans.contract, { recordId: car.recordId, code: 'salesContract' })
  const { scanIds: [, second] } = await attachScan(archivist, scans.split, { recordId: split.recordId, code: 'greenCard' })
  if (second === undefined) throw new Error('two pages')
  const { id: joined } = await archivist.call('merge.dossiers', { keepId: whole.dossierId, mergeId: part.dossierId, reason: '误以为同一辆车' })
  point = (await finished(archivist, (await archivist.call('backup.run', { folder: place })).taskId)).backup?.id ?? ''
  // What comes after is in no backup.
  await archive.goTo('2026-03-02')
  const keeper = await archive.as(LOGINS.archivist)
  await keeper.call('merge.dossiers', { keepId: later.dossierId, mergeId: early.dossierId, reason: '误以为同一辆车' })
  await keeper.call('merge.undo', { id: joined, reason: '不是同一辆车' })
  await keeper.call('scan.move', { scanIds: [second], recordId: destroyed.recordId, code: 'workOrder' })
  const disposals = disposalsIn(archive)
  await disposals.carryOut(await disposals.approved(toDestroy(destroyed.dossierId)))
}, 120_000)
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const { wanted, fetched } = fetchesIn(root, () => ({ backup: place, id: point }))

/** Of fetchings: small pictures are made there as well. */
const staged = (): string[] => readdirSync(placesIn(archive.folder).staging).filter((name) => name.startsWith('fetch-'))

/** Nothing is left of a fetching, in the archive or where it was to go. */
function expectNothingLeft({ folder }: Asked): void {
  expect([folder, `${folder}.incomplete`].filter((each) => existsSync(each))).toEqual([])
  expect(staged()).toEqual([])
}

/** Of the vault's file of the first scan of a paper. */
async function nameOf({ recordId }: Entry, code: string): Promise<string> {
  const { keyring, database } = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(keyring), LOGINS.administrator, PASSWORD)
  const opened = openDatabase(database, databaseKey(dataKey), 'readOnly')
  try {
    const sql = 'SELECT a.name FROM scan s JOIN attachment a ON a.id = s.attachment_id WHERE s.record_id = ? AND s.code = ?'
    return opened.reader.get(sql, [recordId, code], (row) => row.text('name')) ?? ''
  } finally {
    opened.close()
  }
}

describe.skipIf(process.platform === 'win32')('S3, S4 what changes while it is fetched', () => {
  /** A fetching that waits for a piece of its second scan, what happens meanwhile, and what comes of it. */
  async function meanwhile(person: Person, change: Partial<Asked>, happens: (asked: Asked) => Promise<unknown>) {
    const asked = wanted(car.dossierNumber, change)
    const name = await nameOf(car, 'salesContract')
    let held = ''
    const { backup, pieceFile } = await loosely({ backup: place, id: point }, `${asked.folder}-from`, (file) => {
      if (file.path.endsWith(name)) held = file.pieces[0] ?? ''
      return file
    })
    const bytes = readFileSync(pieceFile(held))
    rmSync(pieceFile(held))
    execFileSync('mkfifo', [pieceFile(held)])
    const { taskId } = await person.call('dossier.fetch', { ...asked, backup })
    const making = `${asked.folder}.incomplete`
    await until(() => existsSync(making) && [...filesIn(making).values()].some((each) => each.equals(scans.card)), Boolean)
    await happens(asked)
    writeFileSync(pieceFile(held), bytes)
    return { asked, task: await finished(person, taskId) }
  }

  it('S4 authority over copies that was taken back, of who stands by or of who fetches, lets nothing leave', async () => {
    const [archivist, director, manager] = [await archive.as(LOGINS.archivist), await archive.as(LOGINS.customerDirector), await archive.as(LOGINS.generalManager)]
    for (const [person, change] of [[archivist, { approverLogin: LOGINS.customerDirector }], [director, { approverLogin: null, approverPassword: '' }]] as const) {
      const { id } = await manager.call('copy.delegate', { personId: director.me.id, level: 'confidential', fromOn: '2026-03-02', reason: '出差期间' })
      const { asked, task } = await meanwhile(person, change, () => manager.call('copy.revoke', { id, remark: '' }))
      expect(task).toMatchObject({ state: 'failed', error: { problem: 'fetch.leaveMeanwhile' } })
      expectNothingLeft(asked)
    }
  })

  it('S3 nor does what a level was set of, also of a paper: it may be more than what was looked at', async () => {
    const manager = await archive.as(LOGINS.generalManager)
    const secrecy = { dossierId: car.dossierId, paper: { recordId: car.recordId, code: 'greenCard' }, until: null, reason: '特别约定' }
    const { asked, task } = await meanwhile(await archive.as(LOGINS.archivist), {}, () => manager.call('secrecy.set', { ...secrecy, level: 'topSecret' }))
    await manager.call('secrecy.set', { ...secrecy, level: 'restricted' })
    expect(task).toMatchObject({ state: 'failed', error: { problem: 'fetch.leaveMeanwhile' } })
    expectNothingLeft(asked)
  })

  it('A2 nobody else writes where it grows, or clears it, whoever they are and without a password', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const { asked, task } = await meanwhile(await archive.as(LOGINS.generalManager), { approverLogin: null }, async ({ folder }) => {
      for (const there of [folder, `${folder}.incomplete`, join(folder, 'within')]) {
        const refused = await archivist.ask('dossier.fetch', wanted(early.dossierNumber, { folder: there, password: 'wrong' }))
        expect(refused).toMatchObject({ ok: false, error: { code: 'refused', details: { problem: 'export.otherThere' } } })
      }
    })
    expect(task).toMatchObject({ state: 'done', fetched: { scans: 2 } })
    expect([...filesIn(asked.folder).keys()]).toContain('index.html')
  })
})

describe('A2 a backup that is not as it should be', () => {
  it('A2 a file that the archive had damaged when the backup was taken, and has whole by now, is taken from the archive', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const { attachments } = placesIn(archive.folder)
    const before = new Map<string, Buffer>()
    for await (const name of storedAttachments(attachments)) before.set(name, readFileSync(attachmentFile(attachments, name)))
    const backup = join(root, 'of-damaged')
    for (const [name, bytes] of before) writeFileSync(attachmentFile(attachments, name), Buffer.concat([bytes.subarray(0, -1), Buffer.from([1 ^ (bytes.at(-1) ?? 0)])]))
    const id = (await finished(archivist, (await archivist.call('backup.run', { folder: backup })).taskId)).backup?.id ?? ''
    for (const [name, bytes] of before) writeFileSync(attachmentFile(attachments, name), bytes)
    expect((await fetched(archivist, wanted(car.dossierNumber, { backup, id }))).result).toMatchObject({ scans: 2, leftOut: 0, lacking: 0 })
  })

  it('A2 a list that somebody without the archive’s key signed is refused; of one that nobody signed it is said that nothing of it is proven', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const unsigned = await loosely({ backup: place, id: point }, join(root, 'unsigned'), (file) => file)
    const said = '这个备份没有签名'
    const proven = await fetched(archivist, wanted(car.dossierNumber))
    expect([proven.result?.signed, proven.page.includes(said)]).toEqual([true, false])
    const unproven = await fetched(archivist, wanted(car.dossierNumber, { backup: unsigned.backup }))
    expect([unproven.result?.signed, unproven.page.includes(said)]).toEqual([false, true])
    const pair = makeSigningPair()
    const forged = await loosely({ backup: place, id: point }, join(root, 'forged'), (file) => file, pair)
    expect((await fetched(archivist, wanted(car.dossierNumber, { backup: forged.backup }))).task).toMatchObject({
      state: 'failed', error: { code: 'storage', problem: 'backup.manifestChanged' },
    })
  })

  it('A2 a list that promises more than the disk of this machine takes fills nothing', async () => {
    const from = await loosely({ backup: place, id: point }, join(root, 'promising'), (file) => (file.path === 'archive.db' ? { ...file, size: 2 ** 52 } : file))
    const { task } = await fetched(await archive.as(LOGINS.archivist), wanted(car.dossierNumber, { backup: from.backup }))
    expect(task).toMatchObject({ state: 'failed', error: { code: 'unavailable', problem: 'backup.noRoomForTrial' } })
    expect(staged()).toEqual([])
  })

  it('A2 nor one whose pieces are more than it says: they are read no further', () => {
    let read = 0
    const endless: Pieces = {
      find: () => null, damaged: [], add: () => undefined, close: () => undefined,
      read: () => {
        read += 1
        return Buffer.alloc(10)
      },
    }
    const written = join(root, 'endless')
    expect(() => {
      writeFile({ path: 'archive.db', size: 15, pieces: Array.from({ length: 100 }, () => ({ hash: '', mark: null })) }, endless, written, () => undefined)
    }).toThrow('backup.manifestChanged')
    expect([read, statSync(written).size]).toEqual([2, 10])
  })
})

describe('R4 what was taken apart since, or put together', () => {
  it('R4 a file of which a page was moved to what was destroyed is left out as it is, and that page altogether', async () => {
    const asked = wanted(split.dossierNumber)
    expect((await fetched(await archive.as(LOGINS.archivist), asked)).result).toMatchObject({ scans: 0, leftOut: 1, erased: 1 })
    expect([...filesIn(asked.folder).values()].some((bytes) => bytes.equals(scans.split))).toBe(false)
  })

  it('R4 what was fetched of a dossier as it stood before it was merged is named by the erasing of who owned it', async () => {
    const keeper = await archive.as(LOGINS.archivist)
    const asked = wanted(early.dossierNumber)
    expect((await fetched(keeper, asked)).page).toContain(OWNER)
    const owner = (await keeper.call('dossier.open', { id: later.dossierId })).owners.find(({ customer }) => customer.name === OWNER)
    if (!owner) throw new Error('nobody owned it')
    const { id } = await keeper.call('subject.ask', { customerId: owner.customer.id, shown: 'identityCard', remark: '' })
    for (const login of [LOGINS.customerDirector, LOGINS.generalManager]) await (await archive.as(login)).call('subject.approve', { id, remark: '' })
    await keeper.call('subject.carryOut', { id, password: PASSWORD })
    expect((await keeper.call('subject.get', { id })).done?.backups.map(({ folder }) => folder)).toContain(asked.folder)
    expect((await fetched(keeper, wanted(early.dossierNumber))).page).not.toContain(OWNER)
  })

  it('L5 a dossier that had another in it then is not there for whoever may not know that other now', async () => {
    const [admin, manager] = [await archive.as(LOGINS.administrator), await archive.as(LOGINS.generalManager)]
    const sales = (await archive.as(LOGINS.salesConsultant)).me.department.id
    await admin.call('staff.add', { login: 'sales.keeper', name: '沈默', departmentId: sales, roles: ['archivist'], password: PASSWORD })
    const approval = { role: 'archivist', reason: '分部门管理', level: 'confidential' } as const
    await manager.call('secrecy.setApproval', { ...approval, scope: 'department' })
    const { task } = await fetched(await archive.as('sales.keeper'), wanted(whole.dossierNumber))
    await manager.call('secrecy.setApproval', { ...approval, scope: 'all' })
    expect(task).toMatchObject({ state: 'failed', error: { problem: 'backup.dossierNotThere' } })
    expect((await fetched(await archive.as(LOGINS.archivist), wanted(whole.dossierNumber))).result).toMatchObject({ records: 2 })
  })
})

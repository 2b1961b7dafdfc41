// One dossier fetched from a backup: as it stood that day, within what may be known by then and by now, nothing of what was destroyed since, and nothing left of
// what came to nothing (rules A2, S3, S4, R4, A3).
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPoints } from '#archive/backup/points.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { backUp } from '#archive/backup/run.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { startHost } from '#archive/host.ts'
import { placesIn } from '#archive/places.ts'
import { attachmentFile, storedAttachments } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { foundIn } from '#test/support/altered.ts'
import { auditOf } from '#test/support/audit.ts'
import { finished, LOGINS, PASSWORD, signIn, temporaryFolder, type Entry } from '#test/support/archive.ts'
import { searchFor } from '#test/support/byte-search.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { disposalsIn, toDestroy } from '#test/support/disposals.ts'
import { fetchesIn, filesIn, type Asked } from '#test/support/fetches.ts'
import { customerOf, identityNumberOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, noise, pdfOf, pngPage } from '#test/support/scans.ts'
import { enterAct } from '#test/support/tampered.ts'

const FORMAT_1 = new URL('../fixtures/backup-format-1', import.meta.url).pathname
const STEPS = { at: () => undefined, check: () => undefined }

const root = temporaryFolder()
const place = join(root, 'backup')
const IMAGE = noise(64, 'what was erased')
const FORMER = { name: '司徒前主取回', mobile: '13988870001', address: '合肥市取回路八千零一号', contact: '诸葛前联取回', phone: '13988870002' } as const
const searchFormer = searchFor([...Object.entries(FORMER).map(([what, text]) => ({ what, text })), { what: 'a picture', bytes: IMAGE }])
const scans = { card: pngPage('fetched card'), contract: pdfOf(2, Buffer.from('fetched')), kept: pngPage('kept back since'), gone: pngPage('destroyed since'), moved: pngPage('moved to what was destroyed') }

let archive: DayArchive
let point: string
let car: Entry
let merged: Entry
let secret: Entry
/** Top secret when the backup was taken. */
let lowered: Entry
let destroyed: Entry
let handed: Entry

beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  destroyed = await archive.enter('maintenance', { vehicle: vehicleOf(700) })
  await archive.handOver([destroyed.recordId])
  const person = { kind: 'person', identityKind: 'identityCard', landline: '' } as const
  handed = await archive.enter('delivery', {
    vehicle: vehicleOf(701), customer: { ...person, identityNumber: identityNumberOf(8870), name: FORMER.name, mobile: FORMER.mobile, address: FORMER.address },
    contact: { name: FORMER.contact, phone: FORMER.phone, confirmed: true },
  })
  await archive.handOver([handed.recordId])
  const first = await archive.as(LOGINS.archivist)
  await attachScan(first, scans.gone, { recordId: destroyed.recordId, code: 'workOrder' })
  await attachScan(first, Buffer.concat([pngPage('former'), IMAGE]), { recordId: handed.recordId, code: 'greenCard' })
  await archive.goTo('2026-02-02')
  const archivist = await archive.as(LOGINS.archivist)
  const present = { ...person, identityNumber: identityNumberOf(9970), name: '欧阳现主取回', mobile: '13999970001', address: '合肥市现主路一号' }
  await archivist.call('dossier.changeOwner', { dossierId: handed.dossierId, customer: present, fromOn: '2016-03-03' })
  car = await archive.enter('delivery', { vehicle: { ...vehicleOf(702), plate: '皖A70270' }, customer: { ...customerOf(702), name: '当日车主' } })
  merged = await archive.enter('delivery', { vehicle: vehicleOf(703) })
  const other = await archive.enter('maintenance', { vehicle: vehicleOf(704) })
  secret = await archive.enter('delivery', { vehicle: vehicleOf(705) })
  lowered = await archive.enter('delivery', { vehicle: vehicleOf(706) })
  const secrecy = { until: null, reason: '特别约定', paper: null }
  await (await archive.as(LOGINS.generalManager)).call('secrecy.set', { ...secrecy, dossierId: lowered.dossierId, level: 'topSecret' })
  await archive.handOver([car.recordId, merged.recordId, secret.recordId])
  await archive.handOver([other.recordId])
  const visit = await archive.enter('maintenance', { vehicle: vehicleOf(701), customer: null })
  await archive.handOver([visit.recordId], () => ({ note: `${FORMER.name}代送` }))
  for (const [code, bytes] of [['greenCard', scans.card], ['salesContract', scans.contract], ['insuranceCopy', scans.kept]] as const) {
    await attachScan(archivist, bytes, { recordId: car.recordId, code })
  }
  const { scanIds: moved } = await attachScan(archivist, scans.moved, { recordId: merged.recordId, code: 'greenCard' })
  point = (await finished(archivist, (await archivist.call('backup.run', { folder: place })).taskId)).backup?.id ?? ''
  // What comes after is in no backup.
  await archive.goTo('2026-03-02')
  const [keeper, manager, director] = [await archive.as(LOGINS.archivist), await archive.as(LOGINS.generalManager), await archive.as(LOGINS.customerDirector)]
  const [owner] = (await keeper.call('dossier.open', { id: car.dossierId })).owners
  const [was] = (await keeper.call('dossier.open', { id: handed.dossierId })).owners
  if (!owner || !was) throw new Error('nobody owns it')
  await keeper.call('customer.update', { dossierId: car.dossierId, customerId: owner.customer.id, customer: { ...customerOf(702), name: '改错的车主' } })
  const level = { dossierId: car.dossierId, until: null, reason: '特别约定', level: 'topSecret' } as const
  await manager.call('secrecy.set', { ...level, paper: { recordId: car.recordId, code: 'insuranceCopy' } })
  await manager.call('secrecy.set', { ...level, dossierId: secret.dossierId, paper: null })
  await manager.call('secrecy.set', { ...secrecy, dossierId: lowered.dossierId, level: 'restricted' })
  await keeper.call('scan.move', { scanIds: moved, recordId: destroyed.recordId, code: 'workOrder' })
  await keeper.call('merge.dossiers', { keepId: other.dossierId, mergeId: merged.dossierId, reason: '误以为同一辆车' })
  const disposals = disposalsIn(archive)
  await disposals.carryOut(await disposals.approved(toDestroy(destroyed.dossierId)))
  const { id } = await keeper.call('subject.ask', { customerId: was.customer.id, shown: 'identityCard', remark: '' })
  await director.call('subject.approve', { id, remark: '' })
  await manager.call('subject.approve', { id, remark: '' })
  await keeper.call('subject.carryOut', { id, password: PASSWORD })
}, 120_000)
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const { wanted, fetched } = fetchesIn(root, () => ({ backup: place, id: point }))

/** Nothing is left of a fetching, in the archive or where it was to go. */
function expectNothingLeft({ folder }: Asked): void {
  expect([folder, `${folder}.incomplete`].filter((each) => existsSync(each))).toEqual([])
  expect(staged()).toEqual([])
}

const staged = (): string[] => readdirSync(placesIn(archive.folder).staging)

const problem = (code: string, details: object) => ({ ok: false, error: { code, details } })
const atField = (path: string, said: string) => problem('invalidInput', { fields: [{ path: [path], problem: said }] })

describe('S4 who fetches a dossier', () => {
  it('S4 the general manager alone; anybody else with one beside them who has authority over copies of it, and knows it', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const manager = await archive.as(LOGINS.generalManager)
    expect(await archivist.ask('dossier.fetch', wanted(car.dossierNumber, { approverLogin: null, approverPassword: '' }))).toMatchObject(atField('approverLogin', 'fetch.needsApprover'))
    for (const approverLogin of [LOGINS.customerDirector, LOGINS.archivist]) {
      expect(await archivist.ask('dossier.fetch', wanted(car.dossierNumber, { approverLogin }))).toMatchObject(atField('approverLogin', 'fetch.approverCannot'))
    }
    expect(await archivist.ask('dossier.fetch', wanted(car.dossierNumber, { approverPassword: 'wrong' }))).toMatchObject(problem('wrongPassword', { fields: [{ path: ['approverPassword'] }] }))
    expect(await archivist.ask('dossier.fetch', wanted(car.dossierNumber, { password: 'wrong' }))).toMatchObject(problem('wrongPassword', { fields: [{ path: ['password'] }] }))
    const alone = await fetched(manager, wanted(car.dossierNumber, { approverLogin: null, approverPassword: '', language: 'en' }))
    expect(alone.task).toMatchObject({ state: 'done' })
    expect(alone.result).toMatchObject({ level: 'topSecret', keptBack: 0, scans: 3 })
    expect(alone.page).toContain('dossier fetched from a backup')
  })

  it('S3 what was made more secret since, or was more secret then, is there for none who may not know it; a dossier of none they are told of', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    expect(await archivist.ask('dossier.fetch', wanted(secret.dossierNumber))).toMatchObject(atField('dossier', 'fetch.noDossier'))
    expect(await archivist.ask('dossier.fetch', wanted('HF01-no-such'))).toMatchObject(atField('dossier', 'fetch.noDossier'))
    const manager = await archive.as(LOGINS.generalManager)
    expect((await fetched(manager, wanted(secret.dossierNumber, { approverLogin: null }))).result).toMatchObject({ level: 'topSecret' })
    const then = await fetched(archivist, wanted(lowered.dossierNumber))
    expect(then.task).toMatchObject({ state: 'failed', error: { problem: 'backup.dossierNotThere' } })
    expect((await fetched(manager, wanted(lowered.dossierNumber, { approverLogin: null }))).result).toMatchObject({ level: 'topSecret' })
  })
})

describe('A2 what is fetched', () => {
  it('A2, S3 is the dossier of that day although corrected since, with its scans as they were given; the archive stays as it is; both people are in the trail', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const asked = wanted(vehicleOf(702).vin)
    const { task, result, page } = await fetched(archivist, asked)
    expect(task.error).toBeNull()
    expect(result).toMatchObject({ dossier: car.dossierNumber, records: 1, scans: 2, leftOut: 0, keptBack: 1, erased: 0, putBack: 0, lacking: 0, level: 'restricted' })
    expect(page).toContain('当日车主')
    expect(page).toContain('核对更正前的内容')
    expect(page).not.toContain('改错的车主')
    expect(page).toContain('有 1 项材料的密级高于本次取回')
    const bytes = [...filesIn(asked.folder).values()]
    expect([scans.card, scans.contract, scans.kept].map((given) => bytes.some((each) => each.equals(given)))).toEqual([true, true, false])
    expect((await archivist.call('dossier.open', { id: car.dossierId })).owners[0]?.customer.name).toBe('改错的车主')
    expect((await auditOf(archive.folder, 'dossier.fetched')).at(-1)).toMatchObject({
      personId: archivist.me.id, fetch: result?.number, backup: place, point, dossierId: car.dossierId, dossier: car.dossierNumber, level: 'restricted', putBack: 0,
      folder: asked.folder,
    })
    expect((await auditOf(archive.folder, 'dossier.fetchApproved')).at(-1)).toMatchObject({ personId: (await archive.as(LOGINS.generalManager)).me.id, fetch: result?.number })
    expect(staged()).toEqual([])
  })

  it('F8 one that was merged away since is found by its number, and is what it was before', async () => {
    const { result, page } = await fetched(await archive.as(LOGINS.archivist), wanted(merged.dossierNumber))
    expect(result).toMatchObject({ dossier: merged.dossierNumber, records: 1 })
    expect(page).toContain(vehicleOf(703).vin)
    expect(page).not.toContain(vehicleOf(704).vin)
  })

  it('A2 a file of it that the archive has lost or has damaged is put back as it was', async () => {
    const { attachments } = placesIn(archive.folder)
    const names: string[] = []
    for await (const name of storedAttachments(attachments)) names.push(name)
    const before = new Map(names.map((name) => [name, readFileSync(attachmentFile(attachments, name))]))
    for (const [index, name] of names.entries()) {
      if (index % 2 === 0) rmSync(attachmentFile(attachments, name))
      else writeFileSync(attachmentFile(attachments, name), Buffer.concat([(before.get(name) ?? Buffer.alloc(0)).subarray(0, -1), Buffer.from([1])]))
    }
    const { result } = await fetched(await archive.as(LOGINS.archivist), wanted(car.dossierNumber))
    expect(result).toMatchObject({ putBack: 3, lacking: 0, scans: 2 })
    expect(names.filter((name) => existsSync(attachmentFile(attachments, name)) && readFileSync(attachmentFile(attachments, name)).equals(before.get(name) ?? Buffer.alloc(0)))).toHaveLength(3)
    for (const [name, bytes] of before) writeFileSync(attachmentFile(attachments, name), bytes)
  })
})

describe('R4 what was destroyed since', () => {
  it('R4 a dossier that was destroyed does not come back, by number or VIN, whoever asks', async () => {
    const manager = await archive.as(LOGINS.generalManager)
    expect(await manager.ask('dossier.fetch', wanted(destroyed.dossierNumber))).toMatchObject(problem('refused', { problem: 'dossier.destroyed' }))
    expect(await manager.ask('dossier.fetch', wanted(vehicleOf(700).vin))).toMatchObject(atField('dossier', 'fetch.noDossier'))
  })

  it('R4 nor does a page that was moved to it before it was destroyed', async () => {
    const asked = wanted(merged.dossierNumber)
    expect((await fetched(await archive.as(LOGINS.archivist), asked)).result).toMatchObject({ scans: 0, erased: 1, putBack: 0, lacking: 0 })
    expect([...filesIn(asked.folder).values()].some((bytes) => bytes.equals(scans.moved))).toBe(false)
  })

  it('R4 of a former owner who was erased nothing is in it, not in any byte: no name, no scan, no word of theirs in another’s papers; and it says so', async () => {
    const asked = wanted(handed.dossierNumber)
    const { result, page } = await fetched(await archive.as(LOGINS.archivist), asked)
    expect(result).toMatchObject({ records: 2, scans: 0, putBack: 0 })
    expect(result?.erased).toBeGreaterThanOrEqual(2)
    expect(page).toContain('已依规销毁或抹除')
    expect(page).toContain('欧阳现主取回')
    for (const [path, bytes] of filesIn(asked.folder)) expect([path, searchFormer(bytes)]).toEqual([path, []])
  })
})

describe('A2 what comes to nothing leaves nothing', () => {
  it('A2 cancelled, or with its pieces gone from the stick, nothing is left, in `staging/` or where it was to go', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const cancelled = wanted(car.dossierNumber)
    const { taskId } = await archivist.call('dossier.fetch', cancelled)
    await archivist.call('task.cancel', { taskId })
    expect(await finished(archivist, taskId)).toMatchObject({ state: 'cancelled' })
    expectNothingLeft(cancelled)
    const packs = join(place, 'yidang-backup', 'packs')
    renameSync(packs, `${packs}-out`)
    const pulled = wanted(car.dossierNumber)
    expect((await fetched(archivist, pulled)).task).toMatchObject({ state: 'failed', error: { code: 'storage' } })
    renameSync(`${packs}-out`, packs)
    expectNothingLeft(pulled)
    const gone = wanted(car.dossierNumber, { backup: join(root, 'no-such') })
    expect((await fetched(archivist, gone)).task).toMatchObject({ state: 'failed', error: { code: 'notFound' } })
    expectNothingLeft(gone)
  })

  it('A2 a point of a later program, of a history that the archive did not go on from, or of another archive is refused in words', async () => {
    const fork = join(root, 'fork')
    const { dataKey } = await openEntry(readKeyring(placesIn(archive.folder).keyring), LOGINS.administrator, PASSWORD)
    await archive.stop()
    cpSync(archive.folder, fork, { recursive: true })
    const host = await startHost({ folder: fork, program: 'fork', startAt: Date.parse('2026-03-02T10:00:00+08:00') })
    await signIn(host, LOGINS.archivist)
    await host.close()
    const other = await backUp({ folder: fork, to: join(root, 'other'), program: 'cli', password: null }, null)
    const raw = openDatabase(placesIn(fork).database, databaseKey(dataKey))
    raw.raw.pragma('user_version = 99999')
    raw.close()
    const later = await backUp({ folder: fork, to: join(root, 'later'), program: 'cli', password: null }, null)
    await archive.restart()
    const archivist = await archive.as(LOGINS.archivist)
    const of = async (backup: string, id: string) => (await fetched(archivist, wanted(car.dossierNumber, { backup, id }))).task.error
    expect(await of(join(root, 'other'), other.id)).toMatchObject({ code: 'refused', problem: 'backup.otherHistory' })
    expect(await of(join(root, 'later'), later.id)).toMatchObject({ code: 'refused', problem: 'archive.tooNew' })
    const [strange] = await listPoints(FORMAT_1)
    cpSync(FORMAT_1, join(root, 'strange'), { recursive: true })
    expect(await of(join(root, 'strange'), strange?.id ?? '')).toMatchObject({ code: 'refused', problem: 'backup.otherArchive' })
    expect(staged()).toEqual([])
  })

  it('A2 a point of an earlier program is brought up to date beside, and stays what it is', async () => {
    const [older, folder] = [join(root, 'older'), join(root, 'of-older')]
    cpSync(FORMAT_1, older, { recursive: true })
    const [first] = await listPoints(older)
    await restorePoint(older, first?.id ?? '', folder, STEPS)
    const host = await startHost({ folder, program: 'test', startAt: null })
    const manager = await signIn(host, LOGINS.generalManager)
    const [hit] = (await manager.call('dossier.search', { text: 'HF01', dates: null, state: null, kind: null, limit: 1 })).hits
    const asked = wanted(hit?.number ?? '', { backup: older, id: first?.id ?? '', approverLogin: null })
    const { task, page } = await fetched(manager, asked)
    await host.close()
    expect(task).toMatchObject({ state: 'done', fetched: { dossier: hit?.number } })
    expect(page).toContain(hit?.number)
  })
})

describe('A3 the trail of what was fetched', () => {
  it('A3 verifies; a fetching that nobody began, another’s, or one approved by who cannot is named', async () => {
    expect(await foundIn(archive)).toEqual([])
    const [archivist, director, manager] = await Promise.all([LOGINS.archivist, LOGINS.customerDirector, LOGINS.generalManager].map((login) => (
      openEntry(readKeyring(placesIn(archive.folder).keyring), login, PASSWORD)
    )))
    if (!archivist || !director || !manager) throw new Error('three people')
    const about = { fetch: 'QH-2026-0900', backup: place, point, dossierId: car.dossierId, dossier: car.dossierNumber, level: 'confidential' }
    const begun = { ...about, folder: join(root, 'x'), purpose: '核对', approvedBy: manager.personId }
    const made = { fetch: about.fetch, folder: join(root, 'x'), level: 'confidential' }
    type Said = [Opened, string, object]
    const approval: Said = [manager, 'dossier.fetchApproved', about]
    const begins: Said = [archivist, 'dossier.fetch', begun]
    const cases: [Said[], string[]][] = [
      [[approval, begins, [archivist, 'dossier.fetched', made]], []],
      [[[manager, 'dossier.fetch', { ...begun, approvedBy: null }]], []],
      [[begins], ['fetch.approvedWrongly']],
      [[[archivist, 'dossier.fetch', { ...begun, approvedBy: null }]], ['fetch.approvedWrongly']],
      [[[director, 'dossier.fetchApproved', about], [archivist, 'dossier.fetch', { ...begun, approvedBy: director.personId }]], ['fetch.approvedWrongly']],
      [[[manager, 'dossier.fetchApproved', { ...about, level: 'restricted' }], begins], ['fetch.approvedWrongly']],
      [[[archivist, 'dossier.fetched', made]], ['fetch.impossible']],
      [[approval, begins, [director, 'dossier.fetched', made]], ['fetch.impossible']],
      [[approval, begins, [archivist, 'dossier.fetched', { ...made, level: 'topSecret' }]], ['fetch.impossible']],
      [[approval, begins, [archivist, 'dossier.fetched', made], [archivist, 'dossier.fetched', made]], ['fetch.impossible']],
    ]
    for (const [said, problems] of cases) {
      const found = await foundIn(archive, (db) => {
        for (const [by, kind, note] of said) enterAct(db, by, kind, { ...note })
      })
      expect([said.map(([, kind]) => kind), found.map((finding) => finding.problem)]).toEqual([said.map(([, kind]) => kind), problems])
    }
  })
})

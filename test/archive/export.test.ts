// Complete exports: who may, what is in the folder and what is not, and that nothing is left of what came to nothing (rules S3, S4, R4, A3).
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachmentFile } from '#archive/vault/attachments.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { exportResult } from '#shared/contract/export.ts'
import type { Output, RawInput } from '#shared/contract/index.ts'
import { foundIn } from '#test/support/altered.ts'
import { finished, LOGINS, PASSWORD, temporaryFolder, type Entry, type Person } from '#test/support/archive.ts'
import { yidang } from '#test/support/command-line.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { disposalsIn, toDestroy } from '#test/support/disposals.ts'
import { loansIn } from '#test/support/loans.ts'
import { HEIC } from '#test/support/pictures.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, pdfOf, pngPage } from '#test/support/scans.ts'
import { changesOne, enterAct } from '#test/support/tampered.ts'

const root = temporaryFolder()
const scans = {
  png: pngPage('exported'), pdf: pdfOf(3, Buffer.from('exported')), heic: Buffer.from(HEIC), destroyed: pngPage('destroyed'), secret: pngPage('secret'), kept: pngPage('kept back'),
  mixed: pdfOf(2, Buffer.from('mixed')),
}
/** Names that mean something to a system, to a page, to a workbook. */
const HOSTILE = ['CON', '../../x', 'Ends with dots...', `长${'名'.repeat(59)}`, '<script>alert(1)</script>', 'AbC Ltd', 'aBc LTD', '=1+1 & "x"']

let archive: DayArchive
let cars: Entry[]
let destroyed: Entry
/** As old, and destroyed once it was exported. */
let old: Entry
let secret: Entry

beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  destroyed = await archive.enter('maintenance')
  old = await archive.enter('maintenance')
  await archive.handOver([destroyed.recordId, old.recordId])
  await attachScan(await archive.as(LOGINS.archivist), scans.destroyed, { recordId: destroyed.recordId, code: 'workOrder' })
  await archive.goTo('2026-03-02')
  const archivist = await archive.as(LOGINS.archivist)
  const manager = await archive.as(LOGINS.generalManager)
  const disposals = disposalsIn(archive)
  await disposals.carryOut(await disposals.approved(toDestroy(destroyed.dossierId)))
  cars = []
  for (const [index, name] of HOSTILE.entries()) {
    const { kind: _person, identityKind: _card, identityNumber: _number, ...rest } = customerOf(100 + index)
    const customer: NonNullable<RawInput<'record.enter'>['customer']> = { ...rest, kind: 'person', identityKind: 'passport', identityNumber: `E1234567${index}`, name }
    cars.push(await archive.enter('delivery', { vehicle: vehicleOf(100 + index), customer }))
  }
  const [first, second, third] = cars
  secret = await archive.enter('delivery', { vehicle: { ...vehicleOf(300), model: '绝密车型' } })
  if (!first || !second || !third) throw new Error('no cars')
  await archive.handOver([first.recordId], (line) => (line.code === 'insuranceCopy' ? { note: '只给总经理看的备注' } : {}))
  await archive.handOver([second.recordId, third.recordId, secret.recordId])
  for (const [code, bytes] of [['greenCard', scans.png], ['salesContract', scans.pdf], ['deliveryPhoto', scans.heic], ['insuranceCopy', scans.kept]] as const) {
    await attachScan(archivist, bytes, { recordId: first.recordId, code })
  }
  const { scanIds } = await attachScan(archivist, scans.mixed, { recordId: first.recordId, code: 'pdiSheet' })
  await archivist.call('scan.move', { scanIds: scanIds.slice(1), recordId: first.recordId, code: 'insuranceCopy' })
  await attachScan(archivist, scans.secret, { recordId: secret.recordId, code: 'greenCard' })
  await manager.call('secrecy.set', { dossierId: first.dossierId, paper: { recordId: first.recordId, code: 'insuranceCopy' }, level: 'topSecret', until: null, reason: '特别约定' })
  await manager.call('secrecy.set', { dossierId: secret.dossierId, paper: null, level: 'topSecret', until: null, reason: '特别约定' })
  const loans = loansIn(archive)
  await loans.ask(LOGINS.archivist, second.dossierNumber)
}, 120_000)
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const WANTED: RawInput<'export.request'> = { level: 'confidential', purpose: '审计 <b>2026</b>', recipient: '会计师事务所' }
type Made = Output<'task.get'>

const asked = async (by: string, change: Partial<typeof WANTED> = {}) => (await (await archive.as(by)).call('export.request', { ...WANTED, ...change })).id
const approvedBy = async (id: number, by: string) => (await archive.as(by)).call('export.approve', { id, remark: '' })
const make = (person: Person, id: number, folder: string, language: 'zh-CN' | 'en' = 'zh-CN') => person.call('export.make', { id, folder, language, password: PASSWORD })
const exported = async (folder: string, language: 'zh-CN' | 'en' = 'zh-CN', by = LOGINS.customerDirector, decides = LOGINS.generalManager, change = {}): Promise<Made> => {
  const id = await asked(by, change)
  await approvedBy(id, decides)
  const person = await archive.as(by)
  return finished(person, (await make(person, id, folder, language)).taskId)
}

/** Every file by its path, with `/`. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/')).toSorted()
}

/** As `sha256sum -c` reads it. */
function summed(folder: string): Map<string, string> {
  const lines = readFileSync(join(folder, 'SHA256SUMS.txt'), 'utf8').split('\n').filter((line) => line !== '')
  return new Map(lines.map((line) => {
    const [, hash = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    return [path, hash]
  }))
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('S4, S3 who decides about a complete export', () => {
  it('S4 nobody decides about their own, and one of the two is the general manager', async () => {
    const archivists = await asked(LOGINS.archivist)
    const directors = await asked(LOGINS.customerDirector)
    const managers = await asked(LOGINS.generalManager)
    const [director, manager] = [await archive.as(LOGINS.customerDirector), await archive.as(LOGINS.generalManager)]
    const refusal = (problem: string) => ({ ok: false, error: { code: 'forbidden', details: { problem } } })
    expect(await director.ask('export.approve', { id: directors, remark: '' })).toMatchObject(refusal('export.own'))
    expect(await manager.ask('export.approve', { id: managers, remark: '' })).toMatchObject(refusal('export.own'))
    expect(await director.ask('export.approve', { id: archivists, remark: '' })).toMatchObject(refusal('export.notYours'))
    const waits = async (person: Person) => (await person.call('today.get', {})).sections.find(({ key }) => key === 'exportWaiting')?.count ?? 0
    expect([await waits(director), await waits(manager)]).toEqual([1, 2])
    expect(await director.ask('export.approve', { id: managers, remark: '' })).toMatchObject({ ok: true })
    expect(await manager.ask('export.decline', { id: archivists, remark: '' })).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    await manager.call('export.decline', { id: archivists, remark: '用途不明' })
    await director.call('export.withdraw', { id: directors, remark: '' })
    expect([await waits(director), await waits(manager)]).toEqual([0, 0])
    expect((await manager.call('today.get', {})).sections.find(({ key }) => key === 'exportReady')?.count).toBe(1)
    await manager.call('export.withdraw', { id: managers, remark: '' })
  })

  it('S3 nobody asks for more than they may see themselves, nor hears of such a request', async () => {
    const [director, manager] = [await archive.as(LOGINS.customerDirector), await archive.as(LOGINS.generalManager)]
    expect(await director.ask('export.request', { ...WANTED, level: 'topSecret' })).toMatchObject({ ok: false, error: { details: { fields: [{ problem: 'export.levelTooHigh' }] } } })
    const id = await asked(LOGINS.generalManager, { level: 'topSecret' })
    expect((await director.call('export.list', { limit: 50 })).requests.map((request) => request.id)).not.toContain(id)
    expect(await director.ask('export.approve', { id, remark: '特批' })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    await manager.call('export.withdraw', { id, remark: '' })
  })

  it('S4 what is not approved, is another’s, or has lapsed is not made', async () => {
    const id = await asked(LOGINS.customerDirector)
    const [director, manager] = [await archive.as(LOGINS.customerDirector), await archive.as(LOGINS.generalManager)]
    const input = { id, folder: join(root, 'never'), language: 'zh-CN', password: PASSWORD }
    expect(await director.ask('export.make', input)).toMatchObject({ ok: false, error: { details: { problem: 'copy.cannot' } } })
    await approvedBy(id, LOGINS.generalManager)
    expect(await manager.ask('export.make', input)).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(await director.ask('export.make', { ...input, password: 'wrong' })).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    await archive.goTo('2026-03-10')
    const later = await archive.as(LOGINS.customerDirector)
    expect(await later.ask('export.make', input)).toMatchObject({ ok: false, error: { details: { problem: 'copy.lapsed' } } })
    expect(existsSync(join(root, 'never'))).toBe(false)
  })
})

describe('A3, S3, R4 what a complete export holds', () => {
  const folder = join(root, 'made')
  let task: Made
  let files: string[]
  beforeAll(async () => {
    task = await exported(folder)
    files = filesIn(folder)
  }, 60_000)
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8')
  const pages = () => files.filter((path) => path.endsWith('.html'))
  const scansIn = () => files.filter((path) => path.startsWith('dossiers/') && !path.endsWith('.html'))

  it('A3 is done, and its row and what is asked on the screen say what it holds', async () => {
    expect(task).toMatchObject({ state: 'done', error: null })
    expect(task.exported).toMatchObject({ dossiers: HOSTILE.length + 2, destroyed: 1, records: HOSTILE.length + 1, scans: 3, leftOut: 1, files: files.length - 1 })
    const [newest] = (await (await archive.as(LOGINS.generalManager)).call('export.list', { limit: 1 })).requests
    expect(newest).toMatchObject({ state: 'made', made: { folder, sums: task.exported?.sums }, making: null, may: [] })
  })

  it('A3 its list of hashes names every file but itself, and fits', () => {
    const sums = summed(folder)
    expect([...sums.keys()].toSorted()).toEqual(files.filter((path) => path !== 'SHA256SUMS.txt'))
    for (const [path, hash] of sums) expect(sha256(readFileSync(join(folder, path)))).toBe(hash)
    expect(sha256(readFileSync(join(folder, 'SHA256SUMS.txt')))).toBe(task.exported?.sums)
  })

  it('S4 scans are byte for byte as they were given, each with its ending', () => {
    const bytes = new Map(scansIn().map((path) => [basename(path), readFileSync(join(folder, path))]))
    expect([...bytes.keys()].toSorted()).toEqual(['01 绿卡.png', '02 销售合同原件.pdf', '03 交车照片.heic'])
    expect(bytes.get('01 绿卡.png')?.equals(scans.png)).toBe(true)
    expect(bytes.get('02 销售合同原件.pdf')?.equals(scans.pdf)).toBe(true)
    expect(bytes.get('03 交车照片.heic')?.equals(scans.heic)).toBe(true)
  })

  it('S3, S1 nothing above its level is in it: no dossier, no page, no note, no file with such a page', () => {
    const all = files.map((path) => readFileSync(join(folder, path)))
    for (const bytes of [scans.secret, scans.kept, scans.mixed]) expect(all.some((present) => present.equals(bytes))).toBe(false)
    const lists = files.filter((path) => path.endsWith('.xlsx')).flatMap((path) => Object.values(unzipSync(readFileSync(join(folder, path)))))
    const told = [...pages().map(text), ...lists.map((part) => Buffer.from(part).toString('utf8'))].join('')
    expect(told).toContain(`<t xml:space="preserve">${old.dossierNumber}</t>`)
    for (const hidden of ['绝密车型', secret.dossierNumber, '只给总经理看的备注']) expect(told).not.toContain(hidden)
    expect(told).toContain('密级高于本次导出')
    expect(told).toContain('此文件还含有密级更高的页')
  })

  it('R4 of a destroyed dossier there is its line alone', () => {
    expect(text('index.html')).toContain(destroyed.dossierNumber)
    expect(files.some((path) => path.includes(destroyed.dossierNumber))).toBe(false)
    expect(scansIn().some((path) => readFileSync(join(folder, path)).equals(scans.destroyed))).toBe(false)
  })

  it('S4 pages are plain: no script, nothing from elsewhere, whatever somebody is called; each says that it is not encrypted', () => {
    for (const path of pages()) {
      expect(text(path)).not.toMatch(/<script|<iframe|<img|javascript:|\son\w+=|https?:\/\//i)
      expect(text(path)).toContain('<meta charset="utf-8">')
    }
    const index = text('index.html')
    expect(index).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(index).toContain('审计 &lt;b&gt;2026&lt;/b&gt;')
    expect(index).toContain('未加密')
    expect(index).toContain('Not encrypted')
    expect(text('README.txt')).toContain('NOT ENCRYPTED')
  })

  it('S4 every way from page to page and to the scans leads somewhere', () => {
    for (const path of pages()) {
      for (const [, to = ''] of text(path).matchAll(/href="([^"]+)"/g)) expect(existsSync(join(folder, path, '..', decodeURIComponent(to)))).toBe(true)
    }
  })

  it('S4 names are such as every system takes: short, without reserved words, none twice by case', () => {
    for (const path of files) {
      expect(path.length).toBeLessThanOrEqual(120)
      for (const part of path.split('/')) expect(part).not.toMatch(/[<>:"\\|?*]|[. ]$|^(?:con|nul|aux|prn)(?:\.|$)/i)
    }
    const folders = files.map((path) => path.toLowerCase())
    expect(new Set(folders).size).toBe(folders.length)
    // Windows has no such modes.
    expect(process.platform === 'win32' ? 0 : statSync(folder).mode & 0o077).toBe(0)
  })

  it('A3 lists are there as workbooks', () => {
    expect(files.filter((path) => path.startsWith('lists/')).map((path) => basename(path)).toSorted()).toEqual(
      ['业务记录.xlsx', '借阅登记簿.xlsx', '材料.xlsx', '档案.xlsx', '签收薄.xlsx', '车主.xlsx', '违规处罚.xlsx'].toSorted(),
    )
  })

  it('S4 asked for by the general manager up to the highest level, another general manager decides, and then all is in it', async () => {
    const admin = await archive.as(LOGINS.administrator)
    const { id: departmentId } = (await admin.call('department.list', {})).find(({ kind }) => kind === 'management') ?? {}
    await admin.call('staff.add', { login: 'gm2', name: '第二经理', departmentId: departmentId ?? 0, roles: ['generalManager'], password: PASSWORD })
    const id = await asked(LOGINS.generalManager, { level: 'topSecret' })
    const second = await archive.as('gm2')
    expect(await second.ask('export.approve', { id, remark: '' })).toMatchObject({ ok: false, error: { details: { fields: [{ problem: 'text.required' }] } } })
    await second.call('export.approve', { id, remark: '移交' })
    const manager = await archive.as(LOGINS.generalManager)
    const all = join(root, 'all')
    const made = await finished(manager, (await make(manager, id, all, 'en')).taskId)
    expect(made.exported).toMatchObject({ dossiers: HOSTILE.length + 3, leftOut: 0, scans: 7 })
    expect(filesIn(all).some((path) => readFileSync(join(all, path)).equals(scans.secret))).toBe(true)
    expect(filesIn(all).filter((path) => path.startsWith('lists/'))).toContain('lists/Sign-in book.xlsx')
  })
})

describe('S4, A3 what comes to nothing leaves nothing', () => {
  it('S4 cancelled, nothing is left, and it can be made again', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const folder = join(root, 'cancelled')
    const id = await asked(LOGINS.customerDirector)
    await approvedBy(id, LOGINS.generalManager)
    const { taskId } = await make(director, id, folder)
    expect(await director.ask('export.make', { id, folder, language: 'en', password: PASSWORD })).toMatchObject({ ok: false, error: { details: { problem: 'export.running' } } })
    await director.call('task.cancel', { taskId })
    expect(await finished(director, taskId)).toMatchObject({ state: 'cancelled', exported: null })
    expect(readdirSync(root).filter((name) => name.startsWith('cancelled'))).toEqual([])
    const [request] = (await director.call('export.list', { limit: 1 })).requests
    expect(request).toMatchObject({ state: 'approved', making: { state: 'ended', problem: 'cancelled', folder }, may: ['withdraw', 'make'] })
    expect(await finished(director, (await make(director, id, folder)).taskId)).toMatchObject({ state: 'done' })
    expect(existsSync(`${folder}.incomplete`)).toBe(false)
  })

  it('S4 a folder with something in it, within the archive, synchronised, or without one above it is refused; what was broken off there is cleared', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const id = await asked(LOGINS.customerDirector)
    await approvedBy(id, LOGINS.generalManager)
    const full = join(root, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'mine.txt'), 'mine')
    const problemAt = async (folder: string) => director.ask('export.make', { id, folder, language: 'zh-CN', password: PASSWORD })
    const field = (problem: string) => ({ ok: false, error: { details: { fields: [{ path: ['folder'], problem }] } } })
    expect(await problemAt(full)).toMatchObject(field('export.notEmpty'))
    expect(await problemAt(join(full, 'mine.txt'))).toMatchObject(field('export.notEmpty'))
    expect(await problemAt('relative')).toMatchObject(field('folder.absolute'))
    expect(await problemAt(join(root, 'OneDrive', 'x'))).toMatchObject(field('export.synchronised'))
    expect(await problemAt(join(root, 'not', 'there'))).toMatchObject(field('export.parentMissing'))
    expect(await problemAt(join(archive.folder, 'x'))).toMatchObject({ ok: false, error: { details: { problem: 'backup.insideArchive' } } })
    const folder = join(root, 'again')
    mkdirSync(`${folder}.incomplete`)
    writeFileSync(join(`${folder}.incomplete`, 'mine.txt'), 'mine')
    expect(await problemAt(folder)).toMatchObject({ ok: false, error: { details: { problem: 'export.otherThere' } } })
    writeFileSync(join(`${folder}.incomplete`, '未完成 INCOMPLETE.txt'), 'DC')
    expect(await finished(director, (await make(director, id, folder)).taskId)).toMatchObject({ state: 'done' })
    expect(existsSync(join(folder, 'mine.txt'))).toBe(false)
    expect(existsSync(join(full, 'mine.txt'))).toBe(true)
  })

  it('A3 a disk without room, or one that refuses, is told; the request stands', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const id = await asked(LOGINS.customerDirector)
    await approvedBy(id, LOGINS.generalManager)
    const file = join(root, 'a file')
    writeFileSync(file, '')
    expect(await finished(director, (await make(director, id, join(file, 'x'))).taskId)).toMatchObject({ state: 'failed', error: { code: 'storage', subject: 'ENOTDIR' } })
    // A file system of the kernel’s own has no room for anything.
    const none = process.platform === 'linux' ? '/proc/yidang' : join(file, 'y')
    const problem = process.platform === 'linux' ? 'export.noRoom' : null
    expect(await finished(director, (await make(director, id, none)).taskId)).toMatchObject({ state: 'failed', error: { problem } })
    const [request] = (await director.call('export.list', { limit: 1 })).requests
    expect(request).toMatchObject({ state: 'approved', making: { state: 'ended' }, may: ['withdraw', 'make'] })
  })

  it('A3 a scan that is damaged is named on its page and holds up nothing else', async () => {
    const places = placesIn(archive.folder)
    const damaged = readdirSync(places.attachments, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name)
    const whole = damaged.map((name) => [attachmentFile(places.attachments, name), readFileSync(attachmentFile(places.attachments, name))] as const)
    for (const [file, bytes] of whole) writeFileSync(file, bytes.subarray(0, bytes.length - 1))
    const folder = join(root, 'damaged')
    const task = await exported(folder)
    for (const [file, bytes] of whole) writeFileSync(file, bytes)
    expect(task.exported).toMatchObject({ scans: 0, leftOut: 4 })
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('有 4 个扫描件没能放入')
    expect([...summed(folder).keys()].filter((path) => /\.(?:png|pdf|heic)$/.test(path))).toEqual([])
  })

  it('R4 what was destroyed later names the folder in which it still lies', async () => {
    const disposals = disposalsIn(archive)
    const id = await disposals.approved(toDestroy(old.dossierId))
    await disposals.carryOut(id)
    const { done } = await disposals.get(id)
    expect(done?.backups.map(({ folder }) => folder)).toEqual(['again', 'all', 'cancelled', 'damaged', 'made'].map((name) => join(root, name)))
  })

  it('S4 from the command line it is made by whoever asked for it, with the same leave', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const { id, number } = await director.call('export.request', WANTED)
    const folder = join(root, 'by command')
    const args = (as: string): string[] => ['export', '--archive', archive.folder, '--as', as, '--to', folder, '--request', number, '--now', '2026-03-10T15:00', '--json']
    await approvedBy(id, LOGINS.generalManager)
    await archive.stop()
    expect(await yidang(args(LOGINS.archivist), { password: PASSWORD })).toMatchObject({ code: 1 })
    expect(existsSync(folder)).toBe(false)
    const { code, out } = await yidang(args(LOGINS.customerDirector), { password: PASSWORD })
    expect(code).toBe(1)
    expect(exportResult.parse(JSON.parse(out))).toMatchObject({ scans: 3, leftOut: 1, sums: sha256(readFileSync(join(folder, 'SHA256SUMS.txt'))) })
  }, 60_000)

  it('A3 nothing is found after all that', async () => {
    expect(await foundIn(archive)).toEqual([])
  })
})

describe('A3, S4 exports and the audit trail', () => {
  // 1 declined, 2 to 4 withdrawn, 5 approved and lapsed, 6 to 9 made, 10 approved, 11 and 12 made.
  it('A3 each row changed behind the trail’s back is named', async () => {
    const change = (number: number, set: string) => ({ number: `DC-2026-00${String(number).padStart(2, '0')}`, set })
    const changed = [
      change(1, "remark = '好'"), change(2, "withdraw_remark = '误'"), change(3, "purpose = '别的'"), change(5, "lapses_on = '2026-12-31'"), change(6, "result = json_set(result, '$.dossiers', 1)"),
      change(7, 'level = 2'), change(8, "folder = '/别处'"), change(9, "recipient = '别人'"), change(10, 'decided_by = 1'),
    ]
    const found = await foundIn(archive, (db) => {
      for (const { number, set } of changed) changesOne(db, `UPDATE export_request SET ${set} WHERE number = ?`, [number])
      changesOne(db, "UPDATE export_request SET number = 'DC-2026-0099' WHERE number = 'DC-2026-0011'", [])
    })
    expect(found).toEqual([
      ...changed.map(({ number }) => ({ where: `export_request/${number}`, problem: 'exportRequest.differs' })),
      { where: 'export_request/DC-2026-0099', problem: 'exportRequest.notEntered' }, { where: 'export_request/DC-2026-0011', problem: 'exportRequest.missing' },
    ])
  })

  it('S4, A3 acts that cannot have come about are named: one’s own approval, one of two without the general manager, making what is not approved or another’s', async () => {
    const keyring = readKeyring(placesIn(archive.folder).keyring)
    const [archivist, director, manager] = await Promise.all([LOGINS.archivist, LOGINS.customerDirector, LOGINS.generalManager].map((login) => openEntry(keyring, login, PASSWORD)))
    if (!archivist || !director || !manager) throw new Error('nobody')
    const problems = async (by: Opened, kind: string, content: Record<string, unknown>): Promise<string[]> => {
      const found = await foundIn(archive, (db) => {
        enterAct(db, archivist, 'export.request', { request: 'DC-2026-0050', requestId: 50, level: 'confidential', purpose: '审计', recipient: '会计师' })
        enterAct(db, by, kind, { request: 'DC-2026-0050', ...content })
      })
      return found.filter(({ where }) => where.startsWith('audit/')).map(({ problem }) => problem)
    }
    const approval = { remark: '', lapsesOn: '2026-03-17' }
    expect(await problems(manager, 'export.approve', approval)).toEqual([])
    expect(await problems(director, 'export.approve', approval)).toEqual(['exportRequest.approvedWrongly'])
    expect(await problems(archivist, 'export.approve', approval)).toEqual(['actor.notPermitted', 'exportRequest.approvedWrongly'])
    expect(await problems(archivist, 'export.make', { folder: '/x' })).toEqual(['exportRequest.impossible'])
    expect(await problems(director, 'export.make', { request: 'DC-2026-0010', folder: '/x' })).toEqual([])
    expect(await problems(manager, 'export.make', { request: 'DC-2026-0010', folder: '/x' })).toEqual(['exportRequest.impossible'])
    expect(await problems(director, 'export.withdraw', { remark: '' })).toEqual(['exportRequest.impossible'])
  })
})

// Reading the audit trail (rule A3): what is found, page by page; what each role is told; what leaves; that looking is entered as well.
import { Buffer } from 'node:buffer'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSheet } from '#archive/sheet/read.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { auditAct } from '#shared/contract/audit-acts.ts'
import type { AuditFilters } from '#shared/contract/audit.ts'
import { AUDIT_GROUPS } from '#shared/domain/audit.ts'
import { LOGINS, PASSWORD, type Entry, type Person } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { wanted } from '#test/support/copies.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'
import { changeRows, enterAct } from '#test/support/tampered.ts'

const [DAY, NEXT] = ['2026-03-02', '2026-03-05']
const WEEK: AuditFilters = { from: DAY, to: '2026-03-08', personId: null, group: null, about: '' }
/** In words of what nobody below the general manager may know. */
const SECRET = '龘密'
const FORMULA = '=HYPERLINK("http://evil")<b>'

let archive: DayArchive
let open: Entry
let secret: Entry
let [director, gm, admin]: Person[] = []

const as = (person: Person | undefined): Person => {
  if (!person) throw new Error('not signed in')
  return person
}
const find = (person: Person | undefined, change: Partial<AuditFilters> = {}) => as(person).call('audit.find', { ...WEEK, ...change })

async function signIn(): Promise<void> {
  director = await archive.as(LOGINS.customerDirector)
  gm = await archive.as(LOGINS.generalManager)
  admin = await archive.as(LOGINS.administrator)
}

beforeAll(async () => {
  archive = await archiveAt(DAY)
  await signIn()
  open = await archive.enter('delivery', { vehicle: vehicleOf(1), customer: customerOf(1) })
  secret = await archive.enter('delivery', { vehicle: vehicleOf(2), customer: { ...customerOf(2), name: SECRET } })
  await archive.handOver([open.recordId])
  const reader = as(gm)
  await reader.call('secrecy.set', { dossierId: secret.dossierId, paper: null, level: 'topSecret', until: null, reason: SECRET })
  await reader.call('dossier.open', { id: secret.dossierId })
  await as(director).call('dossier.open', { id: open.dossierId })
  await as(director).call('hold.set', { dossierId: open.dossierId, kind: 'dispute', reason: FORMULA })
  // A paper that is kept back, of a dossier that is not.
  const archivist = await archive.as(LOGINS.archivist)
  const code = (await archivist.call('record.open', { ids: [open.recordId] }))[0]?.checklist[0]?.code ?? ''
  await attachScan(archivist, pngPage('one'), { recordId: open.recordId, code })
  const scanIds = (await archivist.call('scan.list', { recordId: open.recordId })).scans.map(({ id }) => id)
  await reader.call('secrecy.set', { dossierId: open.dossierId, paper: { recordId: open.recordId, code }, level: 'topSecret', until: null, reason: '客户要求' })
  await reader.call('copy.makeOwn', { ...wanted({ recordId: open.recordId, scanIds }, { purpose: SECRET, recipient: SECRET }), reason: SECRET })
  await archive.host.call({ method: 'session.signIn', input: { login: LOGINS.archivist, password: 'not this one' }, token: null })
  await archive.goTo(NEXT)
  await signIn()
  const { vin: _vin, vinConfirmed: _confirmed, ...car } = vehicleOf(1)
  await as(director).call('vehicle.update', { dossierId: open.dossierId, vehicle: { ...car, model: '另一型号' } })
}, 60_000)
afterAll(() => archive.close())

describe('A3 what is found', () => {
  it('A3 by day, by who, by kind of act, by a number of the dossier, of its record, or its plate', async () => {
    const days = async (from: string, to: string) => (await find(gm, { from, to })).entries.map(({ at }) => at)
    expect((await days(NEXT, NEXT)).every((at) => at >= storeTime(NEXT, '00:00'))).toBe(true)
    expect((await days(DAY, DAY)).every((at) => at < storeTime('2026-03-03', '00:00'))).toBe(true)
    expect(await days('2026-03-03', '2026-03-04')).toEqual([])
    const mine = await find(gm, { personId: as(director).me.id })
    expect(new Set(mine.entries.map(({ person }) => person?.name))).toEqual(new Set(['欧阳敏']))
    expect(mine.entries.map(({ kind }) => kind)).toContain('vehicle.update')
    const all = await find(gm)
    const found: string[] = []
    for (const group of AUDIT_GROUPS) {
      const { entries } = await find(gm, { group, personId: as(director).me.id })
      expect(entries.filter(({ kind }) => auditAct(kind)[0] !== group)).toEqual([])
      found.push(...entries.map(({ seq }) => String(seq)))
    }
    expect(found.toSorted()).toEqual(mine.entries.map(({ seq }) => String(seq)).toSorted())
    expect(all.entries.map(({ seq }) => seq)).toEqual(all.entries.map(({ seq }) => seq).toSorted((one, other) => other - one))
    const traces = await Promise.all([open.dossierNumber, open.recordNumber, vehicleOf(1).plate ?? '', vehicleOf(1).vin].map((about) => find(director, { about, to: DAY })))
    const kinds = traces.map(({ entries }) => entries.map(({ kind }) => kind).filter((kind) => !kind.startsWith('audit.')))
    expect(kinds[0]).toEqual(expect.arrayContaining(['record.enter', 'handover.sign', 'dossier.open', 'hold.set', 'scan.attach', 'copy.makeOwn']))
    expect(kinds).toEqual([kinds[0], kinds[0], kinds[0], kinds[0]])
    expect((await as(director).ask('audit.find', { ...WEEK, from: NEXT, to: DAY })).ok).toBe(false)
  })

  it('A3 names instead of row ids, no hash; a failed sign-in is nobody’s and unsigned', async () => {
    const { entries } = await find(director)
    const entered = entries.find(({ kind, dossiers }) => kind === 'record.enter' && dossiers[0]?.id === open.dossierId)
    expect(entered).toMatchObject({ person: { name: '单小雨' }, signed: true, dossiers: [{ number: open.dossierNumber, destroyed: false }] })
    expect(entered?.details).toEqual(expect.arrayContaining([{ field: 'record', values: [open.recordNumber], more: 0 }, { field: 'responsible', values: ['单小雨'], more: 0 }]))
    expect(entered?.details?.map(({ field }) => field)).not.toContain('recordId')
    const failed = entries.filter(({ signed }) => !signed)
    expect(failed).toMatchObject([{ kind: 'password.failed', person: null }])
    expect(failed[0]?.details).toContainEqual({ field: 'person', values: ['林静'], more: 0 })
  })

  it('A3 pages follow one another whatever is entered meanwhile, for who searched and what they searched for alone', async () => {
    for (let opened = 0; opened < 120; opened += 1) await as(gm).call('dossier.open', { id: open.dossierId })
    const first = await find(gm)
    const asked = { ...WEEK, found: first.head.seq, before: first.entries.at(-1)?.seq ?? 1 }
    await as(director).call('dossier.open', { id: open.dossierId })
    const second = await as(gm).call('audit.older', asked)
    const seqs = [...first.entries, ...second.entries].map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from(seqs, (_seq, index) => first.head.seq - index))
    expect([first.more, first.count > 120]).toEqual([true, true])
    for (const [person, input] of [[director, asked], [gm, { ...asked, group: 'saw' }], [gm, { ...asked, found: asked.found - 1 }], [gm, { ...asked, from: '2026-03-01' }]] as const) {
      expect(await as(person).ask('audit.older', input)).toMatchObject({ ok: false, error: { code: 'notFound' } })
    }
  })

  it('A3 looking is entered once for all pages, with what was asked and how much was found; a text that is none is not repeated', async () => {
    const before = (await auditOf(archive.folder, 'audit.find')).length
    const { count, head, entries } = await find(director, { group: 'saw', about: open.dossierNumber })
    await as(director).call('audit.older', { ...WEEK, group: 'saw', about: open.dossierNumber, found: head.seq, before: entries.at(-1)?.seq ?? 1 })
    await find(director, { about: SECRET })
    const notes = (await auditOf(archive.folder, 'audit.find')).slice(before)
    expect(notes).toEqual([
      expect.objectContaining({ from: DAY, to: WEEK.to, person: null, group: 'saw', dossier: open.dossierNumber, count }),
      expect.objectContaining({ dossier: null, count: 0 }),
    ])
    expect(JSON.stringify(notes)).not.toContain(SECRET)
  })
})

describe('A3 L5 S3 who is told what', () => {
  const whole = async (person: Person | undefined): Promise<string> => {
    const { entries } = await find(person, { to: DAY })
    const print = await as(person).call('audit.print', { ...WEEK, to: DAY })
    const { base64 } = await as(person).call('audit.export', { ...WEEK, to: DAY, language: 'zh-CN' })
    return JSON.stringify([entries, print, Object.values(unzipSync(Buffer.from(base64, 'base64'))).map((part) => strFromU8(part))])
  }

  it('S3 of what somebody may not know that there is an entry, whose, when and what kind of act; nothing else, on screen, on paper, in a file', async () => {
    const told = await whole(director)
    for (const word of [SECRET, secret.dossierNumber, secret.recordNumber, vehicleOf(2).vin, customerOf(2).mobile]) expect([word, told.includes(word)]).toEqual([word, false])
    expect(told).toContain(open.dossierNumber)
    const { entries } = await find(director, { to: DAY, group: 'changed' })
    const kept = entries.filter(({ details }) => details === null).map(({ kind, person, dossiers }) => [kind, person?.name, dossiers.length])
    expect(kept).toEqual(expect.arrayContaining([['secrecy.set', '郑宏', 0], ['record.enter', '单小雨', 0]]))
    // A paper by itself: the dossier is known, what was said of its pages is not (S1).
    const [copied] = (await find(director, { group: 'left' })).entries.filter(({ kind }) => kind === 'copy.makeOwn')
    expect(copied).toMatchObject({ details: null, dossiers: [{ number: open.dossierNumber }] })
    expect(await whole(gm)).toContain(SECRET)
  })

  it('S3 the number, plate or record of what one may not know finds what a text that is none finds: nothing', async () => {
    for (const about of [secret.dossierNumber, secret.recordNumber, vehicleOf(2).plate ?? '', vehicleOf(2).vin, '没有这个']) {
      expect([about, (await find(director, { about })).entries]).toEqual([about, []])
    }
    expect((await find(gm, { about: secret.dossierNumber })).entries.length).toBeGreaterThan(0)
  })

  it('A3 the administrator reads of sign-ins, staff and settings, and of dossiers that something was done: no number, no name', async () => {
    const told = await whole(admin)
    for (const word of [SECRET, open.dossierNumber, open.recordNumber, secret.dossierNumber, customerOf(1).name, 'HYPERLINK']) expect([word, told.includes(word)]).toEqual([word, false])
    const { entries } = await find(admin)
    expect(entries.find(({ kind }) => kind === 'password.failed')?.details).not.toBeNull()
    expect(entries.find(({ kind }) => kind === 'dossier.open')).toMatchObject({ details: null, dossiers: [] })
    expect((await find(admin, { about: open.dossierNumber })).entries).toEqual([])
    expect((await find(admin, { group: 'settings' })).entries.find(({ kind }) => kind === 'staff.add')?.details).toEqual(expect.arrayContaining([
      expect.objectContaining({ field: 'login' }), expect.objectContaining({ field: 'roles' }),
    ]))
  })
})

describe('V11 S3 figures that count what is kept back', () => {
  it('V11 S3 are told to who drew them up, and to who may know everything', async () => {
    const department = { month: '2026-03', departmentId: (await archive.as(LOGINS.salesConsultant)).me.department.id } as const
    await as(gm).call('rate.sheet', department)
    await as(director).call('rate.export', { ...department, language: 'en' })
    const told = async (person: Person | undefined) => (await find(person, { group: 'left' })).entries.filter(({ kind }) => kind.startsWith('rate.')).map(({ details }) => details?.map(({ field }) => field))
    const [asked, figures] = [['department', 'month'], ['department', 'month', 'due', 'onTime', 'received', 'complete']]
    expect(await told(director)).toEqual([figures, asked])
    expect(await told(admin)).toEqual([asked, asked])
    expect(await told(gm)).toEqual([figures, figures])
  })
})

describe('A3 what leaves', () => {
  it('A3 the workbook says what the list says, and by which newest entry it can be held against the archive; no text in it is a formula', async () => {
    const { entries } = await find(director, { about: open.dossierNumber, to: DAY })
    const { base64, lines, more, fileName } = await as(director).call('audit.export', { ...WEEK, about: open.dossierNumber, to: DAY, language: 'en' })
    expect([lines, more, fileName]).toEqual([entries.length, false, `Audit trail ${DAY} ${DAY}.xlsx`])
    const bytes = Buffer.from(base64, 'base64')
    const parts = Object.values(unzipSync(bytes)).map((part) => strFromU8(part))
    expect(parts.filter((part) => /<f[\s>]/.test(part))).toEqual([])
    expect(parts.some((part) => part.includes('HYPERLINK') && !part.includes('<b>'))).toBe(true)
    const { rows } = await readSheet(bytes, () => undefined)
    expect(rows.slice(1, lines + 1).map(({ cells }) => Number(cells[0]))).toEqual(entries.map(({ seq }) => seq))
    const exported = (await find(director)).entries.find(({ kind }) => kind === 'audit.export')
    expect(JSON.stringify(rows)).toMatch(new RegExp(`"${(exported?.seq ?? 0) - 1} [0-9a-f]{64}"`))
    expect((await auditOf(archive.folder, 'audit.export')).at(-1)).toMatchObject({ dossier: open.dossierNumber, count: lines, language: 'en' })
  })

  it('A3 an act that this version knows nothing of is shown by its kind, and says nothing to who may not know everything', async () => {
    await archive.stop()
    const places = placesIn(archive.folder)
    const by = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
    changeRows({ folder: archive.folder, places, admin: by }, (db) => {
      enterAct(db, by, 'thing.didBefore', { remark: SECRET })
    })
    await archive.restart()
    await signIn()
    const [before, told] = await Promise.all([director, gm].map(async (person) => (await find(person, { group: 'changed' })).entries.find(({ kind }) => kind === 'thing.didBefore')))
    expect(before).toMatchObject({ details: null, person: { name: '周平' } })
    expect(told?.details).toEqual([{ field: 'remark', values: [SECRET], more: 0 }])
  })
})

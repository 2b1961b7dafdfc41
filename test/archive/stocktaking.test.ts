// Stock-taking of a cabinet: frozen, scanned, compared, settled, closed; inspection; interrupted and resumed; who may know what (rules
// C1, C7, S3).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHost, type Host } from '#archive/host.ts'
import type { Output, RawInput } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { labelText } from '#shared/domain/label.ts'
import { foundIn as findingsOf } from '#test/support/altered.ts'
import { LOGINS, makeArchive, signIn, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { loansIn, setLevel } from '#test/support/loans.ts'
import { MONDAY } from '#test/support/tampered.ts'

let archive: TestArchive
let archivist: Person
let cabinetId: Id<'cabinet'>
let scans = 0
beforeEach(async () => {
  archive = await makeArchive({ startAt: MONDAY })
  archivist = await archive.as(LOGINS.archivist)
  cabinetId = (await archivist.call('cabinet.add', { room: '档案室', code: 'A', shelves: 2, slotsPerShelf: 2, capacity: 3 })).id
  await archivist.call('cabinet.add', { room: '档案室', code: 'B', shelves: 1, slotsPerShelf: 1, capacity: 9 })
  scans = 0
})
afterEach(() => archive.close())

type TakingId = Id<'stocktaking'>

async function folderIn(slot: string | null): Promise<Entry> {
  const entry = await archive.enter('delivery')
  if (slot !== null) await archivist.call('filing.placeFolder', { dossierId: entry.dossierId, slot })
  return entry
}

const start = async (shelf: number | null = null) => (await archivist.call('stocktaking.start', { cabinetId, shelf })).id

const ofFolder = ({ dossierNumber }: Entry): string => labelText({ what: 'dossier', number: dossierNumber })

function scanOf(slot: string, what: Entry | string) {
  scans += 1
  return { key: `scan-${String(scans).padStart(6, '0')}`, slot, text: typeof what === 'string' ? what : ofFolder(what) }
}

const scan = async (id: TakingId, ...sent: [string, Entry | string][]) => archivist.call('stocktaking.scan', { id, scans: sent.map(([slot, what]) => scanOf(slot, what)) })

const results = ({ scans: answers }: Output<'stocktaking.scan'>) => answers.map(({ result }) => result)

const act = (method: 'stocktaking.finish' | 'stocktaking.countOn' | 'stocktaking.close' | 'stocktaking.abandon', id: TakingId, remark = '') => (
  archivist.ask(method, { id, remark })
)

const get = (id: TakingId, as: Person = archivist) => as.call('stocktaking.get', { id })

const inspectAll = (id: TakingId) => archivist.call('stocktaking.inspect', { id, shelves: [1, 2], findings: [], remark: '' })

async function settle(id: TakingId, text: string, how: Partial<RawInput<'stocktaking.settle'>> & Pick<RawInput<'stocktaking.settle'>, 'outcome'>) {
  const { differences } = await get(id)
  const difference = differences.find(({ folder, text: scanned }) => folder?.number === text || scanned === text)
  if (!difference?.id) throw new Error(`no difference ${text}`)
  return archivist.ask('stocktaking.settle', { id, differenceId: difference.id, slot: null, remark: '', ...how })
}

const refusedFor = (problem: string) => ({ ok: false, error: { code: 'refused', details: { problem } } })

describe('C7 from beginning to end', () => {
  it('C7 what is missing, misplaced, unknown and should be out is named, settled one by one, and the places follow', async () => {
    const [right, missing, lost, strayed, lent] = [
      await folderIn('A-01-01'), await folderIn('A-01-01'), await folderIn('A-01-02'), await folderIn('A-01-02'), await folderIn('A-02-01'),
    ]
    const foreign = await folderIn('B-01-01')
    const nowhere = await folderIn(null)
    await archive.handOver([lost.recordId])
    await archivist.call('filing.place', { recordIds: [lost.recordId] })
    const loans = loansIn(archive)
    const loan = await loans.ask(LOGINS.salesConsultant, lent.dossierNumber)
    await loans.approve(loan, LOGINS.salesHead)
    await loans.handOut(loan)

    const id = await start()
    expect(await archivist.ask('stocktaking.start', { cabinetId, shelf: 2 })).toMatchObject(refusedFor('stocktaking.open'))
    expect(await archivist.ask('cabinet.remove', { id: cabinetId })).toMatchObject(refusedFor('cabinet.beingCounted'))
    // Labels stay as they are while somebody counts; the room may be put right.
    expect(await archivist.ask('cabinet.update', { id: cabinetId, room: '档案室', code: 'Z' })).toMatchObject(refusedFor('cabinet.beingCounted'))
    expect(await archivist.ask('cabinet.update', { id: cabinetId, room: '二楼', code: 'A' })).toMatchObject({ ok: true })
    expect((await archivist.call('cabinet.drawn', { id: cabinetId })).stocktakings).toMatchObject([{ id, number: 'PD-2026-0001', shelf: null }])
    expect(results(await scan(id, ['A-01-01', right], ['A-02-02', strayed], ['A-01-01', foreign], ['A-02-01', lent]))).toEqual([
      'fits', 'misplaced', 'misplaced', 'shouldBeOut',
    ])
    const answer = await scan(id, ['A-01-01', nowhere], ['A-01-01', 'X-1'], ['B-01-01', foreign])
    expect(answer.scans.map(({ result, folder }) => [result, folder?.number ?? null])).toEqual([
      ['unknown', nowhere.dossierNumber], ['unknown', null], ['wrongSlot', null],
    ])
    // The one that should be out makes up for none that is missing.
    expect(answer.counts).toEqual({ expected: 5, out: 1, found: 2, hidden: 0 })
    // Until counting is over nothing is missing yet.
    expect((await get(id)).differences.map(({ kind }) => kind)).toEqual(['misplaced', 'misplaced', 'unknown', 'unknown', 'shouldBeOut'])
    expect(await act('stocktaking.close', id)).toMatchObject(refusedFor('stocktaking.cannot'))
    expect(await act('stocktaking.finish', id)).toMatchObject({ ok: true })
    expect(await archivist.ask('stocktaking.scan', { id, scans: [scanOf('A-01-01', missing)] })).toMatchObject(refusedFor('stocktaking.notCounting'))

    const { differences, may } = await get(id)
    expect(differences.map(({ kind, folder, text, foundIn, belongsIn, may: how }) => [kind, folder?.number ?? text, foundIn, belongsIn, how])).toEqual([
      ['missing', missing.dossierNumber, null, 'A-01-01', ['putBack', 'moved', 'lost']],
      ['missing', lost.dossierNumber, null, 'A-01-02', ['putBack', 'moved', 'lost']],
      ['misplaced', strayed.dossierNumber, 'A-02-02', 'A-01-02', ['putBack', 'moved']],
      ['misplaced', foreign.dossierNumber, 'A-01-01', 'B-01-01', ['putBack', 'moved']],
      ['unknown', nowhere.dossierNumber, 'A-01-01', null, ['moved', 'noted']],
      ['unknown', 'X-1', 'A-01-01', null, ['noted']],
      ['shouldBeOut', lent.dossierNumber, 'A-02-01', 'A-02-01', ['putBack', 'noted']],
    ])
    expect(may).toEqual(['countOn', 'abandon'])

    expect(await settle(id, missing.dossierNumber, { outcome: 'moved' })).toMatchObject({ error: { details: { fields: [{ path: ['slot'] }] } } })
    expect(await settle(id, missing.dossierNumber, { outcome: 'moved', slot: 'B-01-01' })).toMatchObject({ ok: true })
    expect(await settle(id, missing.dossierNumber, { outcome: 'putBack' })).toMatchObject(refusedFor('stocktaking.settled'))
    expect(await settle(id, lost.dossierNumber, { outcome: 'lost' })).toMatchObject({ error: { details: { fields: [{ path: ['remark'] }] } } })
    expect(await settle(id, lost.dossierNumber, { outcome: 'lost', remark: '全库找过' })).toMatchObject({ ok: true })
    expect(await settle(id, strayed.dossierNumber, { outcome: 'moved' })).toMatchObject({ ok: true })
    expect(await settle(id, foreign.dossierNumber, { outcome: 'noted', remark: '无' })).toMatchObject(refusedFor('stocktaking.otherwise'))
    expect(await settle(id, foreign.dossierNumber, { outcome: 'putBack' })).toMatchObject({ ok: true })
    expect(await settle(id, nowhere.dossierNumber, { outcome: 'moved' })).toMatchObject({ ok: true })
    expect(await act('stocktaking.countOn', id)).toMatchObject(refusedFor('stocktaking.settledAlready'))
    expect(await settle(id, 'X-1', { outcome: 'noted', remark: '空夹子' })).toMatchObject({ ok: true })
    expect(await act('stocktaking.close', id)).toMatchObject(refusedFor('stocktaking.unsettled'))
    expect(await settle(id, lent.dossierNumber, { outcome: 'putBack' })).toMatchObject(refusedFor('folder.out'))
    await loans.giveBack(loan)
    expect(await settle(id, lent.dossierNumber, { outcome: 'putBack' })).toMatchObject({ ok: true })
    expect(await act('stocktaking.close', id)).toMatchObject(refusedFor('stocktaking.notInspected'))
    await inspectAll(id)
    expect(await act('stocktaking.close', id)).toMatchObject({ ok: true })

    const where = async ({ dossierId }: Entry) => (await archivist.call('filing.ofDossier', { dossierId })).place?.slot ?? null
    expect([await where(missing), await where(lost), await where(strayed), await where(foreign), await where(nowhere), await where(lent)]).toEqual([
      'B-01-01', null, 'A-02-02', 'B-01-01', 'A-01-01', 'A-02-01',
    ])
    // H4: what is lost with its folder is to be put away once it turns up.
    expect((await archivist.call('filing.ofDossier', { dossierId: lost.dossierId })).records[0]?.open).toContain('place')
    const printed = await archivist.call('stocktaking.print', { id })
    expect(printed).toMatchObject({ state: 'closed', may: [], toInspect: [], acts: [{ act: 'start' }, { act: 'finish' }, { act: 'close' }] })
    expect(printed.differences.map(({ settled }) => settled?.outcome)).toEqual(['moved', 'lost', 'moved', 'putBack', 'moved', 'noted', 'putBack'])
    for (const method of ['stocktaking.finish', 'stocktaking.countOn', 'stocktaking.close', 'stocktaking.abandon'] as const) {
      expect(await act(method, id, '再来')).toMatchObject(refusedFor('stocktaking.cannot'))
    }
    expect(await findingsOf(archive)).toEqual([])
  })

  it('C7 what is sent twice counts once; interrupted, it is gone on with by a colleague after a restart', async () => {
    const [first, second] = [await folderIn('A-01-01'), await folderIn('A-01-01')]
    const id = await start(1)
    const batch = [scanOf('A-01-01', first), scanOf('A-01-01', first)]
    expect(results(await archivist.call('stocktaking.scan', { id, scans: batch }))).toEqual(['fits', 'fits'])
    expect(results(await archivist.call('stocktaking.scan', { id, scans: [...batch, scanOf('A-01-01', second)] }))).toEqual(['again', 'again', 'fits'])
    await archive.restart()
    const care = await archive.as(LOGINS.careSpecialist)
    expect(await get(id, care)).toMatchObject({ state: 'counting', counts: { expected: 2, found: 2 }, differences: [] })
    expect(await care.call('stocktaking.slot', { id, slot: 'A-01-01' })).toMatchObject({ folders: [{ foundIn: 'A-01-01', out: false }, { foundIn: 'A-01-01' }] })
    await care.call('stocktaking.inspect', { id, shelves: [1], findings: [], remark: '' })
    await care.call('stocktaking.finish', { id, remark: '' })
    await care.call('stocktaking.close', { id, remark: '' })
    expect((await care.call('stocktaking.list', { cabinetId: null, filter: 'ended', limit: 10 })).stocktakings).toMatchObject([{ id, state: 'closed', shelf: 1 }])
  })

  it('C7 counting goes on when something was overlooked; given up, it counts as nothing', async () => {
    const entry = await folderIn('A-01-01')
    const id = await start()
    await act('stocktaking.finish', id)
    const [stale] = (await get(id)).differences
    expect(stale).toMatchObject({ kind: 'missing' })
    expect(await act('stocktaking.countOn', id)).toMatchObject({ ok: true })
    // What a screen left open still shows names nothing of the next count.
    await act('stocktaking.finish', id)
    expect((await get(id)).differences).toMatchObject([{ kind: 'missing', folder: { number: entry.dossierNumber } }])
    expect(await archivist.ask('stocktaking.settle', { id, differenceId: stale?.id ?? 0, outcome: 'putBack', slot: null, remark: '' })).toMatchObject({
      error: { code: 'notFound' },
    })
    await act('stocktaking.countOn', id)
    await scan(id, ['A-01-01', entry])
    await act('stocktaking.finish', id)
    expect(await get(id)).toMatchObject({ differences: [], may: ['countOn', 'abandon'], toInspect: [1, 2] })
    await inspectAll(id)
    expect(await act('stocktaking.abandon', id)).toMatchObject({ error: { details: { fields: [{ path: ['remark'] }] } } })
    expect(await act('stocktaking.abandon', id, '柜子要搬')).toMatchObject({ ok: true })
    expect((await archivist.call('cabinet.drawn', { id: cabinetId })).inspection.lastOn).toBe(null)
    expect(await start()).not.toBe(id)
    expect(await findingsOf(archive)).toEqual([])
  })
})

describe('C1, C7 what changed between counting and settling', () => {
  it('C1 a missing folder whose dossier was merged, or which was put elsewhere since, is neither lost nor moved: that would take another', async () => {
    const [missing, strayed, kept] = [await archive.enter('maintenance'), await folderIn('A-01-01'), await folderIn('B-01-01')]
    await archivist.call('filing.placeFolder', { dossierId: missing.dossierId, slot: 'A-01-01' })
    const id = await start()
    await act('stocktaking.finish', id)
    await archivist.call('merge.dossiers', { keepId: kept.dossierId, mergeId: missing.dossierId, reason: '同一辆车' })
    await archivist.call('folder.move', { dossierIds: [strayed.dossierId], slot: 'B-01-01' })
    expect((await get(id)).differences).toMatchObject([{ kind: 'missing', may: ['putBack', 'noted'] }, { kind: 'missing', may: ['putBack', 'noted'] }])
    for (const { dossierNumber } of [kept, strayed]) {
      expect(await settle(id, dossierNumber, { outcome: 'lost', remark: '找不到' })).toMatchObject(refusedFor('stocktaking.otherwise'))
      expect(await settle(id, dossierNumber, { outcome: 'moved', slot: 'A-02-01' })).toMatchObject(refusedFor('stocktaking.otherwise'))
    }
    expect(await settle(id, kept.dossierNumber, { outcome: 'noted', remark: '已并档' })).toMatchObject({ ok: true })
    expect(await settle(id, strayed.dossierNumber, { outcome: 'putBack' })).toMatchObject({ ok: true })
    expect((await archivist.call('filing.ofDossier', { dossierId: kept.dossierId })).place?.slot).toBe('B-01-01')
    expect(await findingsOf(archive)).toEqual([])
  })
})

describe('C7 inspection', () => {
  it('C7 damp, insects and decay are noted by shelf; a cabinet not inspected for a year stands on Today', async () => {
    const due = async () => (await archivist.call('today.get', {})).sections.find(({ key }) => key === 'inspection')
    expect(await due()).toMatchObject({ count: 0 })
    const id = await start()
    expect(await archivist.ask('stocktaking.inspect', { id, shelves: [1], findings: ['damp'], remark: '' })).toMatchObject({
      error: { details: { fields: [{ path: ['remark'], problem: 'text.required' }] } },
    })
    await archivist.call('stocktaking.inspect', { id, shelves: [1, 2], findings: ['damp', 'decay'], remark: '左侧受潮' })
    await archivist.call('stocktaking.inspect', { id, shelves: [2], findings: [], remark: '' })
    expect(await archivist.ask('stocktaking.inspect', { id, shelves: [3], findings: [], remark: '' })).toMatchObject({ error: { code: 'notFound' } })
    await act('stocktaking.finish', id)
    await act('stocktaking.close', id)
    expect((await get(id)).inspections).toMatchObject([{ shelf: 1, findings: ['damp', 'decay'], remark: '左侧受潮' }, { shelf: 2, findings: [] }])
    expect((await archivist.call('inspection.list', { cabinetId, limit: 10 })).inspections.map(({ shelf }) => String(shelf)).toSorted()).toEqual(['1', '2', '2'])
    expect((await archivist.call('cabinet.drawn', { id: cabinetId })).inspection).toEqual({ lastOn: '2026-03-02', dueOn: '2027-03-02', due: false })
    // A year later; cabinet B was never inspected at all.
    const later = await laterBy(366)
    expect((await later.call('today.get', {})).sections.find(({ key }) => key === 'inspection')).toMatchObject({
      count: 2, lines: [{ id: cabinetId, on: '2027-03-02', about: 'A · 档案室' }, { on: '2027-03-02', about: 'B · 档案室' }],
    })
    expect(await later.call('inspection.due', {})).toMatchObject([{ cabinet: { code: 'A' }, lastOn: '2026-03-02' }, { cabinet: { code: 'B' }, lastOn: null }])
  })
})

/** The archivist, so many days after. */
async function laterBy(days: number): Promise<Person> {
  await archive.stop()
  later = await startHost({ folder: archive.folder, program: 'test', startAt: MONDAY + days * 86_400_000 })
  return signIn(later, LOGINS.archivist)
}

let later: Host | null = null
afterEach(async () => {
  await later?.close()
  later = null
})

describe('S3 who may not know of a dossier', () => {
  it('S3 learns of its folder only as one of so many: neither a scan nor a list tells it from a text that is none', async () => {
    const [plain, secret] = [await folderIn('A-01-01'), await folderIn('A-01-01')]
    await setLevel(archive, secret.dossierId, 3)
    const id = await start()
    const answer = await scan(id, ['A-01-01', plain], ['A-01-01', secret.dossierNumber], ['A-01-01', 'HF01-XS-2026-D10-99999'])
    const [, hidden, none] = answer.scans
    expect({ ...hidden, key: '' }).toEqual({ ...none, key: '' })
    expect(answer.counts).toEqual({ expected: 1, out: 0, found: 1, hidden: 1 })
    expect((await archivist.call('stocktaking.slot', { id, slot: 'A-01-01' })).folders.map(({ number }) => number)).toEqual([plain.dossierNumber])
    await act('stocktaking.finish', id)
    expect((await get(id)).differences.map(({ kind, folder, text }) => [kind, folder, text])).toEqual([
      ['unknown', null, secret.dossierNumber], ['unknown', null, 'HF01-XS-2026-D10-99999'],
    ])
    // Nobody here has seen it: whoever may know of it is told that it is missing, and until they settled that, it stays open.
    expect(await get(id)).toMatchObject({ hiddenOpen: 1, counts: { hidden: 1 } })
    await inspectAll(id)
    for (const text of [secret.dossierNumber, 'HF01-XS-2026-D10-99999']) await settle(id, text, { outcome: 'noted', remark: '不明' })
    expect(await act('stocktaking.close', id)).toMatchObject(refusedFor('stocktaking.unsettled'))
    const manager = await archive.as(LOGINS.generalManager)
    const [missing] = (await get(id, manager)).differences
    if (!missing?.id) throw new Error('no difference')
    expect(missing).toMatchObject({ kind: 'missing', folder: { number: secret.dossierNumber }, may: ['putBack', 'moved', 'lost'] })
    await manager.call('stocktaking.settle', { id, differenceId: missing.id, outcome: 'putBack', slot: null, remark: '' })
    expect(await act('stocktaking.close', id)).toMatchObject({ ok: true })
  })

  it('S3 what one who may know more finds missing is a count for one who may know less, and is theirs to settle', async () => {
    const [plain, secret] = [await folderIn('A-01-01'), await folderIn('A-01-01')]
    await setLevel(archive, secret.dossierId, 2)
    const care = await archive.as(LOGINS.careSpecialist)
    const id = await start()
    await scan(id, ['A-01-01', plain])
    // Taken for unknown by whoever may not know of it, and so it stays; whoever may sees which folder it is.
    expect(results(await care.call('stocktaking.scan', { id, scans: [scanOf('A-01-02', secret)] }))).toEqual(['unknown'])
    expect((await get(id)).differences).toMatchObject([{ kind: 'unknown', folder: { number: secret.dossierNumber }, foundIn: 'A-01-02', nowIn: 'A-01-01' }])
    await act('stocktaking.finish', id)
    await inspectAll(id)
    const seen = await get(id, care)
    expect(seen).toMatchObject({
      differences: [{ kind: 'unknown', folder: null, text: ofFolder(secret), nowIn: null, may: ['noted'] }], hiddenOpen: 1, counts: { expected: 1, hidden: 1 },
    })
    const [difference, text] = (await get(id)).differences
    if (!difference?.id || !text?.id) throw new Error('no difference')
    expect(difference).toMatchObject({ kind: 'missing', folder: { number: secret.dossierNumber } })
    await care.call('stocktaking.settle', { id, differenceId: text.id, outcome: 'noted', slot: null, remark: '交给档案员' })
    const how = { id, differenceId: difference.id, outcome: 'putBack', slot: null, remark: '' } as const
    expect(await care.ask('stocktaking.settle', how)).toMatchObject({ error: { code: 'notFound' } })
    expect(await care.ask('stocktaking.close', { id, remark: '' })).toMatchObject(refusedFor('stocktaking.unsettled'))
    await archivist.call('stocktaking.settle', how)
    await care.call('stocktaking.close', { id, remark: '' })
  })
})

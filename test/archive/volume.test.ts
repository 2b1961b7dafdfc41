// Volumes of a year gone through as an archive would: proposing, numbering, ordering, closing, remarks; who sees what; and what `verify`
// finds of rows changed behind the trail's back (rules C2 to C5, F7, L5, S1, A3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawInput } from '#shared/contract/index.ts'
import type { SchemeClassView } from '#shared/contract/volume.ts'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { LOGINS, PASSWORD, type Entry, type Person } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { loansIn, setLevel } from '#test/support/loans.ts'
import { signatureOf } from '#test/support/samples.ts'
import { changesOne, enterAct } from '#test/support/tampered.ts'

let archive: DayArchive
let entries: Entry[]
// Last year four visits, the third top secret, were handed over; the fourth's folder is out. Then it is this year.
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  entries = []
  for (const kind of ['maintenance', 'minorRepair', 'overhaul', 'maintenance'] as const) entries.push(await archive.enter(kind))
  await archive.handOver(entries.map(({ recordId }) => recordId))
  const [, , secret, lent] = entries
  if (!secret || !lent) throw new Error('four visits')
  await setLevel(archive, secret.dossierId, 3)
  const loans = loansIn(archive)
  const loan = await loans.ask(LOGINS.serviceAdvisor, lent.dossierNumber)
  await loans.approve(loan, LOGINS.serviceHead)
  await loans.handOut(loan)
  await archive.goTo('2027-01-05')
})
afterAll(() => archive.close())

async function classNamed(person: Person, code: string): Promise<SchemeClassView> {
  const found = (await person.call('volume.scheme', {})).classes.find((each) => each.code === code)
  if (!found) throw new Error(`no class ${code}`)
  return found
}

const NOTHING_SAID = { missing: '', altered: '', added: '', movedOut: '', destroyed: '' }
const closing = (id: Id<'volume'>, change: Partial<RawInput<'volume.close'>> = {}): RawInput<'volume.close'> => ({
  id, states: { ...NOTHING_SAID, missing: '缺第 3 页' }, binderPassword: PASSWORD, binderDrawn: signatureOf(1), checkerLogin: LOGINS.customerDirector,
  checkerPassword: PASSWORD, checkerDrawn: signatureOf(2), ...change,
})
const problemOf = (answer: Awaited<ReturnType<Person['ask']>>): unknown => (answer.ok ? null : (answer.error.details.problem ?? answer.error.details.fields ?? answer.error.code))

describe('C2 to C5 volumes of a year', () => {
  it('C2 C4 C5 papers are proposed by class and year, numbered, ordered, closed by two, remarked on; F7 the dossier says where they lie', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const director = await archive.as(LOGINS.customerDirector)
    const gm = await archive.as(LOGINS.generalManager)
    const services = await classNamed(archivist, 'FW')
    const books = await classNamed(archivist, 'QS')
    const general = await classNamed(archivist, 'WS')

    // C2: the store has not wished for it yet; a year that is not over is not bound.
    expect(problemOf(await archivist.ask('volume.propose', { classId: services.id, year: 2026 }))).toBe('volume.classTakesNone')
    await director.call('volume.updateClass', { id: services.id, name: services.name, term: services.term, binds: true })
    expect(problemOf(await archivist.ask('volume.propose', { classId: services.id, year: 2027 }))).toBe('volume.yearNotOver')

    // C4: of an archivist who may not know it the top secret one is no part; nor what is out on loan.
    const { classes } = await archivist.call('volume.overview', { year: 2026 })
    expect(classes.find(({ code }) => code === 'FW')?.unbound).toBe(2)
    expect(await archivist.call('volume.propose', { classId: services.id, year: 2026 })).toMatchObject({ volumes: 1, pieces: 2 })
    expect(problemOf(await archivist.ask('volume.propose', { classId: services.id, year: 2026 }))).toBe('volume.nothingToBind')
    expect(await gm.call('volume.propose', { classId: services.id, year: 2026 })).toMatchObject({ volumes: 1, pieces: 1 })
    expect(await archivist.call('volume.propose', { classId: books.id, year: 2026 })).toMatchObject({ volumes: 1, pieces: 1 })

    const listed = await gm.call('volume.list', { classId: services.id, year: 2026, state: 'proposed', text: '', limit: 10 })
    const [open, secret] = listed.volumes
    if (!open || !secret) throw new Error('two proposals')
    expect((await archivist.call('volume.list', { classId: null, year: 2026, state: null, text: '', limit: 10 })).volumes.map(({ id }) => id)).not.toContain(secret.id)
    expect(problemOf(await archivist.ask('volume.get', { id: secret.id }))).toBe('notFound')
    expect(problemOf(await archivist.ask('volume.accept', { ids: [secret.id] }))).toBe('notFound')

    // C5
    expect(await archivist.call('volume.accept', { ids: [open.id] })).toEqual({ numbers: ['HF01-FW-2026-D10-00001'] })
    expect(await gm.call('volume.accept', { ids: [secret.id] })).toEqual({ numbers: ['HF01-FW-2026-D10-00002'] })

    // C4: ordered by hand, one taken out and put back.
    const detail = await archivist.call('volume.get', { id: open.id })
    const keep = (keys: readonly string[]): RawInput<'volume.order'> => (
      { id: open.id, title: '2026年售后业务材料', pieces: keys.map((key, index) => ({ key, pages: 5 + index, remark: '' })) }
    )
    const keys = detail.contents.map(({ key }) => key)
    expect(problemOf(await archivist.ask('volume.order', keep([])))).toBe('volume.empty')
    await archivist.call('volume.order', keep(keys.slice(1)))
    expect((await archivist.call('volume.candidates', { id: open.id })).map(({ key }) => key)).toEqual(keys.slice(0, 1))
    await archivist.call('volume.order', keep(keys.toReversed()))
    expect(problemOf(await gm.ask('volume.order', keep([...keys, `R${entries[2]?.recordId ?? 0}`])))).toEqual([{ path: ['pieces', 2], problem: 'volume.noSuchPiece' }])

    // C3: two people, the checker of whom may know all of it.
    expect(problemOf(await archivist.ask('volume.close', closing(open.id, { checkerLogin: LOGINS.archivist })))).toEqual([{ path: ['checkerLogin'], problem: 'volume.sameSigner' }])
    expect(problemOf(await archivist.ask('volume.close', closing(open.id, { checkerLogin: LOGINS.salesHead })))).toEqual([{ path: ['checkerLogin'], problem: 'volume.checkerMayNot' }])
    // L5: who was let read it looks nothing over.
    const [, , hidden] = entries
    if (!hidden) throw new Error('a third visit')
    await gm.call('access.nameReader', { dossierId: hidden.dossierId, personId: director.me.id, level: 'topSecret', until: null, reason: '查阅' })
    expect(problemOf(await gm.ask('volume.close', closing(secret.id)))).toEqual([{ path: ['checkerLogin'], problem: 'volume.checkerMayNot' }])
    // C4: a level that rose since makes it one of two kinds.
    const [risen] = entries
    if (!risen) throw new Error('a visit')
    await setLevel(archive, risen.dossierId, 3)
    expect(problemOf(await gm.ask('volume.close', closing(open.id)))).toBe('volume.topSecretApart')
    await setLevel(archive, risen.dossierId, 1)
    const { seq } = await archivist.call('volume.close', closing(open.id))
    expect(problemOf(await archivist.ask('volume.order', keep(keys)))).toBe('volume.cannot')
    expect(problemOf(await archivist.ask('volume.dissolve', { ids: [open.id], remark: '重来' }))).toBe('volume.cannot')
    expect(await archivist.call('volume.get', { id: open.id })).toMatchObject({
      state: 'closed', closedOn: '2027-01-05', note: { seq, pieces: 2, pages: 11, states: { missing: '缺第 3 页' }, checker: { name: '欧阳敏' } },
      contents: [{ fromPage: 1, toPage: 5 }, { fromPage: 6, toPage: 11 }],
    })
    await archivist.call('volume.remark', { id: open.id, kind: 'movedOut', position: 2, text: '移交总部', password: PASSWORD })
    expect(problemOf(await archivist.ask('volume.remark', { id: open.id, kind: 'other', position: null, text: '好', password: '不对' }))).toEqual([{ path: ['password'], problem: 'password.wrong' }])

    // C1: it names its slot; a folder's room is not taken.
    await director.call('cabinet.add', { room: '档案室', code: 'V', shelves: 1, slotsPerShelf: 1, capacity: 1 })
    await archivist.call('volume.place', { id: open.id, slot: 'v-01-01' })
    expect((await archivist.call('volume.inSlot', { label: 'V-01-01' })).map(({ number }) => number)).toEqual(['HF01-FW-2026-D10-00001'])
    expect(await archivist.call('cabinet.slot', { label: 'V-01-01' })).toMatchObject({ used: 0 })

    // F7
    const first = detail.contents[0]?.recordId
    const dossierId = entries.find(({ recordId }) => recordId === first)?.dossierId
    if (dossierId === undefined) throw new Error('a bound record')
    expect(await archivist.call('volume.ofDossier', { dossierId })).toMatchObject([{ number: 'HF01-FW-2026-D10-00001', position: 2, fromPage: 6, gone: 'movedOut', slot: 'V-01-01' }])
    const { papers } = await archivist.call('dossier.contents', { id: dossierId })
    expect(papers.every(({ volume }) => volume?.gone === 'movedOut')).toBe(true)
    expect(papers.slice(0, 3).map(({ code }) => code)).toEqual(['receptionSheet', 'workOrder', 'settlement'])

    // What was moved out can be bound again.
    expect(await archivist.call('volume.propose', { classId: services.id, year: 2026 })).toMatchObject({ pieces: 1 })

    // C4: general documents keep what belongs together together, in the year of the reply.
    const add = (title: string, onDate: string, part: RawInput<'generalPaper.add'>['part'], withId: Id<'generalPaper'> | null) => archivist.call('generalPaper.add', {
      classId: general.id, title, onDate, documentNumber: '', responsible: '总经理办公室', pages: 4, part, withId, level: 'restricted',
    })
    const request = await add('关于增购档案柜的请示', '2025-12-20', 'request', null)
    await add('关于增购档案柜的批复', '2026-01-06', 'reply', request.id)
    expect(problemOf(await archivist.ask('generalPaper.withdraw', { id: request.id }))).toBe('volume.paperHasOthers')
    const spare = await add('草稿', '2026-02-01', 'single', null)
    await archivist.call('generalPaper.withdraw', { id: spare.id })
    expect(problemOf(await archivist.ask('volume.propose', { classId: general.id, year: 2025 }))).toBe('volume.nothingToBind')
    await archivist.call('volume.propose', { classId: general.id, year: 2026 })
    const [documents] = (await archivist.call('volume.list', { classId: general.id, year: 2026, state: null, text: '', limit: 10 })).volumes
    if (!documents) throw new Error('one volume')
    expect((await archivist.call('volume.get', { id: documents.id })).contents.map(({ part }) => part)).toEqual(['reply', 'request'])
    expect(problemOf(await archivist.ask('generalPaper.withdraw', { id: request.id }))).toBe('volume.paperBound')

    // C5: a number is given once; taking apart one that has it asks for a reason.
    const [number] = (await archivist.call('volume.accept', { ids: [documents.id] })).numbers
    expect(problemOf(await archivist.ask('volume.dissolve', { ids: [documents.id], remark: '' }))).toEqual([{ path: ['remark'], problem: 'text.required' }])
    await archivist.call('volume.dissolve', { ids: [documents.id], remark: '重新立卷' })
    await archivist.call('volume.propose', { classId: general.id, year: 2026 })
    const [again] = (await archivist.call('volume.list', { classId: general.id, year: 2026, state: null, text: '', limit: 10 })).volumes
    if (!again) throw new Error('one volume')
    expect((await archivist.call('volume.accept', { ids: [again.id] })).numbers).not.toContain(number)

    // C2: codes are given once.
    const added = { code: 'HT', name: '合同', term: 'D30', source: 'general', binds: true } as const
    const { id } = await director.call('volume.addClass', added)
    await director.call('volume.closeClass', { id })
    expect(problemOf(await director.ask('volume.addClass', added))).toEqual([{ path: ['code'], problem: 'volume.classExists' }])
    expect(problemOf(await director.ask('volume.addClass', { ...added, code: 'SH', source: 'serviceRecords' }))).toEqual([{ path: ['source'], problem: 'volume.sourceTaken' }])
    await director.call('volume.setScheme', { pattern: '{class}{year}-{number}', pageLimit: 150, draftFirst: true })
  })

  it('L5 S1 a level that rose since keeps its line from those below it, and the volume from being acted on by them', async () => {
    const [risen] = entries
    if (!risen) throw new Error('a visit')
    const gm = await archive.as(LOGINS.generalManager)
    const closed = (await gm.call('volume.list', { classId: null, year: 2026, state: 'closed', text: 'FW', limit: 10 })).volumes[0]
    if (!closed) throw new Error('a closed volume')
    expect(closed.pieces).toBe(2)
    await setLevel(archive, risen.dossierId, 3)
    try {
      const archivist = await archive.as(LOGINS.archivist)
      const detail = await archivist.call('volume.get', { id: closed.id })
      expect(detail).toMatchObject({ pieces: 1, whole: false, may: [], note: { pieces: 1, states: NOTHING_SAID } })
      expect(JSON.stringify(detail)).not.toContain(risen.dossierNumber)
      expect(problemOf(await archivist.ask('volume.remark', { id: closed.id, kind: 'other', position: null, text: '好', password: PASSWORD }))).toBe('volume.notYours')
      expect(problemOf(await archivist.ask('volume.ofDossier', { dossierId: risen.dossierId }))).toBe('notFound')
      // A head sees their own department's, and nothing of general documents.
      const head = await archive.as(LOGINS.salesHead)
      expect((await head.call('volume.list', { classId: null, year: 2026, state: null, text: '', limit: 10 })).volumes.map(({ classCode }) => classCode)).toEqual(['QS'])
    } finally {
      await setLevel(archive, risen.dossierId, 1)
    }
  })

  it('C3 A3 verify finds nothing after all that, and names each row changed behind the trail’s back', async () => {
    const found = (work?: (db: Writer) => void) => foundIn(archive, work)
    // The level that this test set from outside.
    expect(await found()).toEqual([{ where: `dossier/${entries[2]?.dossierId ?? 0}/secrecy_level`, problem: 'secrecy.differs' }])
    // The first volume has all: a slot, a closing note, a piece that went.
    expect((await found((db) => {
      changesOne(db, "UPDATE volume_class SET name = '别的' WHERE id = 1", [])
      changesOne(db, 'UPDATE volume_setting SET page_limit = 99', [])
      changesOne(db, "UPDATE general_paper SET title = '别的' WHERE id = 1", [])
      changesOne(db, "UPDATE volume SET title = '别的' WHERE id = 1", [])
      changesOne(db, 'UPDATE volume SET slot_id = 1 WHERE id = 2', [])
      changesOne(db, 'UPDATE volume_piece SET position = 7 WHERE position = 2 AND volume_id = 1', [])
      changesOne(db, "UPDATE volume_piece SET gone = 'movedOut' WHERE position = 1 AND volume_id = 1", [])
      changesOne(db, "UPDATE volume_remark SET text = '别的'", [])
      changesOne(db, "UPDATE register_line SET volume_id = NULL WHERE kind = 'volume.closed'", [])
    })).map(({ where, problem }) => `${where.replace(/(?<=_remark|_line)\/.*/, '')} ${problem}`)).toEqual(expect.arrayContaining([
      'volume_class/1 volume.differs', 'volume_setting volume.schemeDiffers',
      'general_paper/1 volume.differs', 'volume/1 volume.differs', 'volume/2 volume.differs', 'volume/1 volume.contentsDiffer', 'volume/1 volume.goneDiffers',
      'volume_remark volume.differs', 'register_line registerLine.differs',
    ]))
    expect((await found((db) => {
      changesOne(db, 'DELETE FROM volume_remark', [])
      changesOne(db, 'DELETE FROM volume_piece WHERE position = 2 AND volume_id = 1', [])
      changesOne(db, 'DELETE FROM volume_class WHERE code = ?', ['HT'])
      changesOne(db, 'UPDATE volume_piece SET pages = 99 WHERE position = 1 AND volume_id = 2', [])
    })).map(({ where, problem }) => `${where.replace(/_remark\/.*/, '_remark')} ${problem}`)).toEqual(expect.arrayContaining([
      'volume_remark volume.missing', 'volume/1 volume.notAsSigned', 'volume_class/6 volume.missing', 'volume/2 volume.contentsDiffer',
    ]))
    const keeper = await openEntry(readKeyring(placesIn(archive.folder).keyring), LOGINS.archivist, PASSWORD)
    expect((await found((db) => {
      enterAct(db, keeper, 'volume.dissolve', { volumes: [1], remark: '' })
      enterAct(db, keeper, 'volume.accept', { volumes: [4], numbers: ['HF01-FW-2026-D10-00001'] })
      enterAct(db, keeper, 'volume.setScheme', { pattern: '{class}{year}-{number}', pageLimit: 150, draftFirst: true })
    })).filter(({ where }) => where.startsWith('audit/')).map(({ problem }) => problem)).toEqual(['volume.impossible', 'volume.numberTwice', 'actor.notPermitted'])
  })
})

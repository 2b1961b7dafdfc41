// Volumes against what happens beside them: folders lent meanwhile, matters parted by hand, levels lowered, who may know a part (rules C2 to
// C4, L1, S1, A3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output, RawInput } from '#shared/contract/index.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { LOGINS, PASSWORD, type Entry, type Person } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { loansIn } from '#test/support/loans.ts'
import { signatureOf } from '#test/support/samples.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'
import { changesOne, enterAct } from '#test/support/tampered.ts'

const YEAR = 2026
const NOTHING_SAID = { missing: '', altered: '', added: '', movedOut: '', destroyed: '' }

let archive: DayArchive
let visit: Entry
let classes: Output<'volume.scheme'>['classes']
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  visit = await archive.enter('maintenance')
  await attachScan(await archive.as(LOGINS.archivist), pngPage('一'), { recordId: visit.recordId, code: 'workOrder' })
  await archive.handOver([visit.recordId])
  await archive.goTo('2027-01-05')
  const director = await archive.as(LOGINS.customerDirector)
  const services = (await director.call('volume.scheme', {})).classes.find(({ code }) => code === 'FW')
  if (!services) throw new Error('no class')
  await director.call('volume.updateClass', { id: services.id, name: services.name, term: services.term, binds: true })
  classes = (await director.call('volume.scheme', {})).classes
})
afterAll(() => archive.close())

const classId = (code: string): Id<'volumeClass'> => {
  const found = classes.find((each) => each.code === code)
  if (!found) throw new Error(`no class ${code}`)
  return found.id
}

const problemOf = (answer: Awaited<ReturnType<Person['ask']>>): unknown => (answer.ok ? null : (answer.error.details.problem ?? answer.error.details.fields ?? answer.error.code))

type Level = RawInput<'generalPaper.add'>['level']

const paper = (title: string, change: Partial<RawInput<'generalPaper.add'>> = {}): RawInput<'generalPaper.add'> => ({
  classId: classId('WS'), title, onDate: '2026-05-06', documentNumber: '', responsible: '总经理办公室', pages: 4, part: 'single', withId: null, level: 'restricted', ...change,
})

/** A request of last year's end and its reply of this one; gives the request. */
async function matter(person: Person, name: string, level: Level): Promise<Id<'generalPaper'>> {
  const { id } = await person.call('generalPaper.add', paper(`${name}的请示`, { onDate: '2025-12-20', part: 'request' }))
  await person.call('generalPaper.add', paper(`${name}的批复`, { onDate: '2026-01-06', part: 'reply', withId: id, level }))
  return id
}

/** Proposed of a class; the only one it is. */
async function proposed(person: Person, code: string): Promise<Id<'volume'>> {
  await person.call('volume.propose', { classId: classId(code), year: YEAR })
  const [volume] = (await person.call('volume.list', { classId: classId(code), year: YEAR, state: 'proposed', text: '', limit: 10 })).volumes
  if (!volume) throw new Error('one proposal')
  return volume.id
}

const ordered = ({ id, title, contents }: Output<'volume.get'>): RawInput<'volume.order'> => (
  { id, title, pieces: contents.map(({ key, pages }) => ({ key, pages, remark: '' })) }
)

describe('C4 S1 what belongs together', () => {
  it('C4 a matter with a top secret paper is proposed, ordered as a whole, apart; S1 who may know a part of it does not print it', async () => {
    const gm = await archive.as(LOGINS.generalManager)
    await matter(gm, '增购保险柜', 'topSecret')
    const id = await proposed(gm, 'WS')
    await gm.call('volume.accept', { ids: [id] })
    const volume = await gm.call('volume.get', { id })
    expect(volume.contents.map(({ topSecret }) => topSecret)).toEqual([true, false])
    await gm.call('volume.order', ordered(volume))
    const archivist = await archive.as(LOGINS.archivist)
    // The numbers are those on the paper; nothing that leaves passes for the whole.
    expect((await archivist.call('volume.get', { id })).contents).toMatchObject([{ position: 2, fromPage: 5 }])
    expect(problemOf(await archivist.ask('volume.print', { id }))).toBe('volume.notYours')
    await gm.call('volume.dissolve', { ids: [id], remark: '重新立卷' })
  })

  it('C4 a paper taken out of its matter stays of the matter’s year', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    await matter(archivist, '增购档案柜', 'restricted')
    const id = await proposed(archivist, 'WS')
    await archivist.call('volume.accept', { ids: [id] })
    const volume = await archivist.call('volume.get', { id })
    await archivist.call('volume.order', ordered({ ...volume, contents: volume.contents.filter(({ part }) => part === 'reply') }))
    expect((await archivist.call('volume.candidates', { id })).map(({ part }) => part)).toEqual(['request'])
    expect(problemOf(await archivist.ask('volume.propose', { classId: classId('WS'), year: 2025 }))).toBe('volume.nothingToBind')
    await archivist.call('volume.order', ordered(volume))
  })

  it('S1 S3 who may not lower a dossier lowers no document, and sets none above themselves', async () => {
    const [director, archivist] = [await archive.as(LOGINS.customerDirector), await archive.as(LOGINS.archivist)]
    expect(problemOf(await archivist.ask('generalPaper.add', paper('绝密件', { level: 'topSecret' })))).toEqual([{ path: ['level'], problem: 'secrecy.aboveYou' }])
    const { classId: _class, ...fields } = paper('机密件', { level: 'confidential' })
    const { id } = await archivist.call('generalPaper.add', { ...fields, classId: classId('WS') })
    expect(problemOf(await archivist.ask('generalPaper.update', { id, ...fields, level: 'restricted' }))).toEqual([{ path: ['level'], problem: 'secrecy.lowersConfidential' }])
    await archivist.call('generalPaper.update', { id, ...fields, title: '机密件一' })
    await director.call('generalPaper.update', { id, ...fields, level: 'restricted' })
    await director.call('generalPaper.withdraw', { id })
  })

  it('S1 a year of which nobody but the general manager may know anything is not named to others', async () => {
    const gm = await archive.as(LOGINS.generalManager)
    await gm.call('generalPaper.add', paper('绝密旧件', { onDate: '2019-03-04', level: 'topSecret' }))
    const years = async (login: string) => (await (await archive.as(login)).call('volume.overview', { year: YEAR })).years
    expect(await years(LOGINS.generalManager)).toContain(2019)
    expect(await years(LOGINS.archivist)).toEqual([2026, 2025])
    await gm.call('volume.propose', { classId: classId('WS'), year: 2019 })
    expect(await years(LOGINS.archivist)).toEqual([2026, 2025])
  })

  it('F7 S1 a contents list says of a paper kept back that it is there, and not how much of it was scanned', async () => {
    const gm = await archive.as(LOGINS.generalManager)
    const scans = async (login: string) => (await (await archive.as(login)).call('dossier.contents', { id: visit.dossierId })).papers.find(({ code }) => code === 'workOrder')?.scans
    expect(await scans(LOGINS.archivist)).toBe(1)
    const setLevel = (level: Level) => gm.call('secrecy.set', {
      dossierId: visit.dossierId, paper: { recordId: visit.recordId, code: 'workOrder' }, level, until: null, reason: '客户要求',
    })
    await setLevel('topSecret')
    expect([await scans(LOGINS.archivist), await scans(LOGINS.generalManager)]).toEqual([null, 1])
    await setLevel('restricted')
  })
})

describe('C2 L1 folders that are lent', () => {
  it('C2 what was lent since it was proposed gets no number; L1 a loan says which records lie in volumes', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const id = await proposed(archivist, 'FW')
    const loans = loansIn(archive)
    const ask = async (): Promise<Id<'loan'>> => {
      const loan = await loans.ask(LOGINS.serviceAdvisor, visit.dossierNumber)
      await loans.approve(loan, LOGINS.serviceHead)
      return loan
    }
    const loan = await ask()
    await loans.handOut(loan)
    expect((await loans.get(loan)).bound).toEqual([])
    expect(problemOf(await archivist.ask('volume.accept', { ids: [id] }))).toBe('volume.lent')
    await loans.giveBack(loan)
    const [number = ''] = (await archivist.call('volume.accept', { ids: [id] })).numbers
    const again = await ask()
    const lies = [{ recordNumber: visit.recordNumber, kind: 'maintenance', volume: number, position: 1, slot: null }]
    expect([(await loans.get(again)).bound, (await loans.get(again, LOGINS.serviceAdvisor)).bound]).toEqual([lies, lies])
    await archivist.call('loan.withdraw', { id: again, remark: '不借了' })
    expect((await loans.get(again)).bound).toEqual([])
  })
})

describe('C3 A3 verify', () => {
  it('C3 A3 verify finds a volume looked over by who could not', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const [volume] = (await archivist.call('volume.list', { classId: classId('FW'), year: YEAR, state: 'ordering', text: '', limit: 1 })).volumes
    if (!volume) throw new Error('a volume')
    await archivist.call('volume.close', {
      id: volume.id, states: NOTHING_SAID, binderPassword: PASSWORD, binderDrawn: signatureOf(1), checkerLogin: LOGINS.careSpecialist, checkerPassword: PASSWORD,
      checkerDrawn: signatureOf(2),
    })
    const seller = (await archive.as(LOGINS.salesConsultant)).me.id
    expect(await foundIn(archive)).toEqual([])
    const keeper = await openEntry(readKeyring(placesIn(archive.folder).keyring), LOGINS.archivist, PASSWORD)
    const closing = (checker: number) => ({ volume: 2, number: '', lines: [99], registerHash: '', closedOn: '2027-01-05', digest: '', checker })
    const found = await foundIn(archive, (db) => {
      enterAct(db, keeper, 'volume.close', closing(seller))
      enterAct(db, keeper, 'volume.close', closing(keeper.personId))
      changesOne(db, 'UPDATE volume_piece SET pages = 99 WHERE volume_id = ? AND position = 1', [volume.id])
    })
    expect(found.map(({ problem }) => problem).filter((problem) => problem.startsWith('volume.'))).toEqual([
      'volume.checkedWrongly', 'volume.checkedWrongly', 'volume.contentsDiffer', 'volume.notAsSigned',
    ])
  })
})

// The sample store: believable, whole, the same for the same seed, and within the rules (DESIGN "Command line").
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startHost, type Host } from '#archive/host.ts'
import { verifyArchive } from '#archive/backup/run.ts'
import type { BookLineView } from '#shared/contract/handover.ts'
import type { Output } from '#shared/contract/index.ts'
import { customerInput } from '#shared/contract/record-input.ts'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import type { FilingStep } from '#shared/domain/filing.ts'
import { addDays, dayOf, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { checkProblem, lacksOfRecord } from '#shared/domain/paper.ts'
import { plateProblem } from '#shared/domain/plate.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { departmentFor, dueDate, RECORD_KINDS } from '#shared/domain/record.ts'
import { ROLES } from '#shared/domain/role.ts'
import { isSigned } from '#shared/domain/sign-in-book.ts'
import { vinProblem } from '#shared/domain/vin.ts'
import { STATE_CALENDAR, workingDay } from '#shared/domain/working-day.ts'
import { DEMO_LOGINS, makeDemo } from '../../electron/cli/demo.ts'
import { planHistory } from '../../electron/cli/demo/plan-acts.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'
import { signIn, temporaryFolder, type Person } from '#test/support/archive.ts'

const PASSWORD = 'as documented 2026'
const TODAY = localDate('2026-02-14')
const NOON = Date.parse(`${TODAY}T12:00+08:00`)

vi.setConfig({ testTimeout: 60_000, hookTimeout: 240_000 })

type Told = {
  dossiers: Output<'dossier.open'>[]
  lines: BookLineView[]
  counts: Output<'record.list'>['counts']
  archive: Output<'session.state'>
  scans: Output<'scan.ofDossier'>
  /** One page as it is shown. */
  page: Output<'scan.view'>
  filing: Output<'filing.ofDossier'>[]
  worklists: Record<FilingStep, Output<'filing.list'>['records']>
  inbox: Output<'inbox.list'>
  cabinets: Output<'cabinet.list'>
  loans: Output<'loan.list'>['loans']
  stocktakings: Output<'stocktaking.get'>[]
}

const root = temporaryFolder()
const folders = { first: join(root, 'first'), second: join(root, 'second') }
let first: Told
let second: Told

beforeAll(async () => {
  for (const folder of Object.values(folders)) await makeDemo({ folder, scale: 0.1, seed: 7, password: PASSWORD, today: TODAY })
  first = await readAll(folders.first)
  second = await readAll(folders.second)
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

async function opened<T>(folder: string, work: (host: Host) => Promise<T>): Promise<T> {
  const host = await startHost({ folder, program: 'test', startAt: NOON })
  try {
    return await work(host)
  } finally {
    await host.close()
  }
}

const readAll = (folder: string): Promise<Told> => opened(folder, async (host) => {
  const gm = await signIn(host, 'gm', PASSWORD)
  const { hits } = await gm.call('dossier.search', { text: '', dates: null, state: null, kind: null, limit: 200 })
  const dossiers: Output<'dossier.open'>[] = []
  for (const hit of hits) dossiers.push(await gm.call('dossier.open', { id: hit.dossierId }))
  const { counts } = await gm.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 1 })
  const scans: Output<'scan.ofDossier'> = []
  const filing: Output<'filing.ofDossier'>[] = []
  for (const { id: dossierId } of dossiers) {
    scans.push(...await gm.call('scan.ofDossier', { dossierId }))
    filing.push(await gm.call('filing.ofDossier', { dossierId }))
  }
  const archivist = await signIn(host, 'archivist', PASSWORD)
  const waitingFor = async (step: FilingStep) => (await archivist.call('filing.list', { step, limit: 500 })).records
  return {
    dossiers, lines: await wholeBook(gm), counts, archive: await gm.call('session.state', {}), scans, filing,
    page: await gm.call('scan.view', { id: scans[0]?.id ?? 0, longest: 1600 }),
    worklists: { receive: await waitingFor('receive'), scan: await waitingFor('scan'), place: await waitingFor('place'), complete: await waitingFor('complete') },
    inbox: await archivist.call('inbox.list', {}),
    cabinets: await archivist.call('cabinet.list', {}),
    loans: await allLoans(archivist),
    stocktakings: await Promise.all((await archivist.call('stocktaking.list', { cabinetId: null, filter: 'ended', limit: 10 })).stocktakings
      .map(({ id }) => archivist.call('stocktaking.get', { id }))),
  }
})

async function allLoans(archivist: Person): Promise<Told['loans']> {
  const lists = await Promise.all((['waiting', 'approved', 'out', 'overdue', 'settled'] as const).map((filter) => (
    archivist.call('loan.list', { filter, personId: null, before: null, limit: 50 })
  )))
  return [...new Map(lists.flatMap(({ loans }) => loans).map((loan) => [loan.id, loan])).values()]
}

async function wholeBook(person: Person): Promise<BookLineView[]> {
  const lines: BookLineView[] = []
  for (let from = addDays(TODAY, -500); from <= TODAY; from = addDays(from, 31)) {
    const { days } = await person.call('book.print', { from, to: addDays(from, 30) })
    lines.push(...days.flatMap((day) => day.lines))
  }
  return lines
}

describe('the same seed makes the same store', () => {
  it('same archive numbers, names, cars, records', () => {
    expect(first.dossiers.length).toBeGreaterThanOrEqual(12)
    expect(second.dossiers).toEqual(first.dossiers)
  })

  it('same lines of the book, signatures and all, but for what is drawn by lot: salts and keys', () => {
    const said = (lines: readonly BookLineView[]) => lines.map(({ hash: _hash, drawnHash: _drawn, ...line }) => line)
    expect(first.lines.length).toBeGreaterThan(15)
    expect(said(second.lines)).toEqual(said(first.lines))
  })

  it('same scans, to the last pixel, same inbox, same slots', () => {
    const said = (scans: Told['scans']) => scans.map(({ version: _version, ...scan }) => scan)
    expect(said(second.scans)).toEqual(said(first.scans))
    expect(second.page).toEqual(first.page)
    const { inbox, filing, worklists, cabinets, loans, stocktakings } = second
    expect({ inbox, filing, worklists, cabinets, loans, stocktakings }).toEqual({
      inbox: first.inbox, filing: first.filing, worklists: first.worklists, cabinets: first.cabinets, loans: first.loans, stocktakings: first.stocktakings,
    })
  })

  it('another seed or another day makes another', () => {
    const plan = (seed: number, today: LocalDate) => JSON.stringify(planHistory(makeRandom(seed), 0.1, today))
    expect(plan(7, TODAY)).toBe(plan(7, TODAY))
    expect(plan(8, TODAY)).not.toBe(plan(7, TODAY))
    expect(plan(7, addDays(TODAY, 1))).not.toBe(plan(7, TODAY))
  })
})

describe('the store is whole', () => {
  it('is an archive for training (演练)', () => {
    expect(first.archive.training).toBe(true)
  })

  it('verifies: chains, signatures, rows', async () => {
    const { chains, findings } = await verifyArchive({ folder: folders.first, password: { login: 'gm', password: PASSWORD } }, null)
    expect(findings).toEqual([])
    expect(chains.map(({ chain }) => chain)).toEqual(['book', 'audit', 'register'])
  })

  it('has someone for every role, each with the password', () => opened(folders.first, async (host) => {
    const roles = new Set<string>()
    for (const login of DEMO_LOGINS) for (const role of (await signIn(host, login, PASSWORD)).me.roles) roles.add(role)
    expect([...roles].toSorted()).toEqual([...ROLES].toSorted())
  }))

  it('shows every kind of record, cars from here and elsewhere, and a car with a second owner (F1, F3, F8)', () => {
    const kinds = new Set(first.dossiers.flatMap(({ records }) => records.map(({ kind }) => kind)))
    expect([...kinds].toSorted()).toEqual([...RECORD_KINDS].toSorted())
    expect(new Set(first.dossiers.map(({ vehicle }) => vehicle.origin))).toEqual(new Set(['soldHere', 'soldElsewhere']))
    expect(first.dossiers.filter(({ owners }) => owners.length > 1).length).toBeGreaterThan(0)
    expect(first.dossiers.some(({ changes }) => changes.some(({ field }) => field === 'plate'))).toBe(true)
  })

  it('shows a half-filled book: most in time, some late, supplemented, refused, struck through, owed (H1 to H7)', () => {
    const kinds = new Set(first.lines.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['handover', 'supplement', 'refusal', 'strike']))
    const received = first.lines.filter(({ kind }) => kind === 'handover')
    const late = received.filter(({ onTime }) => onTime === false)
    expect(late.length).toBeGreaterThan(0)
    expect(late.length).toBeLessThan(received.length / 2)
    expect(first.counts.overdue).toBeGreaterThan(0)
    expect(first.counts.outstanding).toBeGreaterThan(first.counts.overdue)
    expect(first.counts.refused).toBeGreaterThan(0)
    expect(first.counts.incomplete).toBeGreaterThan(0)
  })

  it('has a driving licence that cannot be had yet (F4)', () => {
    const papers = first.lines.flatMap((line) => line.papers)
    expect(papers.some(({ code, presence }) => code === 'drivingLicenceCopy' && presence === 'notYetObtainable')).toBe(true)
  })

  it('has two deliveries and a visit fully scanned, placed and filed, each paper with its pages (H4)', () => {
    const filed = first.filing.flatMap(({ records }) => records).filter(({ filedAt }) => filedAt !== null)
    const kinds = filed.map(({ recordId }) => first.dossiers.flatMap(({ records }) => records).find(({ id }) => id === recordId)?.kind === 'delivery')
    expect([kinds.length, kinds.filter((delivery) => delivery).length]).toEqual([3, 2])
    for (const { papersThere, papersScanned } of filed) expect(papersScanned).toBe(papersThere)
    expect(first.scans.every(({ problem }) => problem === null)).toBe(true)
    expect(new Set(first.scans.map(({ mediaType }) => mediaType))).toEqual(new Set(['image/jpeg', 'application/pdf']))
    expect(first.scans.length).toBeLessThanOrEqual(45)
  })

  it('has scans of a record on which a customer forgot to sign (F6)', () => {
    const scanned = new Set(first.scans.map(({ recordId }) => recordId))
    const lacking = first.filing.flatMap(({ records }) => records).filter(({ recordId, lacks }) => scanned.has(recordId) && lacks.some(({ kind }) => kind === 'customerSignature'))
    expect(lacking.map(({ papersThere, papersScanned }) => papersScanned === papersThere)).toEqual([true])
  })

  it('has something to do on every worklist, folders in both cabinets, and some in none yet (H4, C1)', () => {
    for (const records of Object.values(first.worklists)) expect(records.length).toBeGreaterThan(0)
    expect(first.worklists.scan.length).toBeGreaterThan(5)
    expect(first.cabinets.map(({ code, slots }) => [code, slots.length])).toEqual([['A', 40], ['B', 20]])
    for (const { slots } of first.cabinets) expect(slots.some(({ used }) => used > 0)).toBe(true)
    expect(first.filing.some(({ place }) => place === null)).toBe(true)
  })

  it('has a loan that came back, one out, one overdue and one that waits for its approval (L1 to L4)', () => {
    expect(first.loans.map(({ state, overdue }) => `${state}${overdue ? ' overdue' : ''}`).toSorted()).toEqual(['out', 'out overdue', 'requested', 'returned'])
  })

  it('has a cabinet that was taken stock of, a folder in the wrong slot put back, and each shelf looked at (C7)', () => {
    expect(first.stocktakings).toMatchObject([{ state: 'closed', cabinet: { code: 'B' }, differences: [{ kind: 'misplaced', settled: { outcome: 'putBack' } }] }])
    expect(first.stocktakings[0]?.inspections).toHaveLength(4)
  })

  it('has a batch in the inbox that was filed behind its cover sheets, and pages that wait (H4)', () => {
    expect(first.inbox.files.map(({ pages, filed, waiting }) => [pages, filed, waiting])).toEqual([[1, 0, 1], [2, 0, 2], [4, 2, 0]])
    expect(first.inbox.waiting).toHaveLength(3)
    expect(first.inbox.folder).toBeNull()
  })

  it('does not touch a folder that holds something', async () => {
    const taken = join(root, 'taken')
    mkdirSync(taken)
    writeFileSync(join(taken, 'thesis.txt'), '')
    await expect(makeDemo({ folder: taken, scale: 0.1, seed: 1, password: PASSWORD, today: TODAY })).rejects.toThrow('archive.exists')
    expect(readdirSync(root).toSorted()).toEqual(['first', 'second', 'taken'])
    expect(readdirSync(taken)).toEqual(['thesis.txt'])
  })
})

describe('everything in it is within the rules', () => {
  it('identity numbers, telephones, VINs and plates are well formed (F8)', () => {
    for (const { owners, vehicle } of first.dossiers) {
      for (const { customer: { id: _id, ...customer } } of owners) expect(customerInput.safeParse(customer).error).toBeUndefined()
      expect(vinProblem(vehicle.vin)).toBeNull()
      expect(vehicle.plate === null ? null : plateProblem(vehicle.plate)).toBeNull()
    }
  })

  it('each record is due when the calendar says, and was received on a working day after it (H1, H2, D1)', () => {
    for (const record of first.dossiers.flatMap(({ records }) => records)) {
      expect(record.dueOn).toBe(dueDate(record.kind, record.deliveredOn, STATE_CALENDAR, DEFAULT_POLICY).on)
      expect(record.deliveredOn < TODAY).toBe(true)
      if (record.receivedAt === null) continue
      expect(dayOf(record.receivedAt) >= record.deliveredOn).toBe(true)
      expect(workingDay(dayOf(record.receivedAt), STATE_CALENDAR).working).toBe(true)
    }
  })

  it('the book is numbered without a gap, in order of time, and ends before today (H5)', () => {
    expect(first.lines.map(({ seq }) => seq)).toEqual(first.lines.map((_, place) => place + 1))
    expect(first.lines.map(({ at }) => at)).toEqual(first.lines.map(({ at }) => at).toSorted((one, other) => one - other))
    expect(first.lines.every(({ on }) => on < TODAY)).toBe(true)
  })

  it('what a line says is missing is what its papers lack, and no paper is marked as it may not be (F4, F5)', () => {
    for (const line of first.lines) {
      const checklist = DEFAULT_CHECKLISTS[line.recordKind]
      expect(line.lacks).toEqual(lacksOfRecord(checklist, line.papers, line.on))
      if (line.kind === 'refusal' || line.kind === 'strike') continue
      for (const one of checklist) {
        const paper = line.papers.find(({ code }) => code === one.code)
        expect(paper && checkProblem(one, paper, line.on)).toBeNull()
      }
    }
  })

  it('two different people of the right departments signed each handover by hand (H3)', () => {
    const handed = first.lines.filter(({ kind }) => kind === 'handover' || kind === 'supplement')
    for (const { giver, receiver, recordKind } of handed) {
      expect(giver?.personId).not.toBe(receiver.personId)
      expect(giver?.department).toBe(departmentFor(recordKind) === 'sales' ? '销售部' : '售后服务部')
      expect(receiver.department).toBe('客户关爱部')
      expect(giver?.drawn && isSigned(giver.drawn) && receiver.drawn && isSigned(receiver.drawn)).toBe(true)
    }
  })
})

// Fills an archive with very many dossiers for measuring: the sample store's kind of data, its stores called in large
// transactions. Every line of the book is signed by both sides; handovers are audited, entries are not.
import { enterAudit } from '#archive/audit/trail.ts'
import { appendEntry, contentHash, headOf, makeSalt } from '#archive/chain/chain.ts'
import type { Writer } from '#archive/database/database.ts'
import { countUp } from '#archive/desk/store.ts'
import { makeDossier } from '#archive/dossier/filing.ts'
import type { OpenArchive } from '#archive/engine.ts'
import type { Actor, Proof, WriteContext } from '#archive/handler.ts'
import { addBookLine, addHandover, drawnOf } from '#archive/handover/store.ts'
import { putPapers } from '#archive/record/papers.ts'
import { addRecord, presentChecklist, setReceived } from '#archive/record/store.ts'
import { indexDossier } from '#archive/search/index-dossier.ts'
import { proveAgainst } from '#archive/session/proof.ts'
import type { Session } from '#archive/session/sessions.ts'
import { actorOf, personById } from '#archive/staff/store.ts'
import type { BookLineContent } from '#shared/contract/handover.ts'
import type { Output } from '#shared/contract/index.ts'
import { customerInput, vehicleInput } from '#shared/contract/record-input.ts'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { addDays, instantAt, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { lacksOfRecord, paperInOrder, uncheckedPaper } from '#shared/domain/paper.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { dueDate } from '#shared/domain/record.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'
import { openStore } from '../../electron/cli/demo.ts'
import { openDesk } from '../../electron/cli/demo/desk.ts'
import { drawSignature } from '../../electron/cli/demo/hand.ts'
import { dayInTime, HISTORY_DAYS, planCars } from '../../electron/cli/demo/plan-cars.ts'
import type { PlannedCar, PlannedRecord } from '../../electron/cli/demo/plan.ts'
import { makeRandom, type Random } from '../../electron/cli/demo/random.ts'

export type FillOptions = {
  /** A folder that does not exist yet, or is empty. */
  folder: string
  /** How many cars; each has about one and a half records, one of them fifty. */
  dossiers: number
  seed: number
  /** Everyone's; the log-ins are those of the sample store. */
  password: string
  today: LocalDate
}

type PersonId = Actor['id']
type Entered = Pick<BookLineContent, 'recordId' | 'recordNumber' | 'dossierId' | 'dossierNumber'>

const RECORDS_OF_FULLEST = 50
const IN_ONE_TRANSACTION = 2000
const LINES_OF_HANDOVER = 20

/** @returns the number of the dossier with fifty records. */
export async function fillArchive({ folder, dossiers, seed, password, today }: FillOptions): Promise<{ fullest: string }> {
  const random = makeRandom(seed)
  const desk = openDesk(folder, password, instantAt(addDays(today, -HISTORY_DAYS - 10), 9 * 60))
  try {
    const staff = await openStore(desk, password)
    const { archive } = desk.engine
    if (!archive) throw new Error('the archive is not open')
    const prove = (login: string) => proveAgainst(desk.engine, login, password, 'password')
    const signers = { archivist: await prove('archivist'), sales: await prove('sales1'), service: await prove('service1') }
    const { records, fullest } = withFullest(planCars(random, dossiers, today).records)
    const entered = enterAll(archive, records, staff, sessionOf(signers.archivist))
    handOverAll(archive, records.filter(() => random.chance(0.95)), entered, signers, today, random)
    const numbers = [...new Set([...entered.values()].map((one) => one.dossierId))]
    inPieces(archive, numbers, (db, dossierId) => indexDossier(db, dossierId))
    return { fullest: entered.get(fullest)?.dossierNumber ?? '' }
  } finally {
    await desk.close()
  }
}

/** In order of their days. The car that came first comes back every eight days. */
function withFullest(planned: readonly PlannedRecord[]): { records: PlannedRecord[]; fullest: PlannedRecord } {
  const fullest = planned.reduce((oldest, record) => (record.deliveredOn < oldest.deliveredOn ? record : oldest))
  const more = Array.from({ length: RECORDS_OF_FULLEST - 1 }, (_, turn): PlannedRecord => ({
    ...fullest, kind: 'minorRepair', responsible: 'service1', customer: null, deliveredOn: addDays(fullest.deliveredOn, 8 * (turn + 1)),
    orderNumber: `${fullest.orderNumber}-${turn}`,
  }))
  const records = [...planned.filter((record) => record.car !== fullest.car), fullest, ...more]
  return { fullest, records: records.toSorted((one, other) => (one.deliveredOn < other.deliveredOn ? -1 : Number(one.deliveredOn > other.deliveredOn))) }
}

function inPieces<T>(archive: OpenArchive, things: readonly T[], work: (db: Writer, thing: T) => void): void {
  for (let from = 0; from < things.length; from += IN_ONE_TRANSACTION) {
    archive.database.transaction((db) => {
      for (const thing of things.slice(from, from + IN_ONE_TRANSACTION)) work(db, thing)
    })
  }
}

const sessionOf = (proof: Proof): Session => ({ ...proof.signer('actor'), token: '', lastSeen: 0 })

function enterAll(
  archive: OpenArchive, records: readonly PlannedRecord[], staff: ReadonlyMap<string, PersonId>, session: Session,
): Map<PlannedRecord, Entered> {
  const { reader } = archive.database
  const dossiers = new Map<PlannedCar, { id: BookLineContent['dossierId']; number: string }>()
  const entered = new Map<PlannedRecord, Entered>()
  const actors = new Map([...staff].map(([login, id]) => [login, actorOf(reader, id, localDate('2026-11-20'))]))
  inPieces(archive, records, (db, record) => {
    const actor = actors.get(record.responsible)
    if (!actor) throw new Error('nobody to enter it')
    const now = instantAt(record.deliveredOn, 10 * 60)
    const context: WriteContext = { db, now, today: record.deliveredOn, actor, note: () => undefined, leftOver: () => undefined }
    const dossier = dossiers.get(record.car) ?? makeDossier(
      context, vehicleInput.parse({ ...record.car.entry, plate: record.plate, plateMoved: false }), customerInput.parse(record.car.customer), record.deliveredOn,
    )
    dossiers.set(record.car, dossier)
    const year = record.deliveredOn.slice(0, 4)
    const number = `R${year}-${String(countUp(db, `record/${year}`)).padStart(5, '0')}`
    const due = dueDate(record.kind, record.deliveredOn, STATE_CALENDAR, DEFAULT_POLICY)
    const recordId = addRecord(db, {
      number, dossierId: dossier.id, kind: record.kind, deliveredOn: record.deliveredOn, dueOn: due.on, dueProvisional: due.provisional,
      responsibleId: actor.id, departmentId: actor.departmentId, contact: record.contact, orderNumber: record.orderNumber,
      checklistId: presentChecklist(db, record.kind, record.deliveredOn), enteredBy: session.personId, enteredAt: now,
    })
    enterAudit(db, now, session, 'record.enter', {
      recordId, record: number, dossier: dossier.number, kind: record.kind, deliveredOn: record.deliveredOn, dueOn: due.on, dueProvisional: due.provisional,
      responsible: actor.id, orderNumber: record.orderNumber, contactConfirmed: record.contact.confirmed,
    })
    entered.set(record, { recordId, recordNumber: number, dossierId: dossier.id, dossierNumber: dossier.number })
  })
  return entered
}

type Line = { on: LocalDate; record: PlannedRecord; giver: 'sales' | 'service' }

/** Received in time, twenty at a time, by the archivist; one in twenty lacks its first paper. */
function handOverAll(
  archive: OpenArchive, records: readonly PlannedRecord[], entered: ReadonlyMap<PlannedRecord, Entered>,
  signers: Record<'archivist' | 'sales' | 'service', Proof>, today: LocalDate, random: Random,
): void {
  const lines = records
    .map((record): Line => ({ on: dayInTime(record, random), record, giver: record.kind === 'delivery' ? 'sales' : 'service' }))
    .filter((line) => line.on < today)
    .toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)) || one.giver.localeCompare(other.giver))
  const signatory = (proof: Proof): NonNullable<BookLineContent['giver']> => {
    const person = personById(archive.database.reader, proof.personId)
    if (!person) throw new Error('nobody to sign')
    return { personId: person.id, name: person.name, department: person.department.name }
  }
  const people = { archivist: signatory(signers.archivist), sales: signatory(signers.sales), service: signatory(signers.service) }
  const salt = makeSalt()
  const drawn = drawnOf({ giver: drawSignature(people.sales.name, random), receiver: drawSignature(people.archivist.name, random) })
  const drawnHash = contentHash(salt, drawn).toString('hex')
  const receiver = signers.archivist.signer('receiver')
  const session = sessionOf(signers.archivist)
  let open: { id: Output<'handover.sign'>['handoverId']; of: Line; lines: number[] } | null = null
  const close = (db: Writer): void => {
    if (!open) return
    const bookHash = headOf(db, 'book').hash.toString('hex')
    enterAudit(db, instantAt(open.of.on, 16 * 60), session, 'handover.sign', { handover: open.id, lines: open.lines, bookHash })
    open = null
  }

  inPieces(archive, lines, (db, line) => {
    const { on, record, giver } = line
    const at = instantAt(on, 16 * 60)
    const found = entered.get(record)
    if (!found) throw new Error('not entered')
    if (open === null || open.lines.length === LINES_OF_HANDOVER || open.of.on !== on || open.of.giver !== giver) {
      close(db)
      const id = addHandover(db, { at, giverId: signers[giver].personId, receiverId: signers.archivist.personId, salt, drawn })
      open = { id, of: line, lines: [] }
    }
    const { id: handoverId, lines: handed } = open
    const checklist = DEFAULT_CHECKLISTS[record.kind]
    const lacking = random.chance(0.05)
    const papers = checklist.map((one, place) => (lacking && place === 0 ? uncheckedPaper(one) : paperInOrder(one)))
    const due = dueDate(record.kind, record.deliveredOn, STATE_CALENDAR, DEFAULT_POLICY)
    const { entry, customer } = record.car
    const content = {
      ...found, kind: 'handover', recordKind: record.kind, ownerName: customer.name, plate: record.plate, vin: entry.vin, model: entry.model,
      deliveredOn: record.deliveredOn, dueOn: due.on, dueProvisional: due.provisional, papers, changed: checklist.map((one) => one.code),
      lacks: lacksOfRecord(checklist, papers, on), remark: '', refusal: null, receipt: null, strikes: null, handoverId, drawnHash,
      giver: people[giver], receiver: people.archivist,
    } satisfies BookLineContent
    const { seq } = appendEntry(db, {
      chain: 'book', at, kind: 'handover', content: JSON.stringify(content), signers: [signers[giver].signer('giver'), receiver],
    })
    addBookLine(db, { seq, on, kind: 'handover', recordId: found.recordId, dossierId: found.dossierId, handoverId })
    handed.push(seq)
    setReceived(db, found.recordId, putPapers(db, found.recordId, checklist, papers, on), { at, on, seq, lacks: lacksOfRecord(checklist, papers, on).length })
  })
  archive.database.transaction(close)
}

// Handing over, refusing, striking, and reading the sign-in book (rules H3, H5, H7, F9).
import type { BookLineContent, BookLineView, handoverContract } from '#shared/contract/handover.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { ListedRecordView } from '#shared/contract/record.ts'
import { foundOtherwise, lacksOfRecord, problemField, recheckProblem, underDelay, type PaperCheck } from '#shared/domain/paper.ts'
import { isOutstanding } from '#shared/domain/record.ts'
import { giverProblem, isSigned, lineKindFor, signersProblem, type BookLineKind } from '#shared/domain/sign-in-book.ts'
import { addDays } from '#shared/domain/local-date.ts'
import { recomputeDueOf } from '../calendar/recompute.ts'
import { appendEntry, contentHash, headOf, makeSalt, type Signer } from '../chain/chain.ts'
import type { Reader } from '../database/database.ts'
import { setting } from '../desk/store.ts'
import { refreshFiling, takeOut } from '../filing/steps.ts'
import type { HandlersOf, PrepareContext, ReadContext, WriteContext } from '../handler.ts'
import { notFound, Refusal, refused, requireReason, wrongFields } from '../refusal.ts'
import { putPapers, standing } from '../record/papers.ts'
import { clearPapers, listedRecord, setOutstanding, setReceived, setState } from '../record/store.ts'
import { keptBackPapers, paperName } from '../secrecy/store.ts'
import { indexDossier } from '../search/index-dossier.ts'
import { personById } from '../staff/store.ts'
import {
  addBookLine, addHandover, countOfHandover, daysOfMonth, drawnOf, lineAt, linesBetween, linesOfHandover, markStruck, neighbourDay, standingLines,
} from './store.ts'

type SignInput = Input<'handover.sign'>
type Signatory = NonNullable<BookLineContent['giver']>

const LONGEST_PRINT_DAYS = 31

export const handoverHandlers: HandlersOf<typeof handoverContract> = {
  'handover.sign': { prepare: prepareSigning },
  'handover.refuse': {
    prepare: async (context, input) => {
      const archivist = await context.prove(context.actor.login, input.password, 'password')
      return (writing) => {
        const record = known(writing, input.recordId)
        if (!isOutstanding(record.state)) throw refused('handover.alreadyReceived', record.number)
        const { lines, papers } = standing(writing.db, record.id)
        const seq = enterLine(writing, record, {
          kind: 'refusal', papers, changed: [], lacks: lacksOfRecord(lines, papers, writing.today), remark: input.remark,
          refusal: input.reason, receipt: null, strikes: null, handoverId: null, drawnHash: null, giver: null,
        }, [archivist.signer('receiver')])
        setOutstanding(writing.db, record.id, input.reason)
        refreshFiling(writing.db, record.id, writing.now)
        indexDossier(writing.db, record.dossierId)
        writing.note({ record: record.number, lines: [seq], reason: input.reason, bookHash: headView(writing.db).hash })
        return { seq }
      }
    },
  },
  'book.strike': {
    prepare: async (context, input) => {
      const archivist = await context.prove(context.actor.login, input.password, 'password')
      return (writing) => strike(writing, input, archivist.signer('receiver'))
    },
  },
  'handover.slip': {
    read: ({ db, actor, note }, { handoverId }) => {
      const lines = asShown({ db, actor }, linesOfHandover(db, actor, handoverId))
      const first = lines[0]
      if (!first) throw notFound('handover')
      note({ handover: handoverId, lines: lines.map((line) => line.seq) })
      const hiddenLines = countOfHandover(db, handoverId) - lines.length
      return { storeName: setting(db, 'storeName') ?? '', at: first.at, lines, hiddenLines, head: headView(db) }
    },
  },
  'book.day': {
    read: ({ db, actor }, { on }) => ({
      on, lines: asShown({ db, actor }, linesBetween(db, actor, on, on)), previousOn: neighbourDay(db, actor, on, -1), nextOn: neighbourDay(db, actor, on, 1), head: headView(db),
    }),
  },
  'book.month': { read: ({ db, actor }, { month }) => daysOfMonth(db, actor, month) },
  'book.print': {
    read: ({ db, actor, note }, { from, to }) => {
      if (to < from || addDays(from, LONGEST_PRINT_DAYS - 1) < to) throw wrongFields({ path: ['to'], problem: 'book.printRange' })
      note({ from, to })
      const days = Map.groupBy(asShown({ db, actor }, linesBetween(db, actor, from, to)), (line) => line.on)
      return { storeName: setting(db, 'storeName') ?? '', days: [...days].map(([on, lines]) => ({ on, lines })), head: headView(db) }
    },
  },
}

/** Without what was noted about papers that are kept back (S1). */
function asShown({ db, actor }: Pick<ReadContext, 'db' | 'actor'>, lines: readonly BookLineView[]): BookLineView[] {
  const keptBack = keptBackPapers(db, actor, [...new Set(lines.map(({ recordId }) => recordId))])
  if (keptBack.size === 0) return [...lines]
  return lines.map((line) => (
    { ...line, papers: line.papers.map((paper) => (keptBack.has(paperName(line.recordId, paper.code)) ? { ...paper, note: '' } : paper)) }
  ))
}

function headView(db: Reader): Output<'book.day'>['head'] {
  const head = headOf(db, 'book')
  return { seq: head.seq, hash: head.hash.toString('hex') }
}

function known(context: { db: Reader } & Pick<WriteContext, 'actor' | 'today'>, id: ListedRecordView['id']): ListedRecordView {
  const record = listedRecord(context.db, context.actor, context.today, id)
  if (!record) throw notFound('record')
  return record
}

async function prepareSigning(context: PrepareContext, input: SignInput): Promise<(writing: WriteContext) => Output<'handover.sign'>> {
  const unsigned = [
    ...(isSigned(input.giverDrawn) ? [] : [{ path: ['giverDrawn'], problem: 'signature.missing' }]),
    ...(isSigned(input.receiverDrawn) ? [] : [{ path: ['receiverDrawn'], problem: 'signature.missing' }]),
  ]
  if (unsigned.length > 0) throw wrongFields(...unsigned)
  // Both at once: each takes about a tenth of a second, off this thread.
  const [giver, receiver] = await Promise.all([
    context.prove(input.giverLogin, input.giverPassword, 'giverPassword'),
    context.prove(context.actor.login, input.receiverPassword, 'receiverPassword'),
  ])
  const problem = signersProblem(giver.personId, receiver.personId)
  if (problem) throw wrongFields({ path: ['giverLogin'], problem })
  return (writing) => sign(writing, input, giver.signer('giver'), receiver.signer('receiver'))
}

function sign(context: WriteContext, input: SignInput, giverSigner: Signer, receiverSigner: Signer): Output<'handover.sign'> {
  const { db, now } = context
  if (new Set(input.records.map((record) => record.recordId)).size < input.records.length) throw refused('handover.twice')
  const giver = signatory(db, giverSigner)
  const salt = makeSalt()
  const drawn = drawnOf({ giver: input.giverDrawn, receiver: input.receiverDrawn })
  const drawnHash = contentHash(salt, drawn).toString('hex')
  const handoverId = addHandover(db, { at: now, giverId: giverSigner.personId, receiverId: receiverSigner.personId, salt, drawn })
  const lines = input.records.map(({ recordId, papers, remark }, index) => {
    const record = known(context, recordId)
    requireGiver(db, giverSigner, record)
    const kind = lineKindFor(record.state)
    if (!kind) throw refused('handover.alreadyReceived', record.number)
    const found = foundPapers(context, record, papers, index)
    if (kind === 'supplement' && found.changed.length === 0) throw refused('handover.nothingNew', record.number)
    const lacks = lacksOfRecord(found.lines, found.papers, context.today)
    const seq = enterLine(context, record, {
      kind, papers: found.papers, changed: found.changed, lacks, remark,
      refusal: null, receipt: kind === 'supplement' ? record.receivedSeq : null, strikes: null, handoverId, drawnHash, giver,
    }, [giverSigner, receiverSigner])
    const state = putPapers(db, recordId, found.lines, found.papers, context.today)
    if (kind === 'handover') setReceived(db, recordId, state, { at: now, on: context.today, seq, lacks: lacks.length })
    else setState(db, recordId, state)
    if (kind === 'handover') refreshFiling(db, recordId, now)
    else takeOut(db, recordId, now)
    return { seq, recordId, dossierId: record.dossierId }
  })
  // Each once, in the order in which the index takes them without writing itself out in between.
  for (const dossierId of new Set(lines.map((line) => line.dossierId).toSorted((a, b) => a - b))) indexDossier(db, dossierId)
  const head = headView(db)
  context.note({ handover: handoverId, giver: giver.personId, lines: lines.map((line) => line.seq), bookHash: head.hash })
  return { handoverId, lines: lines.map(({ seq, recordId }) => ({ seq, recordId })), head }
}

function requireGiver(db: Reader, giver: Signer, record: ListedRecordView): void {
  const problem = giverProblem(personById(db, giver.personId)?.roles ?? [], record.kind)
  if (problem) {
    throw new Refusal('refused', 'another department answers for it', {
      problem, subject: record.number, fields: [{ path: ['giverLogin'], problem }],
    })
  }
}

/** The papers as found now over those that stood before, each checked by its line of the checklist. */
function foundPapers(context: WriteContext, record: ListedRecordView, given: SignInput['records'][number]['papers'], index: number) {
  const { lines, papers: before, delays } = standing(context.db, record.id)
  // What was noted about a paper that is kept back was not shown, and stays unless something is noted now.
  const keptBack = keptBackPapers(context.db, context.actor, [record.id])
  const problem = (code: string, what: string, field: string | null = null): Refusal =>
    wrongFields({ path: ['records', index, 'papers', code, ...(field === null ? [] : [field])], problem: what })
  for (const check of given) if (!lines.some((line) => line.code === check.code)) throw problem(check.code, 'paper.unknown')
  const changed: string[] = []
  const papers = lines.map((line): PaperCheck => {
    const old = before.find((paper) => paper.code === line.code)
    const said = given.find((paper) => paper.code === line.code)
    const now = said && old && said.note === '' && keptBack.has(paperName(record.id, line.code)) ? { ...said, note: old.note } : said
    if (!now || !old) throw problem(line.code, 'paper.notChecked')
    const check = underDelay({ ...now, delayAccepted: false }, delays.get(line.code) ?? null)
    const wrong = recheckProblem(line, check, old, context.today)
    if (wrong) throw problem(line.code, wrong, problemField(wrong))
    if (foundOtherwise(line, check, old)) changed.push(line.code)
    return check
  })
  return { lines, papers, changed }
}

function signatory(db: Reader, signer: Signer): Signatory {
  const person = personById(db, signer.personId)
  if (!person) throw notFound('person')
  return { personId: person.id, name: person.name, department: person.department.name }
}

type Said = Pick<BookLineContent, 'kind' | 'papers' | 'changed' | 'lacks' | 'remark' | 'refusal' | 'receipt' | 'strikes' | 'handoverId' | 'drawnHash' | 'giver'>

/** Enters one line into the chain and its place in the book; gives its number. */
function enterLine(context: WriteContext, record: ListedRecordView, said: Said, signers: readonly Signer[]): number {
  const receiver = signers.find((signer) => signer.party === 'receiver')
  if (!receiver) throw new Error('a line needs its receiver')
  const content: BookLineContent = {
    ...said,
    recordId: record.id, recordNumber: record.number, recordKind: record.kind, dossierId: record.dossierId, dossierNumber: record.dossierNumber,
    ownerName: record.ownerName, plate: record.vehicle.plate, vin: record.vehicle.vin, model: record.vehicle.model,
    deliveredOn: record.deliveredOn, dueOn: record.dueOn, dueProvisional: record.dueProvisional,
    receiver: signatory(context.db, receiver),
  }
  const kind: BookLineKind = said.kind
  const { seq } = appendEntry(context.db, { chain: 'book', at: context.now, kind, content: JSON.stringify(content), signers })
  addBookLine(context.db, { seq, on: context.today, kind, recordId: record.id, dossierId: record.dossierId, handoverId: said.handoverId })
  return seq
}

/** Strikes a line through by a later one that points at it; the record goes back to how it stood without it (H5). */
function strike(context: WriteContext, input: Input<'book.strike'>, signer: Signer): Output<'book.strike'> {
  const { db, actor, today } = context
  const struck = lineAt(db, actor, input.seq)
  if (!struck) throw notFound('line')
  if (struck.kind === 'strike') throw refused('book.cannotStrike')
  if (struck.struckBy !== null) throw refused('book.alreadyStruck', String(struck.struckBy))
  requireReason(input.remark)
  const later = standingLines(db, struck.recordId).filter((line) => line.seq > struck.seq)
  if (later.length > 0) throw refused('book.strikeLaterFirst', String(later.at(-1)?.seq))
  const record = known(context, struck.recordId)
  const before = standingLines(db, struck.recordId).filter((line) => line.seq < struck.seq).at(-1)
  clearPapers(db, record.id)
  if (before === undefined) setOutstanding(db, record.id, null)
  else if (before.kind === 'refusal') setOutstanding(db, record.id, before.content.refusal)
  else setState(db, record.id, putPapers(db, record.id, standing(db, record.id).lines, before.content.papers, today))
  // Owed again, it is due by the calendar as it is now (D2).
  if (before === undefined || before.kind === 'refusal') recomputeDueOf(context, record.id)
  refreshFiling(db, record.id, context.now)
  const now = standing(db, record.id)
  const seq = enterLine(context, known(context, record.id), {
    kind: 'strike', papers: now.papers, changed: [], lacks: lacksOfRecord(now.lines, now.papers, today), remark: input.remark,
    refusal: null, receipt: null, strikes: struck.seq, handoverId: null, drawnHash: null, giver: null,
  }, [signer])
  markStruck(db, struck.seq, seq)
  indexDossier(db, record.dossierId)
  context.note({ record: record.number, lines: [seq], strikes: struck.seq, bookHash: headView(db).hash })
  return { seq }
}

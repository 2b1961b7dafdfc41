// Destroying what a list names (rules R2, R4): whoever carries it out and two witnesses sign, and all that is kept of it is erased in the same
// transaction.
import type { DisposalContent } from '#shared/contract/register.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { handsProblem } from '#shared/domain/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { termText } from '#shared/domain/term.ts'
import { takeFolder } from '../cabinet/placing.ts'
import type { Reader } from '../database/database.ts'
import type { PrepareContext, Proof, WriteContext } from '../handler.ts'
import { refused, wrongFields } from '../refusal.ts'
import { proveParties } from '../register/signing.ts'
import { enterRegisterLine } from '../register/store.ts'
import { personById } from '../staff/store.ts'
import { eraseDossiers, searchTrail, type Searched } from './erase.ts'
import { keptOf } from './keeping.ts'
import { dropHeld, known, requireStep } from './known.ts'
import { addDisposalAct, itemsOf, noteBackups, putDestroyed, type Disposal } from './store.ts'

export async function prepareCarryOut(context: PrepareContext, input: Input<'disposal.carryOut'>): Promise<(writing: WriteContext) => Output<'disposal.carryOut'>> {
  requireStep(known(context, input.id), 'destroy')
  const proofs = await proveParties(context, [
    { party: 'keeper', login: context.actor.login, password: input.keeperPassword, drawn: input.keeperDrawn },
    { party: 'witness1', login: input.witness1Login, password: input.witness1Password, drawn: input.witness1Drawn },
    { party: 'witness2', login: input.witness2Login, password: input.witness2Password, drawn: input.witness2Drawn },
  ])
  const searched = await searchTrail(context.db, goingOf(context.db, input.id).map(({ dossierId }) => dossierId))
  return (writing) => carryOut(writing, input, proofs, searched)
}

const goingOf = (db: Reader, id: Id<'disposal'>) => itemsOf(db, id).filter((item) => item.dropped === null && item.appraisal === 'destroy')

const PARTIES = ['keeper', 'witness1', 'witness2'] as const

function carryOut(
  context: WriteContext, input: Input<'disposal.carryOut'>, proofs: ReadonlyMap<string, Proof>, searched: Searched,
): Output<'disposal.carryOut'> {
  const { db, actor, now, note } = context
  const disposal = known(context, input.id)
  requireStep(disposal, 'destroy')
  const proven = PARTIES.flatMap((party) => {
    const proof = proofs.get(party)
    return proof ? [{ party, proof }] : []
  })
  requireHands(disposal, proven.map(({ proof }) => proof.personId))
  const dropped = dropHeld(context, disposal)
  const going = goingOf(db, disposal.id)
  if (going.length === 0) throw refused('disposal.empty', disposal.number)
  const ids = going.map(({ dossierId }) => dossierId)
  const dossiers = describe(context, going)
  for (const { dossierId, number } of going) takeFolder(context, { dossierId, number })
  const { erasureId, entries, digest, files } = eraseDossiers(db, ids, { id: disposal.id, number: disposal.number, at: now }, searched)
  for (const file of files) context.leftOver(file)
  const [keeper, witness1, witness2] = proven.map(({ proof }) => signatory(db, proof.personId))
  if (!keeper || !witness1 || !witness2) throw new Error('three sign')
  const { seq, hash } = enterRegisterLine(
    context,
    {
      kind: 'disposal.destroyed', disposalId: disposal.id, number: disposal.number, dossiers, way: input.way, draftedBy: signatory(db, disposal.draftedBy.id),
      endorsedBy: signatory(db, disposal.endorsedBy?.id ?? null), approvedBy: signatory(db, disposal.approvedBy?.id ?? null), keeper, witness1, witness2,
      erased: { erasureId, entries, digest },
    },
    { keeper: input.keeperDrawn, witness1: input.witness1Drawn, witness2: input.witness2Drawn }, proven.map(({ party, proof }) => proof.signer(party)),
  )
  putDestroyed(db, disposal.id, seq)
  noteBackups(db, erasureId, ids)
  addDisposalAct(db, disposal.id, { at: now, by: actor.id, act: 'destroy', remark: '' })
  note({ disposal: disposal.number, lines: [seq], registerHash: hash, dossiers: dossiers.map(({ number }) => number), said: '', ...dropped.note })
  return { seq, destroyed: going.length, dropped: dropped.count }
}

/** @throws Refusal `invalidInput`: three people, neither witness of whom drafted or approved it. */
function requireHands(disposal: Disposal, [keeper, ...witnesses]: readonly Id<'person'>[]): void {
  if (keeper === undefined) throw new Error('three sign')
  const approvedBy = [disposal.endorsedBy?.id, disposal.approvedBy?.id].filter((id) => id !== undefined)
  const problem = handsProblem({ keeper, witnesses, draftedBy: disposal.draftedBy.id, approvedBy })
  if (!problem) return
  const wrong = witnesses.findIndex((witness) => witness === keeper || witness === disposal.draftedBy.id || approvedBy.includes(witness))
  throw wrongFields({ path: [wrong === 0 ? 'witness1Login' : 'witness2Login'], problem })
}

export function signatory(db: Reader, id: Id<'person'> | null): DisposalContent['keeper'] {
  const person = id === null ? null : personById(db, id)
  if (!person) throw new Error('somebody signs')
  return { personId: person.id, name: person.name, department: person.department.name }
}

function describe({ db, today }: WriteContext, items: ReturnType<typeof itemsOf>): DisposalContent['dossiers'] {
  const kept = keptOf(db, items.map(({ dossierId }) => dossierId), today)
  return items.map(({ dossierId, number, term, expiredOn }) => {
    const of = kept.get(dossierId)
    if (!of) throw new Error('a dossier that is not there')
    return { dossierId, number, firstOn: of.firstOn, lastOn: of.lastOn, records: of.records, pages: of.pages, term: termText(term), expiredOn }
  })
}

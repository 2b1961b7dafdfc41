// The closing note (备考表) and its later remarks, signed into the register (rule C3).
import type { Input, Output } from '#shared/contract/index.ts'
import { permits } from '#shared/domain/role.ts'
import { checkerProblem, goneBy, mixedProblem, remarkProblems } from '#shared/domain/volume.ts'
import type { Signer } from '../chain/chain.ts'
import type { Actor, PrepareContext, WriteContext } from '../handler.ts'
import { refused, wrongFields } from '../refusal.ts'
import { proveParties } from '../register/signing.ts'
import { enterRegisterLine } from '../register/store.ts'
import { actorOf } from '../staff/store.ts'
import { contentsDigest } from './digest.ts'
import { requireStep, wholeVolume } from './known.ts'
import { addRemark, piecesOf, putClosed, type Volume } from './store.ts'

const signatoryOf = ({ id, name, departmentName }: Actor): { personId: Actor['id']; name: string; department: string } => (
  { personId: id, name, department: departmentName }
)

/** The number of a volume that has one. */
function numberOf({ view: { number, title } }: Volume): string {
  if (number === null) throw refused('volume.cannot', title)
  return number
}

export async function prepareClose(context: PrepareContext, input: Input<'volume.close'>): Promise<(writing: WriteContext) => Output<'volume.close'>> {
  requireStep(wholeVolume(context, input.id), 'close')
  const proofs = await proveParties(context, [
    { party: 'binder', login: context.actor.login, password: input.binderPassword, drawn: input.binderDrawn },
    { party: 'checker', login: input.checkerLogin, password: input.checkerPassword, drawn: input.checkerDrawn },
  ])
  const [binder, checker] = [proofs.get('binder'), proofs.get('checker')]
  if (!binder || !checker) throw wrongFields({ path: ['checkerLogin'], problem: 'text.required' })
  const problem = checkerProblem(binder.personId, checker.personId)
  if (problem) throw wrongFields({ path: ['checkerLogin'], problem })
  return (writing) => {
    const looking = actorOf(writing.db, checker.personId, writing.today)
    if (!looking || !permits(looking.roles, 'volume.keep')) throw wrongFields({ path: ['checkerLogin'], problem: 'volume.checkerMayNot' })
    return close(writing, input, looking, [binder.signer('binder'), checker.signer('checker')])
  }
}

function close(context: WriteContext, { id, states, binderDrawn, checkerDrawn }: Input<'volume.close'>, checker: Actor, signing: readonly Signer[]): Output<'volume.close'> {
  const { db, actor, today, note } = context
  const volume = wholeVolume(context, id)
  requireStep(volume, 'close')
  const number = numberOf(volume)
  const pieces = piecesOf(db, actor, id)
  // A level may have risen since it was put together.
  const mixed = mixedProblem(pieces)
  if (mixed) throw refused(mixed)
  // Who looks it over sees all of it.
  if (piecesOf(db, checker, id).some(({ known }) => !known)) throw wrongFields({ path: ['checkerLogin'], problem: 'volume.checkerMayNot' })
  const { title, classCode, className, year, term } = volume.view
  const { seq, hash } = enterRegisterLine(context, {
    kind: 'volume.closed', volumeId: id, number, title, classCode, className, year, term, pieces: pieces.length,
    pages: pieces.reduce((sum, piece) => sum + piece.pages, 0), contentsHash: contentsDigest(pieces), states,
    binder: signatoryOf(actor), checker: signatoryOf(checker),
  }, { binder: binderDrawn, checker: checkerDrawn }, signing)
  putClosed(db, id, seq, today)
  note({ volume: id, number, lines: [seq], registerHash: hash, closedOn: today, digest: contentsDigest(pieces), checker: checker.id })
  return { seq }
}

export async function prepareRemark(context: PrepareContext, input: Input<'volume.remark'>): Promise<(writing: WriteContext) => Output<'volume.remark'>> {
  requireStep(wholeVolume(context, input.id), 'remark')
  const keeper = await context.prove(context.actor.login, input.password, 'password')
  return (writing) => remark(writing, input, keeper.signer('keeper'))
}

function remark(context: WriteContext, { id, kind, position, text }: Input<'volume.remark'>, signer: Signer): Output<'volume.remark'> {
  const { db, actor, today, note } = context
  const volume = wholeVolume(context, id)
  requireStep(volume, 'remark')
  const number = numberOf(volume)
  const problems = remarkProblems({ kind, position, text }, piecesOf(db, actor, id))
  if (problems.length > 0) throw wrongFields(...problems.map(({ field, problem }) => ({ path: [field], problem })))
  const { seq, hash } = enterRegisterLine(context, {
    kind: 'volume.remarked', volumeId: id, number, what: kind, position, text, by: signatoryOf(actor),
  }, {}, [signer])
  addRemark(db, id, { seq, kind, position, text, by: actor.id, on: today }, goneBy(kind))
  note({ volume: id, number, lines: [seq], registerHash: hash, what: kind, position, text })
  return { seq }
}

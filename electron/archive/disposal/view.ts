// A destruction list as whoever looks is shown it (rules R2, S1, S3).
import type { DisposalDetail, DisposalItem, DisposalView } from '#shared/contract/disposal.ts'
import type { DisposalContent } from '#shared/contract/register.ts'
import { DISPOSAL_STEPS, disposalApprovalProblem } from '#shared/domain/disposal.ts'
import { permits } from '#shared/domain/role.ts'
import { setting } from '../desk/store.ts'
import type { Actor, ReadContext } from '../handler.ts'
import { registerLines, type RegisterLine } from '../register/store.ts'
import { keptOf } from './keeping.ts'
import { actsOf, backupsOf, erasureOfLine, itemsOf, knownAmong, termView, type Disposal } from './store.ts'

function mayApprove(actor: Actor, { state, draftedBy, endorsedBy }: Disposal): boolean {
  if (state !== 'submitted' && state !== 'endorsed') return false
  return disposalApprovalProblem(state === 'submitted' ? 'endorse' : 'approve', actor, { draftedBy: draftedBy.id, endorsedBy: endorsedBy?.id ?? null }) === null
}

export function viewOf(actor: Actor, disposal: Disposal): DisposalView {
  const { registerSeq: _seq, ...shown } = disposal
  return { ...shown, waitsForMe: mayApprove(actor, disposal) }
}

export function detailOf(context: ReadContext, disposal: Disposal): DisposalDetail {
  const { db, actor, today } = context
  const line = disposal.registerSeq === null ? undefined : registerLines(db, [disposal.registerSeq]).get(disposal.registerSeq)
  const content = line?.content.kind === 'disposal.destroyed' ? line.content : null
  const items = itemsOf(db, disposal.id)
  const knows = knownAmong(db, actor, items.map(({ dossierId }) => dossierId))
  const kept = keptOf(db, items.map(({ dossierId }) => dossierId), today)
  const destroyed = new Map(content?.dossiers.map((each) => [Number(each.dossierId), each]))
  const steps = DISPOSAL_STEPS[disposal.state]
  const drafts = permits(actor.roles, 'disposal.draft')
  const approves = mayApprove(actor, disposal)
  return {
    ...viewOf(actor, disposal),
    storeName: setting(db, 'storeName') ?? '',
    items: items.filter(({ dossierId }) => knows.has(dossierId)).map((item): DisposalItem => {
      const of = kept.get(item.dossierId)
      const was = destroyed.get(item.dossierId)
      return {
        position: item.position, dossierId: item.dossierId, number: item.number, appraisal: item.appraisal, years: item.years, words: item.words,
        term: termView(item.term), expiredOn: item.expiredOn, dropped: item.dropped, destroyed: item.destroyed,
        vin: of?.vin ?? '', plate: of?.plate ?? null, model: of?.model ?? '', ownerName: of?.ownerName ?? '',
        firstOn: was?.firstOn ?? of?.firstOn ?? null, lastOn: was?.lastOn ?? of?.lastOn ?? null, records: was?.records ?? of?.records ?? 0,
        pages: was?.pages ?? of?.pages ?? 0,
      }
    }),
    hidden: items.filter(({ dossierId }) => !knows.has(dossierId)).length,
    acts: actsOf(db, disposal.id),
    done: line && content ? doneOf(context, line, content) : null,
    may: {
      appraise: drafts && steps.appraise !== undefined, submit: drafts && steps.submit !== undefined, approve: approves, decline: approves,
      withdraw: drafts && steps.withdraw !== undefined, carryOut: permits(actor.roles, 'disposal.carryOut') && steps.destroy !== undefined,
    },
  }
}

function doneOf(
  { db, today }: ReadContext, { seq, at, hash, drawn }: RegisterLine, { way, keeper, witness1, witness2, erased }: DisposalContent,
): NonNullable<DisposalDetail['done']> {
  const hand = (party: string, { name, department }: DisposalContent['keeper']) => (
    { name, department, drawn: { strokes: (drawn[party]?.strokes ?? []).map((stroke) => [...stroke]) } }
  )
  const erasure = erasureOfLine(db, seq)
  return {
    seq, at, hash, way, keeper: hand('keeper', keeper), witnesses: [hand('witness1', witness1), hand('witness2', witness2)],
    entries: erased.entries, sweptAt: erasure?.sweptAt ?? null, backups: erasure ? backupsOf(db, erasure.id, today) : [],
  }
}

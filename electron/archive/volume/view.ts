// A volume as it is shown: what of its contents may be known, its closing note as it was signed, later remarks, what may be done now (rules C3, S1).
import type { ClosingNoteView, VolumeDetail } from '#shared/contract/volume.ts'
import { permits } from '#shared/domain/role.ts'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { VOLUME_ACTS, VOLUME_STEPS } from '#shared/domain/volume.ts'
import type { Reader } from '../database/database.ts'
import type { ReadContext } from '../handler.ts'
import { registerLines } from '../register/store.ts'
import { piecesOf, remarksOf, type Volume } from './store.ts'

export function volumeDetail({ db, actor }: ReadContext, { view, closedSeq, proposedBy, proposedAt }: Volume): VolumeDetail {
  const all = piecesOf(db, actor, view.id)
  const known = all.filter((piece) => piece.known)
  const whole = known.length === all.length
  return {
    ...view,
    contents: known.map(({ known: _known, paperId: _paper, ...piece }) => ({ ...piece, source: view.source })),
    note: closedSeq === null ? null : noteOf(db, closedSeq, whole ? null : { pieces: view.pieces, pages: view.pages }),
    remarks: remarksOf(db, view.id, whole ? null : new Set(known.map(({ position }) => position))),
    proposedBy, proposedAt, whole,
    may: whole && permits(actor.roles, 'volume.keep') ? VOLUME_ACTS.filter((act) => VOLUME_STEPS[view.state][act] !== undefined) : [],
  }
}

const NOTHING_DRAWN: DrawnSignature = { strokes: [] }
const NOTHING_SAID: ClosingNoteView['states'] = { missing: '', altered: '', added: '', movedOut: '', destroyed: '' }

/** `counts`: to whoever may not know all of it, their own; nor what was said of its state, which may be of papers they may not know. */
function noteOf(db: Reader, seq: number, counts: { pieces: number; pages: number } | null): ClosingNoteView | null {
  const line = registerLines(db, [seq]).get(seq)
  if (line?.content.kind !== 'volume.closed') return null
  const { content, drawn, at, on, hash } = line
  const hand = (party: 'binder' | 'checker'): ClosingNoteView['binder'] => {
    const { strokes } = drawn[party] ?? NOTHING_DRAWN
    return { name: content[party].name, department: content[party].department, drawn: { strokes: strokes.map((stroke) => [...stroke]) } }
  }
  return {
    seq, at, on, hash, pieces: counts?.pieces ?? content.pieces, pages: counts?.pages ?? content.pages,
    states: counts === null ? content.states : NOTHING_SAID, binder: hand('binder'), checker: hand('checker'),
  }
}

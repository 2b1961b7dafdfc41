// Proposing, numbering, ordering, placing and taking apart volumes (rules C2, C4, C5).
import type { Input, Output } from '#shared/contract/index.ts'
import type { SchemeClassView } from '#shared/contract/volume.ts'
import { formatArchiveNumber, seriesOf } from '#shared/domain/archive-number.ts'
import type { Id } from '#shared/domain/id.ts'
import { cutVolumes, mixedProblem, orderInside, yearProblem } from '#shared/domain/volume.ts'
import { slotNamed } from '../cabinet/placing.ts'
import { countUp, setting } from '../desk/store.ts'
import { isNumberTaken } from '../dossier/store.ts'
import type { ReadContext, WriteContext } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { contentsDigest } from './digest.ts'
import { requireStep, wholeVolume } from './known.ts'
import { schemeClass, volumeSetting } from './scheme.ts'
import {
  addVolume, clearPieces, isVolumeNumberTaken, lentRecord, piecesOf, putNumber, putPieces, putSlot, putTitle, setVolumeState, type Piece, type StoredPiece, type Volume,
} from './store.ts'
import { unboundOf, type Unbound } from './unbound.ts'

/** @throws Refusal `notFound`. */
function classOf({ db }: ReadContext, id: Id<'volumeClass'>): SchemeClassView {
  const found = schemeClass(db, id)
  if (!found) throw notFound('class')
  return found
}

/** The classes whose papers are bound now. */
export const isBinding = ({ binds, closed }: SchemeClassView): boolean => binds && !closed

export function propose(context: WriteContext, { classId, year }: Input<'volume.propose'>): Output<'volume.propose'> {
  const { db, actor, today, now, note } = context
  const of = classOf(context, classId)
  if (!isBinding(of)) throw refused('volume.classTakesNone', of.code)
  const early = yearProblem(year, today)
  if (early) throw refused(early, String(year))
  const { pageLimit, draftFirst } = volumeSetting(db)
  const pieces = unboundOf(db, actor, of, year)
  if (pieces.length === 0) throw refused('volume.nothingToBind', of.name)
  const volumes = cutVolumes(pieces, pageLimit, { draftFirst })
  const title = `${year}年${of.name}`
  const made = volumes.map((papers, index) => {
    const titled = volumes.length === 1 ? title : `${title}（${index + 1}）`
    const id = addVolume(db, { classId, year, term: of.term, title: titled, by: actor.id, at: now })
    const stored = papers.map(storedOf)
    putPieces(db, id, stored)
    return { id, title: titled, digest: contentsDigest(stored) }
  })
  note({
    classId, year, term: of.term, volumes: made.map(({ id }) => id), titles: made.map((each) => each.title), digests: made.map(({ digest }) => digest),
  })
  return { volumes: made.length, pieces: pieces.length, pages: pieces.reduce((sum, piece) => sum + piece.pages, 0) }
}

const storedOf = ({ key, recordId, paperId, documentNumber, responsible, subject, kind, onDate, pages }: Unbound): StoredPiece => (
  { key, recordId, paperId, documentNumber, responsible, subject, kind, onDate, pages, remark: '' }
)

export function accept(context: WriteContext, { ids }: Input<'volume.accept'>): Output<'volume.accept'> {
  const { db, note } = context
  const wanted = [...new Set(ids)].toSorted((one, other) => one - other)
  const numbers = wanted.map((id) => {
    const volume = wholeVolume(context, id)
    requireStep(volume, 'accept')
    // From here on the papers are taken out of their folders: one that was lent since it was proposed is not there.
    const lent = lentRecord(db, id)
    if (lent !== null) throw refused('volume.lent', lent)
    const number = nextNumber(context, volume)
    putNumber(db, id, number)
    return number
  })
  note({ volumes: wanted, numbers })
  return { numbers }
}

/** The next number of its series. One that an earlier pattern gave already, or that a dossier has, is passed over (C5). */
function nextNumber({ db }: WriteContext, { view: { classCode, year, term } }: Volume): string {
  const { pattern } = volumeSetting(db)
  const parts = { store: setting(db, 'storeCode') ?? '', class: classCode, year: String(year), term }
  const series = `volume/${seriesOf(pattern, parts)}`
  for (;;) {
    const number = formatArchiveNumber(pattern, { ...parts, number: countUp(db, series) })
    if (!isVolumeNumberTaken(db, number) && !isNumberTaken(db, number)) return number
  }
}

export function dissolve(context: WriteContext, { ids, remark }: Input<'volume.dissolve'>): Output<'volume.dissolve'> {
  const { db, note } = context
  const wanted = [...new Set(ids)]
  for (const id of wanted) {
    const volume = wholeVolume(context, id)
    const state = requireStep(volume, 'dissolve')
    // One that has its number is taken apart for a reason: the number is gone.
    if (volume.view.number !== null && remark === '') throw wrongFields({ path: ['remark'], problem: 'text.required' })
    clearPieces(db, id)
    setVolumeState(db, id, state)
  }
  note({ volumes: wanted, remark })
  return {}
}

export function order(context: WriteContext, { id, title, pieces }: Input<'volume.order'>): Output<'volume.order'> {
  const { db, actor, note } = context
  const volume = wholeVolume(context, id)
  requireStep(volume, 'order')
  // Taken out to the last, it is to be taken apart.
  if (pieces.length === 0) throw refused('volume.empty', volume.view.number ?? undefined)
  const present = new Map<string, Piece | Unbound>(candidatesOf(context, volume).map((each) => [each.key, each]))
  for (const piece of piecesOf(db, actor, id)) present.set(piece.key, piece)
  if (new Set(pieces.map(({ key }) => key)).size !== pieces.length) throw wrongFields({ path: ['pieces'], problem: 'volume.pieceTwice' })
  const ordered = pieces.map(({ key, pages, remark }, index) => {
    const piece = present.get(key)
    if (!piece) throw wrongFields({ path: ['pieces', index], problem: 'volume.noSuchPiece' })
    return { piece, stored: { ...storedOf({ ...piece, paperId: piece.paperId }), pages, remark } }
  })
  const mixed = mixedProblem(ordered.map(({ piece }) => piece))
  if (mixed) throw refused(mixed)
  const stored = ordered.map((each) => each.stored)
  putPieces(db, id, stored)
  putTitle(db, id, title)
  note({ volume: id, title, digest: contentsDigest(stored) })
  return {}
}

/** What is unbound of a volume's class and year, in the order inside. */
export function candidatesOf({ db, actor }: ReadContext, { view: { classId, year } }: Volume): Unbound[] {
  const of = schemeClass(db, classId)
  return of ? orderInside(unboundOf(db, actor, of, year), volumeSetting(db)) : []
}

export function place(context: WriteContext, { id, slot: text }: Input<'volume.place'>): Output<'volume.place'> {
  const { db, note } = context
  const volume = wholeVolume(context, id)
  requireStep(volume, 'place')
  const slot = text === null || text === '' ? null : slotNamed(context, text)
  putSlot(db, id, slot?.id ?? null)
  note({ volume: id, slotId: slot?.id ?? null, slot: slot?.label ?? null })
  return { slot: slot?.label ?? null }
}

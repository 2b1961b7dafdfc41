// The order of a volume while it is being made: pieces moved, taken out, put in, their pages counted (rule C4).
import type { RawInput } from '#shared/contract/index.ts'
import type { CandidateView, PieceView, VolumeDetail } from '#shared/contract/volume.ts'
import { orderInside } from '#shared/domain/volume.ts'

/** A piece as it is being ordered; its pages may not be counted yet. */
export type Ordering = Omit<CandidateView, 'pages'> & { pages: number | null; remark: string }

export const orderingOf = ({ position: _position, fromPage: _from, toPage: _to, gone: _gone, ...piece }: PieceView): Ordering => piece

/** With the piece at `from` put where `to` is; the same where there is nothing to move. */
export function moved(pieces: readonly Ordering[], from: number, to: number): readonly Ordering[] {
  const piece = pieces[from]
  return piece === undefined || from === to || to < 0 || to >= pieces.length ? pieces : pieces.toSpliced(from, 1).toSpliced(to, 0, piece)
}

/** By the rules; the setting is the store's. */
export const byRules = (pieces: readonly Ordering[], draftFirst: boolean): readonly Ordering[] => orderInside(pieces, { draftFirst })

type Saved = { title: string; contents: readonly Pick<Ordering, 'key' | 'pages' | 'remark'>[] }

/** What has changed since it was saved. */
export function isChanged(volume: Saved, title: string, pieces: readonly Ordering[]): boolean {
  const said = (each: readonly Pick<Ordering, 'key' | 'pages' | 'remark'>[]): string => JSON.stringify(each.map(({ key, pages, remark }) => [key, pages, remark]))
  return title !== volume.title || said(pieces) !== said(volume.contents)
}

export const toOrder = (id: VolumeDetail['id'], title: string, pieces: readonly Ordering[]): RawInput<'volume.order'> => (
  { id, title, pieces: pieces.map(({ key, pages, remark }) => ({ key, pages: pages ?? 0, remark })) }
)

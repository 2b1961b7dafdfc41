// What audit entries and closing notes commit to of volumes and general documents: their rows, hashed as they stand.
import { createHash } from 'node:crypto'
import type { GeneralPaperView } from '#shared/contract/general-paper.ts'
import type { StoredPiece } from './store.ts'

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** The contents list, in order; what became of a piece after closing is in the remarks. */
export const contentsDigest = (pieces: readonly StoredPiece[]): string => digestOf(pieces.map((piece) => [
  piece.key, piece.recordId, piece.paperId, piece.documentNumber, piece.responsible, piece.subject, piece.kind ?? '', piece.onDate, piece.pages, piece.remark,
]))

export type PaperRow = Pick<GeneralPaperView, 'title' | 'onDate' | 'documentNumber' | 'responsible' | 'pages' | 'part' | 'withId' | 'level'> & { classId: number }

export const paperDigest = (paper: PaperRow): string => digestOf([
  paper.classId, paper.title, paper.onDate, paper.documentNumber, paper.responsible, paper.pages, paper.part, paper.withId, paper.level,
])

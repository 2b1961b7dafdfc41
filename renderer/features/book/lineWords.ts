// What a line of the sign-in book says, told apart from how it looks (rules H3, H5, H7).
import type { TFunction } from 'i18next'
import type { BookLineView } from '#shared/contract/handover.ts'
import { isSubjectNumber } from '#shared/domain/subject.ts'

/** Papers received by this line, and how many of those looked at were due. */
export function paperCount(line: BookLineView): { received: number; due: number } {
  return {
    received: line.papers.filter((paper) => paper.presence === 'present').length,
    due: line.papers.filter((paper) => paper.presence !== 'notApplicable').length,
  }
}

/** The papers that changed hands by this line, as they were found. */
export function papersBrought(line: BookLineView): BookLineView['papers'] {
  return line.papers.filter((paper) => line.changed.includes(paper.code))
}

/** A correction is not struck through in turn, nor a line that already is (H5). */
export function mayBeStruck(line: BookLineView): boolean {
  return line.kind !== 'strike' && line.struckBy === null
}

/** By what its content was erased (R4): a destruction list, or a person's request. */
export const erasedText = (t: TFunction, number: string): string => t(isSubjectNumber(number) ? 'book.line.erasedForPerson' : 'book.line.erased', { number })

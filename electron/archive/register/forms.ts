// What is particular to each kind of line of the register of signed acts: by which method it is entered, who signs it, what it is about.
// A new kind is a content schema (shared/contract/register.ts), its method, and its part of the two tables here.
import type { MethodName } from '#shared/contract/index.ts'
import type { LoanBackContent, LoanOutContent, RegisterContent, VolumeClosedContent, VolumeRemarkedContent } from '#shared/contract/register.ts'
import type { RegisterKind } from '#shared/domain/register.ts'

/** The columns of `register_line` that name what a line is about. */
export const REGISTER_SUBJECTS = ['loan_id', 'volume_id', 'erasure_id'] as const
export type RegisterSubject = (typeof REGISTER_SUBJECTS)[number]

export type RegisterFacts = {
  method: MethodName
  /** Who entered it. */
  enteredBy: number
  /** Who must have signed it with their key, by party; whoever signs by hand alone is not among them. */
  signedBy: ReadonlyMap<string, number>
  subject: RegisterSubject
  subjectId: number
  /** As the audit entry names it. */
  number: string
}

/** All who may have to sign a line of each kind: asked of one that cannot be read, so that it cannot pass as one that needs fewer. */
export const REGISTER_PARTIES: Record<RegisterKind, readonly string[]> = {
  'loan.out': ['keeper', 'borrower'],
  'loan.back': ['keeper', 'borrower'],
  'volume.closed': ['binder', 'checker'],
  'volume.remarked': ['keeper'],
  'disposal.destroyed': ['keeper', 'witness1', 'witness2'],
  'subject.erased': ['keeper'],
}

export function registerFacts(content: RegisterContent): RegisterFacts {
  switch (content.kind) {
    case 'loan.out':
      // An outsider has no key.
      return ofLoan(content, 'loan.handOut', content.borrower.kind === 'colleague' ? content.borrower.personId : null)
    case 'loan.back':
      return ofLoan(content, 'loan.giveBack', content.bringer?.personId ?? null)
    case 'volume.closed':
      return ofVolume(content, 'volume.close', content.binder.personId, new Map([['binder', content.binder.personId], ['checker', content.checker.personId]]))
    case 'volume.remarked':
      return ofVolume(content, 'volume.remark', content.by.personId, new Map([['keeper', content.by.personId]]))
    case 'disposal.destroyed': {
      const { keeper, witness1, witness2, erased, number } = content
      return {
        method: 'disposal.carryOut', enteredBy: keeper.personId, subject: 'erasure_id', subjectId: erased.erasureId, number,
        signedBy: new Map([['keeper', keeper.personId], ['witness1', witness1.personId], ['witness2', witness2.personId]]),
      }
    }
    case 'subject.erased': {
      const { keeper, erased, number } = content
      return {
        method: 'subject.carryOut', enteredBy: keeper.personId, subject: 'erasure_id', subjectId: erased.erasureId, number,
        signedBy: new Map([['keeper', keeper.personId]]),
      }
    }
  }
}

function ofVolume(
  { volumeId, number }: VolumeClosedContent | VolumeRemarkedContent, method: MethodName, enteredBy: number, signedBy: ReadonlyMap<string, number>,
): RegisterFacts {
  return { method, enteredBy, signedBy, subject: 'volume_id', subjectId: volumeId, number }
}

function ofLoan({ keeper, loanId, loanNumber }: LoanOutContent | LoanBackContent, method: MethodName, borrower: number | null): RegisterFacts {
  const signedBy = new Map<string, number>([['keeper', keeper.personId]])
  if (borrower !== null) signedBy.set('borrower', borrower)
  return { method, enteredBy: keeper.personId, signedBy, subject: 'loan_id', subjectId: loanId, number: loanNumber }
}

// The one error a service throws on purpose; dispatch turns it into the envelope's error.
import type { ErrorCode, ErrorDetails, FieldProblem } from '#shared/contract/envelope.ts'

export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}

/** A rule forbids it; `problem` is its key in the catalogues. */
export function refused(problem: string, subject?: string): Refusal {
  return new Refusal('refused', problem, subject === undefined ? { problem } : { problem, subject })
}

/** Fields that only the archive can judge, reported as a schema would report them. */
export function wrongFields(...fields: FieldProblem[]): Refusal {
  return new Refusal('invalidInput', fields.map((field) => `${field.path.join('.')}: ${field.problem}`).join('; '), { fields })
}

/** What was done needs its reason. @throws Refusal. */
export function requireReason(remark: string, field = 'remark'): void {
  if (remark === '') throw wrongFields({ path: [field], problem: 'text.required' })
}

export function notFound(what: string): Refusal {
  return new Refusal('notFound', `no such ${what}`)
}

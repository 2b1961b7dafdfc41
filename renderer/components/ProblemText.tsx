// Puts problems and errors into the user's language: what happened, and what to do about it.
import { useTranslation } from 'react-i18next'
import type { CallError } from '#shared/contract/envelope.ts'
import { isProblemCode } from '#shared/words/problem.ts'
import { i18n } from '../i18n/index.ts'

/** The sentence for a problem code of `shared/` or the engine; a general one for a code the catalogue does not have. */
export function problemText(code: string, subject = ''): string {
  return i18n.t(`problem.${isProblemCode(code) ? code : 'value.invalid'}`, { subject })
}

/** `what` happened and what to `do`, in the user's language. */
export function explain(error: CallError): { what: string; advice: string } {
  const { problem, subject } = error.details
  return {
    what: problem === undefined ? i18n.t(`error.${error.code}.what`) : problemText(problem, subject),
    advice: i18n.t(`error.${error.code}.advice`),
  }
}

/** A problem's sentence that follows a change of language. */
export function ProblemText({ code, subject = '' }: { code: string; subject?: string }) {
  useTranslation()
  return <>{problemText(code, subject)}</>
}

// Problems and fields of a list in the user's language, for the file of wrong lines.
import { IMPORT_FIELDS, LINE_PROBLEMS } from '#shared/domain/import.ts'
import type { TFunction } from 'i18next'
import { problemText } from '../../components/ProblemText.tsx'

export function mendWords(t: TFunction): Record<string, string> {
  return Object.fromEntries([
    ...LINE_PROBLEMS.map((problem) => [problem, problemText(problem)] as const),
    ...IMPORT_FIELDS.map((field) => [`field.${field}`, t(`imports.field.${field}`)] as const),
  ])
}

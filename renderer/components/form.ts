// Forms and the contract: the same schema judges a field while it is typed and in the engine, with the same words. A field keeps
// problems by their codes; they are put into words where they are drawn, in the language of that moment.
import type { FormInstance, FormRule } from 'antd'
import { createElement, type ReactElement, type ReactNode } from 'react'
import type { z } from 'zod'
import type { CallError } from '#shared/contract/envelope.ts'
import { ProblemText } from './ProblemText.tsx'

type Path = readonly (string | number)[]

/** A problem as a field keeps it. */
export function fieldProblem(code: string): ReactElement {
  return createElement(ProblemText, { code })
}

type FieldOf<Form extends FormInstance> = Parameters<Form['setFields']>[0][number]

// antd draws any node at a field, though the type of `setFields` says text alone. Method syntax on purpose: it lets a form pass as this.
type DrawingForm = { setFields(fields: (Omit<FieldOf<FormInstance>, 'errors'> & { errors?: ReactNode[] })[]): void }

/** Shows problems at fields, instead of what stood there; with `value`, puts that in first. */
export function showProblems(form: DrawingForm, fields: readonly { name: Path; problem: string; value?: unknown }[]): void {
  form.setFields(fields.map(({ problem, name, ...rest }) => ({ ...rest, name: [...name], errors: [fieldProblem(problem)] })))
}

/** A rule that a problem's code, or null, decides. */
export function problemRule(problem: (value: unknown) => string | null): FormRule {
  return {
    validator: (_rule, value: unknown) => {
      const code = problem(value)
      return code === null ? Promise.resolve() : Promise.reject(fieldProblem(code))
    },
  }
}

/** An antd rule that asks a schema of the contract; an empty field is judged as ''. */
export function schemaRule(schema: z.ZodType): FormRule {
  return problemRule((value) => {
    const judged = schema.safeParse(value ?? '')
    const first = judged.success ? undefined : judged.error.issues[0]
    if (first === undefined) return null
    // A choice not made yet does not even have the right type.
    return first.code !== 'custom' && (value === undefined || value === null) ? 'text.required' : first.message
  })
}

/**
 * Shows each field problem of a refusal at its field and goes to the first. `prefix`: where in the call's input the form's
 * values lie, when they are not the whole of it. True when every problem found its place, so that nothing else need be said.
 */
export function applyFieldProblems(form: FormInstance, error: CallError, prefix: Path = []): boolean {
  const fields = error.details.fields ?? []
  const inside = fields.filter(({ path }) => prefix.every((part, at) => path[at] === part))
  const placed = inside.map(({ path, problem }) => ({ name: path.slice(prefix.length), problem }))
  showProblems(form, placed)
  const first = placed[0]
  if (first !== undefined) form.scrollToField(first.name, { focus: true, block: 'center' })
  return fields.length > 0 && placed.length === fields.length
}

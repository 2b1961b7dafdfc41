// Forms and the contract: the same schema judges a field while it is typed and in the engine, with the same words.
import type { FormInstance, FormRule } from 'antd'
import type { z } from 'zod'
import type { CallError } from '#shared/contract/envelope.ts'
import { problemText } from './ProblemText.tsx'

type Path = readonly (string | number)[]

/** An antd rule that asks a schema of the contract; an empty field is judged as ''. */
export function schemaRule(schema: z.ZodType): FormRule {
  return {
    validator: (_rule, value: unknown) => {
      const judged = schema.safeParse(value ?? '')
      const first = judged.success ? undefined : judged.error.issues[0]
      if (first === undefined) return Promise.resolve()
      // A choice not made yet does not even have the right type.
      const problem = first.code !== 'custom' && (value === undefined || value === null) ? 'text.required' : first.message
      return Promise.reject(new Error(problemText(problem)))
    },
  }
}

/**
 * Shows each field problem of a refusal at its field and goes to the first. `prefix`: where in the call's input the form's
 * values lie, when they are not the whole of it. True when every problem found its place, so that nothing else need be said.
 */
export function applyFieldProblems(form: FormInstance, error: CallError, prefix: Path = []): boolean {
  const fields = error.details.fields ?? []
  const inside = fields.filter(({ path }) => prefix.every((part, at) => path[at] === part))
  const placed = inside.map(({ path, problem }) => ({ name: path.slice(prefix.length), errors: [problemText(problem)] }))
  form.setFields(placed)
  const first = placed[0]
  if (first !== undefined) form.scrollToField(first.name, { focus: true, block: 'center' })
  return fields.length > 0 && placed.length === fields.length
}

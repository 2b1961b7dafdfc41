// An act that asks for a reason and nothing else. What was typed is kept for its author, as half-filled forms are (rule A1).
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useAct } from '../app/answer.ts'
import { useKeptText } from '../app/keptText.ts'
import { applyFieldProblems, problemRule, schemaRule } from './form.ts'
import { FormDialog } from './FormDialog.tsx'

type ReasonDialogProps = {
  /** Tells the act from others. */
  name: string
  /** Tells what is acted on from others of its kind: what was typed is kept for both together. */
  about: string | number
  title: string
  submit: string
  danger?: boolean
  label: string
  /** By which the call names it, so that a refusal is shown at it. */
  field?: 'reason' | 'remark'
  /** What the call takes. */
  schema: z.ZodType
  longest: number
  optional?: boolean
  /** Does it; throws what the engine refused. */
  onReason: (reason: string) => Promise<void>
  onCancel: () => void
  children?: ReactNode
  /** Reasons to choose from. */
  renderUsual?: (choose: (reason: string) => void) => ReactNode
}

type Values = { reason?: string; remark?: string }

const said = problemRule((value) => (typeof value === 'string' && value.trim() !== '' ? null : 'text.required'))

/** Longer ones are written in several lines. */
const ONE_LINE = 200

export function ReasonDialog(props: ReasonDialogProps) {
  const {
    name, about, title, submit, danger = false, label, field = 'reason', schema, longest, optional = false, onReason, onCancel, children, renderUsual,
  } = props
  const [form] = Form.useForm<Values>()
  const text = Form.useWatch(field, form) ?? ''
  const put = (reason: string): void => form.setFieldValue(field, reason)
  const kept = useKeptText('reason', `${name}/${about}`, text, put)
  const act = useAct(async (values: Values) => {
    await onReason(values[field] ?? '')
    await kept.drop()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name={name} title={title} submit={submit} danger={danger} form={form} initialValues={{ [field]: '' }} act={act} onCancel={onCancel}
    >
      {children}
      <Form.Item name={field} label={label} required={!optional} rules={[schemaRule(schema), ...(optional ? [] : [said])]}>
        {longest > ONE_LINE ? <Input.TextArea maxLength={longest} autoSize={{ minRows: 2, maxRows: 8 }} /> : <Input maxLength={longest} autoComplete="off" />}
      </Form.Item>
      {renderUsual?.(put)}
    </FormDialog>
  )
}

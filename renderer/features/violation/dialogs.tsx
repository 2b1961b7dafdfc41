// Objecting and appealing, adjusting a closed month, entering by hand (rules V7, V9, L4).
import { Form, Input, InputNumber, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { note } from '#shared/contract/field.ts'
import type { ViolationView } from '#shared/contract/violation.ts'
import { toId } from '#shared/domain/id.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { ColleagueSelect } from '../../components/ColleagueSelect.tsx'
import { DayPicker } from '../../components/DayPicker.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { call } from '../../api.ts'
import { fenOf } from './yuan.ts'

type DialogProps = { violation: ViolationView; onClose: () => void; onDone: (said: string) => void }

export function ContestDialog({ violation: { id, number }, what, onClose, onDone }: DialogProps & { what: 'object' | 'appeal' }) {
  const { t } = useTranslation()
  return (
    <ReasonDialog
      name={`violation-${what}`} about={id} title={t(what === 'object' ? 'violation.object.title' : 'violation.object.appealTitle', { number })}
      submit={t('violation.object.submit')} label={t('violation.object.remark')} field="remark" schema={note(1000)} longest={1000}
      onReason={async (remark) => {
        await call(`violation.${what}`, { id, remark })
        onDone(t('violation.object.done'))
      }}
      onCancel={onClose}
    />
  )
}

const amountRule = problemRule((value) => (typeof value === 'string' && fenOf(value) !== null ? null : 'amount.form'))

type Adjusting = { amount: string; remark: string }

export function AdjustDialog({ violation: { id, number }, onClose, onDone }: DialogProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Adjusting>()
  const act = useAct(async ({ amount, remark }: Adjusting) => {
    const adjusted = await call('violation.adjust', { id, amount: fenOf(amount) ?? 0, remark })
    onDone(t('violation.adjust.done', { number: adjusted.number }))
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Adjusting>
      name="violation-adjust"
      title={t('violation.adjust.title', { number })}
      submit={t('violation.adjust.submit')}
      form={form}
      initialValues={{ amount: '', remark: '' }}
      act={act}
      onCancel={onClose}
    >
      <p className="faint">{t('violation.adjust.intro')}</p>
      <Form.Item name="amount" label={t('violation.adjust.amount')} rules={[amountRule]}><Input /></Form.Item>
      <Form.Item name="remark" label={t('violation.adjust.remark')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>
    </FormDialog>
  )
}

type Entering = { rule: 'V7' | 'L4'; personId: number; on: string; pieces: number; remark: string }

type EnterDialogProps = {
  /** What is said of it to begin with, where it comes from elsewhere. */
  remark?: string
  onClose: () => void
  onDone: (said: string) => void
}

export function EnterDialog({ remark = '', onClose, onDone }: EnterDialogProps) {
  const { t } = useTranslation()
  const today = useToday()
  const [form] = Form.useForm<Entering>()
  const colleagues = useAnswer('staff.colleagues', {})
  const rule = Form.useWatch('rule', form)
  const act = useAct(async (values: Entering) => {
    const { number } = await call('violation.enter', { ...values, pieces: values.pieces ?? 1, personId: toId<'person'>(values.personId), recordId: null })
    onDone(t('violation.enter.done', { number }))
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Entering>
      name="violation-enter"
      title={t('violation.enter.title')}
      submit={t('violation.enter.submit')}
      form={form}
      initialValues={{ rule: 'V7', on: today, pieces: 1, remark }}
      act={act}
      onCancel={onClose}
    >
      <ErrorNote error={colleagues.error} />
      <Form.Item name="rule" label={t('violation.enter.rule')}>
        <Segmented options={(['V7', 'L4'] as const).map((each) => ({ value: each, label: `${each} ${t(`violation.rule.${each}`)}` }))} />
      </Form.Item>
      <Form.Item name="personId" label={t('violation.enter.person')} rules={[{ required: true, message: t('problem.text.required') }]}>
        <ColleagueSelect people={colleagues.value ?? []} />
      </Form.Item>
      <div className="field-grid">
        <Form.Item name="on" label={t('violation.enter.on')}><DayPicker latest={today} /></Form.Item>
        {rule !== 'L4' && <Form.Item name="pieces" label={t('violation.enter.pieces')}><InputNumber min={1} max={999} precision={0} /></Form.Item>}
      </div>
      <Form.Item name="remark" label={t('violation.enter.remark')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>
    </FormDialog>
  )
}

// Objecting and appealing, adjusting a closed month, entering by hand (rules V7, V9, L4).
import { App, Form, Input, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ViolationView } from '#shared/contract/violation.ts'
import { toId } from '#shared/domain/id.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { call } from '../../api.ts'
import { fenOf } from './yuan.ts'

type DialogProps = { violation: ViolationView; onClose: () => void; onDone: (said: string) => void }

export function ContestDialog({ violation: { id, number }, what, onClose, onDone }: DialogProps & { what: 'object' | 'appeal' }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ remark: string }>()
  const act = useAct(async ({ remark }: { remark: string }) => {
    await call(`violation.${what}`, { id, remark })
    onDone(t('violation.object.done'))
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<{ remark: string }>
      name="violation-contest"
      title={t(what === 'object' ? 'violation.object.title' : 'violation.object.appealTitle', { number })}
      submit={t('violation.object.submit')}
      form={form}
      initialValues={{ remark: '' }}
      act={act}
      onCancel={onClose}
    >
      <Form.Item name="remark" label={t('violation.object.remark')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 3, maxRows: 8 }} /></Form.Item>
    </FormDialog>
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

export function EnterDialog({ onClose, onDone }: { onClose: () => void; onDone: (said: string) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Entering>()
  const colleagues = useAnswer('staff.colleagues', {})
  const rule = Form.useWatch('rule', form)
  const act = useAct(async (values: Entering) => {
    const { number } = await call('violation.enter', { ...values, pieces: values.pieces ?? 1, personId: toId<'person'>(values.personId), recordId: null })
    void message.success(t('violation.enter.done', { number }))
    onDone(t('violation.enter.done', { number }))
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Entering>
      name="violation-enter"
      title={t('violation.enter.title')}
      submit={t('violation.enter.submit')}
      form={form}
      initialValues={{ rule: 'V7', on: today, pieces: 1, remark: '' }}
      act={act}
      onCancel={onClose}
    >
      <Form.Item name="rule" label={t('violation.enter.rule')}>
        <Segmented options={(['V7', 'L4'] as const).map((each) => ({ value: each, label: `${each} ${t(`violation.rule.${each}`)}` }))} />
      </Form.Item>
      <Form.Item name="personId" label={t('violation.enter.person')} rules={[{ required: true, message: t('problem.text.required') }]}>
        <Select
          options={(colleagues.value ?? []).map(({ id, name, department }) => ({ value: Number(id), label: `${name} · ${department.name}` }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <div className="field-grid">
        <Form.Item name="on" label={t('violation.enter.on')}><DayPicker latest={today} /></Form.Item>
        {rule !== 'L4' && <Form.Item name="pieces" label={t('violation.enter.pieces')}><InputNumber min={1} max={999} precision={0} /></Form.Item>}
      </div>
      <Form.Item name="remark" label={t('violation.enter.remark')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>
    </FormDialog>
  )
}

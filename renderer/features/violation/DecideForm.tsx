// Deciding: as proposed with one key, another amount or a waiver with a reason (rules V6, V9).
import { Button, Form, Input } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision, ViolationDetail } from '#shared/contract/violation.ts'
import { moneyText } from '#shared/domain/money.ts'
import { useAct } from '../../app/answer.ts'
import { useKeptText } from '../../app/keptText.ts'
import { isPlainKey } from '../../app/plainKey.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, showProblems } from '../../components/form.ts'
import { call } from '../../api.ts'
import { fenOf, yuanOf } from './yuan.ts'

type DecideFormProps = { violation: ViolationDetail; method: 'violation.decide' | 'appeal.decide'; onDecided: (said: string) => void }
type Values = { amount: string; share: string; remark: string }

export function DecideForm({ violation, method, onDecided }: DecideFormProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const { id, number, amount, shareRange, groundless } = violation
  const typed = Form.useWatch('amount', form)
  const kept = useKeptText('decision', `${method}/${id}`, Form.useWatch('remark', form) ?? '', (text) => form.setFieldValue('remark', text))
  const asProposed = fenOf(typed ?? yuanOf(amount)) === amount
  const decide = useAct(async (decision: Decision) => {
    await call(method, { id, decision, remark: form.getFieldsValue().remark })
    await kept.drop()
    onDecided(decision.outcome === 'waived' ? t('violation.decide.waived', { number }) : t('violation.decide.done', { number, amount: moneyText(decision.amount) }))
  }, (error) => applyFieldProblems(form, {
    ...error,
    // The form's fields lie in the decision.
    details: { ...error.details, ...(error.details.fields && { fields: error.details.fields.map(({ path, ...rest }) => ({ ...rest, path: path[0] === 'decision' ? path.slice(1) : path })) }) },
  }))
  const confirm = (): void => {
    const values = form.getFieldsValue()
    const fen = fenOf(values.amount)
    if (fen === null) {
      showProblems(form, [{ name: ['amount'], problem: 'amount.form' }])
      return
    }
    const share = shareOf(values.share)
    if (share === undefined) {
      showProblems(form, [{ name: ['share'], problem: 'violation.shareRange' }])
      return
    }
    void decide.run({ outcome: 'penalty', amount: fen, share })
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // A key that is held down decides on what is seen, not on whatever comes after it.
    if (event.repeat || !isPlainKey(event)) return
    if (event.key === 'y' && !groundless) confirm()
    else if (event.key === 'e') form.scrollToField('amount', { focus: true, block: 'nearest' })
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  return (
    <section className="violation-decide" aria-labelledby="violation-decide">
      <h3 className="violation-sub" id="violation-decide">{t(method === 'appeal.decide' ? 'violation.decide.appeal' : 'violation.decide.title')}</h3>
      <ErrorNote error={decide.error} />
      <Form<Values>
        form={form} name="violation-decide" layout="vertical" onFinish={confirm} validateTrigger="onSubmit"
        initialValues={{ amount: yuanOf(amount), share: violation.share === null ? '' : String(violation.share), remark: '' }}
      >
        <div className="field-grid">
          <Form.Item name="amount" label={t('violation.decide.amount')}><Input inputMode="decimal" /></Form.Item>
          {shareRange !== null && (
            <Form.Item name="share" label={t('violation.decide.share')} extra={t(shareRange.taken === 0 ? 'violation.decide.shareHint' : 'violation.decide.shareLeft', shareRange)}><Input inputMode="numeric" /></Form.Item>
          )}
        </div>
        <Form.Item name="remark" label={t('violation.decide.remark')} extra={t('violation.decide.remarkHint')}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
        <div className="violation-acts">
          <Button type="primary" htmlType="submit" loading={decide.running} disabled={groundless}>{t(asProposed ? 'violation.decide.confirm' : 'violation.decide.change')}</Button>
          <Button loading={decide.running} onClick={() => void decide.run({ outcome: 'waived' })}>{t('violation.decide.waive')}</Button>
        </div>
      </Form>
    </section>
  )
}

/** Per cent as typed; null for an empty field, undefined for what is no share. */
function shareOf(text: string | undefined): number | null | undefined {
  if (text === undefined || text.trim() === '') return null
  return /^\d{1,3}$/.test(text.trim()) ? Number(text) : undefined
}

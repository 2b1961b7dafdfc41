// Settles one difference: put back, moved with its place, declared lost, or noted.
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { stocktakingContract, type DifferenceView, type StocktakingDetail } from '#shared/contract/stocktaking.ts'
import { readLabel } from '#shared/domain/label.ts'
import { needsRemark, type Outcome } from '#shared/domain/stocktaking.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useScanned } from '../../app/scanner.ts'
import { applyFieldProblems, problemRule, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { wayOf, whatDiffers } from './words.ts'

type Values = { slot: string; remark: string }

const { remark: remarkSchema } = stocktakingContract['stocktaking.settle'].input.shape
const needed = problemRule((value) => (typeof value === 'string' && value.trim() !== '' ? null : 'text.required'))

type SettleDialogProps = {
  detail: StocktakingDetail
  difference: DifferenceView
  outcome: Outcome
  onClose: () => void
  onDone: (said: string) => void
}

export function SettleDialog({ detail, difference, outcome, onClose, onDone }: SettleDialogProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const { id: differenceId, kind, foundIn, belongsIn, nowIn } = difference
  const way = wayOf(kind, outcome)
  const what = whatDiffers(t, difference)
  const place = nowIn ?? belongsIn ?? ''
  const act = useAct(async ({ slot, remark }: Values) => {
    if (differenceId === null) return
    await call('stocktaking.settle', { id: detail.id, differenceId, outcome, slot: outcome === 'moved' && slot !== '' ? slot : null, remark })
    onDone(t('stocktaking.settle.done', { what, outcome: t(`stocktaking.outcome.${way}`) }))
  }, (error) => applyFieldProblems(form, error))
  useScanned((scanned) => {
    const label = readLabel(scanned)
    if (outcome === 'moved' && label?.what === 'slot') form.setFieldValue('slot', label.label)
  })
  return (
    <FormDialog<Values>
      name="settle" title={`${t(`stocktaking.settle.title.${way}`, { slot: place })} · ${what}`} submit={t('stocktaking.settle.submit')} danger={outcome === 'lost'}
      form={form} act={act} onCancel={onClose} initialValues={{ slot: foundIn ?? '', remark: '' }}
    >
      <p>{t(`stocktaking.settle.text.${way}`, { slot: place })}</p>
      {outcome === 'moved' && (
        <Form.Item name="slot" label={t('stocktaking.settle.slot')} {...(foundIn === null ? { required: true, rules: [needed] } : { extra: t('stocktaking.settle.slotHint') })}>
          <Input className="code" maxLength={30} spellCheck={false} />
        </Form.Item>
      )}
      <Form.Item
        name="remark"
        label={t('stocktaking.settle.remark')}
        required={needsRemark(outcome)}
        rules={needsRemark(outcome) ? [needed, schemaRule(remarkSchema)] : [schemaRule(remarkSchema)]}
      >
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
    </FormDialog>
  )
}

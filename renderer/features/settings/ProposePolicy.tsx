// Proposes other deadlines and amounts, from a day on. Amounts are typed in yuan and kept in fen.
import { App, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { policySchema } from '#shared/contract/policy.ts'
import type { Policy, PolicyFigure } from '#shared/domain/policy.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { FIGURE_GROUPS, kindOf, type FigureKind } from './figure.ts'
import { ProposalFields, type Proposal } from './ProposalFields.tsx'

/** `policy.fines` holds yuan here. */
type Values = Proposal & { policy: Policy }

const inYuan = (policy: Policy, turn: (amount: number) => number): Policy => ({
  ...policy,
  fines: {
    lateDelivery: turn(policy.fines.lateDelivery), inspectionUnsigned: turn(policy.fines.inspectionUnsigned),
    contactUnconfirmed: turn(policy.fines.contactUnconfirmed), lateVisit: turn(policy.fines.lateVisit), paperWrong: turn(policy.fines.paperWrong),
    customerUnsigned: turn(policy.fines.customerUnsigned), staffUnsigned: turn(policy.fines.staffUnsigned), paperLost: turn(policy.fines.paperLost),
    loanOverdue: turn(policy.fines.loanOverdue),
  },
})

/** Bounds and steps as the contract has them. */
const BOUNDS: Record<FigureKind, { min: number; max: number; precision: number }> = {
  days: { min: 1, max: 60, precision: 0 },
  money: { min: 0, max: 100_000, precision: 2 },
  nth: { min: 1, max: 99, precision: 0 },
  percent: { min: 0, max: 100, precision: 0 },
}

export function ProposePolicy({ start, onClose }: { start: Policy; onClose: (proposed: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const act = useAct(
    async (values: Values) => {
      const policy = policySchema.parse(inYuan(values.policy, (yuan) => Math.round(yuan * 100)))
      await call('policy.propose', { policy, fromOn: values.fromOn, reason: values.reason })
      void message.success(t('policy.proposed'))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog<Values>
      name="proposePolicy" title={t('policy.proposeTitle')} submit={t('policy.submit')} width={920} form={form} act={act}
      initialValues={{ policy: inYuan(start, (fen) => fen / 100), fromOn: today, reason: '' }} onCancel={() => onClose(false)}
    >
      {FIGURE_GROUPS.map(({ key, figures }) => (
        <fieldset className="settings-fieldset" key={key}>
          <legend>{t(`policy.group.${key}`)}</legend>
          <div className="field-grid">{figures.map((figure) => <Figure key={figure} figure={figure} />)}</div>
        </fieldset>
      ))}
      <ProposalFields hint={t('policy.fromHint')} />
    </FormDialog>
  )
}

const filledRule = problemRule((value) => (value === undefined || value === null ? 'text.required' : null))

function Figure({ figure }: { figure: PolicyFigure }) {
  const { t } = useTranslation()
  const kind = kindOf(figure)
  const { prefix, suffix } = {
    days: { prefix: '', suffix: t('policy.unit.workingDays') },
    money: { prefix: '', suffix: t('policy.unit.yuan') },
    nth: { prefix: t('policy.unit.nthBefore'), suffix: t('policy.unit.nthAfter') },
    percent: { prefix: '', suffix: t('policy.unit.percent') },
  }[kind]
  return (
    <Form.Item name={['policy', ...figure.split('.')]} label={t(`policy.figure.${figure}`)} required rules={[filledRule]}>
      <InputNumber {...BOUNDS[kind]} prefix={prefix} suffix={suffix} className="settings-figure" />
    </Form.Item>
  )
}

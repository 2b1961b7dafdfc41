// Proposes other deadlines and amounts, from a day on. Amounts are typed in yuan and kept in fen.
import { Alert, App, Form, InputNumber, type FormInstance } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { policySchema } from '#shared/contract/policy.ts'
import { figuresOf, POLICY_FIGURES, type Policy, type PolicyFigure } from '#shared/domain/policy.ts'
import { TERM_YEARS } from '#shared/domain/term.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useDraft } from '../../app/draft.ts'
import { useToday } from '../../app/session.ts'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { FIGURE_GROUPS, kindOf, type FigureKind } from './figure.ts'
import { keptProposal, ProposalFields, type Proposal } from './ProposalFields.tsx'

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

/** Figures by name, in yuan where they are amounts; one that was cleared is null. */
const keptForm = z.object({ figures: z.record(z.string(), z.number().nullable()), proposal: keptProposal })

const fieldOf = (figure: PolicyFigure): string[] => ['policy', ...figure.split('.')]

/** Bounds and steps as the contract has them. */
const BOUNDS: Record<FigureKind, { min: number; max: number; precision: number }> = {
  days: { min: 1, max: 60, precision: 0 },
  money: { min: 0, max: 100_000, precision: 2 },
  nth: { min: 1, max: 99, precision: 0 },
  percent: { min: 0, max: 100, precision: 0 },
  years: { min: TERM_YEARS.least, max: TERM_YEARS.most, precision: 0 },
}

export function ProposePolicy({ start, onClose }: { start: Policy; onClose: (proposed: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const filled = Form.useWatch([], form)
  const [restored, setRestored] = useState(false)
  const draft = useDraft('policy', filled === undefined ? null : toKeep(start, filled), (kept) => {
    const believed = keptForm.safeParse(kept)
    if (!believed.success) return
    const { figures, proposal } = believed.data
    putFigures(form, figures)
    form.setFieldsValue(proposal)
    setRestored(true)
  })
  const act = useAct(
    async (values: Values) => {
      const policy = policySchema.parse(inYuan(values.policy, (yuan) => Math.round(yuan * 100)))
      await call('policy.propose', { policy, fromOn: values.fromOn, reason: values.reason })
      await draft.drop()
      void message.success(t('policy.proposed'))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  const cancel = (): void => {
    void draft.drop().catch(() => undefined)
    onClose(false)
  }
  return (
    <FormDialog<Values>
      name="proposePolicy" title={t('policy.proposeTitle')} submit={t('policy.submit')} width={920} form={form} act={act}
      initialValues={{ policy: inYuan(start, (fen) => fen / 100), fromOn: today, reason: '' }} onCancel={cancel}
    >
      {restored && <Alert className="note" type="info" showIcon title={t('common.restored')} />}
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

function putFigures(form: FormInstance, figures: Readonly<Record<string, number | null>>): void {
  for (const figure of POLICY_FIGURES) form.setFieldValue(fieldOf(figure), figures[figure] ?? null)
}

/** What a draft keeps of it; null while nothing was changed. */
function toKeep(start: Policy, { policy, fromOn, reason }: Values): z.output<typeof keptForm> | null {
  const figures = figuresOf(policy)
  const began = figuresOf(inYuan(start, (fen) => fen / 100))
  return reason === '' && POLICY_FIGURES.every((figure) => figures[figure] === began[figure]) ? null : { figures, proposal: { fromOn, reason } }
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
    years: { prefix: '', suffix: t('policy.unit.year') },
  }[kind]
  return (
    <Form.Item name={fieldOf(figure)} label={t(`policy.figure.${figure}`)} required rules={[filledRule]}>
      <InputNumber {...BOUNDS[kind]} prefix={prefix} suffix={suffix} className="settings-figure" />
    </Form.Item>
  )
}

// Begins a stock-taking of a cabinet or one of its shelves: what ought to lie there is frozen.
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CabinetView } from '#shared/contract/cabinet.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useSaid } from './said.ts'
import { scopeText } from './words.ts'

/** Of `shelf`: the whole cabinet. */
const WHOLE = 0

type Values = { cabinetId: number; shelf: number }

const chosen = problemRule((value) => (value === undefined ? 'text.required' : null))

type StartStocktakingProps = { cabinets: readonly CabinetView[]; cabinetId: Id<'cabinet'> | null; onClose: () => void }

export function StartStocktaking({ cabinets, cabinetId, onClose }: StartStocktakingProps) {
  const { t } = useTranslation()
  const { say } = useSaid()
  const [, navigate] = useLocation()
  const [form] = Form.useForm<Values>()
  const first = cabinetId ?? (cabinets.length === 1 ? cabinets[0]?.id : undefined)
  const named = Form.useWatch('cabinetId', form) ?? first
  const cabinet = cabinets.find(({ id }) => id === named)
  const act = useAct(async (values: Values) => {
    const { id, number } = await call('stocktaking.start', { cabinetId: toId<'cabinet'>(values.cabinetId), shelf: values.shelf === WHOLE ? null : values.shelf })
    say(t('stocktaking.start.done', { number }))
    navigate(paths.stocktaking(id))
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="startStocktaking" title={t('stocktaking.start.title')} submit={t('stocktaking.start.act')} form={form} act={act} onCancel={onClose}
      initialValues={{ shelf: WHOLE, ...(first === undefined ? {} : { cabinetId: first }) }}
    >
      <p className="faint">{t('stocktaking.start.hint')}</p>
      <Form.Item name="cabinetId" label={t('stocktaking.start.cabinet')} rules={[chosen]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={cabinets.map(({ id, code, room }) => ({ value: Number(id), label: `${code} · ${room}` }))}
          onChange={() => form.setFieldValue('shelf', WHOLE)}
        />
      </Form.Item>
      <Form.Item name="shelf" label={t('stocktaking.start.scope')}>
        <Select
          options={[
            { value: WHOLE, label: scopeText(t, null) },
            ...(cabinet?.shelves ?? []).map(({ number, name }) => ({ value: number, label: [scopeText(t, number), name].filter((part) => part !== '').join(' · ') })),
          ]}
        />
      </Form.Item>
    </FormDialog>
  )
}

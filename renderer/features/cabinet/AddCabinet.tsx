// Adds a cabinet with its shelves and slots.
import { App, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { cabinetContract } from '#shared/contract/cabinet.ts'
import { slotLabel } from '#shared/domain/slot.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = { room: string; code: string; shelves: number; slotsPerShelf: number; capacity: number }

const { room, code, shelves, slotsPerShelf, capacity } = cabinetContract['cabinet.add'].input.shape

/** What a usual cabinet has. */
const USUAL = { shelves: 5, slotsPerShelf: 10, capacity: 20 }

export function AddCabinet({ onClose, onAdded }: { onClose: () => void; onAdded: (code: string) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const values = Form.useWatch((all: Partial<Values>) => all, form) ?? {}
  const act = useAct(
    async (given: Values) => {
      await call('cabinet.add', given)
      const added = code.parse(given.code)
      void message.success(t('cabinet.added', { code: added }))
      onAdded(added)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog<Values>
      name="addCabinet" title={t('cabinet.form.title')} submit={t('common.add')}
      form={form} initialValues={USUAL} act={act} onCancel={onClose}
    >
      <Form.Item name="room" label={t('cabinet.form.room')} rules={[schemaRule(room)]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="code" label={t('cabinet.form.code')} extra={t('cabinet.form.codeHint')} rules={[schemaRule(code)]}>
        <Input className="code" maxLength={6} spellCheck={false} />
      </Form.Item>
      <div className="cabinet-numbers">
        <Form.Item name="shelves" label={t('cabinet.form.shelves')} rules={[schemaRule(shelves)]}>
          <InputNumber min={1} max={20} precision={0} />
        </Form.Item>
        <Form.Item name="slotsPerShelf" label={t('cabinet.form.slotsPerShelf')} rules={[schemaRule(slotsPerShelf)]}>
          <InputNumber min={1} max={99} precision={0} />
        </Form.Item>
        <Form.Item name="capacity" label={t('cabinet.form.capacity')} rules={[schemaRule(capacity)]}>
          <InputNumber min={1} max={200} precision={0} />
        </Form.Item>
      </div>
      <Sum values={values} />
    </FormDialog>
  )
}

function Sum({ values }: { values: Partial<Values> }) {
  const { t } = useTranslation()
  const named = code.safeParse(values.code ?? '')
  const count = (values.shelves ?? 0) * (values.slotsPerShelf ?? 0)
  if (!named.success || count === 0) return null
  return (
    <p className="faint">
      {t('cabinet.form.labels', {
        first: slotLabel(named.data, 1, 1), last: slotLabel(named.data, values.shelves ?? 0, values.slotsPerShelf ?? 0),
        count, folders: count * (values.capacity ?? 0),
      })}
    </p>
  )
}

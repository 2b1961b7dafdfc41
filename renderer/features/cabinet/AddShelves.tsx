// Further shelves, below those that are there.
import { App, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { cabinetContract, type DrawnView } from '#shared/contract/cabinet.ts'
import { MOST } from '#shared/domain/slot.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = { shelves: number; slotsPerShelf: number; capacity: number }

const { shelves, slotsPerShelf, capacity } = cabinetContract['cabinet.addShelves'].input.shape

export function AddShelves({ cabinet, onClose, onChanged }: { cabinet: DrawnView; onClose: () => void; onChanged: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const act = useAct(
    async (values: Values) => {
      await call('cabinet.addShelves', { id: cabinet.id, ...values })
      void message.success(t('cabinet.addShelves.done', { count: values.shelves }))
      onChanged()
    },
    (error) => applyFieldProblems(form, error),
  )
  const lowest = cabinet.shelves.at(-1)?.slots ?? []
  return (
    <FormDialog<Values>
      name="addShelves" title={t('cabinet.addShelves.title', { code: cabinet.code })} submit={t('common.add')} form={form} act={act} onCancel={onClose}
      initialValues={{ shelves: 1, slotsPerShelf: lowest.length, capacity: lowest.at(-1)?.capacity ?? 1 }}
    >
      <div className="cabinet-numbers">
        <Form.Item name="shelves" label={t('cabinet.form.shelves')} rules={[schemaRule(shelves)]}>
          <InputNumber min={1} max={MOST.shelves} precision={0} />
        </Form.Item>
        <Form.Item name="slotsPerShelf" label={t('cabinet.form.slotsPerShelf')} rules={[schemaRule(slotsPerShelf)]}>
          <InputNumber min={1} max={MOST.slotsPerShelf} precision={0} />
        </Form.Item>
        <Form.Item name="capacity" label={t('cabinet.form.capacity')} rules={[schemaRule(capacity)]}>
          <InputNumber min={1} max={MOST.capacity} precision={0} />
        </Form.Item>
      </div>
    </FormDialog>
  )
}

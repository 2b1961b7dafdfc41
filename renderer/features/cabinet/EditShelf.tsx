// A shelf's name, its number of slots and what each holds; the lowest one, when empty, can be removed.
import { App, Button, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { cabinetContract, type DrawnView } from '#shared/contract/cabinet.ts'
import { MOST, shelfLabel } from '#shared/domain/slot.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import type { DrawnShelf } from './Shelves.tsx'

type Values = { name: string; slots: number; capacity: number | null }

const { name, slots, capacity } = cabinetContract['shelf.update'].input.shape

type EditShelfProps = { cabinet: DrawnView; shelf: DrawnShelf; onClose: () => void; onChanged: () => void }

export function EditShelf({ cabinet, shelf, onClose, onChanged }: EditShelfProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const which = { cabinetId: cabinet.id, shelf: shelf.number }
  const act = useAct(
    async (values: Values) => {
      await call('shelf.update', { ...which, ...values })
      void message.success(t('common.saved'))
      onChanged()
    },
    (error) => applyFieldProblems(form, error),
  )
  const remove = useAct(async () => {
    await call('shelf.remove', which)
    void message.success(t('cabinet.editShelf.removed', { number: shelf.number }))
    onChanged()
  })
  // Where slots differ, an empty field leaves each as it is.
  const capacities = new Set(shelf.slots.map((slot) => slot.capacity))
  const [only = null] = capacities.size === 1 ? capacities : []
  const isLowest = cabinet.shelves.length > 1 && cabinet.shelves.at(-1)?.number === shelf.number
  return (
    <FormDialog<Values>
      name="editShelf" title={t('cabinet.editShelf.title', { label: shelfLabel(cabinet.code, shelf.number) })} submit={t('common.save')}
      form={form} initialValues={{ name: shelf.name, slots: shelf.slots.length, capacity: only }} act={act} onCancel={onClose}
    >
      <Form.Item name="name" label={t('cabinet.editShelf.name')} extra={t('cabinet.editShelf.nameHint')} rules={[schemaRule(name)]}>
        <Input maxLength={40} />
      </Form.Item>
      <div className="field-grid">
        <Form.Item name="slots" label={t('cabinet.form.slotsPerShelf')} rules={[schemaRule(slots)]}>
          <InputNumber min={1} max={MOST.slotsPerShelf} precision={0} />
        </Form.Item>
        <Form.Item name="capacity" label={t('cabinet.form.capacity')} extra={only === null ? t('cabinet.editShelf.differ') : undefined} rules={[schemaRule(capacity)]}>
          <InputNumber min={1} max={MOST.capacity} precision={0} />
        </Form.Item>
      </div>
      {isLowest && (
        <>
          <ErrorNote error={remove.error} />
          <Button danger loading={remove.running} onClick={() => void remove.run()}>{t('cabinet.editShelf.remove')}</Button>
        </>
      )}
    </FormDialog>
  )
}

// Bringing a dossier's data up to date, each change recorded with before and after (rule F8).
import { App, Button, Drawer, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { localDate } from '#shared/contract/field.ts'
import type { CustomerView, VehicleView } from '#shared/contract/dossier.ts'
import { customerInput, vehicleDetailsInput } from '#shared/contract/record-input.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAct } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { call } from '../../api.ts'
import { CustomerFields } from '../record/CustomerFields.tsx'
import { BLANK_CUSTOMER } from '../record/entryValues.ts'
import { chosenRule } from '../record/fieldRules.ts'
import { VehicleDetailsFields, saysPlateTaken } from '../record/VehicleDetailsFields.tsx'
import '../record/record.css'

/** `delivered`: its delivery is on file. */
export type Editing = { what: 'vehicle'; vehicle: VehicleView; delivered: boolean } | { what: 'customer'; customer: CustomerView } | { what: 'owner' }

type EditDrawerProps = { dossierId: Id<'dossier'>; editing: Editing; onClose: () => void; onSaved: () => void }

export function EditDrawer({ dossierId, editing, onClose, onSaved }: EditDrawerProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm()
  const [plateTaken, setPlateTaken] = useState(false)
  const save = useAct(async () => {
    await send(dossierId, editing, form.getFieldsValue(true))
    void message.success(t('common.saved'))
    onSaved()
  }, (error) => {
    if (saysPlateTaken(error)) setPlateTaken(true)
    return applyFieldProblems(form, error)
  })
  const titles = { vehicle: t('dossier.edit.car'), customer: t('dossier.edit.customer'), owner: t('dossier.edit.owner') }
  return (
    <Drawer
      open
      size={560}
      title={titles[editing.what]}
      onClose={onClose}
      footer={(
        <div className="drawer-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={save.running} onClick={() => form.submit()}>{t('common.save')}</Button>
        </div>
      )}
    >
      {editing.what === 'owner' && <p className="faint">{t('dossier.edit.ownerIntro')}</p>}
      <ErrorNote error={save.error} />
      <Form
        form={form}
        name="dossier-edit"
        layout="vertical"
        validateTrigger="onBlur"
        scrollToFirstError={{ focus: true }}
        initialValues={valuesOf(editing, today)}
        onFinish={() => void save.run()}
      >
        {editing.what === 'owner' && (
          <Form.Item
            name="fromOn"
            label={t('dossier.edit.fromOn')}
            required
            rules={[chosenRule, problemRule((on) => (typeof on === 'string' && on > today ? 'date.future' : null))]}
          >
            <DayPicker latest={today} />
          </Form.Item>
        )}
        <div className="field-grid">
          {editing.what === 'vehicle' ? <VehicleDetailsFields delivered={editing.delivered} plateTaken={plateTaken} /> : <CustomerFields />}
        </div>
      </Form>
    </Drawer>
  )
}

function valuesOf(editing: Editing, today: string): object {
  switch (editing.what) {
    case 'vehicle':
      return { vehicle: detailsOf(editing.vehicle), noPlate: editing.vehicle.plate === null }
    case 'customer':
      return { customer: dataOf(editing.customer) }
    case 'owner':
      return { customer: BLANK_CUSTOMER, fromOn: today }
  }
}

function detailsOf(vehicle: VehicleView): object {
  const { id: _, vin: _vin, plate, ...details } = vehicle
  return { ...details, plate: plate ?? '', plateMoved: false }
}

function dataOf(customer: CustomerView): object {
  const { id: _, ...data } = customer
  return data
}

/** What was typed is judged by the schema before it is sent, as the engine judges it again. */
async function send(dossierId: Id<'dossier'>, editing: Editing, typed: unknown): Promise<void> {
  switch (editing.what) {
    case 'vehicle': {
      const { vehicle, noPlate } = vehicleTyped.parse(typed)
      await call('vehicle.update', { dossierId, vehicle: vehicleDetailsInput.parse({ ...vehicle, plate: noPlate ? null : vehicle.plate }) })
      break
    }
    case 'customer':
      await call('customer.update', { dossierId, customerId: editing.customer.id, ...customerTyped.parse(typed) })
      break
    case 'owner':
      await call('dossier.changeOwner', { dossierId, ...ownerTyped.parse(typed) })
      break
  }
}

const vehicleTyped = z.object({ vehicle: z.looseObject({ plate: z.string() }), noPlate: z.boolean() })
const customerTyped = z.object({ customer: customerInput })
const ownerTyped = customerTyped.extend({ fromOn: localDate })

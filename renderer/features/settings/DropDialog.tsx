// Takes back a roster or a notice that was entered, with a reason (rule D2).
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { calendarContract } from '#shared/contract/calendar.ts'
import { call } from '../../api.ts'
import { schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useCalendarAct } from './useCalendarAct.ts'

/** `said`: what it is called on screen. */
export type Dropped = { kind: 'roster'; fromOn: string; said: string } | { kind: 'notice'; year: number; said: string }

const { reason: reasonSchema } = calendarContract['calendar.dropNotice'].input.shape

export function DropDialog({ what, onClose }: { what: Dropped; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const act = useCalendarAct<{ reason: string }>(
    form,
    ({ reason }) => (what.kind === 'roster'
      ? call('calendar.dropRoster', { fromOn: what.fromOn, reason })
      : call('calendar.dropNotice', { year: what.year, reason })),
    () => onClose(true),
  )
  return (
    <FormDialog
      name="dropSetting" title={t(`calendar.dropTitle.${what.kind}`)} submit={t('calendar.drop')} danger form={form} act={act}
      initialValues={{ reason: '' }} onCancel={() => onClose(false)}
    >
      <p><strong>{what.said}</strong></p>
      <Form.Item name="reason" label={t('calendar.reason')} rules={[schemaRule(reasonSchema)]} required>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}

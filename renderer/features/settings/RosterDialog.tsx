// Sets the weekdays that the store works from a day on, or goes back to the notice (rule D2).
import { Checkbox, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { calendarContract, rosterWeekdays } from '#shared/contract/calendar.ts'
import { FIRST_STORE_DAY } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { problemRule, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useCalendarAct } from './useCalendarAct.ts'

type Values = { fromOn: string; kind: 'own' | 'notice'; weekdays: number[]; reason: string }

const { fromOn, reason } = calendarContract['calendar.setRoster'].input.shape

/** Monday first; 0 is Sunday. */
const WEEK = [['d1', 1], ['d2', 2], ['d3', 3], ['d4', 4], ['d5', 5], ['d6', 6], ['d0', 0]] as const

const weekRule = problemRule((value) => (rosterWeekdays.safeParse(value).success ? null : 'text.required'))

export function RosterDialog({ onClose }: { onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? 'own'
  const act = useCalendarAct<Values>(
    form,
    (values) => call('calendar.setRoster', {
      fromOn: values.fromOn, weekdays: values.kind === 'own' ? values.weekdays : null, reason: values.reason,
    }),
    () => onClose(true),
  )
  return (
    <FormDialog<Values>
      name="setRoster" title={t('calendar.rosterTitle')} submit={t('common.save')} form={form} act={act}
      initialValues={{ fromOn: today, kind: 'own', weekdays: [1, 2, 3, 4, 5, 6], reason: '' }} onCancel={() => onClose(false)}
    >
      <Form.Item name="fromOn" label={t('calendar.rosterFromOn')} rules={[schemaRule(fromOn)]} required>
        <DayPicker earliest={FIRST_STORE_DAY} />
      </Form.Item>
      <Form.Item name="kind" label={t('calendar.roster')}>
        <Radio.Group
          className="calendar-kinds"
          options={(['own', 'notice'] as const).map((each) => ({ value: each, label: t(`calendar.rosterKind.${each}`) }))}
        />
      </Form.Item>
      {kind === 'own' && (
        <Form.Item name="weekdays" label={t('calendar.weekdays')} rules={[weekRule]}>
          <Checkbox.Group options={WEEK.map(([key, value]) => ({ value, label: t(`calendar.weekday.${key}`) }))} />
        </Form.Item>
      )}
      <Form.Item name="reason" label={t('calendar.reason')} rules={[schemaRule(reason)]} required>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}

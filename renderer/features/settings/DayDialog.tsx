// Sets a day that the store works or rests, whatever the notice says, or takes that back (rule D2).
import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { calendarContract, type CalendarDayView } from '#shared/contract/calendar.ts'
import { FIRST_STORE_DAY, isLocalDate } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useCalendarAct } from './useCalendarAct.ts'
import { dayText } from './YearGrid.tsx'

type Choice = 'working' | 'free' | 'clear'
type Values = { on: string; choice: Choice; reason: string }

const { on: onSchema, reason } = calendarContract['calendar.setDay'].input.shape

/** What is most likely wanted of a day: what it is not. */
const arrangedOtherwise = (day: CalendarDayView | null): Choice => (day?.working === true ? 'free' : 'working')

type DayDialogProps = {
  /** The day chosen; null: it is chosen here. */
  day: CalendarDayView | null
  days: readonly CalendarDayView[]
  onClose: (changed: boolean) => void
}

export function DayDialog({ day, days, onClose }: DayDialogProps) {
  const { t } = useTranslation()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const on = Form.useWatch('on', form) ?? day?.on ?? today
  const shown = days.find((each) => each.on === on)
  const act = useCalendarAct<Values>(
    form,
    ({ on: chosen, choice, reason: why }) => (choice === 'clear'
      ? call('calendar.clearDay', { on: chosen, reason: why })
      : call('calendar.setDay', { on: chosen, working: choice === 'working', reason: why })),
    () => onClose(true),
  )
  const dayChosen = (next: string | null): void => {
    const chosen = days.find((each) => each.on === next)
    // Such a day has nothing of the store's own to take back.
    if (chosen !== undefined && chosen.own === null && form.getFieldValue('choice') === 'clear') form.setFieldValue('choice', arrangedOtherwise(chosen))
  }
  const choices: Choice[] = shown !== undefined && shown.own === null ? ['working', 'free'] : ['working', 'free', 'clear']
  return (
    <FormDialog<Values>
      name="setDay" title={t('calendar.dayTitle')} submit={t('common.save')} form={form} act={act}
      initialValues={{ on: day?.on ?? today, choice: arrangedOtherwise(day), reason: day?.own?.reason ?? '' }}
      onCancel={() => onClose(false)}
    >
      <Form.Item name="on" label={t('calendar.on')} rules={[schemaRule(onSchema)]} required>
        <DayPicker earliest={FIRST_STORE_DAY} onChange={dayChosen} />
      </Form.Item>
      {shown !== undefined && isLocalDate(on) && <p className="faint">{dayText(t, shown)}</p>}
      <Form.Item name="choice" label={t('calendar.arranged')}>
        <Radio.Group options={choices.map((choice) => ({ value: choice, label: t(`calendar.choose.${choice}`) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('calendar.reason')} rules={[schemaRule(reason)]} required>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}

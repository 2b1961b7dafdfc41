// Choosing a time of the day: minutes since midnight in and out, so that no form ever holds an instant of this machine's clock.
import { TimePicker } from 'antd'
import dayjs from 'dayjs'

type TimeOfDayProps = { id?: string; value?: number | null; onChange?: (minute: number | null) => void }

/** Any day without a change of clocks. */
const DAY = '2026-01-01'

/** Inside a form item it takes `value`, `onChange` and `id` from there. */
export function TimeOfDay({ value, onChange, ...rest }: TimeOfDayProps) {
  return (
    <TimePicker
      {...rest}
      value={value === undefined || value === null ? null : dayjs(DAY).hour(Math.floor(value / 60)).minute(value % 60)}
      onChange={(time) => onChange?.(time === null ? null : time.hour() * 60 + time.minute())}
      format="HH:mm"
      needConfirm={false}
      showNow={false}
      allowClear={false}
    />
  )
}

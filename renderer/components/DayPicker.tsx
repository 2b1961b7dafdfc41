// Choosing a business day: `YYYY-MM-DD` in and out, so that no form ever holds an instant of this machine's clock.
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { isLocalDate, type LocalDate } from '#shared/domain/local-date.ts'

type DayPickerProps = {
  id?: string
  value?: string | null
  onChange?: (on: LocalDate | null) => void
  onBlur?: () => void
  earliest?: LocalDate
  latest?: LocalDate
  /** Its name where no label of a form names it. */
  label?: string
  placeholder?: string
  /** No day at all may be chosen too. */
  clearable?: boolean
}

/** Inside a form item it takes `value`, `onChange` and `id` from there. */
export function DayPicker({ value, onChange, earliest, latest, label, clearable = false, ...rest }: DayPickerProps) {
  return (
    <DatePicker
      {...rest}
      {...(earliest === undefined ? {} : { minDate: dayjs(earliest) })}
      {...(latest === undefined ? {} : { maxDate: dayjs(latest) })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      value={value === undefined || value === null || value === '' ? null : dayjs(value)}
      onChange={(day) => {
        const on = day?.format('YYYY-MM-DD') ?? ''
        onChange?.(isLocalDate(on) ? on : null)
      }}
      format="YYYY-MM-DD"
      allowClear={clearable}
    />
  )
}

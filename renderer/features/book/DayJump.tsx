// Opening the book at any day: a calendar that shows which days have lines.
import { DatePicker, type DatePickerProps } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isLocalDate, type LocalDate } from '#shared/domain/local-date.ts'
import { useAnswer } from '../../app/answer.ts'

const MONTH = 'YYYY-MM'
const DAY = 'YYYY-MM-DD'

export function DayJump({ on, onJump }: { on: LocalDate; onJump: (on: LocalDate) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [turned, setTurned] = useState<string | null>(null)
  const month = useAnswer('book.month', open ? { month: turned ?? on.slice(0, 7) } : null)
  const lines = new Map<string, number>(month.value?.map((day) => [day.on, day.lines]) ?? [])
  const renderCell: NonNullable<DatePickerProps['cellRender']> = (current, { type, originNode }) => {
    if (type !== 'date' || !dayjs.isDayjs(current)) return originNode
    const count = lines.get(current.format(DAY)) ?? 0
    return (
      <div className="ant-picker-cell-inner book-calendar-day" title={count === 0 ? undefined : t('book.day.linesOn', { count })}>
        {current.date()}
        {count > 0 && <span className="book-calendar-mark" />}
      </div>
    )
  }
  return (
    <DatePicker
      aria-label={t('book.day.jump')}
      value={dayjs(on)}
      format={DAY}
      allowClear={false}
      onOpenChange={(next) => {
        setOpen(next)
        setTurned(null)
      }}
      onPanelChange={(panel) => setTurned(panel.format(MONTH))}
      onChange={(day) => {
        const chosen = day?.format(DAY) ?? ''
        if (isLocalDate(chosen)) onJump(chosen)
      }}
      cellRender={renderCell}
    />
  )
}

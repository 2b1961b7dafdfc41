// Twelve small months: which days are worked, which are free, and why. One stop of the Tab key; arrows go from day to day.
import { Tooltip } from 'antd'
import type { TFunction } from 'i18next'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDayView } from '#shared/contract/calendar.ts'
import { addDays, isLocalDate, weekday } from '#shared/domain/local-date.ts'
import { useToday } from '../../app/session.ts'

/** What a day is, in words: 春节调休上班, 本店自定：盘点. */
export function dayText(t: TFunction, { working, name, own, provisional }: CalendarDayView): string {
  const holiday = name === null ? t(working ? 'calendar.day.working' : 'calendar.day.free') : t(working ? 'calendar.day.makeUp' : 'calendar.day.holiday', { name })
  return [
    own === null ? holiday : `${t(own.working ? 'calendar.day.working' : 'calendar.day.free')} (${t('calendar.day.own', { reason: own.reason })})`,
    ...(provisional ? [t('calendar.day.provisional')] : []),
  ].join(' · ')
}

type YearGridProps = {
  days: readonly CalendarDayView[]
  /** Null for who only looks. */
  onChoose: ((day: CalendarDayView) => void) | null
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

export function YearGrid({ days, onChoose }: YearGridProps) {
  const today = useToday()
  const grid = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<string | null>(null)
  const first = days[0]?.on ?? today
  const present = days.some(({ on }) => on === at) ? at : days.some(({ on }) => on === today) ? today : first
  const go = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step === undefined || present === null || !isLocalDate(present)) return
    event.preventDefault()
    const next = addDays(present, step)
    if (!days.some(({ on }) => on === next)) return
    setAt(next)
    grid.current?.querySelector<HTMLElement>(`[data-on="${next}"]`)?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys pressed come from the days inside, which are buttons of their own
    <div className="calendar-year" ref={grid} onKeyDown={go}>
      {Array.from({ length: 12 }, (_, index) => {
        const month = `${first.slice(0, 4)}-${String(index + 1).padStart(2, '0')}`
        return (
          <Month
            key={month} month={month} days={days.filter(({ on }) => on.startsWith(month))} today={today} present={present}
            onChoose={onChoose === null ? null : (day) => {
              setAt(day.on)
              onChoose(day)
            }}
          />
        )
      })}
    </div>
  )
}

type MonthProps = YearGridProps & { month: string; today: string; present: string | null }

/** Weeks begin on Monday. */
const WEEK = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd0'] as const

function Month({ month, days, today, present, onChoose }: MonthProps) {
  const { t } = useTranslation()
  const [year = '', number = ''] = month.split('-')
  const lead = days[0] === undefined ? 0 : (weekday(days[0].on) + 6) % 7
  return (
    <section className="calendar-month" aria-label={t('calendar.month', { year, month: Number(number) })}>
      <h3>{t('calendar.monthShort', { month: Number(number) })}</h3>
      <div className="calendar-days">
        {WEEK.map((day) => <span className="calendar-weekday" key={day} aria-hidden="true">{t(`calendar.weekday.${day}`)}</span>)}
        {days.map((day, index) => (
          <Day
            key={day.on} day={day} column={index === 0 ? lead + 1 : null} isToday={day.on === today} reachable={day.on === present}
            onChoose={onChoose === null ? null : () => onChoose(day)}
          />
        ))}
      </div>
    </section>
  )
}

type DayProps = { day: CalendarDayView; column: number | null; isToday: boolean; reachable: boolean; onChoose: (() => void) | null }

function Day({ day, column, isToday, reachable, onChoose }: DayProps) {
  const { t } = useTranslation()
  const { on, working, name, own, provisional } = day
  const makeUp = own === null && working && name !== null
  const holiday = own === null && !working && name !== null
  const said = `${on} ${dayText(t, day)}`
  const look = ['day', ...(working ? [] : ['day-free']), ...(holiday ? ['day-holiday'] : []), ...(makeUp ? ['day-make-up'] : []),
    ...(own === null ? [] : ['day-own']), ...(provisional ? ['day-provisional'] : []), ...(isToday ? ['day-today'] : [])].join(' ')
  const shared = {
    className: look, 'data-on': on, tabIndex: reachable ? 0 : -1,
    ...(column === null ? {} : { style: { gridColumnStart: column } }), ...(isToday ? { 'aria-current': 'date' as const } : {}),
  }
  const content = (
    <>
      {Number(on.slice(8))}
      {makeUp && <sup aria-hidden="true">{t('calendar.dayMark.makeUp')}</sup>}
      {holiday && <sup aria-hidden="true">{t('calendar.dayMark.holiday')}</sup>}
    </>
  )
  const cell = onChoose === null
    ? <time dateTime={on} {...shared}>{content}<span className="unseen">{said}</span></time>
    : <button type="button" onClick={onChoose} aria-label={said} {...shared}>{content}</button>
  // Ordinary days say nothing that does not stand there already.
  return name === null && own === null ? cell : <Tooltip title={said} mouseEnterDelay={0.3}>{cell}</Tooltip>
}

// The work calendar: a year at a glance, the store's own days, its roster, the notices entered (rule D2).
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { CalendarDayView, CalendarYearView } from '#shared/contract/calendar.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { DayDialog } from './DayDialog.tsx'
import { DropDialog, type Dropped } from './DropDialog.tsx'
import { useKeptForm } from './kept.ts'
import { NoticeDialog } from './NoticeDialog.tsx'
import { RosterDialog } from './RosterDialog.tsx'
import { YearGrid } from './YearGrid.tsx'

type Doing = { act: 'day'; day: CalendarDayView | null } | { act: 'roster' } | { act: 'drop'; what: Dropped }

export function CalendarPart() {
  const { t } = useTranslation()
  const today = useToday()
  const [, navigate] = useLocation()
  const { of } = useParams<{ of?: string }>()
  const year = /^2[01]\d\d$/.test(of ?? '') ? Number(of) : Number(today.slice(0, 4))
  const answer = useAnswer('calendar.year', { year })
  const goTo = (to: number): void => navigate(paths.settings('calendar', String(to)))
  return (
    <>
      <p className="faint settings-about">{t('calendar.about')}</p>
      <div className="settings-head">
        <Button icon={<LeftOutlined />} aria-label={t('calendar.earlier')} disabled={year <= 2000} onClick={() => goTo(year - 1)} />
        <h2 className="settings-year" aria-live="polite">{t('calendar.year', { year })}</h2>
        <Button icon={<RightOutlined />} aria-label={t('calendar.later')} disabled={year >= 2149} onClick={() => goTo(year + 1)} />
        <Button onClick={() => goTo(Number(today.slice(0, 4)))}>{t('calendar.thisYear')}</Button>
        {answer.value !== null && (
          <Tag color={answer.value.notice === 'none' ? 'warning' : 'success'}>{t(`calendar.notice.${answer.value.notice}`)}</Tag>
        )}
      </div>
      <Answered answer={answer} keeps>{(shown) => <Year year={year} shown={shown} onChanged={answer.reload} />}</Answered>
    </>
  )
}

function Year({ year, shown, onChanged }: { year: number; shown: CalendarYearView; onChanged: () => void }) {
  const { t } = useTranslation()
  const manages = usePermits('calendar.manage')
  const [doing, setDoing] = useState<Doing | null>(null)
  const [entering, setEntering] = useKeptForm('notice')
  const close = (changed: boolean): void => {
    setDoing(null)
    setEntering(false)
    if (changed) onChanged()
  }
  return (
    <div className="calendar">
      <div>
        <YearGrid days={shown.days} onChoose={manages ? (day) => setDoing({ act: 'day', day }) : null} />
        <Legend />
      </div>
      <div className="calendar-side">
        {manages && (
          <div className="calendar-acts">
            <Button onClick={() => setDoing({ act: 'day', day: null })}>{t('calendar.setDay')}</Button>
            <Button onClick={() => setDoing({ act: 'roster' })}>{t('calendar.rosterSet')}</Button>
            <Button type={shown.notice === 'none' ? 'primary' : 'default'} onClick={() => setEntering(true)}>{t('calendar.enter')}</Button>
          </div>
        )}
        <Rosters rosters={shown.rosters} onDrop={manages ? (what) => setDoing({ act: 'drop', what }) : null} />
        <Notices years={shown.entered} onDrop={manages ? (what) => setDoing({ act: 'drop', what }) : null} />
      </div>
      {doing?.act === 'day' && <DayDialog day={doing.day} days={shown.days} onClose={close} />}
      {doing?.act === 'roster' && <RosterDialog onClose={close} />}
      {entering && manages && <NoticeDialog year={year} onClose={close} />}
      {doing?.act === 'drop' && <DropDialog what={doing.what} onClose={close} />}
    </div>
  )
}

const LEGEND = [
  ['working', ''], ['free', 'day-free'], ['holiday', 'day-free day-holiday'], ['makeUp', 'day-make-up'], ['own', 'day-own'], ['today', 'day-today'],
] as const

function Legend() {
  const { t } = useTranslation()
  return (
    <ul className="calendar-legend" aria-label={t('calendar.legend.title')}>
      {LEGEND.map(([key, look]) => <li key={key}><span className={`day ${look}`} aria-hidden="true">{key === 'today' ? 8 : 1}</span> {t(`calendar.legend.${key}`)}</li>)}
    </ul>
  )
}

type DropProps = { onDrop: ((what: Dropped) => void) | null }

function Rosters({ rosters, onDrop }: DropProps & { rosters: CalendarYearView['rosters'] }) {
  const { t } = useTranslation()
  const weekdays = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const
  return (
    <section aria-labelledby="calendar-rosters">
      <h3 className="settings-sub" id="calendar-rosters">{t('calendar.roster')}</h3>
      {rosters.length === 0 && <p className="faint">{t('calendar.rosterEmpty')}</p>}
      <ul className="calendar-set">
        {rosters.map(({ fromOn, weekdays: worked }) => {
          const days = weekdays.filter((_, day) => worked?.includes(day)).map((day) => t(`calendar.weekday.${day}`)).join(' ')
          const said = worked === null ? t('calendar.rosterBack', { date: fromOn }) : t('calendar.rosterFrom', { date: fromOn, days })
          return <Set key={fromOn} said={said} onDrop={onDrop && (() => onDrop({ kind: 'roster', fromOn, said }))} />
        })}
      </ul>
    </section>
  )
}

function Notices({ years, onDrop }: DropProps & { years: readonly number[] }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="calendar-notices">
      <h3 className="settings-sub" id="calendar-notices">{t('calendar.entered')}</h3>
      {years.length === 0 && <p className="faint">{t('calendar.enteredEmpty')}</p>}
      <ul className="calendar-set">
        {years.map((year) => {
          const said = t('calendar.enteredYear', { year })
          return <Set key={year} said={said} onDrop={onDrop && (() => onDrop({ kind: 'notice', year, said }))} />
        })}
      </ul>
    </section>
  )
}

function Set({ said, onDrop }: { said: string; onDrop: (() => void) | null }) {
  const { t } = useTranslation()
  return (
    <li>
      <span>{said}</span>
      {onDrop !== null && <Button type="link" danger size="small" aria-label={t('calendar.dropOf', { what: said })} onClick={onDrop}>{t('calendar.drop')}</Button>}
    </li>
  )
}

// The two rates of a month by department, person and kind, twelve months of them, and the records behind each figure (rules V8, V11).
import { Alert, Button, DatePicker, Select } from 'antd'
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { figuresBy, isMonth, monthAfter, monthOf, sumFigures, type Month } from '#shared/domain/rate.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { Behind, type Asked } from './Behind.tsx'
import { Definitions } from './Definitions.tsx'
import { RateTable, type RateRow } from './RateTable.tsx'
import { Trend } from './Trend.tsx'
import '../screens.css'
import './rate.css'

const ANY = 0

type MonthFigures = Output<'rate.month'>

export function Rates() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const thisMonth = monthOf(useToday())
  const { month: asked = '' } = useParams<{ month?: string }>()
  const month = isMonth(asked) ? asked : thisMonth
  const answer = useAnswer('rate.month', { month })
  const go = (to: Month): void => navigate(paths.rates(to), { replace: true })
  return (
    <Page
      title={t('rate.title')}
      actions={(
        <>
          <Button aria-label={t('rate.previous')} icon={<LeftOutlined aria-hidden />} onClick={() => go(monthAfter(month, -1))} />
          <DatePicker
            picker="month"
            aria-label={t('rate.month')}
            value={dayjs(`${month}-01`)}
            maxDate={dayjs(`${thisMonth}-01`).endOf('month')}
            format="YYYY-MM"
            allowClear={false}
            onChange={(day) => go(day?.format('YYYY-MM') ?? month)}
          />
          <Button
            aria-label={t('rate.next')} icon={<RightOutlined aria-hidden />} disabled={month >= thisMonth} onClick={() => go(monthAfter(month, 1))}
          />
        </>
      )}
    >
      <Answered answer={answer} keeps>{(figures) => <OfMonth figures={figures} />}</Answered>
      <Definitions />
    </Page>
  )
}

function OfMonth({ figures: { month, open, cells, departments, people } }: { figures: MonthFigures }) {
  const { t } = useTranslation()
  const [departmentId, setDepartment] = useState<number>(ANY)
  const [kind, setKind] = useState<RecordKind | null>(null)
  const [opened, setOpened] = useState<{ month: Month; asked: Asked } | null>(null)
  const ask = (asked: Asked): void => setOpened({ month, asked })
  const ofDepartment = cells.filter((cell) => departmentId === ANY || cell.departmentId === departmentId)
  const shown = ofDepartment.filter((cell) => kind === null || cell.kind === kind)
  const department = departments.find(({ id }) => id === departmentId) ?? null
  const whole = { departmentId: department?.id ?? null, personId: null, kind }
  const kindText = kind === null ? '' : ` · ${t(`common.kind.${kind}`)}`
  const name = `${department?.name ?? t('rate.store')}${kindText}`
  const rows: RateRow[] = [
    { key: 'whole', level: 0, name, subject: whole, figures: sumFigures(shown), sheetOf: null },
    ...departments.flatMap((each): RateRow[] => {
      const theirs = shown.filter((cell) => cell.departmentId === each.id)
      if (theirs.length === 0) return []
      const byPerson = figuresBy(theirs, ({ personId }) => personId)
      return [
        { key: `${each.id}`, level: 1, name: each.name, subject: { ...whole, departmentId: each.id }, figures: sumFigures(theirs), sheetOf: each.id },
        ...people.flatMap((person): RateRow[] => {
          const figures = byPerson.get(person.id)
          return figures === undefined ? [] : [{
            key: `${each.id}/${person.id}`, level: 2, name: person.name, subject: { departmentId: each.id, personId: person.id, kind }, figures, sheetOf: null,
          }]
        }),
      ]
    }),
  ]
  const byKind = figuresBy(ofDepartment, (cell) => cell.kind)
  const kinds = RECORD_KINDS.flatMap((each): RateRow[] => {
    const figures = byKind.get(each)
    return figures === undefined ? [] : [{
      key: each, level: 1, name: t(`common.kind.${each}`), subject: { ...whole, kind: each }, figures, sheetOf: null,
    }]
  })
  return (
    <>
      <div className="rate-bar">
        <label>
          {t('rate.department')}
          <Select
            className="rate-choice"
            aria-label={t('rate.department')}
            value={departmentId}
            onChange={(id: number) => setDepartment(id)}
            options={[{ value: ANY, label: t('rate.all') }, ...departments.map(({ id, name: label }) => ({ value: Number(id), label }))]}
          />
        </label>
        <label>
          {t('rate.kind')}
          <Select<RecordKind | ''>
            className="rate-choice"
            aria-label={t('rate.kind')}
            value={kind ?? ''}
            onChange={(value) => setKind(value === '' ? null : value)}
            options={[{ value: '', label: t('rate.all') }, ...RECORD_KINDS.map((value) => ({ value, label: t(`common.kind.${value}`) }))]}
          />
        </label>
        {open && <Alert className="rate-open" type="info" title={t('rate.open')} />}
      </div>
      {cells.length === 0
        ? <EmptyState title={t('rate.empty')} text={t('rate.emptyText')} />
        : (
          <>
            <RateTable title={t('rate.byWho')} heading={t('rate.who')} month={month} rows={rows} onAsk={ask} />
            <RateTable title={t('rate.byKind')} heading={t('rate.kind')} month={month} rows={kinds} onAsk={ask} />
          </>
        )}
      <Trend until={month} subject={whole} name={name} />
      {opened?.month === month && <Behind month={month} asked={opened.asked} onClose={() => setOpened(null)} />}
    </>
  )
}

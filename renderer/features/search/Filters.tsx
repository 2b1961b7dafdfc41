// Filters of a search: dates of delivery, visit or handover; state; kind (rule A4).
import { Button, Select } from 'antd'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { SEARCH_STATES } from '#shared/contract/dossier.ts'
import { addDays } from '#shared/domain/local-date.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { UNFILTERED, isFiltered, type Filtered } from './query.ts'

const DATE_FIELDS = ['delivery', 'visit', 'handover'] as const

type FiltersProps = Filtered & { onChange: (part: Partial<Filtered>) => void }

/** Kept as it is while words are typed. */
export const Filters = memo(function Filters({ dates, state: chosenState, kind: chosenKind, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <fieldset className="search-filters" aria-label={t('search.filters')}>
      <Select<(typeof DATE_FIELDS)[number] | 'none'>
        aria-label={t('search.dates')}
        className="search-filter"
        value={dates?.field ?? 'none'}
        options={(['none', ...DATE_FIELDS] as const).map((field) => ({ value: field, label: t(`search.dateField.${field}`) }))}
        onChange={(field) => onChange({
          dates: field === 'none' ? null : { from: dates?.from ?? addDays(today, -30), to: dates?.to ?? today, field },
        })}
      />
      {dates !== null && (
        <>
          <DayPicker
            value={dates.from}
            latest={dates.to}
            label={t('search.from')}
            onChange={(from) => onChange({ dates: { ...dates, from: from ?? dates.from } })}
          />
          <DayPicker
            value={dates.to}
            earliest={dates.from}
            label={t('search.to')}
            onChange={(to) => onChange({ dates: { ...dates, to: to ?? dates.to } })}
          />
        </>
      )}
      <Select<(typeof SEARCH_STATES)[number] | 'any'>
        aria-label={t('search.state')}
        className="search-filter"
        value={chosenState ?? 'any'}
        options={[
          { value: 'any', label: t('search.anyState') },
          ...SEARCH_STATES.map((state) => ({ value: state, label: t(`common.state.${state}`) })),
        ]}
        onChange={(state) => onChange({ state: state === 'any' ? null : state })}
      />
      <Select<RecordKind | 'any'>
        aria-label={t('search.kind')}
        className="search-filter"
        value={chosenKind ?? 'any'}
        options={[
          { value: 'any', label: t('search.anyKind') },
          ...RECORD_KINDS.map((kind) => ({ value: kind, label: t(`common.kind.${kind}`) })),
        ]}
        onChange={(kind) => onChange({ kind: kind === 'any' ? null : kind })}
      />
      {isFiltered({ dates, state: chosenState, kind: chosenKind }) && <Button type="link" onClick={() => onChange(UNFILTERED)}>{t('search.clear')}</Button>}
    </fieldset>
  )
})

// Labels of a cabinet's slots, all of them or one shelf's (rule C1).
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { useAnswer } from '../app/answer.ts'
import { Answered } from '../components/Answered.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { goBack } from './back.ts'
import { LabelPage } from './LabelPage.tsx'

const EVERY = 0

export function SlotLabels() {
  const { t } = useTranslation()
  const { cabinet: code } = useParams<{ cabinet?: string }>()
  const cabinets = useAnswer('cabinet.list', {})
  return (
    <Answered answer={cabinets}>
      {(all) => {
        const cabinet = all.find((each) => each.code === code)
        return cabinet === undefined ? <EmptyState title={t('label.slots.nothing')} /> : <LabelsOf cabinet={cabinet} />
      }}
    </Answered>
  )
}

function LabelsOf({ cabinet }: { cabinet: Output<'cabinet.list'>[number] }) {
  const { t } = useTranslation()
  const [shelf, setShelf] = useState(EVERY)
  const shelves = [...new Set(cabinet.slots.map((slot) => slot.shelf))]
  return (
    <LabelPage
      title={t('label.slots.title')}
      onBack={goBack}
      options={(
        <label>
          {t('label.slots.shelf')}{' '}
          <Select
            value={shelf}
            options={[{ value: EVERY, label: t('label.slots.every') }, ...shelves.map((number) => ({ value: number, label: t('cabinet.shelf', { number }) }))]}
            onChange={setShelf}
          />
        </label>
      )}
      labels={cabinet.slots.filter((slot) => shelf === EVERY || slot.shelf === shelf).map(({ label }) => ({
        key: label, label: { what: 'slot', label }, title: label, lines: [cabinet.room],
      }))}
    />
  )
}

// Labels of a cabinet, its shelves and its slots, all of them or one shelf's (rule C1).
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { CabinetView } from '#shared/contract/cabinet.ts'
import { shelfLabel } from '#shared/domain/slot.ts'
import { useAnswer } from '../app/answer.ts'
import { Answered } from '../components/Answered.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { goBack } from './back.ts'
import { LabelPage, type PrintedLabel } from './LabelPage.tsx'

const EVERY = 0
const WHAT = ['slot', 'shelf', 'cabinet', 'all'] as const
type What = (typeof WHAT)[number]

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

function LabelsOf({ cabinet }: { cabinet: CabinetView }) {
  const { t } = useTranslation()
  const [what, setWhat] = useState<What>('slot')
  const [shelf, setShelf] = useState(EVERY)
  const wanted = (of: What): boolean => what === of || what === 'all'
  const isOn = (number: number): boolean => shelf === EVERY || shelf === number
  const labels: PrintedLabel[] = [
    ...(wanted('cabinet') ? [{ key: cabinet.code, label: { what: 'cabinet', label: cabinet.code } as const, title: cabinet.code, lines: [cabinet.room] }] : []),
    ...cabinet.shelves.filter(({ number }) => isOn(number)).flatMap(({ number, name }) => {
      const label = shelfLabel(cabinet.code, number)
      return [
        ...(wanted('shelf') ? [{ key: label, label: { what: 'shelf', label } as const, title: label, lines: [t('cabinet.shelf', { number }), name, cabinet.room].filter((line) => line !== '') }] : []),
        ...(wanted('slot')
          ? cabinet.slots.filter((slot) => slot.shelf === number).map((slot) => (
            { key: slot.label, label: { what: 'slot', label: slot.label } as const, title: slot.label, lines: [cabinet.room] }
          ))
          : []),
      ]
    }),
  ]
  return (
    <LabelPage
      title={t('label.slots.title')}
      onBack={goBack}
      options={(
        <>
          <label>
            {t('label.slots.what')}{' '}
            <Select value={what} options={WHAT.map((each) => ({ value: each, label: t(`label.slots.of.${each}`) }))} onChange={setWhat} />
          </label>
          <label>
            {t('label.slots.shelf')}{' '}
            <Select
              value={shelf}
              options={[
                { value: EVERY, label: t('label.slots.every') },
                ...cabinet.shelves.map(({ number }) => ({ value: number, label: t('cabinet.shelf', { number }) })),
              ]}
              onChange={setShelf}
            />
          </label>
        </>
      )}
      labels={labels}
    />
  )
}

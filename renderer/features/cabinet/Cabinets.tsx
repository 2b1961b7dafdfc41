// The cabinets as they stand: shelves from top to bottom, slots from left to right, how full each is, and what lies in one (rule C1).
import { Button, Segmented } from 'antd'
import { PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { printPaths } from '../../print/paths.ts'
import { AddCabinet } from './AddCabinet.tsx'
import { Shelves } from './Shelves.tsx'
import { SlotPanel } from './SlotPanel.tsx'
import './cabinet.css'

export type CabinetView = Output<'cabinet.list'>[number]

export function Cabinets() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { slot: asked } = useParams<{ slot?: string }>()
  const mayManage = usePermits('cabinet.manage')
  const answer = useAnswer('cabinet.list', {})
  const [chosen, setChosen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)

  const cabinets = answer.value ?? []
  const shown = cabinets.find(({ slots }) => slots.some(({ label }) => label === asked))
    ?? cabinets.find(({ code }) => code === chosen) ?? cabinets[0]

  return (
    <Page
      title={t('cabinet.title')}
      actions={(
        <>
          {shown !== undefined && (
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.slotLabels(shown.code))}>{t('cabinet.print')}</Button>
          )}
          {mayManage && <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>{t('cabinet.add')}</Button>}
        </>
      )}
    >
      <Answered answer={answer}>
        {() => (shown === undefined
          ? <EmptyState title={t('cabinet.empty')} text={t('cabinet.emptyText')} />
          : (
            <>
              {cabinets.length > 1 && (
                <Segmented
                  className="cabinet-choice"
                  aria-label={t('cabinet.list')}
                  value={shown.code}
                  options={cabinets.map((cabinet) => ({ value: cabinet.code, label: <CabinetName cabinet={cabinet} /> }))}
                  onChange={(code) => {
                    setChosen(code)
                    navigate(paths.cabinets())
                  }}
                />
              )}
              <div className="cabinet">
                <section className="panel cabinet-panel" aria-label={t('cabinet.slots', { code: shown.code })}>
                  {cabinets.length === 1 && <h2 className="panel-title"><CabinetName cabinet={shown} /></h2>}
                  <Shelves
                    key={shown.id}
                    cabinet={shown}
                    chosen={asked ?? null}
                    onChoose={(label) => navigate(paths.cabinets(label))}
                  />
                </section>
                <SlotPanel label={asked ?? null} />
              </div>
            </>
          ))}
      </Answered>
      {adding && (
        <AddCabinet
          onClose={() => setAdding(false)}
          onAdded={(code) => {
            setAdding(false)
            setChosen(code)
            navigate(paths.cabinets())
            answer.reload()
          }}
        />
      )}
    </Page>
  )
}

function CabinetName({ cabinet: { code, room, slots } }: { cabinet: CabinetView }) {
  const { t } = useTranslation()
  const used = slots.reduce((sum, slot) => sum + slot.used, 0)
  const capacity = slots.reduce((sum, slot) => sum + slot.capacity, 0)
  return (
    <span className="cabinet-name">
      <strong className="code">{code}</strong> {room} <small>{t('cabinet.fill', { used, capacity })}</small>
    </span>
  )
}

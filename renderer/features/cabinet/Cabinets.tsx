// Rooms and cabinets as they stand, the one chosen drawn with its shelves and slots, and what lies in a slot beside it (rule C1).
import { Button } from 'antd'
import { BarcodeOutlined, PlusOutlined, PrinterOutlined, SwapOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { printPaths } from '../../print/paths.ts'
import { AddCabinet } from './AddCabinet.tsx'
import { CabinetHead } from './CabinetHead.tsx'
import { MovePanel } from './MovePanel.tsx'
import { Rooms } from './Rooms.tsx'
import { Shelves } from './Shelves.tsx'
import { SlotPanel } from './SlotPanel.tsx'
import '../screens.css'
import './cabinet.css'

/** At a cabinet (`A`), a shelf of it (`A-03`) or a slot (`A-03-12`). */
export function Cabinets() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { slot: asked = '' } = useParams<{ slot?: string }>()
  const mayManage = usePermits('cabinet.manage')
  const mayCount = usePermits('stocktaking.read')
  const mayPlace = usePermits('filing.place')
  const list = useAnswer('cabinet.list', {})
  const [adding, setAdding] = useState(false)
  const [moving, setMoving] = useState<readonly Id<'dossier'>[] | null>(null)
  // Grows with what changes in slots, so that the one that is open is asked again.
  const [turn, setTurn] = useState(0)

  const [code = '', shelf, number] = asked.split('-')
  const cabinets = list.value ?? []
  const shown = cabinets.find((each) => each.code === code) ?? cabinets[0]
  const slot = number === undefined ? null : asked
  const drawn = useAnswer('cabinet.drawn', shown === undefined ? null : { id: shown.id })
  const changed = (): void => {
    list.reload()
    drawn.reload()
    setTurn(turn + 1)
  }

  return (
    <Page
      title={t('cabinet.title')}
      actions={(
        <>
          {mayPlace && shown !== undefined && moving === null && (
            <Button icon={<SwapOutlined aria-hidden />} onClick={() => setMoving([])}>{t('cabinet.move.act')}</Button>
          )}
          {shown !== undefined && (
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.slotLabels(shown.code))}>{t('cabinet.print')}</Button>
          )}
          {mayCount && <Button icon={<BarcodeOutlined aria-hidden />} onClick={() => navigate(paths.stocktakings())}>{t('stocktaking.title')}</Button>}
          {mayManage && <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>{t('cabinet.add')}</Button>}
        </>
      )}
    >
      <Answered answer={list}>
        {() => (shown === undefined
          ? <EmptyState title={t('cabinet.empty')} text={t('cabinet.emptyText')} />
          : (
            <>
              <Rooms cabinets={cabinets} shown={shown.code} />
              <div className="cabinet">
                <section className="panel cabinet-panel" aria-label={t('cabinet.slots', { code: shown.code })}>
                  <Answered answer={drawn} keeps>
                    {(cabinet) => (
                      <>
                        <CabinetHead
                          cabinet={cabinet}
                          onChanged={(to) => {
                            if (to !== cabinet.code) navigate(paths.cabinets(to ?? undefined))
                            changed()
                          }}
                        />
                        <Shelves
                          key={cabinet.id}
                          cabinet={cabinet}
                          shelf={slot === null && shelf !== undefined ? Number(shelf) : null}
                          chosen={slot}
                          onChoose={(label) => navigate(paths.cabinets(label))}
                          onChanged={changed}
                        />
                      </>
                    )}
                  </Answered>
                </section>
                {moving === null
                  ? <SlotPanel key={slot} label={slot} turn={turn} onMove={mayPlace ? setMoving : null} />
                  : <MovePanel begun={moving} slot={slot} onMoved={changed} onClose={() => setMoving(null)} />}
              </div>
            </>
          ))}
      </Answered>
      {adding && (
        <AddCabinet
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            setAdding(false)
            navigate(paths.cabinets(added))
            list.reload()
          }}
        />
      )}
    </Page>
  )
}

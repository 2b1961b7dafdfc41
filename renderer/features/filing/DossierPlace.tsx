// Where a dossier's folder lies and has lain, putting it somewhere, and its label (rules F2, C1).
import { App, Button, Modal } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { printPaths } from '../../print/paths.ts'
import { PlacingBox } from './PlacingBox.tsx'
import { usePlacing } from './usePlacing.ts'
import './filing.css'

type DossierPlaceProps = { dossierId: Id<'dossier'>; filing: Output<'filing.ofDossier'>; onChanged: () => void }

export function DossierPlace({ dossierId, filing, onChanged }: DossierPlaceProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const mayPlace = usePermits('filing.place')
  const [placing, setPlacing] = useState(false)
  const { place, places } = filing
  const before = places.filter(({ until }) => until !== null)
  const waiting = filing.records.filter(({ open }) => open.includes('place')).map(({ recordId }) => recordId)
  const putIn = useAct(async () => {
    await call('filing.place', { recordIds: waiting })
    void message.success(t('filing.folder.papersDone'))
    onChanged()
  })
  return (
    <section className="panel dossier-place" aria-labelledby="dossier-place">
      <h2 id="dossier-place" className="panel-title">{t('filing.folder.title')}</h2>
      {place === null
        ? <p className="faint">{t('filing.folder.nowhere')}</p>
        : (
          <p>
            <Link href={paths.cabinets(place.slot)} className="dossier-place-slot code">{place.slot}</Link> {place.room}
            <small className="faint">{t('filing.folder.since', { date: dayOf(place.since), name: place.byName })}</small>
          </p>
        )}
      <ErrorNote error={putIn.error} />
      <div className="dossier-place-acts">
        {mayPlace && place !== null && waiting.length > 0 && (
          <Button size="small" type="primary" loading={putIn.running} onClick={() => void putIn.run()}>
            {t('filing.folder.papersIn', { count: waiting.length })}
          </Button>
        )}
        {mayPlace && <Button size="small" onClick={() => setPlacing(true)}>{t(place === null ? 'filing.folder.put' : 'filing.folder.move')}</Button>}
        <Button size="small" icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.folderLabels([dossierId]))}>
          {t('filing.folder.label')}
        </Button>
      </div>
      {before.length > 0 && (
        <details>
          <summary>{t('filing.folder.history', { count: before.length })}</summary>
          <ul className="dossier-place-history">
            {before.map(({ slot, since, until, byName }) => (
              <li key={since}>
                <span className="code">{slot}</span> {t('dossier.field.period', { from: dayOf(since), to: dayOf(until ?? since) })}{' '}
                <span className="faint">{byName}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {placing && (
        <PlaceDialog
          dossierId={dossierId}
          onClose={() => setPlacing(false)}
          onPlaced={() => {
            setPlacing(false)
            onChanged()
          }}
        />
      )}
    </section>
  )
}

function PlaceDialog({ dossierId, onClose, onPlaced }: { dossierId: Id<'dossier'>; onClose: () => void; onPlaced: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const placing = usePlacing(({ number, slot }) => {
    void message.success(t('filing.place.done', { number, slot }))
    onPlaced()
  })
  const begin = useEffectEvent(() => void placing.take.run(dossierId))
  useEffect(() => begin(), [])
  return (
    <Modal open width={560} title={t('filing.folder.dialog')} footer={null} onCancel={onClose} mask={{ closable: false }}>
      <PlacingBox placing={placing} />
    </Modal>
  )
}

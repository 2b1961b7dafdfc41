// A car's dossier: the car, its owners, its records and its whole story on one time line (rules F1, F3, F8, C5).
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { Page } from '../../components/Page.tsx'
import { DossierTrace } from '../audit/DossierTrace.tsx'
import { DossierKeeping } from '../disposal/DossierKeeping.tsx'
import { DossierPlace } from '../filing/DossierPlace.tsx'
import { DossierLoans, LentTag } from '../loan/DossierLoans.tsx'
import { DossierVolumes } from '../volume/DossierVolumes.tsx'
import { DossierSecrecy } from '../secrecy/DossierSecrecy.tsx'
import { SecrecyTag } from '../secrecy/SecrecyTag.tsx'
import { CarFacts } from './CarFacts.tsx'
import { EditDrawer, type Editing } from './EditDrawer.tsx'
import { OwnerFacts } from './OwnerFacts.tsx'
import { Records } from './Records.tsx'
import { Timeline } from './Timeline.tsx'
import '../screens.css'
import './dossier.css'

export function Dossier() {
  const id = idParam<'dossier'>(useParams<{ id?: string }>().id)
  return id === null ? <NotFound /> : <OpenDossier key={id} id={id} />
}

function OpenDossier({ id }: { id: Id<'dossier'> }) {
  const { t } = useTranslation()
  const mayEdit = usePermits('dossier.edit')
  const mayMerge = usePermits('dossier.merge')
  const answer = useAnswer('dossier.open', { id })
  const filing = useAnswer('filing.ofDossier', usePermits('record.read') ? { dossierId: id } : null)
  // Asked beside the dossier, not after it: its first pictures are on screen the sooner.
  const scans = useAnswer('scan.ofDossier', usePermits('scan.read') ? { dossierId: id } : null)
  const loans = useAnswer('loan.ofDossier', usePermits('loan.request') ? { dossierId: id } : null)
  const secrecy = useAnswer('secrecy.ofDossier', { dossierId: id })
  const [editing, setEditing] = useState<Editing | null>(null)
  return (
    <Answered answer={answer}>
      {(dossier) => {
        const owner = dossier.owners.at(-1)
        const delivered = dossier.records.some(({ kind }) => kind === 'delivery')
        return (
          <Page
            title={(
              <>
                {dossier.vehicle.plate ?? t('dossier.noPlate')} · {owner?.customer.name}{' '}
                <span className="dossier-number code">{dossier.number}</span>
              </>
            )}
            actions={(
              <>
                <LentTag answer={loans} />
                {mayMerge && <Link href={paths.compare('dossier', id)}>{t('merge.from.car')}</Link>}
                {mayMerge && <Link href={paths.compare('customer', id)}>{t('merge.from.customer')}</Link>}
                <SecrecyTag secrecy={dossier.secrecy} />
              </>
            )}
          >
            <div className="dossier">
              <div className="dossier-side">
                <CarFacts vehicle={dossier.vehicle} onEdit={mayEdit ? () => setEditing({ what: 'vehicle', vehicle: dossier.vehicle, delivered }) : null} />
                <OwnerFacts
                  owners={dossier.owners}
                  onEdit={mayEdit && owner !== undefined ? () => setEditing({ what: 'customer', customer: owner.customer }) : null}
                  onChange={mayEdit ? () => setEditing({ what: 'owner' }) : null}
                />
                {filing.value !== null && <DossierPlace dossierId={id} filing={filing.value} onChanged={filing.reload} />}
                <DossierLoans answer={loans} number={dossier.number} />
                <DossierVolumes dossierId={id} />
                <DossierSecrecy
                  dossier={dossier}
                  answer={secrecy}
                  onChanged={() => {
                    answer.reload()
                    scans.reload()
                    secrecy.reload()
                  }}
                />
                <DossierKeeping dossierId={id} owners={dossier.owners} />
              </div>
              <div className="dossier-main">
                <Records
                  records={dossier.records}
                  filing={filing}
                  scans={scans}
                  keptBack={secrecy.value?.papers.filter(({ mayRead }) => !mayRead) ?? []}
                  onChanged={() => {
                    answer.reload()
                    filing.reload()
                  }}
                />
                <Timeline dossier={dossier} />
                <DossierTrace number={dossier.number} />
              </div>
            </div>
            {editing !== null && (
              <EditDrawer
                dossierId={id}
                editing={editing}
                onClose={() => setEditing(null)}
                onSaved={() => {
                  setEditing(null)
                  answer.reload()
                }}
              />
            )}
          </Page>
        )
      }}
    </Answered>
  )
}

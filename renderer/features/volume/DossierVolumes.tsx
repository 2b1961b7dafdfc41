// On a dossier's page: its contents list to print (F7), and in which volumes its bound records lie (C2).
import { Button } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { printPaths } from '../../print/paths.ts'
import '../filing/filing.css'

export function DossierVolumes({ dossierId }: { dossierId: Id<'dossier'> }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const reads = usePermits('volume.read')
  const answer = useAnswer('volume.ofDossier', { dossierId })
  return (
    <section className="panel" aria-labelledby="dossier-volumes">
      <h2 id="dossier-volumes" className="panel-title">{t('volume.ofDossier.title')}</h2>
      <Answered answer={answer}>
        {(bound) => (
          <>
            <p className="faint">{bound.length === 0 ? t('volume.ofDossier.none') : t('volume.ofDossier.some', { count: bound.length })}</p>
            <ul className="dossier-place-history">
              {bound.map(({ recordId, kind, deliveredOn, volumeId, number, position, fromPage, toPage, slot, gone }) => (
                <li key={recordId}>
                  {t('volume.ofDossier.lies', { kind: t(`common.kind.${kind}`), date: deliveredOn })}{' '}
                  {reads ? <Link href={paths.volume(volumeId)} className="code">{number}</Link> : <span className="code">{number}</span>}{' '}
                  <span className="faint">{t('volume.ofDossier.at', { position, from: fromPage, to: toPage })}{slot !== null && ` · ${slot}`}{gone !== null && ` · ${t(`volume.gone.${gone}`)}`}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answered>
      <Button size="small" icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.contents(dossierId))}>{t('volume.ofDossier.contents')}</Button>
    </section>
  )
}

// A page of the tray, large enough to see what it is.
import { useTranslation } from 'react-i18next'
import type { InboxPageView } from '#shared/contract/scan.ts'
import { Busy } from '../../components/Busy.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { usePicture } from '../scan/pictures.ts'

const LONGEST = 1600

export function LargePage({ page }: { page: InboxPageView }) {
  const { t } = useTranslation()
  const { url, error } = usePicture({ method: 'inbox.view', input: { id: page.id, longest: LONGEST }, version: '', wanted: true, inTurn: false })
  const { places, elsewhere } = page.known
  return (
    <>
      <ErrorNote error={error} />
      {places.map(({ recordNumber, dossierNumber, code }) => (
        <p key={`${recordNumber} ${code}`} className="late">{t('inbox.tray.knownAt', { dossier: dossierNumber, record: recordNumber, paper: paperName(t, code) })}</p>
      ))}
      {elsewhere > 0 && <p className="late">{t('inbox.tray.knownElsewhere')}</p>}
      {url !== null && <img src={url} alt={t('inbox.page', { name: page.fileName, page: page.page })} />}
      {url === null && error === null && <Busy label={t('common.loading')} />}
    </>
  )
}

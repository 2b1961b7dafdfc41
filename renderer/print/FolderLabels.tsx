// Labels of folders: the archive number as a code and in words, the car, and nothing about the customer (rule F2).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { goBack } from './back.ts'
import { LabelPage } from './LabelPage.tsx'

export function FolderLabels() {
  const { t } = useTranslation()
  const { ids = '' } = useParams<{ ids?: string }>()
  const asked = ids.split(',').map((id) => idParam<'dossier'>(id)).filter((id) => id !== null)
  const folders = useAnswer('label.folders', asked.length === 0 ? null : { dossierIds: asked })
  if (asked.length === 0) return <NotFound />
  return (
    <Answered answer={folders}>
      {(found) => (
        <LabelPage
          title={t('label.folders.title')}
          onBack={goBack}
          labels={found.map(({ dossierId, number, plate, vin, model }) => ({
            key: String(dossierId),
            label: { what: 'dossier', number },
            title: number,
            lines: [plate ?? t('label.folders.vin', { tail: vin.slice(-8) }), model],
          }))}
        />
      )}
    </Answered>
  )
}

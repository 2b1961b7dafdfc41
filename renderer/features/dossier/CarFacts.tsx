// The car of a dossier.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { VehicleView } from '#shared/contract/dossier.ts'

export function CarFacts({ vehicle, onEdit }: { vehicle: VehicleView; onEdit: (() => void) | null }) {
  const { t } = useTranslation()
  return (
    <section className="panel" aria-labelledby="dossier-car">
      <div className="dossier-head">
        <h2 id="dossier-car" className="panel-title">{t('dossier.car')}</h2>
        {onEdit !== null && <Button size="small" onClick={onEdit} aria-label={t('dossier.edit.car')}>{t('common.edit')}</Button>}
      </div>
      <dl className="facts">
        <dt>{t('dossier.fieldName.plate')}</dt>
        <dd className="code">{vehicle.plate ?? t('dossier.noPlate')}</dd>
        <dt>{t('dossier.fieldName.vin')}</dt>
        <dd className="code">{vehicle.vin}</dd>
        <dt>{t('dossier.fieldName.model')}</dt>
        <dd>{vehicle.model}</dd>
        <dt>{t('dossier.fieldName.colour')}</dt>
        <dd>{vehicle.colour || t('common.none')}</dd>
        <dt>{t('dossier.fieldName.engineNumber')}</dt>
        <dd className="code">{vehicle.engineNumber || t('common.none')}</dd>
        <dt>{t('dossier.fieldName.origin')}</dt>
        <dd>{t(`record.origin.${vehicle.origin}`)}</dd>
      </dl>
    </section>
  )
}

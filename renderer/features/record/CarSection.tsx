// The car comes first: its VIN or plate is scanned or typed, and what is on file fills the form (rules F1, F3).
import { Alert, Checkbox, Form, Input } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordKind } from '#shared/domain/record.ts'
import { normaliseVin, vinWarning } from '#shared/domain/vin.ts'
import { problemRule } from '../../components/form.ts'
import { FIELD_RULES } from './fieldRules.ts'
import type { Lookup } from './filedCar.ts'
import { VehicleDetailsFields } from './VehicleDetailsFields.tsx'

type CarSectionProps = {
  kind: RecordKind
  lookup: Lookup
  plateTaken: boolean
  /** The VIN was changed. */
  onVin: (text: string) => void
  /** A plate was typed to its end. */
  onPlate: (text: string) => void
}

export function CarSection({ kind, lookup, plateTaken, onVin, onPlate }: CarSectionProps) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const vin = Form.useWatch<string | undefined>(['vehicle', 'vin'], form) ?? ''
  useEffect(() => form.focusField(['vehicle', 'vin']), [form])

  const deliveredOnFile = lookup.state === 'onFile' && lookup.car.vehicle !== null && lookup.car.hasDelivery
  const doubtful = vinWarning(normaliseVin(vin)) !== null
  return (
    <section className="entry-section" aria-labelledby="entry-car">
      <h2 id="entry-car">{t('record.enter.car')}</h2>
      <div className="field-grid">
        <Form.Item
          name={['vehicle', 'vin']}
          label={t('record.enter.vin')}
          required
          rules={FIELD_RULES.vin}
          className="field-wide"
          extra={<LookupNote lookup={lookup} />}
        >
          <Input
            autoComplete="off"
            spellCheck={false}
            className="code"
            placeholder={t('record.enter.vinHint')}
            onChange={(event) => onVin(event.target.value)}
            // A scanner ends with Enter: the next thing to fill in is the plate.
            onPressEnter={() => form.focusField(['vehicle', 'plate'])}
          />
        </Form.Item>
        {doubtful && (
          <div className="field-wide">
            <Alert type="warning" showIcon title={t('record.enter.vinWarning')} className="note" />
            <Form.Item
              name={['vehicle', 'vinConfirmed']}
              valuePropName="checked"
              rules={[problemRule((confirmed) => (confirmed === true ? null : 'vin.confirm'))]}
            >
              <Checkbox>{t('record.enter.vinConfirm')}</Checkbox>
            </Form.Item>
          </div>
        )}
        <VehicleDetailsFields delivered={kind === 'delivery' || deliveredOnFile} plateTaken={plateTaken} onPlate={onPlate} />
      </div>
    </section>
  )
}

function LookupNote({ lookup }: { lookup: Lookup }) {
  const { t } = useTranslation()
  switch (lookup.state) {
    case 'unknown':
      return <output className="entry-found" />
    case 'looking':
      return <output className="entry-found">{t('common.loading')}</output>
    case 'notOnFile':
      return <output className="entry-found">{t('record.enter.notOnFile')}</output>
    case 'onFile': {
      const { dossierNumber, owner } = lookup.car
      return (
        <output className="entry-found entry-on-file">
          {owner === null
            ? t('record.enter.onFileHidden', { number: dossierNumber })
            : `${t('record.enter.onFile', { number: dossierNumber })} · ${t('record.enter.onFileOwner', { name: owner.customer.name })}`}
        </output>
      )
    }
  }
}

// The car's data besides its VIN: plate or none yet, model, colour, engine number, where it was sold (rule F1).
import { Checkbox, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallError } from '#shared/contract/envelope.ts'
import { ORIGINS } from '#shared/contract/dossier.ts'
import { originProblem } from '#shared/domain/record.ts'
import { problemRule } from '../../components/form.ts'
import { FIELD_RULES } from './fieldRules.ts'

type VehicleDetailsFieldsProps = {
  /** A delivery of the car is being entered, or is on file: it was sold here. */
  delivered: boolean
  /** The engine found the plate on another car: it may be moved from there. */
  plateTaken: boolean
  /** A plate was typed to its end. */
  onPlate?: (plate: string) => void
}

/** Whether a refusal says that the plate is on another car. */
export function saysPlateTaken(error: CallError): boolean {
  return error.details.fields?.some(({ problem }) => problem === 'plate.onAnotherCar') ?? false
}

/** Names its fields `vehicle.…` and `noPlate`, in whatever form it stands. */
export function VehicleDetailsFields({ delivered, plateTaken, onPlate }: VehicleDetailsFieldsProps) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const noPlate = Form.useWatch<boolean | undefined>('noPlate', form) ?? false
  return (
    <>
      <div className="field-row">
        <Form.Item
          name={['vehicle', 'plate']}
          label={t('record.enter.plate')}
          required={!noPlate}
          {...(noPlate ? {} : { rules: FIELD_RULES.plate })}
        >
          <Input
            disabled={noPlate}
            autoComplete="off"
            // Leave to move one plate is no leave to move the next.
            onChange={() => form.setFieldValue(['vehicle', 'plateMoved'], false)}
            onBlur={(event) => onPlate?.(event.target.value)}
            onPressEnter={(event) => onPlate?.(event.currentTarget.value)}
          />
        </Form.Item>
        <Form.Item
          name="noPlate"
          valuePropName="checked"
          className="field-tick"
          getValueFromEvent={(event: { target: { checked: boolean } }) => {
            if (event.target.checked) form.setFields([{ name: ['vehicle', 'plate'], value: '', errors: [] }])
            return event.target.checked
          }}
        >
          <Checkbox>{t('record.enter.noPlate')}</Checkbox>
        </Form.Item>
      </div>
      <Form.Item name={['vehicle', 'plateMoved']} valuePropName="checked" className="field-wide" hidden={!plateTaken}>
        <Checkbox>{t('record.enter.plateMoved')}</Checkbox>
      </Form.Item>
      <Form.Item name={['vehicle', 'model']} label={t('record.enter.model')} required rules={FIELD_RULES.model}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name={['vehicle', 'colour']} label={t('record.enter.colour')} rules={FIELD_RULES.colour}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name={['vehicle', 'engineNumber']} label={t('record.enter.engineNumber')} rules={FIELD_RULES.engineNumber}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={['vehicle', 'origin']}
        label={t('record.enter.origin')}
        {...(delivered ? { rules: [problemRule((origin) => originProblem('delivery', origin === 'soldElsewhere' ? origin : 'soldHere'))] } : {})}
      >
        <Radio.Group
          optionType="button"
          aria-label={t('record.enter.origin')}
          options={ORIGINS.map((origin) => ({ value: origin, label: t(`record.origin.${origin}`) }))}
        />
      </Form.Item>
    </>
  )
}

// The customer of a record: the owner as filed, brought up to date; a new owner; or nobody, when the dossier may not be known (F8).
import { Checkbox, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { CustomerFields } from './CustomerFields.tsx'
import { asksCustomer, type FiledCar } from './entryValues.ts'

type CustomerSectionProps = { filed: FiledCar | null; onNewOwner: (chosen: boolean) => void }

export function CustomerSection({ filed, onNewOwner }: CustomerSectionProps) {
  const { t } = useTranslation()
  return (
    <section className="entry-section" aria-labelledby="entry-customer">
      <div className="entry-section-head">
        <h2 id="entry-customer">{t('record.enter.customer')}</h2>
        {filed !== null && filed.owner !== null && (
          <Form.Item name="newOwner" valuePropName="checked" noStyle>
            <Checkbox onChange={(event) => onNewOwner(event.target.checked)}>{t('record.enter.newOwner')}</Checkbox>
          </Form.Item>
        )}
      </div>
      {asksCustomer(filed)
        ? <div className="field-grid"><CustomerFields /></div>
        : <p className="faint">{t('record.enter.onFileHidden', { number: filed?.dossierNumber ?? '' })}</p>}
    </section>
  )
}

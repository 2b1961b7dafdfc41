// Who is reached about this visit, confirmed with the customer (rule V3).
import { Button, Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { entryValues, type EntryValues } from './entryValues.ts'
import { FIELD_RULES } from './fieldRules.ts'

/** `ownerShown`: the owner's data is in the form and can be taken over; `onTaken`: it was. */
export function VisitFields({ ownerShown, onTaken }: { ownerShown: boolean; onTaken: () => void }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<EntryValues>()
  const takeOwner = (): void => {
    const { name, mobile, landline } = entryValues.parse(form.getFieldsValue(true)).customer
    form.setFieldValue(['contact', 'name'], name)
    form.setFieldValue(['contact', 'phone'], mobile === '' ? landline : mobile)
    onTaken()
  }
  return (
    <section className="entry-section" aria-labelledby="entry-visit">
      <div className="entry-section-head">
        <h2 id="entry-visit">{t('record.enter.visit')}</h2>
        {ownerShown && <Button size="small" onClick={takeOwner}>{t('record.enter.sameAsOwner')}</Button>}
      </div>
      <div className="field-grid">
        <Form.Item name={['contact', 'name']} label={t('record.enter.contactName')} required rules={FIELD_RULES.name}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={['contact', 'phone']} label={t('record.enter.contactPhone')} required rules={FIELD_RULES.phone}>
          <Input autoComplete="off" inputMode="tel" className="code" />
        </Form.Item>
        <Form.Item name={['contact', 'confirmed']} valuePropName="checked" className="field-wide">
          <Checkbox>{t('record.enter.contactConfirmed')}</Checkbox>
        </Form.Item>
      </div>
    </section>
  )
}

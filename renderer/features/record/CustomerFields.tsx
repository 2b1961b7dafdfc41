// The customer's data: person or company, identity by its check digits, numbers to call, address (rules F4, F8).
import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { UNKNOWN_IDENTITY, type IdentityKind } from '#shared/domain/identity.ts'
import { useToday } from '../../app/session.ts'
import { problemRule } from '../../components/form.ts'
import { IDENTITY_KINDS } from './entryValues.ts'
import { FIELD_RULES, identityRule } from './fieldRules.ts'

/** Names its fields `customer.…`, in whatever form it stands. */
export function CustomerFields() {
  const { t } = useTranslation()
  const today = useToday()
  const form = Form.useFormInstance()
  const kind = Form.useWatch<'person' | 'company' | undefined>(['customer', 'kind'], form) ?? 'person'
  const identityKind = Form.useWatch<IdentityKind | undefined>(['customer', 'identityKind'], form) ?? IDENTITY_KINDS[kind][0]
  const landline = Form.useWatch<string | undefined>(['customer', 'landline'], form) ?? ''
  return (
    <>
      <Form.Item name={['customer', 'kind']} label={t('record.enter.customerKind')}>
        <Radio.Group
          optionType="button"
          aria-label={t('record.enter.customerKind')}
          options={[
            { value: 'person', label: t('record.customerKind.person') },
            { value: 'company', label: t('record.customerKind.company') },
          ]}
          onChange={({ target }: { target: { value?: 'person' | 'company' } }) => {
            form.setFieldValue(['customer', 'identityKind'], IDENTITY_KINDS[target.value ?? 'person'][0])
          }}
        />
      </Form.Item>
      <Form.Item
        name={['customer', 'name']}
        label={t(kind === 'person' ? 'record.enter.personName' : 'record.enter.companyName')}
        required
        rules={FIELD_RULES.name}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name={['customer', 'identityKind']} label={t('record.enter.identityKind')}>
        <Select
          options={kindsToChoose(kind, identityKind).map((each) => ({ value: each, label: t(`record.identityKind.${each}`) }))}
          onChange={() => {
            // The number of ours that stood in for it is no document's.
            if (identityKind === UNKNOWN_IDENTITY) form.setFieldValue(['customer', 'identityNumber'], '')
            void form.validateFields([['customer', 'identityNumber']], { dirty: true }).catch(() => undefined)
          }}
        />
      </Form.Item>
      <Form.Item
        name={['customer', 'identityNumber']}
        label={t('record.enter.identityNumber')}
        required
        rules={[identityRule(identityKind, today)]}
      >
        <Input autoComplete="off" className="code" disabled={identityKind === UNKNOWN_IDENTITY} />
      </Form.Item>
      <Form.Item
        name={['customer', 'mobile']}
        label={t('record.enter.mobile')}
        required={landline === ''}
        dependencies={[['customer', 'landline']]}
        rules={[
          ...FIELD_RULES.mobile,
          problemRule((mobile) => (mobile === '' && landline.trim() === '' ? 'phone.required' : null)),
        ]}
      >
        <Input autoComplete="off" inputMode="tel" className="code" />
      </Form.Item>
      <Form.Item name={['customer', 'landline']} label={t('record.enter.landline')} rules={FIELD_RULES.landline}>
        <Input autoComplete="off" inputMode="tel" className="code" />
      </Form.Item>
      <Form.Item name={['customer', 'address']} label={t('record.enter.address')} rules={FIELD_RULES.address} className="field-wide">
        <Input autoComplete="off" />
      </Form.Item>
    </>
  )
}

/** A customer taken over without an identity keeps none until somebody enters it; nobody else is given none. */
function kindsToChoose(kind: 'person' | 'company', present: IdentityKind): readonly IdentityKind[] {
  return present === UNKNOWN_IDENTITY ? [UNKNOWN_IDENTITY, ...IDENTITY_KINDS[kind]] : IDENTITY_KINDS[kind]
}

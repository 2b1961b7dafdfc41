// The present owner and those before (rule F8); the identity number shows only when asked for.
import { Button } from 'antd'
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerView, DossierView } from '#shared/contract/dossier.ts'
import { maskIdentity } from '#shared/domain/identity.ts'

type OwnerFactsProps = {
  owners: DossierView['owners']
  onEdit: (() => void) | null
  onChange: (() => void) | null
}

export function OwnerFacts({ owners, onEdit, onChange }: OwnerFactsProps) {
  const { t } = useTranslation()
  const present = owners.at(-1)
  const former = owners.slice(0, -1).toReversed()
  return (
    <section className="panel" aria-labelledby="dossier-owner">
      <div className="dossier-head">
        <h2 id="dossier-owner" className="panel-title">{t('dossier.owner')}</h2>
        <span>
          {onEdit !== null && <Button size="small" onClick={onEdit} aria-label={t('dossier.edit.customer')}>{t('common.edit')}</Button>}
          {onChange !== null && <Button size="small" onClick={onChange}>{t('dossier.edit.owner')}</Button>}
        </span>
      </div>
      {present !== undefined && (
        <>
          <CustomerFacts customer={present.customer} />
          <p className="faint">{t('dossier.field.since', { date: present.fromOn })}</p>
        </>
      )}
      {former.length > 0 && (
        <details>
          <summary>{t('dossier.formerOwners', { count: former.length })}</summary>
          {former.map(({ customer, fromOn, toOn }) => (
            <div key={`${customer.id}-${fromOn}`} className="dossier-former">
              {customer.name === '' ? <p className="faint">{t('subject.erasedOwner')}</p> : <CustomerFacts customer={customer} />}
              <p className="faint">{t('dossier.field.period', { from: fromOn, to: toOn ?? '' })}</p>
            </div>
          ))}
        </details>
      )}
    </section>
  )
}

function CustomerFacts({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  return (
    <dl className="facts">
      <dt>{t(customer.kind === 'person' ? 'record.enter.personName' : 'record.enter.companyName')}</dt>
      <dd><strong>{customer.name}</strong></dd>
      <dt>{t(`record.identityKind.${customer.identityKind}`)}</dt>
      <dd className="code">
        {shown ? customer.identityNumber : maskIdentity(customer.identityNumber)}
        <Button
          type="text"
          size="small"
          icon={shown ? <EyeInvisibleOutlined /> : <EyeOutlined />}
          aria-label={t(shown ? 'dossier.hide' : 'dossier.show')}
          title={t(shown ? 'dossier.hide' : 'dossier.show')}
          onClick={() => setShown(!shown)}
        />
      </dd>
      <dt>{t('dossier.fieldName.mobile')}</dt>
      <dd className="code">{customer.mobile || t('common.none')}</dd>
      <dt>{t('dossier.fieldName.landline')}</dt>
      <dd className="code">{customer.landline || t('common.none')}</dd>
      <dt>{t('dossier.fieldName.address')}</dt>
      <dd>{customer.address || t('common.none')}</dd>
    </dl>
  )
}

// On a dossier's page: the data sheet of each who owns or owned the car, and asking to have erased what is kept of them (rule R4).
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DossierView } from '#shared/contract/dossier.ts'
import { printPaths } from '../../print/paths.ts'
import { AskDialog } from './AskDialog.tsx'

type Customer = DossierView['owners'][number]['customer']

export function OwnerData({ owners }: { owners: DossierView['owners'] }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Customer | null>(null)
  // Who was erased has no name any more.
  const people = new Map(owners.toReversed().filter(({ customer }) => customer.name !== '').map(({ customer }) => [customer.id, customer]))
  return (
    <>
      <p className="faint">{t('subject.ofOwners')}</p>
      <ul className="disposal-terms">
        {[...people.values()].map((customer) => (
          <li key={customer.id}>
            {customer.name} <Link href={printPaths.subject(customer.id)}>{t('disposal.keeping.sheet')}</Link>{' '}
            <Button size="small" type="link" className="subject-ask" aria-label={t('subject.askFor', { name: customer.name })} onClick={() => setAsking(customer)}>{t('subject.ask')}</Button>
          </li>
        ))}
      </ul>
      {asking !== null && <AskDialog customer={asking} onClose={() => setAsking(null)} />}
    </>
  )
}

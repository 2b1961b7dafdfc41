// All that is kept about one customer, on A4, for them to take away; drawing it up is entered in the audit trail (rule R4, PIPL).
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { SubjectSheet } from '#shared/contract/disposal.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { AskDialog } from '../features/subject/AskDialog.tsx'
import { heldText } from '../features/disposal/words.ts'
import { fieldName } from '../features/dossier/fieldName.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import { SignLine } from './SignLine.tsx'
import './penalty.css'
import './disposal-print.css'
import './labels.css'

export function SubjectPrint() {
  const { t } = useTranslation()
  const { customer } = useParams<{ customer?: string }>()
  const customerId = idParam<'customer'>(customer)
  const answer = useAnswer('subject.sheet', customerId && { customerId })
  const [asking, setAsking] = useState(false)
  if (customerId === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(sheet) => (
        <>
          <PrintPage
            title={t('disposal.subject.title')}
            fileTitle={t('disposal.subject.title')}
            orientation="portrait"
            onBack={goBack}
            options={<Button onClick={() => setAsking(true)}>{t('subject.ask')}</Button>}
          >
            <Sheet sheet={sheet} />
          </PrintPage>
          {asking && <AskDialog customer={sheet.customer} onClose={() => setAsking(false)} />}
        </>
      )}
    </Answered>
  )
}

function Sheet({ sheet: { storeName, drawnOn, customer, dossiers, changes, hidden } }: { sheet: SubjectSheet }) {
  const { t } = useTranslation()
  const facts = [
    ['name', customer.name], ['identity', customer.identityNumber], ['mobile', customer.mobile], ['landline', customer.landline], ['address', customer.address],
  ] as const
  return (
    <article className="penalty-sheet subject-sheet">
      <header>
        <p>{storeName}</p>
        <h2>{t('disposal.subject.title')}</h2>
        <p>{t('disposal.subject.intro')} {t('disposal.subject.drawnOn')} {drawnOn}</p>
      </header>
      <h3>{t('disposal.subject.person')}</h3>
      <dl>{facts.map(([key, value]) => <Fact key={key} name={t(`disposal.subject.${key}`)} value={value} />)}</dl>
      <h3>{t('disposal.subject.dossiers')}</h3>
      <table className="penalty-table">
        <thead>
          <tr>{(['number', 'car', 'owned', 'kept', 'records'] as const).map((column) => <th key={column} scope="col">{t(`disposal.subject.columns.${column}`)}</th>)}</tr>
        </thead>
        <tbody>
          {dossiers.map(({ number, plate, vin, model, ownedFrom, ownedTo, keptUntil, held, records }) => (
            <tr key={`${number}/${ownedFrom}`}>
              <td>{number}</td>
              <td>{plate ?? ''} {model}<small>{vin}</small></td>
              <td>{ownedFrom} – {ownedTo ?? t('disposal.subject.until')}</td>
              <td>{keptUntil ?? t('disposal.subject.forever')}{held.length > 0 && <small>{t('disposal.subject.held', { reason: heldText(t, held) })}</small>}</td>
              <td>
                <ul>
                  {records.map((record) => (
                    <li key={record.number}>
                      {t('disposal.subject.record', { date: record.deliveredOn, kind: t(`common.kind.${record.kind}`), number: record.number, name: record.contactName, phone: record.contactPhone, pages: record.pages })}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p>{t('disposal.subject.hidden', { count: hidden })}</p>}
      {changes.length > 0 && (
        <>
          <h3>{t('disposal.subject.changes')}</h3>
          <table className="penalty-table">
            <thead>
              <tr>{(['at', 'field', 'before', 'after', 'by'] as const).map((column) => <th key={column} scope="col">{t(`disposal.subject.changeColumns.${column}`)}</th>)}</tr>
            </thead>
            <tbody>
              {changes.map(({ at, byName, field, before, after }) => (
                <tr key={`${at}/${field}/${after}`}><td>{dayOf(at)}</td><td>{fieldName(t, 'customer', field)}</td><td>{before}</td><td>{after}</td><td>{byName}</td></tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <p>{t('disposal.subject.rights')}</p>
      <div className="penalty-signs"><SignLine label={t('disposal.subject.receiver')} name="" on={null} /></div>
    </article>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return value === '' ? null : <><dt>{name}</dt><dd>{value}</dd></>
}

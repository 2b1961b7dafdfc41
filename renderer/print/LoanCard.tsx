// The placeholder card (代卷卡): stands in the folder's slot while it is out. Who has it and until when, and nothing about the customer; no label
// to scan, or a stock-taking would take the card for the folder (rules C1, L1).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { DateText } from '../components/DateText.tsx'
import { extentText, fromWhere, papersText } from '../features/loan/words.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import './loan-card.css'

export function LoanCard() {
  const { t } = useTranslation()
  const { id } = useParams<{ id: string }>()
  const loanId = idParam<'loan'>(id)
  const card = useAnswer('loan.card', loanId && { id: loanId })
  if (loanId === null) return <NotFound />
  return (
    <Answered answer={card}>
      {(value) => (
        <PrintPage title={t('loan.card.title')} fileTitle={`${t('loan.card.title')} ${value.loan.number}`} orientation="portrait" onBack={goBack}>
          <Card card={value} />
        </PrintPage>
      )}
    </Answered>
  )
}

function Card({ card: { storeName, loan, dossierNumber, slot, pages, keeperName } }: { card: Output<'loan.card'> }) {
  const { t } = useTranslation()
  const facts = [
    { name: 'borrower', value: `${loan.borrower.name} · ${fromWhere(loan.borrower)}` },
    { name: 'extent', value: <>{extentText(t, loan)} · {t(`loan.place.${loan.place}`)}{papersText(t, loan.papers).map((line) => <small key={line}>{line}</small>)}</> },
    { name: 'pages', value: pages },
    { name: 'outOn', value: loan.outOn !== null && <DateText on={loan.outOn} /> },
    { name: 'due', value: loan.dueOn !== null && <DateText on={loan.dueOn} /> },
    { name: 'loan', value: loan.number },
    { name: 'keeper', value: keeperName },
    { name: 'returned', value: '' },
  ] as const
  return (
    <article className="loan-card">
      <header>
        <div>
          <p>{storeName}</p>
          <h2>{t('loan.card.title')}</h2>
        </div>
        <p className="loan-card-slot">
          <small>{t('loan.card.slot')}</small>
          <strong>{slot?.label ?? t('loan.card.noSlot')}</strong>
          <small>{slot?.room}</small>
        </p>
      </header>
      <p className="loan-card-number">
        <small>{t('loan.card.dossier')}</small>
        <strong>{dossierNumber}</strong>
      </p>
      <table>
        <tbody>
          {facts.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">{t(`loan.card.${name}`)}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('loan.card.hint')}</p>
    </article>
  )
}

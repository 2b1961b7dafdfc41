// The leaver's list on paper: what is handed over, and who signs for it (rule H6); the printing is entered in the audit trail (A3).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { isSettled, LeaverTables } from '../features/leaver/LeaverTables.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import './appraisal.css'

const SIGNS = ['leaver', 'taker', 'head', 'archivist'] as const

export function LeaverPrint() {
  const { t } = useTranslation()
  const personId = idParam<'person'>(useParams<{ person: string }>().person)
  const answer = useAnswer('leaver.print', personId === null ? null : { personId })
  if (personId === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(list) => (
        <PrintPage title={t('leaver.title')} fileTitle={`${t('leaver.title')} ${list.drawnOn}`} orientation="portrait" onBack={goBack}>
          <article className="appraisal leaver-sheet">
            <header>
              <p>{list.storeName}</p>
              <h2>{t('leaver.title')}</h2>
            </header>
            <table className="appraisal-facts">
              <tbody>
                <tr>
                  <th scope="row">{t('leaver.person')}</th><td>{list.person.name}</td>
                  <th scope="row">{t('leaver.department')}</th><td>{list.person.department}</td>
                  <th scope="row">{t('leaver.drawnOn')}</th><td>{list.drawnOn}</td>
                </tr>
              </tbody>
            </table>
            {isSettled(list) ? <p>{t('leaver.clear')}</p> : <LeaverTables list={list} linked={false} />}
            <table className="appraisal-signs">
              <tbody>
                <tr>{SIGNS.map((sign) => <th key={sign} scope="col">{t(`leaver.sign.${sign}`)}</th>)}</tr>
                <tr className="appraisal-sign">{SIGNS.map((sign) => <td key={sign}><span>{t('leaver.sign.date')}</span></td>)}</tr>
              </tbody>
            </table>
          </article>
        </PrintPage>
      )}
    </Answered>
  )
}

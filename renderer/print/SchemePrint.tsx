// The filing scheme (案卷类目) on A4, as it is kept beside the cabinets (rule C2).
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../app/answer.ts'
import { useToday } from '../app/session.ts'
import { Answered } from '../components/Answered.tsx'
import { termText } from '../features/volume/words.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import './volume.css'

const COLUMNS = ['number', 'code', 'name', 'source', 'term', 'binds'] as const

export function SchemePrint() {
  const { t } = useTranslation()
  const today = useToday()
  const answer = useAnswer('volume.printScheme', {})
  return (
    <Answered answer={answer}>
      {({ storeName, classes, pattern }) => (
        <PrintPage title={t('volume.print.scheme')} fileTitle={t('volume.print.scheme')} orientation="portrait" onBack={goBack}>
          <article className="volume-sheet">
            <header>
              <p>{storeName}</p>
              <h2>{t('volume.print.scheme')}</h2>
              <p className="volume-sheet-facts"><span>{t('volume.scheme.pattern')}: {pattern}</span><span>{today}</span></p>
            </header>
            <table className="volume-contents volume-scheme-table">
              <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`volume.print.schemeColumn.${column}`)}</th>)}</tr></thead>
              <tbody>
                {classes.map(({ id, number, code, name, source, term, binds, closed }) => (
                  <tr key={id}>
                    <td>{number}</td><td>{code}</td><td>{name}</td><td>{t(`volume.source.${source}`)}</td><td>{termText(t, term)}</td>
                    <td>{closed ? t('volume.scheme.closed') : t(binds ? 'volume.print.binds' : 'volume.print.bindsNot')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </article>
        </PrintPage>
      )}
    </Answered>
  )
}

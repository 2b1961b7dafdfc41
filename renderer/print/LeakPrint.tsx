// The report of a leak (泄密事件报告) on A4: what was reported, measures, findings, outcome, and room to sign (rule S5).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { DateTimeText } from '../components/DateText.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import { SignLine } from './SignLine.tsx'
import './penalty.css'
import './leak-print.css'

export function LeakPrint() {
  const { t } = useTranslation()
  const id = idParam<'leak'>(useParams<{ id?: string }>().id)
  const sheet = useAnswer('leak.sheet', id === null ? null : { id })
  if (id === null) return <NotFound />
  return (
    <Answered answer={sheet}>
      {(value) => (
        <PrintPage title={t('leak.sheet.title')} fileTitle={`${t('leak.sheet.title')} ${value.leak.number}`} orientation="portrait" onBack={goBack}>
          <LeakSheet sheet={value} />
        </PrintPage>
      )}
    </Answered>
  )
}

function LeakSheet({ sheet: { storeName, leak } }: { sheet: Output<'leak.sheet'> }) {
  const { t } = useTranslation()
  const { following } = leak
  return (
    <article className="penalty-sheet leak-sheet">
      <header>
        <p>{storeName}</p>
        <h2>{t('leak.sheet.title')}</h2>
        <p>{t('leak.sheet.number')} <span className="code">{leak.number}</span> · {t(`leak.state.${leak.state}`)}</p>
      </header>
      <h3>{t('leak.sheet.report')}</h3>
      <dl>
        <dt>{t('leak.detail.what')}</dt><dd>{leak.what}</dd>
        <dt>{t('leak.detail.dossier')}</dt><dd>{leak.dossier === '' ? t('leak.detail.noDossier') : leak.dossier}</dd>
        <dt>{t('leak.detail.foundOn')}</dt><dd>{leak.foundOn}</dd>
        <dt>{t('leak.detail.how')}</dt><dd>{leak.how}</dd>
        <dt>{t('leak.detail.atOnce')}</dt><dd>{leak.atOnce}</dd>
        <dt>{t('leak.detail.reporter')}</dt><dd>{leak.reportedBy.name} · {leak.reportedBy.department} · <DateTimeText at={leak.reportedAt} /></dd>
      </dl>
      {following !== null && (
        <>
          <h3>{t('leak.sheet.measures')}</h3>
          <table className="penalty-table">
            <thead>
              <tr><th>{t('leak.detail.measure')}</th><th>{t('leak.detail.who')}</th><th>{t('leak.detail.dueOn')}</th><th>{t('leak.detail.done')}</th></tr>
            </thead>
            <tbody>
              {following.measures.length === 0 && <tr><td colSpan={4}>{t('leak.detail.noMeasures')}</td></tr>}
              {following.measures.map((measure) => (
                <tr key={measure.id}>
                  <td>{measure.what}</td><td>{measure.who}</td><td>{measure.dueOn}</td>
                  <td>{measure.doneOn ?? t('leak.detail.notDone')}<small>{measure.doneRemark}</small></td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{t('leak.sheet.findings')}</h3>
          <p className="leak-said">{following.findings}</p>
          <p>{t('leak.detail.responsible')}{t('book.line.colon')}{following.responsible === '' ? t('leak.detail.nobody') : following.responsible}</p>
          <h3>{t('leak.sheet.outcome')}</h3>
          <p className="leak-said">{following.outcome}</p>
          {following.closedBy !== null && leak.closedAt !== null && <p>{t('leak.detail.closedBy', { name: following.closedBy, date: dayOf(leak.closedAt) })}</p>}
        </>
      )}
      <div className="penalty-signs">
        <SignLine label={t('leak.sheet.reporter')} name={leak.reportedBy.name} on={null} />
        <SignLine label={t('leak.sheet.director')} name="" on={null} />
        <SignLine label={t('leak.sheet.manager')} name="" on={null} />
      </div>
    </article>
  )
}

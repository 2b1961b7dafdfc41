// The stock-taking on A4: what was counted, each difference with how it was settled and by whom, what was seen on the shelves (rules C1, C7).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { DifferenceView } from '#shared/contract/stocktaking.ts'
import type { Output } from '#shared/contract/index.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { dateTimeText } from '../components/DateText.tsx'
import { settledText, whatDiffers, whereText } from '../features/stocktaking/words.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import { SignLine } from './SignLine.tsx'
import './penalty.css'
import './stocktaking.css'

type Report = Output<'stocktaking.print'>

export function StocktakingPrint() {
  const { t } = useTranslation()
  const { id } = useParams<{ id?: string }>()
  const stocktakingId = idParam<'stocktaking'>(id)
  const answer = useAnswer('stocktaking.print', stocktakingId && { id: stocktakingId })
  if (stocktakingId === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(report) => (
        <PrintPage title={t('stocktaking.print.title')} fileTitle={`${t('stocktaking.print.title')} ${report.number}`} orientation="portrait" onBack={goBack}>
          <Sheet report={report} />
        </PrintPage>
      )}
    </Answered>
  )
}

const COLUMNS = ['seq', 'slot', 'number', 'car', 'kind', 'settled', 'by'] as const

function Sheet({ report }: { report: Report }) {
  const { t } = useTranslation()
  const { counts, differences, hiddenOpen, inspections, state } = report
  return (
    <article className="penalty-sheet stocktaking-sheet">
      <header>
        <p>{report.storeName}</p>
        <h2>{t('stocktaking.print.title')}</h2>
        <p>
          {report.number} · {report.cabinet.room} · {whereText(t, report)} · {t('stocktaking.print.started')} {dateTimeText(report.startedAt)} {report.startedByName}
          {report.endedAt !== null && <> · {t('stocktaking.print.ended')} {dateTimeText(report.endedAt)}</>} · {t(`stocktaking.state.${state}`)}
        </p>
      </header>
      <p>
        {t('stocktaking.print.summary', { expected: counts.expected, out: counts.out, found: counts.found })}
        {counts.hidden > 0 && ` ${t('stocktaking.print.hidden', { count: counts.hidden })}`}
        {hiddenOpen > 0 && ` ${t('stocktaking.print.hiddenOpen', { count: hiddenOpen })}`}
      </p>
      {state === 'counting' && <p><span className="penalty-state">{t('stocktaking.print.interim')}</span></p>}
      <h3>{t('stocktaking.difference.title')}</h3>
      {differences.length === 0
        ? <p>{t(state === 'counting' ? 'stocktaking.difference.noneYet' : 'stocktaking.difference.none')}</p>
        : (
          <table className="penalty-table">
            <thead>
              <tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`stocktaking.print.columns.${column}`)}</th>)}</tr>
            </thead>
            <tbody>
              {differences.map((difference, at) => <Row key={difference.id ?? `${difference.kind}/${difference.text}`} seq={at + 1} difference={difference} />)}
            </tbody>
          </table>
        )}
      <h3>{t('stocktaking.inspection.title')}</h3>
      <table className="penalty-table">
        <thead>
          <tr>{(['shelf', 'findings', 'remark', 'by'] as const).map((column) => <th key={column} scope="col">{t(`stocktaking.inspection.column.${column}`)}</th>)}</tr>
        </thead>
        <tbody>
          {inspections.map(({ shelf, findings, remark, at, byName }) => (
            <tr key={shelf}>
              <td>{t('stocktaking.shelf', { number: shelf })}</td>
              <td>
                {findings.length === 0
                  ? t('stocktaking.inspection.fine')
                  : findings.map((finding) => t(`stocktaking.inspection.finding.${finding}`)).join(t('book.line.separator'))}
              </td>
              <td>{remark}</td>
              <td>{byName} {dayOf(at)}</td>
            </tr>
          ))}
          {report.toInspect.map((shelf) => (
            <tr key={shelf}><td>{t('stocktaking.shelf', { number: shelf })}</td><td colSpan={3}>{t('stocktaking.inspection.notYet')}</td></tr>
          ))}
        </tbody>
      </table>
      <div className="penalty-signs">
        {(['counter', 'witness', 'keeper', 'director'] as const).map((who) => <SignLine key={who} label={t(`stocktaking.print.${who}`)} name="" on={null} />)}
      </div>
    </article>
  )
}

function Row({ seq, difference }: { seq: number; difference: DifferenceView }) {
  const { t } = useTranslation()
  const { kind, folder, foundIn, belongsIn, settled } = difference
  return (
    <tr>
      <td>{seq}</td>
      <td>
        {belongsIn ?? foundIn}
        {belongsIn !== null && foundIn !== null && foundIn !== belongsIn && <small>{t('stocktaking.print.foundIn', { slot: foundIn })}</small>}
      </td>
      <td>{whatDiffers(t, difference)}</td>
      <td>{folder?.plate}</td>
      <td>{t(`stocktaking.kind.${kind}`)}</td>
      <td>
        {settled === null ? t('stocktaking.print.open') : settledText(t, kind, settled)}
        {settled !== null && settled.remark !== '' && <small>{settled.remark}</small>}
      </td>
      <td>{settled !== null && <>{settled.byName}<small>{dayOf(settled.at)}</small></>}</td>
    </tr>
  )
}

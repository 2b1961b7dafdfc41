// The appraisal sheet (考核表) of a department for a month: A4, with cells to sign in and the definitions on the page (rules V8, V11). Drawing
// it up and exporting it are entered in the audit trail.
import { App, Button } from 'antd'
import { FileExcelOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { SheetView } from '#shared/contract/rate.ts'
import type { Id } from '#shared/domain/id.ts'
import { isMonth, rateText, type Figures, type Month } from '#shared/domain/rate.ts'
import { call } from '../api.ts'
import { useAct, useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { saveFile } from '../app/save.ts'
import { Answered } from '../components/Answered.tsx'
import { ErrorNote } from '../components/ErrorState.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { Definitions } from '../features/rate/Definitions.tsx'
import { currentLanguage } from '../i18n/index.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import './appraisal.css'
import './labels.css'

export function AppraisalSheet() {
  const { t } = useTranslation()
  const { month, department } = useParams<{ month: string; department: string }>()
  const departmentId = idParam<'department'>(department)
  const asked = departmentId !== null && isMonth(month) ? { month, departmentId } : null
  const answer = useAnswer('rate.sheet', asked)
  if (asked === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(sheet) => (
        <PrintPage
          title={t('rate.sheet.title')} fileTitle={`${t('rate.sheet.title')} ${sheet.month}`} orientation="portrait" onBack={goBack}
          options={<Export {...asked} />}
        >
          <Sheet sheet={sheet} />
        </PrintPage>
      )}
    </Answered>
  )
}

function Export({ month, departmentId }: { month: Month; departmentId: Id<'department'> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const act = useAct(async () => {
    const file = await call('rate.export', { month, departmentId, language: currentLanguage() })
    saveFile(file)
    void message.success(t('rate.sheet.saved', { name: file.fileName }))
  })
  return (
    <>
      <ErrorNote error={act.error} />
      <Button icon={<FileExcelOutlined aria-hidden />} loading={act.running} onClick={() => void act.run()}>{t('rate.sheet.export')}</Button>
    </>
  )
}

function Sheet({ sheet }: { sheet: SheetView }) {
  const { t } = useTranslation()
  const { figures, late, incomplete } = sheet
  return (
    <article className="appraisal">
      <header>
        <p>{sheet.storeName}</p>
        <h2>{t('rate.sheet.title')}</h2>
        <p>{t('rate.sheet.form')}</p>
      </header>
      <table className="appraisal-facts">
        <tbody>
          <tr>
            <th scope="row">{t('rate.department')}</th><td>{sheet.department.name}</td>
            <th scope="row">{t('rate.sheet.month')}</th><td>{sheet.month}</td>
          </tr>
          <tr>
            <th scope="row">{t('rate.sheet.head')}</th><td>{sheet.heads.join(' ')}</td>
            <th scope="row">{t('rate.sheet.drawnOn')}</th><td>{sheet.drawnOn}</td>
          </tr>
        </tbody>
      </table>
      {sheet.open && <p className="appraisal-open">{t('rate.open')}</p>}
      <FiguresTable title={t('rate.sheet.month')} rows={[[t('rate.sheet.total'), figures], [t('rate.sheet.before'), sheet.before]]} />
      <FiguresTable title={t('rate.sheet.byPerson')} rows={sheet.people.map((person) => [person.name, person])} />
      <FiguresTable title={t('rate.sheet.byKind')} rows={sheet.kinds.map((kind) => [t(`common.kind.${kind.kind}`), kind])} />
      <Listed title={t('rate.sheet.late', { count: figures.due - figures.onTime })} count={figures.due - figures.onTime} records={late} what="late" />
      <Listed
        title={t('rate.sheet.incomplete', { count: figures.received - figures.complete })} count={figures.received - figures.complete} records={incomplete}
        what="incomplete"
      />
      <Definitions />
      <table className="appraisal-signs">
        <tbody>
          <tr><th scope="row" colSpan={4}>{t('rate.sheet.remark')}</th></tr>
          <tr className="appraisal-remark"><td colSpan={4}>{'\u00A0'}</td></tr>
          <tr>{SIGNS.map((sign) => <th key={sign} scope="col">{t(`rate.sheet.sign.${sign}`)}</th>)}</tr>
          <tr className="appraisal-sign">
            {SIGNS.map((sign) => <td key={sign}>{sign === 'drawn' && sheet.drawnBy}<span>{t('rate.sheet.sign.date')}</span></td>)}
          </tr>
        </tbody>
      </table>
    </article>
  )
}

const SIGNS = ['drawn', 'head', 'director', 'manager'] as const

function FiguresTable({ title, rows }: { title: string; rows: readonly (readonly [string, Figures])[] }) {
  const { t } = useTranslation()
  return (
    <table className="appraisal-figures">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t('rate.due')}</th>
          <th scope="col">{t('rate.onTime')}</th>
          <th scope="col">{t('rate.onTimeRate')}</th>
          <th scope="col">{t('rate.received')}</th>
          <th scope="col">{t('rate.complete')}</th>
          <th scope="col">{t('rate.completeRate')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, { due, onTime, received, complete }]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{due}</td>
            <td>{onTime}</td>
            <td><strong>{rateText(onTime, due)}</strong></td>
            <td>{received}</td>
            <td>{complete}</td>
            <td><strong>{rateText(complete, received)}</strong></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type ListedProps = { title: string; count: number; records: SheetView['late']; what: 'late' | 'incomplete' }

function Listed({ title, count, records, what }: ListedProps) {
  const { t } = useTranslation()
  return (
    <section className="appraisal-listed">
      <h3>{title}</h3>
      {count === 0 && <p>{t('rate.sheet.none')}</p>}
      <ul>
        {records.map((record) => (
          <li key={record.number}>
            <span className="code">{record.number}</span> {t(`common.kind.${record.kind}`)} {record.personName}
            {' '}
            {what === 'late'
              ? `${record.dueOn} → ${record.receivedOn ?? t('rate.behind.never')}`
              : t('rate.sheet.lacks', { count: record.receiptLacks ?? 0 })}
          </li>
        ))}
      </ul>
      {count > records.length && <p>{t('rate.sheet.more', { count: count - records.length })}</p>}
    </section>
  )
}

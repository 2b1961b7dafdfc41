// Entries of the audit trail, line by line: on the screen, on a dossier and on A4 alike (rule A3).
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { auditAct } from '#shared/contract/audit-acts.ts'
import type { AuditEntryView } from '#shared/contract/audit.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { actText, AUDIT_WORDS, detailText } from '#shared/words/audit.ts'
import { paths } from '../../app/paths.ts'
import { secondsText } from '../../components/DateText.tsx'
import { currentLanguage } from '../../i18n/index.ts'
import './audit.css'

const COLUMNS = ['at', 'person', 'act', 'dossier', 'details'] as const

type AuditTableProps = {
  entries: readonly AuditEntryView[]
  /** Above the names of the columns, on paper repeated with them on every page. */
  heading: ReactNode
  /** On a screen: numbers lead to dossiers, what is long is folded. */
  linked: boolean
  /** Of one dossier alone, which need not be named on every line. */
  ofOne?: boolean
}

export function AuditTable({ entries, heading, linked, ofOne = false }: AuditTableProps) {
  const { t } = useTranslation()
  const columns = COLUMNS.filter((column) => column !== 'dossier' || !ofOne)
  return (
    <table className={ofOne ? 'audit-table audit-of-one' : 'audit-table'}>
      <colgroup>{columns.map((column) => <col key={column} className={`audit-${column}`} />)}</colgroup>
      <thead>
        {heading !== null && <tr><td colSpan={columns.length} className="book-heading">{heading}</td></tr>}
        <tr>{columns.map((column) => <th key={column} scope="col">{t(`audit.column.${column}`)}</th>)}</tr>
      </thead>
      <tbody>{entries.map((entry) => <Line key={entry.seq} entry={entry} linked={linked} ofOne={ofOne} />)}</tbody>
    </table>
  )
}

function Line({ entry, linked, ofOne }: { entry: AuditEntryView; linked: boolean; ofOne: boolean }) {
  const { t } = useTranslation()
  const { seq, at, kind, person, signed, dossiers, moreDossiers } = entry
  const { act, group } = AUDIT_WORDS[currentLanguage()]
  return (
    <tr>
      <td><time dateTime={new Date(at).toISOString()}>{dayOf(at)} {secondsText(at)}</time><small>{t('audit.seq', { seq })}</small></td>
      <td>{person?.name ?? <span className="faint">{t('audit.nobody')}</span>}{!signed && <Tag color="warning">{t('audit.unsigned')}</Tag>}</td>
      <td>{actText(act, kind)}<small>{group[auditAct(kind)[0]]}</small></td>
      {!ofOne && (
        <td className="audit-dossiers">
          {dossiers.map(({ id, number, destroyed }) => (
            linked && !destroyed ? <Link key={id} href={paths.dossier(id)}>{number}</Link> : <span key={id}>{number}{destroyed && <small>{t('audit.destroyed')}</small>}</span>
          ))}
          {moreDossiers > 0 && <small>{t('audit.moreDossiers', { count: moreDossiers })}</small>}
        </td>
      )}
      <td><Details entry={entry} folded={linked} /></td>
    </tr>
  )
}

/** Read at a glance: more folds out. */
const GLANCE = 3

function Details({ entry: { details, erased }, folded }: { entry: AuditEntryView; folded: boolean }) {
  const { t } = useTranslation()
  if (details === null) return <span className="faint">{t('audit.hidden')}</span>
  const gone = erased === null ? null : <small className="faint">{t('audit.erased', { number: erased })}</small>
  const told = details.map((detail) => ({ field: detail.field, ...detailText(currentLanguage(), detail) }))
  const glance = told.slice(0, folded ? GLANCE : told.length)
  const line = <span className="audit-line">{glance.map(({ field, name, text }) => <span key={field}><i>{name}</i> {text}</span>)}</span>
  if (!folded || (told.length <= GLANCE && told.every(({ text }) => text.length <= 40))) return <>{line}{gone}</>
  return (
    <details>
      <summary>{line}</summary>
      <dl>
        {told.map(({ field, name, text }) => <div key={field}><dt>{name}</dt><dd>{text}</dd></div>)}
      </dl>
      {gone}
    </details>
  )
}

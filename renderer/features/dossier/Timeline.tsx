// A car's whole story in one column of time, newest first (rules F3, F8, H5).
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DossierView } from '#shared/contract/dossier.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { timeText } from '../../components/DateText.tsx'
import { fieldName } from './fieldName.ts'
import { timeline, type TimelineEntry } from './timeline.ts'

export function Timeline({ dossier }: { dossier: DossierView }) {
  const { t } = useTranslation()
  return (
    <section className="panel" aria-labelledby="dossier-timeline">
      <h2 id="dossier-timeline" className="panel-title">{t('dossier.timeline')}</h2>
      <ol className="timeline">
        {timeline(dossier).map((entry) => (
          <li key={entry.key} className={`timeline-${entry.type}`}>
            <time dateTime={entry.on}>{entry.on}{entry.at !== null && <small>{timeText(entry.at)}</small>}</time>
            <div><Entry entry={entry} /></div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation()
  switch (entry.type) {
    case 'opened':
      return t('dossier.event.opened')
    case 'owner':
      return <strong>{t('dossier.event.owner', { name: entry.owner.customer.name })}</strong>
    case 'record':
      return (
        <>
          <strong>{t('dossier.event.record', { kind: t(`common.kind.${entry.record.kind}`), number: entry.record.number })}</strong>
          <p className="faint">{t('dossier.responsible', entry.record.responsible)}</p>
        </>
      )
    case 'line':
      return <BookEntry line={entry.line} recordNumber={entry.recordNumber} on={entry.on} />
    case 'merge':
      return <MergeEntry merge={entry.merge} />
    case 'change':
      return (
        <>
          {t('dossier.event.change', { name: entry.personName })}
          <ul>
            {entry.changes.map((change) => (
              <li key={`${change.subject}-${change.field}`}>
                {t('dossier.event.fromTo', {
                  field: fieldName(t, change.subject, change.field),
                  before: change.before || t('common.none'),
                  after: change.after || t('common.none'),
                })}
              </li>
            ))}
          </ul>
        </>
      )
  }
}

function BookEntry({ line, recordNumber, on }: { line: DossierView['lines'][number]; recordNumber: string; on: string }) {
  const { t } = useTranslation()
  const mayReadBook = usePermits('book.read')
  return (
    <>
      <span className={line.struckBy === null ? undefined : 'timeline-struck'}>
        {t(`dossier.event.line.${line.kind}`, { seq: line.seq })}
        <span className="code"> {recordNumber}</span>
      </span>
      {line.struckBy !== null && <span className="late"> {t('dossier.event.struckBy', { seq: line.struckBy })}</span>}
      <p className="faint">
        {line.giverName === null
          ? t('dossier.event.byOne', { receiver: line.receiverName })
          : t('dossier.event.by', { giver: line.giverName, receiver: line.receiverName })}
        {line.giverName !== null && line.lackCount > 0 && <span className="late"> {t('record.lackCount', { count: line.lackCount })}</span>}
        {mayReadBook && <> <Link href={paths.book(on)}>{t('dossier.event.openBook')}</Link></>}
      </p>
    </>
  )
}

function MergeEntry({ merge: { act, subject, personName, kept, merged, reason } }: { merge: DossierView['merges'][number] }) {
  const { t } = useTranslation()
  const another = t(`merge.event.another.${subject}`)
  return (
    <>
      <strong>{t(`merge.event.${act}.${subject}`, { name: personName, kept: kept ?? another, merged: merged ?? another })}</strong>
      {reason !== null && <p className="faint">{t('merge.event.why', { reason })}</p>}
    </>
  )
}

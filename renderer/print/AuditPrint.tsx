// The audit trail on A4 landscape, with the newest entry of the chain, by which it can be held against the archive (rule A3).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { MOST_PRINTED_AUDIT, type AuditFilters } from '#shared/contract/audit.ts'
import { AUDIT_GROUPS } from '#shared/domain/audit.ts'
import { isLocalDate } from '#shared/domain/local-date.ts'
import { AUDIT_WORDS } from '#shared/words/audit.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { dateTimeText } from '../components/DateText.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { AuditTable } from '../features/audit/AuditTable.tsx'
import { currentLanguage } from '../i18n/index.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'

type Asked = { from: string; to: string; person: string; group: string; about?: string }

function filtersOf({ from, to, person, group, about = '' }: Asked): AuditFilters | null {
  if (!isLocalDate(from) || !isLocalDate(to)) return null
  return { from, to, personId: idParam<'person'>(person), group: AUDIT_GROUPS.find((each) => each === group) ?? null, about }
}

export function AuditPrint() {
  const { t } = useTranslation()
  const filters = filtersOf(useParams<Asked>())
  const answer = useAnswer('audit.print', filters)
  const people = useAnswer('audit.people', filters === null ? null : {})
  if (filters === null) return <NotFound />
  const person = people.value?.find(({ id }) => id === filters.personId)?.name
  const { group } = AUDIT_WORDS[currentLanguage()]
  const asked = [person, filters.group === null ? '' : group[filters.group], filters.about].filter((part) => part !== undefined && part !== '')
  return (
    <Answered answer={answer}>
      {({ storeName, entries, more, head, drawnAt }) => (
        <PrintPage
          title={t('audit.title')}
          fileTitle={`${t('audit.title')} ${filters.from}`}
          orientation="landscape"
          onBack={goBack}
          {...(more ? { options: <Alert type="warning" showIcon title={t('audit.printMore', { count: MOST_PRINTED_AUDIT })} /> } : {})}
        >
          {entries.length === 0 ? <EmptyState title={t('audit.empty')} /> : (
            <div className="book-sheet">
              <AuditTable
                entries={entries}
                linked={false}
                heading={(
                  <div className="book-sheet-head">
                    <span>{storeName}</span>
                    <h2 className="book-date">{t('audit.title')}</h2>
                    <span>{[`${filters.from} – ${filters.to}`, ...asked].join(' · ')}</span>
                  </div>
                )}
              />
              <p className="book-sheet-foot">
                <span>{more ? t('audit.printMore', { count: entries.length }) : t('audit.found', { count: entries.length })}</span>
                <span>{t('audit.printedAt', { at: dateTimeText(drawnAt) })}</span>
              </p>
              <p className="audit-foot">{t('audit.head', { seq: head.seq })} <span className="code">{head.hash}</span></p>
            </div>
          )}
        </PrintPage>
      )}
    </Answered>
  )
}

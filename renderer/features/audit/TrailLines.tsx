// What was found of the audit trail, with the way to older lines (rule A3).
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { AuditTable } from './AuditTable.tsx'
import type { Trail } from './trail.ts'

export function TrailLines({ trail: { answer, entries, more, older }, ofOne }: { trail: Trail; ofOne: boolean }) {
  const { t } = useTranslation()
  return (
    <Answered answer={answer}>
      {({ count, countMore }) => (entries.length === 0 ? <EmptyState title={t('audit.empty')} text={t('audit.emptyText')} /> : (
        <>
          <output className="audit-found faint">
            {countMore ? t('audit.foundMore', { count }) : t('audit.found', { count })}
            {more && <span>{t('audit.listed', { count: entries.length })}</span>}
          </output>
          <div className="audit-paper"><AuditTable entries={entries} heading={null} linked ofOne={ofOne} /></div>
          {older.error !== null && <ErrorNote error={older.error} />}
          {more && <p className="audit-more"><Button loading={older.running} onClick={() => void older.run()}>{t('audit.older')}</Button></p>}
        </>
      ))}
    </Answered>
  )
}

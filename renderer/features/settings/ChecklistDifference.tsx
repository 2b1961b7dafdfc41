// What differs between two versions of a checklist, in words (rule F6).
import { useTranslation } from 'react-i18next'
import { checklistDifference } from '#shared/domain/checklist.ts'
import type { ChecklistLine } from '#shared/domain/paper.ts'
import { linePaper } from '../../components/PaperName.tsx'
import { ASKED } from './editing.ts'

/** What differs, line by line; with what a changed line asks now. */
export function ChecklistDifference({ before, after }: { before: readonly ChecklistLine[]; after: readonly ChecklistLine[] }) {
  const { t } = useTranslation()
  const difference = checklistDifference(before, after)
  if (difference.length === 0) return <span className="faint">{t('policy.checklist.same')}</span>
  const columns = (code: string): string => {
    const [old, now] = [before, after].map((lines) => lines.find((line) => line.code === code))
    if (!old || !now) return ''
    const said = (line: ChecklistLine): [string, string][] => [
      [t('policy.checklist.column.form'), t(`record.paper.${line.form}`)], [t('policy.checklist.column.count'), String(line.count)],
      [t('policy.checklist.column.due'), t(`policy.checklist.due.${line.due}`)],
      ...ASKED.map((column): [string, string] => [t(`policy.checklist.column.${column}`), t(line[column] ? 'policy.checklist.yes' : 'policy.checklist.no')]),
    ]
    const were = said(old)
    return said(now).flatMap(([column, value], at) => {
      const was = were[at]?.[1] ?? ''
      return value === was ? [] : [t('policy.checklist.of', { column, paper: t('policy.arrow', { before: was, after: value }) })]
    }).join(t('book.line.separator'))
  }
  return (
    <ul className="settings-difference">
      {difference.map(({ code, name, change }) => (
        <li key={code} className={`settings-${change}`}>
          <strong>{t(`policy.checklist.change.${change}`)}</strong> {linePaper(t, { code, name })}
          {change === 'changed' && <small className="faint"> {columns(code)}</small>}
        </li>
      ))}
    </ul>
  )
}

// How the last backup stands: a line while it is fresh, a warning when one is due (rule A2).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TodayView } from '#shared/contract/today.ts'
import { isBackupDue } from '#shared/domain/today.ts'
import { paths } from '../../app/paths.ts'
import { useToday } from '../../app/session.ts'
import { dateTimeText } from '../../components/DateText.tsx'

export function BackupState({ last }: { last: NonNullable<TodayView['backup']>['last'] }) {
  const { t } = useTranslation()
  const today = useToday()
  if (last !== null && !isBackupDue(last.at, today)) return <p className="faint today-backup">{t('today.backup.done', { date: dateTimeText(last.at) })}</p>
  return (
    <Alert
      className="note"
      type="warning"
      showIcon
      title={last === null ? t('today.backup.never') : t('today.backup.due', { date: dateTimeText(last.at) })}
      action={<Link href={paths.backup}>{t('today.backup.go')}</Link>}
    />
  )
}

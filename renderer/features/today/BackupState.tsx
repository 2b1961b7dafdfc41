// How backups stand: a line while all is well, a warning that names what is wrong where, or that nothing goes by itself yet (rule A2).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { BackupState as State } from '#shared/contract/backup.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { useBackupState, useLastBackup } from '../backup/places.ts'
import { standingOf, warningsText } from '../backup/plan.ts'

export function BackupState() {
  const { value, error } = useBackupState()
  // One line of many: it comes when it is known, and nothing waits for it.
  return value === null ? <ErrorNote error={error} /> : <Standing state={value} />
}

function Standing({ state }: { state: State }) {
  const { t } = useTranslation()
  const standing = standingOf(state)
  const risk = state.risk === null ? [] : [t(`backup.places.risk.${state.risk}`)]
  switch (standing.kind) {
    case 'none':
      return <NoPlace also={risk} />
    case 'amiss':
      return (
        <Warning
          title={t('today.backup.amiss')} go={t('today.backup.go')}
          lines={[...risk, ...standing.places.map(({ name, warnings }) => t('today.backup.placeAmiss', { name, warnings: warningsText(t, warnings) }))]}
        />
      )
    case 'well': {
      const done = dateTimeText(standing.done)
      return (
        <p className="faint today-backup">
          {standing.proven === null ? t('today.backup.wellUnproven', { done }) : t('today.backup.well', { done, proven: dateTimeText(standing.proven) })}
        </p>
      )
    }
  }
}

function NoPlace({ also }: { also: string[] }) {
  const { t } = useTranslation()
  const mayPlan = usePermits('backup.plan')
  const { value } = useLastBackup()
  const last = value?.last
  return (
    <Warning
      title={t('today.backup.none')} go={t(mayPlan ? 'today.backup.add' : 'today.backup.go')}
      lines={[
        ...(last === undefined ? [] : [last === null ? t('today.backup.never') : t('today.backup.last', { date: dateTimeText(last.at) })]),
        t(mayPlan ? 'today.backup.noneAdd' : 'today.backup.noneAsk'),
        ...also,
      ]}
    />
  )
}

function Warning({ title, lines, go }: { title: string; lines: string[]; go: string }) {
  return (
    <Alert
      className="note today-warning" type="warning" showIcon action={<Link href={paths.backup}>{go}</Link>}
      title={<><strong>{title}</strong><ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul></>}
    />
  )
}

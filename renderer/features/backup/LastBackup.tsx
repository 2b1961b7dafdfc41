// When and where the archive was last backed up; a warning while it never was (rule A2).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAnswer, type Answer } from '../../app/answer.ts'
import type { Output } from '#shared/contract/index.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'

export function LastBackup() {
  return <LastBackupText answer={useLastBackup()} />
}

/** `last` is null before the first backup. */
export function useLastBackup(): Answer<{ last: Output<'backup.last'> }> {
  const answer = useAnswer('backup.last', {})
  // An answer of null is an answer: it is wrapped, so that it is not taken for none yet.
  const value = answer.loading || answer.error !== null ? null : { last: answer.value }
  return { ...answer, value, last: value }
}

export function LastBackupText({ answer }: { answer: Answer<{ last: Output<'backup.last'> }> }) {
  const { t } = useTranslation()
  return (
    <Answered answer={answer}>
      {({ last }) => (last === null
        ? <Alert className="note" type="warning" showIcon title={t('today.keeper.noBackup')} />
        : (
          <p>
            {t('today.keeper.lastBackup')} <DateTimeText at={last.at} /> <span className="code faint">{last.folder}</span>
          </p>
        ))}
    </Answered>
  )
}

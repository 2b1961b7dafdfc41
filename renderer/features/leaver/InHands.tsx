// How much is still in a leaver's hands, in bare numbers: for whoever shuts the account and sees no customer (rules H6, A1).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'

export function InHands({ person: { id, name } }: { person: { id: Id<'person'>; name: string } }) {
  const { t } = useTranslation()
  const answer = useAnswer('leaver.count', { personId: id })
  return (
    <Answered answer={answer}>
      {({ owed, overdue, incomplete, corrections, loans, copies }) => {
        const said = [
          ...(owed > 0 ? [t('leaver.owed', { count: owed })] : []),
          ...(overdue > 0 ? [t('leaver.overdue', { count: overdue })] : []),
          ...(incomplete > 0 ? [t('leaver.incomplete', { count: incomplete })] : []),
          ...(corrections > 0 ? [t('leaver.correction', { count: corrections })] : []),
          ...(loans > 0 ? [t('leaver.loan', { count: loans })] : []),
          ...(copies > 0 ? [t('leaver.copy', { count: copies })] : []),
        ]
        if (said.length === 0) return <p>{t('leaver.none', { name })}</p>
        return (
          <Alert
            className="note" type="warning" showIcon
            title={`${t('leaver.hands', { name })} ${said.join(t('book.line.separator'))}`} description={t('leaver.ask')}
          />
        )
      }}
    </Answered>
  )
}

// What happened and what to do, for a screen that has nothing else to show, or above a form.
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallError } from '#shared/contract/envelope.ts'
import { explain } from './ProblemText.tsx'

/** In place of a screen's content. */
export function ErrorState({ error, onRetry }: { error: CallError; onRetry?: () => void }) {
  const { t } = useTranslation()
  const { what, advice } = explain(error)
  return (
    <div className="state" role="alert">
      <p className="state-title">{what}</p>
      <p className="state-text">{advice}</p>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('common.retry')}</Button>}
    </div>
  )
}

/** Above a form that was refused as a whole; nothing when there is no error. */
export function ErrorNote({ error }: { error: CallError | null }) {
  useTranslation()
  if (error === null) return null
  const { what, advice } = explain(error)
  return <Alert type="error" showIcon title={what} description={advice} className="note" role="alert" />
}

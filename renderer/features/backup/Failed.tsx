// Why long work came to no good end, and what to do.
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '#shared/contract/backup.ts'
import { ERROR_CODES, type CallError } from '#shared/contract/envelope.ts'
import { explain } from '../../components/ProblemText.tsx'

export function Failed({ error }: { error: TaskView['error'] }) {
  const { t } = useTranslation()
  const code = ERROR_CODES.find((known) => known === error?.code) ?? 'internal'
  const named: CallError = {
    code,
    message: '',
    details: {
      ...(error?.problem ? { problem: error.problem } : {}),
      ...(error?.subject ? { subject: error.subject } : {}),
    },
  }
  const { what, advice } = explain(named)
  return <Alert type="error" showIcon role="alert" title={t('backup.failed')} description={<>{what}<br />{advice}</>} />
}

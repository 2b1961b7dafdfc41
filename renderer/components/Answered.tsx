// What a screen shows of an answer: the wait, the failure, or the value.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../app/answer.ts'
import { Busy } from './Busy.tsx'
import { ErrorState } from './ErrorState.tsx'

export function Answered<Value>({ answer, children }: { answer: Answer<Value>; children: (value: Value) => ReactNode }) {
  const { t } = useTranslation()
  if (answer.value !== null) return children(answer.value)
  if (answer.error !== null) return <ErrorState error={answer.error} onRetry={answer.reload} />
  return <Busy label={t('common.loading')} />
}

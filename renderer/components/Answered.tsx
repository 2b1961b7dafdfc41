// What a screen shows of an answer: the wait, the failure, or the value.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../app/answer.ts'
import { Busy } from './Busy.tsx'
import { ErrorState } from './ErrorState.tsx'

type AnsweredProps<Value> = {
  answer: Pick<Answer<Value>, 'value' | 'error' | 'reload'> & Partial<Pick<Answer<Value>, 'last'>>
  /** What was answered before stays, dimmed and out of reach, while the next is on its way. */
  keeps?: boolean
  children: (value: Value) => ReactNode
}

export function Answered<Value>({ answer, keeps = false, children }: AnsweredProps<Value>) {
  const { t } = useTranslation()
  const { value, last = null, error, reload } = answer
  if (error !== null && value === null) return <ErrorState error={error} onRetry={reload} />
  // The same element before and after, so that what stands in it is not built anew.
  if (keeps && last !== null) return <div className="answered" inert={value === null} aria-busy={value === null}>{children(last)}</div>
  return value === null ? <Busy label={t('common.loading')} /> : children(value)
}

// An act on the calendar and what it moved, said in one sentence.
import { App, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct, type Act } from '../../app/answer.ts'
import { applyFieldProblems } from '../../components/form.ts'

/** `act` answers how many open records moved; null: this person is not told. */
export function useCalendarAct<Values>(
  form: FormInstance, act: (values: Values) => Promise<{ changed: number | null }>, done: () => void,
): Act<[Values]> {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return useAct(
    async (values: Values) => {
      const { changed } = await act(values)
      void message.success(changed === null ? t('calendar.saved') : changed === 0 ? t('calendar.movedNone') : t('calendar.moved', { count: changed }))
      done()
    },
    (error) => applyFieldProblems(form, error),
  )
}

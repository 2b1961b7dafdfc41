// An act on the calendar and what it moved, said in one sentence.
import { App, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct, type Act } from '../../app/answer.ts'
import { applyFieldProblems } from '../../components/form.ts'

/** Says what an act moved: so many open records; null: this person is not told. */
export function useSayMoved(): (changed: number | null) => void {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (changed) => void message.success(changed === null ? t('calendar.saved') : changed === 0 ? t('calendar.movedNone') : t('calendar.moved', { count: changed }))
}

/** `act` answers how many open records moved. */
export function useCalendarAct<Values>(
  form: FormInstance, act: (values: Values) => Promise<{ changed: number | null }>, done: () => void,
): Act<[Values]> {
  const sayMoved = useSayMoved()
  return useAct(
    async (values: Values) => {
      const { changed } = await act(values)
      sayMoved(changed)
      done()
    },
    (error) => applyFieldProblems(form, error),
  )
}

// Enters a yearly notice: its text is pasted, what was read of it is shown, and only then it is kept (rule D2).
import { Alert, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isOfNotice, noticeProblems, readNotice, type NamedDay } from '#shared/domain/notice.ts'
import { call } from '../../api.ts'
import { useDraft } from '../../app/draft.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { ProblemText } from '../../components/ProblemText.tsx'
import { problemRule } from '../../components/form.ts'
import { useCalendarAct } from './useCalendarAct.ts'

/** `year`: null while the field is empty. */
type Values = { year: number | null; text: string }

/** No notice is longer by far; what is longer is not read while it is typed. */
const LONGEST = 20_000

const [FIRST_YEAR, LAST_YEAR] = [2000, 2149]

const keptForm = z.object({ year: z.number().int(), text: z.string() })

const yearRule = problemRule((value) => (typeof value === 'number' ? null : 'text.required'))

export function NoticeDialog({ year: start, onClose }: { year: number; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const year = Form.useWatch('year', form) ?? start
  const text = Form.useWatch('text', form) ?? ''
  const { days, misread } = readNotice(year, text)
  const wrong = text.trim() === '' ? [] : noticeProblems(year, days)
  const [restored, setRestored] = useState(false)
  const draft = useDraft('notice', text.trim() === '' ? null : { year, text }, (kept) => {
    const believed = keptForm.safeParse(kept)
    if (!believed.success) return
    form.setFieldsValue(believed.data)
    setRestored(true)
  })
  const act = useCalendarAct<Values>(
    form,
    async ({ year: entering, text: entered }) => {
      const asked = entering ?? start
      const done = await call('calendar.enterNotice', { year: asked, days: readNotice(asked, entered).days })
      await draft.drop()
      return done
    },
    () => onClose(true),
  )
  const cancel = (): void => {
    void draft.drop().catch(() => undefined)
    onClose(false)
  }
  const textRule = problemRule((value) => {
    // As the form has it by now: whoever sends it at once is quicker than what watches it.
    const asked = form.getFieldsValue().year ?? start
    const read = readNotice(asked, typeof value === 'string' ? value : '')
    if (read.days.length === 0) return 'text.required'
    return noticeProblems(asked, read.days).length > 0 || read.misread.some(({ problem }) => problem === 'notice.weekday') ? 'value.invalid' : null
  })
  return (
    <FormDialog<Values>
      name="enterNotice" title={t('calendar.enterTitle')} submit={t('calendar.keep')} width={820} form={form} act={act}
      initialValues={{ year: start, text: '' }} onCancel={cancel}
    >
      {restored && <Alert className="note" type="info" showIcon title={t('common.restored')} />}
      <Form.Item name="year" label={t('calendar.enterYear')} rules={[yearRule]} required>
        <InputNumber min={FIRST_YEAR} max={LAST_YEAR} precision={0} />
      </Form.Item>
      <Form.Item name="text" label={t('calendar.enterText')} extra={t('calendar.enterHint')} rules={[textRule]} required>
        <Input.TextArea rows={7} maxLength={LONGEST} spellCheck={false} />
      </Form.Item>
      {misread.length > 0 && (
        <Alert
          type="warning" showIcon className="note" title={t('calendar.misread')}
          description={<ul className="calendar-problems">{misread.map(({ text: said, problem }) => <li key={said}>{said} — <ProblemText code={problem} /></li>)}</ul>}
        />
      )}
      {days.length > 0 && wrong.length > 0 && (
        <Alert
          type="error" showIcon className="note" title={t('calendar.wrong')}
          description={(
            <ul className="calendar-problems">
              {wrong.map(({ on, name, problem }) => <li key={`${on} ${problem}`}><ProblemText code={problem} subject={`${on} ${name}`} /></li>)}
            </ul>
          )}
        />
      )}
      <h3 className="settings-sub">{t('calendar.understood')}</h3>
      <output className="calendar-read">{days.length === 0 ? <span className="faint">{t('calendar.nothing')}</span> : <Read year={year} days={days} />}</output>
    </FormDialog>
  )
}

/** Holiday by holiday: the days free, the days worked for them. */
function Read({ year, days }: { year: number; days: readonly NamedDay[] }) {
  const { t } = useTranslation()
  const short = (on: string): string => (on.startsWith(`${year}-`) ? on.slice(5) : on)
  const said = (some: readonly NamedDay[]): string => some.map(({ on }) => short(on)).join(t('book.line.separator'))
  return (
    <dl className="facts">
      {[...Map.groupBy(days.filter(({ on }) => isOfNotice(year, on)), ({ name }) => name)].map(([name, named]) => {
        const [worked, free] = [named.filter(({ working }) => working), named.filter(({ working }) => !working)]
        return (
          <div className="calendar-fact" key={name}>
            <dt>{name}</dt>
            <dd>
              {free.length > 0 && <span>{t('calendar.free', { days: said(free) })}</span>}
              {worked.length > 0 && <span className="day-worked">{t('calendar.worked', { days: said(worked) })}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

// Reporting a leak (rule S5): what, when and how it was noticed, what was done at once. What is typed of a dossier is taken as it is.
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { storeDay } from '#shared/contract/field.ts'
import { leakFields } from '#shared/contract/leak.ts'
import { LEAK_LIMITS } from '#shared/domain/leak.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { useAct } from '../../app/answer.ts'
import { useDraft } from '../../app/draft.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { call } from '../../api.ts'

type Values = { what: string; dossier: string; foundOn: LocalDate; how: string; atOnce: string }

const BLANK = { what: '', dossier: '', how: '', atOnce: '' }

const kept = z.string().default('')
/** What was kept of a report that was not sent. */
const keptReport = z.object({ what: kept, dossier: kept, foundOn: storeDay, how: kept, atOnce: kept })

const ROWS = { minRows: 2, maxRows: 6 }

export function ReportLeak({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const { foundOn, ...said } = Form.useWatch([], form) ?? { ...BLANK, foundOn: today }
  // Its day is given as today already.
  const draft = useDraft('leak', Object.values(said).every((text) => text.trim() === '') ? null : { ...said, foundOn }, (before) => {
    const believed = keptReport.safeParse(before)
    if (believed.success) form.setFieldsValue(believed.data)
  })
  const act = useAct(async (values: Values) => {
    const { number } = await call('leak.report', values)
    await draft.drop()
    void message.success(t('leak.form.done', { number }))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="leak-report" title={t('leak.form.title')} submit={t('leak.form.submit')} danger width={560} form={form}
      initialValues={{ ...BLANK, foundOn: today }} act={act} onCancel={onClose}
    >
      <p>{t('leak.form.intro')}</p>
      <Form.Item name="what" label={t('leak.form.what')} required rules={[schemaRule(leakFields.what)]}>
        <Input.TextArea maxLength={LEAK_LIMITS.text} autoSize={ROWS} />
      </Form.Item>
      <Form.Item name="dossier" label={t('leak.form.dossier')} extra={t('leak.form.dossierHint')} rules={[schemaRule(leakFields.dossier)]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="foundOn" label={t('leak.form.foundOn')}><DayPicker latest={today} /></Form.Item>
      <Form.Item name="how" label={t('leak.form.how')} required rules={[schemaRule(leakFields.how)]}>
        <Input.TextArea maxLength={1000} autoSize={ROWS} />
      </Form.Item>
      <Form.Item name="atOnce" label={t('leak.form.atOnce')} required rules={[schemaRule(leakFields.atOnce)]}>
        <Input.TextArea maxLength={1000} autoSize={ROWS} />
      </Form.Item>
    </FormDialog>
  )
}

// Asks to read a dossier; the answer tells nothing of whether there is one (rules L5, S1).
import { App, Button, Form, Input, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { note, requiredLine } from '#shared/contract/field.ts'
import { SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import { MOST_ACCESS_DAYS } from '#shared/domain/access-request.ts'
import { readLabel } from '#shared/domain/label.ts'
import { useAct } from '../../app/answer.ts'
import { useScanned } from '../../app/scanner.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { call } from '../../api.ts'

type Values = { dossier: string; level: SecrecyLevel; purpose: string; days: number }

export function AskForm({ dossier, onAsked }: { dossier: string; onAsked: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  useScanned((label) => {
    const read = readLabel(label)
    form.setFieldValue('dossier', read !== null && 'number' in read ? read.number : label.trim())
  })
  const send = useAct(async (values: Values) => {
    const { number } = await call('access.request', values)
    void message.success(t('access.form.done', { number }))
    form.resetFields()
    onAsked()
  }, (error) => applyFieldProblems(form, error))
  return (
    <section className="panel access-form" aria-labelledby="access-form">
      <h2 id="access-form" className="panel-title">{t('access.form.title')}</h2>
      <ErrorNote error={send.error} />
      <Form<Values>
        form={form} name="access" layout="vertical" validateTrigger="onSubmit" autoComplete="off"
        initialValues={{ dossier, level: dossier === '' ? 'restricted' : 'confidential', purpose: '', days: 3 }} onFinish={(values) => void send.run(values)}
      >
        <Form.Item name="dossier" label={t('access.form.dossier')} rules={[schemaRule(requiredLine(100))]} required>
          <Input maxLength={100} placeholder={t('access.form.dossierHint')} />
        </Form.Item>
        <Form.Item name="level" label={t('access.form.level')} extra={t('access.form.levelHint')}>
          <Radio.Group options={SECRECY_LEVELS.map((each) => ({ value: each, label: t(`dossier.secrecy.${each}`) }))} />
        </Form.Item>
        <Form.Item
          name="purpose" label={t('access.form.purpose')} required
          rules={[schemaRule(note(500)), { required: true, whitespace: true, message: fieldProblem('text.required') }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
        <Form.Item name="days" label={t('access.form.days')} rules={[{ required: true, message: fieldProblem('access.days') }]}>
          <InputNumber min={1} max={MOST_ACCESS_DAYS} precision={0} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={send.running}>{t('access.form.submit')}</Button>
      </Form>
      <p className="faint">{t('access.form.about')}</p>
    </section>
  )
}

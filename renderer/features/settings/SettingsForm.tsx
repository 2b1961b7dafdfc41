// The settings that a form can hold, with a preview of the numbers a pattern makes.
import { App, Button, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { settingsView, type SettingsView } from '#shared/contract/desk.ts'
import { formatArchiveNumber, patternProblem } from '#shared/domain/archive-number.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useSession, useToday } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'

export function SettingsForm({ settings, onSaved }: { settings: SettingsView; onSaved: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const refresh = useSession((session) => session.refresh)
  const [form] = Form.useForm<SettingsView>()
  const pattern = Form.useWatch('numberPattern', form)
  const act = useAct(
    async (values: SettingsView) => {
      await call('settings.update', values)
      await refresh()
      void message.success(t('common.saved'))
      onSaved()
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <Form
      form={form} name="settings" layout="vertical" initialValues={settings}
      onFinish={(values) => void act.run(values)} scrollToFirstError={{ focus: true, block: 'center' }} className="panel"
    >
      <ErrorNote error={act.error} />
      <h2 className="panel-title">{t('settings.desk')}</h2>
      <Form.Item
        name="idleMinutes"
        label={t('settings.idleMinutes')} extra={t('settings.idleHint')}
        rules={[schemaRule(settingsView.shape.idleMinutes)]}
      >
        <InputNumber min={1} max={60} precision={0} suffix={t('settings.minutes')} className="settings-minutes" />
      </Form.Item>
      <h2 className="panel-title">{t('settings.numbers')}</h2>
      <Form.Item
        name="numberPattern"
        label={t('settings.pattern')} extra={t('settings.patternHint')}
        rules={[schemaRule(settingsView.shape.numberPattern)]}
      >
        <Input className="code" spellCheck={false} autoComplete="off" maxLength={200} />
      </Form.Item>
      <Preview pattern={pattern ?? settings.numberPattern} />
      <Button type="primary" htmlType="submit" loading={act.running}>{t('common.save')}</Button>
    </Form>
  )
}

function Preview({ pattern }: { pattern: string }) {
  const { t } = useTranslation()
  const store = useSession((session) => session.archive?.store?.code ?? '')
  const year = useToday().slice(0, 4)
  if (patternProblem(pattern.trim()) !== null) return null
  const example = (kind: 'XS' | 'TD', number: number): string =>
    formatArchiveNumber(pattern.trim(), { store, class: kind, year, term: 'D10', number })
  return (
    <dl className="settings-preview">
      <dt>{t('settings.previewSold')}</dt>
      <dd className="code">{example('XS', 1)}</dd>
      <dt>{t('settings.previewElsewhere')}</dt>
      <dd className="code">{example('TD', 27)}</dd>
    </dl>
  )
}

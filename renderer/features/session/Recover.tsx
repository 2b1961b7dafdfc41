// The way back in by the recovery key, when no administrator remembers a password.
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { login, provenPassword } from '#shared/contract/field.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { NewPassword } from './NewPassword.tsx'
import { useWait } from './wait.ts'
import { WaitNote } from './WaitNote.tsx'

type Values = { recoveryKey: string; login: string; password: string }

export function Recover({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const wait = useWait()
  const act = useAct(
    async (values: Values) => {
      await call('archive.recover', { recoveryKey: values.recoveryKey, login: values.login, password: values.password })
      onDone()
    },
    (error) => {
      wait.begin(error, '')
      return applyFieldProblems(form, error) || error.details.problem === 'password.wait'
    },
  )
  return (
    <>
      <h1 className="gate-title">{t('session.recover.title')}</h1>
      <p className="gate-note">{t('session.recover.intro')}</p>
      <ErrorNote error={act.error} />
      <WaitNote left={wait.left} />
      <Form
        form={form} name="recover" layout="vertical"
        onFinish={(values) => {
          if (wait.left === 0) void act.run(values)
        }}
        validateTrigger="onSubmit" scrollToFirstError={{ focus: true, block: 'center' }}
      >
        <Form.Item
          name="recoveryKey" label={t('session.recover.key')} extra={t('session.recover.keyHint')} rules={[schemaRule(provenPassword)]}
        >
          <Input.TextArea rows={2} autoComplete="off" spellCheck={false} maxLength={200} className="code" />
        </Form.Item>
        <Form.Item name="login" label={t('session.recover.login')} rules={[schemaRule(login)]}>
          <Input maxLength={200} spellCheck={false} />
        </Form.Item>
        <NewPassword name="password" owner={() => ({ login: form.getFieldsValue().login })} />
        <Button type="primary" htmlType="submit" block loading={act.running} disabled={wait.left > 0}>
          {wait.left > 0 ? t('session.wait.button', { count: wait.left }) : t('session.recover.submit')}
        </Button>
      </Form>
      <Button type="link" className="gate-aside" onClick={onBack}>{t('session.recover.back')}</Button>
    </>
  )
}

// The way in, and what a locked desk shows: nothing of what was there before (rule A1).
import { Alert, Button, Form, Input, type InputRef } from 'antd'
import { lazy, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { provenPassword } from '#shared/contract/field.ts'
import type { Output } from '#shared/contract/index.ts'
import { useAct } from '../../app/answer.ts'
import { useSession } from '../../app/session.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { schemaRule, showProblems } from '../../components/form.ts'
import { Gate } from './Gate.tsx'
import { useWait } from './wait.ts'
import { WaitNote } from './WaitNote.tsx'

const Recover = lazy(async () => ({ default: (await import('./Recover.tsx')).Recover }))

type Values = { login: string; password: string }

export function SignIn({ idle }: { idle: boolean }) {
  const [face, setFace] = useState<'signIn' | 'recover' | 'recovered'>('signIn')
  return (
    <Gate>
      {face === 'recover'
        ? <Recover onDone={() => setFace('recovered')} onBack={() => setFace('signIn')} />
        : <SignInForm idle={idle} recovered={face === 'recovered'} onForgotten={() => setFace('recover')} />}
    </Gate>
  )
}

function SignInForm({ idle, recovered, onForgotten }: { idle: boolean; recovered: boolean; onForgotten: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const signIn = useSession((session) => session.signIn)
  const restored = useSession((session) => session.archive?.restored)
  const loginField = useRef<InputRef>(null)
  const passwordField = useRef<InputRef>(null)
  useEffect(() => loginField.current?.focus(), [])
  const wait = useWait()
  const typed = Form.useWatch('login', form) ?? ''
  // Another colleague need not wait for the one before.
  const left = wait.whom === asTyped(typed) ? wait.left : 0
  const act = useAct(async (values: Values) => signIn(values), (error) => {
    wait.begin(error, asTyped(form.getFieldValue('login')))
    if (error.code === 'wrongPassword') {
      showProblems(form, [{ name: ['password'], value: '', problem: 'signIn.wrong' }])
      passwordField.current?.focus()
      return true
    }
    return error.details.waitSeconds !== undefined
  })
  return (
    <>
      <h1 className="gate-title">{t('session.signIn.title')}</h1>
      {restored ? <Restored {...restored} /> : idle && <p className="gate-note">{t('session.signIn.idle')}</p>}
      {recovered && <output className="gate-note">{t('session.recover.done')}</output>}
      <ErrorNote error={act.error} />
      <WaitNote left={left} />
      <Form
        form={form} name="signIn" layout="vertical"
        onFinish={(values) => {
          if (left === 0) void act.run(values)
        }}
        validateTrigger="onSubmit" scrollToFirstError={{ focus: true, block: 'center' }}
      >
        <Form.Item name="login" label={t('session.signIn.login')} rules={[schemaRule(provenPassword)]}>
          <Input ref={loginField} size="large" maxLength={200} spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t('session.signIn.password')} rules={[schemaRule(provenPassword)]}>
          <Input.Password ref={passwordField} size="large" autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" block loading={act.running} disabled={left > 0}>
          {left > 0 ? t('session.wait.button', { count: left }) : t('session.signIn.submit')}
        </Button>
      </Form>
      <Button type="link" className="gate-aside" onClick={onForgotten}>{t('session.signIn.forgot')}</Button>
    </>
  )
}

/** Until somebody has signed in to an archive that came from a backup. */
function Restored({ takenAt, kept, failed }: NonNullable<Output<'session.state'>['restored']>) {
  const { t } = useTranslation()
  if (failed !== null) return <Alert className="note" type="error" showIcon role="alert" title={t('session.signIn.notReplaced', { code: failed })} />
  return (
    <Alert
      className="note" type="info" showIcon title={t('session.signIn.restored', { time: dateTimeText(takenAt) })}
      description={kept !== null && t('session.signIn.kept', { folder: kept })}
    />
  )
}

/** A log-in as the engine compares it. */
function asTyped(login: unknown): string {
  return typeof login === 'string' ? login.trim().toLowerCase() : ''
}

// The set-up wizard: the store, its first administrator, the recovery key, and what to do next (rule A1).
import { Button, Checkbox, Form, Input, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { login, name } from '#shared/contract/field.ts'
import { storeCode, type PersonView } from '#shared/contract/session.ts'
import type { PasswordOwner } from '#shared/domain/password-owner.ts'
import { call, keepToken } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { Gate } from './Gate.tsx'
import { BringBack } from './BringBack.tsx'
import { NewPassword } from './NewPassword.tsx'
import { RecoveryKey } from './RecoveryKey.tsx'

type Values = {
  storeName: string
  storeCode: string
  training: boolean
  adminName: string
  adminLogin: string
  adminPassword: string
}

type Made = { recoveryKey: string; me: PersonView; storeName: string }

type Step = { at: 'bringBack' } | { at: 'store' } | { at: 'administrator' } | { at: 'key'; made: Made } | { at: 'ready'; made: Made }

const ORDER = ['store', 'administrator', 'key', 'ready'] as const

const STORE_FIELDS = ['storeName', 'storeCode'] as const

export function SetUp() {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>({ at: 'store' })
  return (
    <Gate wide>
      <h1 className="gate-title">{t(step.at === 'bringBack' ? 'session.bringBack.title' : 'session.setUp.title')}</h1>
      {step.at === 'bringBack' ? <BringBack onBack={() => setStep({ at: 'store' })} /> : (
        <Steps
          size="small"
          className="note"
          current={ORDER.indexOf(step.at)}
          items={ORDER.map((at) => ({ title: t(`session.setUp.steps.${at}`) }))}
        />
      )}
      {(step.at === 'store' || step.at === 'administrator') && (
        <SetUpForm
          at={step.at}
          onStep={(at) => setStep({ at })}
          onMade={(made) => setStep({ at: 'key', made })}
          onBringBack={() => setStep({ at: 'bringBack' })}
        />
      )}
      {step.at === 'key' && (
        <RecoveryKey
          recoveryKey={step.made.recoveryKey}
          storeName={step.made.storeName}
          next={t('common.next')}
          onNext={() => setStep({ at: 'ready', made: step.made })}
        />
      )}
      {step.at === 'ready' && <Ready me={step.made.me} />}
    </Gate>
  )
}

type SetUpFormProps = {
  at: 'store' | 'administrator'
  onStep: (at: 'store' | 'administrator') => void
  onMade: (made: Made) => void
  onBringBack: () => void
}

function SetUpForm({ at, onStep, onMade, onBringBack }: SetUpFormProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const refresh = useSession((session) => session.refresh)
  const act = useAct(
    async ({ storeName, storeCode: code, training, adminName, adminLogin, adminPassword }: Values) => {
      const made = await call('archive.setUp', { storeName, storeCode: code, training, adminName, adminLogin, adminPassword })
      keepToken(made.token)
      // From here on the archive has a name, and says whether it is for training.
      await refresh()
      onMade({ recoveryKey: made.recoveryKey, me: made.me, storeName })
    },
    (error) => {
      if (error.details.fields?.some(({ path }) => STORE_FIELDS.some((field) => field === path[0])) === true) onStep('store')
      return applyFieldProblems(form, error)
    },
  )
  const toFirstProblem = (): void => {
    const wrong = form.getFieldsError().find(({ errors }) => errors.length > 0)
    if (wrong !== undefined) form.scrollToField(wrong.name, { focus: true, block: 'center' })
  }
  const toAdministrator = (): void => {
    void form.validateFields([...STORE_FIELDS]).then(() => onStep('administrator'), toFirstProblem)
  }
  const create = (): void => {
    void form.validateFields().then(() => act.run(form.getFieldsValue()), toFirstProblem)
  }
  const ownerOf = (): PasswordOwner => {
    const { adminLogin, adminName, storeName, storeCode: code } = form.getFieldsValue()
    return { login: adminLogin, name: adminName, storeName, storeCode: code }
  }
  return (
    <>
      <ErrorNote error={act.error} />
      {/* One form over two steps: Enter goes on, and what was typed in the first step stays. */}
      <Form
        form={form} name="setUp" layout="vertical" validateTrigger="onBlur"
        initialValues={{ training: false }}
        onSubmitCapture={(event) => {
          event.preventDefault()
          // antd would judge both steps at once.
          event.stopPropagation()
          if (at === 'store') toAdministrator()
          else create()
        }}
      >
        <div hidden={at !== 'store'}>
          <p className="gate-note">{t('session.setUp.welcome')}</p>
          <Form.Item
            name="storeName" label={t('session.setUp.storeName')}
            extra={t('session.setUp.storeNameHint')} rules={[schemaRule(name)]}
          >
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item
            name="storeCode" label={t('session.setUp.storeCode')}
            extra={t('session.setUp.storeCodeHint')} rules={[schemaRule(storeCode)]}
          >
            <Input autoComplete="off" maxLength={8} className="code-field" />
          </Form.Item>
          <Form.Item name="training" valuePropName="checked" extra={t('session.setUp.trainingHint')}>
            <Checkbox>{t('session.setUp.training')}</Checkbox>
          </Form.Item>
        </div>
        <div hidden={at !== 'administrator'}>
          <p className="gate-note">{t('session.setUp.adminIntro')}</p>
          <Form.Item name="adminName" label={t('session.setUp.adminName')} rules={[schemaRule(name)]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item
            name="adminLogin" label={t('session.setUp.adminLogin')}
            extra={t('session.setUp.adminLoginHint')} rules={[schemaRule(login)]}
          >
            <Input maxLength={32} spellCheck={false} />
          </Form.Item>
          <NewPassword name="adminPassword" owner={ownerOf} />
        </div>
        {act.running && <output className="gate-note">{t('session.setUp.creating')}</output>}
        <div className="gate-buttons">
          {at === 'store'
            ? <Button type="link" onClick={onBringBack}>{t('session.bringBack.title')}</Button>
            : <Button onClick={() => onStep('store')} disabled={act.running}>{t('common.back')}</Button>}
          <Button type="primary" htmlType="submit" loading={act.running}>
            {t(at === 'store' ? 'common.next' : 'session.setUp.create')}
          </Button>
        </div>
      </Form>
    </>
  )
}

function Ready({ me }: { me: PersonView }) {
  const { t } = useTranslation()
  const enter = useSession((session) => session.enter)
  const go = async (path: string): Promise<void> => {
    await enter(me)
    window.location.hash = path
  }
  return (
    <>
      <h2 className="gate-subtitle">{t('session.setUp.readyTitle')}</h2>
      <p className="gate-note">{t('session.setUp.secondAdmin')}</p>
      <div className="gate-buttons">
        <Button onClick={() => void go(paths.today)}>{t('session.setUp.later')}</Button>
        <Button type="primary" onClick={() => void go(paths.staff)}>{t('session.setUp.addStaff')}</Button>
      </div>
    </>
  )
}

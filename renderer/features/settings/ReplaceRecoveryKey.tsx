// Makes a new recovery key, shown once; the old one opens nothing any more.
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { provenPassword } from '#shared/contract/field.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useSession } from '../../app/session.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { RecoveryKey } from '../session/RecoveryKey.tsx'

type Step = { at: 'rest' } | { at: 'asking' } | { at: 'shown'; recoveryKey: string }

export function ReplaceRecoveryKey() {
  const { t } = useTranslation()
  const storeName = useSession((session) => session.archive?.store?.name ?? '')
  const [step, setStep] = useState<Step>({ at: 'rest' })
  return (
    <section className="panel" aria-labelledby="recovery-key-title">
      <h2 className="panel-title" id="recovery-key-title">{t('settings.recoveryKey')}</h2>
      <p>{t('settings.recoveryWhat')}</p>
      <Button onClick={() => setStep({ at: 'asking' })}>{t('settings.replace')}</Button>
      {step.at === 'asking' && (
        <Ask onCancel={() => setStep({ at: 'rest' })} onMade={(recoveryKey) => setStep({ at: 'shown', recoveryKey })} />
      )}
      {step.at === 'shown' && (
        <Modal
          open width={640} title={t('settings.recoveryKey')} footer={null}
          closable={false} keyboard={false} mask={{ closable: false }}
        >
          <RecoveryKey
            recoveryKey={step.recoveryKey}
            storeName={storeName}
            next={t('settings.replaceDone')}
            onNext={() => setStep({ at: 'rest' })}
          />
        </Modal>
      )}
    </section>
  )
}

function Ask({ onCancel, onMade }: { onCancel: () => void; onMade: (recoveryKey: string) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ password: string }>()
  const act = useAct(
    async ({ password }: { password: string }) => {
      const { recoveryKey } = await call('archive.replaceRecoveryKey', { password })
      onMade(recoveryKey)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="replaceRecoveryKey" title={t('settings.replaceTitle')} submit={t('settings.replaceSubmit')}
      form={form} act={act} onCancel={onCancel}
    >
      <Form.Item name="password" label={t('settings.replacePassword')} rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}

// A person changes their own password (rule A1).
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { provenPassword } from '#shared/contract/field.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useMe } from '../../app/session.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { NewPassword } from './NewPassword.tsx'

type Values = { current: string; next: string }

export function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const [form] = Form.useForm<Values>()
  const act = useAct(
    async ({ current, next }: Values) => {
      await call('session.changePassword', { current, next })
      void message.success(t('session.password.changed'))
      onClose()
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="changePassword" title={t('session.password.title')} submit={t('common.save')}
      form={form} act={act} onCancel={onClose}
    >
      <Form.Item name="current" label={t('session.password.current')} rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <NewPassword name="next" owner={() => me} />
    </FormDialog>
  )
}

// Gives a person a new password and with it a new signing key; brings a leaver back in too.
import { Alert, App, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StaffView } from '#shared/contract/staff.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useSession } from '../../app/session.ts'
import { applyFieldProblems } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { NewPassword } from '../session/NewPassword.tsx'

type Values = { password: string }

export function ResetPassword({ person, onClose }: { person: StaffView; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const refresh = useSession((session) => session.refresh)
  const act = useAct(
    async ({ password }: Values) => {
      await call('staff.resetPassword', { id: person.id, password })
      // An old keyring that was put back may be mended by this.
      await refresh()
      void message.success(t('staff.reset.done', { name: person.name }))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="resetPassword" title={t('staff.reset.title', { name: person.name })} submit={t('staff.reset.submit')}
      form={form} act={act} onCancel={() => onClose(false)}
    >
      <Alert className="note" type="info" showIcon title={t('staff.reset.what')} />
      <NewPassword name="password" owner={() => person} />
      <p className="faint">{t('staff.reset.tell')}</p>
    </FormDialog>
  )
}

// Adds a person to the staff, with a first password.
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { login } from '#shared/contract/field.ts'
import type { DepartmentView } from '#shared/contract/staff.ts'
import type { Role } from '#shared/domain/role.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { NewPassword } from '../session/NewPassword.tsx'
import { PersonFields } from './PersonFields.tsx'

type Values = { name: string; login: string; departmentId: number; roles: Role[]; password: string }

type AddPersonProps = { departments: readonly DepartmentView[]; onClose: (changed: boolean) => void }

export function AddPerson({ departments, onClose }: AddPersonProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const act = useAct(
    async ({ name, login: as, departmentId, roles, password }: Values) => {
      await call('staff.add', { name, login: as, departmentId, roles, password })
      void message.success(t('staff.added', { name }))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="addPerson" title={t('staff.form.addTitle')} submit={t('common.add')}
      form={form} initialValues={{ roles: [] }} act={act} onCancel={() => onClose(false)}
    >
      <PersonFields departments={departments}>
        <Form.Item name="login" label={t('staff.form.login')} extra={t('staff.form.loginHint')} rules={[schemaRule(login)]}>
          <Input autoComplete="off" maxLength={32} spellCheck={false} />
        </Form.Item>
      </PersonFields>
      <NewPassword name="password" owner={() => form.getFieldsValue()} />
      <p className="faint">{t('staff.form.firstPassword')}</p>
    </FormDialog>
  )
}

// Changes a person's name, department and roles.
import { App, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DepartmentView, StaffView } from '#shared/contract/staff.ts'
import type { Role } from '#shared/domain/role.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { PersonFields } from './PersonFields.tsx'

type Values = { name: string; departmentId: number; roles: Role[] }

type EditPersonProps = { person: StaffView; departments: readonly DepartmentView[]; onClose: (changed: boolean) => void }

export function EditPerson({ person, departments, onClose }: EditPersonProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const act = useAct(
    async ({ name, departmentId, roles }: Values) => {
      await call('staff.update', { id: person.id, name, departmentId, roles, active: person.active })
      void message.success(t('common.saved'))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="editPerson" title={t('staff.form.editTitle')} submit={t('common.save')} form={form} act={act}
      initialValues={{ name: person.name, departmentId: person.department.id, roles: person.roles }}
      onCancel={() => onClose(false)}
    >
      <PersonFields departments={departments} />
    </FormDialog>
  )
}

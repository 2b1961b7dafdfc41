// What is asked of every person: name, department, roles.
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { name } from '#shared/contract/field.ts'
import { staffContract, type DepartmentView } from '#shared/contract/staff.ts'
import { ROLES } from '#shared/domain/role.ts'
import { schemaRule } from '../../components/form.ts'

const { departmentId, roles } = staffContract['staff.add'].input.shape

export function PersonFields({ departments, children }: { departments: readonly DepartmentView[]; children?: React.ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="name" label={t('staff.form.name')} rules={[schemaRule(name)]}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      {children}
      <Form.Item name="departmentId" label={t('staff.form.department')} rules={[schemaRule(departmentId)]}>
        <Select
          placeholder={t('staff.form.chooseDepartment')}
          options={departments.map((department) => ({ value: department.id, label: department.name }))}
        />
      </Form.Item>
      <Form.Item name="roles" label={t('staff.form.roles')} extra={t('staff.form.rolesHint')} rules={[schemaRule(roles)]}>
        <Select
          mode="multiple"
          placeholder={t('staff.form.chooseRoles')}
          optionFilterProp="label"
          options={ROLES.map((role) => ({ value: role, label: t(`common.role.${role}`) }))}
        />
      </Form.Item>
    </>
  )
}

// The departments and their kinds, which decide what records each answers for.
import { App, Button, Form, Input, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { name } from '#shared/contract/field.ts'
import { staffContract, type DepartmentView } from '#shared/contract/staff.ts'
import { DEPARTMENT_KINDS, type DepartmentKind } from '#shared/domain/role.ts'
import { call } from '../../api.ts'
import { useAct, type Answer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Doing = { act: 'add' } | { act: 'rename'; department: DepartmentView }

const { kind } = staffContract['department.add'].input.shape

export function Departments({ departments }: { departments: Answer<DepartmentView[]> }) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = (changed: boolean): void => {
    setDoing(null)
    if (changed) departments.reload()
  }
  return (
    <>
      <div className="staff-bar">
        <Button type="primary" onClick={() => setDoing({ act: 'add' })}>{t('staff.department.add')}</Button>
      </div>
      <Answered answer={departments}>
        {(list) => (
          <Table<DepartmentView>
            size="small"
            rowKey="id"
            dataSource={list}
            pagination={false}
            locale={{ emptyText: <EmptyState title={t('staff.emptyDepartments')} /> }}
            columns={[
              { key: 'name', title: t('staff.column.name'), dataIndex: 'name' },
              { key: 'kind', title: t('staff.column.kind'), render: (_, department) => t(`common.departmentKind.${department.kind}`) },
              { key: 'count', title: t('staff.column.count'), dataIndex: 'staffCount', align: 'right' },
              {
                key: 'acts',
                title: t('staff.column.acts'),
                render: (_, department) => (
                  <span className="row-acts">
                    <Button type="link" onClick={() => setDoing({ act: 'rename', department })}>{t('staff.department.rename')}</Button>
                  </span>
                ),
              },
            ]}
          />
        )}
      </Answered>
      {doing?.act === 'add' && <AddDepartment onClose={close} />}
      {doing?.act === 'rename' && <RenameDepartment department={doing.department} onClose={close} />}
    </>
  )
}

function AddDepartment({ onClose }: { onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ name: string; kind: DepartmentKind }>()
  const act = useAct(
    async (values: { name: string; kind: DepartmentKind }) => {
      await call('department.add', values)
      void message.success(t('common.saved'))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="addDepartment" title={t('staff.department.addTitle')} submit={t('common.add')}
      form={form} act={act} onCancel={() => onClose(false)}
    >
      <Form.Item name="name" label={t('staff.department.name')} rules={[schemaRule(name)]}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={t('staff.department.kind')} extra={t('staff.department.kindHint')} rules={[schemaRule(kind)]}>
        <Select options={DEPARTMENT_KINDS.map((value) => ({ value, label: t(`common.departmentKind.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  )
}

function RenameDepartment({ department, onClose }: { department: DepartmentView; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ name: string }>()
  const act = useAct(
    async (values: { name: string }) => {
      await call('department.rename', { id: department.id, name: values.name })
      void message.success(t('common.saved'))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog
      name="renameDepartment" title={t('staff.department.renameTitle')} submit={t('common.save')}
      form={form} initialValues={{ name: department.name }} act={act} onCancel={() => onClose(false)}
    >
      <Form.Item name="name" label={t('staff.department.name')} rules={[schemaRule(name)]}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
    </FormDialog>
  )
}

// The list of people, and what can be done for each: edit, reset the password, shut out a leaver.
import { Button, Switch, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DepartmentView, StaffView } from '#shared/contract/staff.ts'
import type { Answer } from '../../app/answer.ts'
import { useMe } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { AddPerson } from './AddPerson.tsx'
import { EditPerson } from './EditPerson.tsx'
import { ResetPassword } from './ResetPassword.tsx'
import { ShutOut } from './ShutOut.tsx'

type Doing = { act: 'add' } | { act: 'edit' | 'resetPassword' | 'shutOut'; person: StaffView }

type PeopleProps = { staff: Answer<StaffView[]>; departments: readonly DepartmentView[]; onChanged: () => void }

export function People({ staff, departments, onChanged }: PeopleProps) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [showLeft, setShowLeft] = useState(false)
  const columns = useColumns(setDoing)
  const close = (changed: boolean): void => {
    setDoing(null)
    if (changed) onChanged()
  }
  return (
    <>
      <div className="staff-bar">
        <label className="staff-switch"><Switch size="small" checked={showLeft} onChange={setShowLeft} /> {t('staff.showLeft')}</label>
        <Button type="primary" onClick={() => setDoing({ act: 'add' })}>{t('staff.add')}</Button>
      </div>
      <Answered answer={staff}>
        {(people) => (
          <Table<StaffView>
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={people.filter(({ active }) => active || showLeft)}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <EmptyState title={t('staff.empty')} /> }}
          />
        )}
      </Answered>
      {doing?.act === 'add' && <AddPerson departments={departments} onClose={close} />}
      {doing?.act === 'edit' && <EditPerson person={doing.person} departments={departments} onClose={close} />}
      {doing?.act === 'resetPassword' && <ResetPassword person={doing.person} onClose={close} />}
      {doing?.act === 'shutOut' && <ShutOut person={doing.person} onClose={close} />}
    </>
  )
}

function useColumns(start: (doing: Doing) => void): TableColumnsType<StaffView> {
  const { t } = useTranslation()
  const me = useMe()
  return [
    { key: 'name', title: t('staff.column.name'), render: (_, person) => <strong className="staff-name">{person.name}</strong> },
    { key: 'login', title: t('staff.column.login'), render: (_, person) => <span className="code">{person.login}</span> },
    { key: 'department', title: t('staff.column.department'), render: (_, person) => person.department.name },
    {
      key: 'roles',
      title: t('staff.column.roles'),
      render: (_, person) => (
        <span className="staff-roles">{person.roles.map((role) => <Tag key={role}>{t(`common.role.${role}`)}</Tag>)}</span>
      ),
    },
    {
      key: 'state',
      title: t('staff.column.state'),
      render: (_, { active }) => <Tag color={active ? 'success' : 'default'}>{t(active ? 'staff.active' : 'staff.left')}</Tag>,
    },
    {
      key: 'lastSignIn',
      title: t('staff.column.lastSignIn'),
      render: (_, { lastSignInAt }) => (
        lastSignInAt === null ? <span className="faint">{t('staff.never')}</span> : <DateTimeText at={lastSignInAt} />
      ),
    },
    {
      key: 'acts',
      title: t('staff.column.acts'),
      render: (_, person) => (
        <span className="row-acts">
          {person.active && <Button type="link" onClick={() => start({ act: 'edit', person })}>{t('staff.edit')}</Button>}
          <Button type="link" onClick={() => start({ act: 'resetPassword', person })}>
            {t(person.active ? 'staff.resetPassword' : 'staff.bringBack')}
          </Button>
          {person.active && person.id !== me.id && (
            <Button type="link" danger onClick={() => start({ act: 'shutOut', person })}>{t('staff.shutOut')}</Button>
          )}
        </span>
      ),
    },
  ]
}

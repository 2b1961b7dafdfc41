// Staff and departments: who works with the archive, in which department, with which roles (rules A1, H6).
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answer.ts'
import { Page } from '../../components/Page.tsx'
import { Departments } from './Departments.tsx'
import { People } from './People.tsx'
import './staff.css'

export function Staff() {
  const { t } = useTranslation()
  const staff = useAnswer('staff.list', {})
  const departments = useAnswer('department.list', {})
  return (
    <Page title={t('staff.title')}>
      <Tabs
        items={[
          {
            key: 'people',
            label: t('staff.people'),
            children: <People staff={staff} departments={departments.value ?? []} onChanged={() => {
              staff.reload()
              departments.reload()
            }} />,
          },
          { key: 'departments', label: t('staff.departments'), children: <Departments departments={departments} /> },
        ]}
      />
    </Page>
  )
}

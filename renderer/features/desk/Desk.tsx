// The desk: what is owed and what is lacking, oldest first, and the ways to begin (rules H1, H2, H8).
import {
  BookOutlined, CarOutlined, DatabaseOutlined, SearchOutlined, SolutionOutlined, TeamOutlined, ToolOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { permits } from '#shared/domain/role.ts'
import { mayEnter } from '#shared/domain/record.ts'
import { paths } from '../../app/paths.ts'
import { useMe, useToday } from '../../app/session.ts'
import { dateText } from '../../components/DateText.tsx'
import { Page } from '../../components/Page.tsx'
import { Keeper } from './Keeper.tsx'
import { OwedRecords } from './OwedRecords.tsx'
import './desk.css'

type Beginning = { to: string; label: string; icon: ReactNode; may: boolean }

export function Desk() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const today = useToday()
  const { roles } = me
  const beginnings: Beginning[] = [
    { to: paths.newRecord('delivery'), label: t('desk.act.newDelivery'), icon: <CarOutlined />, may: mayEnter(roles, 'delivery') },
    { to: paths.newRecord('visit'), label: t('desk.act.newVisit'), icon: <ToolOutlined />, may: mayEnter(roles, 'maintenance') },
    { to: paths.handover(), label: t('desk.act.handover'), icon: <SolutionOutlined />, may: permits(roles, 'handover.receive') },
    { to: paths.book(), label: t('desk.act.book'), icon: <BookOutlined />, may: permits(roles, 'book.read') },
    { to: paths.search, label: t('desk.act.find'), icon: <SearchOutlined />, may: permits(roles, 'dossier.read') },
    { to: paths.staff, label: t('desk.act.staff'), icon: <TeamOutlined />, may: permits(roles, 'staff.manage') },
    { to: paths.backup, label: t('desk.act.backup'), icon: <DatabaseOutlined />, may: permits(roles, 'backup.restore') },
  ]
  return (
    <Page
      title={t('desk.title')}
      actions={<span className="faint">{t('desk.hello', { name: me.name, date: dateText(today, i18n.language, true) })}</span>}
    >
      <nav aria-label={t('desk.act.label')}>
        <ul className="desk-acts">
          {beginnings.filter(({ may }) => may).map(({ to, label, icon }) => (
            <li key={to}><Link href={to}><span aria-hidden="true">{icon}</span><span>{label}</span></Link></li>
          ))}
        </ul>
      </nav>
      {permits(roles, 'record.read') ? <OwedRecords /> : <Keeper />}
    </Page>
  )
}

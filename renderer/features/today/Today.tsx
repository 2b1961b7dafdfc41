// Today, the first screen: what is overdue, due, waiting for whoever is at the desk, each line leading to the act that settles it.
import {
  BookOutlined, CarOutlined, ClockCircleOutlined, DatabaseOutlined, SearchOutlined, SolutionOutlined, TeamOutlined, ToolOutlined,
} from '@ant-design/icons'
import { Alert } from 'antd'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TodayView } from '#shared/contract/today.ts'
import { permits } from '#shared/domain/role.ts'
import { mayEnter } from '#shared/domain/record.ts'
import { useFreshly } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useMe, usePermits, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { dateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { BackupState } from './BackupState.tsx'
import { Keeper } from './Keeper.tsx'
import { OverduePeople } from './OverduePeople.tsx'
import { Section } from './Section.tsx'
import '../screens.css'
import './today.css'

type Beginning = { to: string; label: string; icon: ReactNode; may: boolean }

const LOOK_EVERY = 20_000

export function Today() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const on = useToday()
  const { roles } = me
  const beginnings: Beginning[] = [
    { to: paths.newRecord('delivery'), label: t('today.act.newDelivery'), icon: <CarOutlined />, may: mayEnter(roles, 'delivery') },
    { to: paths.newRecord('visit'), label: t('today.act.newVisit'), icon: <ToolOutlined />, may: mayEnter(roles, 'maintenance') },
    { to: paths.handover(), label: t('today.act.handover'), icon: <SolutionOutlined />, may: permits(roles, 'handover.receive') },
    { to: paths.records(), label: t('today.act.records'), icon: <ClockCircleOutlined />, may: permits(roles, 'record.read') },
    { to: paths.book(), label: t('today.act.book'), icon: <BookOutlined />, may: permits(roles, 'book.read') },
    { to: paths.search, label: t('today.act.find'), icon: <SearchOutlined />, may: permits(roles, 'dossier.read') },
    { to: paths.staff, label: t('today.act.staff'), icon: <TeamOutlined />, may: permits(roles, 'staff.manage') },
    { to: paths.backup, label: t('today.act.backup'), icon: <DatabaseOutlined />, may: permits(roles, 'backup.restore') },
  ]
  return (
    <Page
      title={t('today.title')}
      actions={<span className="faint">{t('today.hello', { name: me.name, date: dateText(on, i18n.language, true) })}</span>}
    >
      <nav aria-label={t('today.act.label')}>
        <ul className="today-acts">
          {beginnings.filter(({ may }) => may).map(({ to, label, icon }) => (
            <li key={to}><Link href={to}><span aria-hidden="true">{icon}</span><span>{label}</span></Link></li>
          ))}
        </ul>
      </nav>
      {permits(roles, 'record.read') ? <Work /> : <Keeper />}
    </Page>
  )
}

function Work() {
  const { t } = useTranslation()
  const keepsBackups = usePermits('backup.run')
  const answer = useFreshly('today.get', {}, LOOK_EVERY)
  return (
    <>
      {keepsBackups && <BackupState />}
      <Answered answer={answer}>
        {(view) => (
          <>
            {answer.stale && <Alert className="note" type="warning" showIcon title={t('today.stale')} />}
            <Sections view={view} />
          </>
        )}
      </Answered>
    </>
  )
}

function Sections({ view: { sections, overdue } }: { view: TodayView }) {
  const { t } = useTranslation()
  const waiting = sections.filter(({ count }) => count > 0)
  const none = sections.filter(({ count }) => count === 0)
  // One person's own overdue records are the section itself.
  const people = overdue.length > 1 ? overdue : []
  return (
    <>
      {waiting.length === 0 && <EmptyState title={t('today.clear')} text={t('today.clearText')} />}
      <div className="today-sections">
        {waiting.map((section) => (
          <Fragment key={section.key}>
            <Section section={section} />
            {section.key === 'overdue' && people.length > 0 && <OverduePeople people={people} />}
          </Fragment>
        ))}
      </div>
      {waiting.length > 0 && none.length > 0 && (
        <p className="faint today-none">{t('today.nothing')} {none.map(({ key }) => t(`today.section.${key}`)).join(' · ')}</p>
      )}
    </>
  )
}

// The store's settings, part by part: the desk and its numbers, deadlines and amounts, checklists, the work calendar (rules A1, C5, D2, F6;
// RULES "Figures are defaults").
import { Tabs } from 'antd'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { permits, type Permission } from '#shared/domain/role.ts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Page } from '../../components/Page.tsx'
import { SecrecyPart } from '../secrecy/SecrecyPart.tsx'
import { CalendarPart } from './CalendarPart.tsx'
import { ChecklistPart } from './ChecklistPart.tsx'
import { DeskPart } from './DeskPart.tsx'
import { PolicyPart } from './PolicyPart.tsx'
import '../screens.css'
import './settings.css'

const PARTS = ['desk', 'policy', 'checklists', 'calendar', 'secrecy'] as const
type Part = (typeof PARTS)[number]

const OF: Record<Part, { permission: Permission; Content: ComponentType }> = {
  desk: { permission: 'settings.manage', Content: DeskPart },
  policy: { permission: 'settings.read', Content: PolicyPart },
  checklists: { permission: 'settings.read', Content: ChecklistPart },
  calendar: { permission: 'settings.read', Content: CalendarPart },
  secrecy: { permission: 'settings.read', Content: SecrecyPart },
}

export function Settings() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const { part: asked } = useParams<{ part?: string }>()
  const [, navigate] = useLocation()
  const parts = PARTS.filter((part) => permits(roles, OF[part].permission))
  const shown = parts.find((part) => part === asked) ?? parts[0]
  return (
    <Page title={t('settings.title')}>
      <Tabs
        activeKey={shown ?? ''}
        onChange={(key) => navigate(paths.settings(PARTS.find((part) => part === key)))}
        aria-label={t('settings.parts')}
        items={parts.map((part) => {
          const { Content } = OF[part]
          return { key: part, label: t(`settings.part.${part}`), children: part === shown && <Content /> }
        })}
      />
    </Page>
  )
}

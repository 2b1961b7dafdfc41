// The one table of screens: where each is, what it is called, who may open it, and whether the navigation lists it.
import {
  AuditOutlined, BookOutlined, CarOutlined, DatabaseOutlined, ExceptionOutlined, FileSearchOutlined, HomeOutlined, InboxOutlined,
  SettingOutlined, SwapOutlined, TableOutlined, TeamOutlined, ToolOutlined,
} from '@ant-design/icons'
import { lazy, type ComponentType, type ReactNode } from 'react'
import { mayEnter } from '#shared/domain/record.ts'
import { permits, type Permission, type Role } from '#shared/domain/role.ts'

export type Route = {
  /** A wouter pattern; `app/paths.ts` fills it. */
  path: string
  /** The address the navigation goes to, where the pattern has parts to fill. */
  nav?: string
  title:
    | 'session.nav.desk' | 'session.nav.newDelivery' | 'session.nav.newVisit' | 'session.nav.handover' | 'session.nav.book'
    | 'filing.title' | 'filing.gaps.title' | 'cabinet.title' | 'label.folders.title' | 'label.slots.title' | 'label.covers.title'
    | 'session.nav.search' | 'session.nav.inbox' | 'session.nav.dossier' | 'session.nav.staff' | 'session.nav.settings' | 'session.nav.backup'
  /** Null: whoever is signed in. */
  permission: Permission | null
  /** Narrower than the permission, where a rule is: a delivery is entered by sales. */
  onlyFor?: (roles: readonly Role[]) => boolean
  /** The icon in the navigation; null for screens it does not list. */
  icon: ReactNode
  Screen: ComponentType
}

/** Whether someone with `roles` may open a screen; the engine judges every call again. */
export function mayOpen({ permission, onlyFor }: Route, roles: readonly Role[]): boolean {
  return (permission === null || permits(roles, permission)) && (onlyFor?.(roles) ?? true)
}

export const ROUTES: readonly Route[] = [
  {
    path: '/',
    title: 'session.nav.desk',
    permission: null,
    icon: <HomeOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/desk/Desk.tsx')).Desk })),
  },
  {
    path: '/record/new/delivery',
    title: 'session.nav.newDelivery',
    permission: 'record.enter',
    onlyFor: (roles) => mayEnter(roles, 'delivery'),
    icon: <CarOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/record/RecordEntry.tsx')).DeliveryEntry })),
  },
  {
    path: '/record/new/visit',
    title: 'session.nav.newVisit',
    permission: 'record.enter',
    onlyFor: (roles) => mayEnter(roles, 'maintenance'),
    icon: <ToolOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/record/RecordEntry.tsx')).VisitEntry })),
  },
  {
    path: '/handover/:ids?',
    nav: '/handover',
    title: 'session.nav.handover',
    permission: 'handover.receive',
    icon: <SwapOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/handover/Handover.tsx')).Handover })),
  },
  {
    path: '/inbox',
    title: 'session.nav.inbox',
    permission: 'scan.file',
    icon: <InboxOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/inbox/Inbox.tsx')).Inbox })),
  },
  {
    path: '/filing/:step?',
    nav: '/filing',
    title: 'filing.title',
    permission: 'record.read',
    icon: <AuditOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/filing/FilingDesk.tsx')).FilingDesk })),
  },
  {
    path: '/gaps/:person?',
    nav: '/gaps',
    title: 'filing.gaps.title',
    permission: 'record.read',
    icon: <ExceptionOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/filing/Gaps.tsx')).Gaps })),
  },
  {
    path: '/cabinets/:slot?',
    nav: '/cabinets',
    title: 'cabinet.title',
    permission: 'record.read',
    icon: <TableOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/cabinet/Cabinets.tsx')).Cabinets })),
  },
  {
    path: '/book/:on?',
    nav: '/book',
    title: 'session.nav.book',
    permission: 'book.read',
    icon: <BookOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/book/Book.tsx')).Book })),
  },
  {
    path: '/search',
    title: 'session.nav.search',
    permission: 'dossier.read',
    icon: <FileSearchOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/search/Search.tsx')).Search })),
  },
  {
    path: '/dossier/:id',
    title: 'session.nav.dossier',
    permission: 'dossier.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../features/dossier/Dossier.tsx')).Dossier })),
  },
  {
    path: '/scan/:id/:code?/:scan?',
    title: 'session.nav.dossier',
    permission: 'scan.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../features/scan/Scan.tsx')).Scan })),
  },
  {
    path: '/print/book/:from/:to',
    title: 'session.nav.book',
    permission: 'book.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/BookPrint.tsx')).BookPrint })),
  },
  {
    path: '/print/slip/:id',
    title: 'session.nav.book',
    permission: 'book.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/SlipPrint.tsx')).SlipPrint })),
  },
  {
    path: '/print/folders/:ids',
    title: 'label.folders.title',
    permission: 'record.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/FolderLabels.tsx')).FolderLabels })),
  },
  {
    path: '/print/slots/:cabinet',
    title: 'label.slots.title',
    permission: 'record.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/SlotLabels.tsx')).SlotLabels })),
  },
  {
    path: '/print/covers/:record',
    title: 'label.covers.title',
    permission: 'record.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/CoverSheets.tsx')).CoverSheets })),
  },
  {
    path: '/print/gaps/:person?',
    title: 'filing.gaps.title',
    permission: 'record.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/GapsPrint.tsx')).GapsPrint })),
  },
  {
    path: '/staff',
    title: 'session.nav.staff',
    permission: 'staff.manage',
    icon: <TeamOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/staff/Staff.tsx')).Staff })),
  },
  {
    path: '/settings',
    title: 'session.nav.settings',
    permission: 'settings.manage',
    icon: <SettingOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/settings/Settings.tsx')).Settings })),
  },
  {
    path: '/backup',
    title: 'session.nav.backup',
    permission: 'backup.run',
    icon: <DatabaseOutlined />,
    Screen: lazy(async () => ({ default: (await import('../features/backup/Backup.tsx')).Backup })),
  },
]

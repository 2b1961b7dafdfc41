// The one table of screens: where each is, what it is called, who may open it, and whether the navigation lists it.
import {
  AccountBookOutlined, AuditOutlined, BookOutlined, CarOutlined, DatabaseOutlined, ExceptionOutlined, FileSearchOutlined, FormOutlined, HomeOutlined, ImportOutlined, InboxOutlined, LineChartOutlined,
  MergeCellsOutlined, SettingOutlined, SwapOutlined, TableOutlined, TeamOutlined, ToolOutlined,
} from '@ant-design/icons'
import { lazy, type ComponentType, type ReactElement } from 'react'
import { mayEnter } from '#shared/domain/record.ts'
import { permits, type Permission, type Role } from '#shared/domain/role.ts'

/** The parts of the navigation, in their order: the day's work, finding, what is followed up, what keeps the archive in order. */
export const NAV_GROUPS = ['desk', 'find', 'watch', 'keep'] as const
export type NavGroup = (typeof NAV_GROUPS)[number]

export type Route = {
  /** A wouter pattern; `app/paths.ts` fills it. */
  path: string
  /** The address the navigation goes to, where the pattern has parts to fill. */
  nav?: string
  title:
    | 'session.nav.today' | 'session.nav.newDelivery' | 'session.nav.newVisit' | 'session.nav.handover' | 'session.nav.book'
    | 'correction.title' | 'violation.title'
    | 'owed.title' | 'rate.title' | 'rate.sheet.title' | 'leaver.title'
    | 'filing.title' | 'filing.gaps.title' | 'cabinet.title' | 'label.folders.title' | 'label.slots.title' | 'label.covers.title'
    | 'imports.title' | 'merge.title' | 'session.nav.search' | 'session.nav.inbox' | 'session.nav.dossier' | 'session.nav.staff' | 'session.nav.settings' | 'session.nav.backup'
  /** Null: whoever is signed in. */
  permission: Permission | null
  /** Narrower than the permission, where a rule is: a delivery is entered by sales. */
  onlyFor?: (roles: readonly Role[]) => boolean
  Screen: ComponentType
} & ({ icon: ReactElement; group: NavGroup } | { /** The navigation does not list it. */ icon: null })

/** Whether someone with `roles` may open a screen; the engine judges every call again. */
export function mayOpen({ permission, onlyFor }: Route, roles: readonly Role[]): boolean {
  return (permission === null || permits(roles, permission)) && (onlyFor?.(roles) ?? true)
}

export const ROUTES: readonly Route[] = [
  {
    path: '/',
    title: 'session.nav.today',
    permission: null,
    icon: <HomeOutlined />,
    group: 'desk',
    Screen: lazy(async () => ({ default: (await import('../features/today/Today.tsx')).Today })),
  },
  {
    path: '/record/new/delivery',
    title: 'session.nav.newDelivery',
    permission: 'record.enter',
    onlyFor: (roles) => mayEnter(roles, 'delivery'),
    icon: <CarOutlined />,
    group: 'desk',
    Screen: lazy(async () => ({ default: (await import('../features/record/RecordEntry.tsx')).DeliveryEntry })),
  },
  {
    path: '/record/new/visit',
    title: 'session.nav.newVisit',
    permission: 'record.enter',
    onlyFor: (roles) => mayEnter(roles, 'maintenance'),
    icon: <ToolOutlined />,
    group: 'desk',
    Screen: lazy(async () => ({ default: (await import('../features/record/RecordEntry.tsx')).VisitEntry })),
  },
  {
    path: '/handover/:ids?',
    nav: '/handover',
    title: 'session.nav.handover',
    permission: 'handover.receive',
    icon: <SwapOutlined />,
    group: 'desk',
    Screen: lazy(async () => ({ default: (await import('../features/handover/Handover.tsx')).Handover })),
  },
  {
    path: '/inbox',
    title: 'session.nav.inbox',
    permission: 'scan.file',
    icon: <InboxOutlined />,
    group: 'desk',
    Screen: lazy(async () => ({ default: (await import('../features/inbox/Inbox.tsx')).Inbox })),
  },
  {
    path: '/import',
    title: 'imports.title',
    permission: 'import.run',
    icon: <ImportOutlined />,
    group: 'keep',
    Screen: lazy(async () => ({ default: (await import('../features/import/Import.tsx')).Import })),
  },
  {
    path: '/filing/:step?',
    nav: '/filing',
    title: 'filing.title',
    permission: 'record.read',
    icon: <AuditOutlined />,
    group: 'desk',
    Screen: lazy(async () => ({ default: (await import('../features/filing/FilingDesk.tsx')).FilingDesk })),
  },
  {
    path: '/gaps/:person?',
    nav: '/gaps',
    title: 'filing.gaps.title',
    permission: 'record.read',
    icon: <ExceptionOutlined />,
    group: 'watch',
    Screen: lazy(async () => ({ default: (await import('../features/filing/Gaps.tsx')).Gaps })),
  },
  {
    path: '/records/:filter?',
    title: 'owed.title',
    permission: 'record.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../features/record/OwedRecords.tsx')).OwedRecords })),
  },
  {
    path: '/rates/:month?',
    nav: '/rates',
    title: 'rate.title',
    permission: 'rate.read',
    icon: <LineChartOutlined />,
    group: 'watch',
    Screen: lazy(async () => ({ default: (await import('../features/rate/Rates.tsx')).Rates })),
  },
  {
    path: '/leaver/:person',
    title: 'leaver.title',
    permission: 'record.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../features/leaver/Leaver.tsx')).Leaver })),
  },
  {
    path: '/corrections/:filter?/:id?',
    nav: '/corrections',
    title: 'correction.title',
    permission: 'correction.read',
    icon: <FormOutlined />,
    group: 'watch',
    Screen: lazy(async () => ({ default: (await import('../features/correction/Corrections.tsx')).Corrections })),
  },
  {
    path: '/violations/:of?/:filter?/:id?',
    nav: '/violations',
    title: 'violation.title',
    permission: 'violation.read',
    icon: <AccountBookOutlined />,
    group: 'watch',
    Screen: lazy(async () => ({ default: (await import('../features/violation/Violations.tsx')).Violations })),
  },
  {
    path: '/cabinets/:slot?',
    nav: '/cabinets',
    title: 'cabinet.title',
    permission: 'record.read',
    icon: <TableOutlined />,
    group: 'find',
    Screen: lazy(async () => ({ default: (await import('../features/cabinet/Cabinets.tsx')).Cabinets })),
  },
  {
    path: '/book/:on?',
    nav: '/book',
    title: 'session.nav.book',
    permission: 'book.read',
    icon: <BookOutlined />,
    group: 'find',
    Screen: lazy(async () => ({ default: (await import('../features/book/Book.tsx')).Book })),
  },
  {
    path: '/search',
    title: 'session.nav.search',
    permission: 'dossier.read',
    icon: <FileSearchOutlined />,
    group: 'find',
    Screen: lazy(async () => ({ default: (await import('../features/search/Search.tsx')).Search })),
  },
  {
    path: '/merge/:tab?',
    nav: '/merge',
    title: 'merge.title',
    permission: 'dossier.merge',
    icon: <MergeCellsOutlined />,
    group: 'keep',
    Screen: lazy(async () => ({ default: (await import('../features/merge/Merges.tsx')).Merges })),
  },
  {
    path: '/compare/:subject/:one/:other?',
    title: 'merge.title',
    permission: 'dossier.merge',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../features/merge/Compare.tsx')).Compare })),
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
    path: '/print/appraisal/:month/:department',
    title: 'rate.sheet.title',
    permission: 'rate.appraise',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/AppraisalSheet.tsx')).AppraisalSheet })),
  },
  {
    path: '/print/leaver/:person',
    title: 'leaver.title',
    permission: 'record.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/LeaverPrint.tsx')).LeaverPrint })),
  },
  {
    path: '/print/correction/:id',
    title: 'correction.title',
    permission: 'correction.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/CorrectionPrint.tsx')).CorrectionPrint })),
  },
  {
    path: '/print/penalty/:id',
    title: 'violation.title',
    permission: 'violation.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/PenaltyPrint.tsx')).PenaltyPrint })),
  },
  {
    path: '/print/violations/:month',
    title: 'violation.title',
    permission: 'violation.read',
    icon: null,
    Screen: lazy(async () => ({ default: (await import('../print/ViolationsPrint.tsx')).ViolationsPrint })),
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
    group: 'keep',
    Screen: lazy(async () => ({ default: (await import('../features/staff/Staff.tsx')).Staff })),
  },
  {
    path: '/settings/:part?/:of?',
    nav: '/settings',
    title: 'session.nav.settings',
    permission: 'settings.read',
    icon: <SettingOutlined />,
    group: 'keep',
    Screen: lazy(async () => ({ default: (await import('../features/settings/Settings.tsx')).Settings })),
  },
  {
    path: '/backup',
    title: 'session.nav.backup',
    permission: 'backup.run',
    icon: <DatabaseOutlined />,
    group: 'keep',
    Screen: lazy(async () => ({ default: (await import('../features/backup/Backup.tsx')).Backup })),
  },
]

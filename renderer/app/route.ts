// What the tables of screens and prints say of each: where it is, what it is called, who may open it, whether the navigation lists it.
import type { ComponentType, ReactElement } from 'react'
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
    | 'correction.title' | 'violation.title' | 'copy.title' | 'copy.register.title' | 'leak.title'
    | 'loan.title' | 'loan.request' | 'loan.register.title' | 'loan.slip.title' | 'loan.card.title'
    | 'volume.title' | 'volume.print.title' | 'volume.print.scheme' | 'volume.contentsOf.title'
    | 'owed.title' | 'rate.title' | 'rate.sheet.title' | 'leaver.title'
    | 'filing.title' | 'filing.gaps.title' | 'cabinet.title' | 'stocktaking.title' | 'label.folders.title' | 'label.slots.title' | 'label.covers.title'
    | 'access.title' | 'disposal.title' | 'disposal.sheet.title' | 'disposal.subject.title'
    | 'audit.title' | 'exports.title' | 'imports.title' | 'merge.title' | 'session.nav.search' | 'session.nav.inbox' | 'session.nav.dossier' | 'session.nav.staff' | 'session.nav.settings' | 'session.nav.backup'
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

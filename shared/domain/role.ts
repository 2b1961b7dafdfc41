// Who works with the archive, and what each role may do (rules A1, A3, L5; RULES "Heart of the system").

export const ROLES = [
  'archivist',
  'salesConsultant',
  'salesHead',
  'serviceAdvisor',
  'serviceHead',
  'careSpecialist',
  'customerDirector',
  'generalManager',
  'administrator',
] as const

export type Role = (typeof ROLES)[number]

export const DEPARTMENT_KINDS = ['sales', 'service', 'care', 'management'] as const

export type DepartmentKind = (typeof DEPARTMENT_KINDS)[number]

/** What may be done; every method of the contract names one of these, or says that it is open. */
export const PERMISSIONS = [
  'dossier.read',
  'dossier.edit',
  'record.enter',
  'record.read',
  'handover.receive',
  'paper.acceptDelay',
  'book.read',
  'book.correct',
  'staff.manage',
  'settings.manage',
  'backup.run',
  'backup.restore',
  'archive.verify',
  'scan.read',
  'scan.file',
  'scan.copy',
  'filing.place',
  'cabinet.manage',
] as const

export type Permission = (typeof PERMISSIONS)[number]

const GRANTS: Record<Role, readonly Permission[]> = {
  archivist: [
    'dossier.read', 'dossier.edit', 'record.enter', 'record.read', 'handover.receive',
    'book.read', 'book.correct', 'backup.run', 'archive.verify', 'scan.read', 'scan.file', 'scan.copy', 'filing.place', 'cabinet.manage',
  ],
  salesConsultant: ['dossier.read', 'record.enter', 'record.read', 'book.read', 'scan.read'],
  salesHead: ['dossier.read', 'record.enter', 'record.read', 'book.read', 'scan.read'],
  serviceAdvisor: ['dossier.read', 'record.enter', 'record.read', 'book.read', 'scan.read'],
  serviceHead: ['dossier.read', 'record.enter', 'record.read', 'book.read', 'scan.read'],
  // Customer care owns the archive: its people stand in for an absent archivist, signing in their own name (H3).
  careSpecialist: ['dossier.read', 'dossier.edit', 'record.read', 'handover.receive', 'book.read', 'scan.read', 'scan.file', 'filing.place'],
  customerDirector: [
    'dossier.read', 'dossier.edit', 'record.enter', 'record.read', 'handover.receive', 'paper.acceptDelay',
    'book.read', 'book.correct', 'backup.run', 'archive.verify', 'scan.read', 'scan.file', 'scan.copy', 'filing.place', 'cabinet.manage',
  ],
  generalManager: ['dossier.read', 'record.read', 'book.read', 'backup.run', 'archive.verify', 'scan.read', 'scan.copy'],
  // Keeps the machine and the accounts, and therefore sees no customer (A1, A3).
  administrator: ['staff.manage', 'settings.manage', 'backup.run', 'backup.restore', 'archive.verify'],
}

/** True when one of `roles` carries `permission`. */
export function permits(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => GRANTS[role].includes(permission))
}

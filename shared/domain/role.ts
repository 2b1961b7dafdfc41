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
  /** Makes one of two entries of a customer or a car, and undoes it (F8). */
  'dossier.merge',
  'record.enter',
  'record.read',
  'handover.receive',
  'paper.acceptDelay',
  'book.read',
  'book.correct',
  'staff.manage',
  'settings.manage',
  /** Deadlines, amounts, checklists, work calendar: to look at. */
  'settings.read',
  'policy.propose',
  'policy.decide',
  'calendar.manage',
  'backup.run',
  /** Says where and when backups go by themselves, and what is kept. */
  'backup.plan',
  'backup.restore',
  'archive.verify',
  /** Reads who did what, as far as one may know what it was about (A3). */
  'audit.read',
  'scan.read',
  'scan.file',
  /** Asks for a copy, and makes it where it may (S4). */
  'copy.request',
  /** Puts authority over copies into others' hands. */
  'copy.delegate',
  /** Asks for a complete export, readable without this program, and makes it once it is approved; fetches one dossier from a backup (S4). */
  'export.request',
  'export.approve',
  /** Keeps the copy register: what was given back or destroyed. */
  'copy.keep',
  /** Reports a leak (S5). */
  'leak.report',
  /** Follows and closes leaks. */
  'leak.follow',
  'filing.place',
  'cabinet.manage',
  /** Takes stock of a cabinet and inspects it (C7). */
  'stocktaking.run',
  'stocktaking.read',
  /** Brings in lists: the store's register, the dealer system's deliveries and repair orders. */
  'import.run',
  'correction.order',
  'correction.read',
  'violation.read',
  'violation.propose',
  'violation.decide',
  'appeal.decide',
  'month.close',
  'rate.read',
  /** Draws up the appraisal sheet of a department (V8). */
  'rate.appraise',
  /** Asks to borrow, for oneself (L1). */
  'loan.request',
  /** Approves a colleague's or an outsider's loan (L2). */
  'loan.approve',
  /** Keeps the loan register: hands out, takes back, asks for others (L1, L3). */
  'loan.register',
  /** Looks at volumes, as far as one may know what is in them (C2). */
  'volume.read',
  /** Proposes, orders, closes volumes; enters general documents (C2 to C4). */
  'volume.keep',
  /** Changes the filing scheme, and how volumes are numbered (C2, C5). */
  'volume.scheme',
  /** Sets levels of dossiers and papers (S1); how far, says shared/domain/secrecy.ts. */
  'secrecy.set',
  /** Levels of kinds of paper, standing approvals (L5). */
  'secrecy.decide',
  /** Asks to read beyond the standing approval (L5). */
  'access.request',
  /** Says which dossier a request means that fits none as typed. */
  'access.name',
  'access.grant',
  /** Names who may read what is 机密 or 绝密 (S3). */
  'access.nameReader',
  /** Lists, terms and holds of what is kept and destroyed (R1 to R3): to look at. */
  'disposal.read',
  /** Appraises what has expired (R2). */
  'disposal.draft',
  'disposal.approve',
  /** Destroys what a list names, with two witnesses (R2, R4). */
  'disposal.carryOut',
  /** Gives a dossier a term of its own (R1). */
  'term.set',
  /** Holds a dossier for a complaint, a dispute, a court (R3). */
  'hold.set',
  /** Draws up all that is kept about a customer (R4). */
  'subject.sheet',
] as const

export type Permission = (typeof PERMISSIONS)[number]

const GRANTS: Record<Role, readonly Permission[]> = {
  archivist: [
    'dossier.read', 'dossier.edit', 'dossier.merge', 'record.enter', 'record.read', 'rate.read', 'rate.appraise', 'handover.receive',
    'book.read', 'book.correct', 'backup.run', 'archive.verify', 'scan.read', 'scan.file', 'filing.place', 'cabinet.manage', 'import.run',
    'stocktaking.run', 'stocktaking.read',
    'settings.read', 'correction.order', 'correction.read', 'violation.read', 'violation.propose', 'loan.request', 'loan.register',
    'volume.read', 'volume.keep',
    'copy.request', 'copy.keep', 'export.request', 'leak.report',
    'secrecy.set', 'access.request', 'access.name',
    'disposal.read', 'disposal.draft', 'disposal.carryOut', 'subject.sheet',
  ],
  salesConsultant: [
    'dossier.read', 'record.enter', 'record.read', 'rate.read', 'book.read', 'scan.read', 'correction.read', 'violation.read', 'loan.request',
    'copy.request', 'leak.report',
    'access.request',
  ],
  salesHead: [
    'dossier.read', 'record.enter', 'record.read', 'rate.read', 'rate.appraise', 'book.read', 'scan.read', 'correction.read', 'violation.read',
    'loan.request', 'loan.approve', 'volume.read',
    'copy.request', 'leak.report',
    'access.request', 'access.grant',
  ],
  serviceAdvisor: [
    'dossier.read', 'record.enter', 'record.read', 'rate.read', 'book.read', 'scan.read', 'correction.read', 'violation.read', 'loan.request',
    'copy.request', 'leak.report',
    'access.request',
  ],
  serviceHead: [
    'dossier.read', 'record.enter', 'record.read', 'rate.read', 'rate.appraise', 'book.read', 'scan.read', 'correction.read', 'violation.read',
    'loan.request', 'loan.approve', 'volume.read',
    'copy.request', 'leak.report',
    'access.request', 'access.grant',
  ],
  // Customer care owns the archive: its people stand in for an absent archivist, signing in their own name (H3).
  careSpecialist: [
    'dossier.read', 'dossier.edit', 'record.read', 'rate.read', 'handover.receive', 'book.read', 'scan.read', 'scan.file', 'filing.place',
    'stocktaking.run', 'stocktaking.read',
    'correction.read', 'violation.read', 'loan.request', 'loan.register', 'volume.read', 'volume.keep',
    'copy.request', 'copy.keep', 'leak.report',
    'access.request',
    'subject.sheet',
  ],
  customerDirector: [
    'dossier.read', 'dossier.edit', 'dossier.merge', 'record.enter', 'record.read', 'rate.read', 'rate.appraise', 'handover.receive', 'paper.acceptDelay',
    'book.read', 'book.correct', 'backup.run', 'archive.verify', 'audit.read', 'scan.read', 'scan.file', 'filing.place', 'cabinet.manage', 'import.run',
    'stocktaking.run', 'stocktaking.read',
    'settings.read', 'policy.propose', 'calendar.manage',
    'correction.order', 'correction.read', 'violation.read', 'violation.propose', 'violation.decide', 'month.close',
    'loan.request', 'loan.approve', 'loan.register', 'volume.read', 'volume.keep', 'volume.scheme',
    'copy.request', 'copy.keep', 'export.request', 'export.approve', 'leak.report', 'leak.follow',
    'secrecy.set', 'access.request', 'access.name', 'access.grant', 'access.nameReader',
    'disposal.read', 'disposal.draft', 'disposal.approve', 'term.set', 'hold.set', 'subject.sheet',
  ],
  generalManager: [
    'dossier.read', 'record.read', 'rate.read', 'rate.appraise', 'book.read', 'backup.run', 'archive.verify', 'audit.read', 'scan.read',
    'stocktaking.run', 'stocktaking.read', 'settings.read', 'policy.propose', 'policy.decide',
    'correction.read', 'violation.read', 'violation.decide', 'appeal.decide',
    // Top secret papers nobody else may know are handed out by the one who names who may (S3).
    'loan.request', 'loan.approve', 'loan.register',
    // Binds what is top secret, which nobody else may know, into its own volumes (C4, S3).
    'volume.read', 'volume.keep',
    'copy.request', 'copy.delegate', 'copy.keep', 'export.request', 'export.approve', 'leak.report', 'leak.follow',
    'secrecy.set', 'secrecy.decide', 'access.request', 'access.name', 'access.grant', 'access.nameReader',
    'disposal.read', 'disposal.approve', 'hold.set',
  ],
  // Keeps the machine and the accounts, and therefore sees no customer (A1, A3).
  administrator: [
    'staff.manage', 'settings.manage', 'backup.run', 'backup.plan', 'backup.restore', 'archive.verify', 'audit.read', 'settings.read', 'calendar.manage', 'leak.report',
  ],
}

/** True when one of `roles` carries `permission`. */
export function permits(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => GRANTS[role].includes(permission))
}

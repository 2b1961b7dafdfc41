// What the audit trail's entries are of (rule A3): by what kind of act they are asked for, and how much of one is shown to whom.

export const AUDIT_GROUPS = ['session', 'saw', 'changed', 'left', 'lent', 'destroyed', 'settings', 'backup'] as const

/** `saw`: what is in a dossier was looked at; `left`: it left the archive on paper or as a file. */
export type AuditGroup = (typeof AUDIT_GROUPS)[number]

/**
 * What an entry says besides who, when and what kind of act: `plain` nothing about customers, shown to whoever reads the trail; `work` of the whole
 * house, to who may know dossiers of all of it; `named` about the dossiers it names, to who may know them all; `pages` about pages of papers in
 * them too; `whole` about what cannot be told, to who may know everything. `perhaps`: `named` where it names something, else `plain`.
 */
export type AuditShown = 'plain' | 'work' | 'named' | 'pages' | 'whole' | 'perhaps'

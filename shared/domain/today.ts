// What the first screen is made of: sections of work, in the order of the day, and who has to do with each.
import type { Permission } from './role.ts'

/**
 * `correction`: ordered, to be put right; `corrected`: marked done, to be looked at; `complete`: received and lacking something; `delay`: a
 * paper promised for later, to be accepted (F4); `violation`: to be decided, objections among them; `appeal`: taken to the general manager;
 * `mine`: against whoever asks, who may still object or appeal; `settingChange`: to be approved; `inspection`: a cabinet that was not
 * inspected for a year (C7); `accessWaiting`: requests to read that wait for whoever asks (L5); `loanWaiting`: loans to be approved;
 * `loanReady`: approved ones to be handed out, and requests of which the archive has to say which dossier is meant; `loanOverdue`: for the archive, the borrower and their head (L4); `loanMine`: one's own; `copyWaiting`: copies to be
 * approved by who has authority over them (S4); `copyReady`: one's own approved ones to be made; `exportWaiting`,
 * `exportReady`: the same of complete exports; `leakOpen`: leaks to be followed (S5);
 * `disposalWaiting`: destruction lists to be approved; `disposalReady`: approved ones, to be carried out (R2); `subjectWaiting`, `subjectReady`: the
 * same of requests to erase what is kept of a person (R4).
 */
export const TODAY_SECTIONS = [
  'overdue', 'dueToday', 'correction', 'corrected', 'scan', 'place', 'complete', 'delay', 'violation', 'appeal', 'settingChange', 'inspection',
  'accessWaiting', 'loanWaiting', 'loanReady', 'loanOverdue', 'loanMine', 'copyWaiting', 'copyReady', 'exportWaiting', 'exportReady', 'leakOpen', 'disposalWaiting', 'disposalReady',
  'subjectWaiting', 'subjectReady', 'mine',
] as const
export type TodaySection = (typeof TODAY_SECTIONS)[number]

/** Who is shown a section: whoever may take the act that settles it, or answers for it. */
export const TODAY_PERMISSIONS: Record<TodaySection, Permission> = {
  overdue: 'record.read',
  dueToday: 'record.read',
  correction: 'correction.read',
  corrected: 'correction.order',
  scan: 'scan.file',
  place: 'filing.place',
  complete: 'record.read',
  delay: 'paper.acceptDelay',
  violation: 'violation.decide',
  appeal: 'appeal.decide',
  settingChange: 'policy.decide',
  inspection: 'stocktaking.run',
  accessWaiting: 'access.request',
  loanWaiting: 'loan.approve',
  loanReady: 'loan.register',
  loanOverdue: 'loan.request',
  loanMine: 'loan.request',
  copyWaiting: 'copy.request',
  copyReady: 'copy.request',
  exportWaiting: 'export.approve',
  exportReady: 'export.request',
  leakOpen: 'leak.follow',
  disposalWaiting: 'disposal.approve',
  disposalReady: 'disposal.carryOut',
  subjectWaiting: 'disposal.approve',
  subjectReady: 'disposal.carryOut',
  mine: 'violation.read',
}

/** Shown only when there is something: what is against a person, theirs alone, or comes up once a year. */
export const TODAY_QUIET: ReadonlySet<TodaySection> = new Set([
  'accessWaiting', 'loanOverdue', 'loanMine', 'copyWaiting', 'copyReady', 'exportWaiting', 'exportReady', 'leakOpen', 'disposalWaiting', 'disposalReady',
  'subjectWaiting', 'subjectReady', 'mine',
])

// What the first screen is made of: sections of work, in the order of the day, and who has to do with each.
import { addDays, dayOf, type Instant, type LocalDate } from './local-date.ts'
import type { Permission } from './role.ts'

/**
 * `correction`: ordered, to be put right; `corrected`: marked done, to be looked at; `complete`: received and lacking something; `delay`: a
 * paper promised for later, to be accepted (F4); `violation`: to be decided, objections among them; `appeal`: taken to the general manager;
 * `mine`: against whoever asks, who may still object or appeal; `settingChange`: to be approved.
 */
export const TODAY_SECTIONS = [
  'overdue', 'dueToday', 'correction', 'corrected', 'scan', 'place', 'complete', 'delay', 'violation', 'appeal', 'settingChange', 'mine',
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
  mine: 'violation.read',
}

/** Whether a backup is wanting: there was none since the day before yesterday (A2). */
export function isBackupDue(last: Instant | null, today: LocalDate): boolean {
  return last === null || dayOf(last) < addDays(today, -1)
}

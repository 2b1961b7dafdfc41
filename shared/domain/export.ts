// A complete export (完整导出): everything up to a level, readable without this program. It is a copy of everything, and goes the way of
// copies (shared/domain/copy.ts): asked for, approved, made once and in time (rules S3, S4, A3).
import { mayKnowAll, type Knowing, type SecrecyLevel } from './access.ts'
import { needsReason } from './copy.ts'
import { permits, type Role } from './role.ts'

/** Languages that an export is written in. */
export const EXPORT_LANGUAGES = ['zh-CN', 'en'] as const
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number]

/** Of a request: the year it was asked in, and which of that year it is. */
export const exportNumber = (year: string, count: number): string => `DC-${year}-${String(count).padStart(4, '0')}`

type Hand = { id: number; roles: readonly Role[] }

/** The highest level whose export somebody may ask for; null: none. */
export function highestExport({ scope, level }: Knowing): SecrecyLevel | null {
  const levels: readonly SecrecyLevel[] = ['topSecret', 'confidential', 'restricted']
  return levels.find((wanted) => mayKnowAll({ scope, level }, wanted)) ?? null
}

/** Whether these two decide about an export together: two people, one of them the general manager (S4). */
export const decideTogether = (asks: Hand, decides: Hand): boolean => (
  asks.id !== decides.id && permits(decides.roles, 'export.approve') && [asks, decides].some(({ roles }) => roles.includes('generalManager'))
)

export type ExportProblem = 'export.own' | 'export.notYours' | 'text.required'

/** Why somebody may not decide about a request, or null: never one's own; 绝密 with a reason (S4). */
export function exportApprovalProblem(
  request: { requestedBy: Hand; level: SecrecyLevel }, person: Hand & Knowing, reason: string,
): ExportProblem | null {
  if (person.id === request.requestedBy.id) return 'export.own'
  if (!decideTogether(request.requestedBy, person) || !mayKnowAll(person, request.level)) return 'export.notYours'
  return needsReason(request.level) && reason === '' ? 'text.required' : null
}

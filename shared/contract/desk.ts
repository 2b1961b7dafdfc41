// What the desk keeps for itself: half-filled forms, settings (rule A1; the idle lock keeps the form for its author).
import { z } from 'zod'
import { patternProblem } from '#shared/domain/archive-number.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { checked, nothing } from './field.ts'
import { read, write } from './method.ts'

export const checklistDraft = <Kind extends RecordKind>(kind: Kind) => `checklist.${kind}` as const

export const DRAFT_KEYS = ['record', 'handover', 'loan', 'leak', 'reason', 'decision', 'policy', 'notice', ...RECORD_KINDS.map(checklistDraft)] as const

export const settingsView = z.object({
  idleMinutes: z.number().int().min(1).max(60),
  numberPattern: checked((text) => text.trim(), patternProblem),
})
export type SettingsView = z.output<typeof settingsView>

export const deskContract = {
  /** A person's own half-filled form, as JSON text; null when there is none. Nobody else's can be asked for. */
  'draft.load': read('signedIn', z.strictObject({ key: z.enum(DRAFT_KEYS) }), z.object({ value: z.string().nullable() })),
  /** Keeps it; an empty text drops it. */
  'draft.save': { ...write('signedIn', z.strictObject({ key: z.enum(DRAFT_KEYS), value: z.string().max(200_000) }), nothing), audited: false },
  'settings.get': read('signedIn', nothing, settingsView),
  'settings.update': write('settings.manage', settingsView.strict(), nothing),
}

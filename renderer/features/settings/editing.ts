// A checklist while it is being changed: lines that can be moved, dropped, added and asked otherwise (rule F6).
import { z } from 'zod'
import { checklistLineView } from '#shared/contract/record.ts'
import { CHECKLIST_LIMITS, checklistProblems, KNOWN_PAPERS, type ChecklistProblem } from '#shared/domain/checklist.ts'
import type { ChecklistLine } from '#shared/domain/paper.ts'

/** What a line may ask besides form, number and when. */
export const ASKED = ['customerSigns', 'staffSigns', 'inspection', 'mayBeLate'] as const

/** `key` tells lines apart on screen; a paper of the store's own has no code before it was proposed. */
export type EditedLine = ChecklistLine & { key: number; name: string }

/** Lines as a draft keeps them. */
export const keptLines = z.array(checklistLineView.extend({ key: z.number().int(), name: z.string() })).max(CHECKLIST_LIMITS.lines)

export function editedLines(lines: readonly ChecklistLine[]): EditedLine[] {
  return lines.map((line, key) => ({ ...line, key, name: line.name ?? '' }))
}

export function moved(lines: readonly EditedLine[], from: number, by: -1 | 1): EditedLine[] {
  const [line, other] = [lines[from], lines[from + by]]
  if (!line || !other) return [...lines]
  return lines.map((each, at) => (at === from ? other : at === from + by ? line : each))
}

/** A new line at the end: a paper by its code, or '' for one of the store's own. */
export function withPaper(lines: readonly EditedLine[], code: string): EditedLine[] {
  const key = 1 + Math.max(-1, ...lines.map((line) => line.key))
  return [...lines, {
    key, code, name: '', form: 'original', count: 1, customerSigns: false, staffSigns: false, inspection: false, due: 'always', mayBeLate: false,
  }]
}

/** The papers that the program has names for and the list does not hold. */
export function papersLeft(lines: readonly EditedLine[]): string[] {
  return KNOWN_PAPERS.filter((code) => !lines.some((line) => line.code === code))
}

/** As the contract takes them: a name goes with a store's own paper alone. */
export function proposedLines(lines: readonly EditedLine[]) {
  return lines.map(({ key: _key, ...line }) => ({ ...line, name: KNOWN_PAPERS.includes(line.code) ? '' : line.name.trim() }))
}

/** For showing what differs: a new paper of the store's own stands under a code that no other has. */
export function comparable(lines: readonly EditedLine[]): ChecklistLine[] {
  return lines.map(({ key, name, ...line }) => (line.code === '' ? { ...line, code: `new${key}`, name } : name === '' ? line : { ...line, name }))
}

export function problemsOf(lines: readonly EditedLine[]): ReadonlyMap<number, ChecklistProblem['problem']> {
  return new Map(checklistProblems(proposedLines(lines)).map(({ at, problem }) => [at, problem]))
}

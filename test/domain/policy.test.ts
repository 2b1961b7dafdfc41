// Deadlines and amounts that hold from a day on (rules H1, H2; RULES "Figures are defaults"), and checklists by version (F6).
import { describe, expect, it } from 'vitest'
import { checklistDifference, checklistOn, checklistProblems, DEFAULT_CHECKLISTS, isOwnPaper, KNOWN_PAPERS } from '#shared/domain/checklist.ts'
import { localDate } from '#shared/domain/local-date.ts'
import {
  beginningProblem, DEFAULT_POLICY, decisionProblem, policyDifference, policyOn, policyProblem, type Policy, type PolicyVersion,
} from '#shared/domain/policy.ts'
import { dueDate } from '#shared/domain/record.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'

const twoDays: Policy = { ...DEFAULT_POLICY, handoverDays: { sales: 2, service: 2 } }
const dearer: Policy = { ...twoDays, fines: { ...twoDays.fines, lateDelivery: 8000 } }
const versions: PolicyVersion[] = [{ fromOn: localDate('2026-03-16'), policy: twoDays }, { fromOn: localDate('2026-04-01'), policy: dearer }]
const due = (kind: 'delivery' | 'maintenance', on: string) => dueDate(kind, localDate(on), STATE_CALENDAR, policyOn(versions, localDate(on))).on

describe('H1, H2 a change in mid-month', () => {
  it('H1 holds for what is delivered from its day on', () => {
    expect(due('delivery', '2026-03-13')).toBe('2026-03-18')
    expect(due('delivery', '2026-03-15')).toBe('2026-03-18')
    expect(due('delivery', '2026-03-16')).toBe('2026-03-18')
    expect(due('delivery', '2026-03-17')).toBe('2026-03-19')
  })

  it('H2 for visits too, over the end of the month', () => {
    expect(due('maintenance', '2026-03-13')).toBe('2026-03-16')
    expect(due('maintenance', '2026-03-16')).toBe('2026-03-18')
    expect(due('maintenance', '2026-03-31')).toBe('2026-04-02')
  })

  it('of two that begin on the same day the one approved later holds', () => {
    const same = [...versions, { fromOn: localDate('2026-04-01'), policy: DEFAULT_POLICY }]
    expect(policyOn(same, localDate('2026-04-01'))).toBe(DEFAULT_POLICY)
    expect(policyOn(versions, localDate('2026-04-01'))).toBe(dearer)
    expect(policyOn(versions, localDate('2026-03-15'))).toBe(DEFAULT_POLICY)
  })

  it('says what differs', () => {
    expect(policyDifference(twoDays, dearer)).toEqual([{ figure: 'fines.lateDelivery', before: 5000, after: 8000 }])
    expect(policyDifference(dearer, dearer)).toEqual([])
  })

  it('V6 at least no more than at most', () => {
    expect(policyProblem(DEFAULT_POLICY)).toBeNull()
    expect(policyProblem({ ...DEFAULT_POLICY, performancePay: { least: 31, most: 30 } })).toBe('policy.leastOverMost')
  })

  it('never begins in the past, nor before the newest one, and is not approved by whoever proposed it', () => {
    const [today, newest] = [localDate('2026-03-10'), localDate('2026-03-16')]
    expect(beginningProblem(localDate('2026-03-09'), today, null)).toBe('policy.fromPast')
    expect(beginningProblem(localDate('2026-03-15'), today, newest)).toBe('policy.fromBeforeNewest')
    expect(beginningProblem(newest, today, newest)).toBeNull()
    expect(decisionProblem(4, 4)).toBe('policy.ownProposal')
    expect(decisionProblem(4, 5)).toBeNull()
  })
})

describe('F6 checklists', () => {
  const [first, second, third] = DEFAULT_CHECKLISTS.maintenance
  if (!first || !second || !third) throw new Error('a checklist has lines')

  it('F6 a record is opened under the version of its day of delivery', () => {
    const kept = [{ version: 1, fromOn: null }, { version: 2, fromOn: localDate('2026-03-16') }, { version: 3, fromOn: localDate('2026-03-16') }]
    expect(checklistOn(kept, localDate('2026-03-15'))?.version).toBe(1)
    expect(checklistOn(kept, localDate('2026-03-16'))?.version).toBe(3)
    expect(checklistOn([], localDate('2026-03-16'))).toBeNull()
  })

  it('F6 what differs is said line by line', () => {
    expect(checklistDifference([first, second, third], [first, second, third])).toEqual([])
    expect(checklistDifference([first, second], [{ ...first, count: 2 }, { ...third, code: 'own1', name: '三包凭证' }])).toEqual([
      { code: second.code, name: undefined, change: 'dropped' }, { code: first.code, name: undefined, change: 'changed' },
      { code: 'own1', name: '三包凭证', change: 'added' },
    ])
    expect(checklistDifference([first, second, third], [second, third, first]).map(({ change }) => change)).toEqual(['moved', 'moved', 'moved'])
    // A line dropped or added above does not move those below.
    expect(checklistDifference([first, second, third], [second, third])).toEqual([{ code: first.code, name: undefined, change: 'dropped' }])
  })

  it('F6 papers are those the program names, or the store\'s own by name, none twice', () => {
    expect(KNOWN_PAPERS).toHaveLength(25)
    expect(checklistProblems([{ code: 'workOrder' }, { code: '', name: '三包凭证' }, { code: 'own3', name: '代驾单' }])).toEqual([])
    expect(checklistProblems([
      { code: 'workOrder' }, { code: 'workOrder' }, { code: 'made-up' }, { code: '' }, { code: '', name: '代驾单' }, { code: 'own3', name: '代驾单' },
    ])).toEqual([
      { at: 1, problem: 'checklist.paperTwice' }, { at: 2, problem: 'checklist.unknownPaper' }, { at: 3, problem: 'text.required' },
      { at: 5, problem: 'checklist.nameTwice' },
    ])
    expect(isOwnPaper('own12')).toBe(true)
    expect(isOwnPaper('own')).toBe(false)
  })
})

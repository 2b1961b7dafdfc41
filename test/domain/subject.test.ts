// Erasing at a person's request (rule R4): its table of states, and what no walk through it reaches.
import { array, assert, constantFrom, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disposalApprovalProblem } from '#shared/domain/disposal.ts'
import type { Role } from '#shared/domain/role.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { isSubjectNumber, keptReason, SUBJECT_ACTS, SUBJECT_STATES, SUBJECT_STEPS, subjectNumber, type SubjectState } from '#shared/domain/subject.ts'

const PEOPLE: readonly { id: number; roles: readonly Role[] }[] = [
  { id: 1, roles: ['archivist'] }, { id: 2, roles: ['customerDirector'] }, { id: 3, roles: ['generalManager'] }, { id: 4, roles: ['customerDirector', 'generalManager'] },
]

describe('R4 a request to erase', () => {
  it('R4 goes from asked over two approvals to erased, or is declined or given up', () => {
    const table: Record<SubjectState, string> = {
      asked: 'endorse:endorsed decline:declined withdraw:withdrawn', endorsed: 'approve:approved decline:declined withdraw:withdrawn',
      approved: 'erase:erased withdraw:withdrawn', erased: '', declined: '', withdrawn: '',
    }
    for (const state of SUBJECT_STATES) expect(Object.entries(SUBJECT_STEPS[state]).map(([act, to]) => `${act}:${to}`).join(' ')).toBe(table[state])
  })

  it('R4 no walk erases what two others, each by their post, have not approved, or anything after it ended', () => {
    const moves = record({ act: constantFrom(...SUBJECT_ACTS, 'endorse' as const, 'approve' as const, 'erase' as const), by: constantFrom(...PEOPLE) })
    const erased: (number | null)[][] = []
    assert(property(constantFrom(1, 2, 4), array(moves, { minLength: 20, maxLength: 60 }), (askedBy, walk) => {
      let state: SubjectState = 'asked'
      let [endorsedBy, approvedBy]: (number | null)[] = [null, null]
      for (const { act, by } of walk) {
        const next: SubjectState | undefined = SUBJECT_STEPS[state][act]
        if (next === undefined) continue
        if (act === 'endorse' || act === 'approve') {
          if (disposalApprovalProblem(act, by, { draftedBy: askedBy, endorsedBy: endorsedBy ?? null }) !== null) continue
          if (act === 'endorse') endorsedBy = by.id
          else approvedBy = by.id
        }
        state = next
        if (state === 'erased') erased.push([askedBy, endorsedBy ?? null, approvedBy ?? null])
        expect(['erased', 'declined', 'withdrawn'].includes(state)).toBe(Object.keys(SUBJECT_STEPS[state]).length === 0)
      }
    }), { numRuns: 800, seed: 20_260_304 })
    expect(erased.length).toBeGreaterThan(10)
    for (const people of erased) {
      expect(people).not.toContain(null)
      expect(new Set(people).size).toBe(3)
    }
  })

  it('R1 R3 R4 C2 what is kept all the same, and until when', () => {
    const today = localDate('2026-03-02')
    const owned = { ownedTo: localDate('2015-06-01'), lastOn: localDate('2015-03-02'), term: { kind: 'years', years: 10 }, held: false, bound: false } as const
    expect(keptReason(owned, today)).toEqual({ why: 'free', keptUntil: '2025-03-02' })
    expect(keptReason({ ...owned, bound: true }, today).why).toBe('bound')
    expect(keptReason({ ...owned, bound: true, held: true }, today).why).toBe('held')
    expect(keptReason({ ...owned, held: true, lastOn: localDate('2016-03-02') }, today)).toEqual({ why: 'term', keptUntil: '2026-03-02' })
    // Of their time there is no record: from the day it became another's.
    expect(keptReason({ ...owned, lastOn: null }, today).keptUntil).toBe('2025-06-01')
    expect(keptReason({ ...owned, term: { kind: 'permanent' } }, today)).toEqual({ why: 'term', keptUntil: null })
    expect(keptReason({ ...owned, ownedTo: null }, today)).toEqual({ why: 'owned', keptUntil: null })
  })

  it('R4 a request’s number is told from a destruction list’s', () => {
    expect([subjectNumber('2026', 7), isSubjectNumber(subjectNumber('2026', 7)), isSubjectNumber('XH-2026-001')]).toEqual(['GR-2026-0007', true, false])
  })
})

// Appraisal and destruction (rules R2, R3): its table of states, and what no walk through it reaches.
import { array, assert, constantFrom, integer, property, record, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DISPOSAL_ACTS, DISPOSAL_STATES, DISPOSAL_STEPS, disposalApprovalProblem, handsProblem, isOpenDisposal, type DisposalState,
} from '#shared/domain/disposal.ts'
import type { Role } from '#shared/domain/role.ts'

const PEOPLE: readonly { id: number; roles: readonly Role[] }[] = [
  { id: 1, roles: ['archivist'] }, { id: 2, roles: ['customerDirector'] }, { id: 3, roles: ['generalManager'] }, { id: 4, roles: ['customerDirector', 'generalManager'] },
  { id: 5, roles: ['salesHead'] }, { id: 6, roles: ['serviceHead'] },
]

// More often than the rest, so that many walks come to their end.
const ONWARD = ['submit', 'endorse', 'approve', 'destroy'] as const

describe('R2 a destruction list', () => {
  it('R2 goes from drafted over two approvals to destroyed, back with a reason, or is given up', () => {
    const table: Record<DisposalState, string> = {
      drafted: 'appraise:drafted submit:submitted withdraw:withdrawn', submitted: 'endorse:endorsed decline:drafted withdraw:withdrawn',
      endorsed: 'approve:approved settle:settled decline:drafted withdraw:withdrawn', approved: 'destroy:destroyed withdraw:withdrawn', destroyed: '', settled: '', withdrawn: '',
    }
    for (const state of DISPOSAL_STATES) expect(Object.entries(DISPOSAL_STEPS[state]).map(([act, to]) => `${act}:${to}`).join(' ')).toBe(table[state])
    expect(DISPOSAL_STATES.filter((state) => !isOpenDisposal(state))).toEqual(['destroyed', 'settled', 'withdrawn'])
  })

  it('R2 witnesses: two, of three people, who neither drafted nor approved it', () => {
    const hands = { keeper: 1, witnesses: [5, 6], draftedBy: 1, approvedBy: [2, 3] }
    expect(handsProblem(hands)).toBeNull()
    expect(handsProblem({ ...hands, witnesses: [5] })).toBe('disposal.twoWitnesses')
    expect(handsProblem({ ...hands, witnesses: [5, 5] })).toBe('disposal.witnessTwice')
    expect(handsProblem({ ...hands, witnesses: [1, 5] })).toBe('disposal.witnessTwice')
    expect(handsProblem({ ...hands, keeper: 9, witnesses: [1, 5] })).toBe('disposal.witnessDrafted')
    for (const approver of [2, 3]) expect(handsProblem({ ...hands, witnesses: [5, approver] })).toBe('disposal.witnessApproved')
  })

  it('R2 approvals: by post, by two people, never of one’s own list', () => {
    const by = { draftedBy: 1, endorsedBy: 2 }
    expect(disposalApprovalProblem('endorse', { id: 2, roles: ['customerDirector'] }, { ...by, endorsedBy: null })).toBeNull()
    expect(disposalApprovalProblem('endorse', { id: 1, roles: ['customerDirector'] }, { ...by, endorsedBy: null })).toBe('disposal.own')
    expect(disposalApprovalProblem('endorse', { id: 3, roles: ['archivist'] }, { ...by, endorsedBy: null })).toBe('disposal.notYours')
    expect(disposalApprovalProblem('approve', { id: 3, roles: ['generalManager'] }, by)).toBeNull()
    expect(disposalApprovalProblem('approve', { id: 2, roles: ['customerDirector', 'generalManager'] }, by)).toBe('disposal.approvedOnce')
    expect(disposalApprovalProblem('approve', { id: 1, roles: ['generalManager'] }, by)).toBe('disposal.own')
  })

  it('R2 R3 no walk destroys what two others have not approved since it was last appraised, or what is held', () => {
    const moves = record({ act: constantFrom(...DISPOSAL_ACTS, ...ONWARD, ...ONWARD, ...ONWARD, ...ONWARD), by: constantFrom(...PEOPLE), witnesses: tuple(constantFrom(...PEOPLE), constantFrom(...PEOPLE)), holds: integer({ min: 0, max: 19 }) })
    const destroyed: { approvers: (number | null)[]; hands: number[]; signing: number[] }[] = []
    assert(property(constantFrom(1, 2, 4), array(moves, { minLength: 60, maxLength: 120 }), (draftedBy, walk) => {
      let state: DisposalState = 'drafted'
      let [endorsedBy, approvedBy]: (number | null)[] = [null, null]
      let held = false
      for (const { act, by, witnesses, holds } of walk) {
        if (holds === 0) held = !held
        // The next list.
        if (!isOpenDisposal(state)) [state, endorsedBy, approvedBy] = ['drafted', null, null]
        const next: DisposalState | undefined = DISPOSAL_STEPS[state][act]
        // What is held drops out: a list of this one alone goes no further.
        if (next === undefined || (held && ['submit', 'endorse', 'approve', 'settle', 'destroy'].includes(act))) continue
        if (act === 'endorse' || act === 'approve' || act === 'settle') {
          if (disposalApprovalProblem(act === 'settle' ? 'approve' : act, by, { draftedBy, endorsedBy: endorsedBy ?? null }) !== null) continue
          if (act === 'endorse') endorsedBy = by.id
          else approvedBy = by.id
        }
        if (act === 'decline') [endorsedBy, approvedBy] = [null, null]
        if (act === 'destroy') {
          const signing = witnesses.map(({ id }) => id)
          if (handsProblem({ keeper: by.id, witnesses: signing, draftedBy, approvedBy: [endorsedBy ?? 0, approvedBy ?? 0] }) !== null) continue
          destroyed.push({ approvers: [draftedBy, endorsedBy ?? null, approvedBy ?? null], hands: [...signing, by.id], signing })
        }
        state = next
      }
    }), { numRuns: 800, seed: 20_260_302 })
    expect(destroyed.length).toBeGreaterThan(10)
    for (const { approvers, hands, signing } of destroyed) {
      expect(approvers).not.toContain(null)
      expect([new Set(approvers).size, new Set(hands).size]).toEqual([3, 3])
      expect(signing.filter((witness) => approvers.includes(witness))).toEqual([])
    }
  })
})

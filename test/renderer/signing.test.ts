// What both sides sign with, who may be handing over, and where a refusal is shown (rules H1, H2, H3).
import { describe, expect, it } from 'vitest'
import type { CallError, FieldProblem } from '#shared/contract/envelope.ts'
import {
  hasProblems, missingOf, NO_PROBLEMS, oneDepartment, possibleGivers, problemsOf, refusedRecord, UNSIGNED, type Signing,
} from '../../renderer/features/handover/signing.ts'
import { signatureOf } from '#test/support/samples.ts'
import { personOf, recordOf } from './views.ts'

const consultant = personOf(2, '单小雨', 'salesConsultant', 'sales')
const head = personOf(3, '曾国强', 'salesHead', 'sales')
const adviser = personOf(4, '吕志远', 'serviceAdvisor', 'service')
const archivist = personOf(5, '林静', 'archivist', 'care')

const signed: Signing = {
  giver: consultant, giverPassword: 'a', giverDrawn: signatureOf(1), receiverPassword: 'b', receiverDrawn: signatureOf(2),
}

const refusal = (...fields: FieldProblem[]): CallError => ({ code: 'invalidInput', message: '', details: { fields } })

describe('H3 what must be given before it can be sent', () => {
  it('H3 of both sides: who, password, hand', () => {
    expect(missingOf(signed)).toEqual(NO_PROBLEMS)
    expect(hasProblems(missingOf(signed))).toBe(false)
    expect(missingOf(UNSIGNED)).toEqual({
      giver: { person: 'text.required', password: 'text.required', drawn: 'signature.missing' },
      receiver: { person: null, password: 'text.required', drawn: 'signature.missing' },
    })
    for (const part of ['giver', 'giverPassword', 'giverDrawn', 'receiverPassword', 'receiverDrawn'] as const) {
      expect([part, hasProblems(missingOf({ ...signed, [part]: UNSIGNED[part] }))]).toEqual([part, true])
    }
  })

  it('H3 a scratch is no signature', () => {
    const scratch = { strokes: [[10, 10, 60, 10]] }
    expect(missingOf({ ...signed, receiverDrawn: scratch })).toEqual({
      ...NO_PROBLEMS, receiver: { person: null, password: null, drawn: 'signature.missing' },
    })
  })
})

describe('H3 where a refusal is shown', () => {
  it('H3 at the side it is about', () => {
    expect(problemsOf(refusal({ path: ['giverPassword'], problem: 'password.wrong' }))).toEqual({
      ...NO_PROBLEMS, giver: { person: null, password: 'password.wrong', drawn: null },
    })
    expect(problemsOf(refusal({ path: ['giverLogin'], problem: 'handover.sameSigner' }, { path: ['receiverDrawn'], problem: 'signature.form' }))).toEqual({
      giver: { person: 'handover.sameSigner', password: null, drawn: null },
      receiver: { person: null, password: null, drawn: 'signature.form' },
    })
  })

  it('H3 at the record it is about, or as a whole', () => {
    const paper = refusal({ path: ['records', 1, 'papers', 'salesContract', 'count'], problem: 'paper.moreReceived' })
    expect(refusedRecord(paper)).toEqual({ index: 1, problem: 'paper.moreReceived' })
    expect(problemsOf(paper)).toBeNull()
    const whole: CallError = { code: 'refused', message: '', details: { problem: 'handover.alreadyReceived', subject: 'R2026-00001' } }
    expect([refusedRecord(whole), problemsOf(whole)]).toEqual([null, null])
    expect(refusedRecord(refusal({ path: ['records'], problem: 'value.tooSmall' }))).toBeNull()
  })
})

describe('H1, H2 whose records they are', () => {
  const sold = recordOf('delivery')
  const served = recordOf('maintenance', { responsible: { id: adviser.id, name: adviser.name, department: adviser.department.name } })

  it('H1, H2 records of two departments are two handovers', () => {
    expect(oneDepartment([])).toBe(true)
    expect(oneDepartment([sold, recordOf('delivery')])).toBe(true)
    expect(oneDepartment([served, recordOf('overhaul')])).toBe(true)
    expect(oneDepartment([sold, served])).toBe(false)
  })

  it('H3 who may answer for all of them, whoever does answer first, never the receiver', () => {
    const colleagues = [head, adviser, archivist, consultant]
    const names = (records: Parameters<typeof possibleGivers>[1], receiverId: number) =>
      possibleGivers(colleagues, records, receiverId).map(({ name }) => name)
    expect(names([sold], archivist.id)).toEqual(['单小雨', '曾国强'])
    expect(names([served], archivist.id)).toEqual(['吕志远'])
    expect(names([sold, served], archivist.id)).toEqual([])
    expect(names([sold], consultant.id)).toEqual(['曾国强'])
    expect(colleagues[0]).toBe(head)
  })
})

import { describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { dueDate, isOutstanding, mayAnswerFor, mayEnter, originProblem, RECORD_KINDS, RECORD_STATES } from '#shared/domain/record.ts'
import {
  DRAWN_LIMITS, drawnProblem, giverProblem, isSigned, lineKindFor, signersProblem, SIGNING_PARTIES,
} from '#shared/domain/sign-in-book.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'
import { signatureOf } from '#test/support/samples.ts'
import { drawSignature } from '../../electron/cli/demo/hand.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'
import { toDrawn } from '../../renderer/components/strokes.ts'

const due = (kind: (typeof RECORD_KINDS)[number], on: string) => dueDate(kind, localDate(on), STATE_CALENDAR, DEFAULT_POLICY)

describe('H1, H2 due dates', () => {
  it.each([
    // Friday; the weekend does not count.
    ['delivery', '2026-03-06', '2026-03-11'],
    // Before National Day 2025 (1 to 8 October), with Saturday 11 October worked.
    ['delivery', '2025-09-30', '2025-10-11'],
    ['delivery', '2026-12-28', '2026-12-31'],
  ] as const)('H1 a %s on %s is due on %s', (kind, on, expected) => {
    expect(due(kind, on)).toEqual({ on: expected, provisional: false })
  })

  it.each([
    ['maintenance', '2026-03-06', '2026-03-09'],
    ['minorRepair', '2026-03-10', '2026-03-11'],
    ['warrantyClaim', '2026-04-30', '2026-05-06'],
  ] as const)('H2 a %s on %s is due on %s', (kind, on, expected) => {
    expect(due(kind, on).on).toBe(expected)
  })

  it('D2 what rests on a year without a notice is provisional', () => {
    expect(due('delivery', '2031-03-04').provisional).toBe(true)
  })
})

describe('F3, H8 who enters and who answers', () => {
  it('H8 sales enters deliveries, service enters visits, the archive both, nobody else', () => {
    expect(mayEnter(['salesConsultant'], 'delivery')).toBe(true)
    expect(mayEnter(['salesConsultant'], 'maintenance')).toBe(false)
    expect(mayEnter(['serviceAdvisor'], 'maintenance')).toBe(true)
    expect(mayEnter(['serviceAdvisor'], 'delivery')).toBe(false)
    for (const kind of RECORD_KINDS) {
      expect(mayEnter(['archivist'], kind)).toBe(true)
      expect(mayEnter(['administrator', 'generalManager'], kind)).toBe(false)
    }
  })

  it('F1, F3 a delivery is of a car this store sold; a visit of any', () => {
    expect(RECORD_KINDS.filter((kind) => originProblem(kind, 'soldElsewhere') !== null)).toEqual(['delivery'])
    expect(RECORD_KINDS.filter((kind) => originProblem(kind, 'soldHere') !== null)).toEqual([])
  })

  it('H3 sales answers for deliveries and service for visits', () => {
    expect(mayAnswerFor(['salesHead'], 'delivery')).toBe(true)
    expect(mayAnswerFor(['serviceHead'], 'delivery')).toBe(false)
    expect(mayAnswerFor(['archivist'], 'delivery')).toBe(false)
  })
})

describe('H3, H5, H7 lines of the book', () => {
  it('H3 the two signers are different people', () => {
    expect(signersProblem(4, 4)).toBe('handover.sameSigner')
    expect(signersProblem(4, 5)).toBeNull()
  })

  it('H3 whoever may answer for such a record may hand it over, standing in for a colleague or not; nobody else', () => {
    expect(giverProblem(['salesConsultant'], 'delivery')).toBeNull()
    expect(giverProblem(['administrator', 'salesHead'], 'delivery')).toBeNull()
    expect(giverProblem(['serviceAdvisor'], 'delivery')).toBe('handover.wrongDepartment')
    for (const kind of RECORD_KINDS) expect(giverProblem(['administrator', 'archivist', 'generalManager'], kind)).toBe('handover.wrongDepartment')
  })

  it('H7 an incomplete record takes later papers, an outstanding one its first receipt, a complete one nothing', () => {
    expect(RECORD_STATES.map((state) => [state, lineKindFor(state)])).toEqual([
      ['expected', 'handover'], ['refused', 'handover'], ['incomplete', 'supplement'], ['complete', null],
    ])
    expect(RECORD_STATES.filter(isOutstanding)).toEqual(['expected', 'refused'])
  })

  it('H3, H5 both sides sign what changes hands; the archive alone signs a refusal or a correction', () => {
    expect(SIGNING_PARTIES).toEqual({
      handover: ['giver', 'receiver'], supplement: ['giver', 'receiver'], refusal: ['receiver'], strike: ['receiver'],
    })
  })

  it('H3 an empty pad, a dot, a tick, a line or a dot drawn over and over is no signature', () => {
    const line = (step: readonly [number, number]) => ({ strokes: [Array.from({ length: 10 }, (_, index) => [100 + step[0] * index, 50 + step[1] * index]).flat()] })
    expect(isSigned({ strokes: [] })).toBe(false)
    expect(isSigned({ strokes: [[10, 10]] })).toBe(false)
    expect(isSigned({ strokes: [[10, 10, 40, 60, 120, 20]] })).toBe(false)
    expect(isSigned({ strokes: Array.from({ length: 20 }, () => [10, 10, 100, 100]) })).toBe(false)
    expect(isSigned(line([10, 1]))).toBe(false)
    expect(isSigned(line([1, 10]))).toBe(false)
    expect(isSigned(line([10, 2]))).toBe(true)
  })

  it('H3 strokes are whole points, and no more than a hand needs', () => {
    expect(drawnProblem({ strokes: [[10, 10], [10, 10, 20, 20]] })).toBeNull()
    expect(drawnProblem({ strokes: [[10, 10, 20]] })).toBe('signature.form')
    expect(drawnProblem({ strokes: [[]] })).toBe('signature.form')
    const stroke = (numbers: number) => Array.from({ length: numbers }, (_, index) => index % 200)
    expect(drawnProblem({ strokes: [stroke(3000), stroke(3000)] })).toBeNull()
    expect(drawnProblem({ strokes: [stroke(3000), stroke(3000), stroke(2)] })).toBe('signature.form')
    expect(drawnProblem({ strokes: Array.from({ length: 201 }, () => [10, 10]) })).toBe('signature.form')
  })

  it('H3 what hands draw is taken: a pad thins a slow one, keeping where each stroke begins and ends', () => {
    for (const drawn of [signatureOf(1), signatureOf(7), ...['单小雨', '李丽', '欧阳敏'].map((name) => drawSignature(name, makeRandom(7)))]) {
      expect([isSigned(drawn), drawnProblem(drawn)]).toEqual([true, null])
    }
    const slow = Array.from({ length: 12 }, (_, place) => Array.from({ length: 2000 }, (_point, index) => ({ x: place * 40 + index / 60, y: index / 12 })))
    const kept = toDrawn(slow, 600)
    expect([isSigned(kept), drawnProblem(kept)]).toEqual([true, null])
    expect(kept.strokes.flat().length).toBeGreaterThan(DRAWN_LIMITS.numbers / 4)
    expect(kept.strokes.map((points) => [points.slice(0, 2), points.slice(-2)])).toEqual(slow.map((_, place) => [[place * 40, 0], [place * 40 + 33, 167]]))
  })
})

import { describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import { dueDate, isOutstanding, mayAnswerFor, mayEnter, RECORD_KINDS, RECORD_STATES } from '#shared/domain/record.ts'
import { lineKindFor, isSigned, signersProblem, SIGNING_PARTIES } from '#shared/domain/sign-in-book.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'

const due = (kind: (typeof RECORD_KINDS)[number], on: string) => dueDate(kind, localDate(on), STATE_CALENDAR)

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

  it('H3 an empty pad or a dot is no signature', () => {
    expect(isSigned({ strokes: [] })).toBe(false)
    expect(isSigned({ strokes: [[10, 10]] })).toBe(false)
    expect(isSigned({ strokes: [[10, 10, 20, 20, 30, 15], [40, 10, 50, 20]] })).toBe(true)
  })
})

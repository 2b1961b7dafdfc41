import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cropAsItCame, cropProblem, turned, TURNS, type Crop, type Turn } from '#shared/domain/scan.ts'

const fraction = fc.double({ min: 0, max: 1, noNaN: true })

/** Any part of a page that can be shown; often up to its very edge. */
const part: fc.Arbitrary<Crop> = fc.tuple(fraction, fraction, fraction, fraction, fc.boolean())
  .map(([left, top, width, height, toEdge]): Crop => ({
    left, top, width: toEdge ? 1 - left : Math.min(width, 1 - left), height: toEdge ? 1 - top : Math.min(height, 1 - top),
  }))
  .filter((crop) => cropProblem(crop) === null)

/** Where a point of the page as it came is seen after a quarter turn clockwise: the left edge becomes the top. */
function seenAfter(turn: Turn, { x, y }: { x: number; y: number }): { x: number; y: number } {
  switch (turn) {
    case 0:
      return { x, y }
    case 90:
      return { x: 1 - y, y: x }
    case 180:
      return { x: 1 - x, y: 1 - y }
    case 270:
      return { x: y, y: 1 - x }
  }
}

describe('F2 pages turned and cut', () => {
  it('F2 a quarter turn on and back again', () => {
    for (const turn of TURNS) {
      expect(turned(turned(turn, 90), 270)).toBe(turn)
      expect(turned(turned(turned(turned(turn, 90), 90), 90), 90)).toBe(turn)
    }
    expect([turned(0, 90), turned(270, 90), turned(0, 270)]).toEqual([90, 0, 270])
  })

  it('F2 what was marked on the page as seen is the same part of the page as it came', () => {
    fc.assert(fc.property(part, fc.constantFrom(...TURNS), (seen, turn) => {
      const came = cropAsItCame(seen, turn)
      const corners = [
        seenAfter(turn, { x: came.left, y: came.top }), seenAfter(turn, { x: came.left + came.width, y: came.top + came.height }),
      ]
      expect(Math.min(...corners.map(({ x }) => x))).toBeCloseTo(seen.left, 12)
      expect(Math.min(...corners.map(({ y }) => y))).toBeCloseTo(seen.top, 12)
      expect(Math.max(...corners.map(({ x }) => x))).toBeCloseTo(seen.left + seen.width, 12)
      expect(Math.max(...corners.map(({ y }) => y))).toBeCloseTo(seen.top + seen.height, 12)
    }))
  })

  it('F2 a part of the page that can be shown can be shown turned', () => {
    expect(cropProblem(cropAsItCame({ left: 0.9, top: 0, width: 0.1, height: 1 }, 180))).toBeNull()
    fc.assert(fc.property(part, fc.constantFrom(...TURNS), (seen, turn) => {
      expect(cropProblem(cropAsItCame(seen, turn))).toBeNull()
    }), { numRuns: 2000 })
  })

  it.each([
    [{ left: 0, top: 0, width: 1, height: 1 }, null],
    [{ left: 0.25, top: 0.5, width: 0.75, height: 0.5 }, null],
    [{ left: 0.5, top: 0, width: 0.75, height: 1 }, 'scan.crop'],
    [{ left: -0.1, top: 0, width: 1, height: 1 }, 'scan.crop'],
    [{ left: 0, top: 0, width: 0.01, height: 1 }, 'scan.crop'],
    [{ left: 0, top: 0, width: 1, height: 0 }, 'scan.crop'],
    [{ left: 0, top: Number.NaN, width: 1, height: 1 }, 'scan.crop'],
    [{ left: 0, top: 0, width: Number.POSITIVE_INFINITY, height: 1 }, 'scan.crop'],
  ] as const)('F2 part %j: %s', (crop, problem) => {
    expect(cropProblem(crop)).toBe(problem)
  })
})

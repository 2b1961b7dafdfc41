import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelText, readLabel, type Label } from '#shared/domain/label.ts'
import { cabinetCodeProblem, slotLabel } from '#shared/domain/slot.ts'

const number = fc.stringMatching(/^[A-Z0-9·./_-]{1,80}$/)
const code = fc.stringMatching(/^[a-zA-Z0-9]{1,40}$/)
const slot = fc.tuple(fc.stringMatching(/^[A-Z0-9]{1,6}$/), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 99 }))
const label: fc.Arbitrary<Label> = fc.oneof(
  number.map((of): Label => ({ what: 'dossier', number: of })),
  number.map((of): Label => ({ what: 'record', number: of })),
  fc.tuple(number, code).map(([of, paper]): Label => ({ what: 'paper', number: of, code: paper })),
  slot.map(([cabinet, shelf, place]): Label => ({ what: 'slot', label: slotLabel(cabinet, shelf, place) })),
)

describe('F2 what labels say', () => {
  it.each([
    [{ what: 'dossier', number: 'HF01-XS-2026-D10-00123' }, 'YD*D*HF01-XS-2026-D10-00123'],
    [{ what: 'record', number: 'R2026-00007' }, 'YD*R*R2026-00007'],
    [{ what: 'paper', number: 'R2026-00007', code: 'identityCopy' }, 'YD*P*R2026-00007*identityCopy'],
    [{ what: 'slot', label: 'A-03-12' }, 'YD*S*A-03-12'],
  ] as const)('F2 %j is %s', (of, text) => {
    expect(labelText(of)).toBe(text)
    expect(readLabel(text)).toEqual(of)
  })

  it('F2 every label is read back as what it stands for, with blanks around it', () => {
    fc.assert(fc.property(label, (of) => {
      expect(readLabel(` ${labelText(of)}\t`)).toEqual(of)
    }))
  })

  it('F2 a scanner may type in the other case', () => {
    expect(readLabel('yd*s*a-03-12')).toEqual({ what: 'slot', label: 'A-03-12' })
    expect(readLabel('yd*d*hf01-xs-2026-d10-00123')).toEqual({ what: 'dossier', number: 'hf01-xs-2026-d10-00123' })
  })

  it.each([
    '', 'YD', 'YD*', 'YD*D', 'YD*D*', 'YD*D**', 'YD*D*1*2', 'YD*R*1*2', 'YD*S*A-01-01*2', 'YD*P*1', 'YD*P*1*', 'YD*P*1*a*b', 'YD*X*1',
    'XYD*D*1', 'YD*D*a b', 'YD*D*<script>', 'HF01-XS-2026-D10-00123', 'https://example.com/', `YD*D*${'1'.repeat(81)}`,
  ])('F2 %j is no label', (text) => {
    expect(readLabel(text)).toBeNull()
  })

  it('F2 any text at all is a label or none', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const read = readLabel(text)
      expect(read === null || labelText(read).toUpperCase() === text.trim().toUpperCase()).toBe(true)
    }))
  })
})

describe('C1 slots', () => {
  it('C1 labels sort as the slots stand', () => {
    const labels = [1, 2, 10, 20].flatMap((shelf) => [1, 9, 10, 99].map((place) => slotLabel('A', shelf, place)))
    expect(labels.toSorted()).toEqual(labels)
    expect(labels[0]).toBe('A-01-01')
  })

  it('C1 no two slots share a label', () => {
    fc.assert(fc.property(slot, slot, (one, other) => {
      expect(slotLabel(...one) === slotLabel(...other)).toBe(one.join(' ') === other.join(' '))
    }))
  })

  it.each([['A', null], ['B2', null], ['ABC123', null], ['', 'cabinet.code'], ['a', 'cabinet.code'], ['A-1', 'cabinet.code'], ['柜', 'cabinet.code'], ['ABCDEFG', 'cabinet.code']] as const)(
    'C1 cabinet code %j: %s', (text, problem) => {
      expect(cabinetCodeProblem(text)).toBe(problem)
    },
  )
})

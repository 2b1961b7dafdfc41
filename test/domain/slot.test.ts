// Cabinets, shelves and slots: labels, places, capacity (rule C1).
import { describe, expect, it } from 'vitest'
import { labelText, readLabel } from '#shared/domain/label.ts'
import { cabinetCodeProblem, capacityProblem, freePlaces, puttingProblem, shelfLabel, slotLabel } from '#shared/domain/slot.ts'

describe('C1 labels', () => {
  it('C1 a slot’s label says cabinet, shelf and slot, and sorts as they stand', () => {
    expect(shelfLabel('A', 3)).toBe('A-03')
    expect(slotLabel('A', 3, 12)).toBe('A-03-12')
    const labels = [slotLabel('A', 10, 1), slotLabel('A', 2, 10), slotLabel('A', 2, 9)]
    expect(labels.toSorted()).toEqual(['A-02-09', 'A-02-10', 'A-10-01'])
  })

  it('C1 a cabinet’s code is short and plain', () => {
    expect(['A', 'B2', 'ABCDEF'].map(cabinetCodeProblem)).toEqual([null, null, null])
    expect(['', 'a', 'A-1', 'ABCDEFG', '甲'].map(cabinetCodeProblem)).toEqual(Array(5).fill('cabinet.code'))
  })

  it('C1 cabinets, shelves and slots have labels of their own, read in whatever case they are scanned', () => {
    for (const label of [{ what: 'cabinet', label: 'B2' }, { what: 'shelf', label: 'B2-03' }, { what: 'slot', label: 'B2-03-01' }] as const) {
      expect(readLabel(labelText(label))).toEqual(label)
      expect(readLabel(` ${labelText(label).toLowerCase()} `)).toEqual(label)
    }
    expect(readLabel('YD*C*A*B')).toBe(null)
    expect(readLabel('YD*H*')).toBe(null)
  })
})

describe('C1 room in a slot', () => {
  it('C1 takes as many as there are places, those kept for folders that are out counting as taken', () => {
    const slot = { capacity: 3, used: 2 }
    expect(freePlaces(slot)).toBe(1)
    expect([0, 1, 2].map((folders) => puttingProblem(slot, folders))).toEqual([null, null, 'slot.full'])
    expect(puttingProblem({ capacity: 3, used: 3 }, 1)).toBe('slot.full')
  })

  it('C1 cannot be made smaller than what belongs in it', () => {
    expect([1, 2, 3].map((capacity) => capacityProblem(capacity, { used: 2 }))).toEqual(['slot.capacityBelowUse', null, null])
  })
})

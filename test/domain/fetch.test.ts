// Rules S3, S4: up to which level a dossier fetched from a backup may leave.
import { describe, expect, it } from 'vitest'
import { fetchNumber, leavesUpTo } from '#shared/domain/fetch.ts'

describe('S4 up to which level a dossier fetched from a backup may leave', () => {
  const archivist = { level: 2, authority: 0 }
  const manager = { level: 3, authority: 3 }

  it('S4 who decides about copies decides alone; who does not needs somebody beside them who does', () => {
    expect(leavesUpTo(manager, null)).toBe(3)
    expect(leavesUpTo(archivist, null)).toBe(0)
    expect(leavesUpTo({ level: 2, authority: 1 }, null)).toBe(1)
  })

  it('S3 and never beyond what either of them may know', () => {
    expect(leavesUpTo(archivist, manager)).toBe(2)
    expect(leavesUpTo({ level: 3, authority: 0 }, { level: 1, authority: 3 })).toBe(1)
    expect(leavesUpTo({ level: 2, authority: 0 }, { level: 2, authority: 1 })).toBe(1)
  })

  it('S4 it is numbered as copies are', () => {
    expect(fetchNumber('2026', 7)).toBe('QH-2026-0007')
  })
})

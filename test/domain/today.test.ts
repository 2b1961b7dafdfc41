// The first screen's few rules (rule A2).
import { expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import { isBackupDue, TODAY_PERMISSIONS, TODAY_SECTIONS } from '#shared/domain/today.ts'

it('A2 a backup of today or yesterday will do; an older one, or none, is named', () => {
  const today = localDate('2026-03-10')
  const at = (text: string): number => Date.parse(`${text}+08:00`)
  expect(isBackupDue(at('2026-03-10T08:00'), today)).toBe(false)
  expect(isBackupDue(at('2026-03-09T00:00'), today)).toBe(false)
  expect(isBackupDue(at('2026-03-08T23:59'), today)).toBe(true)
  expect(isBackupDue(null, today)).toBe(true)
})

it('A3 every section of the first screen names who is shown it', () => {
  expect(Object.keys(TODAY_PERMISSIONS).toSorted()).toEqual([...TODAY_SECTIONS].toSorted())
})

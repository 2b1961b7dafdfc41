// The first screen's few rules (rule A2).
import { expect, it } from 'vitest'
import { TODAY_PERMISSIONS, TODAY_SECTIONS } from '#shared/domain/today.ts'

it('A3 every section of the first screen names who is shown it', () => {
  expect(Object.keys(TODAY_PERMISSIONS).toSorted()).toEqual([...TODAY_SECTIONS].toSorted())
})

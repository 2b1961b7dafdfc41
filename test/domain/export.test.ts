import { describe, expect, it } from 'vitest'
import { DEFAULT_APPROVALS, levelRank, type SecrecyLevel } from '#shared/domain/access.ts'
import { mayKnowAll } from '#shared/domain/access.ts'
import { exportApprovalProblem, exportNumber, highestExport } from '#shared/domain/export.ts'
import type { Role } from '#shared/domain/role.ts'

const person = (id: number, role: Role) => ({ id, roles: [role], scope: DEFAULT_APPROVALS[role].scope, level: levelRank(DEFAULT_APPROVALS[role].level) })
const [archivist, director, manager, other] = [person(1, 'archivist'), person(2, 'customerDirector'), person(3, 'generalManager'), person(4, 'generalManager')]
const problem = (asks: typeof archivist, decides: typeof archivist, level: SecrecyLevel = 'confidential', reason = '') => (
  exportApprovalProblem({ requestedBy: asks, level }, decides, reason)
)

describe('S4 who decides about a complete export', () => {
  it('S4 never who asked', () => {
    for (const each of [director, manager]) expect(problem(each, each)).toBe('export.own')
  })

  it('S4 the general manager; of what the general manager asked for, the customer director or another general manager', () => {
    expect([problem(archivist, manager), problem(director, manager), problem(manager, director), problem(manager, other)]).toEqual([null, null, null, null])
    expect([problem(archivist, director), problem(person(5, 'customerDirector'), director), problem(manager, archivist)]).toEqual(['export.notYours', 'export.notYours', 'export.notYours'])
  })

  it('S4 绝密 is decided with a reason; S3 and by nobody who may not know it', () => {
    expect(problem(manager, other, 'topSecret')).toBe('text.required')
    expect(problem(manager, other, 'topSecret', '法院调取')).toBeNull()
    expect(problem(manager, director, 'topSecret', '法院调取')).toBe('export.notYours')
  })

  it('S3 asked for is what somebody may know all of', () => {
    expect([archivist, director, manager].map((each) => highestExport(each))).toEqual(['confidential', 'confidential', 'topSecret'])
    expect(highestExport(person(6, 'salesHead'))).toBeNull()
    expect(highestExport(person(7, 'administrator'))).toBeNull()
    expect(mayKnowAll({ scope: 'department', level: 3 }, 'restricted')).toBe(false)
  })

  it('is numbered by year', () => {
    expect(exportNumber('2026', 7)).toBe('DC-2026-0007')
  })
})

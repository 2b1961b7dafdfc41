import { describe, expect, it } from 'vitest'
import { DEFAULT_APPROVALS, widestApproval } from '#shared/domain/access.ts'
import { permits, PERMISSIONS, ROLES } from '#shared/domain/role.ts'

describe('A1, A3 roles', () => {
  it('A3 the administrator keeps the machine and sees no customer; S5 anyone reports a leak', () => {
    expect(PERMISSIONS.filter((permission) => permits(['administrator'], permission))).toEqual([
      'staff.manage', 'settings.manage', 'settings.read', 'calendar.manage', 'backup.run', 'backup.plan', 'backup.restore', 'archive.verify', 'audit.read', 'leak.report',
    ])
    expect(ROLES.filter((role) => !permits([role], 'leak.report'))).toEqual([])
    expect(DEFAULT_APPROVALS.administrator.scope).toBe('none')
  })

  it('A3 those who answer for the archive read its trail, not those whose work it is: the archivist’s acts are in it', () => {
    expect(ROLES.filter((role) => permits([role], 'audit.read'))).toEqual(['customerDirector', 'generalManager', 'administrator'])
  })

  it('H3 only customer care, which owns the archive, receives', () => {
    expect(ROLES.filter((role) => permits([role], 'handover.receive'))).toEqual(['archivist', 'careSpecialist', 'customerDirector'])
  })

  it('only the general manager approves what is set (001 制度3 七); the calendar needs no approval', () => {
    expect(ROLES.filter((role) => permits([role], 'policy.decide'))).toEqual(['generalManager'])
    expect(ROLES.filter((role) => permits([role], 'policy.propose'))).toEqual(['customerDirector', 'generalManager'])
    expect(ROLES.filter((role) => permits([role], 'calendar.manage'))).toEqual(['customerDirector', 'administrator'])
  })

  it('F4 only the customer director accepts a delay', () => {
    expect(ROLES.filter((role) => permits([role], 'paper.acceptDelay'))).toEqual(['customerDirector'])
  })
})

describe('L5 standing approvals', () => {
  it('L5 the widest of several roles counts, never the scope of one with the level of another', () => {
    expect(widestApproval([DEFAULT_APPROVALS.salesConsultant, DEFAULT_APPROVALS.salesHead])).toEqual({ scope: 'department', level: 'restricted' })
    expect(widestApproval([{ scope: 'own', level: 'topSecret' }, { scope: 'all', level: 'restricted' }])).toEqual({ scope: 'all', level: 'restricted' })
    expect(widestApproval([DEFAULT_APPROVALS.careSpecialist, DEFAULT_APPROVALS.archivist, DEFAULT_APPROVALS.salesHead])).toEqual({ scope: 'all', level: 'confidential' })
  })

  it('L5 without an approval nothing is known', () => {
    expect(widestApproval([])).toEqual({ scope: 'none', level: 'restricted' })
  })
})

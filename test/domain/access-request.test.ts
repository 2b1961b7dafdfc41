// Asking to read beyond the standing approval: its states as a table and by random walks, who grants, who ends (rules L5, S3).
import { describe, expect, it } from 'vitest'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import {
  grantingRole, grantProblem, mayStillRead, REQUEST_ACTS, REQUEST_STATES, REQUEST_STEPS, revokeProblem, type RequestState,
} from '#shared/domain/access-request.ts'
import type { Approver } from '#shared/domain/loan.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { ROLES, type DepartmentKind, type Role } from '#shared/domain/role.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'

const KIND: Record<Role, DepartmentKind> = {
  archivist: 'care', salesConsultant: 'sales', salesHead: 'sales', serviceAdvisor: 'service', serviceHead: 'service', careSpecialist: 'care',
  customerDirector: 'care', generalManager: 'management', administrator: 'management',
}
const DEPARTMENTS: readonly DepartmentKind[] = ['sales', 'service', 'care', 'management']
const person = (role: Role, id = ROLES.indexOf(role) + 1): Approver => (
  { id, roles: [role], departmentId: DEPARTMENTS.indexOf(KIND[role]) + 1, departmentKind: KIND[role] }
)
const EVERYBODY = ROLES.map((role) => person(role))

describe('L5 states of a request', () => {
  it('L5 the table', () => {
    expect(REQUEST_STATES.map((state) => [state, ...REQUEST_ACTS.map((act) => REQUEST_STEPS[state][act] ?? '-')].join(' '))).toEqual([
      'requested requested granted declined withdrawn - -',
      'granted - - - - ended ended',
      'ended - - - - - -',
      'declined - - - - - -',
      'withdrawn - - - - - -',
    ])
  })

  it('L5 no walk reads again what ended, was declined or withdrawn, and none is granted twice', () => {
    const random = makeRandom(20_260_302)
    for (let walk = 0; walk < 500; walk += 1) {
      let state: RequestState = 'requested'
      let grants = 0
      for (let step = 0; step < 12; step += 1) {
        const act = random.pick(REQUEST_ACTS)
        const next: RequestState | undefined = REQUEST_STEPS[state][act]
        if (next === undefined) continue
        if (next === 'granted') grants += 1
        // What can be read was granted just now, of what waited.
        if (next === 'granted' && act !== 'grant') throw new Error(`granted by ${act}`)
        if (state === 'ended' || state === 'declined' || state === 'withdrawn') throw new Error(`${state} went on by ${act}`)
        state = next
      }
      expect(grants).toBeLessThanOrEqual(1)
    }
  })

  it('L5 the last day may be read, the day after not, and what was ended never', () => {
    const on = localDate('2026-03-02')
    expect(mayStillRead({ until: on, ended: false }, on)).toBe(true)
    expect(mayStillRead({ until: on, ended: false }, localDate('2026-03-03'))).toBe(false)
    expect(mayStillRead({ until: null, ended: false }, on)).toBe(true)
    expect(mayStillRead({ until: null, ended: true }, on)).toBe(false)
  })
})

describe('L5 S3 who grants', () => {
  it.each([
    ['salesConsultant', true, 'restricted', 'departmentHead'],
    ['salesConsultant', false, 'restricted', 'generalManager'],
    ['salesConsultant', true, 'confidential', 'generalManager'],
    ['serviceAdvisor', true, 'topSecret', 'generalManager'],
    ['salesHead', true, 'restricted', 'generalManager'],
    ['careSpecialist', true, 'restricted', 'generalManager'],
    ['customerDirector', true, 'confidential', 'generalManager'],
    ['generalManager', false, 'topSecret', 'customerDirector'],
  ] as const)('L5 %s, own record %s, %s: %s', (role, ownRecord, level, granting) => {
    expect(grantingRole(person(role, 99), { level, ownRecord }, EVERYBODY)).toBe(granting)
  })

  it('L5 where a department has no head at work, the general manager grants, and nobody else', () => {
    const [asker, gm] = [person('salesConsultant'), person('generalManager')]
    const atWork = EVERYBODY.filter(({ roles }) => !roles.includes('salesHead'))
    const wanted = { level: 'restricted', ownRecord: true } as const
    expect(grantProblem(asker, wanted, gm, EVERYBODY)).toBe('access.notYours')
    expect(atWork.filter((each) => grantProblem(asker, wanted, each, atWork) === null)).toEqual([gm])
  })

  it('S3 nobody grants their own, a head of another department nothing, nothing above 秘密 is granted but by the general manager', () => {
    const given: unknown[][] = []
    for (const asker of EVERYBODY) {
      for (const approver of EVERYBODY) {
        for (const level of SECRECY_LEVELS) {
          for (const ownRecord of [true, false]) {
            const problem = grantProblem(asker, { level, ownRecord }, approver, EVERYBODY)
            if (problem !== null) continue
            const role = approver.roles[0] ?? ''
            const ownHead = level === 'restricted' && ownRecord && approver.departmentId === asker.departmentId && role.endsWith('Head')
            const allowed = asker.roles.includes('generalManager') ? role === 'customerDirector' : role === 'generalManager' || ownHead
            given.push([asker.roles, approver.roles, level, ownRecord, allowed && approver.id !== asker.id])
          }
        }
      }
    }
    expect(given.length).toBeGreaterThan(20)
    expect(given.filter((each) => each.at(-1) === false)).toEqual([])
  })

  it('S3 a reading is ended by who named it, the general manager, and below 绝密 the customer director', () => {
    const gm = person('generalManager')
    const director = person('customerDirector')
    const head = person('salesHead')
    expect(revokeProblem({ namedBy: head.id, level: 'restricted' }, head)).toBeNull()
    expect(revokeProblem({ namedBy: gm.id, level: 'restricted' }, head)).toBe('access.notYours')
    expect(revokeProblem({ namedBy: gm.id, level: 'confidential' }, director)).toBeNull()
    expect(revokeProblem({ namedBy: gm.id, level: 'topSecret' }, director)).toBe('access.notYours')
    expect(revokeProblem({ namedBy: director.id, level: 'topSecret' }, gm)).toBeNull()
  })
})

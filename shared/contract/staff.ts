// Staff, departments, roles (rules A1, H6).
import { z } from 'zod'
import { DEPARTMENT_KINDS, ROLES } from '#shared/domain/role.ts'
import { id, instant, login, name, newPassword, nothing } from './field.ts'
import { read, write } from './method.ts'
import { personView } from './session.ts'

export const departmentView = z.object({
  id: id('department'),
  name: z.string(),
  kind: z.enum(DEPARTMENT_KINDS),
  staffCount: z.number().int(),
})
export type DepartmentView = z.output<typeof departmentView>

export const staffView = personView.extend({
  /** False for a leaver: the name stays on old lines, the password opens nothing. */
  active: z.boolean(),
  createdAt: instant,
  lastSignInAt: instant.nullable(),
})
export type StaffView = z.output<typeof staffView>

const roles = z.array(z.enum(ROLES)).min(1, 'roles.required').max(ROLES.length)

export const staffContract = {
  'staff.list': read('staff.manage', nothing, z.array(staffView)),
  /** Those at work now, for choosing who answers for a record or signs for it. */
  'staff.colleagues': read('signedIn', nothing, z.array(personView)),
  'staff.add': write('staff.manage', z.strictObject({
    login, name, departmentId: id('department'), roles, password: newPassword,
  }), z.object({ id: id('person') })),
  /** `active: false` shuts a leaver out at once. */
  'staff.update': write('staff.manage', z.strictObject({
    id: id('person'), name, departmentId: id('department'), roles, active: z.boolean(),
  }), nothing),
  /** Gives a new password and with it a new signing key; the old key still verifies old lines. Brings a leaver back in too. */
  'staff.resetPassword': write('staff.manage', z.strictObject({ id: id('person'), password: newPassword }), nothing),
  'department.list': read('signedIn', nothing, z.array(departmentView)),
  'department.add': write('staff.manage', z.strictObject({ name, kind: z.enum(DEPARTMENT_KINDS) }), z.object({ id: id('department') })),
  'department.rename': write('staff.manage', z.strictObject({ id: id('department'), name }), nothing),
}

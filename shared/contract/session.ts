// Setting up an archive, signing in and out, passwords (rule A1).
import { z } from 'zod'
import { HEADS_PROBLEMS } from '#shared/domain/finding.ts'
import { DEPARTMENT_KINDS, ROLES } from '#shared/domain/role.ts'
import { id, instant, localDate, login, name, newPassword, nothing, provenPassword, checked } from './field.ts'
import { read, write } from './method.ts'

export const personView = z.object({
  id: id('person'),
  login: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  department: z.object({ id: id('department'), name: z.string(), kind: z.enum(DEPARTMENT_KINDS) }),
})
export type PersonView = z.output<typeof personView>

export const storeCode = checked(
  (text) => text.trim().toUpperCase(),
  (text) => (/^[A-Z0-9]{2,8}$/.test(text) ? null : 'storeCode.form'),
)

const recoveryKey = z.string().max(200).transform((text) => text.toUpperCase().replace(/[^0-9A-Z]/g, ''))

export const sessionContract = {
  /** What the first screen needs before anyone has signed in. `open`: someone has unlocked it since the start. */
  'session.state': read('anyone', nothing, z.object({
    archive: z.enum(['absent', 'locked', 'open']),
    store: z.object({ name: z.string(), code: z.string() }).nullable(),
    training: z.boolean(),
    now: instant,
    today: localDate,
    idleMinutes: z.number().int(),
    /** Why the heads kept beside the chains did not fit them when the archive was opened; null while it is locked. */
    headsDiffer: z.enum(HEADS_PROBLEMS).nullable(),
    /** The moment of the latest entry, where the machine's clock says that it has not come yet: the clock is wrong, or was. */
    clockBehind: instant.nullable(),
    /**
     * The archive came from a backup of that moment, and nobody has signed in since. `kept`: the folder of the one it replaced; `failed`: it could not be
     * replaced, and this is the one from before.
     */
    restored: z.object({ takenAt: instant, kept: z.string().nullable(), failed: z.string().nullable() }).nullable(),
    /** The keyring is not the one the database knows of: an older one was put back. False while it is locked. */
    keyringDiffers: z.boolean(),
  })),
  /** Makes a new archive with its first administrator, who is signed in by it. The recovery key is shown this once. */
  'archive.setUp': write('anyone', z.strictObject({
    storeName: name,
    storeCode,
    adminName: name,
    adminLogin: login,
    adminPassword: newPassword,
    training: z.boolean(),
  }), z.object({ recoveryKey: z.string(), token: z.string(), me: personView })),
  /** Sets a person's password by the recovery key: the way back in when no administrator remembers theirs. */
  'archive.recover': write('anyone', z.strictObject({ recoveryKey, login, password: newPassword }), nothing),
  /** Makes a new recovery key; the old one opens nothing any more. */
  'archive.replaceRecoveryKey': write('staff.manage', z.strictObject({ password: provenPassword }), z.object({ recoveryKey: z.string() })),
  'session.signIn': write('anyone', z.strictObject({ login: z.string().max(200), password: provenPassword }), z.object({
    token: z.string(),
    me: personView,
  })),
  /** Ends the session: sign-out, or the idle lock. */
  'session.signOut': write('signedIn', nothing, nothing),
  /** Someone is at the desk: the session does not go idle. */
  'session.touch': read('signedIn', nothing, nothing),
  'session.me': read('signedIn', nothing, personView),
  'session.changePassword': write('signedIn', z.strictObject({ current: provenPassword, next: newPassword }), nothing),
}

// Changing the data key, under which everything in the archive is (rule A1; DESIGN decision 2).
import { z } from 'zod'
import { id, instant, nothing, provenPassword } from './field.ts'
import { quiet, read, write } from './method.ts'

export const dataKeyContract = {
  /** Whether it can be changed, and how far that is. Parts are 0 to 1; null: nothing is under way. */
  'dataKey.standing': quiet(read('staff.manage', nothing, z.object({
    changing: z.number().nullable(),
    /** Files that were sealed anew since. */
    resealing: z.number().nullable(),
    /** The last time it was; null: never. */
    changedAt: instant.nullable(),
    resealedAt: instant.nullable(),
    /** At work, and the new key cannot be sealed to them yet: they have to sign in first. */
    lacking: z.array(z.object({ id: id('person'), name: z.string() })),
  }))),
  /** Answers the recovery key that opens the archive from then on. Everybody is signed out; their passwords stay. */
  'dataKey.change': write('staff.manage', z.strictObject({ password: provenPassword }), z.object({ recoveryKey: z.string() })),
}

// Asking to read a dossier beyond one's standing approval (阅读申请), granting it, and naming readers (rules L5, S3).
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { GRANTING_ROLES, MOST_ACCESS_DAYS, REQUEST_STATES } from '#shared/domain/access-request.ts'
import { id, instant, localDate, note, nothing, requiredLine } from './field.ts'
import { read, write } from './method.ts'
import { readerView } from './secrecy.ts'

const level = z.enum(SECRECY_LEVELS)

export const accessRequestView = z.object({
  id: id('accessRequest'),
  number: z.string(),
  state: z.enum(REQUEST_STATES),
  /** As it was typed. */
  asked: z.string(),
  /** Null for who may not know it, and while nobody knows which is meant. */
  dossier: z.object({ id: id('dossier'), number: z.string(), plate: z.string().nullable(), ownerName: z.string() }).nullable(),
  /** Up to which level is asked. */
  level,
  purpose: z.string(),
  days: z.number().int(),
  person: z.object({ id: id('person'), name: z.string(), department: z.string() }),
  requestedAt: instant,
  /** Its last day, once it was granted. */
  until: localDate.nullable(),
  /** What whoever decided, or ended it, had to say. */
  remark: z.string(),
})
export type AccessRequestView = z.output<typeof accessRequestView>

const one = z.strictObject({ id: id('accessRequest') })
const oneWith = z.strictObject({ id: id('accessRequest'), remark: note(500) })
const days = z.number().int().min(1, 'access.days').max(MOST_ACCESS_DAYS, 'access.days')

export const accessRequestContract = {
  /**
   * Asks to read a dossier. The answer is the same whether what was typed fits a dossier or not, and whether whoever asks may know it; what
   * fits none waits for the archive to name it.
   */
  'access.request': write('access.request', z.strictObject({
    /** A number, VIN, plate or scanned label. */
    dossier: requiredLine(100),
    /** Up to which level: papers above the dossier's own are kept back else. */
    level,
    purpose: note(500),
    /** Working days from the day it is granted. */
    days,
  }), z.object({ id: id('accessRequest'), number: z.string() })),
  /**
   * What I asked for, newest first; what waits for me, longest waiting first; and who may read what now (for who sets levels or grants; else my
   * own).
   */
  'access.list': read('access.request', z.strictObject({}), z.object({
    mine: z.array(accessRequestView),
    waiting: z.array(accessRequestView.extend({ by: z.enum(GRANTING_ROLES) })),
    /** Fit no dossier as typed. */
    nameless: z.array(accessRequestView),
    readers: z.array(readerView),
  })),
  /** Says which dossier a request means that fits none as typed. */
  'access.name': write('access.name', z.strictObject({ id: id('accessRequest'), dossier: requiredLine(100) }), nothing),
  /** By whoever is asked (L5), in their own session; from today on for the working days asked. */
  'access.grant': write('access.grant', oneWith, z.object({ until: localDate })),
  /** Needs a reason. Of what cannot be named by who names. */
  'access.decline': write('access.request', oneWith, nothing),
  'access.withdraw': write('access.request', one, nothing),
  /** Names somebody who may read a dossier up to a level (S3). `until` null: until it is ended. */
  'access.nameReader': write('access.nameReader', z.strictObject({
    dossierId: id('dossier'), personId: id('person'), level, until: localDate.nullable(), reason: note(500),
  }), nothing),
  /** Ends a reading, named or granted, at once. Needs a reason. */
  'access.revoke': write('access.grant', z.strictObject({ id: id('reader'), reason: note(500) }), nothing),
}

// Who acts at this moment, and whether they may: asked when a call comes in, and again after anything it waited for.
import type { Access } from '#shared/contract/method.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { idleMinutes } from '../desk/store.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import type { Actor } from '../handler.ts'
import { Refusal } from '../refusal.ts'
import { actorOf, readsMore } from '../staff/store.ts'
import type { Session } from './sessions.ts'

export type Acting = { archive: OpenArchive; session: Session; actor: Actor }

/** `quiet`: nobody need be at the desk for it. @throws Refusal `notSignedIn` (also for a leaver), `forbidden`. */
export function actingBy(engine: Engine, token: string | null, access: Exclude<Access, 'anyone'>, quiet = false): Acting {
  const { archive } = engine
  const db = archive?.database.reader
  const session = db && token !== null ? engine.sessions.find(token, idleMinutes(db), quiet) : null
  const actor = db && session ? actorOf(db, session.personId, dayOf(engine.clock())) : null
  if (!archive || !db || !session || !actor) throw new Refusal('notSignedIn', 'sign in first')
  requirePermission(actor, access)
  return { archive, session, actor: { ...actor, reads: readsMore(db, actor.id, actor.on) } }
}

/** @throws Refusal `forbidden`. */
export function requirePermission({ roles }: Pick<Actor, 'roles'>, access: Access): void {
  if (access !== 'anyone' && access !== 'signedIn' && !permits(roles, access)) throw new Refusal('forbidden', `needs ${access}`)
}

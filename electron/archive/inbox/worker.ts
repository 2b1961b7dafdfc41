// In whose name the scan inbox works: of somebody signed in who may file scans (rules H4, A3). Asked again after everything that is
// waited for, since a session may have ended and a role been taken away meanwhile.
import { permits } from '#shared/domain/role.ts'
import type { ArchiveDatabase, Reader } from '../database/database.ts'
import { idleMinutes } from '../desk/store.ts'
import type { Engine } from '../engine.ts'
import type { Session } from '../session/sessions.ts'
import { personById } from '../staff/store.ts'

type Where = { engine: Pick<Engine, 'sessions'>; database: Pick<ArchiveDatabase, 'reader'> }

const mayFile = (db: Reader, personId: Session['personId']): boolean => {
  const person = personById(db, personId)
  return person?.active === true && permits(person.roles, 'scan.file')
}

/** Whoever was here last; null while nobody is. */
export function workerOf({ engine, database: { reader } }: Where): Session | null {
  return engine.sessions.live(idleMinutes(reader)).find(({ personId }) => mayFile(reader, personId)) ?? null
}

/** Whether what is done in their name may still be. */
export function stillWorks({ engine, database: { reader } }: Where, { token, personId }: Session): boolean {
  return engine.sessions.live(idleMinutes(reader)).some((live) => live.token === token) && mayFile(reader, personId)
}

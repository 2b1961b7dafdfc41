// Changing the data key as a method (rule A1; DESIGN decision 2): afterwards the engine begins anew, and everybody signs in again.
import type { dataKeyContract } from '#shared/contract/data-key.ts'
import { inThread } from '../backup/in-thread.ts'
import type { Progress } from '../backup/tasks.ts'
import { heldOpen } from '../database/held-open.ts'
import type { Engine } from '../engine.ts'
import type { HandlersOf } from '../handler.ts'
import { refused } from '../refusal.ts'
import { actingBy, type Acting } from '../session/acting.ts'
import { openByPassword } from '../session/proof.ts'
import { someone } from '../session/service.ts'
import { makeRecoveryKey } from '../vault/keyring.ts'
import { isChangedTo } from './next.ts'
import { lastChange, presentKeys } from './store.ts'

export const dataKeyHandlers: HandlersOf<typeof dataKeyContract> = {
  'dataKey.standing': {
    steer: (engine, _input, acting) => {
      const { archive } = someone(acting)
      const db = archive.database.reader
      return {
        changing: engine.changingKey,
        resealing: archive.resealer.progress(),
        ...lastChange(db),
        lacking: presentKeys(db).filter(({ boxKey }) => boxKey === null).map(({ personId: id, name }) => ({ id, name })),
      }
    },
  },
  'dataKey.change': { steer: change },
}

async function change(engine: Engine, { password }: { password: string }, acting: Acting | null): Promise<{ recoveryKey: string }> {
  const { archive, session, actor } = someone(acting)
  const requirePossible = (): void => {
    if (engine.changingKey !== null) throw refused('dataKey.underWay')
    if (archive.keys.resealing) throw refused('dataKey.resealing')
  }
  requirePossible()
  await openByPassword(engine, actor.login, password, 'password')
  requirePossible()
  const recoveryKey = makeRecoveryKey()
  await changeInThread(engine, actingBy(engine, session.token, 'staff.manage'), recoveryKey)
  // What is backed up to at closing would be backed up as it was: it is made up for at the start.
  engine.backups.giveUp()
  engine.restart()
  return { recoveryKey }
}

async function changeInThread(engine: Engine, { archive: { database, keys }, session }: Acting, recoveryKey: string): Promise<void> {
  const { places } = engine
  const { personId, keyId, key } = session
  const progress: Progress = {
    at: (part) => {
      engine.changingKey = part
    },
    // Nobody is asked to wait for long, and half of it is none.
    check: () => undefined,
    signal: new AbortController().signal,
  }
  const turn = (over: Promise<null>): Promise<number> => new Promise((resolve, reject) => {
    database.lend(async () => {
      actingBy(engine, session.token, 'staff.manage')
      resolve(engine.clock())
      await over
      // Whoever waits would be told of success, and nothing of it would last.
      if (isChangedTo(recoveryKey, places)) database.retire()
    }).catch(reject)
  })
  engine.changingKey = 0
  try {
    await inThread('changeKey', { places, descriptor: heldOpen(places.database), dataKey: keys.data, recoveryKey, who: { personId, keyId, key } }, progress, turn)
  } catch (error) {
    // Past that moment it is done, whatever went wrong after it.
    if (!isChangedTo(recoveryKey, places)) throw error
  } finally {
    engine.changingKey = null
  }
}

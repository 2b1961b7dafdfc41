// Backup, verify, restore as methods (rule A2): each starts a task and is in the audit trail before it begins.
import { isAbsolute } from 'node:path'
import type { backupContract } from '#shared/contract/backup.ts'
import { putSetting } from '../desk/store.ts'
import type { Engine } from '../engine.ts'
import type { HandlersOf } from '../handler.ts'
import { wrongFields } from '../refusal.ts'
import { openByPassword } from '../session/proof.ts'
import { actingBy, type Acting } from '../session/acting.ts'
import { auditAlone, someone } from '../session/service.ts'
import { readKeyring } from '../vault/keyring.ts'
import { inThread } from './in-thread.ts'
import { lastBackup } from './last.ts'
import { listPoints } from './points.ts'
import { backUpOpened, requireApart, restoreInThread, verifyInThread } from './run.ts'

/** A program's own folder means nothing to who types a path. */
function requireWhole(field: string, path: string): void {
  if (!isAbsolute(path)) throw wrongFields({ path: [field], problem: 'folder.absolute' })
}

export const backupHandlers: HandlersOf<typeof backupContract> = {
  'backup.run': {
    steer: (engine, { folder }, acting) => {
      const own = someone(acting)
      const { archive } = own
      requireWhole('folder', folder)
      requireApart(engine.places.folder, folder)
      auditAlone(engine, own, 'backup.run', { folder })
      const at = engine.clock()
      return {
        taskId: engine.tasks.start('backup', own.session, async (progress) => {
          const backup = await backUpOpened({ places: engine.places, program: engine.program, ...archive }, folder, at, progress)
          await archive.database.turn()
          archive.database.transaction((db) => {
            putSetting(db, 'lastBackup', JSON.stringify({ folder, at }))
          })
          return { backup }
        }),
      }
    },
  },
  'backup.list': {
    steer: (_engine, { folder }) => {
      requireWhole('folder', folder)
      return listPoints(folder)
    },
  },
  'backup.verify': {
    steer: (engine, { folder, id }, acting) => {
      const own = someone(acting)
      const { archive } = own
      requireWhole('folder', folder)
      auditAlone(engine, own, 'backup.verify', { folder, point: id })
      const insight = { archiveId: readKeyring(engine.places.keyring).archiveId, dataKey: archive.dataKey, scratch: engine.places.staging }
      return { taskId: engine.tasks.start('verifyBackup', own.session, async (progress) => ({ verify: await verifyInThread({ folder, id, insight }, engine.program, progress) })) }
    },
  },
  'backup.restore': { steer: restoreByPassword },
  'backup.last': { read: ({ db }) => lastBackup(db) },
  'archive.verify': {
    steer: (engine, _input, acting) => {
      const own = someone(acting)
      const { archive } = own
      auditAlone(engine, own, 'archive.verify', {})
      const input = { folder: engine.places.folder, dataKey: archive.dataKey }
      return { taskId: engine.tasks.start('verify', own.session, async (progress) => ({ verify: await inThread('verify', input, progress) })) }
    },
  },
  'task.get': { steer: (engine, { taskId }, acting) => engine.tasks.get(someone(acting).session, taskId) },
  'task.cancel': {
    steer: (engine, { taskId }, acting) => {
      engine.tasks.cancel(someone(acting).session, taskId)
      return {}
    },
  },
}

async function restoreByPassword(
  engine: Engine, input: { folder: string; id: string; target: string; password: string }, acting: Acting | null,
): Promise<{ taskId: string }> {
  const { session, actor } = someone(acting)
  const { folder, id, target } = input
  requireWhole('folder', folder)
  requireWhole('target', target)
  const { archive } = someone(acting)
  await openByPassword(engine, actor.login, input.password, 'password')
  await archive.database.turn()
  const own = actingBy(engine, session.token, 'backup.restore')
  requireApart(engine.places.folder, target)
  auditAlone(engine, own, 'backup.restore', { folder, point: id, target })
  return { taskId: engine.tasks.start('restore', own.session, async (progress) => ({ backup: await restoreInThread({ folder, id, target }, engine.program, progress) })) }
}

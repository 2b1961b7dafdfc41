// Backup, verify, restore as methods (rule A2).
import type { backupContract } from '#shared/contract/backup.ts'
import type { HandlersOf } from '../handler.ts'
import { Refusal } from '../refusal.ts'

const soon = (): never => {
  throw new Refusal('unavailable', 'not yet')
}

export const backupHandlers: HandlersOf<typeof backupContract> = {
  'backup.run': { steer: soon },
  'backup.list': { steer: soon },
  'backup.verify': { steer: soon },
  'backup.restore': { steer: soon },
  'backup.last': { read: () => null },
  'archive.verify': { steer: soon },
  'task.get': { steer: (engine, { taskId }) => engine.tasks.get(taskId) },
  'task.cancel': { steer: (engine, { taskId }) => {
    engine.tasks.cancel(taskId)
    return {}
  } },
}

// Backup, verify, restore as methods (rule A2): each starts a task and is in the audit trail before it begins.
import { isAbsolute, resolve } from 'node:path'
import type { backupContract } from '#shared/contract/backup.ts'
import { enterAudit } from '../audit/trail.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Writer } from '../database/database.ts'
import type { Engine } from '../engine.ts'
import type { AuditNote, HandlersOf } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { openByPassword } from '../session/proof.ts'
import { actingBy, type Acting } from '../session/acting.ts'
import { auditAlone, someone } from '../session/service.ts'
import { readKeyring } from '../vault/keyring.ts'
import { inThread } from './in-thread.ts'
import { listPoints } from './points.ts'
import { replaceArchive } from './replace.ts'
import { restoreHere } from './restore-here.ts'
import { addPlace, addRun, backupPlaces, changePlace, lastBackup, removePlace, type BackupPlace } from './store.ts'
import { backUpOpened, requireApart, restoreInThread, verifyInThread } from './run.ts'

/** Windows knows no case. */
const isSameFolder = (one: string, other: string): boolean => (process.platform === 'win32' ? one.toLowerCase() === other.toLowerCase() : one === other)

/** A program's own folder means nothing to who types a path. */
export function requireWhole(field: string, path: string): void {
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
          const { backup, written } = await backUpOpened({ places: engine.places, program: engine.program, ...archive }, folder, at, progress)
          await archive.database.turn()
          archive.database.transaction((db) => {
            addRun(db, {
              placeId: null, folder, what: 'backup', startedAt: at, endedAt: engine.clock(), outcome: 'done', problem: null, point: backup.id, findings: null, written,
            })
          })
          return { backup }
        }),
      }
    },
  },
  'archive.points': {
    steer: (engine, { folder }) => {
      requireWhole('folder', folder)
      if (engine.descriptor) throw refused('archive.exists')
      return listPoints(folder)
    },
  },
  'archive.restore': {
    steer: (engine, from) => {
      requireWhole('folder', from.folder)
      restoreHere(engine, from)
      return {}
    },
  },
  'archive.restoring': {
    steer: ({ restoring }) => restoring && { progress: restoring.progress, over: restoring.over, error: restoring.error },
  },
  'archive.stopRestoring': {
    steer: ({ restoring }) => {
      restoring?.abort.abort()
      return {}
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
      const insight = { archiveId: readKeyring(engine.places.keyring).archiveId, keys: archive.keys, scratch: engine.places.staging }
      return { taskId: engine.tasks.start('verifyBackup', own.session, async (progress) => ({ verify: await verifyInThread({ folder, id, insight }, engine.program, progress) })) }
    },
  },
  'backup.restore': { steer: restoreByPassword },
  'backup.replace': { steer: replaceByPassword },
  'backup.mend': {
    steer: (engine, { folder }, acting) => {
      const own = someone(acting)
      requireWhole('folder', folder)
      auditAlone(engine, own, 'backup.mend', { folder })
      const job = { archive: engine.places.folder, archiveId: readKeyring(engine.places.keyring).archiveId, keys: own.archive.keys, from: folder }
      return { taskId: engine.tasks.start('mend', own.session, (progress) => inThread('mend', job, progress)) }
    },
  },
  'backup.last': { read: ({ db }) => lastBackup(db) },
  'backup.places': { steer: (engine, _input, acting) => engine.backups.state(someone(acting).archive.database.reader, engine.clock()) },
  'backup.addPlace': {
    steer: (engine, { name, folder: typed, schedule, keep }, acting) => {
      requireWhole('folder', typed)
      // Written one way, so that one place is not two.
      const folder = resolve(typed)
      requireApart(engine.places.folder, folder)
      return planned(engine, acting, 'backup.addPlace', (db, at) => {
        if (backupPlaces(db).some((place) => isSameFolder(place.folder, folder))) throw wrongFields({ path: ['folder'], problem: 'backup.placeKnown' })
        const id = addPlace(db, { name, folder, schedule, keep, addedAt: at })
        return { id, note: { folder, ...noteOf({ id, name, schedule, keep }) } }
      })
    },
  },
  'backup.changePlace': {
    steer: (engine, place, acting) => {
      planned(engine, acting, 'backup.changePlace', (db) => {
        if (!changePlace(db, place)) throw notFound('backupPlace')
        return { id: place.id, note: noteOf(place) }
      })
      return {}
    },
  },
  'backup.removePlace': {
    steer: (engine, { id }, acting) => {
      planned(engine, acting, 'backup.removePlace', (db, at) => {
        if (!removePlace(db, id, at)) throw notFound('backupPlace')
        return { id, note: { place: id } }
      })
      return {}
    },
  },
  'backup.runPlace': {
    steer: (engine, { id, what }, acting) => {
      auditAlone(engine, someone(acting), 'backup.runPlace', { place: id, what })
      engine.backups.run(id, what)
      return {}
    },
  },
  'backup.stopRun': {
    steer: (engine, _input, acting) => {
      auditAlone(engine, someone(acting), 'backup.stopRun', {})
      engine.backups.stopRun()
      return {}
    },
  },
  'archive.verify': {
    steer: (engine, _input, acting) => {
      const own = someone(acting)
      const { archive } = own
      auditAlone(engine, own, 'archive.verify', {})
      const input = { folder: engine.places.folder, dataKey: archive.keys.data }
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

/** The person at the desk, who has just proven to be it. @throws Refusal `wrongPassword`. */
async function proven(engine: Engine, acting: Acting | null, password: string): Promise<Acting> {
  const { session, actor, archive } = someone(acting)
  await openByPassword(engine, actor.login, password, 'password')
  await archive.database.turn()
  return actingBy(engine, session.token, 'backup.restore')
}

async function replaceByPassword(engine: Engine, { folder, id, password }: { folder: string; id: string; password: string }, acting: Acting | null): Promise<{ taskId: string }> {
  requireWhole('folder', folder)
  requireApart(engine.places.folder, folder)
  const own = await proven(engine, acting, password)
  const { archiveId } = readKeyring(engine.places.keyring)
  const point = (await listPoints(folder)).find((one) => one.id === id)
  if (!point) throw notFound('backup')
  if (point.archiveId !== archiveId) throw refused('backup.otherArchive', point.storeName)
  auditAlone(engine, own, 'backup.replace', { folder, point: id })
  return { taskId: engine.tasks.start('restore', own.session, async (progress) => ({ backup: await replaceArchive(engine, own.archive, { folder, id }, progress) })) }
}

async function restoreByPassword(
  engine: Engine, input: { folder: string; id: string; target: string; password: string }, acting: Acting | null,
): Promise<{ taskId: string }> {
  const { folder, id, target } = input
  requireWhole('folder', folder)
  requireWhole('target', target)
  const own = await proven(engine, acting, input.password)
  requireApart(engine.places.folder, target)
  auditAlone(engine, own, 'backup.restore', { folder, point: id, target })
  return { taskId: engine.tasks.start('restore', own.session, async (progress) => ({ backup: await restoreInThread({ folder, id, target }, engine.program, progress) })) }
}

/** Changes what is planned, with its entry in the trail, and has the keeper look at once. */
function planned(
  engine: Engine, acting: Acting | null, method: string, change: (db: Writer, at: Instant) => { id: Id<'backupPlace'>; note: AuditNote },
): { id: Id<'backupPlace'> } {
  const { archive, session } = someone(acting)
  const at = engine.clock()
  const { id } = archive.database.transaction((db) => {
    const changed = change(db, at)
    enterAudit(db, at, session, method, changed.note)
    return changed
  })
  archive.afterwards.due()
  engine.backups.due()
  return { id }
}

const noteOf = ({ id, name, schedule, keep }: Pick<BackupPlace, 'id' | 'name' | 'schedule' | 'keep'>): AuditNote => (
  { place: id, name, schedule: JSON.stringify(schedule), keep: [keep.days, keep.weeks, keep.months] }
)

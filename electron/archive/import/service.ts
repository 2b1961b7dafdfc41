// Bringing lists in (rule H8): a file is held, read, tried and entered, each a long task in a thread of its own. Running it is in the audit
// trail before it begins; what was entered is in the trail with it.
import type { importContract } from '#shared/contract/import.ts'
import type { Input } from '#shared/contract/index.ts'
import { actingBy, type Acting } from '../session/acting.ts'
import { auditAlone, someone } from '../session/service.ts'
import { inThread } from '../backup/in-thread.ts'
import type { Engine } from '../engine.ts'
import type { HandlersOf } from '../handler.ts'
import { refused } from '../refusal.ts'
import { LIMITS } from '../sheet/sheet.ts'
import type { HeldImport } from './imports.ts'
import { runs } from './store.ts'

export const importHandlers: HandlersOf<typeof importContract> = {
  'import.open': { steer: open },
  'import.dryRun': {
    steer: (engine, input, acting) => {
      const own = someone(acting)
      const held = idle(engine.imports.get(own.session.token, input.importId))
      auditAlone(engine, own, 'import.dryRun', { list: held.list, file: held.file.name })
      const job = { ...jobOf(engine, own, held), ...run(input), at: engine.clock() }
      return {
        taskId: engine.tasks.start('importDryRun', (progress) => busy(held, async () => {
          const { outcome, mend } = await inThread('importDryRun', job, progress)
          held.mend = mend
          return { imported: outcome }
        })),
      }
    },
  },
  'import.commit': { steer: commit },
  'import.wrongLines': {
    steer: (engine, { importId }, acting) => {
      const own = someone(acting)
      const held = engine.imports.get(own.session.token, importId)
      if (held.mend === null) throw refused('import.nothingWrong')
      auditAlone(engine, own, 'import.wrongLines', { list: held.list, file: held.file.name })
      const name = held.fileName.replace(/\.[^.]*$/, '')
      return { fileName: `${name === '' ? held.list : name}-待修改.xlsx`, base64: globalThis.Buffer.from(held.mend).toString('base64') }
    },
  },
  'import.drop': {
    steer: (engine, { importId }, acting) => {
      engine.imports.drop(someone(acting).session.token, importId)
      return {}
    },
  },
  'import.history': { read: ({ db }) => runs(db) },
}

async function open(engine: Engine, { list, uploadId, fileName }: Input<'import.open'>, acting: Acting | null): Promise<{ taskId: string; importId: string }> {
  const own = someone(acting)
  const file = await engine.uploads.finish(own.session, uploadId)
  try {
    if (file.size > LIMITS.file) throw refused('sheet.tooLarge', String(LIMITS.file))
    await own.archive.database.turn()
    const still = actingBy(engine, own.session.token, 'import.run')
    auditAlone(engine, still, 'import.open', { list, file: file.name })
    const importId = engine.imports.hold({ token: own.session.token, list, fileName, file })
    const held = engine.imports.get(own.session.token, importId)
    const job = jobOf(engine, own, held)
    return {
      importId,
      taskId: engine.tasks.start('importRead', (progress) => busy(held, async () => ({ reading: await inThread('importRead', job, progress) }))),
    }
  } catch (error) {
    file.release()
    throw error
  }
}

function commit(engine: Engine, input: Input<'import.commit'>, acting: Acting | null): { taskId: string } {
  const own = someone(acting)
  const { archive, session } = own
  const held = idle(engine.imports.get(session.token, input.importId))
  const { personId, keyId, key } = session
  const job = { ...jobOf(engine, own, held), ...run(input), at: engine.clock(), who: { personId, keyId, key } }
  // Who began it may have signed out, or lost the right to it, while it waited.
  const turn = (over: Promise<null>): Promise<number> => new Promise((resolve, reject) => {
    archive.database.lend(async () => {
      actingBy(engine, session.token, 'import.run')
      resolve(engine.clock())
      await over
    }).catch(reject)
  })
  return {
    taskId: engine.tasks.start('importCommit', (progress) => busy(held, async () => {
      const { outcome, mend } = await inThread('importCommit', job, progress, turn)
      held.mend = mend
      archive.afterwards.due()
      return { imported: outcome }
    })),
  }
}

function jobOf({ places }: Engine, { archive }: Acting, { list, fileName, file }: HeldImport) {
  return { places, dataKey: archive.dataKey, list, fileName, file: file.name }
}

function run({ mapping, words }: Input<'import.dryRun'>) {
  return { mapping, words }
}

function idle(held: HeldImport): HeldImport {
  if (held.busy) throw refused('import.busy')
  return held
}

async function busy<T>(held: HeldImport, work: () => Promise<T>): Promise<T> {
  held.busy = true
  try {
    return await work()
  } finally {
    held.busy = false
  }
}

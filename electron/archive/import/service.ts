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
  'import.sheet': {
    steer: (engine, { importId, sheet }, acting) => {
      const own = someone(acting)
      return { taskId: reading(engine, own, idle(engine.imports.get(own.session.token, importId)), sheet) }
    },
  },
  'import.dryRun': {
    steer: (engine, input, acting) => {
      const own = someone(acting)
      const held = idle(engine.imports.get(own.session.token, input.importId))
      auditAlone(engine, own, 'import.dryRun', { list: held.list, file: held.file.name })
      const job = { ...jobOf(engine, own, held), ...run(input), at: engine.clock() }
      return {
        taskId: engine.tasks.start('importDryRun', own.session, (progress) => engine.imports.during(held, async () => {
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
      if ('problem' in held.mend) throw refused(held.mend.problem)
      auditAlone(engine, own, 'import.wrongLines', { list: held.list, file: held.file.name })
      const name = held.fileName.replace(/\.[^.]*$/, '')
      return { fileName: `${name === '' ? held.list : name}-待修改.xlsx`, base64: globalThis.Buffer.from(held.mend.file).toString('base64') }
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
    return { importId, taskId: reading(engine, own, held, null) }
  } catch (error) {
    file.release()
    throw error
  }
}

/** Reads a sheet of it: the one that the runs that follow take. */
function reading(engine: Engine, own: Acting, held: HeldImport, sheet: string | null): string {
  const job = { ...jobOf(engine, own, held), sheet }
  return engine.tasks.start('importRead', own.session, (progress) => engine.imports.during(held, async () => {
    const found = await inThread('importRead', job, progress)
    held.sheet = sheet
    return { reading: found }
  }))
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
    taskId: engine.tasks.start('importCommit', session, (progress) => engine.imports.during(held, async () => {
      const { outcome, mend } = await inThread('importCommit', job, progress, turn)
      held.mend = mend
      archive.afterwards.due()
      return { imported: outcome }
    })),
  }
}

function jobOf({ places }: Engine, { archive }: Acting, { list, fileName, file, sheet }: HeldImport) {
  return { places, keys: archive.keys, list, fileName, file: file.name, sheet }
}

function run({ mapping, words }: Input<'import.dryRun'>) {
  return { mapping, words }
}

function idle(held: HeldImport): HeldImport {
  if (held.busy) throw refused('import.busy')
  return held
}

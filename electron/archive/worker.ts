// The worker thread that owns the archive: it alone writes. Calls come in as messages and are answered by dispatch.
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { dispatch } from './dispatch.ts'
import { startEngine, stopEngine } from './engine.ts'
import { Refusal } from './refusal.ts'
import { endSessions } from './session/service.ts'
import { diskCode } from './system-code.ts'
import type { FromWorker } from './host.ts'

const optionsSchema = z.object({ folder: z.string(), program: z.string(), startAt: z.number().int().nullable() })
const requestSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('call'), id: z.number(), method: z.string(), input: z.unknown(), token: z.string().nullable() }),
  z.object({ what: z.enum(['endSessions', 'backUp', 'stop', 'giveUp']) }),
])

const underWay = new Set<Promise<null>>()

const port = parentPort
if (!port) throw new Error('the engine runs in a worker thread')
const send = (message: FromWorker): void => {
  port.postMessage(message)
}

/** Where a mistake happened, without its message, which might quote a person's data. */
const report = (error: unknown): void => {
  const where = error instanceof Error ? `${error.name}\n${(error.stack ?? '').split('\n').filter((text) => /^\s+at /.test(text)).join('\n')}` : 'unknown'
  send({ what: 'mistake', where })
}

/** Notes what is begun, to be waited for at the end. */
const begin = (work: Promise<unknown>): void => {
  const noted = work.then(() => {
    underWay.delete(noted)
    return null
  })
  underWay.add(noted)
}

try {
  let ending = false
  // Nothing new is taken, and what is under way comes to its end: no call goes on when the archive is closed.
  const end = (): void => {
    if (ending) return
    ending = true
    void Promise.all(underWay).then(() => stopEngine(engine)).catch(report).then(() => {
      port.close()
      return null
    })
  }
  const engine = startEngine(optionsSchema.parse(workerData), report, end, (standing) => send({ what: 'backups', standing }))
  port.on('message', (message: unknown) => {
    const request = requestSchema.parse(message)
    if (request.what === 'giveUp') engine.backups.giveUp()
    if (ending) return
    switch (request.what) {
      case 'call':
        begin(dispatch(engine, request).then((envelope) => send({ what: 'answer', id: request.id, envelope })))
        break
      case 'endSessions':
        begin(endSessions(engine).catch(report))
        break
      case 'backUp':
        engine.backups.runAll()
        break
      case 'stop':
        end()
        break
      case 'giveUp':
        break
    }
  })
  send({ what: 'ready' })
} catch (error) {
  const code = diskCode(error)
  if (!(error instanceof Refusal) && code === null) throw error
  const { code: kind, message, details } = error instanceof Refusal ? error : new Refusal('storage', `the disk refused (${code})`, { problem: 'archive.diskRefuses', subject: code ?? '' })
  send({ what: 'refused', code: kind, message, details })
}

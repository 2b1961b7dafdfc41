// Long work under way: started, followed by progress, cancelled (DESIGN decision 3). A task and its result are its starter's: what a
// session began goes with it, save that work under way comes to its end.
import { randomUUID } from 'node:crypto'
import type { TaskView } from '#shared/contract/backup.ts'
import { Refusal, notFound } from '../refusal.ts'
import type { Session } from '../session/sessions.ts'
import { systemCode } from '../system-code.ts'

/** Of those that are over, for one session: whoever follows one asks at once. */
const KEPT = 8

/** What long work reports as it goes (0 to 1), and asks: `check` throws once it was cancelled. */
export type Steps = { at(part: number): void; check(): void }

export type Progress = Steps & { signal: AbortSignal }

export type TaskResult = Partial<Pick<TaskView, 'backup' | 'verify' | 'reading' | 'imported' | 'exported' | 'fetched'>>

type Whose = Pick<Session, 'token'>

export type Tasks = {
  start(kind: TaskView['kind'], whose: Whose, work: (progress: Progress) => Promise<TaskResult>): string
  /** @throws Refusal `notFound`, also for another session's. */
  get(whose: Whose, id: string): TaskView
  cancel(whose: Whose, id: string): void
  dropOf(token: string): void
  stopAll(): Promise<void>
}

export function makeTasks(): Tasks {
  /** `token` null: its session is over. */
  const tasks = new Map<string, { token: string | null; view: TaskView; abort: AbortController; done: Promise<void> }>()
  const find = ({ token }: Whose, id: string) => {
    const task = tasks.get(id)
    if (task?.token !== token) throw notFound('task')
    return task
  }
  const isOver = ({ view }: { view: TaskView }): boolean => view.state !== 'running'
  return {
    start: (kind, { token }, work) => {
      const over = [...tasks].filter(([, task]) => isOver(task) && task.token === token)
      for (const [old] of over.slice(0, Math.max(0, over.length - KEPT))) tasks.delete(old)
      const id = randomUUID()
      const abort = new AbortController()
      const view: TaskView = {
        id, kind, state: 'running', progress: 0, error: null, backup: null, verify: null, mended: null, reading: null, imported: null, exported: null, fetched: null,
      }
      const progress: Progress = {
        at: (part) => {
          view.progress = Math.min(1, Math.max(view.progress, part))
        },
        check: () => {
          if (abort.signal.aborted) throw new Refusal('cancelled', 'cancelled')
        },
        signal: abort.signal,
      }
      const done = work(progress).finally(() => {
        if (tasks.get(id)?.token === null) tasks.delete(id)
      }).then(
        (result) => {
          Object.assign(view, result, { state: 'done', progress: 1 })
          return undefined
        },
        (error: unknown) => {
          view.state = abort.signal.aborted ? 'cancelled' : 'failed'
          view.error = taskError(error)
        },
      )
      tasks.set(id, { token, view, abort, done })
      return id
    },
    get: (whose, id) => structuredClone(find(whose, id).view),
    cancel: (whose, id) => {
      find(whose, id).abort.abort()
    },
    dropOf: (token) => {
      for (const [id, task] of tasks) {
        if (task.token !== token) continue
        if (isOver(task)) tasks.delete(id)
        else task.token = null
      }
    },
    stopAll: async () => {
      for (const task of tasks.values()) task.abort.abort()
      await Promise.all([...tasks.values()].map((task) => task.done))
    },
  }
}

/** What went wrong, for whoever follows it. */
export function taskError(error: unknown): TaskView['error'] {
  if (error instanceof Refusal) return { code: error.code, problem: error.details.problem ?? null, subject: error.details.subject ?? null }
  const code = systemCode(error)
  return { code: code === null ? 'internal' : 'storage', problem: null, subject: code }
}

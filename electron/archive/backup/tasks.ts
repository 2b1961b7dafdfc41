// Long work under way: started, followed by progress, cancelled (DESIGN decision 3). A task's result stays until the program ends.
import { randomUUID } from 'node:crypto'
import type { TaskView } from '#shared/contract/backup.ts'
import { Refusal, notFound } from '../refusal.ts'

/** What long work reports as it goes (0 to 1), and asks: `check` throws once it was cancelled. */
export type Steps = { at(part: number): void; check(): void }

export type Progress = Steps & { signal: AbortSignal }

export type TaskResult = Partial<Pick<TaskView, 'backup' | 'verify' | 'reading' | 'imported'>>

export type Tasks = {
  start(kind: TaskView['kind'], work: (progress: Progress) => Promise<TaskResult>): string
  get(id: string): TaskView
  cancel(id: string): void
  stopAll(): Promise<void>
}

export function makeTasks(): Tasks {
  const tasks = new Map<string, { view: TaskView; abort: AbortController; done: Promise<void> }>()
  const find = (id: string) => {
    const task = tasks.get(id)
    if (!task) throw notFound('task')
    return task
  }
  return {
    start: (kind, work) => {
      const id = randomUUID()
      const abort = new AbortController()
      const view: TaskView = { id, kind, state: 'running', progress: 0, error: null, backup: null, verify: null, reading: null, imported: null }
      const progress: Progress = {
        at: (part) => {
          view.progress = Math.min(1, Math.max(view.progress, part))
        },
        check: () => {
          if (abort.signal.aborted) throw new Refusal('cancelled', 'cancelled')
        },
        signal: abort.signal,
      }
      const done = work(progress).then(
        (result) => {
          Object.assign(view, result, { state: 'done', progress: 1 })
          return undefined
        },
        (error: unknown) => {
          view.state = abort.signal.aborted ? 'cancelled' : 'failed'
          view.error = taskError(error)
        },
      )
      tasks.set(id, { view, abort, done })
      return id
    },
    get: (id) => structuredClone(find(id).view),
    cancel: (id) => {
      find(id).abort.abort()
    },
    stopAll: async () => {
      for (const task of tasks.values()) task.abort.abort()
      await Promise.all([...tasks.values()].map((task) => task.done))
    },
  }
}

function taskError(error: unknown): TaskView['error'] {
  if (error instanceof Refusal) return { code: error.code, problem: error.details.problem ?? null, subject: error.details.subject ?? null }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  return { code: code === null ? 'internal' : 'storage', problem: null, subject: code }
}

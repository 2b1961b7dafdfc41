// Waiting for long work that a command began: it would end with the program.
import { setTimeout } from 'node:timers/promises'
import type { Host } from '#archive/host.ts'
import type { TaskView } from '#shared/contract/backup.ts'
import { contract } from '#shared/contract/index.ts'
import { Failure, type Said } from './command.ts'
import { problemSaid, valueOf } from './explain.ts'

const POLL_EVERY = 100

/** What long work came to. @throws Failure when it came to nothing. */
export async function finishedTask(host: Host, token: string | null, taskId: string): Promise<TaskView> {
  for (;;) {
    const task = contract['task.get'].output.parse(valueOf(await host.call({ method: 'task.get', input: { taskId }, token })))
    if (task.state === 'done') return task
    if (task.state !== 'running') throw new Failure(failed(task))
    await setTimeout(POLL_EVERY)
  }
}

function failed({ state, error }: TaskView): Said {
  const said = error?.problem ? problemSaid(error.problem, error.subject) : null
  const why = error === null ? state : [error.problem ?? error.code, error.subject].filter((part) => part !== null).join(' ')
  return { chinese: `未能完成：${said?.chinese ?? why}`, english: `It could not be done: ${said?.english ?? why}` }
}

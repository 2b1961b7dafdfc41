// Waiting for long work that a command began: it would end with the program.
import { setTimeout } from 'node:timers/promises'
import type { Host } from '#archive/host.ts'
import type { TaskView } from '#shared/contract/backup.ts'
import { contract } from '#shared/contract/index.ts'
import { Failure } from './command.ts'
import { valueOf } from './explain.ts'

const POLL_EVERY = 100

/** What long work came to. @throws Failure when it came to nothing. */
export async function finishedTask(host: Host, token: string | null, taskId: string): Promise<TaskView> {
  for (;;) {
    const task = contract['task.get'].output.parse(valueOf(await host.call({ method: 'task.get', input: { taskId }, token })))
    if (task.state === 'done') return task
    if (task.state !== 'running') throw new Failure({ chinese: `未能完成：${whyNot(task)}`, english: `It could not be done: ${whyNot(task)}` })
    await setTimeout(POLL_EVERY)
  }
}

function whyNot({ state, error }: TaskView): string {
  return error === null ? state : [error.problem ?? error.code, error.subject].filter((part) => part !== null).join(' ')
}

// Follows a piece of long work in the engine: how far it is, how it ended (DESIGN decision 3).
import { useEffect, useState } from 'react'
import type { CallError } from '#shared/contract/envelope.ts'
import type { TaskView } from '#shared/contract/backup.ts'
import { call, toCallError } from '../../api.ts'
import { useAct, type Act } from '../../app/answer.ts'

const LOOK_EVERY = 250

export type FollowedTask = { task: TaskView | null; error: CallError | null }

const NOTHING: FollowedTask = { task: null, error: null }

/** Stops a task; nothing of it is left. */
export function useCancel(taskId: string): Act<[]> {
  return useAct(async () => {
    await call('task.cancel', { taskId })
  })
}

/** Asks after the task until it has ended; null follows nothing. */
export function useTask(taskId: string | null): FollowedTask {
  const [followed, setFollowed] = useState<FollowedTask & { of: string | null }>({ ...NOTHING, of: null })
  useEffect(() => {
    if (taskId === null) return undefined
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      try {
        const task = await call('task.get', { taskId })
        if (gone) return
        setFollowed({ of: taskId, task, error: null })
        if (task.state === 'running') timer = setTimeout(() => void look(), LOOK_EVERY)
      } catch (thrown) {
        if (gone) return
        const error = toCallError(thrown)
        setFollowed({ ...NOTHING, of: taskId, error })
        // The engine is being started anew: then there is no session, and the screen to sign in says more.
        if (error.code === 'unavailable') timer = setTimeout(() => void look(), LOOK_EVERY)
      }
    }
    void look()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [taskId])
  return followed.of === taskId ? followed : NOTHING
}

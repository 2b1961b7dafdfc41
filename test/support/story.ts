// Tests that tell one story, each standing on those before it.
import { it } from 'vitest'

export type Step = (title: string, work: () => Promise<void> | void) => void

/**
 * Makes the `it` of one story: after a step has failed, the rest fail at once instead of waiting for what cannot come.
 * `onFailure`: what to keep of the moment.
 */
export function story(onFailure: () => Promise<void>): Step {
  let broken: string | null = null
  return (title, work) => {
    // oxlint-disable-next-line vitest/valid-title, vitest/expect-expect -- title and assertions come with the step
    it(title, async () => {
      if (broken !== null) throw new Error(`the story broke off at: ${broken}`)
      broken = title
      try {
        await work()
      } catch (error) {
        await onFailure().catch(() => undefined)
        throw error
      }
      broken = null
    })
  }
}

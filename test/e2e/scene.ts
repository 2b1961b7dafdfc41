// What the steps of the journey hand on to one another.
import type { OpenDesk } from '#test/support/desk-browser.ts'
import type { Entered } from './steps-record.ts'

export type Scene = {
  /** The shell and the browser that are open now. */
  readonly desk: OpenDesk
  /** Closes both and opens them again on a folder, at another time of the training clock. */
  reopen(archive: string, startAt: number): Promise<void>
  /** A folder of this journey's own, and the one in it in which the archive lies. */
  readonly root: string
  readonly archive: string
  zeng?: Entered
  guo?: Entered
  ma?: Entered
  visit?: Entered
}

/** @throws when the step that makes it did not. */
export function known<T>(made: T | undefined): T {
  if (made === undefined) throw new Error('an earlier step made nothing')
  return made
}

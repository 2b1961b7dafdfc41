// An archive whose days go by: each move starts the program again at another time of its training clock.
import { makeArchive, type TestArchive } from '#test/support/archive.ts'

/** An instant of the store's clock: `2026-03-05`, `23:59`. */
export const storeTime = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`)

export type DayArchive = TestArchive & { /** Everybody signs in anew. */ goTo(day: string, time?: string): Promise<void> }

export async function archiveAt(day: string, time = '09:00'): Promise<DayArchive> {
  const clock = { startAt: storeTime(day, time) }
  const archive = await makeArchive(clock)
  const goTo = async (to: string, at = '09:00'): Promise<void> => {
    clock.startAt = storeTime(to, at)
    await archive.restart()
  }
  return Object.assign(archive, { goTo })
}

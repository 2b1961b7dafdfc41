// Where a window may be on the screens, and what of it is remembered; by themselves, without Electron.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'

export const SMALLEST = { width: 1024, height: 640 }

const rectangle = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(SMALLEST.width),
  height: z.int().min(SMALLEST.height),
})

const place = z.strictObject({
  /** Null for the system's choice. */
  bounds: rectangle.nullable(),
  maximized: z.boolean(),
  language: z.enum(['zh-CN', 'en']),
  /** Whether the program goes on in the tray when the window is closed; null until somebody has said. */
  keepInTray: z.boolean().nullable().default(null),
})

export type Rectangle = z.output<typeof rectangle>
export type Place = z.output<typeof place>
export type Language = Place['language']

/** A window that has not been opened before. */
export const USUAL: Place = { bounds: null, maximized: false, language: 'zh-CN', keepInTray: null }

/** What a file of places says; the usual place for anything that is none. */
export function readPlace(value: unknown): Place {
  return place.catch(USUAL).parse(value)
}

export function isLanguage(value: unknown): value is Language {
  return place.shape.language.safeParse(value).success
}

/**
 * The folder of Electron's own files for the window on one archive: each has its own, so that the sample store beside the
 * real one is a second window and not the first.
 */
export function profileFolder(dataFolder: string, archive: string): string {
  return join(dataFolder, 'window', createHash('sha256').update(archive).digest('hex').slice(0, 16))
}

/** True when enough of the window would be on a screen to take hold of it: screens come and go. */
export function isReachable(bounds: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x)
    const fromTop = bounds.y - screen.y
    return width >= 200 && fromTop >= 0 && fromTop <= screen.height - 100
  })
}

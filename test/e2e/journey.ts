// The whole journey, by clicks and keys in a real Chromium: two days at the desk, and what is kept of them.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { temporaryFolder } from '#test/support/archive.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { story } from '#test/support/story.ts'
import type { Language } from '#test/support/words.ts'
import { firstDay } from './journey-first-day.ts'
import { keeping } from './journey-keeping.ts'
import { nextDay } from './journey-next-day.ts'
import { known, type Scene } from './scene.ts'
import { MONDAY } from './people.ts'

export const journey = (language: Language, viewport: { width: number; height: number }) => describe(`the sign-in book, end to end, in ${language}`, () => {
  const root = temporaryFolder()
  const archive = join(root, 'archive')
  let browser: Browser | undefined
  let desk: OpenDesk | undefined
  const open = async (folder: string, startAt: number): Promise<void> => {
    desk = await openDesk({ browser: known(browser), language, viewport, archive: folder, startAt })
  }
  const scene: Scene = {
    root,
    archive,
    get desk() {
      return known(desk)
    },
    reopen: async (folder, startAt) => {
      await known(desk).close()
      await open(folder, startAt)
    },
  }

  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch())
    await open(archive, MONDAY)
  })
  afterAll(() => closeAll(desk, browser).finally(() => rmSync(root, { recursive: true, force: true })))

  const step = story(() => scene.desk.picture('failed'))
  firstDay(step, scene)
  nextDay(step, scene)
  // Backup and restore are no different in another language.
  if (language === 'zh-CN') keeping(step, scene)
})

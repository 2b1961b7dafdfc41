// A person's desk: the real shell on an archive folder, a real Chromium in front of it, and the words of one language.
// Whatever no screen may ever do is watched on every one of them: errors, requests to elsewhere, what axe finds.
import { AxeBuilder } from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { startBrowserShell } from '../../electron/browser/server.ts'
import { LANGUAGE_NAMES } from '../../renderer/i18n/index.ts'
import { wordsOf, type Language, type Words } from '#test/support/words.ts'

/** How long anything may take to show, on a machine that is busy with other tests. */
export const PATIENCE = 60_000

const BUILT = fileURLToPath(new URL('../../dist/renderer/', import.meta.url))

/** Waits until `get` gives what is expected. */
// oxlint-disable-next-line vitest/require-awaited-expect-poll -- awaited by whoever asks
export const soon = <T>(get: () => T) => expect.poll(get, { timeout: PATIENCE })

export type Desk = {
  page: Page
  language: Language
  t: Words
  /**
   * Holds the screen against what every screen must be: nothing that axe finds, no error, no request to elsewhere.
   * A picture of it is kept under `name` where YIDANG_SHOTS names a folder for them.
   */
  look: (name: string) => Promise<void>
  /** A picture alone, where pictures are kept. */
  picture: (name: string) => Promise<void>
}

export type OpenDesk = Desk & {
  /** @throws when a screen did what none may do. */
  close(): Promise<void>
}

type DeskOptions = {
  archive: string
  /** UTC milliseconds of a training archive's clock; null: the real time. */
  startAt: number | null
  language?: Language
  viewport?: { width: number; height: number }
  /** Where one desk is opened after another; else the desk has a browser of its own. */
  browser?: Browser
}

/** Starts the shell on a folder and opens it as a person does, in their language. */
export async function openDesk({ archive, startAt, language = 'zh-CN', viewport = { width: 1280, height: 720 }, browser }: DeskOptions): Promise<OpenDesk> {
  const shell = await startBrowserShell({ archive, startAt, page: BUILT, port: 0 })
  const own = browser ?? await chromium.launch(chromiumLaunch())
  const leave = async (): Promise<void> => {
    await (browser ? context : own).close()
    await shell.close()
  }
  const context = await own.newContext({ viewport, locale: language, reducedMotion: 'reduce' })
  try {
    const desk = await sitDown(await context.newPage(), shell.url, language)
    return {
      ...desk,
      close: async () => {
        await leave()
        expect(desk.complaints).toEqual([])
      },
    }
  } catch (error) {
    await leave()
    throw error
  }
}

/** Opens the start address of a running shell and watches the page from then on. `complaints` grows with what it does wrong. */
export async function sitDown(page: Page, url: string, language: Language): Promise<Desk & { complaints: readonly string[] }> {
  const complaints = watch(page, new URL(url).origin)
  page.setDefaultTimeout(PATIENCE)
  await page.goto(url)
  if (language !== 'zh-CN') await page.getByText(LANGUAGE_NAMES[language], { exact: true }).click()
  const desk = {
    page,
    language,
    t: await wordsOf(language),
    complaints,
    look: async (name: string) => {
      await settled(page)
      // A screen is built alike in every language: once is enough of what takes longest.
      if (language === 'zh-CN') await expectAccessible(page, name)
      expect(complaints).toEqual([])
      await desk.picture(name)
    },
    picture: (name: string) => takePicture(page, `${language}-${name}`),
  }
  await page.getByText(desk.t('common.product'), { exact: true }).waitFor()
  return desk
}

/**
 * Contrast takes longest: where a dialog is open it is asked of that alone, since what lies behind had its own look. A page is given axe once,
 * and its style sheets are not read for axe: nothing that it asks by itself needs them.
 */
async function expectAccessible(page: Page, name: string): Promise<void> {
  const axe = async (): Promise<AxeBuilder> => {
    const known = await page.evaluate(() => 'axe' in window)
    return new AxeBuilder({ page, ...(known && { axeSource: 'void 0' }) }).setLegacyMode().options({ resultTypes: ['violations'], preload: false })
  }
  const found = await page.locator('[role=dialog]:visible').count() === 0
    ? [await (await axe()).analyze()]
    : [await (await axe()).disableRules('color-contrast').analyze(), await (await axe()).include('[role=dialog]').withRules('color-contrast').analyze()]
  expect(found.flatMap(({ violations }) => violations).map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

/** Which features a browser knows to refuse differs from one to the next and is no fault of the page. */
const IS_NEWS = /Permissions-Policy header: Unrecognized feature/

function watch(page: Page, origin: string): string[] {
  const complaints: string[] = []
  // Heard of, not held up: a browser that asks for each request whether it may spends more time on that than the store on its answers.
  page.on('request', (request) => {
    const { origin: asked, protocol } = new URL(request.url())
    if (asked !== origin && protocol !== 'data:' && protocol !== 'blob:') complaints.push(`asked for ${request.url()}`)
  })
  page.on('websocket', (socket) => complaints.push(`opened ${socket.url()}`))
  page.on('console', (message) => {
    // A browser asks for an icon by itself where the page that enters names none.
    if (message.location().url === `${origin}/favicon.ico`) return
    if (['error', 'warning'].includes(message.type()) && !IS_NEWS.test(message.text())) complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  page.on('popup', () => complaints.push('opened a window'))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  return complaints
}

/** Waits until the screen is there and everything that moves has arrived: half-faded text has no contrast. Rings around what was clicked hold no text. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.state[aria-busy=true]') === null && document.getAnimations().every(({ playState, effect }) => {
    const isRing = effect instanceof KeyframeEffect && effect.target?.classList.contains('ant-wave') === true
    return playState !== 'running' || isRing || effect?.getComputedTiming().iterations === Infinity
  }))
}

async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['YIDANG_SHOTS'] ?? ''
  if (folder === '') return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Closes what was opened, one after the other, whatever goes wrong with one of them. @throws what went wrong first. */
export async function closeAll(...opened: readonly ({ close(): Promise<void> } | null | undefined)[]): Promise<void> {
  const wrong: unknown[] = []
  for (const each of opened) await each?.close().catch((error: unknown) => wrong.push(error))
  if (wrong.length > 0) throw wrong[0]
}

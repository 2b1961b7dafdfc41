// The built preload in a real Chromium page, in front of the built main process: what the page gets is the bridge and
// nothing else, and a call goes the whole way to the engine (DESIGN decision 7).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { soon } from '#test/support/desk-browser.ts'
import { PAGE, ROOT, startDesktop, TOP_FRAME, type Desktop } from '../support/electron.ts'

/** Stands for `yidang://app/`, which only Electron knows. */
const ORIGIN = 'https://app.invalid'

const PRELOAD = readFileSync(join(ROOT, 'dist/desktop/preload.cjs'), 'utf8')

let desktop: Desktop
let browser: Browser
beforeAll(async () => {
  desktop = await startDesktop()
  browser = await chromium.launch(chromiumLaunch())
})
afterAll(async () => {
  await browser.close()
  await desktop.close()
})

/** What Electron gives a sandboxed preload: this `require`, this `process`, and a bridge whose values are copies. */
const ELECTRON = `
  const copied = (value) => typeof value === 'function'
    ? async (...args) => structuredClone(await value(...args.map((arg) => typeof arg === 'function' ? arg : structuredClone(arg))))
    : value !== null && typeof value === 'object'
      ? Object.freeze(Object.fromEntries(Object.entries(value).map(([key, held]) => [key, copied(held)])))
      : value
  const standInHeard = {}
  addEventListener('stand-in', ({ detail }) => standInHeard[detail]({ sender: 'main' }, 'more'))
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: copied(api), enumerable: true }),
    },
    ipcRenderer: { invoke: (...args) => window.standInInvoke(...args), send: (...args) => window.standInSend(...args), on: (channel, listener) => { standInHeard[channel] = listener } },
  }
  const require = (name) => { if (name === 'electron') return electron; throw new Error('a sandboxed preload has no ' + name) }
  const process = { argv: ['electron', '--type=renderer', '--yidang-language=en'] }
`

type Opened = { page: Page; asked: string[]; errors: string[]; close: () => Promise<void> }

/** Opens the application's page as its window would; with the preload, or as a page without. */
async function openPage(preload: string): Promise<Opened> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const asked: string[] = []
  const errors: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => errors.push(error.message))
  await page.exposeFunction('standInInvoke', (channel: string, ...args: unknown[]) =>
    desktop.ask({ what: 'invoke', channel, args, sender: TOP_FRAME }))
  await page.exposeFunction('standInSend', (channel: string, ...args: unknown[]) =>
    desktop.ask({ what: 'send', channel, args, sender: TOP_FRAME }))
  await page.route('**/*', async (route) => {
    const { status, headers, body } = await desktop.fetch(route.request().url().replace(`${ORIGIN}/`, PAGE))
    await route.fulfill({ status, headers, body: Buffer.from(body) })
  })
  await page.addInitScript(`{ ${ELECTRON}; (() => { ${preload} })() }`)
  await page.goto(`${ORIGIN}/`)
  return { page, asked, errors, close: () => context.close() }
}

describe('the page', () => {
  it('gets the bridge and nothing else', async () => {
    const names = async (preload: string) => {
      const { page, close } = await openPage(preload)
      const found = z.array(z.string()).parse(await page.evaluate('Object.getOwnPropertyNames(window)'))
      const bridge = await page.evaluate(`window.yidang && Object.fromEntries(Object.entries(window.yidang).map(([key, held]) => [key, typeof held]))`)
      await close()
      return { found, bridge }
    }
    const without = await names('')
    const bridged = await names(PRELOAD)
    expect(bridged.found.filter((name) => !without.found.includes(name))).toEqual(['yidang'])
    expect(bridged.bridge).toEqual({ shell: 'string', call: 'function', print: 'function', chooseFolder: 'function', machine: 'function', onAbout: 'function' })
  })

  it('calls the engine, prints and chooses a folder through it', async () => {
    const { page, close } = await openPage(PRELOAD)
    expect(await page.evaluate('window.yidang.shell')).toBe('desktop')
    expect(await page.evaluate(`window.yidang.call({ method: 'session.state', input: {}, token: null })`))
      .toMatchObject({ ok: true, value: { archive: 'absent', store: null } })
    expect(await page.evaluate(`window.yidang.call({ method: 'session.state', input: { more: 1 }, token: null })`))
      .toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    expect(await page.evaluate('window.yidang.machine({})')).toEqual({ startAtLogin: null, keepInTray: true })
    await expect(page.evaluate('window.yidang.machine({ keepInTray: "yes" })')).rejects.toThrow('keepInTray')
    // Of what main sends the page hears that it came, and nothing that came with it.
    await page.evaluate(`window.heard = []; window.yidang.onAbout((...args) => window.heard.push(args)); dispatchEvent(new CustomEvent('stand-in', { detail: 'yidang:about' }))`)
    expect(await page.evaluate('window.heard')).toEqual([[]])
    await desktop.ask({ what: 'system', answers: { print: '', folder: '/backup' } })
    expect(await page.evaluate('window.yidang.chooseFolder()')).toBe('/backup')
    await page.evaluate('window.yidang.print("portrait")')
    expect((await desktop.report()).printed).toHaveLength(1)
    await close()
  })

  it('says what it is and under which licences, asked by the menu, before anyone has signed in', async () => {
    const { page, asked, errors, close } = await openPage(PRELOAD)
    await page.locator('html[lang="en"] #root > *').first().waitFor()
    await page.evaluate(`dispatchEvent(new CustomEvent('stand-in', { detail: 'yidang:about' }))`)
    const about = page.getByRole('dialog', { name: 'About YiDang' })
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
    await about.getByText(version, { exact: true }).first().waitFor()
    await about.getByRole('searchbox').fill('libheif')
    await about.getByText('GNU LESSER GENERAL PUBLIC LICENSE').first().waitFor()
    await about.getByRole('searchbox').fill('better-sqlite3')
    await about.getByText('Copyright (c) 2017 Joshua Wise').waitFor()
    await page.keyboard.press('Escape')
    await about.waitFor({ state: 'hidden' })
    expect(asked.filter((url) => !url.startsWith(`${ORIGIN}/`) && !url.startsWith('data:image/'))).toEqual([])
    expect(errors).toEqual([])
    await close()
  })

  it('shows the first screen in the remembered language, asks for nothing but its own files, and tells main of another language', async () => {
    const { page, asked, errors, close } = await openPage(PRELOAD)
    await page.locator('html[lang="en"] #root > *').first().waitFor()
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.filter((url) => !url.startsWith(`${ORIGIN}/`) && !url.startsWith('data:image/'))).toEqual([])
    expect(errors).toEqual([])
    await soon(async () => JSON.stringify((await desktop.report()).menus.at(-1))).toContain('"label":"Copy"')
    await page.evaluate(`document.documentElement.lang = 'zh-CN'`)
    await soon(async () => JSON.stringify((await desktop.report()).menus.at(-1))).toContain('"label":"复制"')
    await close()
  })
})

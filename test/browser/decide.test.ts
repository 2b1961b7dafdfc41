// Deciding by keys, the form itself in a real Chromium (rule V9).
import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  const { outputFiles: [script] } = await build({
    entryPoints: [fileURLToPath(new URL('parts/decide.tsx', import.meta.url))], bundle: true, write: false, format: 'esm', jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
  })
  if (!script) throw new Error('nothing was built')
  browser = await chromium.launch(chromiumLaunch())
  page = await browser.newPage()
  await page.route('http://desk.test/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="zh-CN"><body></body></html>' }))
  await page.goto('http://desk.test/')
  await page.addScriptTag({ type: 'module', content: script.text })
  await page.getByRole('heading', { name: '1', exact: true }).waitFor()
})
afterAll(() => browser.close())

const decided = (): Promise<unknown> => page.evaluate('decided.length')

it('V9 a key that is held down decides once; the next one waits for a key of its own', async () => {
  await page.keyboard.down('y')
  await page.getByRole('heading', { name: '2', exact: true }).waitFor()
  // The keyboard repeats it from here on.
  await page.keyboard.down('y')
  await page.keyboard.down('y')
  await page.keyboard.up('y')
  expect(await decided()).toBe(1)
  await page.keyboard.press('y')
  await page.getByRole('heading', { name: '3', exact: true }).waitFor()
  expect(await decided()).toBe(2)
})

it('V9 while a menu is open the keys are not the form’s', async () => {
  await page.getByRole('button', { name: 'more' }).click()
  await page.getByRole('menuitem', { name: 'menu' }).waitFor()
  await page.keyboard.press('y')
  await page.keyboard.press('Escape')
  await page.getByRole('menuitem', { name: 'menu' }).waitFor({ state: 'hidden' })
  expect(await decided()).toBe(2)
  await page.keyboard.press('y')
  await page.getByRole('heading', { name: '4', exact: true }).waitFor()
})

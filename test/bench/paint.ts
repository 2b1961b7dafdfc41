// From a key pressed to the list painted, in a real Chromium on the browser shell.
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { startBrowserShell } from '../../electron/browser/server.ts'
import { goal, ms, percentile, table } from './measure.ts'

const TYPED = ['w', 'wa', 'wan', 'wang', '1', '13', '138', '0', '00', '000', 'l', 'li', 'z', 'zh', 'zha', 'zhang']
const ROUNDS = 4

/** Types at the find page and takes, for every key, the time to the first frame painted with the answer to what was typed. */
export async function benchPaint(folder: string, password: string, dossiers: number): Promise<void> {
  const page = fileURLToPath(new URL('../../dist/renderer', import.meta.url))
  const shell = await startBrowserShell({ archive: folder, startAt: Date.parse('2026-11-20T10:00+08:00'), page, port: 0 })
  const browser = await chromium.launch(chromiumLaunch())
  try {
    const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await tab.goto(shell.url)
    await tab.locator('form input[type=text], form input:not([type])').first().fill('archivist')
    await tab.locator('input[type=password]').fill(password)
    await tab.keyboard.press('Enter')
    await tab.locator('nav').waitFor()
    await tab.evaluate(() => {
      location.hash = '#/search'
    })
    const box = tab.getByRole('combobox').first()
    await box.waitFor()
    const taken: number[] = []
    for (let round = 0; round < ROUNDS + 1; round += 1) {
      for (const text of TYPED) {
        // All but the last character first, and its answer waited for; then the last is timed.
        await box.fill(text.slice(0, -1))
        await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
        await tab.locator('output[aria-busy=false]').waitFor({ state: 'attached' })
        await tab.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
        const painted = await tab.evaluateHandle(() => {
          let began = 0
          addEventListener('keydown', () => {
            began = performance.now()
          }, { once: true, capture: true })
          const done = new Promise<number>((resolve) => {
            const watch = new MutationObserver(() => {
              // Busy from the key on until the answer to it is in the page.
              if (document.querySelector('output[aria-busy=true]') !== null) return
              watch.disconnect()
              // What the next frame's callbacks have queued first runs when that frame has been handed to the compositor.
              requestAnimationFrame(() => void scheduler.postTask(() => resolve(performance.now() - began), { priority: 'user-blocking' }))
            })
            watch.observe(document.body, { subtree: true, attributeFilter: ['aria-busy'] })
          })
          // In an object: a promise itself would be waited for here.
          return { done }
        })
        await tab.keyboard.press(text.slice(-1))
        const time = await painted.evaluate(({ done }) => done)
        if (round > 0) taken.push(time)
      }
    }
    taken.sort((a, b) => a - b)
    table(`Key to painted list in Chromium, ${dossiers} dossiers (ms, ${taken.length} keys)`, ['what', 'p50', 'p95', 'most'], [
      ['find page', ms(percentile(taken, 0.5)), ms(percentile(taken, 0.95)), ms(taken.at(-1) ?? 0)],
    ])
    goal('key to painted list, p95', percentile(taken, 0.95), 80)
  } finally {
    await browser.close()
    await shell.close()
  }
}

// The way in, walked by a real Chromium (DESIGN decision 7; rule A1).
import { createServer, type Server } from 'node:http'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { openShell } from './shell.ts'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunch())
})
afterAll(() => browser.close())

/** A page of somebody else on this machine. @returns its address. */
async function openStranger(html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(html))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `http://localhost:${typeof address === 'object' ? address?.port : ''}/`, server }
}

const STATE = { method: 'session.state', input: {}, token: null }

/** Calls a method from within a page. @returns the answer's status; 0 when the browser let nothing through. */
const callFrom = `async (url) => {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify(STATE)}', credentials: 'include' }
  try { return (await fetch(url, request)).status } catch { return 0 }
}`

describe('A1: the browser shell in Chromium', () => {
  it('the start address leads to the page, leaves no token in sight, and may call', async () => {
    const shell = await openShell()
    const page = await browser.newPage()
    try {
      await page.goto(shell.url)
      await page.waitForURL(`http://127.0.0.1:${shell.port}/`)
      expect(await page.title()).toBe('screens')
      expect(await page.evaluate('document.cookie')).toBe('')
      expect(await page.evaluate(`(${callFrom})('/call')`)).toBe(200)
      await page.reload()
      expect(await page.title()).toBe('screens')
    } finally {
      await page.close()
      await shell.close()
    }
  })

  it('works from a link too, though the cookie is SameSite=Strict', async () => {
    const shell = await openShell()
    const { url, server } = await openStranger(`<a href="${shell.url}">open</a>`)
    const page = await browser.newPage()
    try {
      await page.goto(url)
      await page.click('a')
      await page.waitForURL(`http://127.0.0.1:${shell.port}/`)
      expect(await page.title()).toBe('screens')
    } finally {
      await page.close()
      server.close()
      await shell.close()
    }
  })

  it('another page on this machine neither calls nor embeds it', async () => {
    const shell = await openShell()
    const context = await browser.newContext()
    const own = await context.newPage()
    await own.goto(shell.url)
    await own.waitForURL(`http://127.0.0.1:${shell.port}/`)
    const { url, server } = await openStranger(`<iframe src="http://127.0.0.1:${shell.port}/"></iframe>`)
    const page = await context.newPage()
    try {
      await page.goto(url)
      expect(await page.evaluate(`(${callFrom})('http://127.0.0.1:${shell.port}/call')`)).toBe(0)
      const texts = await Promise.all(page.frames().map((frame) => frame.title().catch(() => 'blocked')))
      expect(texts).not.toContain('screens')
    } finally {
      await context.close()
      server.close()
      await shell.close()
    }
  })
})

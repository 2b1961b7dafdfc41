// A desk that was left locks itself, hides everything, and forgets who was there; their half-filled form waits for them (rule A1).
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { ZENG, type Person } from './people.ts'
import { known } from './scene.ts'
import { everythingOn } from './steps-form.ts'
import { entryField } from './steps-record.ts'
import { goTo, signIn } from './steps-session.ts'

const CONSULTANT: Person = { login: LOGINS.salesConsultant, name: '单小雨', password: PASSWORD }
const ARCHIVIST: Person = { login: LOGINS.archivist, name: '林静', password: PASSWORD }

describe('A1: the idle lock', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined
  let token: unknown = null

  beforeAll(async () => {
    archive = await makeArchive()
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: null })
    // From here on the page's clock is the test's.
    await desk.page.clock.install()
    await desk.page.reload()
  })
  afterAll(() => closeAll(desk, archive))

  it('whoever works is left in peace, however long', async () => {
    const { page, t } = known(desk)
    await signIn(known(desk), CONSULTANT)
    await goTo(known(desk), 'newDelivery')
    page.on('request', (request) => {
      const sent: unknown = request.postDataJSON()
      if (typeof sent === 'object' && sent !== null && 'token' in sent) ({ token } = sent)
    })
    for (const letter of ZENG.customer.name) {
      await page.clock.fastForward('04:00')
      await entryField(known(desk), 'personName').focus()
      await page.keyboard.insertText(letter)
      await page.keyboard.press('Shift')
    }
    expect(await entryField(known(desk), 'personName').inputValue()).toBe(ZENG.customer.name)
    expect(await page.getByRole('heading', { name: t('session.signIn.title') }).count()).toBe(0)
    expect(await sessionOf(page)).toMatchObject({ ok: true })
  })

  /** What the engine says of the session that the page last used. */
  const sessionOf = (page: Page): Promise<unknown> => page.evaluate(async (used) => {
    const body = JSON.stringify({ method: 'session.me', input: {}, token: used })
    const response = await fetch('/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const said: unknown = await response.json()
    return said
  }, token)


  it('five minutes without a hand on it, and it locks: nothing is left to read, and the session is over', async () => {
    const { page, t, look } = known(desk)
    await page.clock.fastForward('04:50')
    expect(await sessionOf(page)).toMatchObject({ ok: true })
    expect(await page.getByRole('heading', { name: t('session.signIn.title') }).count()).toBe(0)
    await page.clock.fastForward('00:15')
    await page.getByText(t('session.signIn.idle')).waitFor()
    expect(await everythingOn(page)).not.toContain(ZENG.customer.name)
    await look('locked')
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await sessionOf(page)).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
  })

  it('the next one finds nothing of it, the author finds their place and their form', async () => {
    const { page, t } = known(desk)
    await signIn(known(desk), CONSULTANT)
    await page.getByText(t('record.enter.restored')).waitFor()
    await soon(() => entryField(known(desk), 'personName').inputValue()).toBe(ZENG.customer.name)
    await page.clock.fastForward('05:05')
    await page.getByText(t('session.signIn.idle')).waitFor()
    await signIn(known(desk), ARCHIVIST)
    await page.getByRole('heading', { name: t('today.title'), level: 1 }).waitFor()
    expect(await everythingOn(page)).not.toContain(ZENG.customer.name)
  })

  it('a machine that slept locks before it is typed on', async () => {
    const { page, t } = known(desk)
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
    await page.clock.setSystemTime(await page.evaluate(() => Date.now() + 3_600_000))
    await page.keyboard.press('Control+k')
    await page.getByText(t('session.signIn.idle')).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
})

// The data key changed on screen: what it means is said, the new recovery key stays until it was written down, everybody comes in as before (rule A1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { until } from '#test/support/scans.ts'
import type { Person } from './people.ts'
import { known } from './scene.ts'
import { goTo, signIn } from './steps-session.ts'

const ADMIN: Person = { login: LOGINS.administrator, name: '周平', password: PASSWORD }
const ARCHIVIST: Person = { login: LOGINS.archivist, name: '林静', password: PASSWORD }

const stateSchema = z.object({ value: z.object({ archive: z.string() }) })

describe('A1 the data key is changed on screen', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined

  beforeAll(async () => {
    archive = await makeArchive()
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: null })
  })
  afterAll(() => closeAll(desk, archive))

  it('A1 asks for the password, shows the new recovery key until it was written down, and then everybody comes in as before', async () => {
    const at = known(desk)
    const { page, t } = at
    await signIn(at, ADMIN)
    await goTo(at, 'settings')
    await page.getByRole('button', { name: t('settings.dataKey.change') }).click()
    const dialog = page.getByRole('dialog', { name: t('settings.dataKey.change') })
    await dialog.getByLabel(t('settings.replacePassword')).fill('guessed')
    await dialog.getByRole('button', { name: t('settings.dataKey.run') }).click()
    await dialog.getByText(t('problem.password.wrong')).waitFor()
    await at.look('data-key-asked')
    await dialog.getByLabel(t('settings.replacePassword')).fill(PASSWORD)
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: t('session.keyChanged.title') }).waitFor()
    // The engine has begun anew and knows no session; the key is shown all the same.
    await until(() => page.evaluate(async () => {
      const body = JSON.stringify({ method: 'session.state', input: {}, token: null })
      const said: unknown = await (await fetch('/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()
      return said
    }), (said) => stateSchema.safeParse(said).data?.value.archive === 'locked')
    const groups = page.getByRole('list', { name: t('session.recoveryKey.title') }).getByRole('listitem')
    expect((await groups.allTextContents()).join('')).toMatch(/^[0-9A-Z]{32}$/)
    await at.look('data-key-changed')
    const next = page.getByRole('button', { name: t('session.keyChanged.next') })
    expect(await next.isDisabled()).toBe(true)
    await page.getByLabel(t('session.setUp.written')).check()
    await next.click()

    await signIn(at, ARCHIVIST)
    await page.reload()
    await signIn(at, ADMIN)
    await goTo(at, 'settings')
    await soon(() => page.getByText(t('settings.dataKey.resealed', { time: '' }).replace(/[：:].*$/, '')).count()).toBe(1)
  })
})

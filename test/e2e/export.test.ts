// Everything leaves by approval, in a real browser: asked for by one, decided by another from Today, made by who asked, its result seen on screen and on the
// disk (rules S4, A3). And who mistyped a password too often sees how long there is to wait, and is let in then (A1).
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { LOGINS, PASSWORD, temporaryFolder, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { changePerson, goTo, leave, signIn } from './steps-session.ts'

const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const MANAGER = { login: LOGINS.generalManager, name: '郑宏', password: PASSWORD }

const NUMBER = 'DC-2026-0001'

/** The seconds that stand on the button of the sign-in, one after the other, until it may be pressed again. */
const countdown = (page: Page): Promise<number[]> => page.evaluate(() => new Promise<number[]>((resolve) => {
  const seen: number[] = []
  const look = (): void => {
    const button = document.querySelector('button[type=submit]')
    const left = Number(/\d+/.exec(button?.textContent ?? '')?.[0] ?? 0)
    if (left > 0 && left !== seen.at(-1)) seen.push(left)
    if (button instanceof HTMLButtonElement && !button.disabled && seen.length > 0) resolve(seen)
    else requestAnimationFrame(look)
  }
  look()
}))

describe('S4 A3 a complete export', () => {
  const root = temporaryFolder()
  const folder = join(root, '导出')
  const scan = pngPage('exported')
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let sold: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt('2026-03-02')
    sold = await archive.enter('delivery')
    await archive.handOver([sold.recordId])
    await attachScan(await archive.as(LOGINS.archivist), scan, { recordId: sold.recordId, code: 'greenCard' })
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime('2026-03-03', '09:00') })
    await signIn(desk, DIRECTOR)
  })
  afterAll(async () => {
    await closeAll(desk, archive)
    rmSync(root, { recursive: true, force: true })
  })

  const step = story(() => known(desk).picture('failed'))
  const act = ({ page, t }: OpenDesk, which: 'approve' | 'make') => (
    page.getByRole('button', { name: t('exports.actOf', { act: t(`exports.act.${which}`), number: NUMBER }), exact: true }).click()
  )
  const fromToday = async (at: OpenDesk, key: 'exportWaiting' | 'exportReady'): Promise<void> => {
    await goTo(at, 'today')
    await at.page.getByRole('region', { name: at.t(`today.section.${key}`), exact: true }).getByRole('link').first().click()
  }

  step('S4 the customer director asks for it, and says what for and for whom', async () => {
    const { page, t, look } = known(desk)
    await page.evaluate(() => {
      location.hash = '/exports'
    })
    await page.getByRole('button', { name: t('exports.request'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: t('exports.requestTitle') })
    await dialog.getByLabel(t('exports.purpose'), { exact: true }).fill('年度审计')
    await dialog.getByLabel(t('exports.recipient'), { exact: true }).fill('某会计师事务所')
    await look('export-ask')
    await dialog.getByRole('button', { name: t('exports.requestRun') }).click()
    await page.getByRole('row').filter({ hasText: NUMBER }).getByText(t('exports.state.requested')).waitFor()
  })

  step('S4 the general manager approves it, from Today', async () => {
    const at = known(desk)
    const { page, t } = at
    await changePerson(at, MANAGER)
    await fromToday(at, 'exportWaiting')
    await act(at, 'approve')
    const dialog = page.getByRole('dialog', { name: `${t('exports.act.approve')} · ${NUMBER}` })
    await at.look('export-approve')
    await dialog.getByRole('button', { name: t('exports.act.approve'), exact: true }).click()
    await page.getByRole('row').filter({ hasText: NUMBER }).getByText(t('exports.state.approved')).waitFor()
  })

  step('A1 who mistypes a password four times sees the seconds go by, and is let in when they are over', async () => {
    const at = known(desk)
    const { page, t } = at
    await leave(at, 'signOut')
    await page.getByLabel(t('session.signIn.login'), { exact: true }).fill(DIRECTOR.login)
    const password = page.getByLabel(t('session.signIn.password'), { exact: true })
    for (let slip = 0; slip < 3; slip += 1) {
      await password.fill(`mistyped ${slip}`)
      const answered = page.waitForResponse((response) => response.url().endsWith('/call') && response.request().postData()?.includes('session.signIn') === true)
      await page.keyboard.press('Enter')
      await answered
      await page.getByRole('button', { name: t('session.signIn.submit'), exact: true, disabled: false }).waitFor()
    }
    const counted = countdown(page)
    await password.fill('mistyped again')
    await page.keyboard.press('Enter')
    await page.getByText(t('session.wait.title'), { exact: true }).waitFor()
    await at.picture('sign-in-wait')
    const seconds = await counted
    expect(seconds.length).toBeGreaterThanOrEqual(2)
    expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
    await signIn(at, DIRECTOR)
  })

  step('A3 it is made, with a password, into a new folder; what came of it stands there, and is on the disk', async () => {
    const at = known(desk)
    const { page, t } = at
    await fromToday(at, 'exportReady')
    await act(at, 'make')
    const dialog = page.getByRole('dialog', { name: t('exports.makeTitle', { number: NUMBER }) })
    await dialog.getByLabel(t('exports.folder'), { exact: true }).fill(folder)
    await dialog.getByLabel(t('exports.password'), { exact: true }).fill(PASSWORD)
    await at.look('export-make')
    await dialog.getByRole('button', { name: t('exports.makeRun'), exact: true }).click()
    const row = page.getByRole('row').filter({ hasText: NUMBER })
    await row.getByText(t('exports.state.made'), { exact: true }).waitFor()
    await row.getByText(folder, { exact: true }).waitFor()
    await at.look('export-made')
    const files = readdirSync(folder, { recursive: true }).map(String)
    expect(existsSync(join(folder, 'index.html'))).toBe(true)
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain(known(sold).dossierNumber)
    expect(files.filter((file) => file.endsWith('.png')).map((file) => readFileSync(join(folder, file)).equals(scan))).toEqual([true])
    // Whoever opens it needs nothing of this program.
    const plain = await page.context().newPage()
    await plain.goto(pathToFileURL(join(folder, 'index.html')).href)
    await plain.getByText(known(sold).dossierNumber).first().waitFor()
    await plain.close()
  })
})

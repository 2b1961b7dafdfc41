// The scan inbox in a real browser: the folder is chosen, pages come in, are filed by a key, set aside and brought back (rule H4).
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { batchMaker } from '#test/support/batch.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { customerOf } from '#test/support/samples.ts'
import { known } from './scene.ts'
import { signIn } from './steps-session.ts'

describe('H4: the scan inbox', () => {
  const apart = temporaryFolder()
  const folder = join(apart, 'scanner')
  let archive: TestArchive | undefined
  let browser: Browser | undefined
  let desk: OpenDesk | undefined

  beforeAll(async () => {
    mkdirSync(folder)
    archive = await makeArchive()
    const { recordId, recordNumber } = await archive.enter('maintenance')
    await archive.handOver([recordId])
    await archive.stop()
    const make = await batchMaker(100)
    writeFileSync(join(folder, '保养 7.pdf'), await make.pdf([{ mark: 5 }, { sheet: { what: 'paper', number: recordNumber, code: 'workOrder' } }, { mark: 6 }]))
    writeFileSync(join(folder, '单页.jpg'), await make.page({ mark: 7 }))
    browser = await chromium.launch(chromiumLaunch())
    desk = await openDesk({ browser, language: 'zh-CN', viewport: { width: 1280, height: 720 }, archive: archive.folder, startAt: null })
    await signIn(desk, { login: LOGINS.archivist, name: '林静', password: PASSWORD })
  })
  afterAll(() => closeAll(desk, browser, archive).finally(() => rmSync(apart, { recursive: true, force: true })))

  const waiting = () => known(desk).page.getByRole('list', { name: known(desk).t('inbox.tray.pages') }).getByRole('button')

  it('the folder is chosen, and what it holds comes in and is split', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('inbox.title') }).click()
    await page.getByText(t('inbox.folder.none')).waitFor()
    await look('inbox-empty')
    await page.getByRole('button', { name: t('inbox.folder.choose') }).click()
    await page.getByLabel(t('inbox.folder.field')).fill(folder)
    await look('inbox-choose')
    await page.keyboard.press('Enter')
    await soon(() => waiting().count()).toBe(2)
    await soon(() => page.locator('.inbox-pages img, .inbox-large img').count()).toBe(3)
    await page.getByRole('tab', { name: t('inbox.tab.files') }).click()
    await page.getByText(t('inbox.file.filed', { count: 1 })).waitFor()
    expect(readdirSync(folder)).toEqual([])
    await look('inbox-files')
    await page.getByRole('tab', { name: t('inbox.tab.tray', { count: 2 }) }).click()
  })

  it('a record is chosen, and a key files the page onto its paper', async () => {
    expect.hasAssertions()
    const { page, t, look } = known(desk)
    await page.getByLabel(t('inbox.tray.record')).fill(customerOf(1).name)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('paper.settlement') }).waitFor()
    await look('inbox-tray')
    await page.keyboard.press('3')
    await soon(() => waiting().count()).toBe(1)
    await page.keyboard.press('Delete')
    await page.getByText(t('inbox.tray.empty')).waitFor()
    await page.getByRole('tab', { name: t('inbox.tab.discarded') }).click()
    await page.getByRole('button', { name: t('inbox.discarded.restore') }).click()
    await page.getByText(t('inbox.discarded.none')).waitFor()
    await soon(() => page.getByRole('tab', { name: t('inbox.tab.tray', { count: 1 }) }).count()).toBe(1)
  })
})

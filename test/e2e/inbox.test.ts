// The scan inbox in a real browser: the folder is chosen, pages come in, are filed by a key, set aside and brought back (rule H4).
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { batchMaker, type BatchMaker } from '#test/support/batch.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { customerOf } from '#test/support/samples.ts'
import { known } from './scene.ts'
import { signIn } from './steps-session.ts'

describe('H4: the scan inbox', () => {
  const apart = temporaryFolder()
  const folder = join(apart, 'scanner')
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined
  let make: BatchMaker | undefined
  const numbers: string[] = []

  beforeAll(async () => {
    mkdirSync(folder)
    archive = await makeArchive()
    const { recordId, recordNumber } = await archive.enter('maintenance')
    await archive.handOver([recordId])
    for (const _ of [2, 3]) {
      const entered = await archive.enter('maintenance')
      await archive.handOver([entered.recordId])
      numbers.push(entered.recordNumber)
    }
    await archive.stop()
    make = await batchMaker(100)
    writeFileSync(join(folder, '保养 7.pdf'), await make.pdf([{ mark: 5 }, { sheet: { what: 'paper', number: recordNumber, code: 'workOrder' } }, { mark: 6 }]))
    writeFileSync(join(folder, '单页.jpg'), await make.page({ mark: 7 }))
    desk = await openDesk({ archive: archive.folder, startAt: null })
    await signIn(desk, { login: LOGINS.archivist, name: '林静', password: PASSWORD })
  })
  afterAll(() => closeAll(desk, archive).finally(() => rmSync(apart, { recursive: true, force: true })))

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
    await soon(() => readdirSync(folder)).toEqual([])
    await look('inbox-files')
    await page.getByRole('tab', { name: t('inbox.tab.tray', { count: 2 }) }).click()
  })

  it('a record is chosen, and a key files the page onto its paper', async () => {
    const { page, t, look } = known(desk)
    await page.getByLabel(t('inbox.tray.record')).fill(customerOf(1).name)
    await page.getByRole('button', { name: customerOf(1).name }).waitFor()
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
    await page.getByRole('tab', { name: t('inbox.tab.tray', { count: 1 }) }).click()
  })

  it('H4 a page of another customer takes no key until their record is there', async () => {
    const { page, t, look } = known(desk)
    const sheets = numbers.flatMap((number, at) => [{ sheet: { what: 'record' as const, number } }, { mark: 20 + at }])
    writeFileSync(join(apart, '两户.pdf'), await known(make).pdf(sheets))
    renameSync(join(apart, '两户.pdf'), join(folder, '两户.pdf'))
    await soon(() => waiting().count()).toBe(3)
    const chosen = page.locator('.inbox-record')
    await waiting().filter({ hasText: '两户.pdf' }).first().click()
    await soon(() => chosen.innerText()).toContain(customerOf(2).name)
    await look('inbox-suggested')

    let letThrough = (): void => undefined
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    const assigned: string[] = []
    await page.route('**/call', async (route) => {
      const said = route.request().postData() ?? ''
      if (said.includes('"inbox.assign"')) assigned.push(said)
      // Whatever it asks: nothing hangs on knowing which question brings the papers.
      await held
      await route.continue()
    })
    await page.keyboard.press('ArrowDown')
    await soon(() => waiting().nth(2).getAttribute('aria-pressed')).toBe('true')
    expect(await page.locator('.inbox-assign').innerText()).not.toContain(t('paper.settlement'))
    await page.keyboard.press('3')
    letThrough()
    await soon(() => chosen.innerText()).toContain(customerOf(3).name)
    expect(assigned).toEqual([])
    await page.keyboard.press('3')
    await soon(() => waiting().count()).toBe(2)
    expect(assigned).toHaveLength(1)
    await page.unrouteAll({ behavior: 'wait' })
  })

  it('H4 a key that is held down, or pressed under an open menu, sets nothing aside', async () => {
    const { page, t } = known(desk)
    const discarded: string[] = []
    page.on('request', (request) => {
      if (request.postData()?.includes('"inbox.discard"') === true) discarded.push(request.url())
    })
    await page.getByRole('button', { name: t('session.frame.person') }).click()
    await page.getByRole('menuitem', { name: t('session.frame.lock'), exact: true }).waitFor()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem', { name: t('session.frame.lock'), exact: true }).waitFor({ state: 'hidden' })
    expect(discarded).toHaveLength(0)
    await page.keyboard.down('Delete')
    await soon(() => waiting().count()).toBe(1)
    await page.keyboard.down('Delete')
    await page.keyboard.up('Delete')
    expect(await waiting().count()).toBe(1)
    expect(discarded).toHaveLength(1)
  })
})

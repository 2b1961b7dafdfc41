// One dossier is fetched from a backup, in a real browser: found as the archive knows it now, approved by a colleague beside, and read as it was (rules A2, S4).
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { finished, LOGINS, makeArchive, PASSWORD, temporaryFolder, type Entry, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { customerOf } from '#test/support/samples.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { choose } from './steps-form.ts'
import { goTo, signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }

describe('A2 one dossier fetched from a backup', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined
  let entry: Entry | undefined
  const root = temporaryFolder()
  const folder = join(root, 'fetched')

  beforeAll(async () => {
    archive = await makeArchive()
    entry = await archive.enter('delivery', { customer: { ...customerOf(1), name: '当日车主' } })
    await archive.handOver([entry.recordId])
    const archivist = await archive.as(LOGINS.archivist)
    await attachScan(archivist, pngPage('fetched'), { recordId: entry.recordId, code: 'greenCard' })
    await finished(archivist, (await archivist.call('backup.run', { folder: join(root, 'backup') })).taskId)
    const [owner] = (await archivist.call('dossier.open', { id: entry.dossierId })).owners
    if (!owner) throw new Error('nobody owns it')
    await archivist.call('customer.update', { dossierId: entry.dossierId, customerId: owner.customer.id, customer: { ...customerOf(1), name: '改错车主' } })
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: null })
  })
  afterAll(async () => {
    await closeAll(desk, archive)
    rmSync(root, { recursive: true, force: true })
  })

  const step = story(async () => desk?.picture('fetch-broken'))
  const dialog = () => known(desk).page.getByRole('dialog', { name: known(desk).t('backup.fetchTitle') })
  const field = (key: 'backup.fetchDossier' | 'backup.fetchPurpose' | 'backup.fetchApprover' | 'backup.fetchApproverPassword' | 'exports.folder' | 'backup.password') => (
    dialog().getByLabel(known(desk).t(key), { exact: true })
  )

  step('the archivist finds it under its present owner, at a point of the backups', async () => {
    const { page, t, look } = known(desk)
    await signIn(known(desk), ARCHIVIST)
    await goTo(known(desk), 'backup')
    await page.getByRole('button', { name: t('backup.fetch') }).click()
    await look('fetch')
    await field('backup.fetchDossier').fill('改错')
    await dialog().getByRole('list', { name: t('common.offered') }).getByRole('button').click()
    expect(await field('backup.fetchDossier').inputValue()).toBe(entry?.dossierNumber)
  })

  step('without who may decide about copies it does not leave; with the general manager’s password it does', async () => {
    const { page, t, look } = known(desk)
    await field('backup.fetchPurpose').fill('核对改错之前的车主')
    await field('exports.folder').fill(folder)
    await field('backup.password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await dialog().getByText(t('problem.fetch.needsApprover'), { exact: true }).waitFor()
    await choose(page, field('backup.fetchApprover'), '郑宏 · 管理部')
    await field('backup.fetchApproverPassword').fill(PASSWORD)
    await look('fetch-filled')
    await field('backup.password').press('Enter')
    await page.getByText(t('backup.done.fetch'), { exact: true }).waitFor()
    await look('fetched')
    const read = readFileSync(join(folder, 'index.html'), 'utf8')
    expect([read.includes('当日车主'), read.includes('改错车主')]).toEqual([true, false])
  })

  step('its page reads as it was, in any browser', async () => {
    const page = await known(desk).page.context().newPage()
    await page.goto(`file://${join(folder, 'index.html')}`)
    await page.getByText('当日车主').first().waitFor()
    if (process.env['YIDANG_SHOTS'] !== undefined) await page.screenshot({ path: join(process.env['YIDANG_SHOTS'], 'fetched-page.png') })
    await page.close()
  })
})

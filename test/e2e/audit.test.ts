// The audit trail in a real browser: the director sees who did what, asks about one car, takes it out as a workbook and prints it, and finds all of
// that in it; on the dossier itself, its trace; whose trail it is not, has no such screen (rule A3).
import { readFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { readSheet } from '#archive/sheet/read.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { changePerson, signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const DAY = '2026-03-11'

describe('A3 the audit trail', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let sold: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt(DAY)
    sold = await archive.enter('delivery')
    await archive.handOver([sold.recordId])
    await (await archive.as(LOGINS.archivist)).call('dossier.open', { id: sold.dossierId })
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime(DAY, '10:00') })
    await signIn(desk, DIRECTOR)
  })
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))

  const line = (...texts: string[]): Locator => texts.reduce((rows, text) => rows.filter({ hasText: text }), known(desk).page.getByRole('row'))

  const toTrail = async (): Promise<void> => {
    const { page, t } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('audit.title'), exact: true }).click()
  }

  step('A3 who did what, newest first; about one car alone, folded out', async () => {
    const { page, t, look } = known(desk)
    await toTrail()
    await line('欧阳敏', '登录').first().waitFor()
    await page.getByRole('searchbox', { name: t('audit.aboutLabel') }).fill(known(sold).dossierNumber)
    await page.keyboard.press('Enter')
    await line('林静', '查看档案', known(sold).dossierNumber).waitFor()
    await expect.poll(() => line('登录').count()).toBe(0)
    await line('单小雨', '录入业务记录').locator('summary').click()
    await line('录入业务记录').getByText('责任人').last().waitFor()
    await look('audit')
  })

  step('A3 as a workbook and on paper, of what was asked; both are in it afterwards', async () => {
    const { page, t } = known(desk)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t('audit.export') }).click()])
    const { rows } = await readSheet(await readFile(await download.path()), () => undefined)
    expect(JSON.stringify(rows)).toContain(known(sold).dossierNumber)
    expect(JSON.stringify(rows)).not.toContain('退出登录')
    await page.getByRole('button', { name: t('audit.print') }).click()
    await page.getByText(/[0-9a-f]{64}/).first().waitFor()
    const { words, pages } = await onPaper(known(desk), 'audit')
    expect(words).toContain(known(sold).dossierNumber)
    expect(pages).toEqual([A4.landscape])
    await toTrail()
    await line('欧阳敏', '打印操作日志').waitFor()
    await line('欧阳敏', '导出操作日志').waitFor()
  })

  step('A3 a dossier’s trace, where the dossier is', async () => {
    const { page, t } = known(desk)
    await page.getByRole('link', { name: known(sold).dossierNumber }).first().click()
    await page.getByRole('button', { name: t('audit.traceShow') }).click()
    await line('林静', '查看档案').waitFor()
  })

  step('A3 whose acts are in it has no such screen', async () => {
    await changePerson(known(desk), ARCHIVIST)
    const { page, t } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('session.nav.search'), exact: true }).waitFor()
    expect(await page.getByRole('link', { name: t('audit.title'), exact: true }).count()).toBe(0)
  })
})

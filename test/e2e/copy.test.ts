// A copy, from its request to the register, and a leak, from its report to its end, in a real browser at one desk: asked for by who may not make
// it, approved from the first screen, made once, printed with its mark, destroyed; reported, followed, closed, printed (rules S4, S5, A3).
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { attachScan, pdfOf } from '#test/support/scans.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { choose } from './steps-form.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

const CONSULTANT = { login: LOGINS.salesConsultant, name: '单小雨', password: PASSWORD }
const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const MANAGER = { login: LOGINS.generalManager, name: '郑宏', password: PASSWORD }

const DAY = '2026-03-11'
const [REQUEST, COPY, LEAK] = ['FS-2026-0001', 'FY-2026-00001', 'XM-2026-0001']

describe('S4 S5 a copy and a leak', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let sold: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt(DAY)
    sold = await archive.enter('delivery')
    await archive.handOver([sold.recordId])
    await attachScan(await archive.as(LOGINS.archivist), pdfOf(2, Buffer.from('to be copied')), { recordId: sold.recordId, code: 'salesContract' })
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime(DAY, '10:00') })
    await signIn(desk, CONSULTANT)
  })
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))

  const to = async (title: 'copy.title' | 'leak.title'): Promise<void> => {
    const { page, t } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t(title), exact: true }).click()
  }
  const tab = (name: 'waiting' | 'mine' | 'register' | 'authority'): Promise<void> => known(desk).page.getByRole('tab', { name: new RegExp(`^${known(desk).t(`copy.tab.${name}`)}`) }).click()
  const act = (what: 'approve' | 'make', number: string): Locator => (
    known(desk).page.getByRole('button', { name: known(desk).t('copy.actOf', { act: known(desk).t(`copy.act.${what}`), number }), exact: true })
  )

  step('S4 asked for at the scans by who may not make it', async () => {
    const { page, t, look } = known(desk)
    await page.evaluate((hash) => {
      location.hash = hash
    }, `/scan/${known(sold).recordId}/salesContract`)
    await page.getByRole('button', { name: t('scan.page.copy') }).click()
    const dialog = page.getByRole('dialog', { name: t('copy.dialog.title') })
    await dialog.getByText(t('copy.dialog.byOthers'), { exact: false }).waitFor()
    await dialog.getByLabel(t('copy.dialog.purpose'), { exact: true }).fill('客户办理抵押')
    await dialog.getByLabel(t('copy.dialog.recipient'), { exact: true }).fill('合肥某银行')
    await look('copy-request')
    await dialog.getByRole('button', { name: t('copy.dialog.ask') }).click()
    await page.getByText(t('copy.dialog.asked', { number: REQUEST })).waitFor()
    // A screen that shows a scan prints none.
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.scan-pages img').first().evaluate((img) => getComputedStyle(img).visibility)).toBe('hidden')
    await page.emulateMedia({ media: null })
  })

  step('S4 approved from the first screen by the general manager, and authority put into the archivist’s hands', async () => {
    const { page, t, look } = known(desk)
    await changePerson(known(desk), MANAGER)
    await goTo(known(desk), 'today')
    await page.getByRole('region', { name: t('today.section.copyWaiting') }).getByRole('link', { name: new RegExp(REQUEST) }).click()
    await act('approve', REQUEST).click()
    await look('copy-approve')
    await page.getByRole('dialog').getByRole('button', { name: t('copy.act.approve'), exact: true }).click()
    await page.getByText(t('copy.did.approve', { number: REQUEST, date: '2026-03-18' })).waitFor()
    await tab('authority')
    await page.getByRole('button', { name: t('copy.delegation.give') }).click()
    const dialog = page.getByRole('dialog', { name: t('copy.delegation.title') })
    await choose(page, dialog.getByLabel(t('copy.delegation.person'), { exact: true }), '林静 · 客户关爱部')
    await dialog.getByLabel(t('copy.delegation.reason'), { exact: true }).fill('日常复印')
    await look('copy-delegate')
    await dialog.getByRole('button', { name: t('copy.delegation.submit') }).click()
    await page.getByRole('cell', { name: t('copy.delegation.standing') }).waitFor()
    await look('copy-authority')
  })

  step('S4 made once, and printed: two sheets, each with its mark in the picture and its foot', async () => {
    const { page, t, look } = known(desk)
    await changePerson(known(desk), CONSULTANT)
    await goTo(known(desk), 'today')
    await page.getByRole('region', { name: t('today.section.copyReady') }).getByRole('link', { name: new RegExp(REQUEST) }).click()
    await look('copy-mine')
    await act('make', REQUEST).click()
    await page.getByRole('dialog').getByRole('button', { name: t('copy.act.make') }).click()
    await page.getByRole('heading', { name: new RegExp(COPY) }).waitFor()
    await look('copy-print')
    const { words, pages } = await onPaper(known(desk), 'copy')
    for (const each of [COPY, CONSULTANT.name, '客户办理抵押', '合肥某银行', MANAGER.name]) expect(words).toContain(each)
    expect(pages).toEqual([A4.portrait, A4.portrait])
    // Grey between black and white, all over the sheet: the mark.
    expect(await page.locator('.print-preview img').first().evaluate((img) => {
      if (!(img instanceof HTMLImageElement)) return 0
      const canvas = document.createElement('canvas')
      canvas.width = img.naturalWidth
      canvas.height = img.naturalHeight
      const drawn = canvas.getContext('2d')
      drawn?.drawImage(img, 0, 0)
      const { data } = drawn?.getImageData(0, 0, canvas.width, canvas.height / 5) ?? { data: [] }
      return data.filter((value, at) => at % 4 === 0 && value > 150 && value < 220).length / (data.length / 4)
    })).toBeGreaterThan(0.01)
    await page.getByRole('button', { name: t('common.back') }).click()
    await act('make', REQUEST).waitFor({ state: 'detached' })
  })

  step('S4 the archivist saves one as a file at once, and enters the other as destroyed; the register is printed', async () => {
    const { page, t, look } = known(desk)
    await changePerson(known(desk), ARCHIVIST)
    await page.evaluate((hash) => {
      location.hash = hash
    }, `/scan/${known(sold).recordId}/salesContract`)
    await page.getByRole('button', { name: t('scan.page.copy') }).click()
    const dialog = page.getByRole('dialog', { name: t('copy.dialog.title') })
    await dialog.getByLabel(t('copy.dialog.purpose'), { exact: true }).fill('厂家审核')
    await dialog.getByLabel(t('copy.dialog.recipient'), { exact: true }).fill('厂家')
    await dialog.getByLabel(t('copy.form.file'), { exact: true }).check()
    await dialog.getByRole('button', { name: t('copy.dialog.make') }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: t('copy.sheet.save') }).click()
    expect((await saved).suggestedFilename()).toBe('FY-2026-00002.pdf')
    await look('copy-file')
    await page.getByRole('button', { name: t('copy.sheet.back') }).click()
    await page.getByRole('button', { name: t('copy.register.settleOf', { number: COPY }) }).click()
    await page.getByRole('radio', { name: t('copy.register.outcome.destroyed') }).check()
    await page.getByRole('dialog').getByRole('button', { name: t('copy.settle.submit') }).click()
    await page.getByText(t('copy.register.outcomeOn', { outcome: t('copy.register.outcome.destroyed'), date: DAY })).waitFor()
    await page.getByText(t('copy.settle.done', { number: COPY })).waitFor({ state: 'detached' })
    await look('copy-register')
    await page.getByRole('button', { name: t('copy.register.print') }).click()
    await page.locator('.print-preview .copy-table').waitFor()
    const { words, pages } = await onPaper(known(desk), 'copy-register')
    for (const each of [COPY, 'FY-2026-00002', known(sold).dossierNumber, '合肥某银行', MANAGER.name, ARCHIVIST.name]) expect(words).toContain(each)
    expect(pages).toEqual([A4.landscape])
  })

  step('S5 a leak is reported by anyone, followed by the customer director, closed and printed', async () => {
    const { page, t, look } = known(desk)
    await changePerson(known(desk), CONSULTANT)
    await to('leak.title')
    await page.getByRole('button', { name: t('leak.report') }).click()
    const dialog = page.getByRole('dialog', { name: t('leak.form.title') })
    await dialog.getByLabel(t('leak.form.what'), { exact: true }).fill('合同复印件遗落在展厅')
    // Put aside and taken up again, what was typed is there (A1).
    await dialog.getByRole('button', { name: t('common.cancel') }).click()
    await page.getByRole('button', { name: t('leak.report') }).click()
    await expect.poll(() => dialog.getByLabel(t('leak.form.what'), { exact: true }).inputValue()).toBe('合同复印件遗落在展厅')
    await dialog.getByLabel(t('leak.form.dossier'), { exact: true }).fill(known(sold).dossierNumber)
    await dialog.getByLabel(t('leak.form.how'), { exact: true }).fill('打扫时发现')
    await dialog.getByLabel(t('leak.form.atOnce'), { exact: true }).fill('已收回')
    await look('leak-report')
    await dialog.getByRole('button', { name: t('leak.form.submit') }).click()
    await page.getByRole('button', { name: t('leak.open', { number: LEAK }) }).click()
    await page.getByText(t('leak.detail.mineOnly')).waitFor()
    await page.keyboard.press('Escape')
    await changePerson(known(desk), DIRECTOR)
    await goTo(known(desk), 'today')
    await page.getByRole('region', { name: t('today.section.leakOpen') }).getByRole('link', { name: new RegExp(LEAK) }).click()
    const panel = page.getByRole('dialog', { name: LEAK, exact: true })
    await panel.getByRole('button', { name: t('leak.act.find') }).click()
    await page.getByLabel(t('leak.say.findings'), { exact: true }).fill('多印一份未收回')
    await page.getByRole('button', { name: t('leak.did.find'), exact: true }).click()
    await panel.getByRole('button', { name: t('leak.act.close') }).click()
    await page.getByLabel(t('leak.say.close'), { exact: true }).fill('口头提醒')
    await page.getByRole('button', { name: t('leak.did.close'), exact: true }).click()
    await panel.getByText('口头提醒').first().waitFor()
    await look('leak')
    await panel.getByRole('button', { name: t('leak.detail.print') }).click()
    await page.locator('.print-preview .leak-sheet').waitFor()
    const { words, pages } = await onPaper(known(desk), 'leak')
    for (const each of [LEAK, '合同复印件遗落在展厅', '多印一份未收回', '口头提醒', CONSULTANT.name]) expect(words).toContain(each)
    expect(pages).toEqual([A4.portrait])
  })

  step('S4 S5 A3 register, leaks and trail agree', async () => {
    await known(desk).close()
    desk = undefined
    expect(await foundIn(known(archive))).toEqual([])
  })
})

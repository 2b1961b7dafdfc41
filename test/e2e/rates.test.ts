// The rates in a real browser: from a figure to the records behind it, and a department's appraisal sheet, printed and exported (rules V8, V11).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { readSheet } from '#archive/sheet/read.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { signIn } from './steps-session.ts'

const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const MONTH = '2026-03'
const SALES = '销售部'

describe('V11 rates', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let late: Entry | undefined
  let inTime: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt('2026-03-02')
    const others = (line: { due: string }) => (line.due === 'always' ? {} : { presence: 'notApplicable', count: 0 } as const)
    inTime = await archive.enter('delivery')
    late = await archive.enter('delivery')
    const visit = await archive.enter('maintenance')
    await archive.handOver([inTime.recordId], others)
    await archive.handOver([visit.recordId])
    // Sales has three working days.
    await archive.goTo('2026-03-06')
    await archive.handOver([late.recordId], (line) => (line.code === 'greenCard' ? { presence: 'missing', count: 0 } : others(line)))
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime('2026-04-01', '09:00') })
    await signIn(desk, DIRECTOR)
  })
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))

  step('V11 a month\'s figures by department, person and kind; each leads to the records behind it', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('rate.title'), exact: true }).click()
    await page.getByText(t('rate.empty')).waitFor()
    await page.getByRole('button', { name: t('rate.previous') }).click()
    const behind = (who: string, figure: 'late' | 'due', count: number) =>
      page.getByRole('button', { name: t('rate.behind.open', { who, figure: t(`rate.${figure}`), count }), exact: true })
    await behind(t('rate.store'), 'due', 3).waitFor()
    expect(await page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: SALES, exact: true }) }).innerText()).toContain('50.0%')
    await look('rates')
    await behind(SALES, 'late', 1).click()
    const records = page.getByRole('dialog')
    await records.getByText(t('rate.behind.title', { who: SALES, month: MONTH, figure: t('rate.late'), total: 1 })).waitFor()
    const words = await records.innerText()
    expect(words).toContain(known(late).recordNumber)
    expect(words).not.toContain(known(inTime).recordNumber)
    await look('rate-behind')
    await page.keyboard.press('Escape')
    await records.waitFor({ state: 'hidden' })
  })

  step('V8 the appraisal sheet of a department is printed on one sheet of A4, with what was late and where each signs', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('link', { name: t('rate.sheet.openOf', { department: SALES }) }).click()
    await page.getByRole('heading', { name: t('rate.sheet.title'), exact: true }).waitFor()
    await look('appraisal')
    const { words, pages } = await onPaper(known(desk), 'appraisal')
    for (const said of [SALES, MONTH, '曾国强', known(late).recordNumber, '2026-03-05 → 2026-03-06', '50.0%', t('rate.sheet.sign.manager'), t('common.training')]) {
      expect(words).toContain(said)
    }
    expect(words).not.toContain(t('rate.sheet.export'))
    expect(pages).toEqual([A4.portrait])
  })

  step('V8 and exported as a workbook with the same figures', async () => {
    const { page, t } = known(desk)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t('rate.sheet.export') }).click()])
    expect(download.suggestedFilename()).toMatch(/2026-03.*\.xlsx$/)
    const { rows } = await readSheet(readFileSync(await download.path()), () => undefined, '逾期记录')
    expect(JSON.stringify(rows)).toContain(known(late).recordNumber)
    await soon(() => page.getByText(t('rate.sheet.saved', { name: download.suggestedFilename() })).count()).toBe(1)
  })
})

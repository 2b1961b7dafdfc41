// A cabinet, from its first folder to a stock-taking that was closed, in a real browser and by a scanner's keys: folders are put away and
// moved, the cabinet is counted and looked at, by a colleague too after an interruption; what differs is settled, the report printed
// (rules C1, C7).
import { chromium, type Browser, type Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import type { DifferenceKind, Outcome } from '#shared/domain/stocktaking.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { fact } from './steps-form.ts'
import { scannerAt, type Scanner } from './steps-scanner.ts'
import { signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const COLLEAGUE = { login: LOGINS.careSpecialist, name: '徐晓芳', password: PASSWORD }

const DAY = '2026-03-09'
const COUNT = 'PD-2026-0001'
/** A label of this store, and no folder's. */
const NO_FOLDER = 'HF01-XS-1999-D10-00001'

describe('C1, C7 a cabinet, from its first folder to a closed stock-taking', () => {
  let archive: DayArchive | undefined
  let browser: Browser | undefined
  let desk: OpenDesk | undefined
  let scanner: Scanner | undefined
  const folders: Entry[] = []

  async function open(time: string): Promise<void> {
    desk = await openDesk({ browser: known(browser), archive: known(archive).folder, startAt: storeTime(DAY, time) })
    scanner = await scannerAt(desk.page)
  }

  beforeAll(async () => {
    archive = await archiveAt(DAY)
    for (let each = 0; each < 3; each += 1) folders.push(await archive.enter('delivery'))
    await archive.handOver(folders.map(({ recordId }) => recordId))
    await archive.stop()
    browser = await chromium.launch(chromiumLaunch())
    await open('10:00')
    await signIn(known(desk), ARCHIVIST)
  })
  afterAll(() => closeAll(desk, browser, archive))

  const step = story(() => known(desk).picture('failed'))

  const numberOf = (at: number): string => known(folders[at]).dossierNumber
  const scanFolder = (at: number): Promise<void> => known(scanner).scan({ what: 'dossier', number: numberOf(at) })
  const scanSlot = (label: string): Promise<void> => known(scanner).scan({ what: 'slot', label })
  const go = (to: 'cabinet.title' | 'filing.title'): Promise<void> => {
    const { page, t } = known(desk)
    return page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t(to), exact: true }).click()
  }
  const goToStocktakings = async (): Promise<void> => {
    await go('cabinet.title')
    await known(desk).page.getByRole('button', { name: known(desk).t('stocktaking.title'), exact: true }).click()
  }
  const slotButton = (label: string, used: number): Locator => {
    const { page, t } = known(desk)
    return page.getByRole('button', { name: t('cabinet.slotOf', { label, used, capacity: 3 }) })
  }
  const counting = (): Locator => known(desk).page.getByRole('region', { name: known(desk).t('stocktaking.count.title'), exact: true })
  /** What became of the last label, in large letters. */
  const last = (result: string): Locator => counting().locator(`.counting-last[data-result=${result}]`)
  const sum = (which: 'expected' | 'found' | 'out') => soon(() => fact(counting(), known(desk).t(`stocktaking.counts.${which}`)))
  /** How far a slot is, beside the sums; both say the same. */
  const progress = (label: string, found: number, expected: number): Promise<void> => {
    const { page, t } = known(desk)
    return page.getByRole('button', { name: t('stocktaking.count.choose', { label, found, expected }), exact: true }).waitFor()
  }
  const differences = (): Locator => known(desk).page.locator('.differences-table tbody tr')
  const difference = (kind: DifferenceKind, what: string): Locator => (
    differences().filter({ hasText: known(desk).t(`stocktaking.kind.${kind}`) }).filter({ hasText: what })
  )

  step('C1 a cabinet is made, with its shelves and slots', async () => {
    const { page, t, look } = known(desk)
    await go('cabinet.title')
    await page.getByText(t('cabinet.empty')).waitFor()
    await page.getByRole('button', { name: t('cabinet.add') }).click()
    const dialog = page.getByRole('dialog', { name: t('cabinet.form.title') })
    await dialog.getByLabel(t('cabinet.form.room')).fill('档案室')
    await dialog.getByLabel(t('cabinet.form.code')).fill('a')
    await dialog.getByLabel(t('cabinet.form.shelves'), { exact: true }).fill('2')
    await dialog.getByLabel(t('cabinet.form.slotsPerShelf')).fill('4')
    await dialog.getByLabel(t('cabinet.form.capacity')).fill('3')
    await dialog.getByText(t('cabinet.form.labels', { first: 'A-01-01', last: 'A-02-04', count: 8, folders: 24 })).waitFor()
    await look('cabinet-add')
    await page.keyboard.press('Enter')
    await page.getByText(t('cabinet.added', { code: 'A' })).waitFor()
    await slotButton('A-02-04', 0).waitFor()
  })

  step('C1 scan folder, scan slot: put away, one after the other', async () => {
    const { page, t } = known(desk)
    await go('filing.title')
    await page.getByRole('tab', { name: t('filing.step.place') }).click()
    await page.getByRole('region', { name: t('filing.place.title') }).waitFor()
    for (const [at, slot] of ['A-01-01', 'A-01-01', 'A-02-01'].entries()) {
      await scanFolder(at)
      await page.locator('.placing-folder').getByText(numberOf(at)).waitFor()
      await scanSlot(slot)
      await page.locator('.placing-done').getByText(t('filing.place.done', { number: numberOf(at), slot })).waitFor()
    }
  })

  step('C1 two folders scanned, a slot scanned: both moved, and where they lay is kept', async () => {
    const { page, t, look } = known(desk)
    await go('cabinet.title')
    await slotButton('A-01-01', 2).click()
    await page.getByRole('complementary', { name: t('cabinet.slot.title', { label: 'A-01-01' }) }).getByText(numberOf(1)).waitFor()
    await page.getByRole('button', { name: t('cabinet.move.act') }).click()
    const moving = page.getByRole('complementary', { name: t('cabinet.move.title') })
    await moving.waitFor()
    await scanSlot('A-01-03')
    await moving.getByText(t('cabinet.move.said.folderFirst', { text: 'A-01-03' })).waitFor()
    // A scanner waits for no answer.
    await scanFolder(0)
    await scanFolder(1)
    await moving.getByText(t('cabinet.move.atHand', { count: 2 })).waitFor()
    await look('cabinet-moving')
    await scanSlot('A-01-03')
    await page.getByText(t('cabinet.move.done', { count: 2, slot: 'A-01-03' })).waitFor()
    await slotButton('A-01-03', 2).waitFor()
    await slotButton('A-01-01', 0).waitFor()
    await moving.getByRole('button', { name: t('cabinet.move.close') }).click()
    await page.getByText(t('cabinet.slot.past', { count: 2 })).click()
    await soon(() => page.locator('.slot-past li').count()).toBe(2)
    await look('cabinet-moved')
  })

  step('C7 counting begins with what ought to lie there; a folder in its slot fits', async () => {
    const { page, t, look, picture } = known(desk)
    await goToStocktakings()
    await page.getByText(t('stocktaking.empty.open')).waitFor()
    await look('stocktaking-none')
    await page.getByRole('button', { name: t('stocktaking.start.act') }).click()
    const dialog = page.getByRole('dialog', { name: t('stocktaking.start.title') })
    await dialog.getByText(t('stocktaking.start.hint')).waitFor()
    await look('stocktaking-start')
    await dialog.getByRole('button', { name: t('stocktaking.start.act') }).click()
    await sum('expected').toBe('3')
    await sum('found').toBe('0')
    await scanFolder(0)
    await counting().getByRole('alert').getByText(numberOf(0)).waitFor()
    await scanSlot('A-01-03')
    await counting().locator('.counting-slot').getByText('A-01-03', { exact: true }).waitFor()
    await scanFolder(0)
    await last('fits').getByText(numberOf(0)).waitFor()
    await sum('found').toBe('1')
    await progress('A-01-03', 1, 2)
    await picture('stocktaking-counting')
  })

  step('C7 a folder in a wrong slot, a slot of no cabinet counted here, a label of nothing: each is said loudly', async () => {
    const { page, t, look, picture } = known(desk)
    await scanSlot('A-02-02')
    await scanFolder(1)
    await last('misplaced').getByText(t('stocktaking.count.say.misplaced', { slot: 'A-01-03' })).waitFor()
    // To be read from two steps away.
    expect(await last('misplaced').locator('strong').evaluate((words) => Number.parseFloat(getComputedStyle(words).fontSize))).toBeGreaterThanOrEqual(18)
    await sum('found').toBe('2')
    await progress('A-01-03', 2, 2)
    await look('stocktaking-misplaced')
    await scanSlot('B-01-01')
    await counting().getByRole('alert').getByText(t('stocktaking.count.alarm.wrongSlot', { text: 'B-01-01' })).waitFor()
    await counting().getByText(t('stocktaking.count.noSlot'), { exact: true }).waitFor()
    await picture('stocktaking-wrong-slot')
    await scanSlot('A-02-04')
    await known(scanner).scan({ what: 'dossier', number: NO_FOLDER })
    await last('unknown').getByText(NO_FOLDER).waitFor()
    await difference('unknown', NO_FOLDER).waitFor()
    await soon(() => differences().count()).toBe(2)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  step('C7 interrupted, it is gone on with by a colleague; a folder scanned again counts once', async () => {
    await known(desk).close()
    await open('14:00')
    const { page, t } = known(desk)
    await signIn(known(desk), COLLEAGUE)
    await goToStocktakings()
    await page.getByRole('button', { name: t('stocktaking.open', { number: COUNT }) }).click()
    await sum('found').toBe('2')
    await soon(() => differences().count()).toBe(2)
    await counting().getByText(t('stocktaking.count.noSlot'), { exact: true }).waitFor()
    await scanSlot('A-01-03')
    await scanFolder(0)
    await last('fits').getByText(numberOf(0)).waitFor()
    await sum('found').toBe('2')
  })

  step('C7 what is seen on the shelves is noted; damp only with words', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('button', { name: t('stocktaking.inspection.actOf', { number: 1 }) }).click()
    const dialog = page.getByRole('dialog', { name: t('stocktaking.inspection.dialog', { number: 1 }) })
    await dialog.getByLabel(t('stocktaking.inspection.finding.damp')).check()
    await dialog.getByRole('button', { name: t('common.save') }).click()
    await dialog.getByText(t('problem.text.required')).waitFor()
    await look('stocktaking-inspect')
    await dialog.getByLabel(t('stocktaking.inspection.remark')).fill('右侧靠墙处受潮，已放干燥剂')
    await dialog.getByRole('button', { name: t('common.save') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('右侧靠墙处受潮，已放干燥剂').waitFor()
    await page.getByRole('button', { name: t('stocktaking.inspection.allFine', { count: 1 }) }).click()
    await page.locator('.inspections').getByText(t('stocktaking.inspection.fine'), { exact: true }).waitFor()
  })

  step('C7 finished, what was not scanned is missing, and each difference waits to be settled', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('button', { name: t('stocktaking.act.finish'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: COUNT })
    await dialog.getByText(t('stocktaking.actText.finish', { expected: 3, out: 0, found: 2 })).waitFor()
    await dialog.getByRole('button', { name: t('stocktaking.act.finish') }).click()
    await difference('missing', numberOf(2)).waitFor()
    await soon(() => differences().count()).toBe(3)
    await page.getByText(t('stocktaking.closeNeeds.unsettled', { count: 3 })).waitFor()
    await soon(() => page.getByRole('button', { name: t('stocktaking.act.close'), exact: true }).count()).toBe(0)
    await look('stocktaking-differences')
  })

  type Way = Outcome | 'foundElsewhere'
  /** Opens the dialog of one way of settling, does in it what is to be done, and sends it. */
  async function settle(kind: DifferenceKind, what: string, way: Way, inDialog: (dialog: Locator) => Promise<void>, settled: string): Promise<void> {
    const { page, t } = known(desk)
    await difference(kind, what).getByRole('button', { name: t(`stocktaking.outcome.${way}`) }).click()
    const dialog = page.getByRole('dialog', { name: what })
    await dialog.getByLabel(t('stocktaking.settle.remark')).waitFor()
    await inDialog(dialog)
    await dialog.getByRole('button', { name: t('stocktaking.settle.submit') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await difference(kind, what).getByText(settled, { exact: true }).waitFor()
  }

  step('C7 each difference is settled: found elsewhere by its slot\'s label, moved with its place, noted in words', async () => {
    const { t, look } = known(desk)
    await settle('missing', numberOf(2), 'foundElsewhere', async (dialog) => {
      await scanSlot('A-02-03')
      await soon(() => dialog.getByLabel(t('stocktaking.settle.slot')).inputValue()).toBe('A-02-03')
      await look('stocktaking-settle')
    }, t('stocktaking.settled.foundElsewhere', { slot: 'A-02-03' }))
    await settle('misplaced', numberOf(1), 'moved', async (dialog) => {
      await soon(() => dialog.getByLabel(t('stocktaking.settle.slot')).inputValue()).toBe('A-02-02')
    }, t('stocktaking.settled.moved', { slot: 'A-02-02' }))
    await settle('unknown', NO_FOLDER, 'noted', async (dialog) => {
      await dialog.getByRole('button', { name: t('stocktaking.settle.submit') }).click()
      await dialog.getByText(t('problem.text.required')).waitFor()
      await dialog.getByLabel(t('stocktaking.settle.remark')).fill('旧标签，已撕下')
    }, t('stocktaking.settled.noted'))
  })

  step('C7 closed when all is settled, it changes no more; the folders belong where they were found', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('button', { name: t('stocktaking.act.close'), exact: true }).click()
    await page.getByRole('dialog', { name: COUNT }).getByRole('button', { name: t('stocktaking.act.close') }).click()
    await page.getByText(t('stocktaking.state.closed'), { exact: true }).waitFor()
    await soon(() => page.getByRole('button', { name: t('stocktaking.act.abandon'), exact: true }).count()).toBe(0)
    await look('stocktaking-closed')
    await go('cabinet.title')
    for (const [slot, used] of Object.entries({ 'A-01-03': 1, 'A-02-01': 0, 'A-02-02': 1, 'A-02-03': 1 })) await slotButton(slot, used).waitFor()
    await page.locator('.cabinet-head').getByText(DAY).waitFor()
  })

  step('C7 the report is printed on one sheet of A4: each difference with how it was settled, each shelf with what was seen', async () => {
    const { page, t, look } = known(desk)
    await goToStocktakings()
    await page.getByRole('tab', { name: t('stocktaking.filter.ended') }).click()
    await page.getByRole('button', { name: t('stocktaking.open', { number: COUNT }) }).click()
    await page.getByRole('button', { name: t('stocktaking.print.act') }).click()
    await page.getByRole('heading', { name: t('stocktaking.print.title'), exact: true }).waitFor()
    await look('stocktaking-report')
    const { words, pages } = await onPaper(known(desk), 'stocktaking-report')
    for (const said of [
      COUNT, t('stocktaking.print.summary', { expected: 3, out: 0, found: 2 }), numberOf(1), numberOf(2), NO_FOLDER, '旧标签，已撕下',
      t('stocktaking.settled.foundElsewhere', { slot: 'A-02-03' }), t('stocktaking.settled.moved', { slot: 'A-02-02' }),
      t('stocktaking.inspection.finding.damp'), '右侧靠墙处受潮，已放干燥剂', ARCHIVIST.name, COLLEAGUE.name, t('stocktaking.print.witness'), t('common.training'),
    ]) expect(words).toContain(said)
    expect(words).not.toContain(t('session.frame.find'))
    expect(pages).toEqual([A4.portrait])
  })
})

// What is due, from the dealer system's list to a correction that was closed, in a real browser: the list is tried, entered, seen today;
// what lacks is ordered, the notice printed, the paper handed in, the correction marked done and closed (rules H8, H7, V10).
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { VISIT_HEADINGS, visits, xlsxOf } from '#test/support/lists.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { find } from './steps-find.ts'
import { drawSignature, giveWords, paperHandle, received } from './steps-handover.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const ADVISOR = { login: LOGINS.serviceAdvisor, name: '吕志远', password: PASSWORD }

// A Monday; what was given back on the Friday before is due on it.
const MONDAY = '2026-03-09'
const FRIDAY = '2026-03-06'

describe('H8, V10 from a list to a closed correction', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let lacking: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt(FRIDAY)
    lacking = await archive.enter('maintenance')
    await archive.handOver([lacking.recordId], ({ code }) => (code === 'settlement' ? { presence: 'missing', count: 0 } : {}))
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime(MONDAY, '09:00') })
    await signIn(desk, ARCHIVIST)
  })
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))

  step('H8 the day\'s closed repair orders are tried: so many would be made, one line is wrong and says why', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('imports.title'), exact: true }).click()
    await page.getByText(t('imports.list.repairOrders'), { exact: true }).click()
    const [first = [], ...rest] = visits(21, 24, { on: FRIDAY })
    const wrong = first.map((cell) => (cell === vehicleOf(21).vin ? 'LSVNX41Z02S' : cell))
    const list = { name: '结算清单.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(xlsxOf([VISIT_HEADINGS, wrong, ...rest])) }
    // While it is on its way it can be called back.
    await page.route('**/attachment/upload.piece**', () => undefined)
    await page.locator('input[type=file]').setInputFiles(list)
    await page.getByRole('button', { name: t('common.cancel'), exact: true }).click()
    await page.getByText(t('imports.drop')).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.unroute('**/attachment/upload.piece**')
    await page.locator('input[type=file]').setInputFiles(list)
    await page.getByRole('button', { name: t('imports.run.dry'), exact: true }).click()
    await page.getByRole('heading', { name: t('imports.outcome.dry') }).waitFor()
    expect(await page.locator('.import-counts').innerText()).toMatch(new RegExp(`${t('imports.outcome.records')}\\s*3[\\s\\S]*${t('imports.outcome.wrong')}\\s*1`))
    expect(await page.getByRole('list', { name: t('imports.outcome.problems') }).innerText()).toContain(t('problem.vin.length'))
    await look('import-dry-run')
  })

  step('H8 leaving with columns chosen by hand asks first', async () => {
    const { page, t } = known(desk)
    await page.getByText(t('imports.choice.foreignVins')).click()
    await goTo(known(desk), 'today')
    const asked = page.getByRole('dialog', { name: t('imports.leave.title') })
    await asked.getByRole('button', { name: t('imports.leave.stay') }).click()
    await asked.waitFor({ state: 'hidden' })
    await page.getByText(t('imports.choice.foreignVins')).click()
  })

  step('H8 entered, they are due today, each with its owner and its advisor', async () => {
    const { page, t, picture } = known(desk)
    await page.getByRole('button', { name: t('imports.run.dry'), exact: true }).click()
    await page.getByRole('button', { name: t('imports.run.commitCount', { count: 3 }) }).click()
    await page.getByRole('heading', { name: t('imports.outcome.done') }).waitFor()
    await picture('import-done')
    await goTo(known(desk), 'today')
    const due = page.getByRole('region', { name: t('today.section.dueToday') })
    await due.waitFor()
    const words = await due.innerText()
    for (const index of [22, 23, 24]) expect(words).toContain(customerOf(index).name)
    expect(words).not.toContain(customerOf(21).name)
    expect(words).toContain(ADVISOR.name)
    await picture('today-due')
  })

  step('V10 what a received record lacks is ordered from its dossier, due the next working day', async () => {
    const { page, t, look } = known(desk)
    await goTo(known(desk), 'search')
    await find(known(desk), vehicleOf(1).plate ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('correction.order.of', { number: known(lacking).recordNumber }) }).click()
    const dialog = page.getByRole('dialog', { name: t('correction.order.title', { number: known(lacking).recordNumber }) })
    await dialog.getByLabel(t('correction.order.remark')).fill('请今日下班前补齐')
    await look('correction-order')
    await dialog.getByRole('button', { name: t('correction.order.submit') }).click()
    await page.getByText(t('correction.order.done', { number: 'ZG2026-0001', date: '2026-03-10' })).waitFor()
  })

  step('V10 the notice is printed on one sheet of A4, with what is lacking, its date, and where both sign', async () => {
    const { page, t, picture } = known(desk)
    await page.getByRole('alert').getByRole('button', { name: t('correction.detail.print') }).click()
    await page.getByRole('heading', { name: t('correction.notice.title'), exact: true }).waitFor()
    await picture('correction-notice')
    const { words, pages } = await onPaper(known(desk), 'correction-notice')
    for (const said of ['ZG2026-0001', ADVISOR.name, t('paper.settlement'), '2026-03-10', '请今日下班前补齐', t('correction.notice.receivedBy'), t('common.training')]) {
      expect(words).toContain(said)
    }
    expect(words).not.toContain(t('session.frame.find'))
    expect(pages).toEqual([A4.portrait])
  })

  step('V10 the advisor hands the paper in and marks the correction done; before, it cannot be closed', async () => {
    const { page, t, picture } = known(desk)
    await goTo(known(desk), 'today')
    await page.getByRole('region', { name: t('today.section.correction') }).getByRole('link', { name: new RegExp(`^${t('today.go.correction')}：.*ZG2026-0001`) }).click()
    const close = page.getByRole('button', { name: t('correction.act.close'), exact: true })
    expect(await close.isVisible() && await close.isEnabled()).toBe(false)
    await page.getByRole('link', { name: t('correction.detail.handOver') }).click()
    await paperHandle(known(desk), 'settlement').press('Space')
    await page.getByRole('button', { name: t('handover.check.toSign') }).click()
    await drawSignature(known(desk), 'giver', ADVISOR)
    await drawSignature(known(desk), 'receiver', ARCHIVIST)
    await giveWords(known(desk), ADVISOR, ARCHIVIST)
    await received(known(desk))
    await changePerson(known(desk), ADVISOR)
    await page.getByRole('region', { name: t('today.section.correction') }).getByRole('link', { name: new RegExp(`^${t('today.go.correction')}：.*ZG2026-0001`) }).click()
    await page.getByRole('button', { name: t('correction.act.markDone'), exact: true }).click()
    await page.getByRole('dialog', { name: new RegExp(t('correction.act.markDone')) }).getByLabel(t('correction.say.markDone')).fill('已补结算单')
    await picture('correction-done')
    await page.getByRole('dialog', { name: new RegExp(t('correction.act.markDone')) }).getByRole('button', { name: t('correction.act.markDone') }).click()
    await page.getByText(`ZG2026-0001 ${t('correction.did.markDone')}`).waitFor()
  })

  step('V10 the archivist looks at it and closes it; it is settled', async () => {
    const { page, t, look } = known(desk)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await changePerson(known(desk), ARCHIVIST)
    await page.getByRole('region', { name: t('today.section.corrected') }).getByRole('link', { name: new RegExp(`^${t('today.go.corrected')}：.*ZG2026-0001`) }).click()
    await page.getByText(t('correction.detail.leftNone')).waitFor()
    await look('correction')
    await page.getByRole('button', { name: t('correction.act.close'), exact: true }).click()
    await page.getByRole('dialog', { name: new RegExp(t('correction.act.close')) }).getByRole('button', { name: t('correction.act.close') }).click()
    await page.getByText(`ZG2026-0001 ${t('correction.did.close')}`).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: t('correction.filter.settled') }).click()
    await soon(() => page.getByRole('row').filter({ hasText: 'ZG2026-0001' }).innerText()).toContain(t('correction.state.closed'))
  })
})

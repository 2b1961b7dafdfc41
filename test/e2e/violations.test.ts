// A month of violations in a real browser: found in the facts, decided by keys, one waived, one contested and answered, a slip printed, the
// month closed (rules V1 to V6, V9).
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { choose } from './steps-form.ts'
import { changePerson, signIn } from './steps-session.ts'

const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const ADVISOR = { login: LOGINS.serviceAdvisor, name: '吕志远', password: PASSWORD }
const MONTH = '2026-03'
// Three working days after the first of April, over Qingming.
const UNTIL = '2026-04-07'

describe('V9 a month of violations', () => {
  let archive: DayArchive | undefined
  let browser: Browser | undefined
  let desk: OpenDesk | undefined
  let visit: Entry | undefined

  const sitDownOn = async (day: string): Promise<void> => {
    desk = await openDesk({ browser: known(browser), archive: known(archive).folder, startAt: storeTime(day, '09:00') })
    await signIn(desk, DIRECTOR)
  }

  beforeAll(async () => {
    archive = await archiveAt('2026-03-02')
    visit = await archive.enter('maintenance', { contact: { name: '王建国', phone: '13855512345', confirmed: false } })
    const sold = await archive.enter('delivery')
    await archive.goTo('2026-03-06')
    await archive.handOver([sold.recordId], (line) => (line.due === 'always' ? {} : { presence: 'notApplicable', count: 0 }))
    await archive.handOver([visit.recordId], ({ code }) => (code === 'workOrder' ? { customerSignature: 'missing' } : {}))
    await archive.stop()
    browser = await chromium.launch(chromiumLaunch())
    await sitDownOn('2026-04-01')
  })
  afterAll(() => closeAll(desk, browser, archive))

  const step = story(() => known(desk).picture('failed'))

  /** The row of a rule, of the one person whom it blames. */
  const row = (rule: string) => known(desk).page.getByRole('row').filter({ has: known(desk).page.getByRole('cell', { name: new RegExp(`^${rule} `) }) })
  const open = async (): Promise<void> => {
    const { page, t } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('violation.title'), exact: true }).click()
    await choose(page, page.getByRole('combobox', { name: t('violation.month') }), MONTH)
  }
  /** Chooses one and waits until it is what is shown. */
  const look = async (rule: string): Promise<void> => {
    const { page, t } = known(desk)
    const number = (await row(rule).getByRole('button').innerText()).trim()
    await row(rule).getByRole('button').click()
    await page.getByRole('complementary', { name: t('violation.detail.label', { number }) }).waitFor()
  }
  const stands = (rule: string, state: 'confirmed' | 'waived' | 'contested' | 'upheld') =>
    soon(() => row(rule).innerText()).toContain(known(desk).t(`violation.state.${state}`))

  step('V1 V3 V4 V5 opening the month finds in the facts what each is blamed for', async () => {
    const { page, t } = known(desk)
    await open()
    await page.getByText(t('violation.act.proposed', { added: 4, changed: 0, removed: 0 })).waitFor()
    for (const rule of ['V1', 'V3', 'V4', 'V5']) await row(rule).waitFor()
    expect(await row('V5').innerText()).toContain(t('violation.doubled'))
    await known(desk).look('violations')
  })

  step('V9 J and K go from one to the next and back; Y decides as proposed and goes on', async () => {
    const { page } = known(desk)
    await look('V4')
    const pressed = (rule: string) => row(rule).getByRole('button').getAttribute('aria-pressed')
    await page.keyboard.press('j')
    await soon(() => pressed('V3')).toBe('true')
    await page.keyboard.press('k')
    await soon(() => pressed('V4')).toBe('true')
    await look('V4')
    await page.getByRole('textbox', { name: known(desk).t('violation.decide.amount') }).waitFor()
    await page.keyboard.press('y')
    await stands('V4', 'confirmed')
    await soon(() => pressed('V3')).toBe('true')
  })

  step('V6 V9 waived with a reason it counts no more, so that the third is the second and not doubled', async () => {
    const { page, t } = known(desk)
    await look('V3')
    const evidence = page.getByRole('complementary')
    await evidence.getByRole('button', { name: t('violation.decide.waive') }).click()
    await evidence.getByText(t('problem.text.required')).waitFor()
    await evidence.getByLabel(t('violation.decide.remark')).fill('当日系统故障，有记录')
    await evidence.getByRole('button', { name: t('violation.decide.waive') }).click()
    await stands('V3', 'waived')
    await soon(() => row('V5').innerText()).not.toContain(t('violation.doubled'))
    for (const rule of ['V5', 'V1']) {
      await look(rule)
      await page.getByRole('textbox', { name: t('violation.decide.amount') }).waitFor()
      await page.keyboard.press('y')
      await stands(rule, 'confirmed')
    }
    await known(desk).picture('violations-decided')
  })

  step('V9 the person sees their own and objects, and is answered', async () => {
    const { page, t } = known(desk)
    await changePerson(known(desk), ADVISOR)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('violation.title'), exact: true }).click()
    await look('V4')
    expect(await row('V1').count()).toBe(0)
    await page.getByRole('button', { name: t('violation.object.act') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('violation.object.remark')).fill('当天送到，前台无人')
    await known(desk).picture('violation-object')
    await dialog.getByRole('button', { name: t('violation.object.submit') }).click()
    await stands('V4', 'contested')

    await changePerson(known(desk), DIRECTOR)
    await open()
    await look('V4')
    const evidence = page.getByRole('complementary')
    await evidence.getByText('当天送到，前台无人').waitFor()
    await evidence.getByLabel(t('violation.decide.remark')).fill('没有书面记录，维持')
    await evidence.getByRole('button', { name: t('violation.decide.confirm') }).click()
    await stands('V4', 'upheld')
  })

  step('V9 the slip is printed on one sheet of A4, with the facts, the rule, the amount and who decided', async () => {
    const { page, t } = known(desk)
    await look('V5')
    await page.getByRole('button', { name: t('violation.act.slip') }).click()
    await page.getByRole('heading', { name: t('violation.slip.title'), exact: true }).waitFor()
    await known(desk).look('violation-slip')
    const { words, pages } = await onPaper(known(desk), 'violation-slip')
    for (const said of [ADVISOR.name, DIRECTOR.name, known(visit).recordNumber, '2026-03-03', '¥50', t('paper.workOrder'), t('violation.slip.foot')]) {
      expect(words).toContain(said)
    }
    expect(words).not.toContain(t('violation.slip.proposed'))
    expect(pages).toEqual([A4.portrait])
    await page.getByRole('button', { name: t('common.back'), exact: true }).click()
  })

  /** Asks for the month to be closed, and says yes. `asked`: what to do before. */
  const close = async (asked: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    const { page, t } = known(desk)
    await open()
    await row('V5').waitFor()
    await page.getByRole('button', { name: t('violation.act.more') }).click()
    await page.getByRole('menuitem', { name: t('violation.act.close') }).click()
    const dialog = page.getByRole('dialog', { name: t('violation.act.closeTitle', { month: MONTH }) })
    await dialog.waitFor()
    await asked()
    await dialog.getByRole('button', { name: t('violation.act.close') }).click()
  }

  step('V9 the month is not closed while those who were fined may still object', async () => {
    const { page, t } = known(desk)
    await close(() => known(desk).picture('month-close'))
    await page.getByText(t('problem.month.objectionPeriod', { subject: UNTIL })).first().waitFor()
  })

  step('V9 after that it is closed, and nothing in it can be decided any more', async () => {
    await known(desk).close()
    await sitDownOn('2026-04-20')
    const { page, t } = known(desk)
    await close()
    await page.getByText(t('violation.act.closeDone', { month: MONTH, amount: '¥150' })).waitFor()
    await look('V5')
    await page.getByRole('button', { name: t('violation.adjust.act') }).waitFor()
    expect(await page.getByRole('textbox', { name: t('violation.decide.amount') }).count()).toBe(0)
    await known(desk).picture('month-closed')
  })
})

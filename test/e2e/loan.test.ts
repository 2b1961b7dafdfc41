// A folder lent, from its request to the violation for the page that is missing, in a real browser at one desk: asked for by its number, approved
// by two, handed out and taken back with both signatures, overdue in between, printed (rules L1 to L4, S1, C1, V7).
import { chromium, type Browser, type Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { story } from '#test/support/story.ts'
import type { Person } from './people.ts'
import { known } from './scene.ts'
import { drawIn } from './steps-handover.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

const CONSULTANT = { login: LOGINS.salesConsultant, name: '单小雨', password: PASSWORD }
const HEAD = { login: LOGINS.salesHead, name: '曾国强', password: PASSWORD }
const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }

const FRIDAY = '2026-03-06'
const MONDAY = '2026-03-09'
// Two working days from Monday, and the day after.
const DUE = '2026-03-11'
const THURSDAY = '2026-03-12'

const NUMBER = 'JY-2026-0001'
const SLOT = 'A-01-01'

describe('L1 L2 L3 L4 a folder lent', () => {
  let archive: DayArchive | undefined
  let browser: Browser | undefined
  let desk: OpenDesk | undefined
  let serviced: Entry | undefined

  const open = async (day: string): Promise<OpenDesk> => openDesk({ browser: known(browser), archive: known(archive).folder, startAt: storeTime(day, '09:00') })

  beforeAll(async () => {
    archive = await archiveAt(FRIDAY)
    serviced = await archive.enter('maintenance')
    await archive.handOver([serviced.recordId])
    const keeper = await archive.as(LOGINS.archivist)
    await keeper.call('cabinet.add', { room: '档案室', code: 'A', shelves: 1, slotsPerShelf: 2, capacity: 5 })
    await keeper.call('filing.placeFolder', { dossierId: serviced.dossierId, slot: SLOT })
    await archive.stop()
    browser = await chromium.launch(chromiumLaunch())
    desk = await open(MONDAY)
    await signIn(desk, CONSULTANT)
  })
  afterAll(() => closeAll(desk, browser, archive))

  const step = story(() => known(desk).picture('failed'))

  const toLoans = ({ page, t }: OpenDesk): Promise<void> => (
    page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('loan.title'), exact: true }).click()
  )
  const section = ({ page, t }: OpenDesk, key: 'loanWaiting' | 'loanReady' | 'loanOverdue' | 'loanMine'): Locator => (
    page.getByRole('region', { name: t(`today.section.${key}`), exact: true })
  )
  /** Opens the loan from a section of Today. @returns where it is shown. */
  const fromToday = async (at: OpenDesk, key: 'loanWaiting' | 'loanReady' | 'loanOverdue' | 'loanMine'): Promise<Locator> => {
    await goTo(at, 'today')
    await section(at, key).getByRole('link', { name: new RegExp(`^${at.t(`today.go.${key}`)}：.*${NUMBER}`) }).click()
    return panel(at)
  }
  const panel = async ({ page, t }: OpenDesk): Promise<Locator> => {
    const shown = page.getByRole('dialog', { name: t('loan.detail.label', { number: NUMBER }), exact: true })
    await shown.getByText(t('loan.detail.purpose'), { exact: true }).waitFor()
    return shown
  }
  const actIn = ({ t }: OpenDesk, within: Locator, act: 'approve' | 'withdraw' | 'handOut' | 'giveBack'): Locator => (
    within.getByRole('button', { name: t(`loan.act.${act}`), exact: true })
  )
  const side = ({ page, t }: OpenDesk, which: 'borrower' | 'broughtBy' | 'keeper'): Locator => (
    page.getByRole('region', { name: t(`loan.hand.${which}`), exact: true })
  )
  const sign = async (at: OpenDesk, which: 'borrower' | 'broughtBy' | 'keeper', person: Person): Promise<void> => {
    await drawIn(at, side(at, which), person)
    await side(at, which).getByLabel(at.t('handover.sign.password', { name: person.name })).fill(person.password)
  }
  const handed = async ({ page, t }: OpenDesk, way: 'doneOut' | 'doneBack'): Promise<Locator> => {
    const done = page.getByRole('region', { name: t(`loan.hand.${way}`), exact: true })
    await done.waitFor()
    return done
  }

  step('L2 S1 asked for by its number, by who may not know it: nothing of it is shown but whose approval it takes', async () => {
    const { page, t, look } = known(desk)
    await toLoans(known(desk))
    await page.getByRole('button', { name: t('loan.request'), exact: true }).click()
    await page.getByLabel(t('loan.form.dossier'), { exact: true }).fill(known(serviced).dossierNumber)
    const meant = page.getByRole('complementary', { name: t('loan.meant.title') })
    await meant.getByText(t('loan.meant.hidden')).waitFor()
    await meant.getByText(t('loan.meant.rule.other')).waitFor()
    await page.getByRole('radio', { name: t('loan.place.out'), exact: true }).check()
    await page.getByLabel(t('loan.form.reason'), { exact: true }).fill('送车管所核对')
    await page.getByLabel(t('loan.form.days'), { exact: true }).fill('2')
    await page.getByLabel(t('loan.form.purpose'), { exact: true }).fill('核对保养记录')
    await look('loan-request')
    const words = await page.getByRole('main').innerText()
    expect(words).not.toContain(customerOf(1).name)
    expect(words).not.toContain(vehicleOf(1).plate)
    await page.getByRole('button', { name: t('loan.form.submit') }).click()
    await page.getByText(t('loan.form.done', { number: NUMBER })).waitFor()
  })

  step('L2 S1 the borrower has nothing to approve on their own request, and may take it back', async () => {
    const { page, t, look } = known(desk)
    const shown = await panel(known(desk))
    await actIn(known(desk), shown, 'withdraw').waitFor()
    expect(await actIn(known(desk), shown, 'approve').count()).toBe(0)
    expect(await shown.innerText()).not.toContain(customerOf(1).name)
    await look('loan-asked')
    await page.keyboard.press('Escape')
    await shown.waitFor({ state: 'hidden' })
    await page.getByRole('tab', { name: new RegExp(`^${t('loan.filter.waiting')}`) }).click()
    await page.getByRole('row').filter({ hasText: NUMBER }).waitFor()
    expect(await page.getByRole('tab', { name: new RegExp(`^${t('loan.filter.inbox')}`) }).count()).toBe(0)
  })

  step('L2 the head of the borrower approves, then the customer director', async () => {
    const { page, t, look } = known(desk)
    await changePerson(known(desk), HEAD)
    await actIn(known(desk), await fromToday(known(desk), 'loanWaiting'), 'approve').click()
    const asked = page.getByRole('dialog', { name: `${t('loan.act.approve')} · ${NUMBER}` })
    await asked.getByLabel(t('loan.say.approve')).fill('同意')
    await look('loan-approve')
    await actIn(known(desk), asked, 'approve').click()
    await page.getByText(t('loan.dialog.done', { number: NUMBER, did: t('loan.did.approve') })).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: t('loan.detail.label', { number: NUMBER }), exact: true }).waitFor({ state: 'hidden' })

    await changePerson(known(desk), DIRECTOR)
    await toLoans(known(desk))
    const approve = page.getByRole('button', { name: t('loan.inbox.actOf', { act: t('loan.act.approve'), number: NUMBER }), exact: true })
    await approve.waitFor()
    await look('loan-inbox')
    await approve.click()
    await actIn(known(desk), asked, 'approve').click()
    // The director keeps the register as well: what is approved waits to be handed out.
    await page.getByRole('button', { name: t('loan.inbox.actOf', { act: t('loan.act.handOut'), number: NUMBER }) }).waitFor()
  })

  step('L1 L3 handed out: pages counted, both sign by hand and password; the slip is printed', async () => {
    const { page, t, look, picture } = known(desk)
    await changePerson(known(desk), ARCHIVIST)
    const shown = await fromToday(known(desk), 'loanReady')
    for (const [role, { name }] of [[t('loan.headOf', { department: '销售部' }), HEAD], [t('loan.role.customerDirector'), DIRECTOR]] as const) {
      await shown.getByText(`${role} · ${t('loan.detail.given', { name })}`).waitFor()
    }
    await picture('loan-approved')
    await actIn(known(desk), shown, 'handOut').click()
    await page.getByRole('heading', { name: t('loan.hand.outTitle', { number: NUMBER }) }).waitFor()
    // Unsigned and uncounted it does not go.
    const submit = page.getByRole('button', { name: t('loan.hand.submitOut') })
    await submit.click()
    await page.getByText(t('problem.signature.missing')).first().waitFor()
    await look('loan-hand-out')
    await page.getByLabel(t('loan.hand.pages'), { exact: true }).fill('12')
    await sign(known(desk), 'borrower', CONSULTANT)
    await sign(known(desk), 'keeper', ARCHIVIST)
    await submit.click()
    const done = await handed(known(desk), 'doneOut')
    expect(await done.innerText()).toContain(DUE)
    await look('loan-handed-out')

    await done.getByRole('button', { name: t('loan.detail.printSlip') }).click()
    await page.getByRole('heading', { name: t('loan.slip.title'), exact: true }).first().waitFor()
    await look('loan-slip')
    const { words, pages } = await onPaper(known(desk), 'loan-slip')
    const said = [NUMBER, CONSULTANT.name, ARCHIVIST.name, HEAD.name, DIRECTOR.name, DUE, known(serviced).dossierNumber, t('loan.detail.pages', { count: 12 }), t('common.training')]
    for (const each of said) expect(words).toContain(each)
    expect(words).not.toContain(t('session.frame.find'))
    expect(pages).toEqual([A4.portrait])
  })

  step('C1 a card takes its place: number and slot in large print, who has it, nothing to scan and nothing of the customer', async () => {
    const { page, t, look } = known(desk)
    await toLoans(known(desk))
    await page.getByRole('tab', { name: new RegExp(`^${t('loan.filter.out')}`) }).click()
    await page.getByRole('button', { name: t('loan.open', { number: NUMBER }) }).click()
    const shown = await panel(known(desk))
    await look('loan-out')
    await shown.getByRole('button', { name: t('loan.card.title') }).click()
    await page.getByRole('heading', { name: t('loan.card.title'), exact: true }).first().waitFor()
    await look('loan-card')
    expect(await page.locator('.loan-card svg').count()).toBe(0)
    const { words, pages } = await onPaper(known(desk), 'loan-card')
    for (const each of [SLOT, known(serviced).dossierNumber, NUMBER, CONSULTANT.name, DUE]) expect(words).toContain(each)
    expect(words).not.toContain(customerOf(1).name)
    expect(pages).toEqual([A4.portrait])
  })

  step('L4 Today shows it to the borrower, who knows its dossier now', async () => {
    const { t, picture } = known(desk)
    await changePerson(known(desk), CONSULTANT)
    await goTo(known(desk), 'today')
    await soon(() => section(known(desk), 'loanMine').innerText()).toContain(NUMBER)
    await picture('loan-today-mine')
    const shown = await fromToday(known(desk), 'loanMine')
    await shown.getByRole('link', { name: known(serviced).dossierNumber }).waitFor()
    await shown.getByText(t('loan.state.out'), { exact: true }).first().waitFor()
    expect(await actIn(known(desk), shown, 'giveBack').count()).toBe(0)
  })

  step('L4 a day after it was due it is overdue on Today of the archive', async () => {
    await known(desk).close()
    desk = undefined
    desk = await open(THURSDAY)
    const { page, t, look, picture } = desk
    await signIn(desk, ARCHIVIST)
    await soon(() => section(known(desk), 'loanOverdue').innerText()).toContain(NUMBER)
    expect(await section(desk, 'loanOverdue').innerText()).toContain(CONSULTANT.name)
    await picture('loan-today-overdue')
    await section(desk, 'loanOverdue').getByRole('link', { name: new RegExp(t('today.all', { shown: 1 })) }).click()
    const row = page.getByRole('row').filter({ hasText: NUMBER })
    await row.getByText(t('loan.overdue'), { exact: true }).waitFor()
    expect(await row.innerText()).toContain(DUE)
    await look('loans-overdue')
  })

  step('L3 V7 given back with a page less: it takes a report, and the violation is entered', async () => {
    const { page, t, look, picture } = known(desk)
    await page.getByRole('button', { name: t('loan.open', { number: NUMBER }) }).click()
    await actIn(known(desk), await panel(known(desk)), 'giveBack').click()
    await page.getByRole('heading', { name: t('loan.hand.backTitle', { number: NUMBER }) }).waitFor()
    await page.getByLabel(t('loan.hand.pages'), { exact: true }).fill('11')
    await page.getByText(t('loan.hand.short')).waitFor()
    await sign(known(desk), 'broughtBy', CONSULTANT)
    await sign(known(desk), 'keeper', ARCHIVIST)
    const submit = page.getByRole('button', { name: t('loan.hand.submitBack') })
    await submit.click()
    await page.getByText(t('problem.loan.piecesDue')).first().waitFor()
    await look('loan-give-back')
    await page.getByLabel(t('loan.hand.pieces'), { exact: true }).fill('1')
    await page.getByLabel(t('loan.hand.remark'), { exact: true }).fill('缺结算单第二页')
    await submit.click()
    const done = await handed(known(desk), 'doneBack')
    await done.getByText(t('loan.hand.violation')).waitFor()
    await picture('loan-given-back')
  })

  step('L1 L3 the register shows out and back with both signatures, and prints on A4 landscape', async () => {
    const { page, t, look } = known(desk)
    await toLoans(known(desk))
    await page.getByRole('link', { name: t('loan.register.open') }).click()
    const row = page.getByRole('row').filter({ hasText: NUMBER })
    await row.waitFor()
    const hands = (name: string): Locator => row.getByRole('img', { name: t('book.line.signature', { name }) })
    // Out and back each.
    await soon(() => hands(CONSULTANT.name).count()).toBe(2)
    await soon(() => hands(ARCHIVIST.name).count()).toBe(2)
    await soon(() => row.innerText()).toContain(t('loan.register.report', { count: 1, remark: '缺结算单第二页' }))
    await look('loan-register')
    await page.getByRole('button', { name: t('loan.register.print') }).click()
    await page.getByRole('button', { name: t('common.print'), exact: true }).waitFor()
    await page.locator('.print-preview .register-table').waitFor()
    await look('loan-register-print')
    const { words, pages } = await onPaper(known(desk), 'loan-register')
    const said = [NUMBER, known(serviced).dossierNumber, CONSULTANT.name, ARCHIVIST.name, HEAD.name, DIRECTOR.name, DUE, THURSDAY]
    for (const each of said) expect(words).toContain(each)
    expect(await page.locator('.print-sheet .drawn-signature').count()).toBe(4)
    expect(pages).toEqual([A4.landscape])
  })

  step('V7 the violation stands against the borrower, with the loan as its evidence; register and trail agree', async () => {
    await known(desk).close()
    desk = undefined
    await known(archive).goTo(THURSDAY, '12:00')
    const director = await known(archive).as(LOGINS.customerDirector)
    const { people } = await director.call('violation.list', { month: '2026-03', personId: null, filter: 'all' })
    const lost = people.flatMap(({ violations }) => violations).filter(({ rule }) => rule === 'V7')
    expect(lost).toMatchObject([{ person: { name: CONSULTANT.name }, on: THURSDAY, evidence: { pieces: 1, loan: { number: NUMBER } } }])
    expect(await foundIn(known(archive))).toEqual([])
  })
})

// The first day of the journey: the archive is set up, records are entered, the first papers handed over and signed for.
import { expect } from 'vitest'
import { soon } from '#test/support/desk-browser.ts'
import type { Step } from '#test/support/story.ts'
import { known, type Scene } from './scene.ts'
import { ADMIN, ADVISOR, ARCHIVIST, CONSULTANT, DIRECTOR, DRIVER, GUO, MA, STORE, ZENG } from './people.ts'
import { everythingOn, problemAt } from './steps-form.ts'
import { drawSignature, giveWords, paperHandle, paperHeading, received, scan, side } from './steps-handover.ts'
import { confirmContact, enterDelivery, enterRecord, entryField, fillCar, fillCustomer } from './steps-record.ts'
import { addColleague, changePerson, goTo, leave, setUp, signIn } from './steps-session.ts'

const DELIVERY_PAPERS = [
  'greenCard', 'purchaseInvoice', 'salesContract', 'identityCopy', 'deliveryCheckSheet', 'drivingLicenceCopy', 'insuranceCopy',
  'derivedServicesList', 'certificateCopy', 'deliveryPhoto', 'pdiSheet', 'otherProof',
] as const

export function firstDay(step: Step, scene: Scene): void {
  step('A1: an archive is set up; the recovery key is shown once, and must be acknowledged', async () => {
    const { page, t, look } = scene.desk
    const key = await setUp(scene.desk, STORE, ADMIN, true)
    expect(key).toMatch(/^([0-9A-Z]{4}-)+[0-9A-Z]{1,4}$/)
    const next = page.getByRole('button', { name: t('common.next') })
    expect(await next.isEnabled()).toBe(false)
    await page.getByRole('checkbox', { name: t('session.setUp.written') }).check()
    await next.click()
    await page.getByRole('heading', { name: t('session.setUp.readyTitle') }).waitFor()
    const left = await everythingOn(page)
    expect(key.split('-').filter((group) => left.includes(group)).length).toBeLessThan(2)
    await look('set-up-ready')
  })

  step('A1: the administrator adds an archivist, a consultant, an advisor and a director', async () => {
    const { page, t, look } = scene.desk
    await page.getByRole('button', { name: t('session.setUp.addStaff') }).click()
    await addColleague(scene.desk, ARCHIVIST, () => look('staff-add'))
    for (const person of [CONSULTANT, ADVISOR, DIRECTOR]) await addColleague(scene.desk, person)
    await look('staff')
    await page.getByRole('tab', { name: t('staff.departments') }).click()
    await look('departments')
    await goTo(scene.desk, 'settings')
    await look('settings')
    await goTo(scene.desk, 'today')
    await look('desk-administrator')
    await leave(scene.desk, 'signOut')
    await look('sign-in')
  })

  step('F1: a wrong check digit of a VIN is named at its field while the delivery is entered', async () => {
    const { page, t, look } = scene.desk
    await signIn(scene.desk, CONSULTANT)
    await look('desk-empty')
    await goTo(scene.desk, 'newDelivery')
    const vin = entryField(scene.desk, 'vin')
    const wrong = `${ZENG.vehicle.vin.slice(0, 8)}${ZENG.vehicle.vin[8] === '1' ? '2' : '1'}${ZENG.vehicle.vin.slice(9)}`
    await vin.fill(wrong)
    await page.keyboard.press('Tab')
    await soon(() => problemAt(vin)).toContain(t('problem.vin.checkDigit'))
    await soon(() => vin.getAttribute('aria-invalid')).toBe('true')
    await look('entry-wrong-vin')
  })

  step('A1: a half-filled form is kept over a lock for its author, and nobody else sees anything of it', async () => {
    const { page, t } = scene.desk
    await fillCar(scene.desk, ZENG)
    await fillCustomer(scene.desk, ZENG)
    await leave(scene.desk, 'lock')
    expect(await everythingOn(page)).not.toContain(ZENG.customer.name)
    await signIn(scene.desk, ARCHIVIST)
    const kept = page.waitForResponse((response) => response.request().postData()?.includes('draft.load') === true)
    await goTo(scene.desk, 'newDelivery')
    expect(await (await kept).json()).toMatchObject({ ok: true, value: { value: null } })
    await page.getByText(t('record.enter.dueLive')).waitFor()
    const seen = await everythingOn(page)
    for (const hidden of [ZENG.customer.name, ZENG.vehicle.vin, ZENG.vehicle.plate, ZENG.customer.mobile]) expect(seen).not.toContain(hidden)
    expect(await entryField(scene.desk, 'vin').inputValue()).toBe('')
    await changePerson(scene.desk, CONSULTANT)
    await goTo(scene.desk, 'newDelivery')
    await page.getByText(t('record.enter.restored')).waitFor()
    await soon(() => entryField(scene.desk, 'vin').inputValue()).toBe(ZENG.vehicle.vin)
    await soon(() => entryField(scene.desk, 'personName').inputValue()).toBe(ZENG.customer.name)
  })

  step('F1, H1, C5: the delivery is entered, its dossier made, its due day told; two more follow', async () => {
    const { page, t, look } = scene.desk
    await confirmContact(scene.desk)
    await look('entry')
    scene.zeng = await enterRecord(scene.desk)
    expect(scene.zeng.archiveNumber).toMatch(/^HF01-XS-2026-/)
    // Three working days after a Monday.
    await page.getByText(scene.desk.language === 'en' ? 'Thursday, 5 March 2026' : '2026年3月5日星期四').first().waitFor()
    await look('entered')
    await page.getByRole('button', { name: t('record.entered.another') }).click()
    scene.guo = await enterDelivery(scene.desk, GUO)
    await page.getByRole('button', { name: t('record.entered.another') }).click()
    scene.ma = await enterDelivery(scene.desk, MA)
  })

  step('F3, L5, V3: the advisor enters a visit of a car on file, and is told nothing that is filed of it by another department', async () => {
    const { page, t, look } = scene.desk
    await changePerson(scene.desk, ADVISOR)
    await goTo(scene.desk, 'newVisit')
    await entryField(scene.desk, 'vin').fill(ZENG.vehicle.vin)
    await page.getByText(t('record.enter.onFileHidden', { number: known(scene.zeng).archiveNumber })).first().waitFor()
    const seen = await everythingOn(page)
    for (const hidden of [ZENG.customer.name, ZENG.customer.mobile, ZENG.vehicle.plate]) expect(seen).not.toContain(hidden)
    await fillCar(scene.desk, ZENG)
    await entryField(scene.desk, 'contactName').fill(DRIVER.name)
    await entryField(scene.desk, 'contactPhone').fill(DRIVER.phone)
    await page.getByRole('checkbox', { name: t('record.enter.contactConfirmed') }).check()
    await look('entry-visit')
    scene.visit = await enterRecord(scene.desk)
    expect(scene.visit.archiveNumber).toBe(known(scene.zeng).archiveNumber)
  })

  step('H3: two records are taken at once, one by scanning its label; the papers are ticked by keyboard, one is missing', async () => {
    const { page, t, look } = scene.desk
    await changePerson(scene.desk, ARCHIVIST)
    await look('desk')
    await goTo(scene.desk, 'handover')
    const guo = known(scene.guo)
    await scan(scene.desk, guo.archiveNumber, guo.recordNumber)
    await page.getByRole('checkbox', { name: ZENG.customer.name }).and(page.getByRole('checkbox', { name: t('common.kind.delivery') })).click()
    await soon(() => paperHeading(scene.desk).innerText()).toContain(ZENG.customer.name)
    await page.getByRole('textbox', { name: t('handover.pick.scan') }).press('ArrowDown')
    for (const code of DELIVERY_PAPERS) {
      await soon(() => paperHandle(scene.desk, code).evaluate((handle) => handle === document.activeElement)).toBe(true)
      if (code === 'insuranceCopy') await page.keyboard.press('m')
      else if (code === 'drivingLicenceCopy') await page.keyboard.press('l')
      else if (code === 'otherProof') await page.keyboard.press('n')
      else await page.keyboard.press('Space')
      if (['insuranceCopy', 'drivingLicenceCopy'].includes(code)) await page.keyboard.press('ArrowDown')
    }
    await page.getByLabel(t('handover.check.of', { paper: t('paper.drivingLicenceCopy'), what: t('handover.check.promisedOn') })).fill('2026-03-20')
    await page.keyboard.press('Enter')
    await look('handover')
    await page.getByRole('button', { name: GUO.customer.name }).click()
    await soon(() => paperHeading(scene.desk).innerText()).toContain(GUO.customer.name)
    await page.getByRole('button', { name: t('handover.check.allInOrder') }).click()
    await paperHandle(scene.desk, 'otherProof').press('n')
  })

  step('H3: both sides sign by hand and password; a wrong password is named at its side and nothing is entered', async () => {
    const { page, t, look } = scene.desk
    await page.getByRole('button', { name: t('handover.check.toSign') }).click()
    await drawSignature(scene.desk, 'giver', CONSULTANT)
    await drawSignature(scene.desk, 'receiver', ARCHIVIST)
    await giveWords(scene.desk, { ...CONSULTANT, password: 'not the password' }, ARCHIVIST)
    await side(scene.desk, 'giver').getByText(t('problem.password.wrong')).waitFor()
    expect(await side(scene.desk, 'receiver').innerText()).not.toContain(t('problem.password.wrong'))
    await look('handover-sign')
    await giveWords(scene.desk, CONSULTANT, ARCHIVIST)
    // The first lines of the book: nothing was entered before.
    expect(await received(scene.desk)).toContain(`${t('handover.done.line', { seq: 1 })}${t('book.line.separator')}${t('handover.done.line', { seq: 2 })}`)
    await look('handover-done')
  })
}

// Doubles in a real browser: found, compared, one merged into the other, and the merge undone (rule F8).
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { LOGINS, makeArchive, PASSWORD, type Entry, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { customerOf, identityNumberOf, vehicleOf, vinOf } from '#test/support/samples.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { find } from './steps-find.ts'
import { goTo, signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const REASON = '发动机号相同，车架号抄错'

describe('F8 doubles', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined
  let kept: Entry | undefined
  let double: Entry | undefined
  let another: Entry | undefined

  beforeAll(async () => {
    archive = await makeArchive()
    kept = await archive.enter('delivery', { vehicle: vehicleOf(31), customer: customerOf(31) })
    // The same car, its VIN taken from elsewhere; the same owner, with another number by mistake.
    double = await archive.enter('maintenance', {
      vehicle: { ...vehicleOf(31), vin: vinOf(32), plate: null }, customer: { ...customerOf(31), identityNumber: identityNumberOf(531) },
    })
    // A second car of the first owner.
    another = await archive.enter('delivery', { vehicle: vehicleOf(33), customer: customerOf(31) })
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: null })
    await signIn(desk, ARCHIVIST)
  })
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))

  const merges = async (tab: 'cars' | 'customers' | 'done'): Promise<void> => {
    const { page, t } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('merge.title'), exact: true }).click()
    await page.getByRole('tab', { name: t(`merge.tab.${tab}`) }).click()
  }

  step('F8 two cars with one engine number are listed, and compared side by side with what differs marked', async () => {
    const { page, t, look } = known(desk)
    await merges('cars')
    const row = page.getByRole('row').filter({ hasText: known(double).dossierNumber })
    await row.waitFor()
    expect(await row.innerText()).toContain(t('merge.reason.engineNumber'))
    await look('merge-cars')
    await row.getByRole('link', { name: t('merge.compare') }).click()
    const vin = page.getByRole('row', { name: vinOf(31) })
    await vin.waitFor()
    expect(await vin.innerText()).toContain(t('merge.pair.differs'))
    expect(await page.getByRole('radio', { name: t('merge.pair.keepOf', { label: known(kept).dossierNumber }) }).isChecked()).toBe(true)
    await look('merge-compare')
  })

  step('F8 merged with a reason, the kept dossier has the records of both, and the other\'s number leads to it', async () => {
    const { page, t, picture } = known(desk)
    await page.getByRole('button', { name: t('merge.pair.submit'), exact: true }).click()
    await page.getByText(t('problem.text.required')).waitFor()
    await page.getByLabel(t('merge.pair.reason')).fill(REASON)
    await page.keyboard.press('Enter')
    await page.getByText(t('merge.pair.done', { kept: known(kept).dossierNumber })).waitFor()
    await soon(() => page.url().split('#')[1]).toBe(`/dossier/${known(kept).dossierId}`)
    for (const { recordNumber } of [known(kept), known(double)]) await page.getByText(recordNumber).first().waitFor()
    await picture('merge-merged')
    await goTo(known(desk), 'search')
    await find(known(desk), known(double).dossierNumber)
    await page.keyboard.press('Enter')
    await soon(() => page.url().split('#')[1]).toBe(`/dossier/${known(kept).dossierId}`)
  })

  step('F8 undone with a reason, both stand again, and the list keeps who did what', async () => {
    const { page, t, picture } = known(desk)
    await merges('done')
    const row = page.getByRole('row').filter({ hasText: REASON })
    await row.getByRole('button', { name: t('merge.undo.act') }).click()
    const dialog = page.getByRole('dialog', { name: t('merge.undo.title') })
    await dialog.getByLabel(t('merge.undo.reason')).fill('是两辆车')
    await picture('merge-undo')
    await page.keyboard.press('Enter')
    await page.getByText(t('merge.undo.done')).waitFor()
    await soon(() => row.innerText()).toContain('是两辆车')
    await goTo(known(desk), 'search')
    await find(known(desk), known(double).dossierNumber)
    await page.keyboard.press('Enter')
    await soon(() => page.url().split('#')[1]).toBe(`/dossier/${known(double).dossierId}`)
  })

  step('F8 an owner is compared with the owner of another car, and not with themselves', async () => {
    const { page, t, look } = known(desk)
    await goTo(known(desk), 'search')
    await find(known(desk), known(kept).dossierNumber)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: t('merge.from.customer') }).or(page.getByRole('button', { name: t('merge.from.customer') })).click()
    await page.getByLabel(t('merge.choose.box')).fill(customerOf(31).name)
    const pick = (other: Entry) => page.getByRole('button', { name: t('merge.compareOf', { one: known(kept).dossierNumber, other: other.dossierNumber }) })
    await pick(known(another)).click()
    await page.getByRole('status').filter({ hasText: t('merge.choose.sameOwner') }).waitFor()
    expect(await pick(known(another)).count()).toBe(0)
    await look('merge-choose')
    await pick(known(double)).click()
    await page.getByRole('heading', { name: t('merge.pair.title', { subject: t('merge.subject.customer') }) }).waitFor()
    await page.getByText(t('merge.pair.alike', { reasons: '' })).waitFor()
  })
})

// Labels scanned by a real scanner's keys, anywhere: to the dossier, into the placing, into the handover; never into a field (rules F2, H4, C1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labelText, type Label } from '#shared/domain/label.ts'
import { LOGINS, makeArchive, PASSWORD, type Entry, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, pageSizes } from '#test/support/printed.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { known } from './scene.ts'
import { scannerAt, type Scanner } from './steps-scanner.ts'
import { goTo, signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }

describe('F2 labels scanned anywhere', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined
  let scanner: Scanner | undefined
  let sold: Entry | undefined
  let owed: Entry | undefined

  beforeAll(async () => {
    archive = await makeArchive()
    sold = await archive.enter('delivery')
    owed = await archive.enter('maintenance')
    await archive.handOver([sold.recordId])
    await (await archive.as(LOGINS.archivist)).call('cabinet.add', { room: '档案室', code: 'A', shelves: 2, slotsPerShelf: 4, capacity: 2 })
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: null })
    scanner = await scannerAt(desk.page)
    await signIn(desk, ARCHIVIST)
  })
  afterAll(() => closeAll(desk, archive))

  const type = (text: string, enter: boolean): Promise<void> => known(scanner).type(text, enter)
  const scan = (label: Label): Promise<void> => known(scanner).scan(label)

  const folder = (): Label => ({ what: 'dossier', number: known(sold).dossierNumber })
  const isOpen = (path: string) => soon(() => known(desk).page.url().split('#')[1]).toBe(path)

  it('F2 opens the dossier from wherever one is; a cover sheet opens its paper, a slot its cabinet', async () => {
    const { page, t, look } = known(desk)
    await scan(folder())
    await isOpen(`/dossier/${known(sold).dossierId}`)
    await page.getByRole('heading', { name: t('filing.folder.title') }).waitFor()
    // The first car entered: its customer stands on the screen, and on no label.
    await page.getByRole('heading', { name: customerOf(1).name }).waitFor()
    await goTo(known(desk), 'book')
    await type(labelText({ what: 'record', number: known(owed).recordNumber }).toLowerCase(), true)
    await isOpen(`/dossier/${known(owed).dossierId}`)
    await scan({ what: 'paper', number: known(sold).recordNumber, code: 'identityCopy' })
    await isOpen(`/scan/${known(sold).recordId}/identityCopy`)
    await scan({ what: 'slot', label: 'A-02-03' })
    await isOpen('/cabinets/A-02-03')
    await page.getByText(t('cabinet.slot.empty')).waitFor()
    await soon(() => page.getByRole('button', { pressed: true }).count()).toBe(1)
    await look('slot')
  })

  it('F2 leaves nothing of the label in the field that had the focus, and what stood there stands', async () => {
    const { page, t } = known(desk)
    await goTo(known(desk), 'search')
    const box = page.getByRole('combobox', { name: t('search.box'), exact: true })
    await box.fill('王建')
    await box.press('ArrowLeft')
    await scan({ what: 'dossier', number: 'HF01-XS-1999-D10-00001' })
    await page.getByText(t('label.unknown', { text: 'YD*D*HF01-XS-1999-D10-00001' })).waitFor()
    expect(await box.inputValue()).toBe('王建')
    expect(await box.evaluate((field) => (field instanceof HTMLInputElement ? field.selectionStart : null))).toBe(1)
    await scan(folder())
    await isOpen(`/dossier/${known(sold).dossierId}`)
  })

  it('F2 takes nothing from who types by hand', async () => {
    const { page, t } = known(desk)
    await goTo(known(desk), 'search')
    const box = page.getByRole('combobox', { name: t('search.box'), exact: true })
    await box.fill('')
    await page.keyboard.type('YD*D*1', { delay: 120 })
    expect(await box.inputValue()).toBe('YD*D*1')
    // As quick as a scanner, and no label: it comes back.
    await box.fill('x')
    await type('YD*ab', false)
    await soon(() => box.inputValue()).toBe('xYD*ab')
    await box.fill('')
    // Enter opens the first that fits: nothing does.
    await type('没有此人', true)
    await soon(() => box.inputValue()).toBe('没有此人')
  })

  it('F2 is the input of the palette, and of no other dialog', async () => {
    const { page, t } = known(desk)
    await goTo(known(desk), 'today')
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: t('session.palette.label') })
    await palette.getByRole('combobox').waitFor()
    await scan(folder())
    await isOpen(`/dossier/${known(sold).dossierId}`)
    await palette.waitFor({ state: 'hidden' })

    await page.getByRole('button', { name: t('session.frame.person') }).click()
    await page.getByRole('menuitem', { name: t('session.frame.changePassword'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: t('session.password.title') })
    const current = dialog.getByLabel(t('session.password.current'), { exact: true })
    await current.fill('half')
    await scan({ what: 'slot', label: 'A-01-01' })
    await page.getByText(t('label.busy')).waitFor()
    expect(await current.inputValue()).toBe('half')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await isOpen(`/dossier/${known(sold).dossierId}`)
  })

  it('H3 adds to the handover, whatever has the focus, and no key of it ticks a paper', async () => {
    const { page, t } = known(desk)
    await goTo(known(desk), 'handover')
    await page.locator('#handover-scan').waitFor()
    await scan({ what: 'record', number: known(owed).recordNumber })
    await page.getByText(t('handover.pick.added', { number: known(owed).recordNumber })).waitFor()
    await page.locator('.paper-handle').first().focus()
    await scan({ what: 'paper', number: known(owed).recordNumber, code: 'workOrder' })
    // Back to the field for scanning: the label was taken.
    await soon(() => page.locator('#handover-scan').evaluate((field) => field === document.activeElement)).toBe(true)
    await isOpen('/handover')
    expect(await page.getByText(t('handover.check.progress', { seen: 0, all: 4 })).count()).toBeGreaterThan(0)
  })

  it('H4 C1 scan folder, scan slot: it is put away', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('link', { name: t('filing.title'), exact: true }).click()
    await page.getByRole('tab', { name: t('filing.step.place') }).click()
    const row = page.getByRole('row').filter({ hasText: known(sold).recordNumber })
    await row.waitFor()
    await scan({ what: 'slot', label: 'A-01-02' })
    await page.getByText(t('filing.place.folderFirst')).waitFor()
    await scan(folder())
    await page.getByText(t('filing.place.waiting', { count: 1 })).waitFor()
    await look('placing')
    await scan({ what: 'slot', label: 'A-01-02' })
    await page.getByText(t('filing.place.done', { number: known(sold).dossierNumber, slot: 'A-01-02' })).waitFor()
    await row.waitFor({ state: 'detached' })
    await soon(() => page.getByText(t('filing.empty.place')).count()).toBe(1)
    await look('placed')

    // Moved from the dossier, by hand.
    await scan({ what: 'record', number: known(sold).recordNumber })
    await page.getByText(t('filing.place.now', { slot: 'A-01-02' })).waitFor()
    await page.getByLabel(t('filing.place.slotBox'), { exact: true }).fill('a-02-04')
    await page.keyboard.press('Enter')
    await page.getByText(t('filing.place.done', { number: known(sold).dossierNumber, slot: 'A-02-04' })).waitFor()
    await page.getByRole('link', { name: t('cabinet.title'), exact: true }).click()
    await page.getByRole('button', { name: t('cabinet.slotOf', { label: 'A-02-04', used: 1, capacity: 2 }) }).click()
    await page.getByRole('complementary').getByRole('link', { name: known(sold).dossierNumber }).click()
    await isOpen(`/dossier/${known(sold).dossierId}`)
  })

  it('F2 folder labels are printed on sheets of A4, with the car and without the customer', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('button', { name: t('filing.folder.label') }).click()
    await page.getByText(t('label.sheet.hint')).waitFor()
    await look('folder-labels')
    await page.emulateMedia({ media: 'print' })
    const words = await page.locator('body').innerText()
    expect(words).toContain(known(sold).dossierNumber)
    expect(words).toContain(vehicleOf(1).plate)
    expect(words).not.toContain(customerOf(1).name)
    expect(words).not.toContain(t('session.frame.find'))
    expect(pageSizes(await page.pdf({ preferCSSPageSize: true, printBackground: true }))).toEqual([A4.portrait])
    await page.emulateMedia({ media: null })
  })
})

// The journey goes on: slip and book, a refusal, a correction, an accepted delay; the next morning later papers, a visit, and finding it all.
import { expect } from 'vitest'
import { soon, type Desk } from '#test/support/desk-browser.ts'
import { A4, pageSizes } from '#test/support/printed.ts'
import type { Step } from '#test/support/story.ts'
import { ADVISOR, ARCHIVIST, CONSULTANT, DIRECTOR, DRIVER, GUO, MA, STORE, TUESDAY, ZENG } from './people.ts'
import { known, type Scene } from './scene.ts'
import { bookLine, bookLines, isCrossed, signaturesIn, strike } from './steps-book.ts'
import { choose } from './steps-form.ts'
import { find, hit, openByPalette, scanLabel } from './steps-find.ts'
import { drawSignature, giveWords, paperHandle, paperHeading, received, scan } from './steps-handover.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

/** What is written of a paper that lacks. */
function lack({ t }: Desk, paper: 'insuranceCopy' | 'drivingLicenceCopy', kind: 'missing' | 'notYetObtainable'): string {
  return t('handover.lackOf', { paper: t(`paper.${paper}`), lack: t(`handover.lack.${kind}`) })
}

async function signTogether(desk: Desk, giver: typeof CONSULTANT): Promise<string> {
  await desk.page.getByRole('button', { name: desk.t('handover.check.toSign') }).click()
  await drawSignature(desk, 'giver', giver)
  await drawSignature(desk, 'receiver', ARCHIVIST)
  await giveWords(desk, giver, ARCHIVIST)
  return received(desk)
}

export function nextDay(step: Step, scene: Scene): void {
  const signatures = (desk: Desk, ...people: { name: string }[]) => people.map(({ name }) => desk.t('book.line.signature', { name }))

  step('H3: the slip is printed on A4 with both signatures, what is missing, line numbers and the newest hash', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await page.getByRole('button', { name: t('handover.done.print') }).click()
    await page.getByRole('heading', { name: t('handover.slip.title'), exact: true }).waitFor()
    await look('slip')
    await page.emulateMedia({ media: 'print' })
    const sheet = page.locator('body')
    const words = await sheet.innerText()
    for (const said of [
      STORE.name, ZENG.customer.name, ZENG.vehicle.vin, known(scene.zeng).archiveNumber, known(scene.guo).recordNumber, GUO.customer.name,
      lack(desk, 'insuranceCopy', 'missing'), lack(desk, 'drivingLicenceCopy', 'notYetObtainable'), '2026-03-05', t('common.training'),
      `1${t('book.line.separator')}2`, t('handover.slip.head', { seq: 2 }),
    ]) expect(words).toContain(said)
    expect(words).toMatch(/\b[0-9a-f]{64}\b/)
    // Nothing of the screen is on the paper.
    expect(words).not.toContain(t('session.frame.find'))
    expect(words).not.toContain(t('handover.print.preview'))
    expect(await signaturesIn(sheet)).toEqual(signatures(desk, CONSULTANT, ARCHIVIST))
    const pages = pageSizes(await page.pdf({ preferCSSPageSize: true, printBackground: true }))
    expect(pages).toEqual(pages.map(() => A4.portrait))
    expect(pages.length).toBeGreaterThanOrEqual(1)
    expect(pages.length).toBeLessThanOrEqual(2)
    await page.emulateMedia({ media: null })
  })

  step('H3, H5: the book shows both lines with both signatures, what is missing, and that they are on time', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await goTo(desk, 'book')
    await page.getByText(t('book.day.lines', { count: 2 })).waitFor()
    const complete = bookLine(desk, 1)
    const lacking = bookLine(desk, 2)
    expect(await complete.innerText()).toContain(t('book.line.none'))
    const words = await lacking.innerText()
    for (const said of [
      ZENG.customer.name, ZENG.vehicle.plate, known(scene.zeng).archiveNumber, t('book.line.received', { received: 9, due: 11 }),
      lack(desk, 'insuranceCopy', 'missing'), lack(desk, 'drivingLicenceCopy', 'notYetObtainable'), t('book.line.onTime'),
    ]) expect(words).toContain(said)
    for (const line of [complete, lacking]) expect(await signaturesIn(line)).toEqual(signatures(desk, CONSULTANT, ARCHIVIST))
    await look('book')
  })

  step('F9: a record written in the wrong ink is sent back with that reason', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await goTo(desk, 'handover')
    await scan(desk, MA.vehicle.plate, known(scene.ma).recordNumber)
    await page.getByRole('button', { name: t('handover.check.refuse') }).click()
    const dialog = page.getByRole('dialog', { name: t('handover.refuse.title', { number: known(scene.ma).recordNumber }) })
    expect(await dialog.getByRole('radio', { name: t('handover.refusal.ink') }).isChecked()).toBe(true)
    await dialog.getByLabel(t('handover.refuse.password')).fill(ARCHIVIST.password)
    await look('refuse')
    await page.keyboard.press('Enter')
    await page.getByText(t('handover.refuse.done', { seq: 3 })).waitFor()
  })

  step('H5: a wrong line is struck through by a signed correction', async () => {
    const { desk } = scene
    const { t, look } = desk
    await goTo(desk, 'book')
    await bookLine(desk, 3).getByText(t('handover.refusal.ink')).waitFor()
    await strike(desk, 1, '记到了别的车上', ARCHIVIST, () => look('strike'))
    await bookLine(desk, 1).getByText(t('book.line.struckBy', { seq: 4 })).waitFor()
    expect(await Promise.all([1, 2].map((seq) => isCrossed(bookLine(desk, seq))))).toEqual([true, false])
    expect(await bookLine(desk, 4).innerText()).toContain(t('book.line.strike', { seq: 1 }))
    expect(await signaturesIn(bookLine(desk, 4))).toEqual([])
    await look('book-struck')
  })

  step('F4: the customer director accepts that a paper cannot exist yet', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await changePerson(desk, DIRECTOR)
    await goTo(desk, 'search')
    await find(desk, ZENG.customer.name)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('dossier.delay.of', { paper: t('paper.drivingLicenceCopy') }) }).click()
    await page.getByRole('dialog').getByLabel(t('dossier.delay.until')).waitFor()
    await look('accept-delay')
    await page.getByRole('button', { name: t('dossier.delay.submit'), exact: true }).click()
    await page.getByText(t('dossier.delay.accepted', { date: '2026-03-20' })).waitFor()
  })

  step('H7: the next morning the missing paper is handed in later, against the same record', async () => {
    await scene.reopen(scene.archive, TUESDAY)
    const { desk } = scene
    const { page, t, look } = desk
    await signIn(desk, ARCHIVIST)
    const lacking = page.getByRole('region', { name: t('today.section.complete') })
    await lacking.getByRole('link', { name: new RegExp(`^${t('today.go.complete')}`) }).click()
    await soon(() => paperHeading(desk).innerText()).toContain(ZENG.customer.name)
    await paperHandle(desk, 'insuranceCopy').press('Space')
    await look('handover-later')
    expect(await signTogether(desk, CONSULTANT)).toContain(t('handover.done.line', { seq: 5 }))
  })

  step('H2: the visit is handed over by the advisor, in time', async () => {
    const { desk } = scene
    const { page, t } = desk
    await page.getByRole('button', { name: t('handover.done.next') }).click()
    await scan(desk, known(scene.visit).recordNumber, known(scene.visit).recordNumber)
    await page.getByRole('button', { name: t('handover.check.allInOrder') }).click()
    expect(await signTogether(desk, ADVISOR)).toContain(t('handover.done.line', { seq: 6 }))
  })

  step('H5: the book pages like the paper one, by key and by button', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await page.getByRole('link', { name: t('handover.done.book') }).click()
    await bookLine(desk, 6).waitFor()
    await soon(() => bookLines(desk)).toBe(2)
    const later = await bookLine(desk, 5).innerText()
    expect(later).toContain(t('book.line.supplement', { seq: 2 }))
    expect(later).toContain(t('paper.insuranceCopy'))
    expect(later).toContain(t('book.line.none'))
    expect(await bookLine(desk, 6).innerText()).toContain(t('book.line.onTime'))
    await look('book-next-day')
    await page.keyboard.press('PageUp')
    await bookLine(desk, 1).waitFor()
    await soon(() => bookLines(desk)).toBe(4)
    await page.getByRole('button', { name: t('book.day.next') }).click()
    await bookLine(desk, 5).waitFor()
  })

  step('H5, A3: two days of the book are printed on A4 landscape, ruled, with signatures, line numbers and the newest hash', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await page.getByRole('button', { name: t('common.print'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: t('book.print.title') })
    await dialog.getByLabel(t('book.print.from'), { exact: true }).fill('2026-03-02')
    await page.keyboard.press('Enter')
    await look('print-range')
    await dialog.getByRole('button', { name: t('handover.print.preview') }).click()
    await page.getByRole('heading', { name: t('handover.print.preview') }).waitFor()
    await look('book-print')
    await page.emulateMedia({ media: 'print' })
    const sheet = page.locator('body')
    const words = await sheet.innerText()
    for (const said of [STORE.name, t('common.training'), ZENG.customer.name, t('book.print.head', { seq: 6 }), t('book.line.struckBy', { seq: 4 })]) {
      expect(words).toContain(said)
    }
    expect(words).toMatch(/\b[0-9a-f]{64}\b/)
    expect(words).not.toContain(t('session.frame.find'))
    expect(words).not.toContain(t('handover.print.preview'))
    expect(await sheet.getByRole('rowheader').allInnerTexts()).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(await sheet.getByRole('img', { name: t('book.line.signature', { name: ARCHIVIST.name }) }).count()).toBe(4)
    expect(await sheet.getByRole('img', { name: t('book.line.signature', { name: ADVISOR.name }) }).count()).toBe(1)
    const pages = pageSizes(await page.pdf({ preferCSSPageSize: true, printBackground: true }))
    expect(pages).toEqual(pages.map(() => A4.landscape))
    expect(pages.length).toBeGreaterThanOrEqual(1)
    expect(pages.length).toBeLessThanOrEqual(2)
    await page.emulateMedia({ media: null })
  })

  step('A4: found as one types, by anything that is known of it, and the hit says what matched', async () => {
    const { desk } = scene
    const { t, look } = desk
    await goTo(desk, 'search')
    const number = known(scene.zeng).archiveNumber
    const typed: [string, string, string | null][] = [
      ['曾雅', '曾雅', null],
      ['zengya', ZENG.customer.name, t('search.by.pinyin')],
      ['zyq', ZENG.customer.name, t('search.by.initials')],
      ['7788', '7788', t('search.matched.mobile')],
      [ZENG.vehicle.plate.slice(1).toLowerCase(), ZENG.vehicle.plate.slice(1), null],
      [ZENG.vehicle.vin.slice(-6), ZENG.vehicle.vin.slice(-6), null],
      [number, number, null],
      [DRIVER.name, DRIVER.name, t('search.matched.contact')],
      ['5678', '5678', t('search.matched.phone')],
    ]
    for (const [text, marked, how] of typed) {
      await find(desk, text)
      const found = hit(desk, ZENG.vehicle.plate)
      await soon(() => found.locator('mark').allInnerTexts()).toContain(marked)
      if (how !== null) expect(await found.innerText()).toContain(how)
    }
    await find(desk, 'zyq')
    await look('search')
  })

  step('A4: words and dates together', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await choose(page, page.getByRole('combobox', { name: t('search.dates') }), t('search.dateField.delivery'))
    await hit(desk, ZENG.vehicle.plate).waitFor()
    await page.getByLabel(t('search.from'), { exact: true }).fill('2026-03-03')
    await page.keyboard.press('Enter')
    await page.getByText(t('search.nothing')).waitFor()
    await look('search-nothing')
    await choose(page, page.getByRole('combobox', { name: t('search.dates') }), t('search.dateField.handover'))
    await hit(desk, ZENG.vehicle.plate).waitFor()
    await page.getByRole('button', { name: t('search.clear') }).click()
  })

  step('F3, F8: the dossier tells the car’s whole story on one time line', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await page.getByRole('combobox', { name: t('search.box'), exact: true }).fill('')
    await scanLabel(desk, ZENG.vehicle.plate)
    const line = page.getByRole('region', { name: t('dossier.timeline') })
    await line.waitFor()
    for (const said of [
      t('dossier.event.opened'), t('dossier.event.line.handover', { seq: 2 }), t('dossier.event.line.supplement', { seq: 5 }),
      t('dossier.event.line.handover', { seq: 6 }), known(scene.visit).recordNumber, known(scene.zeng).recordNumber,
    ]) await soon(() => line.innerText()).toContain(said)
    await look('dossier')
    await page.getByRole('button', { name: t('dossier.edit.customer') }).click()
    await page.getByRole('dialog', { name: t('dossier.edit.customer') }).waitFor()
    await look('dossier-edit')
    await page.getByRole('button', { name: t('common.cancel'), exact: true }).click()
  })

  step('A4: Ctrl+K finds a dossier from anywhere, by letters or by a scanned label, and leads to screens', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    await openByPalette(desk, 'gzh', GUO.customer.name, () => look('palette'))
    await page.getByRole('heading', { name: GUO.vehicle.plate }).waitFor()
    await openByPalette(desk, t('session.nav.book'), t('session.nav.book'), () => Promise.resolve())
    await page.getByRole('heading', { name: t('book.title'), level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: t('session.palette.label') }).getByRole('combobox').focus()
    await scanLabel(desk, known(scene.ma).archiveNumber)
    await page.getByRole('heading', { name: MA.vehicle.plate }).waitFor()
  })
}

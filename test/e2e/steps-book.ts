// Reading the sign-in book, and correcting it.
import type { Locator } from 'playwright-core'
import type { Desk } from '#test/support/desk-browser.ts'
import type { Person } from './people.ts'

/** A line of the book on screen, by its number. */
export function bookLine({ page }: Desk, seq: number): Locator {
  return page.locator('.book-paper').getByRole('row').filter({ has: page.getByRole('rowheader', { name: String(seq), exact: true }) })
}

/** How many lines the open page has. */
export function bookLines({ page }: Desk): Promise<number> {
  return page.locator('.book-paper').getByRole('rowheader').count()
}

/** The signatures drawn in a line, by whose they are. */
export async function signaturesIn(line: Locator): Promise<(string | null)[]> {
  const drawn = await line.getByRole('img').all()
  return Promise.all(drawn.map((signature) => signature.getAttribute('aria-label')))
}

/** Strikes a line through. `filled`: what to do while the dialog stands there filled in. */
export async function strike(desk: Desk, seq: number, reason: string, person: Person, filled: () => Promise<void>): Promise<void> {
  const { page, t } = desk
  await bookLine(desk, seq).getByRole('button', { name: t('book.line.strikeAction', { seq }) }).click()
  const dialog = page.getByRole('dialog', { name: t('book.strike.title', { seq }) })
  await dialog.getByLabel(t('book.strike.reason')).fill(reason)
  await dialog.getByLabel(t('book.strike.password')).fill(person.password)
  await filled()
  await dialog.getByRole('button', { name: t('book.strike.submit') }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Whether a line is drawn through the words, which stay readable. */
export function isCrossed(line: Locator): Promise<boolean> {
  return line.getByRole('cell').first().evaluate((cell) => {
    const { content, borderTopWidth } = getComputedStyle(cell, '::after')
    return content !== 'none' && borderTopWidth !== '0px'
  })
}

// Finding: the search screen and the palette.
import type { Locator } from 'playwright-core'
import type { Desk } from '#test/support/desk-browser.ts'

/** Types into the search box, letter by letter, in place of what stands there, until what is listed is the answer to all of it. */
export async function find({ page, t }: Desk, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: t('search.box'), exact: true })
  await box.fill('')
  await box.pressSequentially(text)
  await page.getByRole('main').and(page.locator(':not(:has([aria-busy="true"]))')).waitFor()
  await page.getByRole('listbox', { name: t('search.list') }).getByRole('option').first().waitFor()
}

/** The found dossier in which `text` stands. */
export function hit({ page, t }: Desk, text: string): Locator {
  return page.getByRole('listbox', { name: t('search.list') }).getByRole('option').filter({ hasText: text })
}

/** A label scanned into whatever field has the focus: all at once, Enter too. */
export async function scanLabel({ page }: Desk, label: string): Promise<void> {
  await page.keyboard.type(label)
  await page.keyboard.press('Enter')
}

/** Ctrl+K, a few letters, and Enter once the first choice is the one meant. `typed`: what to do before Enter. */
export async function openByPalette({ page, t }: Desk, text: string, meant: string, typed: () => Promise<void>): Promise<void> {
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog', { name: t('session.palette.label') })
  await dialog.getByRole('combobox').pressSequentially(text)
  await dialog.getByRole('option', { selected: true }).filter({ hasText: meant }).waitFor()
  await typed()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

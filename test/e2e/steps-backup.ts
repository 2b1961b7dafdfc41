// Backing up, verifying, restoring from the screen.
import { expect } from 'vitest'
import type { Desk } from '#test/support/desk-browser.ts'

type Work = 'backup' | 'verify' | 'verifyBackup' | 'restore'

/** Waits for the work to end well. @returns all that is said of it. */
export async function done({ page, t }: Desk, work: Work): Promise<string> {
  const well = t(`backup.done.${work}`)
  await page.getByText(well, { exact: true }).or(page.locator('.ant-alert-error')).first().waitFor()
  const said = await page.getByRole('main').innerText()
  expect(said.split('\n')).toContain(well)
  return said
}

export async function backUp(desk: Desk, folder: string): Promise<string> {
  const { page, t } = desk
  await page.getByLabel(t('backup.folder'), { exact: true }).fill(folder)
  await page.keyboard.press('Enter')
  return done(desk, 'backup')
}

/** Restores the newest point of the folder that is listed. `filled`: what to do while the dialog stands there filled in. */
export async function restore(desk: Desk, target: string, password: string, filled: () => Promise<void>): Promise<string> {
  const { page, t } = desk
  await page.getByRole('button', { name: t('backup.restore') }).first().click()
  const dialog = page.getByRole('dialog', { name: t('backup.restoreTitle') })
  await dialog.getByLabel(t('backup.target'), { exact: true }).fill(target)
  await dialog.getByLabel(t('backup.password'), { exact: true }).fill(password)
  await filled()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  return done(desk, 'restore')
}

// Setting up, coming and going, moving about.
import type { Desk } from '#test/support/desk-browser.ts'
import type { Colleague, Person } from './people.ts'
import { choose } from './steps-form.ts'

type NavKey = 'today' | 'newDelivery' | 'newVisit' | 'handover' | 'book' | 'search' | 'staff' | 'settings' | 'backup'

/** Through the wizard up to its last page. @returns the recovery key as it is shown, groups joined by hyphens. */
export async function setUp(
  { page, t, look }: Desk, store: { name: string; code: string }, admin: Person, training: boolean,
): Promise<string> {
  await page.getByLabel(t('session.setUp.storeName'), { exact: true }).fill(store.name)
  await page.getByLabel(t('session.setUp.storeCode'), { exact: true }).fill(store.code)
  if (training) await page.getByLabel(t('session.setUp.training'), { exact: true }).check()
  await look('set-up-store')
  await page.keyboard.press('Enter')
  await page.getByLabel(t('session.setUp.adminName'), { exact: true }).fill(admin.name)
  await page.getByLabel(t('session.setUp.adminLogin'), { exact: true }).fill(admin.login)
  await page.getByLabel(t('session.password.next'), { exact: true }).fill(admin.password)
  await page.getByLabel(t('session.password.repeat'), { exact: true }).fill(admin.password)
  await look('set-up-administrator')
  await page.getByRole('button', { name: t('session.setUp.create') }).click()
  const groups = page.getByRole('list', { name: t('session.recoveryKey.title') }).getByRole('listitem')
  await groups.first().waitFor()
  await look('set-up-key')
  return (await groups.allInnerTexts()).join('-')
}

export async function signIn({ page, t }: Desk, person: Person): Promise<void> {
  await page.getByLabel(t('session.signIn.login'), { exact: true }).fill(person.login)
  await page.getByLabel(t('session.signIn.password'), { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `${t('session.frame.person')}: ${person.name}` }).waitFor()
}

/** Leaves the desk by the menu. */
export async function leave({ page, t }: Desk, how: 'lock' | 'signOut'): Promise<void> {
  await page.getByRole('button', { name: t('session.frame.person') }).click()
  await page.getByRole('menuitem', { name: t(`session.frame.${how}`), exact: true }).click()
  await page.getByRole('heading', { name: t('session.signIn.title') }).waitFor()
}

export async function changePerson(desk: Desk, person: Person): Promise<void> {
  await leave(desk, 'signOut')
  await signIn(desk, person)
}

/** Goes to a screen by the navigation. */
export async function goTo({ page, t }: Desk, screen: NavKey): Promise<void> {
  await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t(`session.nav.${screen}`), exact: true }).click()
}

/** Adds a colleague on the staff screen. `filled`: what to do while the dialog stands there filled in. */
export async function addColleague({ page, t }: Desk, person: Colleague, filled: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await page.getByRole('button', { name: t('staff.add'), exact: true }).click()
  const dialog = page.getByRole('dialog', { name: t('staff.form.addTitle') })
  await dialog.getByLabel(t('staff.form.name'), { exact: true }).fill(person.name)
  await dialog.getByLabel(t('staff.form.login'), { exact: true }).fill(person.login)
  await choose(page, dialog.getByLabel(t('staff.form.department'), { exact: true }), person.department)
  await choose(page, dialog.getByLabel(t('staff.form.roles'), { exact: true }), t(`common.role.${person.role}`))
  await dialog.getByLabel(t('session.password.next'), { exact: true }).fill(person.password)
  await dialog.getByLabel(t('session.password.repeat'), { exact: true }).fill(person.password)
  await filled()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('cell', { name: person.login, exact: true }).waitFor()
}

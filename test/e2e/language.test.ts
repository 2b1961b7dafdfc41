// Whoever changes the language while something is wrong with a form reads what is wrong in the new one, at the same fields.
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGE_NAMES } from '../../renderer/i18n/index.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type Desk, type OpenDesk } from '#test/support/desk-browser.ts'
import { wordsOf, type Language } from '#test/support/words.ts'
import type { Person } from './people.ts'
import { known } from './scene.ts'
import { problemAt } from './steps-form.ts'
import { entryField } from './steps-record.ts'
import { goTo, leave, signIn } from './steps-session.ts'

const CONSULTANT: Person = { login: LOGINS.salesConsultant, name: '单小雨', password: PASSWORD }
const ADMIN: Person = { login: LOGINS.administrator, name: '周平', password: PASSWORD }

/** The same desk with the words of another language. */
const inLanguage = async (desk: Desk, language: Language): Promise<Desk> => ({ ...desk, language, t: await wordsOf(language) })

/** Changes it by the menu of the person at the desk, and waits until the screen has followed. */
async function change(desk: Desk, language: Language, heading: 'record.enter.title' | 'backup.title'): Promise<Desk> {
  const { page, t } = desk
  await page.getByRole('button', { name: t('session.frame.person') }).click()
  await page.getByRole('menuitem', { name: LANGUAGE_NAMES[language], exact: true }).click()
  const changed = await inLanguage(desk, language)
  await page.getByRole('heading', { name: changed.t(heading), level: 1 }).waitFor()
  return changed
}

/** What stands at a field, once something does. */
async function shownAt(field: Locator): Promise<string> {
  await soon(() => problemAt(field)).not.toBe('')
  return problemAt(field)
}

describe('the language is changed while a form is wrong', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined

  beforeAll(async () => {
    archive = await makeArchive()
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: null })
  })
  afterAll(() => closeAll(desk, archive))

  it('at the sign-in: what a rule found, and what the engine said', async () => {
    const { page, t } = known(desk)
    const english = await inLanguage(known(desk), 'en')
    const field = (of: Desk, name: 'login' | 'password') => page.getByLabel(of.t(`session.signIn.${name}`), { exact: true })
    await field(known(desk), 'password').fill('guessed')
    await page.keyboard.press('Enter')
    expect(await shownAt(field(known(desk), 'login'))).toContain(t('problem.text.required'))
    await page.getByText(LANGUAGE_NAMES.en, { exact: true }).click()
    expect(await shownAt(field(english, 'login'))).toContain(english.t('problem.text.required'))
    await field(english, 'login').fill(CONSULTANT.login)
    await page.keyboard.press('Enter')
    await soon(() => problemAt(field(english, 'password'))).toContain(english.t('problem.signIn.wrong'))
    await page.getByText(LANGUAGE_NAMES['zh-CN'], { exact: true }).click()
    expect(await shownAt(field(known(desk), 'password'))).toContain(t('problem.signIn.wrong'))
  })

  it('while a delivery is entered: what a rule found, there and back', async () => {
    const chinese = known(desk)
    await signIn(chinese, CONSULTANT)
    await goTo(chinese, 'newDelivery')
    await entryField(chinese, 'vin').fill('LSV')
    await entryField(chinese, 'mobile').fill('139')
    await entryField(chinese, 'model').focus()
    expect(await shownAt(entryField(chinese, 'vin'))).toContain(chinese.t('problem.vin.length'))
    const english = await change(chinese, 'en', 'record.enter.title')
    expect(await shownAt(entryField(english, 'vin'))).toBe(english.t('problem.vin.length'))
    expect(await shownAt(entryField(english, 'mobile'))).toBe(english.t('problem.mobile.form'))
    expect(await entryField(english, 'vin').inputValue()).toBe('LSV')
    await english.look('entry-wrong-after-change')
    const again = await change(english, 'zh-CN', 'record.enter.title')
    expect(await shownAt(entryField(again, 'mobile'))).toBe(again.t('problem.mobile.form'))
    await leave(again, 'signOut')
  })

  it('where a backup is to go: what the engine said', async () => {
    const chinese = known(desk)
    const { page } = chinese
    const refusal = ({ t }: Desk) => page.getByText(t('problem.folder.absolute'), { exact: true })
    await signIn(chinese, ADMIN)
    await goTo(chinese, 'backup')
    await page.getByLabel(chinese.t('backup.folder'), { exact: true }).fill('backups')
    await page.keyboard.press('Enter')
    await refusal(chinese).waitFor()
    const english = await change(chinese, 'en', 'backup.title')
    await refusal(english).waitFor()
    expect(await refusal(chinese).count()).toBe(0)
  })
})

// Backups that go by themselves, in a real browser: a place is added, backed up to at once, proven, found missing, changed, removed (rule A2).
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

const ADMIN = { login: LOGINS.administrator, name: '周平', password: PASSWORD }
const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }

const NAME = '移动硬盘'
const RENAMED = '财务室的移动硬盘'

describe('A2 places that backups go to by themselves', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined
  const root = temporaryFolder()
  const folder = join(root, 'drive')

  beforeAll(async () => {
    mkdirSync(folder)
    archive = await makeArchive()
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: null })
  })
  afterAll(async () => {
    await closeAll(desk, archive)
    rmSync(root, { recursive: true, force: true })
  })

  const step = story(async () => desk?.picture('backup-places-broken'))
  const row = (name: string, at = known(desk)) => at.page.getByRole('row', { name: new RegExp(`^${name}`) })
  const act = (key: 'run' | 'prove' | 'more', name: string) => {
    const { page, t } = known(desk)
    return page.getByRole('button', { name: t('backup.places.act.of', { act: t(`backup.places.act.${key}`), name }), exact: true })
  }
  /** When a restore there was last proven, to the millisecond. */
  const provenAt = (name: string) => row(name).locator('.backup-proven time').getAttribute('datetime')
  const choose = async (name: string, item: 'backup.points' | 'backup.places.change' | 'backup.places.remove'): Promise<void> => {
    const { page, t } = known(desk)
    await act('more', name).click()
    await page.getByRole('menuitem', { name: t(item), exact: true }).click()
  }

  step('without a place the first screen says that backups do not go by themselves, and leads to where one is added', async () => {
    const { page, t, look } = known(desk)
    await signIn(known(desk), ADMIN)
    await page.getByText(t('today.backup.none'), { exact: true }).waitFor()
    await page.getByText(t('today.backup.never'), { exact: true }).waitFor()
    await look('today-no-place')
    await page.getByRole('link', { name: t('today.backup.add') }).click()
    await page.getByText(t('backup.places.empty'), { exact: true }).waitFor()
    await look('places-empty')
  })

  step('the administrator adds one; a folder that is no whole path is named at its field', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('button', { name: t('backup.places.add') }).click()
    const dialog = page.getByRole('dialog', { name: t('backup.places.addTitle') })
    await dialog.getByLabel(t('backup.places.form.name'), { exact: true }).fill(NAME)
    await dialog.getByLabel(t('backup.places.form.folder'), { exact: true }).fill('drive')
    await dialog.getByLabel(t('backup.places.form.minute'), { exact: true }).fill('21:30')
    await page.keyboard.press('Tab')
    await dialog.getByLabel(t('backup.places.form.weeks'), { exact: true }).fill('0')
    await page.keyboard.press('Enter')
    await dialog.getByText(t('problem.folder.absolute'), { exact: true }).waitFor()
    await dialog.getByText(`${t('backup.places.keepEach.days', { count: 7 })}${t('backup.places.keepJoin')}${t('backup.places.keepEach.months', { count: 12 })}`).waitFor()
    await look('place-add')
    await dialog.getByLabel(t('backup.places.form.folder'), { exact: true }).fill(folder)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
  })

  step('a new place is due at once: its row shows the backup, and that a restore of it was proven', async () => {
    const { page, t, look } = known(desk)
    await soon(() => provenAt(NAME)).not.toBeNull()
    const said = await row(NAME).innerText()
    for (const part of [folder, t('backup.places.schedule.daily', { time: '21:30' }), '21:30', `${t('backup.places.keep.days', { count: 7 })} · ${t('backup.places.keep.months', { count: 12 })}`, t('backup.places.proven')]) expect(said).toContain(part)
    expect(said).not.toContain(t('backup.places.warning.neverBackedUp'))
    await page.getByText(t('backup.places.onlyOne'), { exact: true }).waitFor()
    await choose(NAME, 'backup.points')
    await page.getByText(t('backup.signed'), { exact: true }).waitFor()
    await look('places')
  })

  step('backed up to and proven once more by the buttons', async () => {
    const { page, t } = known(desk)
    await soon(() => act('run', NAME).isEnabled()).toBe(true)
    await act('run', NAME).click()
    await soon(() => page.getByText(t('backup.signed'), { exact: true }).count()).toBe(2)
    const before = await provenAt(NAME)
    await soon(() => act('prove', NAME).isEnabled()).toBe(true)
    await act('prove', NAME).click()
    await soon(() => provenAt(NAME)).not.toBe(before)
    await soon(() => row(NAME).innerText()).toContain(t('backup.places.proven'))
  })

  step('on a machine that has never seen the archive it is brought back from there, and opens with the same password', async () => {
    const fresh = await openDesk({ archive: join(root, 'new'), startAt: null })
    try {
      const { page, t, look } = fresh
      await page.getByRole('button', { name: t('session.bringBack.title') }).click()
      await page.getByLabel(t('session.bringBack.folder'), { exact: true }).fill(root)
      await page.keyboard.press('Enter')
      await page.getByText(t('backup.pointsEmpty'), { exact: true }).waitFor()
      await page.getByLabel(t('session.bringBack.folder'), { exact: true }).fill(folder)
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: t('backup.restore') }).first().waitFor()
      await look('bring-back')
      await page.getByRole('button', { name: t('backup.restore') }).first().click()
      await signIn(fresh, ADMIN)
      await goTo(fresh, 'backup')
      await row(NAME, fresh).waitFor()
    } finally {
      await fresh.close()
    }
  })

  step('the open archive is put back to a backup: everybody is signed out, and the screen to sign in says so', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('button', { name: t('backup.restore') }).last().click()
    const dialog = page.getByRole('dialog', { name: t('backup.restoreTitle') })
    await dialog.getByText(t('backup.restoreReplace'), { exact: true }).click()
    await dialog.getByLabel(t('backup.password'), { exact: true }).fill(PASSWORD)
    await look('restore-replace')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: t('session.signIn.kept', { folder: basename(known(archive).folder) }).slice(0, 5) }).waitFor()
    await look('replaced')
    await signIn(known(desk), ADMIN)
    await goTo(known(desk), 'backup')
    // As it was then: nothing proven yet, so that it is backed up and proven at once, and nothing more is under way.
    await soon(() => provenAt(NAME)).not.toBeNull()
    expect(readdirSync(dirname(known(archive).folder))).toHaveLength(2)
  })

  step('it is renamed and done every two hours from now on; its folder is gone, which its row and the first screen say', async () => {
    const { page, t, look } = known(desk)
    rmSync(folder, { recursive: true })
    await choose(NAME, 'backup.places.change')
    const dialog = page.getByRole('dialog', { name: t('backup.places.changeTitle', { name: NAME }) })
    await dialog.getByLabel(t('backup.places.form.name'), { exact: true }).fill(RENAMED)
    await dialog.getByText(t('backup.places.form.kind.hours'), { exact: true }).click()
    await dialog.getByLabel(t('backup.places.form.every'), { exact: true }).fill('2')
    expect(await dialog.getByLabel(t('backup.places.form.weeks'), { exact: true }).inputValue()).toBe('0')
    await look('place-change')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await soon(() => row(RENAMED).innerText()).toContain(t('backup.places.schedule.hours', { count: 2 }))
    await soon(() => row(RENAMED).innerText()).toContain(t('backup.places.warning.missing'))
    await row(RENAMED).getByText(t('backup.places.warning.missing'), { exact: true }).focus()
    await page.getByText(t('backup.places.advice.missing'), { exact: true }).waitFor()
    await look('place-missing')
    await goTo(known(desk), 'today')
    await page.getByText(t('today.backup.placeAmiss', { name: RENAMED, warnings: t('backup.places.warning.missing') })).waitFor()
    await look('today-place-missing')
  })

  step('the archivist is told as well, may run it, and may not plan', async () => {
    const { page, t } = known(desk)
    await changePerson(known(desk), ARCHIVIST)
    await page.getByText(t('today.backup.amiss'), { exact: true }).waitFor()
    await page.getByRole('link', { name: t('today.backup.go') }).click()
    await row(RENAMED).waitFor()
    await act('run', RENAMED).waitFor()
    await act('more', RENAMED).click()
    await page.getByRole('menuitem').first().waitFor()
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([t('backup.points')])
    await page.keyboard.press('Escape')
    expect(await page.getByRole('button', { name: t('backup.places.add') }).count()).toBe(0)
    await changePerson(known(desk), ADMIN)
    await goTo(known(desk), 'backup')
  })

  step('it is removed, and nothing goes by itself any more', async () => {
    const { page, t } = known(desk)
    await choose(RENAMED, 'backup.places.remove')
    const asked = page.getByRole('dialog').filter({ hasText: t('backup.places.removeText', { folder }) })
    await asked.getByRole('button', { name: t('backup.places.remove'), exact: true }).click()
    await page.getByText(t('backup.places.empty'), { exact: true }).waitFor()
    await goTo(known(desk), 'today')
    await page.getByText(t('today.backup.none'), { exact: true }).waitFor()
  })
})

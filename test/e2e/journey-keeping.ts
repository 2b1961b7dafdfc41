// The journey ends: the archive is backed up, verified, restored elsewhere, and opened there with the passwords of that day.
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Step } from '#test/support/story.ts'
import { ADMIN, ARCHIVIST, TUESDAY } from './people.ts'
import type { Scene } from './scene.ts'
import { backUp, done, restore } from './steps-backup.ts'
import { bookLine } from './steps-book.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

export function keeping(step: Step, scene: Scene): void {
  const backups = join(scene.root, 'backups')
  const restored = join(scene.root, 'restored')
  let book = ''

  const readBook = async (): Promise<string> => {
    const { desk } = scene
    await goTo(desk, 'book')
    await bookLine(desk, 5).waitFor()
    await desk.page.keyboard.press('PageUp')
    await bookLine(desk, 1).waitFor()
    return desk.page.locator('.book-paper').innerHTML()
  }

  step('A2: the archive is backed up to a folder, the backup listed and verified', async () => {
    const { desk } = scene
    const { page, t, look } = desk
    book = await readBook()
    await changePerson(desk, ADMIN)
    await goTo(desk, 'backup')
    await page.getByText(t('backup.pointsAsk')).waitFor()
    await look('backup-empty')
    await backUp(desk, backups)
    await page.getByText(t('backup.signed')).waitFor()
    await look('backup')
    await page.getByRole('button', { name: t('backup.verify'), exact: true }).click()
    expect(await done(desk, 'verifyBackup')).toContain(t('backup.sound'))
    await page.getByRole('button', { name: t('backup.archiveRun') }).click()
    const verified = await done(desk, 'verify')
    expect(verified).toContain(t('backup.sound'))
    // Four handed-over lines signed by both sides, a refusal and a correction by one.
    expect(verified).toContain(`${t('backup.chains.book')}: ${t('backup.entries', { count: 6 })} · ${t('backup.signatures', { count: 10 })}`)
    await look('verified')
  })

  step('A2: it is restored to another folder; the restored archive opens with the passwords of that day and shows the same book', async () => {
    const { page, t, look } = scene.desk
    const said = await restore(scene.desk, restored, ADMIN.password, () => look('restore'))
    expect(said).toContain(t('backup.restored', { folder: restored }))
    await look('restored')
    await page.getByRole('button', { name: t('common.close'), exact: true }).click()
    await scene.reopen(restored, TUESDAY + 3 * 3_600_000)
    await signIn(scene.desk, ARCHIVIST)
    expect(await readBook()).toBe(book)
    await changePerson(scene.desk, ADMIN)
    await goTo(scene.desk, 'backup')
    await scene.desk.page.getByLabel(t('backup.folder'), { exact: true }).fill(backups)
    await scene.desk.page.getByRole('button', { name: t('backup.list'), exact: true }).click()
    await scene.desk.page.getByText(t('backup.signed'), { exact: true }).waitFor()
    await scene.desk.page.getByRole('button', { name: t('backup.archiveRun') }).click()
    expect(await done(scene.desk, 'verify')).toContain(t('backup.sound'))
  })
}

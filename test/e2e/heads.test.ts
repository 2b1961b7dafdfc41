// The end of the book was cut off behind the program's back: whoever may verify is told on every screen, and nobody else (decision 12).
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Role } from '#shared/domain/role.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { openDesk, soon, type Desk, type OpenDesk } from '#test/support/desk-browser.ts'
import { changeRows, lastSeq, removeEntries } from '#test/support/tampered.ts'
import type { Language } from '#test/support/words.ts'
import { known } from './scene.ts'
import { goTo, leave, signIn } from './steps-session.ts'

const TOLD: readonly Role[] = ['archivist', 'customerDirector', 'generalManager', 'administrator']
const ASKED: readonly Role[] = ['salesConsultant', 'careSpecialist', ...TOLD]

describe('decision 12: heads that did not fit when the archive was opened', () => {
  let archive: TestArchive | undefined
  let browser: Browser | undefined
  const names = new Map<Role, string>()

  beforeAll(async () => {
    archive = await makeArchive()
    for (const role of ASKED) names.set(role, (await archive.as(LOGINS[role])).me.name)
    await archive.handOver([(await archive.enter('delivery')).recordId])
    await archive.stop()
    browser = await chromium.launch(chromiumLaunch())
  })
  afterAll(async () => {
    await browser?.close()
    await archive?.close()
  })

  const open = (language: Language): Promise<OpenDesk> => openDesk({ browser: known(browser), language, archive: known(archive).folder, startAt: null })
  const enter = (desk: Desk, role: Role) => signIn(desk, { login: LOGINS[role], name: names.get(role) ?? '', password: PASSWORD })
  const notice = ({ page, t }: Desk) => page.getByRole('alert').filter({ hasText: t('session.heads.problem.chain.headDiffers') })

  it('nothing is said of a book that is as it was left', async () => {
    const desk = await open('zh-CN')
    await enter(desk, 'archivist')
    await desk.page.getByRole('heading', { name: desk.t('today.title'), level: 1 }).waitFor()
    expect(await notice(desk).count()).toBe(0)
    await desk.close()
  })

  it('archivist, director, manager and administrator are told, nobody else; it leads to the check that finds it', async () => {
    const { folder } = known(archive)
    const places = placesIn(folder)
    changeRows({ folder, places, admin: await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD) }, (db) => {
      const end = lastSeq(db, 'book')
      expect(end).toBe(1)
      removeEntries(db, 'book', end, end)
    })
    const desk = await open('zh-CN')
    const { page, t } = desk
    for (const role of ASKED) {
      await enter(desk, role)
      await page.getByRole('heading', { name: t('today.title'), level: 1 }).waitFor()
      await soon(async () => [role, await notice(desk).count()]).toEqual([role, TOLD.includes(role) ? 1 : 0])
      if (role !== ASKED.at(-1)) await leave(desk, 'signOut')
    }
    await desk.look('heads-differ')
    await goTo(desk, 'settings')
    await notice(desk).getByRole('link', { name: t('session.heads.open') }).click()
    await page.getByRole('heading', { name: t('backup.title'), level: 1 }).waitFor()
    await page.getByRole('button', { name: t('backup.archiveRun') }).click()
    await page.getByRole('cell', { name: t('finding.chain.cutOff') }).waitFor()
    await desk.close()
  })

  it('in English too, still there after the program was closed and opened again', async () => {
    const desk = await open('en')
    await enter(desk, 'archivist')
    await desk.page.getByRole('heading', { name: desk.t('today.title'), level: 1 }).waitFor()
    await soon(() => notice(desk).innerText()).toContain(desk.t('session.heads.advice'))
    await desk.look('heads-differ')
    await desk.close()
  })
})

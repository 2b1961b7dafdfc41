// A former owner has erased what is kept of them, in a real browser: asked for from their data sheet, decided by two, carried out with a password,
// gone from the dossier and the book (rule R4).
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { customerOf } from '#test/support/samples.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const MANAGER = { login: LOGINS.generalManager, name: '郑宏', password: PASSWORD }
const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }

const NUMBER = 'GR-2026-0001'
const FORMER = { ...customerOf(1), name: '司徒前主' }

describe('R4 a former owner’s personal data erased', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let entry: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt('2015-03-02')
    entry = await archive.enter('delivery', { customer: FORMER })
    await archive.handOver([entry.recordId])
    await archive.goTo('2015-03-03')
    await (await archive.as(ARCHIVIST.login)).call('dossier.changeOwner', { dossierId: entry.dossierId, customer: { ...customerOf(2), name: '令狐现主' }, fromOn: '2015-03-03' })
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime('2026-03-02', '09:00') })
    await signIn(desk, ARCHIVIST)
  }, 60_000)
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))

  const openAt = async ({ page }: OpenDesk, path: string): Promise<void> => {
    await page.goto(`${page.url().split('#')[0] ?? ''}#${path}`)
  }
  const fromToday = async (at: OpenDesk, key: 'subjectWaiting' | 'subjectReady'): Promise<void> => {
    await goTo(at, 'today')
    await at.page.getByRole('link', { name: new RegExp(`^${at.t(`today.go.${key}`)}：${NUMBER}`) }).click()
  }
  const decide = async (at: OpenDesk, act: 'endorse' | 'approve', done: 'endorsed' | 'approved'): Promise<void> => {
    const { page, t } = at
    await fromToday(at, 'subjectWaiting')
    await page.getByText(t('subject.free'), { exact: true }).waitFor()
    await page.getByRole('button', { name: t(`subject.act.${act}`), exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: t(`subject.act.${act}`), exact: true }).click()
    await page.getByRole('table').getByText(t(`subject.state.${done}`), { exact: true }).waitFor()
  }

  step('R4 the archivist asks, from the data sheet that the former owner was given', async () => {
    const at = known(desk)
    const { page, t } = at
    await openAt(at, `/dossier/${known(entry).dossierId}`)
    const keeping = page.getByRole('region', { name: t('disposal.keeping.title'), exact: true })
    await keeping.getByRole('listitem').filter({ hasText: FORMER.name }).getByRole('link', { name: t('disposal.keeping.sheet') }).click()
    await page.getByRole('button', { name: t('subject.ask'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: t('subject.askFor', { name: FORMER.name }) })
    await dialog.getByLabel(t('disposal.remark'), { exact: true }).fill('车已转让')
    await at.look('subject-ask')
    await dialog.getByRole('button', { name: t('subject.ask'), exact: true }).click()
    await page.getByText(t('subject.asked', { number: NUMBER }), { exact: true }).waitFor()
    // What is kept, and until when, is said at once.
    await page.getByRole('region', { name: NUMBER }).getByText('2025-03-02', { exact: true }).waitFor()
  })

  step('R4 the customer director and the general manager decide, each from Today', async () => {
    const at = known(desk)
    await changePerson(at, DIRECTOR)
    await decide(at, 'endorse', 'endorsed')
    await changePerson(at, MANAGER)
    await decide(at, 'approve', 'approved')
    await at.look('subject-approved')
  })

  step('R4 a wrong password leaves the dialog as it is; the right one erases, and what is left is wiped', async () => {
    const at = known(desk)
    const { page, t } = at
    await changePerson(at, ARCHIVIST)
    await fromToday(at, 'subjectReady')
    await page.getByRole('button', { name: t('subject.act.erase'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: `${t('subject.act.erase')} · ${NUMBER}` })
    const password = dialog.getByLabel(t('disposal.sign.passwordOf'), { exact: true })
    await password.fill('not this one')
    await page.keyboard.press('Enter')
    await dialog.getByText(t('problem.password.wrong'), { exact: true }).waitFor()
    await at.look('subject-wrong-password')
    await password.fill(PASSWORD)
    await page.keyboard.press('Enter')
    const request = page.getByRole('region', { name: NUMBER })
    const sweep = request.getByRole('button', { name: t('disposal.result.sweep'), exact: true })
    const swept = request.getByText(t('disposal.result.swept'), { exact: true })
    await sweep.or(swept).waitFor()
    if (await sweep.isVisible()) await sweep.click()
    await swept.waitFor()
    await at.look('subject-erased')
  })

  step('R4 neither the dossier nor the book says who it was, and the archive is whole', async () => {
    const at = known(desk)
    const { page, t } = at
    await openAt(at, `/dossier/${known(entry).dossierId}`)
    await page.getByText(t('dossier.formerOwners', { count: 1 }), { exact: true }).click()
    await page.getByText(t('subject.erasedOwner'), { exact: true }).waitFor()
    expect(await page.getByText(FORMER.name).count()).toBe(0)
    await at.look('subject-dossier')
    await openAt(at, '/book/2015-03-02')
    await page.getByText(t('book.line.erasedForPerson', { number: NUMBER }), { exact: true }).waitFor()
    expect(await page.getByText(FORMER.name).count()).toBe(0)
    await at.look('subject-book')
    await at.close()
    desk = undefined
    expect(await foundIn(known(archive))).toEqual([])
  })
})

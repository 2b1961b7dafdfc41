// Secrecy at one desk, in a real browser: a dossier made 机密 until a day, a reading asked for and granted from Today, ended; the standing approvals in the
// settings (rules S1 to S3, L5).
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const ADVISOR = { login: LOGINS.serviceAdvisor, name: '吕志远', password: PASSWORD }
const MANAGER = { login: LOGINS.generalManager, name: '郑宏', password: PASSWORD }
const MONDAY = '2026-03-09'
const NUMBER = 'SQ-2026-0001'

describe('S1 L5 a dossier kept back, and read on request', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let sold: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt('2026-03-06')
    sold = await archive.enter('delivery')
    await archive.handOver([sold.recordId])
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime(MONDAY, '09:00') })
    await signIn(desk, ARCHIVIST)
  })
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))
  const toDossier = ({ page }: OpenDesk) => page.evaluate((to) => {
    location.hash = to
  }, `/dossier/${known(sold).dossierId}`)
  const toRequests = ({ page, t }: OpenDesk) => (
    page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('access.title'), exact: true }).click()
  )

  step('S1 S2 the archivist makes it 机密 until a day, with a reason; the page says so', async () => {
    const { page, t, look } = known(desk)
    await toDossier(known(desk))
    const panel = page.getByRole('region', { name: t('secrecy.title') })
    await panel.getByRole('button', { name: t('secrecy.setAct') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: t('dossier.secrecy.confidential') }).check()
    await dialog.getByLabel(t('secrecy.period')).fill('2027-03-09')
    await page.keyboard.press('Tab')
    await dialog.getByLabel(t('secrecy.reason')).fill('客户书面要求保密')
    await look('secrecy-set')
    await dialog.getByRole('button', { name: t('secrecy.setAct') }).click()
    await panel.getByText(t('secrecy.until', { day: '2027-03-09' })).first().waitFor()
    await look('secrecy-dossier')
  })

  step('L5 who may not know it asks, and is told nothing', async () => {
    const { page, t, look } = known(desk)
    await changePerson(known(desk), ADVISOR)
    await toRequests(known(desk))
    await page.getByLabel(t('access.form.dossier'), { exact: true }).fill(known(sold).dossierNumber)
    await page.getByLabel(t('access.form.purpose'), { exact: true }).fill('索赔前核对')
    await page.getByRole('button', { name: t('access.form.submit') }).click()
    await page.getByText(t('access.form.done', { number: NUMBER })).waitFor()
    await page.getByRole('row').filter({ hasText: NUMBER }).getByText(t('access.state.requested')).waitFor()
    await look('access-asked')
  })

  step('L5 S3 the general manager grants it from Today; it is read; and revoked', async () => {
    const { page, t, look } = known(desk)
    await changePerson(known(desk), MANAGER)
    await goTo(known(desk), 'today')
    await page.getByRole('region', { name: t('today.section.accessWaiting'), exact: true }).getByRole('link').first().click()
    await page.getByRole('button', { name: t('access.actOf', { act: t('access.act.grant'), number: NUMBER }), exact: true }).click()
    await look('access-grant')
    await page.getByRole('dialog').getByRole('button', { name: t('access.act.grant'), exact: true }).click()
    await page.getByRole('table', { name: t('access.readers') }).getByText(ADVISOR.name).waitFor()
    await look('access-waiting')
    await changePerson(known(desk), ADVISOR)
    await toDossier(known(desk))
    await page.getByRole('region', { name: t('secrecy.title') }).getByText(t('secrecy.until', { day: '2027-03-09' })).waitFor()
    await changePerson(known(desk), MANAGER)
    await toRequests(known(desk))
    await page.getByRole('button', { name: t('secrecy.revokeOf', { name: ADVISOR.name }) }).click()
    await page.getByRole('dialog').getByLabel(t('secrecy.reason')).fill('已查完')
    await page.getByRole('dialog').getByRole('button', { name: t('secrecy.revoke') }).click()
    await page.getByText(t('access.readersNone')).waitFor()
    await page.evaluate(() => {
      location.hash = '/settings/secrecy'
    })
    await page.getByRole('region', { name: t('secrecy.settings.approvals') }).waitFor()
    await look('secrecy-settings')
    expect(await page.getByText(t('secrecy.settings.fixed')).count()).toBe(2)
  })
})

// The settings in a real browser: a change proposed by the director and approved by the general manager, a checklist with a paper of the
// store's own, the work calendar with a day, a roster and a notice; the delivery form counts by them (rules H1, F6, D2).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#shared/domain/role.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type Desk, type OpenDesk } from '#test/support/desk-browser.ts'
import { known } from './scene.ts'
import { goTo, leave, signIn } from './steps-session.ts'

// Thursday, 2026-03-05, 09:00 in the store's time zone.
const THURSDAY = Date.UTC(2026, 2, 5, 1)

const NOTICE = `一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假。
六、中秋节：9月15日（周三）放假。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`

describe('H1, F6, D2 the settings', () => {
  let archive: TestArchive | undefined
  let desk: OpenDesk | undefined
  const names = new Map<Role, string>()
  const people: readonly Role[] = ['customerDirector', 'generalManager', 'archivist', 'administrator', 'salesConsultant']

  beforeAll(async () => {
    archive = await makeArchive({ startAt: THURSDAY })
    for (const role of people) names.set(role, (await archive.as(LOGINS[role])).me.name)
    await archive.enter('delivery')
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: THURSDAY })
  })
  afterAll(() => closeAll(desk, archive))

  let there = false
  const enter = async (role: Role): Promise<Desk> => {
    const at = known(desk)
    if (there) await leave(at, 'signOut')
    there = true
    await signIn(at, { login: LOGINS[role], name: names.get(role) ?? '', password: PASSWORD })
    return at
  }
  const part = async ({ page, t }: Desk, key: 'policy' | 'checklists' | 'calendar'): Promise<void> => {
    await page.getByRole('tab', { name: t(`settings.part.${key}`), exact: true }).click()
  }
  /** The window is lost in the middle of a form, when what `last` typed is kept, `typed` in it; its author signs in anew and goes back to the settings. */
  const cutOff = async (at: Desk, role: 'customerDirector' | 'administrator', typed: string, last: () => Promise<void>): Promise<void> => {
    const kept = at.page.waitForResponse((response) => ['"draft.save"', typed].every((piece) => response.request().postData()?.includes(piece)))
    await last()
    await kept
    await at.page.reload()
    await signIn(at, { login: LOGINS[role], name: names.get(role) ?? '', password: PASSWORD })
    await goTo(at, 'settings')
  }
  const said = ({ page }: Desk, text: string) => page.getByText(text, { exact: false }).first().waitFor()

  it('H1 the director proposes, and cannot approve', async () => {
    const at = await enter('customerDirector')
    const { page, t } = at
    await goTo(at, 'settings')
    await page.getByRole('button', { name: t('policy.propose') }).click()
    const dialog = page.getByRole('dialog', { name: t('policy.proposeTitle') })
    await dialog.getByLabel(t('policy.figure.handoverDays.sales')).fill('2')
    await cutOff(at, 'customerDirector', '80.5', () => dialog.getByLabel(t('policy.figure.fines.lateDelivery')).fill('80.5'))
    await dialog.getByText(t('common.restored')).waitFor()
    expect(await dialog.getByLabel(t('policy.figure.handoverDays.sales')).inputValue()).toBe('2')
    await at.look('settings-propose')
    await dialog.getByLabel(t('policy.reason')).fill('月底前试行')
    await dialog.getByRole('button', { name: t('policy.submit') }).click()
    await said(at, t('policy.proposed'))
    await page.getByText('¥50 → ¥80.50').waitFor()
    await page.getByRole('button', { name: t('policy.withdraw') }).waitFor()
    expect(await page.getByRole('button', { name: t('policy.approve'), exact: true }).count()).toBe(0)
    await at.look('settings-policy-waiting')
  })

  it('F6 the director puts a paper of the store\'s own on a checklist', async () => {
    const at = known(desk)
    const { page, t } = at
    await part(at, 'checklists')
    await page.getByText(t('common.kind.maintenance'), { exact: true }).click()
    await page.getByRole('cell', { name: t('paper.freeCheckSheet') }).or(page.getByRole('rowheader', { name: t('paper.freeCheckSheet') })).first().waitFor()
    await at.look('settings-checklist')
    await page.getByRole('button', { name: t('policy.checklist.edit') }).click()
    await page.getByRole('button', { name: t('policy.checklist.own') }).click()
    await page.getByLabel(t('policy.checklist.ownName')).fill('代驾单')
    await page.getByRole('button', { name: t('policy.checklist.up', { paper: '代驾单' }) }).click()
    await page.getByLabel(t('policy.checklist.of', { column: t('policy.checklist.column.customerSigns'), paper: '代驾单' })).check()
    await page.getByLabel(t('policy.checklist.add')).fill(t('paper.testDriveSheet'))
    await page.keyboard.press('Enter')
    await page.getByRole('rowheader', { name: t('paper.testDriveSheet') }).waitFor()
    // Half done, the desk locks; and once another kind is looked at.
    await leave(at, 'lock')
    await signIn(at, { login: LOGINS.customerDirector, name: names.get('customerDirector') ?? '', password: PASSWORD })
    await page.getByText(t('common.restored')).waitFor()
    await page.getByText(t('common.kind.overhaul'), { exact: true }).click()
    await page.getByRole('button', { name: t('policy.checklist.edit') }).waitFor()
    await page.getByText(t('common.kind.maintenance'), { exact: true }).click()
    await page.getByRole('rowheader', { name: t('paper.testDriveSheet') }).waitFor()
    await page.getByLabel(t('policy.reason')).fill('代驾要留底')
    await at.look('settings-checklist-edit')
    await page.getByRole('button', { name: t('policy.submit') }).click()
    await page.getByRole('button', { name: t('policy.withdraw') }).waitFor()
    await soon(() => page.getByRole('listitem').filter({ hasText: t('policy.checklist.change.added') }).allInnerTexts()).toEqual([
      `${t('policy.checklist.change.added')} 代驾单`, `${t('policy.checklist.change.added')} ${t('paper.testDriveSheet')}`,
    ])
  })

  it('H1, F6 the general manager approves both, from today on', async () => {
    const at = await enter('generalManager')
    const { page, t } = at
    await goTo(at, 'settings')
    await page.getByRole('button', { name: t('policy.approve'), exact: true }).click()
    await at.look('settings-approve')
    await page.getByRole('dialog').getByRole('button', { name: t('policy.approve') }).click()
    await said(at, t('policy.approved', { date: '2026-03-05' }))
    await page.getByText(t('policy.state.approved'), { exact: true }).waitFor()
    await soon(() => page.getByRole('row', { name: new RegExp(`^${t('policy.figure.handoverDays.sales')}`) }).innerText()).toContain('2')
    await at.look('settings-policy')
    await part(at, 'checklists')
    await page.getByText(t('common.kind.maintenance'), { exact: true }).click()
    await page.getByRole('button', { name: t('policy.decline'), exact: true }).waitFor()
    await page.getByRole('button', { name: t('policy.approve'), exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: t('policy.approve') }).click()
    await page.getByText(t('policy.state.approved'), { exact: true }).waitFor()
    await page.getByRole('rowheader', { name: '代驾单' }).waitFor()
    await part(at, 'calendar')
    await page.locator('[data-on="2026-03-09"]').waitFor()
    expect(await page.getByRole('button', { name: t('calendar.enter') }).count()).toBe(0)
  })

  it('D2 the administrator sets a day, a roster and the notice of the next year', async () => {
    const at = await enter('administrator')
    const { page, t } = at
    await goTo(at, 'settings')
    await page.getByLabel(t('settings.idleMinutes')).waitFor()
    await part(at, 'calendar')
    await page.locator('[data-on="2026-03-09"]').click()
    const day = page.getByRole('dialog', { name: t('calendar.dayTitle') })
    await day.getByLabel(t('calendar.reason')).fill('盘点')
    await at.look('settings-day')
    await day.getByRole('button', { name: t('common.save') }).click()
    await soon(() => page.locator('[data-on="2026-03-09"]').getAttribute('aria-label')).toContain('盘点')
    await page.getByRole('button', { name: t('calendar.rosterSet') }).click()
    const roster = page.getByRole('dialog', { name: t('calendar.rosterTitle') })
    await roster.getByLabel(t('calendar.reason')).fill('六天营业')
    await at.look('settings-roster')
    await roster.getByRole('button', { name: t('common.save') }).click()
    await page.getByText(t('calendar.rosterFrom', { date: '2026-03-05', days: '一 二 三 四 五 六' })).waitFor()
    await at.look('settings-calendar')
    await page.getByRole('button', { name: t('calendar.later') }).click()
    await page.getByText(t('calendar.notice.none')).waitFor()
    await page.getByRole('button', { name: t('calendar.enter') }).click()
    const notice = page.getByRole('dialog', { name: t('calendar.enterTitle') })
    await notice.getByLabel(t('calendar.enterText')).fill(NOTICE.replace('周五', '周四'))
    await notice.getByText(t('problem.notice.weekday')).waitFor()
    await at.look('settings-notice-wrong')
    await cutOff(at, 'administrator', '1月1日（周五）', () => notice.getByLabel(t('calendar.enterText')).fill(NOTICE))
    await part(at, 'calendar')
    await notice.getByText(t('common.restored')).waitFor()
    await notice.getByLabel(t('calendar.enterYear')).fill('')
    await notice.getByRole('button', { name: t('calendar.keep') }).click()
    await notice.getByText(t('problem.text.required')).waitFor()
    await notice.getByLabel(t('calendar.enterYear')).fill('2027')
    await at.look('settings-notice')
    await notice.getByRole('button', { name: t('calendar.keep') }).click()
    await notice.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: t('calendar.later') }).click()
    await page.getByText(t('calendar.notice.entered')).waitFor()
    await soon(() => page.getByRole('button', { name: t('calendar.day.holiday', { name: '国庆节' }) }).count()).toBe(7)
    expect(await page.getByRole('button', { name: t('calendar.day.makeUp', { name: '国庆节' }) }).count()).toBe(0)
  })

  it('H1, D2 the delivery form counts by the store\'s own calendar and policy', async () => {
    const at = await enter('salesConsultant')
    const { page, t } = at
    expect(await page.getByRole('link', { name: t('session.nav.settings') }).count()).toBe(0)
    await goTo(at, 'newDelivery')
    // Two working days from Thursday 5 March: Friday, Saturday of the roster.
    await page.getByLabel(t('record.enter.deliveredOn')).fill('2026-03-05')
    await page.keyboard.press('Enter')
    await soon(() => page.locator('.entry-due').innerText()).toContain('3月7日')
  })
})

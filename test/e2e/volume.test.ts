// A year's papers bound, in a real browser at one desk: proposed, numbered, ordered by keys, the closing note signed by two, printed, remarked on;
// and a dossier's own contents list (rules C2 to C5, F7).
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { choose } from './steps-form.ts'
import { drawIn } from './steps-handover.ts'
import { signIn } from './steps-session.ts'

const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const NUMBER = 'HF01-WS-2026-Y-00001'
const NOTICE = '关于调整保管期限的通知'
const SUMMARY = '年度档案工作总结'

describe('C2 C3 C4 C5 F7 a year bound', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let sold: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt('2026-03-02')
    sold = await archive.enter('delivery')
    await archive.handOver([sold.recordId])
    const keeper = await archive.as(LOGINS.archivist)
    const documents = (await keeper.call('volume.scheme', {})).classes.find(({ source }) => source === 'general')
    for (const [title, onDate] of [[NOTICE, '2026-03-04'], [SUMMARY, '2026-12-28']] as const) {
      await keeper.call('generalPaper.add', {
        classId: documents?.id ?? 0, title, onDate, documentNumber: '', responsible: '客户关爱部', pages: 2, part: 'single', withId: null, level: 'restricted',
      })
    }
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime('2027-01-05', '09:00') })
    await signIn(desk, ARCHIVIST)
  })
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))
  const button = ({ page }: OpenDesk, name: string): Locator => page.getByRole('button', { name, exact: true })

  step('C2 C5 what waits of last year is proposed by class, and numbered', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('volume.title'), exact: true }).click()
    await page.getByRole('button', { name: t('volume.proposeOf', { name: '文书材料' }) }).click()
    await page.getByText(t('volume.proposed', { volumes: 1, pieces: 2, pages: 4 })).waitFor()
    await look('volumes-year')
    await page.getByRole('button', { name: t('volume.acceptAll', { count: 1 }) }).click()
    await page.getByRole('button', { name: t('volume.open', { number: NUMBER }) }).click()
    await page.getByRole('heading', { name: NUMBER }).waitFor()
  })

  step('C4 ordered by keys, pages counted and numbered through', async () => {
    const { page, t, look } = known(desk)
    await page.getByRole('button', { name: t('volume.order.drag', { position: 1 }), exact: true }).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByLabel(t('volume.order.pages', { position: 1 }), { exact: true }).fill('6')
    await page.getByText(t('volume.order.unsaved')).waitFor()
    await look('volume-order')
    await button(known(desk), t('volume.order.save')).click()
    await page.getByText(t('volume.order.saved')).waitFor()
    await soon(() => page.locator('.volume-order tbody tr').allInnerTexts()).toEqual([expect.stringContaining(SUMMARY), expect.stringContaining(NOTICE)])
    expect(await page.locator('.volume-order tbody tr').nth(1).innerText()).toContain('7–8')
  })

  step('C3 the closing note is signed by two, by hand and password', async () => {
    const { page, t, look } = known(desk)
    await button(known(desk), t('volume.close.act')).click()
    const submit = button(known(desk), t('volume.close.submit'))
    await submit.click()
    await page.getByText(t('problem.signature.missing')).first().waitFor()
    await look('volume-close')
    await page.getByLabel(t('volume.close.state.missing'), { exact: true }).fill('通知缺附件')
    const side = (which: 'binder' | 'checker'): Locator => page.getByRole('region', { name: t(`volume.close.${which}`), exact: true })
    await choose(page, page.getByLabel(t('volume.close.chooseChecker')), `${DIRECTOR.name} · 客户关爱部 · ${DIRECTOR.login}`)
    for (const [which, person] of [['binder', ARCHIVIST], ['checker', DIRECTOR]] as const) {
      await drawIn(known(desk), side(which), person)
      await side(which).getByLabel(t('handover.sign.password', { name: person.name })).fill(person.password)
    }
    await submit.click()
    await page.getByRole('region', { name: new RegExp(`^${t('volume.note.title')}`) }).getByText('通知缺附件').waitFor()
    await look('volume-closed')
  })

  step('C3 a later remark is signed with a password', async () => {
    const { page, t } = known(desk)
    await button(known(desk), t('volume.note.add')).click()
    await page.getByLabel(t('volume.note.words'), { exact: true }).fill('附件已补交')
    await page.getByLabel(t('volume.note.password', { name: ARCHIVIST.name })).fill(PASSWORD)
    await button(known(desk), t('volume.note.sign')).click()
    await page.getByRole('listitem').filter({ hasText: '附件已补交' }).waitFor()
  })

  step('C2 C3 cover, spine, contents list and closing note print on A4', async () => {
    const { page, t, look } = known(desk)
    await button(known(desk), t('volume.print.act')).click()
    await page.getByRole('heading', { name: t('volume.note.title'), exact: true }).first().waitFor()
    await look('volume-print')
    const { words, pages } = await onPaper(known(desk), 'volume')
    for (const each of [NUMBER, NOTICE, SUMMARY, '通知缺附件', '附件已补交', ARCHIVIST.name, DIRECTOR.name, t('volume.contents'), t('common.training')]) expect(words).toContain(each)
    expect(pages).toEqual([A4.portrait, A4.portrait, A4.portrait, A4.portrait])
  })

  step('F7 the dossier prints its own contents list, in four parts', async () => {
    const { page, t, look } = known(desk)
    await page.evaluate((to) => {
      location.hash = to
    }, `/dossier/${known(sold).dossierId}`)
    await button(known(desk), t('volume.ofDossier.contents')).click()
    await page.getByRole('heading', { name: t('volume.contentsOf.title'), exact: true }).first().waitFor()
    await look('dossier-contents')
    const { words, pages } = await onPaper(known(desk), 'dossier-contents')
    for (const part of ['background', 'credit', 'transactions', 'compensation'] as const) expect(words).toContain(t(`volume.contentsOf.part.${part}`))
    for (const each of [known(sold).dossierNumber, t('paper.salesContract'), '3.1']) expect(words).toContain(each)
    expect(pages).toEqual([A4.portrait])
  })
})

// A dossier whose term is over, from its appraisal to its destruction, in a real browser: listed, approved by two, signed by three, gone
// (rules R1 to R4).
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, PASSWORD, type Entry } from '#test/support/archive.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { closeAll, openDesk, type OpenDesk } from '#test/support/desk-browser.ts'
import { A4, onPaper } from '#test/support/printed.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { drawIn } from './steps-handover.ts'
import { changePerson, goTo, signIn } from './steps-session.ts'

const DIRECTOR = { login: LOGINS.customerDirector, name: '欧阳敏', password: PASSWORD }
const MANAGER = { login: LOGINS.generalManager, name: '郑宏', password: PASSWORD }
const ARCHIVIST = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const WITNESSES = [{ login: LOGINS.salesHead, name: '曾国强', password: PASSWORD }, { login: LOGINS.serviceHead, name: '何大勇', password: PASSWORD }] as const

const NUMBER = 'XH-2026-001'

describe('R1 R2 R3 R4 a dossier destroyed', () => {
  let archive: DayArchive | undefined
  let desk: OpenDesk | undefined
  let first: Entry | undefined
  let second: Entry | undefined

  beforeAll(async () => {
    archive = await archiveAt('2015-03-02')
    first = await archive.enter('delivery')
    second = await archive.enter('maintenance')
    await archive.handOver([first.recordId])
    await archive.handOver([second.recordId])
    await archive.stop()
    desk = await openDesk({ archive: archive.folder, startAt: storeTime('2026-03-02', '09:00') })
    await signIn(desk, ARCHIVIST)
  }, 60_000)
  afterAll(() => closeAll(desk, archive))

  const step = story(() => known(desk).picture('failed'))

  const act = async ({ page, t }: OpenDesk, which: 'submit' | 'endorse' | 'approve'): Promise<void> => {
    await page.getByRole('button', { name: t(`disposal.act.${which}`), exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: t(`disposal.act.${which}`), exact: true }).click()
  }
  const state = ({ page, t }: OpenDesk, is: 'drafted' | 'submitted' | 'endorsed' | 'approved' | 'destroyed'): Locator => (
    page.locator('.page-actions').getByText(t(`disposal.state.${is}`), { exact: true })
  )
  const fromToday = async (at: OpenDesk, key: 'disposalWaiting' | 'disposalReady'): Promise<void> => {
    await goTo(at, 'today')
    await at.page.getByRole('link', { name: new RegExp(`^${at.t(`today.go.${key}`)}：${NUMBER}`) }).click()
  }

  step('R1 R2 what has expired is listed, and appraised: one to be destroyed, one kept five years more', async () => {
    const at = known(desk)
    const { page, t } = at
    await page.getByRole('navigation', { name: t('session.nav.label') }).getByRole('link', { name: t('disposal.title'), exact: true }).click()
    for (const { dossierNumber } of [known(first), known(second)]) await page.getByRole('checkbox', { name: t('disposal.expired.choose', { number: dossierNumber }) }).check()
    const kept = known(second).dossierNumber
    await page.getByRole('combobox', { name: t('disposal.expired.opinion', { number: kept }) }).click()
    await page.locator('.ant-select-item-option').filter({ hasText: t('disposal.appraisal.extend') }).click()
    await page.getByRole('textbox', { name: t('disposal.expired.words', { number: kept }) }).fill('车主仍在本店保养')
    await at.look('disposal-expired')
    await page.getByRole('button', { name: t('disposal.expired.draft'), exact: true }).click()
    await state(at, 'drafted').waitFor()
    await act(at, 'submit')
    await state(at, 'submitted').waitFor()
  })

  step('R2 the customer director and the general manager approve, each from Today', async () => {
    const at = known(desk)
    await changePerson(at, DIRECTOR)
    await fromToday(at, 'disposalWaiting')
    await act(at, 'endorse')
    await state(at, 'endorsed').waitFor()
    await changePerson(at, MANAGER)
    await fromToday(at, 'disposalWaiting')
    await act(at, 'approve')
    await state(at, 'approved').waitFor()
  })

  step('R2 R4 the archivist carries it out, two witnesses sign, and it is gone', async () => {
    const at = known(desk)
    const { page, t } = at
    await changePerson(at, ARCHIVIST)
    await fromToday(at, 'disposalReady')
    await page.getByRole('button', { name: t('disposal.sign.begin'), exact: true }).click()
    const keeper = page.getByRole('region', { name: t('disposal.sign.keeper'), exact: true })
    await drawIn(at, keeper, ARCHIVIST)
    await keeper.getByLabel(t('disposal.sign.password', { name: ARCHIVIST.name })).fill(ARCHIVIST.password)
    for (const [index, witness] of WITNESSES.entries()) {
      const side = page.getByRole('region', { name: t('disposal.sign.witness', { number: index + 1 }), exact: true })
      await side.getByRole('combobox').fill(witness.name)
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: witness.name }).click()
      await side.getByLabel(t('disposal.sign.password', { name: witness.name })).fill(witness.password)
      await drawIn(at, side, witness)
    }
    await at.look('disposal-signing')
    await page.getByRole('button', { name: t('disposal.sign.submit'), exact: true }).click()
    await state(at, 'destroyed').waitFor()
    await page.getByRole('region', { name: t('disposal.result.title'), exact: true }).waitFor()
    await at.look('disposal-destroyed')
  })

  step('R2 the list prints on A4 with the signatures', async () => {
    const at = known(desk)
    const { page, t } = at
    await page.getByRole('button', { name: t('disposal.print'), exact: true }).click()
    await page.getByRole('heading', { name: t('disposal.sheet.title'), exact: true }).waitFor()
    await at.look('disposal-print')
    const { words, pages } = await onPaper(at, 'disposal')
    for (const each of [NUMBER, known(first).dossierNumber, known(second).dossierNumber, ...[ARCHIVIST, DIRECTOR, MANAGER, ...WITNESSES].map(({ name }) => name)]) expect(words).toContain(each)
    expect(await page.locator('.print-sheet .drawn-signature').count()).toBe(3)
    expect(pages).toEqual([A4.landscape])
  })

  step('R4 the dossier is told as destroyed, and the archive is whole', async () => {
    const at = known(desk)
    const { page, t } = at
    await page.goto(`${page.url().split('#')[0] ?? ''}#/dossier/${known(first).dossierId}`)
    await page.getByText(t('problem.dossier.destroyed', { subject: NUMBER }), { exact: false }).waitFor()
    await page.goto(`${page.url().split('#')[0] ?? ''}#/dossier/${known(second).dossierId}`)
    await page.getByRole('region', { name: t('disposal.keeping.title'), exact: true }).getByText(t('disposal.keeping.own'), { exact: false }).waitFor()
    await at.look('disposal-keeping')
    await at.close()
    desk = undefined
    expect(await foundIn(known(archive))).toEqual([])
  })
})

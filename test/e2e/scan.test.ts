// Scanning at the desk in a real browser: files dropped onto papers, arranged, looked at, taken out with a trace, photographed, copied
// (rules F2, H4, S4, A3). Nothing is asked of any other origin: the desk watches for it.
import { chromium, type Browser, type Locator, type Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { closeAll, openDesk, soon, type OpenDesk } from '#test/support/desk-browser.ts'
import { drawPageFiles, dropFiles, type PageFiles } from '#test/support/page-files.ts'
import { A4, pageSizes } from '#test/support/printed.ts'
import { customerOf } from '#test/support/samples.ts'
import type { Person } from './people.ts'
import { known } from './scene.ts'
import { leave, signIn } from './steps-session.ts'

const ARCHIVIST: Person = { login: LOGINS.archivist, name: '林静', password: PASSWORD }
const CONSULTANT: Person = { login: LOGINS.salesConsultant, name: '单小雨', password: PASSWORD }

/** A camera that shows a moving picture and asks nobody. */
const FAKE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

describe('F2, H4: scans of a record', () => {
  let archive: TestArchive | undefined
  let browser: Browser | undefined
  let files: PageFiles | undefined
  let desk: OpenDesk | undefined

  beforeAll(async () => {
    archive = await makeArchive()
    const { recordId } = await archive.enter('delivery')
    await archive.handOver([recordId], (line) => (line.code === 'insuranceCopy' ? { presence: 'missing', count: 0 } : {}))
    // Copies are the general manager's to approve: here the archivist makes them on delegated authority.
    const { id: personId } = (await archive.as(LOGINS.archivist)).me
    const manager = await archive.as(LOGINS.generalManager)
    const { today } = await manager.call('session.state', {})
    await manager.call('copy.delegate', { personId, level: 'restricted', fromOn: today, reason: '日常复印' })
    await archive.stop()
    const { executablePath, args } = chromiumLaunch()
    browser = await chromium.launch({ executablePath, args: [...args, ...FAKE_CAMERA] })
    files = await drawPageFiles(browser)
    desk = await openDesk({ browser, archive: archive.folder, startAt: null })
    await signIn(desk, ARCHIVIST)
  })
  afterAll(() => closeAll(desk, files, browser, archive))

  const paperLine = (code: 'greenCard' | 'salesContract' | 'identityCopy' | 'insuranceCopy' | 'deliveryCheckSheet'): Locator => {
    const { page, t } = known(desk)
    return page.getByRole('navigation', { name: t('scan.checklist.title') }).getByRole('button', { name: t(`paper.${code}`) })
  }
  const workOf = (code: 'salesContract' | 'deliveryCheckSheet'): Locator => known(desk).page.getByRole('region', { name: known(desk).t(`paper.${code}`), exact: true })
  const tiles = (): Locator => known(desk).page.locator('.scan-pages [data-page]')
  const ids = async (): Promise<string[]> => tiles().evaluateAll((all) => all.map((tile) => (tile instanceof HTMLElement ? (tile.dataset['page'] ?? '') : '')))
  /** Width over height of each small picture, once it is there; 0 before. */
  const shapes = (): Promise<number[]> => tiles().locator('img').evaluateAll((all) => all.map((img) => (
    img instanceof HTMLImageElement && img.complete && img.naturalHeight > 0 ? Number((img.naturalWidth / img.naturalHeight).toFixed(1)) : 0
  )))

  it('the dossier says how far the record is, and leads to its papers', async () => {
    const { page, t, look } = known(desk)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill(customerOf(1).name)
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('scan.title') }).click()
    await page.getByRole('heading', { name: t('scan.title') }).waitFor()
    await paperLine('greenCard').waitFor()
    expect(await paperLine('greenCard').textContent()).toContain(t('scan.state.toScan'))
    expect(await paperLine('insuranceCopy').textContent()).toContain(t('scan.state.missing'))
    await look('scan-empty')
  })

  it('a picture dropped on a paper and a document dropped on the pages show their pages', async () => {
    const { page, t, look } = known(desk)
    const drawn = known(files)
    await dropFiles(paperLine('greenCard'), [{ name: '绿卡.jpg', type: 'image/jpeg', bytes: await drawn.jpeg('绿卡') }])
    await soon(() => paperLine('greenCard').textContent()).toContain(t('scan.pages', { count: 1 }))
    await page.keyboard.press('3')
    await dropFiles(workOf('salesContract'), [
      { name: '合同.pdf', type: 'application/pdf', bytes: await drawn.pdf(['合同第一页', '合同第二页', '合同第三页']) },
      { name: '附件.jpg', type: 'image/jpeg', bytes: await drawn.jpeg('附件') },
    ])
    await soon(() => shapes()).toEqual([0.7, 0.7, 0.7, 0.7])
    expect(await paperLine('salesContract').textContent()).toContain(t('scan.pages', { count: 4 }))
    await look('scan-pages')
  })

  it('what is no picture is refused with the reason at the file, and so is a file the record has already', async () => {
    const { page, t } = known(desk)
    await dropFiles(workOf('salesContract'), [{ name: '合同.jpg', type: 'image/jpeg', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }])
    await page.getByText(t('problem.picture.kind')).waitFor()
    await page.getByRole('button', { name: t('scan.put.dismissOf', { name: '合同.jpg' }) }).click()
    await dropFiles(workOf('salesContract'), [{ name: '又是绿卡.jpg', type: 'image/jpeg', bytes: await known(files).jpeg('绿卡') }])
    await page.getByText(t('scan.put.knownHere', { paper: t('paper.greenCard') })).waitFor()
    await known(desk).picture('scan-refused')
    await page.getByRole('button', { name: t('scan.put.dismissOf', { name: '又是绿卡.jpg' }) }).click()
    expect(await ids()).toHaveLength(4)
  })

  it('a file on its way can be stopped, and whoever leaves meanwhile is asked', async () => {
    const { page, t, picture } = known(desk)
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    await page.route('**/attachment/upload.piece?*', async (route) => {
      await held
      await route.continue()
    })
    const late = ['甲.jpg', '乙.jpg'].map((name) => ({ name, type: 'image/jpeg' }))
    await dropFiles(workOf('salesContract'), await Promise.all(late.map(async (file) => ({ ...file, bytes: await known(files).jpeg(file.name) }))))
    await page.getByRole('button', { name: t('scan.put.cancelOf', { name: '甲.jpg' }) }).waitFor()
    await page.getByText(t('scan.put.waiting')).waitFor()
    // Shown before the archive has it.
    await soon(() => page.locator('.scan-upload img').count()).toBe(2)
    await page.keyboard.press('Escape')
    await page.getByText(t('scan.leave.text', { count: 2 })).waitFor()
    await picture('scan-leave')
    await page.getByRole('button', { name: t('scan.leave.stay') }).click()
    for (const { name } of late) await page.getByRole('button', { name: t('scan.put.cancelOf', { name }) }).click()
    await soon(() => page.locator('.scan-upload').count()).toBe(0)
    letGo()
    // Waits for what was held: to take a route away lets all it holds go on, and none may be told so twice.
    await page.unrouteAll({ behavior: 'wait' })
    // Read anew from the archive, in which nothing of them may have arrived.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: t('scan.title') }).click()
    await paperLine('salesContract').waitFor()
    await page.keyboard.press('3')
    await soon(ids).toHaveLength(4)
  })

  it('a picture is pasted, and one page takes the place of another', async () => {
    const { page, t } = known(desk)
    const jpeg = await known(files).jpeg('粘贴')
    await page.evaluate((base64) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)], 'image.png', { type: 'image/png' }))
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, jpeg.toString('base64'))
    await soon(ids).toHaveLength(5)
    const [, , , fourth = '', fifth = ''] = await ids()
    await tiles().nth(4).click()
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: t('scan.page.replace') }).click()
    await (await chosen).setFiles({ name: '重扫.jpg', mimeType: 'image/jpeg', buffer: await known(files).jpeg('重扫') })
    await soon(async () => (await ids()).includes(fifth)).toBe(false)
    await soon(ids).toHaveLength(5)
    expect((await ids()).slice(0, 4)).toContain(fourth)
    // Onto the wrong paper: dragged to the right one.
    await tiles().nth(4).dragTo(paperLine('greenCard'))
    await soon(ids).toHaveLength(4)
    await soon(() => paperLine('greenCard').textContent()).toContain(t('scan.pages', { count: 2 }))
  })

  it('a page is turned by a key, and two quick turns make a half turn', async () => {
    const { page } = known(desk)
    await soon(() => shapes()).toEqual([0.7, 0.7, 0.7, 0.7])
    await tiles().nth(1).click()
    await page.keyboard.press('r')
    await soon(() => shapes()).toEqual([0.7, 1.4, 0.7, 0.7])
    await page.keyboard.press('r')
    await page.keyboard.press('r')
    await page.keyboard.press(']')
    await soon(() => shapes()).toEqual([0.7, 0.7, 0.7, 0.7])
  })

  it('a turn that is asked for before the answer to the last one is there is not lost to an older answer', async () => {
    const { page } = known(desk)
    const held = { 'scan.list': [] as (() => void)[], 'scan.arrange': [] as (() => void)[] }
    const turns: (string | undefined)[] = []
    const letGo = async (what: keyof typeof held): Promise<void> => {
      await soon(() => held[what].length).toBeGreaterThan(0)
      held[what].shift()?.()
    }
    await page.route('**/call', async (route) => {
      const said = route.request().postData() ?? ''
      const what = said.includes('"scan.list"') ? 'scan.list' : said.includes('"scan.arrange"') ? 'scan.arrange' : null
      if (what === 'scan.arrange') turns.push(/"turn":(\d+)/.exec(said)?.[1])
      if (what !== null) await new Promise<void>((resolve) => held[what].push(resolve))
      await route.continue()
    })
    await tiles().nth(1).click()
    await page.keyboard.press('r')
    await letGo('scan.arrange')
    // The answer to the first comes while the second is on its way.
    await soon(() => held['scan.list'].length).toBe(1)
    await page.keyboard.press('r')
    await soon(() => held['scan.arrange'].length).toBe(1)
    await letGo('scan.list')
    await soon(() => shapes()).toEqual([0.7, 1.4, 0.7, 0.7])
    await letGo('scan.arrange')
    await soon(() => held['scan.list'].length).toBe(1)
    await page.keyboard.press('r')
    await page.keyboard.press('r')
    await letGo('scan.arrange')
    await letGo('scan.arrange')
    expect(turns).toEqual(['90', '180', '270', '0'])
    await letGo('scan.list')
    await letGo('scan.list')
    await soon(() => shapes()).toEqual([0.7, 0.7, 0.7, 0.7])
    await page.unrouteAll({ behavior: 'wait' })
  })

  it('pages are put in another order by keyboard and by hand, and stay so', async () => {
    const { page } = known(desk)
    const [first = '', second = '', third = '', fourth = ''] = await ids()
    await tiles().first().click()
    await page.keyboard.press('Alt+ArrowRight')
    await soon(ids).toEqual([second, first, third, fourth])
    await tiles().last().dragTo(tiles().first(), { targetPosition: { x: 4, y: 60 } })
    await soon(ids).toEqual([fourth, second, first, third])
    await page.keyboard.press('1')
    await soon(ids).toHaveLength(2)
    await page.keyboard.press('3')
    await soon(ids).toHaveLength(4)
    expect(await ids()).toEqual([fourth, second, first, third])
  })

  it('A3: a page taken out leaves a trace with who, when and why, and can be brought back', async () => {
    const { page, t, look, picture } = known(desk)
    const [first = '', second = ''] = await ids()
    await tiles().first().click()
    await page.keyboard.press('Delete')
    const dialog = page.getByRole('dialog', { name: t('scan.remove.title', { count: 1 }) })
    await dialog.getByLabel(t('scan.remove.reason')).fill('附件夹错了')
    await picture('scan-remove')
    await page.keyboard.press('Enter')
    await soon(async () => (await ids())[0]).toBe(second)
    await page.getByRole('button', { name: t('scan.removed.open', { count: 2 }) }).click()
    const drawer = page.getByRole('dialog', { name: t('scan.removed.title') })
    await drawer.getByText(t('scan.removed.reason', { reason: '附件夹错了' })).waitFor()
    expect(await drawer.innerText()).toContain(ARCHIVIST.name)
    await look('scan-removed')
    await drawer.getByText(t('scan.removed.replaced')).waitFor()
    await drawer.getByRole('button', { name: t('scan.removed.restore') }).first().click()
    await soon(() => drawer.getByRole('listitem').count()).toBe(1)
    await page.keyboard.press('Escape')
    await soon(async () => new Set(await ids())).toContain(first)
  })

  it('a page is viewed large beside its paper, zoomed, turned over by keys, and cropped', async () => {
    const { page, t, look } = known(desk)
    await tiles().first().click()
    await page.keyboard.press('Enter')
    const sheet = page.locator('.scan-view-sheet img')
    const width = (): Promise<number> => sheet.evaluate((img) => img.getBoundingClientRect().width)
    await soon(() => page.locator('.scan-view').getAttribute('aria-busy')).toBe('false')
    await look('scan-large')
    const fitted = await width()
    await page.keyboard.press('+')
    await soon(width).toBeGreaterThan(fitted * 1.2)
    await page.keyboard.press('p')
    await soon(width).toBe(fitted)
    await page.keyboard.press('PageDown')
    await page.getByText(t('scan.large.position', { number: 2, of: 4 }), { exact: true }).waitFor()
    await page.keyboard.press('End')
    await page.getByText(t('scan.large.position', { number: 4, of: 4 }), { exact: true }).waitFor()
    await page.keyboard.press('c')
    await page.getByRole('spinbutton', { name: t('scan.crop.cut', { side: t('scan.crop.side.bottom') }) }).fill('60')
    await look('scan-crop')
    await page.keyboard.press('Enter')
    await soon(() => sheet.evaluate((img) => (img instanceof HTMLImageElement ? img.naturalWidth > img.naturalHeight : false))).toBe(true)
    await page.keyboard.press('Escape')
    await page.locator('.scan-view').waitFor({ state: 'detached' })
    await soon(() => tiles().last().evaluate((tile) => tile === document.activeElement)).toBe(true)
    await soon(async () => (await shapes()).at(-1)).toBeGreaterThan(1)
  })

  it('H4: a camera photographs pages onto the paper, and is let go of when one is done', async () => {
    const { page, t, look } = known(desk)
    await page.keyboard.press('4')
    await page.getByRole('button', { name: t('scan.put.photograph') }).click()
    const take = page.getByRole('button', { name: t('scan.camera.take') })
    await soon(() => take.isEnabled()).toBe(true)
    await look('scan-camera')
    await take.click()
    await page.getByText(t('scan.camera.taken', { count: 1 })).waitFor()
    const tracks = await page.locator('video').evaluateHandle((video) => (
      video instanceof HTMLVideoElement && video.srcObject instanceof MediaStream ? video.srcObject.getTracks() : []
    ))
    expect(await tracks.evaluate((all) => all.map(({ readyState }) => readyState))).toEqual(['live'])
    await page.keyboard.press('Escape')
    await soon(() => tracks.evaluate((all) => all.map(({ readyState }) => readyState))).toEqual(['ended'])
    await soon(() => paperLine('identityCopy').textContent()).toContain(t('scan.pages', { count: 1 }))
  })

  it('S4: a copy has a number, a purpose and a foot on each sheet, and prints the chosen pages alone', async () => {
    const { page, t, look, picture } = known(desk)
    await page.keyboard.press('3')
    await soon(ids).toHaveLength(4)
    await tiles().nth(1).click()
    await page.keyboard.press(' ')
    await tiles().nth(2).click({ modifiers: ['Control'] })
    await page.getByText(t('scan.page.selected', { count: 2 })).waitFor()
    await page.getByRole('button', { name: t('scan.page.copy') }).click()
    await page.getByLabel(t('copy.dialog.purpose')).fill('客户办理抵押')
    await page.getByLabel(t('copy.dialog.recipient')).fill('某银行')
    await page.getByRole('button', { name: t('copy.dialog.make') }).waitFor()
    await picture('scan-copy-dialog')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /FY-\d{4}-00001/ }).waitFor()
    await look('scan-copy')
    expect(pageSizes(await page.pdf({ preferCSSPageSize: true }))).toEqual([A4.portrait, A4.portrait])
    const foots = await page.locator('.print-sheet figcaption').allTextContents()
    expect(foots).toHaveLength(2)
    for (const foot of foots) for (const said of [/FY-\d{4}-00001/, ARCHIVIST.name, '客户办理抵押', '合肥示例汽车销售服务有限公司']) expect(foot).toMatch(said)
    await page.getByRole('button', { name: t('common.back') }).click()
    await soon(ids).toHaveLength(4)
  })

  it('of a paper of many pages only those near the window are asked for, a few at a time', async () => {
    const { page, t } = known(desk)
    await page.keyboard.press('5')
    const asked = { now: new Set<Request>(), most: 0, all: 0 }
    page.on('request', (request) => {
      if (!request.url().includes('scan.thumbnail')) return
      asked.now.add(request)
      asked.all += 1
      asked.most = Math.max(asked.most, asked.now.size)
    })
    page.on('requestfinished', (request) => asked.now.delete(request))
    page.on('requestfailed', (request) => asked.now.delete(request))
    // Nothing is on its way, and nothing was added since the last look.
    let seen = 0
    const quiet = () => soon(() => {
      const still = asked.all === seen && asked.all > 10 && asked.now.size === 0
      seen = asked.all
      return still
    }).toBe(true)
    const many = Array.from({ length: 120 }, (_, at) => `第 ${at + 1} 页`)
    await dropFiles(workOf('deliveryCheckSheet'), [{ name: '整本.pdf', type: 'application/pdf', bytes: await known(files).pdf(many) }])
    await soon(() => tiles().count()).toBe(120)
    await quiet()
    expect(asked.all).toBeLessThan(60)
    expect(asked.most).toBeLessThanOrEqual(6)
    const before = asked.all
    await page.keyboard.press('End')
    await soon(async () => (await tiles().last().locator('img').count()) === 1).toBe(true)
    await quiet()
    expect(asked.all).toBeLessThan(before + 60)
    expect(await paperLine('deliveryCheckSheet').textContent()).toContain(t('scan.pages', { count: 120 }))
  })

  it('the dossier shows the pages in small, and each leads to its large one', async () => {
    const { page, t, look } = known(desk)
    await page.keyboard.press('Escape')
    const strip = page.getByRole('list', { name: /扫描件缩略图/ })
    await strip.locator('img').first().waitFor()
    await soon(() => strip.getByRole('link').count()).toBe(127)
    expect(await strip.locator('img').count()).toBeLessThan(60)
    await look('scan-dossier')
    await strip.getByRole('link', { name: t('scan.thumbnailOf', { paper: t('paper.salesContract'), number: 2 }) }).click()
    await page.getByText(t('scan.large.position', { number: 2, of: 4 }), { exact: true }).waitFor()
  })

  it('A1: whoever may only look finds no way to change anything, and nothing is left of it when the desk is locked', async () => {
    const { page, t, look } = known(desk)
    await leave(known(desk), 'signOut')
    expect(await page.locator('img').count()).toBe(0)
    await signIn(known(desk), CONSULTANT)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill(customerOf(1).name)
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('scan.title') }).click()
    await paperLine('salesContract').waitFor()
    await page.keyboard.press('3')
    await soon(ids).toHaveLength(4)
    await look('scan-reader')
    for (const act of [t('scan.put.choose'), t('scan.page.turnLeft'), t('scan.page.remove')]) {
      expect(await page.getByRole('button', { name: act, exact: true }).count()).toBe(0)
    }
    const before = await ids()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Alt+ArrowRight')
    // Keys are heard: this one opens the page, that one closes it.
    await page.keyboard.press('Enter')
    await page.locator('.scan-view').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.scan-view').waitFor({ state: 'detached' })
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await ids()).toEqual(before)
  })
})

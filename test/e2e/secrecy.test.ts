// Nothing readable without a password or the recovery key (DESIGN decisions 1 and 2): unmistakable texts are worked on in the
// real shell and a real browser, a server is killed in the middle, and then every byte that was left anywhere is searched.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, describe, expect } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/engine.ts'
import { placesIn } from '#archive/places.ts'
import { addAttachment } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { temporaryFolder } from '#test/support/archive.ts'
import { bytesIn, searchFolder, searchFor } from '#test/support/byte-search.ts'
import { seeToScreens, sitDown, soon, type Desk } from '#test/support/desk-browser.ts'
import { startShellChild, type ShellChild } from '#test/support/shell-child.ts'
import { story } from '#test/support/story.ts'
import { STORE } from './people.ts'
import { ADMIN, ARCHIVIST, CONSULTANT, CONTACT, FIRST, HALF, MANY, MANY_CARS, PLANTED, REFUSED, SCAN_WORDS, SECOND, WORDS } from './planted.ts'
import { known } from './scene.ts'
import { backUp, done, restore } from './steps-backup.ts'
import { bookLine, strike } from './steps-book.ts'
import { find, hit, openByPalette } from './steps-find.ts'
import { drawSignature, giveWords, paperHandle, received, scan } from './steps-handover.ts'
import { enterRecord, entryField, fillCar, fillCustomer, type Entered } from './steps-record.ts'
import { addColleague, changePerson, goTo, leave, setUp, signIn } from './steps-session.ts'

/** Enters the many as the consultant, from the page's own origin, in a session of their own. */
async function enterMany(page: Page): Promise<void> {
  const entries = MANY_CARS.map((car) => ({
    kind: 'delivery', vehicle: car.vehicle, customer: car.customer, newOwner: false, contact: { ...CONTACT, confirmed: true }, orderNumber: '',
  }))
  const refused = await page.evaluate(async ({ all, login, password }) => {
    const call = async (method: string, input: object, token: string | null): Promise<unknown> => {
      const answer = await fetch('/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ method, input, token }) })
      return answer.json()
    }
    const at = (value: unknown, ...path: string[]): unknown => path.reduce((inner, key) => (
      typeof inner === 'object' && inner !== null ? new Map(Object.entries(inner)).get(key) : undefined
    ), value)
    const signedIn = await call('session.signIn', { login, password }, null)
    const token = String(at(signedIn, 'value', 'token'))
    const state = await call('session.state', {}, token)
    const problems: unknown[] = []
    for (const entry of all) {
      const responsibleId = at(signedIn, 'value', 'me', 'id')
      const answer = await call('record.enter', { ...entry, responsibleId, deliveredOn: at(state, 'value', 'today') }, token)
      if (at(answer, 'ok') !== true) problems.push(answer)
    }
    await call('session.signOut', {}, token)
    return problems
  }, { all: entries, login: CONSULTANT.login, password: CONSULTANT.password })
  expect(refused).toEqual([])
}

/** Files in a folder of everyone's that were written since. */
function newFilesIn(folder: string, since: number): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since)
}

const nothing = () => Promise.resolve()

describe('decisions 1 and 2: what lies on the disk is unreadable', () => {
  const began = Date.now()
  const root = temporaryFolder()
  const at = (name: string) => join(root, name)
  const places = placesIn(at('archive'))
  // The server and the browser write where this test can see all of it.
  const environment = (temporary: string): NodeJS.ProcessEnv => ({
    ...process.env, HOME: at('home'), XDG_CONFIG_HOME: at('home/config'), XDG_CACHE_HOME: at('home/cache'), XDG_DATA_HOME: at('home/data'), TMPDIR: at(temporary),
  })
  const made: string[] = []
  const said: Buffer[] = []
  const entered: { first?: Entered; second?: Entered; refused?: Entered } = {}
  let recoveryKey = ''
  let watcher: FSWatcher | undefined
  let context: BrowserContext | undefined
  let shell: ShellChild | undefined
  let desk: Desk | undefined
  const present = (): Desk => known(desk)

  const start = async (): Promise<void> => {
    shell = await startShellChild(at('archive'), environment('server-temporary'))
    const page = await known(context).newPage()
    // What a screen must be besides secret is held against it elsewhere.
    desk = { ...(await sitDown(known(context), page, shell.url, 'zh-CN')), look: nothing }
  }
  const stop = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await known(shell).kill(signal)
    said.push(known(shell).said())
    await present().page.close()
  }

  /** The page that is open, as a printer gets it. */
  const print = async (shown: string): Promise<void> => {
    const { page } = present()
    await page.getByText(shown).first().waitFor()
    await page.emulateMedia({ media: 'print' })
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(5000)
    await page.emulateMedia({ media: null })
  }

  afterAll(async () => {
    watcher?.close()
    await context?.close()
    await shell?.kill('SIGKILL')
    rmSync(root, { recursive: true, force: true })
  })

  const step = story(() => present().picture('secrecy-failed'))

  step('an archive is set up and staffed', async () => {
    await seeToScreens()
    for (const folder of ['home', 'server-temporary', 'browser-temporary', 'profile']) mkdirSync(at(folder))
    watcher = watch(at('server-temporary'), (_event, name) => made.push(String(name)))
    context = await chromium.launchPersistentContext(at('profile'), { ...chromiumLaunch(), env: environment('browser-temporary'), viewport: { width: 1280, height: 720 } })
    await start()
    const { page, t } = present()
    recoveryKey = await setUp(present(), STORE, ADMIN, false)
    await page.getByRole('checkbox', { name: t('session.setUp.written') }).check()
    await page.getByRole('button', { name: t('common.next') }).click()
    await page.getByRole('button', { name: t('session.setUp.addStaff') }).click()
    for (const person of [ARCHIVIST, CONSULTANT]) await addColleague(present(), person)
    await leave(present(), 'signOut')
    await page.getByLabel(t('session.signIn.login'), { exact: true }).fill(WORDS.login)
    await page.getByLabel(t('session.signIn.password'), { exact: true }).fill(WORDS.password)
    await page.keyboard.press('Enter')
    await page.getByText(t('session.signIn.wrong')).waitFor()
  })

  step('cars are entered, many at once; a form is half filled when the server is killed', async () => {
    const { page, t } = present()
    await signIn(present(), CONSULTANT)
    await goTo(present(), 'newDelivery')
    for (const [car, name] of [[FIRST, 'first'], [SECOND, 'second'], [REFUSED, 'refused']] as const) {
      await fillCar(present(), car)
      await fillCustomer(present(), car)
      await entryField(present(), 'contactName').fill(CONTACT.name)
      await entryField(present(), 'contactPhone').fill(CONTACT.phone)
      entered[name] = await enterRecord(present())
      await page.getByRole('button', { name: t('record.entered.another') }).click()
    }
    await enterMany(page)
    const kept = page.waitForResponse((response) => response.request().postData()?.includes('draft.save') === true)
    await fillCar(present(), HALF)
    await fillCustomer(present(), HALF)
    await kept
    await stop('SIGKILL')
  })

  step('a scanned paper is taken into the vault', async () => {
    const { dataKey } = await openEntry(readKeyring(places.keyring), ARCHIVIST.login, ARCHIVIST.password)
    const page = Buffer.concat([Buffer.from(SCAN_WORDS), Buffer.alloc(65_520, 32), Buffer.from(SCAN_WORDS), Buffer.alloc(70_000, 32), Buffer.from(SCAN_WORDS)])
    const { name, size } = await addAttachment(places, dataKey, Readable.from([page], { objectMode: true }))
    const database = openDatabase(places.database, databaseKey(dataKey))
    database.transaction((db) => db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', ?, 0)", [name, size]))
    database.close()
  })

  step('after the kill the author gets the form back; it is locked away again', async () => {
    await start()
    await signIn(present(), CONSULTANT)
    await goTo(present(), 'newDelivery')
    await soon(() => entryField(present(), 'personName').inputValue()).toBe(HALF.customer.name)
    await leave(present(), 'lock')
  })

  step('many are found and listed in order, dossiers opened, papers handed over, sent back, struck, printed', async () => {
    const { page, t } = present()
    await signIn(present(), ARCHIVIST)
    await page.getByText(t('desk.more', { count: 200 })).waitFor()
    await goTo(present(), 'handover')
    await scan(present(), FIRST.vehicle.vin, known(entered.first).recordNumber)
    await scan(present(), SECOND.vehicle.plate, known(entered.second).recordNumber)
    for (const car of [FIRST, SECOND]) {
      await page.getByRole('button', { name: car.customer.name }).click()
      await page.getByRole('button', { name: t('handover.check.allInOrder') }).click()
      await paperHandle(present(), 'otherProof').press('n')
      await page.getByLabel(t('handover.check.of', { paper: t('paper.otherProof'), what: t('handover.check.reason') })).fill(WORDS.ticked)
      await page.getByLabel(t('handover.check.remark')).fill(WORDS.handover)
    }
    await page.getByRole('button', { name: t('handover.check.toSign') }).click()
    await drawSignature(present(), 'giver', CONSULTANT)
    await drawSignature(present(), 'receiver', ARCHIVIST)
    await giveWords(present(), CONSULTANT, ARCHIVIST)
    await received(present())
    await page.getByRole('button', { name: t('handover.done.print') }).click()
    await print(FIRST.customer.name)
    await goTo(present(), 'handover')
    await scan(present(), REFUSED.vehicle.vin, known(entered.refused).recordNumber)
    await page.getByRole('button', { name: t('handover.check.refuse') }).click()
    await page.getByLabel(t('handover.refuse.remark')).fill(WORDS.refusal)
    await page.getByLabel(t('handover.refuse.password')).fill(ARCHIVIST.password)
    await page.keyboard.press('Enter')
    await page.getByText(t('handover.refuse.done', { seq: 3 })).waitFor()
    await goTo(present(), 'book')
    await bookLine(present(), 3).waitFor()
    await strike(present(), 2, WORDS.strike, ARCHIVIST, nothing)
    await bookLine(present(), 4).getByText(WORDS.strike).waitFor()
    await page.getByRole('button', { name: t('common.print'), exact: true }).click()
    await page.getByRole('button', { name: t('handover.print.preview') }).click()
    await print(WORDS.strike)
    await goTo(present(), 'search')
    await find(present(), MANY)
    await page.getByText(t('search.more', { count: 50 })).waitFor()
    await page.getByRole('combobox', { name: t('search.box') }).fill(WORDS.sought)
    await page.getByText(t('search.nothing')).waitFor()
    await find(present(), FIRST.customer.mobile)
    await hit(present(), FIRST.customer.name).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('dossier.show') }).click()
    await page.getByText(FIRST.customer.identityNumber).waitFor()
    await openByPalette(present(), SECOND.customer.name, SECOND.customer.name, nothing)
    await page.getByRole('heading', { name: SECOND.customer.name }).waitFor()
  })

  step('the archive is backed up, verified, and restored elsewhere', async () => {
    const { page, t } = present()
    await changePerson(present(), ADMIN)
    await goTo(present(), 'backup')
    await backUp(present(), at('backup'))
    await page.getByRole('button', { name: t('backup.verify'), exact: true }).click()
    await done(present(), 'verifyBackup')
    await page.getByRole('button', { name: t('backup.archiveRun') }).click()
    expect(await done(present(), 'verify')).toContain(t('backup.attachments', { count: 1 }))
    await restore(present(), at('restored'), ADMIN.password, nothing)
    await stop('SIGTERM')
    await known(context).close()
  })

  step('of all of it nothing is left readable anywhere', () => {
    const search = searchFor([...PLANTED, { what: 'the recovery key', text: recoveryKey }, { what: 'its groups', text: recoveryKey.replaceAll('-', '') }])
    const left = searchFolder(root, search)
    expect(left).toEqual([])
    expect(said.flatMap(search)).toEqual([])
    expect(newFilesIn('/var/tmp', began).flatMap((file) => search(readFileSync(file)))).toEqual([])
    expect(made.filter((name) => name !== 'null')).toEqual([])
    // There was something to search: the archive, its backup and its copy each hold at least the scanned paper; the browser kept a profile.
    for (const folder of ['archive', 'backup', 'restored']) expect(bytesIn(at(folder))).toBeGreaterThan(130_000)
    expect(bytesIn(at('profile'))).toBeGreaterThan(100_000)
    return Promise.resolve()
  })

  step('the same search finds a text that does lie somewhere, in each shape, and the watch hears of a file that is made and removed at once', async () => {
    const search = searchFor(PLANTED)
    const shapes: [string, Buffer][] = [
      ['UTF-8', Buffer.from(`x${FIRST.customer.name}x`)],
      ['UTF-16', Buffer.from(`x${FIRST.customer.name}`, 'utf16le')],
      ['base64', Buffer.from(Buffer.from(`xx${FIRST.customer.name}xx`).toString('base64'))],
      ['JSON', Buffer.from(String.raw`"\u53f8\u5f92\u7edb\u9704"`)],
      ['percent', Buffer.from(`/?name=${encodeURIComponent(FIRST.customer.name)}`)],
    ]
    for (const [shape, bytes] of shapes) {
      for (const folder of ['archive', 'backup', 'restored', 'profile']) {
        writeFileSync(at(`${folder}/left.bin`), bytes)
        expect(searchFolder(root, search)).toEqual([`${at(`${folder}/left.bin`)}: a name (${shape})`])
        rmSync(at(`${folder}/left.bin`))
      }
    }
    // The store's name is written beside the archive on purpose, and found there.
    expect(searchFolder(at('archive'), searchFor([{ what: 'the store', text: STORE.name }]))).toEqual([`${places.descriptor}: the store (UTF-8)`])
    writeFileSync(at('server-temporary/etilqs_example'), '')
    rmSync(at('server-temporary/etilqs_example'))
    await soon(() => made).toContain('etilqs_example')
  })
})

// What is done with the planted texts: everything that a store does with real ones, and a server killed in the middle.
import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { placesIn } from '#archive/places.ts'
import { storedAttachments } from '#archive/vault/attachments.ts'
import type { Planted } from '#test/support/byte-search.ts'
import { soon, type Desk } from '#test/support/desk-browser.ts'
import type { Step } from '#test/support/story.ts'
import { STORE } from './people.ts'
import { ADMIN, ARCHIVIST, CONSULTANT, CONTACT, FIRST, HALF, MANY, MANY_CARS, REFUSED, SCAN, SECOND, WORDS } from './planted.ts'
import { known } from './scene.ts'
import { backUp, done, restore } from './steps-backup.ts'
import { bookLine, strike } from './steps-book.ts'
import { find, hit, openByPalette } from './steps-find.ts'
import { drawSignature, giveWords, paperHandle, received, scan } from './steps-handover.ts'
import { enterRecord, entryField, fillCar, fillCustomer, type Entered } from './steps-record.ts'
import { addColleague, changePerson, goTo, leave, setUp, signIn } from './steps-session.ts'

export type Stage = {
  /** Where something of this test lies. */
  at(name: string): string
  readonly desk: Desk
  /** Starts the server and opens it in the browser. */
  start(): Promise<void>
  /** Ends the server; a page is left open no longer than it. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  closeBrowser(): Promise<void>
  recoveryKey: string
  /** What is searched for besides what was planted: what the program made of it. */
  readonly planted: Planted[]
}

const nothing = () => Promise.resolve()

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

async function storedFiles(attachments: string): Promise<number> {
  let files = 0
  for await (const name of storedAttachments(attachments)) files += name.length > 0 ? 1 : 0
  return files
}

/**
 * Puts the planted scan onto a record as the archivist, from the page's own origin, looks at it in both sizes, and sends half of another.
 * @returns the pictures as base64.
 */
function scanPaper(page: Page, record: string): Promise<Record<string, string>> {
  return page.evaluate(async ({ login, password, label, file }) => {
    const at = (value: unknown, ...path: string[]): unknown => path.reduce((inner, key) => (
      typeof inner === 'object' && inner !== null ? new Map(Object.entries(inner)).get(key) : undefined
    ), value)
    const call = async (method: string, input: object, as: string | null): Promise<unknown> => {
      const answer: unknown = await (await fetch('/call', {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ method, input, token: as }),
      })).json()
      if (at(answer, 'ok') !== true) throw new Error(`${method}: ${JSON.stringify(answer)}`)
      return at(answer, 'value')
    }
    const token = String(at(await call('session.signIn', { login, password }, null), 'token'))
    const authorization = { authorization: `Bearer ${token}` }
    const bytes = Uint8Array.from(atob(file), (letter) => letter.codePointAt(0) ?? 0)
    const send = async (size: number, part: Uint8Array<ArrayBuffer>): Promise<string> => {
      const uploadId = String(at(await call('upload.begin', { size }, token), 'uploadId'))
      const answer = await fetch(`/attachment/upload.piece?uploadId=${uploadId}&offset=0`, {
        method: 'PUT', headers: { ...authorization, 'content-type': 'application/octet-stream' }, body: part,
      })
      if (!answer.ok) throw new Error(await answer.text())
      return uploadId
    }
    const show = async (address: string): Promise<string> => {
      const answer = await fetch(address, { headers: authorization })
      if (!answer.ok) throw new Error(await answer.text())
      const picture = await answer.blob()
      const shown = document.body.appendChild(document.createElement('img'))
      shown.src = URL.createObjectURL(picture)
      await shown.decode()
      shown.remove()
      URL.revokeObjectURL(shown.src)
      return btoa(Array.from(new Uint8Array(await picture.arrayBuffer()), (byte) => String.fromCodePoint(byte)).join(''))
    }
    const found = await call('record.byLabel', { label }, token)
    const scanned = await call('scan.attach', {
      uploadId: await send(bytes.length, bytes), recordId: at(found, '0', 'id'), code: 'identityCopy', replaces: null,
    }, token)
    const id = String(at(scanned, 'scanIds', '0'))
    const pictures = { small: await show(`/attachment/scan.thumbnail?id=${id}`), large: await show(`/attachment/scan.view?id=${id}&longest=1600`) }
    await send(bytes.length, bytes.slice(0, bytes.length / 2))
    return pictures
  }, { login: ARCHIVIST.login, password: ARCHIVIST.password, label: record, file: SCAN.toString('base64') })
}

/** The page that is open, as a printer gets it. */
async function print({ page }: Desk, shown: string): Promise<void> {
  await page.getByText(shown).first().waitFor()
  await page.emulateMedia({ media: 'print' })
  expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(5000)
  await page.emulateMedia({ media: null })
}

export function secretWork(step: Step, stage: Stage): void {
  const places = placesIn(stage.at('archive'))
  const entered: { first?: Entered; second?: Entered; refused?: Entered } = {}

  step('an archive is set up and staffed', async () => {
    const { page, t } = stage.desk
    stage.recoveryKey = await setUp(stage.desk, STORE, ADMIN, false)
    await page.getByRole('checkbox', { name: t('session.setUp.written') }).check()
    await page.getByRole('button', { name: t('common.next') }).click()
    await page.getByRole('button', { name: t('session.setUp.addStaff') }).click()
    for (const person of [ARCHIVIST, CONSULTANT]) await addColleague(stage.desk, person)
    await leave(stage.desk, 'signOut')
    await page.getByLabel(t('session.signIn.login'), { exact: true }).fill(WORDS.login)
    await page.getByLabel(t('session.signIn.password'), { exact: true }).fill(WORDS.password)
    await page.keyboard.press('Enter')
    await page.getByText(t('problem.signIn.wrong')).waitFor()
  })

  step('cars are entered, many at once; a form is half filled when the server is killed', async () => {
    const { page, t } = stage.desk
    await signIn(stage.desk, CONSULTANT)
    await goTo(stage.desk, 'newDelivery')
    for (const [car, name] of [[FIRST, 'first'], [SECOND, 'second'], [REFUSED, 'refused']] as const) {
      await fillCar(stage.desk, car)
      await fillCustomer(stage.desk, car)
      await entryField(stage.desk, 'contactName').fill(CONTACT.name)
      await entryField(stage.desk, 'contactPhone').fill(CONTACT.phone)
      entered[name] = await enterRecord(stage.desk)
      await page.getByRole('button', { name: t('record.entered.another') }).click()
    }
    await enterMany(page)
    // The one with what is filled in last: where typing is slow, what was begun is kept before.
    const kept = page.waitForResponse((response) => {
      const sent = response.request().postData() ?? ''
      return sent.includes('draft.save') && sent.includes(HALF.customer.address)
    })
    await fillCar(stage.desk, HALF)
    await fillCustomer(stage.desk, HALF)
    await kept
    await stage.stop('SIGKILL')
  })

  step('after the kill the author gets the form back; it is locked away again', async () => {
    await stage.start()
    await signIn(stage.desk, CONSULTANT)
    await goTo(stage.desk, 'newDelivery')
    await soon(() => entryField(stage.desk, 'personName').inputValue()).toBe(HALF.customer.name)
    await leave(stage.desk, 'lock')
  })

  step('a scanned paper is put in and looked at; another is half sent when the server is killed', async () => {
    const pictures = await scanPaper(stage.desk.page, known(entered.first).recordNumber)
    for (const [what, picture] of Object.entries(pictures)) {
      const bytes = Buffer.from(picture, 'base64')
      stage.planted.push({ what: `a picture (${what})`, bytes: bytes.subarray(bytes.length / 2, bytes.length / 2 + 24) })
    }
    await soon(() => storedFiles(places.attachments)).toBe(2)
    await soon(() => readdirSync(places.staging)).toHaveLength(1)
    await stage.stop('SIGKILL')
    await stage.start()
  })

  step('many are found and listed in order, dossiers opened, papers handed over, sent back, struck, printed', async () => {
    const { page, t } = stage.desk
    await signIn(stage.desk, ARCHIVIST)
    await page.getByRole('link', { name: t('today.act.records') }).click()
    await page.getByText(t('owed.more', { count: 200 })).waitFor()
    await goTo(stage.desk, 'handover')
    await scan(stage.desk, FIRST.vehicle.vin, known(entered.first).recordNumber)
    await scan(stage.desk, SECOND.vehicle.plate, known(entered.second).recordNumber)
    for (const car of [FIRST, SECOND]) {
      await page.getByRole('button', { name: car.customer.name }).click()
      await page.getByRole('button', { name: t('handover.check.allInOrder') }).click()
      await paperHandle(stage.desk, 'otherProof').press('n')
      await page.getByLabel(t('handover.check.of', { paper: t('paper.otherProof'), what: t('handover.check.reason') })).fill(WORDS.ticked)
      await page.getByLabel(t('handover.check.remark')).fill(WORDS.handover)
    }
    await page.getByRole('button', { name: t('handover.check.toSign') }).click()
    await drawSignature(stage.desk, 'giver', CONSULTANT)
    await drawSignature(stage.desk, 'receiver', ARCHIVIST)
    await giveWords(stage.desk, CONSULTANT, ARCHIVIST)
    await received(stage.desk)
    await page.getByRole('button', { name: t('handover.done.print') }).click()
    await print(stage.desk, FIRST.customer.name)
    await goTo(stage.desk, 'handover')
    await scan(stage.desk, REFUSED.vehicle.vin, known(entered.refused).recordNumber)
    await page.getByRole('button', { name: t('handover.check.refuse') }).click()
    await page.getByLabel(t('handover.refuse.remark')).fill(WORDS.refusal)
    await page.getByLabel(t('handover.refuse.password')).fill(ARCHIVIST.password)
    await page.keyboard.press('Enter')
    await page.getByText(t('handover.refuse.done', { seq: 3 })).waitFor()
    await goTo(stage.desk, 'book')
    await bookLine(stage.desk, 3).waitFor()
    await strike(stage.desk, 2, WORDS.strike, ARCHIVIST, nothing)
    await bookLine(stage.desk, 4).getByText(WORDS.strike).waitFor()
    await page.getByRole('button', { name: t('common.print'), exact: true }).click()
    await page.getByRole('button', { name: t('handover.print.preview') }).click()
    await print(stage.desk, WORDS.strike)
    await goTo(stage.desk, 'search')
    await find(stage.desk, MANY)
    await page.getByText(t('search.more', { count: 50 })).waitFor()
    await page.getByRole('combobox', { name: t('search.box') }).fill(WORDS.sought)
    await page.getByText(t('search.nothing')).waitFor()
    await find(stage.desk, FIRST.customer.mobile)
    await hit(stage.desk, FIRST.customer.name).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: t('dossier.show') }).click()
    await page.getByText(FIRST.customer.identityNumber).waitFor()
    await openByPalette(stage.desk, SECOND.customer.name, SECOND.customer.name, nothing)
    await page.getByRole('heading', { name: SECOND.customer.name }).waitFor()
  })

  step('the archive is backed up, verified, and restored elsewhere', async () => {
    const { page, t } = stage.desk
    await changePerson(stage.desk, ADMIN)
    await goTo(stage.desk, 'backup')
    await backUp(stage.desk, stage.at('backup'))
    await page.getByRole('button', { name: t('backup.verify'), exact: true }).click()
    await done(stage.desk, 'verifyBackup')
    await page.getByRole('button', { name: t('backup.archiveRun') }).click()
    expect(await done(stage.desk, 'verify')).toContain(t('backup.attachments', { count: 2 }))
    await restore(stage.desk, stage.at('restored'), ADMIN.password, nothing)
    await stage.stop('SIGTERM')
    await stage.closeBrowser()
  })
}

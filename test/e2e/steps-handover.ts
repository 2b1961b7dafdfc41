// Handing over: choosing records, ticking papers, both sides signing.
import type { Locator } from 'playwright-core'
import { drawSignature as writeName } from '../../electron/cli/demo/hand.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'
import { DRAWN_BOX } from '../../renderer/components/strokes.ts'
import type { paper as papers } from '#shared/words/zh-CN/paper.ts'
import type { Desk } from '#test/support/desk-browser.ts'
import type { Person } from './people.ts'

/** Types a label into the scan box as a scanner does: all at once, then Enter. */
export async function scan({ page, t }: Desk, label: string, recordNumber: string): Promise<void> {
  await page.getByRole('textbox', { name: t('handover.pick.scan') }).focus()
  await page.keyboard.type(label)
  await page.keyboard.press('Enter')
  await page.getByText(t('handover.pick.added', { number: recordNumber }), { exact: true }).waitFor()
}

/** The handle of a paper's row, on which its keys work. */
export function paperHandle({ page, t }: Desk, code: PaperCode): Locator {
  return page.locator('.paper-handle').filter({ hasText: t(`paper.${code}`) })
}

/** Whose papers are on the desk: what the heading above them says. */
export function paperHeading({ page }: Desk): Locator {
  return page.locator('#handover-record')
}

export type PaperCode = keyof typeof papers

type Side = 'giver' | 'receiver'

export function side({ page, t }: Desk, which: Side): Locator {
  return page.getByRole('region', { name: t(`handover.sign.${which}`), exact: true })
}

/** Of the points of a stroke the hand passes through, the mouse stops at each third. */
const HASTE = 3

/** Writes in the signature box of a part of the screen with the mouse, as the person writes in a hurry. */
export async function drawIn(desk: Desk, part: Locator, person: Person): Promise<void> {
  const pad = part.getByRole('group', { name: desk.t('handover.sign.pad') }).locator('canvas')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (box === null) throw new Error('there is no signature box')
  const { mouse } = desk.page
  const scale = box.width / DRAWN_BOX.width
  const strokes = writeName(person.name, makeRandom(1)).strokes.filter((_, at) => at % 2 === 0)
  for (const stroke of strokes) {
    for (let at = 0; at + 1 < stroke.length; at += 2 * HASTE) {
      await mouse.move(box.x + (stroke[at] ?? 0) * scale, box.y + (stroke[at + 1] ?? 0) * scale)
      if (at === 0) await mouse.down()
    }
    await mouse.up()
  }
  await part.getByLabel(desk.t('handover.sign.padDrawn')).waitFor()
}

/** The same, as one side of a handover. */
export function drawSignature(desk: Desk, which: Side, person: Person): Promise<void> {
  return drawIn(desk, side(desk, which), person)
}

/** Fills in both passwords and sends. */
export async function giveWords(desk: Desk, giver: Person, receiver: Person): Promise<void> {
  await side(desk, 'giver').getByLabel(desk.t('handover.sign.password', { name: giver.name })).fill(giver.password)
  await side(desk, 'receiver').getByLabel(desk.t('handover.sign.password', { name: receiver.name })).fill(receiver.password)
  await desk.page.getByRole('button', { name: desk.t('handover.sign.submit') }).click()
}

/** Waits for the lines. @returns what the screen says they are. */
export async function received({ page, t }: Desk): Promise<string> {
  const done = page.getByRole('region', { name: t('handover.done.title'), exact: true })
  await done.waitFor()
  return done.innerText()
}

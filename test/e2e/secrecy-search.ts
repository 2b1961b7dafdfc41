// Every byte that was left anywhere is searched; and the search is shown to find.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { placesIn } from '#archive/places.ts'
import { bytesIn, searchFolder, searchFor, type Search } from '#test/support/byte-search.ts'
import { soon } from '#test/support/desk-browser.ts'
import type { Step } from '#test/support/story.ts'
import { STORE } from './people.ts'
import { FIRST, PLANTED } from './planted.ts'
import type { Stage } from './secrecy-work.ts'

/** Files in a folder of everyone's that were written since. */
function newFilesIn(folder: string, since: number): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since)
}

/** Chromium's own password manager notes for whom it offered to keep a password (docs/security.md); Electron has none. */
const OFFERED = /Login Data(-journal)?: a log-in \(UTF-8\)$/

/** `made`: names of files made where the server keeps what is temporary; `said`: what the servers said. */
type Left = { root: string; began: number; made: readonly string[]; said: readonly Buffer[] }

export function searchEverything(step: Step, stage: Stage, { root, began, made, said }: Left): void {
  const leftReadable = (search: Search): string[] => searchFolder(root, search).filter((left) => !OFFERED.test(left))

  step('of all of it nothing is left readable anywhere', () => {
    const search = searchFor([...PLANTED, ...stage.planted, { what: 'the recovery key', text: stage.recoveryKey }, { what: 'its groups', text: stage.recoveryKey.replaceAll('-', '') }])
    expect(leftReadable(search)).toEqual([])
    expect(said.flatMap(search)).toEqual([])
    expect(newFilesIn('/var/tmp', began).flatMap((file) => search(readFileSync(file)))).toEqual([])
    expect(made).toEqual([])
    // There was something to search: the archive, its backup and its copy each hold at least the scanned paper; the browser kept a profile.
    for (const folder of ['archive', 'backup', 'restored']) expect(bytesIn(stage.at(folder))).toBeGreaterThan(130_000)
    expect(bytesIn(stage.at('profile'))).toBeGreaterThan(100_000)
  })

  step('the same search finds a text that does lie somewhere, in each shape, and the watch hears of a file that is made and removed at once', async () => {
    const search = searchFor(PLANTED)
    const { name } = FIRST.customer
    const shapes: [shape: string, folder: string, bytes: Buffer][] = [
      ['UTF-8', 'archive', Buffer.from(`x${name}x`)],
      ['UTF-16', 'backup', Buffer.from(`x${name}`, 'utf16le')],
      ['base64', 'restored', Buffer.from(Buffer.from(`xx${name}xx`).toString('base64'))],
      ['JSON', 'profile', Buffer.from(JSON.stringify(name).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`))],
      ['percent', 'browser-temporary', Buffer.from(`/?name=${encodeURIComponent(name)}`)],
    ]
    for (const [shape, folder, bytes] of shapes) {
      const file = stage.at(`${folder}/left.bin`)
      writeFileSync(file, bytes)
      expect(leftReadable(search)).toEqual([`${file}: a name (${shape})`])
      rmSync(file)
    }
    // The store's name is written beside the archive on purpose, and found there.
    expect(searchFolder(stage.at('archive'), searchFor([{ what: 'the store', text: STORE.name }]))).toEqual([`${placesIn(stage.at('archive')).descriptor}: the store (UTF-8)`])
    writeFileSync(stage.at('server-temporary/etilqs_example'), '')
    rmSync(stage.at('server-temporary/etilqs_example'))
    await soon(() => made).toContain('etilqs_example')
  })
}

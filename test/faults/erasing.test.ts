// Killed between the signatures and the sweeping: the next start sweeps, and nothing of what was destroyed is left (rule R4).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { finished, LOGINS, PASSWORD } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { searchFor } from '#test/support/byte-search.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { decryptedPages, openedFiles } from '#test/support/decrypted.ts'
import { disposalsIn, plantDossier, plantedAll, toDestroy } from '#test/support/disposals.ts'
import { killed, tell } from '#test/support/killed.ts'

const DAY = '2026-03-02'

let archive: DayArchive
let list: Id<'disposal'>
beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  const { dossierId } = await plantDossier(archive, '2015-03-03')
  await archive.goTo(DAY)
  list = await disposalsIn(archive).approved(toDestroy(dossierId))
  await archive.stop()
// Two days, some thirty acts and their passwords.
}, 60_000)
afterAll(() => archive.close())

describe('R4 a desk killed once it has destroyed', () => {
  it('R4 still holds much of it, and sweeps it at the next start', async () => {
    const search = searchFor(plantedAll)
    const { dataKey } = await openEntry(readKeyring(placesIn(archive.folder).keyring), LOGINS.administrator, PASSWORD)
    const found = async (): Promise<string[]> => {
      const { file, log } = decryptedPages(archive.folder, dataKey)
      return [file, ...log, ...await openedFiles(archive.folder, dataKey)].flatMap(search)
    }
    const said = await killed('erasing-child', [archive.folder, list, storeTime(DAY, '10:00')], z.object({ destroyed: z.number() }), (_, kill) => {
      kill()
    })
    expect(said).toEqual([{ destroyed: 1 }])
    const held = await found()
    expect(held).not.toEqual([])
    await archive.goTo(DAY, '11:00')
    const archivist = await archive.as(LOGINS.archivist)
    expect((await finished(archivist, (await archivist.call('disposal.sweep', {})).taskId)).state).toBe('done')
    expect((await disposalsIn(archive).get(list)).done?.sweptAt).toBeGreaterThan(0)
    await archive.stop()
    expect(await found()).toEqual([])
    expect(await foundIn(archive)).toEqual([])
    tell('erasing', { kills: 1, 'planted texts and files still held after it, and none of them at the next start': new Set(held).size })
  })
})

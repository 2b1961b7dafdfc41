// Whoever the scan inbox works for may go while it waits: then nothing more is entered in their name (rules H4, A1, A3).
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEngine, stopEngine, unlock, type Engine, type OpenArchive } from '#archive/engine.ts'
import { sortFile } from '#archive/inbox/sort.ts'
import { unsortedFiles } from '#archive/inbox/store.ts'
import { enterTaken } from '#archive/inbox/take.ts'
import { stillWorks, workerOf } from '#archive/inbox/worker.ts'
import type { Session } from '#archive/session/sessions.ts'
import { addAttachment } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { privateKeyFrom } from '#archive/vault/signing.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { pngPage } from '#test/support/scans.ts'

let store: TestArchive
let engine: Engine
let archive: OpenArchive
let begin: () => Session
beforeAll(async () => {
  store = await makeArchive()
  await store.stop()
  engine = startEngine({ folder: store.folder, program: 'test', startAt: null }, () => undefined, () => undefined)
  const opened = await openEntry(readKeyring(engine.places.keyring), LOGINS.archivist, PASSWORD)
  archive = await unlock(engine, Buffer.from(opened.dataKey))
  begin = () => engine.sessions.begin({ personId: opened.personId, keyId: opened.keyId, key: privateKeyFrom(opened.signingKey) })
})
afterAll(async () => {
  await stopEngine(engine)
  await store.close()
})

describe('H4 the scan inbox works for somebody', () => {
  it('A1 whose session ends while a list is entered: the file is begun anew by the next', async () => {
    const { database, keys, leftovers } = archive
    const letGo = leftovers.hold()
    const session = begin()
    const { name, size } = await addAttachment(engine.places, keys, Readable.from([pngPage('alone')]))
    const file = database.transaction((db) => enterTaken(db, session, { name, size, fileName: 'alone.png', at: engine.clock() }))
    if (!file) throw new Error('it was there before')

    const list = Promise.withResolvers<null>()
    const lent = database.lend(() => list.promise)
    const waited = Promise.withResolvers<null>()
    // Drawn by now, and waiting to be entered: the session ends just then.
    const turn = async (): Promise<void> => {
      waited.resolve(null)
      await database.turn()
    }
    const sorting = sortFile(engine, { ...archive, database: { ...database, turn } }, session, file, () => false)
    await waited.promise
    engine.sessions.end(session.token)
    list.resolve(null)
    await Promise.all([lent, sorting])
    expect(unsortedFiles(database.reader)).toEqual([file])

    await sortFile(engine, archive, begin(), file, () => false)
    expect(unsortedFiles(database.reader)).toEqual([])
    letGo()
  })

  it('A3 who has gone, or may file scans no longer, is not worked for', () => {
    const here = { engine, database: archive.database }
    for (const { token } of engine.sessions.live(60)) engine.sessions.end(token)
    expect(workerOf(here)).toBeNull()
    const session = begin()
    expect([workerOf(here)?.token, stillWorks(here, session)]).toEqual([session.token, true])
    archive.database.transaction((db) => db.run("DELETE FROM person_role WHERE person_id = ? AND role = 'archivist'", [session.personId]))
    expect([workerOf(here), stillWorks(here, session)]).toEqual([null, false])
    engine.sessions.end(session.token)
  })
})

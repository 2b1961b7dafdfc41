// `verify` (rule A2, DESIGN decision 12): a sound archive has no findings, with a password or without; damage to files is named.
import { readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyArchive } from '#archive/backup/run.ts'
import { addAttachment, attachmentFile } from '#archive/vault/attachments.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { finished, LOGINS } from '#test/support/archive.ts'
import { ADMIN, changeRows, findingsOf, makeBook, type Book } from '#test/support/tampered.ts'

let book: Book
beforeAll(async () => {
  book = await makeBook()
})
afterAll(() => book.remove())

describe('a sound archive', () => {
  it('A2 verify finds nothing, in the running program and beside it', async () => {
    const admin = await book.archive.as(LOGINS.administrator)
    const { taskId } = await admin.call('archive.verify', {})
    const task = await finished(admin, taskId)
    expect(task).toMatchObject({ state: 'done', kind: 'verify', progress: 1, error: null })
    // Two signatures on each of five lines that received something, one on the strike and the refusal.
    expect(task.verify).toMatchObject({ findings: [], chains: [{ chain: 'book', entries: 7, signatures: 12 }, { chain: 'audit' }, { chain: 'register' }] })
    const beside = await verifyArchive({ folder: book.archive.folder, password: ADMIN }, null)
    expect(beside.findings).toEqual([])
    const trail = beside.chains[1]
    // Only the failed sign-in and the two recoveries have no signature of a person.
    expect(trail?.signatures).toBe((trail?.entries ?? 0) - 3)
  })

  it('A2 without a password what ciphertext shows is in order', async () => {
    const copy = await book.copy()
    expect(await verifyArchive({ folder: copy.folder, password: null }, null)).toEqual({ chains: [], attachments: 0, findings: [] })
  })

  it('A1 a wrong password verifies nothing', async () => {
    const copy = await book.copy()
    await expect(verifyArchive({ folder: copy.folder, password: { login: 'admin', password: 'guessed' } }, null)).rejects.toMatchObject({ code: 'wrongPassword' })
  })
})

describe('A2 files and the database itself', () => {
  it('attachments: whole, without a row, changed, gone', async () => {
    const copy = await book.copy()
    const add = async (text: string) => {
      async function* source(): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(Buffer.from(text))
      }
      return addAttachment(copy.places, onlyKey(copy.admin.dataKey), source())
    }
    const [whole, changed, gone, loose] = [await add('whole'), await add('changed'), await add('gone'), await add('loose')]
    changeRows(copy, (db) => {
      for (const { name, size } of [whole, changed, gone]) {
        db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', ?, 0)", [name, size])
      }
    })
    const place = (name: string) => `attachments/${name.slice(0, 2)}/${name}`
    expect(await findingsOf(copy)).toEqual([])
    const file = attachmentFile(copy.places.attachments, changed.name)
    const bytes = readFileSync(file)
    bytes[bytes.length - 20] = (bytes.at(-20) ?? 0) ^ 1
    writeFileSync(file, bytes)
    rmSync(attachmentFile(copy.places.attachments, gone.name))
    utimesSync(attachmentFile(copy.places.attachments, loose.name), 0, 0)
    const result = await verifyArchive({ folder: copy.folder, password: ADMIN }, null)
    expect(result.attachments).toBe(3)
    expect(result.findings).toEqual([
      { where: place(changed.name), problem: 'attachment.damaged' },
      { where: place(gone.name), problem: 'attachment.missing' },
      { where: place(loose.name), problem: 'attachment.withoutRow' },
    ])
    truncateSync(attachmentFile(copy.places.attachments, whole.name), 20)
    expect(await verifyArchive({ folder: copy.folder, password: null }, null)).toEqual({
      chains: [], attachments: 3, findings: [{ where: place(whole.name), problem: 'attachment.damaged' }],
    })
  })

  it('a page of the database changed on the disk', async () => {
    const copy = await book.copy()
    const bytes = readFileSync(copy.places.database)
    // In every page, so that it does not matter which of them is asked for.
    for (let at = 4096 + 100; at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(copy.places.database, bytes)
    expect((await findingsOf(copy)).map(({ problem }) => problem)).toEqual(['database.unreadable'])
  })

  it('files missing, damaged, from another archive; a database cut within a page', async () => {
    const copy = await book.copy()
    const keyring = readFileSync(copy.places.keyring, 'utf8')
    writeFileSync(copy.places.keyring, keyring.replace(/"archiveId": "[0-9a-f]{4}/, '"archiveId": "0000'))
    truncateSync(copy.places.database, 10_000)
    writeFileSync(copy.places.heads, '')
    expect((await verifyArchive({ folder: copy.folder, password: null }, null)).findings).toEqual([
      { where: 'keyring.json', problem: 'keyring.otherArchive' },
      { where: 'heads.json', problem: 'heads.damaged' },
      { where: 'archive.db', problem: 'database.form' },
    ])
    rmSync(copy.places.keyring)
    rmSync(copy.places.database)
    writeFileSync(copy.places.descriptor, '{}')
    expect((await verifyArchive({ folder: copy.folder, password: null }, null)).findings).toEqual([
      { where: 'archive.json', problem: 'file.damaged' },
      { where: 'keyring.json', problem: 'file.missing' },
      { where: 'heads.json', problem: 'heads.damaged' },
      { where: 'archive.db', problem: 'file.missing' },
    ])
  })

  it('a practice archive made to look like a real one; rows that point nowhere; a dossier nobody can find', async () => {
    const copy = await book.copy()
    writeFileSync(copy.places.descriptor, readFileSync(copy.places.descriptor, 'utf8').replace('"training": true', '"training": false'))
    expect(await findingsOf(copy)).toContainEqual({ where: 'archive.json', problem: 'archive.descriptorDiffers' })
    expect(await book.found((db) => db.run('DELETE FROM vehicle WHERE id = 1', []))).toContainEqual({ where: 'dossier', problem: 'database.foreignKey' })
    expect(await book.found((db) => db.run('DELETE FROM dossier_index WHERE dossier_id = 1', []))).toContainEqual({ where: 'dossier/1', problem: 'search.missing' })
  })
})

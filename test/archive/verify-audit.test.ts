// The audit trail, the keys it introduces and the keyring, changed behind the program's back: found and named (rules A1, A3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedBytes } from '#archive/chain/chain.ts'
import type { Reader } from '#archive/database/database.ts'
import { readKeyring, writeKeyring } from '#archive/vault/keyring.ts'
import { makeSigningPair, privateKeyFrom, signBytes } from '#archive/vault/signing.ts'
import { changeRows, entryAt, findingsOf, forge, lastSeq, makeBook, MONDAY, removeEntries, type Book } from '#test/support/tampered.ts'

let book: Book
beforeAll(async () => {
  book = await makeBook()
})
afterAll(() => book.remove())

/** The audit entry of a kind that comes last. */
const lastOf = (db: Reader, kind: string): number =>
  db.get("SELECT max(seq) AS n FROM chain_entry WHERE chain = 'audit' AND kind = ?", [kind], (row) => row.int('n')) ?? 0

describe('A3 the audit trail cannot be changed unseen', () => {
  it('an entry edited, removed, cut off', async () => {
    let seq = 0
    expect(await book.found((db) => {
      seq = lastOf(db, 'handover.refuse')
      db.run("UPDATE chain_content SET content = replace(content, 'ink', 'other') WHERE chain = 'audit' AND seq = ?", [seq])
    })).toContainEqual({ where: `audit/${seq}`, problem: 'chain.contentChanged' })
    expect(await book.found((db) => {
      seq = lastOf(db, 'book.strike')
      removeEntries(db, 'audit', seq, seq)
    })).toContainEqual({ where: `audit/${seq}`, problem: 'chain.gap' })
    expect(await book.found((db) => {
      seq = lastSeq(db, 'audit')
      removeEntries(db, 'audit', seq, seq)
    })).toContainEqual({ where: `audit/${seq}`, problem: 'chain.cutOff' })
  })

  it('an entry that is not found any more by its day, or by what it is about; one found by what it is not about', async () => {
    let seq = 0
    expect(await book.found((db) => {
      seq = lastOf(db, 'book.strike')
      db.run('DELETE FROM audit_mention WHERE seq = ?', [seq])
    })).toEqual([{ where: `audit/${seq}`, problem: 'trail.hidden' }])
    expect(await book.found((db) => {
      seq = db.get('SELECT max(last) AS n FROM audit_day', [], (row) => row.int('n')) ?? 0
      db.run('UPDATE audit_day SET last = last - 1 WHERE last = ? AND last > first', [seq])
    })).toEqual([{ where: `audit/${seq}`, problem: 'trail.hidden' }])
    expect(await book.found((db) => db.run("INSERT INTO audit_mention VALUES ('record:R1', 1)", []))).toEqual([{ where: 'audit_mention', problem: 'trail.differs' }])
  })

  it('an entry made into nobody’s', async () => {
    let seq = 0
    expect(await book.found((db) => {
      seq = lastOf(db, 'book.strike')
      const entry = entryAt(db, 'audit', seq)
      forge(db, 'audit', seq, { ...entry, content: entry.content.replace(/"personId":\d+/, '"personId":null') })
      db.run("DELETE FROM chain_signature WHERE chain = 'audit' AND seq = ?", [seq])
    })).toContainEqual({ where: `audit/${seq}/actor`, problem: 'signature.missing' })
  })

  it('a key introduced by an unsigned entry, and by a second set-up signed with itself', async () => {
    const introduce = (kind: string) => book.found((db) => {
      const pair = makeSigningPair()
      const seq = lastSeq(db, 'audit') + 1
      const said = { personId: kind === 'archive.setUp' ? 2 : null, person: 2, key: 901, publicKey: pair.publicKey.toString('hex') }
      const hash = forge(db, 'audit', seq, { at: MONDAY, kind, content: JSON.stringify(said) })
      if (kind === 'archive.setUp') {
        db.run("INSERT INTO chain_signature VALUES ('audit', ?, 'actor', 2, 901, ?)", [seq, signBytes(privateKeyFrom(pair.privateKey), signedBytes(hash, 'actor', 2, 901))])
      }
      db.run('INSERT INTO person_key (id, person_id, public_key, created_at) VALUES (901, 2, ?, 0)', [pair.publicKey])
    })
    const unsigned = await introduce('staff.resetPassword')
    expect(unsigned).toContainEqual(expect.objectContaining({ problem: 'signature.missing' }))
    expect(unsigned).toContainEqual({ where: 'person_key/901', problem: 'key.notIntroduced' })
    const second = await introduce('archive.setUp')
    expect(second).toContainEqual(expect.objectContaining({ problem: 'signature.unknownKey' }))
    expect(second).toContainEqual({ where: 'person_key/901', problem: 'key.notIntroduced' })
  })

  it('a row of a key gone, retired, or brought back', async () => {
    expect(await book.found((db) => db.run('DELETE FROM person_key WHERE id = 3', []))).toContainEqual({ where: 'person_key/3', problem: 'key.missing' })
    expect(await book.found((db) => db.run('UPDATE person_key SET retired_at = 1 WHERE id = 1', []))).toContainEqual({ where: 'person_key/1', problem: 'key.retiredWrongly' })
    expect(await book.found((db) => db.run('UPDATE person_key SET retired_at = NULL WHERE retired_at IS NOT NULL', [])))
      .toContainEqual(expect.objectContaining({ problem: 'key.retiredWrongly' }))
  })
})

describe('A1 the keyring fits the archive', () => {
  it('an old keyring put back, an entry taken out, a leaver put back in', async () => {
    const stale = await book.copy()
    const keyring = readKeyring(stale.places.keyring)
    const [first, second] = keyring.people
    if (!first || !second) throw new Error('too few people')
    writeKeyring(stale.places.keyring, { ...keyring, people: keyring.people.map((entry) => (entry === second ? { ...entry, publicKey: first.publicKey } : entry)) })
    expect(await findingsOf(stale)).toContainEqual({ where: `keyring.json/person/${second.personId}`, problem: 'keyring.stale' })
    writeKeyring(stale.places.keyring, { ...keyring, people: keyring.people.filter((entry) => entry !== second) })
    expect(await findingsOf(stale)).toContainEqual({ where: `keyring.json/person/${second.personId}`, problem: 'keyring.personMissing' })
    const left = await book.copy()
    changeRows(left, (db) => db.run('UPDATE person SET active = 0 WHERE id = ?', [second.personId]))
    expect(await findingsOf(left)).toContainEqual({ where: `keyring.json/person/${second.personId}`, problem: 'keyring.leaver' })
  })

  it('an archive key that is not the archive’s', async () => {
    const copy = await book.copy()
    const keyring = readKeyring(copy.places.keyring)
    writeKeyring(copy.places.keyring, { ...keyring, archiveKey: { ...keyring.archiveKey, publicKey: makeSigningPair().publicKey } })
    expect(await findingsOf(copy)).toContainEqual({ where: 'keyring.json/archiveKey', problem: 'keyring.archiveKey' })
  })
})


// The sign-in book and what rests on it, changed behind the program's back by someone who has the data key: found and named
// (rules H3, H5, H7; DESIGN decision 12). Each test works on its own copy of one archive.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedBytes } from '#archive/chain/chain.ts'
import { makeSigningPair, privateKeyFrom, signBytes } from '#archive/vault/signing.ts'
import { changesOne, entryAt, findingsOf, forge, makeBook, moveEntry, removeEntries, type Book } from '#test/support/tampered.ts'

let book: Book
beforeAll(async () => {
  book = await makeBook()
})
afterAll(() => book.remove())

describe('H5 the book cannot be changed unseen', () => {
  it('content changed', async () => {
    expect(await book.found((db) => {
      db.run("UPDATE chain_content SET content = replace(content, 'greenCard', 'greenCare') WHERE chain = 'book' AND seq = 1", [])
    })).toContainEqual({ where: 'book/1', problem: 'chain.contentChanged' })
  })

  it('content and all hashes changed: signatures of that line and of all after it fail', async () => {
    const findings = await book.found((db) => {
      const entry = entryAt(db, 'book', 3)
      forge(db, 'book', 3, { ...entry, content: entry.content.replace('"remark":""', '"remark":"补写"') })
    })
    for (const seq of [3, 4, 7]) expect(findings).toContainEqual({ where: `book/${seq}/receiver`, problem: 'signature.wrong' })
    expect(findings).not.toContainEqual(expect.objectContaining({ where: 'book/2/receiver' }))
    expect(findings).toContainEqual({ where: 'book/7', problem: 'chain.headDiffers' })
  })

  it('content gone', async () => {
    expect(await book.found((db) => {
      db.run("DELETE FROM chain_content WHERE chain = 'book' AND seq = 4", [])
    })).toContainEqual({ where: 'book/4', problem: 'chain.contentMissing' })
  })

  it('time or kind of an entry changed', async () => {
    expect(await book.found((db) => {
      db.run("UPDATE chain_entry SET at = at - 86400000 WHERE chain = 'book' AND seq = 3", [])
    })).toContainEqual({ where: 'book/3', problem: 'chain.entryChanged' })
    const kind = await book.found((db) => {
      db.run("UPDATE chain_entry SET kind = 'strike' WHERE chain = 'book' AND seq = 3", [])
    })
    expect(kind).toContainEqual({ where: 'book/3', problem: 'chain.entryChanged' })
    expect(kind).toContainEqual({ where: 'book/3', problem: 'chain.kindDiffers' })
  })

  it('a line removed from the middle', async () => {
    const findings = await book.found((db) => {
      removeEntries(db, 'book', 3, 3)
    })
    expect(findings).toContainEqual({ where: 'book/3', problem: 'chain.gap' })
    expect(findings).toContainEqual({ where: 'book_line/3', problem: 'bookLine.withoutEntry' })
  })

  it('a line removed and the rest moved up', async () => {
    const findings = await book.found((db) => {
      removeEntries(db, 'book', 3, 3)
      for (const seq of [4, 5, 6, 7]) moveEntry(db, 'book', seq, seq - 1)
    })
    expect(findings).toContainEqual({ where: 'book/3', problem: 'chain.linkBroken' })
    expect(findings).toContainEqual({ where: 'book/7', problem: 'chain.cutOff' })
  })

  it('two lines in each other’s place', async () => {
    const findings = await book.found((db) => {
      moveEntry(db, 'book', 2, 99)
      moveEntry(db, 'book', 3, 2)
      moveEntry(db, 'book', 99, 3)
    })
    for (const seq of [2, 3]) expect(findings).toContainEqual({ where: `book/${seq}`, problem: 'chain.entryChanged' })
  })

  it('a line added with hashes that fit and no signature', async () => {
    const findings = await book.found((db) => {
      forge(db, 'book', 8, entryAt(db, 'book', 4))
    })
    for (const party of ['giver', 'receiver']) expect(findings).toContainEqual({ where: `book/8/${party}`, problem: 'signature.missing' })
    expect(findings).toContainEqual({ where: 'book_line/8', problem: 'bookLine.missing' })
  })

  it('a line signed by a person other than it names, with a genuine key', async () => {
    const findings = await book.found((db, { admin }) => {
      const hash = forge(db, 'book', 8, entryAt(db, 'book', 6))
      db.run("INSERT INTO chain_signature VALUES ('book', 8, 'receiver', ?, ?, ?)", [
        admin.personId, admin.keyId, signBytes(privateKeyFrom(admin.signingKey), signedBytes(hash, 'receiver', admin.personId, admin.keyId)),
      ])
    })
    expect(findings).toContainEqual({ where: 'book/8/receiver', problem: 'signature.otherPerson' })
  })

  it('a signature taken away, altered, put from another line, or of a party that does not sign', async () => {
    expect(await book.found((db) => {
      db.run("DELETE FROM chain_signature WHERE chain = 'book' AND seq = 4 AND party = 'giver'", [])
    })).toContainEqual({ where: 'book/4/giver', problem: 'signature.missing' })
    expect(await book.found((db) => {
      db.run("UPDATE chain_signature SET signature = zeroblob(64) WHERE chain = 'book' AND seq = 4 AND party = 'giver'", [])
    })).toContainEqual({ where: 'book/4/giver', problem: 'signature.wrong' })
    expect(await book.found((db) => {
      db.run(`UPDATE chain_signature SET signature = (SELECT signature FROM chain_signature WHERE chain = 'book' AND seq = 1 AND party = 'receiver')
        WHERE chain = 'book' AND seq = 4 AND party = 'receiver'`, [])
    })).toContainEqual({ where: 'book/4/receiver', problem: 'signature.wrong' })
    expect(await book.found((db) => {
      db.run(`INSERT INTO chain_signature SELECT chain, 5, 'giver', person_id, key_id, signature FROM chain_signature
        WHERE chain = 'book' AND seq = 4 AND party = 'giver'`, [])
    })).toContainEqual({ where: 'book/5/giver', problem: 'signature.unexpected' })
  })

  it('all lines signed anew with a foreign key put in under the same person', async () => {
    const findings = await book.found((db) => {
      const pair = makeSigningPair()
      const key = privateKeyFrom(pair.privateKey)
      const giver = db.get("SELECT person_id, key_id FROM chain_signature WHERE chain = 'book' AND seq = 1 AND party = 'giver'", [], (row) => ({
        personId: row.int('person_id'), keyId: row.int('key_id'),
      })) ?? { personId: 0, keyId: 0 }
      db.run('INSERT INTO person_key (id, person_id, public_key, created_at, retired_at) VALUES (900, ?, ?, 0, 1)', [giver.personId, pair.publicKey])
      const signature = signBytes(key, signedBytes(entryAt(db, 'book', 1).hash, 'giver', giver.personId, 900))
      db.run("UPDATE chain_signature SET key_id = 900, signature = ? WHERE chain = 'book' AND seq = 1 AND party = 'giver'", [signature])
    })
    expect(findings).toContainEqual({ where: 'book/1/giver', problem: 'signature.unknownKey' })
    expect(findings).toContainEqual({ where: 'person_key/900', problem: 'key.notIntroduced' })
  })

  it('a person’s public key replaced, and a line signed anew with the new one', async () => {
    const findings = await book.found((db) => {
      const pair = makeSigningPair()
      const giver = db.get("SELECT person_id, key_id FROM chain_signature WHERE chain = 'book' AND seq = 4 AND party = 'giver'", [], (row) => ({
        personId: row.int('person_id'), keyId: row.int('key_id'),
      })) ?? { personId: 0, keyId: 0 }
      db.run('UPDATE person_key SET public_key = ? WHERE id = ?', [pair.publicKey, giver.keyId])
      db.run("UPDATE chain_signature SET signature = ? WHERE chain = 'book' AND seq = 4 AND party = 'giver'", [
        signBytes(privateKeyFrom(pair.privateKey), signedBytes(entryAt(db, 'book', 4).hash, 'giver', giver.personId, giver.keyId)),
      ])
      expect(giver.keyId).toBeGreaterThan(0)
    })
    expect(findings).toContainEqual(expect.objectContaining({ problem: 'key.changed' }))
    expect(findings).toContainEqual({ where: 'book/4/giver', problem: 'signature.wrong' })
    expect(findings).not.toContainEqual({ where: 'book/3/giver', problem: 'signature.wrong' })
  })

  it('the end cut off', async () => {
    const findings = await book.found((db) => {
      removeEntries(db, 'book', 6, 7)
      db.run('DELETE FROM book_line WHERE seq >= 6', [])
      db.run("UPDATE record SET state = 'expected', refusal = NULL, received_at = NULL, received_on = NULL, received_seq = NULL WHERE id IN (?, ?)", [
        book.records[3] ?? 0, book.records[4] ?? 0,
      ])
    })
    expect(findings).toContainEqual({ where: 'book/6-7', problem: 'chain.cutOff' })
  })

  it('the head file gone, not one, or of another book', async () => {
    const gone = await book.copy()
    rmSync(gone.places.heads)
    expect(await findingsOf(gone)).toContainEqual({ where: 'heads.json', problem: 'heads.missing' })
    const broken = await book.copy()
    writeFileSync(broken.places.heads, '{"book":1}')
    expect(await findingsOf(broken)).toContainEqual({ where: 'heads.json', problem: 'heads.damaged' })
    const other = await book.copy()
    writeFileSync(other.places.heads, readFileSync(other.places.heads, 'utf8').replaceAll(/"hash": "[0-9a-f]/g, '"hash": "f'))
    const findings = await findingsOf(other)
    expect(findings.filter(({ problem }) => problem === 'chain.headDiffers').length).toBeGreaterThan(0)
  })

  it('rows that find, strike or hold what was drawn', async () => {
    const cases: [string, string, string][] = [
      ["UPDATE book_line SET on_date = '2026-02-27' WHERE seq = 3", 'book_line/3', 'bookLine.differs'],
      ["UPDATE book_line SET kind = 'refusal' WHERE seq = 4", 'book_line/4', 'bookLine.differs'],
      ['UPDATE book_line SET record_id = (SELECT max(id) FROM record) WHERE seq = 6', 'book_line/6', 'bookLine.differs'],
      ['UPDATE book_line SET handover_id = 1 WHERE seq = 4', 'book_line/4', 'bookLine.differs'],
      ['UPDATE book_line SET struck_by = NULL WHERE seq = 2', 'book_line/2', 'bookLine.notStruck'],
      ['UPDATE book_line SET struck_by = 5 WHERE seq = 3', 'book_line/3', 'bookLine.struckWrongly'],
      ['DELETE FROM book_line WHERE seq = 7', 'book_line/7', 'bookLine.missing'],
      ["UPDATE handover SET drawn = replace(drawn, '420', '421') WHERE id = 1", 'handover/1', 'handover.drawnChanged'],
      ['UPDATE handover SET giver_id = receiver_id + 1000 WHERE id = 1', 'handover/1', 'handover.differs'],
      ['DELETE FROM handover WHERE id = 1', 'handover/1', 'handover.missing'],
    ]
    for (const [sql, where, problem] of cases) {
      expect(await book.found((db) => changesOne(db, sql, []))).toContainEqual({ where, problem })
    }
  })
})

describe('F4 to F6, H7 records and papers stand as the book says', () => {
  const change1 = (sql: string, record: number) => book.found((db) => changesOne(db, sql, [book.records[record] ?? 0]))

  it('H7 a paper said to be there that is not, taken away, or of another form', async () => {
    const paper = (record: number, code: string) => ({ where: `paper/${book.records[record]}/${code}`, problem: 'paper.differs' })
    expect(await change1("UPDATE paper SET presence = 'missing' WHERE record_id = ? AND code = 'greenCard'", 0)).toContainEqual(paper(0, 'greenCard'))
    expect(await change1("UPDATE paper SET form = 'copy' WHERE record_id = ? AND code = 'salesContract'", 0)).toContainEqual(paper(0, 'salesContract'))
    expect(await change1("UPDATE paper SET lacks = 5 WHERE record_id = ? AND code = 'salesContract'", 0)).toContainEqual(paper(0, 'salesContract'))
    expect(await change1("DELETE FROM paper WHERE record_id = ? AND code = 'workOrder'", 2)).toContainEqual(paper(2, 'workOrder'))
    // The line that brought it was struck through.
    expect(await change1("UPDATE paper SET record_id = ? WHERE record_id = (SELECT max(record_id) FROM paper) AND code = 'identityCopy'", 1))
      .toContainEqual({ where: `paper/${book.records[1]}/identityCopy`, problem: 'paper.unknown' })
    expect(await change1("UPDATE paper SET code = 'invented' WHERE record_id = ? AND code = 'workOrder'", 2)).toContainEqual({
      where: `paper/${book.records[2]}/invented`, problem: 'paper.unknown',
    })
  })

  it('F4 a promise put off; a delay accepted by nobody, by another, until another day; one taken away', async () => {
    const late = book.records[4] ?? 0
    expect(await change1("UPDATE paper SET promised_on = '2026-12-31' WHERE record_id = ? AND code = 'drivingLicenceCopy'", 4)).toContainEqual({
      where: `paper/${late}/drivingLicenceCopy`, problem: 'paper.differs',
    })
    const notAccepted = (record: number) => ({ where: `paper_delay/${book.records[record]}/drivingLicenceCopy`, problem: 'paper.delayNotAccepted' })
    expect(await change1("UPDATE paper_delay SET promised_on = '2026-12-31' WHERE record_id = ?", 4)).toContainEqual(notAccepted(4))
    expect(await change1('UPDATE paper_delay SET accepted_by = accepted_by + 1 WHERE record_id = ?', 4)).toContainEqual(notAccepted(4))
    expect(await change1("INSERT INTO paper_delay VALUES (?, 'drivingLicenceCopy', '2026-04-10', 1, 0)", 0)).toContainEqual(notAccepted(0))
    expect(await change1('DELETE FROM paper_delay WHERE record_id = ?', 4)).toContainEqual(expect.objectContaining({ problem: 'paper.delayMissing' }))
  })

  it('H3 a record received earlier, by another line, complete when it is not, or not refused', async () => {
    const differs = (record: number, column: string) => ({ where: `record/${book.records[record]}/${column}`, problem: 'record.differs' })
    expect(await change1("UPDATE record SET received_on = '2026-02-27' WHERE id = ?", 0)).toContainEqual(differs(0, 'received_on'))
    expect(await change1('UPDATE record SET received_at = received_at - 1 WHERE id = ?', 0)).toContainEqual(differs(0, 'received_at'))
    expect(await change1('UPDATE record SET received_seq = 4 WHERE id = ?', 0)).toContainEqual(differs(0, 'received_seq'))
    expect(await change1("UPDATE record SET state = 'complete' WHERE id = ?", 4)).toContainEqual(differs(4, 'state'))
    expect(await change1("UPDATE record SET state = 'expected', refusal = NULL WHERE id = ?", 3)).toContainEqual(differs(3, 'state'))
    expect(await change1("UPDATE record SET refusal = 'other' WHERE id = ?", 3)).toContainEqual(differs(3, 'refusal'))
    expect(await change1("UPDATE record SET kind = 'overhaul' WHERE id = ?", 1)).not.toContainEqual(differs(1, 'state'))
    expect(await change1("UPDATE record SET kind = 'overhaul' WHERE id = ?", 2)).toContainEqual(differs(2, 'kind'))
  })
})


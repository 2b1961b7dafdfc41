// docs/formats.md by itself: a reader that knows the page, and none of the program's code, opens an archive and a backup.
import { createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync, verify, type KeyObject } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import Database from 'better-sqlite3'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { backUp } from '#archive/backup/run.ts'
import { placesIn } from '#archive/places.ts'
import { addAttachment } from '#archive/vault/attachments.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'

const sha256 = (...parts: (string | Uint8Array)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const derive = (secret: Uint8Array, salt: string | Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, `yidang/${purpose}/v1`, 32))
const opened = (key: Uint8Array, nonce: Uint8Array, aad: string | Uint8Array, sealed: Uint8Array): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}
const unseal = (key: Uint8Array, purpose: string, sealed: Uint8Array): Buffer => opened(key, sealed.subarray(0, 12), purpose, sealed.subarray(12))
const publicHalf = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
const publicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' })

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'))
const keyringSchema = z.object({
  archiveId: z.string(),
  people: z.array(z.object({ loginTag: base64, salt: base64, dataKey: base64, publicKey: base64, signingKey: base64, generation: z.int() })),
  recovery: z.object({ salt: base64, dataKey: base64 }),
  archiveKey: z.object({ publicKey: base64, signingKey: base64 }),
})

const root = temporaryFolder()
let archive: TestArchive
let keyring: z.output<typeof keyringSchema>
let dataKey: Buffer
let person: z.output<typeof keyringSchema>['people'][number]
let personKey: Buffer
const NEXT = '另一个密码 2026'

beforeAll(async () => {
  archive = await makeArchive()
  await archive.handOver([(await archive.enter('delivery')).recordId])
  // Sealed anew, as the product does it: the archives of tests are made with less.
  await (await archive.as(LOGINS.archivist)).call('session.changePassword', { current: PASSWORD, next: NEXT })
  await archive.stop()
  keyring = keyringSchema.parse(JSON.parse(readFileSync(join(archive.folder, 'keyring.json'), 'utf8')))
  const tag = createHmac('sha256', keyring.archiveId).update(`login/${LOGINS.archivist}`).digest()
  const found = keyring.people.find(({ loginTag }) => loginTag.equals(tag))
  if (!found) throw new Error('no such log-in')
  person = found
  // 2: Argon2id, an ambient const enum of the package.
  const raw = await hashRaw(NEXT.normalize('NFKC'), { algorithm: 2, salt: found.salt, memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 })
  personKey = derive(raw, found.salt, 'password')
  dataKey = unseal(personKey, purposeOf(found, 'data'), found.dataKey)
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

/** What an entry's seals are bound to: a password that was changed once or more often says how often. */
const purposeOf = ({ loginTag, generation }: { loginTag: Buffer; generation: number }, part: string): string => (
  `yidang/${keyring.archiveId}/${loginTag.toString('hex')}/${part}${generation === 0 ? '' : `/${generation}`}`
)

function opening(): Database.Database {
  const database = new Database(join(archive.folder, 'archive.db'), { readonly: true })
  database.pragma("cipher = 'chacha20'")
  database.pragma(`key = "raw:${derive(dataKey, sha256('yidang/database'), 'database').toString('hex')}"`)
  return database
}

describe('decision 2, 4, 6, 12: the formats are as docs/formats.md says', () => {
  it('decision 2: keyring: password, recovery key and archive key', () => {
    const signing = unseal(personKey, purposeOf(person, 'signing'), person.signingKey)
    expect(publicHalf(createPrivateKey({ key: signing, format: 'der', type: 'pkcs8' })).equals(person.publicKey)).toBe(true)
    const recovery = derive(Buffer.from(archive.recoveryKey.replaceAll('-', '')), keyring.recovery.salt, 'recovery')
    expect(unseal(recovery, `yidang/${keyring.archiveId}/recovery`, keyring.recovery.dataKey).equals(dataKey)).toBe(true)
  })

  it('decision 2: the recovery key signs: its public half stands in the first entry of the audit trail', () => {
    const database = opening()
    try {
      const seed = derive(Buffer.from(archive.recoveryKey.replaceAll('-', '')), Buffer.from(keyring.archiveId, 'hex'), 'recovery-signing')
      const pair = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' })
      const content = z.string().parse(database.prepare("SELECT content FROM chain_content WHERE chain = 'audit' AND seq = 1").pluck().get())
      expect(JSON.parse(content)).toMatchObject({ roles: ['administrator'], recoveryPublicKey: publicHalf(pair).toString('hex') })
    } finally {
      database.close()
    }
  })

  it('decision 12: database and chain: a line hashes and is signed as written, and the audit trail names it', () => {
    const database = opening()
    try {
      const bytes = z.instanceof(Buffer)
      const row = z.object({
        at: z.number(), kind: z.literal('handover'), previous: bytes, hash: bytes, salt: bytes, content: z.string(), party: z.literal('giver'),
        person_id: z.number(), key_id: z.number(), signature: bytes, public_key: bytes, drawn: z.string(), drawn_salt: bytes,
      }).parse(database.prepare(`
        SELECT e.at, e.kind, e.previous, e.hash, c.salt, c.content, s.party, s.person_id, s.key_id, s.signature, k.public_key, h.drawn, h.salt AS drawn_salt
        FROM chain_entry e JOIN chain_content c USING (chain, seq) JOIN chain_signature s USING (chain, seq) JOIN person_key k ON k.id = s.key_id
        JOIN book_line b ON b.seq = e.seq JOIN handover h ON h.id = b.handover_id WHERE e.chain = 'book' AND e.seq = 1 AND s.party = 'giver'`).get())
      const committed = sha256(row.salt, row.content).toString('hex')
      const hash = sha256(`yidang/chain/v1\nbook\n1\n${row.at}\n${row.kind}\n${'00'.repeat(32)}\n${committed}`).toString('hex')
      expect(row.previous.equals(Buffer.alloc(32))).toBe(true)
      expect(row.hash.toString('hex')).toBe(hash)
      const message = Buffer.from(`yidang/signature/v1\n${hash}\n${row.party}\n${row.person_id}\n${row.key_id}`)
      expect(verify(null, message, publicKey(row.public_key), row.signature)).toBe(true)
      expect(JSON.parse(row.content)).toMatchObject({ drawnHash: sha256(row.drawn_salt, row.drawn).toString('hex') })
      expect(JSON.parse(readFileSync(join(archive.folder, 'heads.json'), 'utf8'))).toMatchObject({ book: { seq: 1, hash } })
      const act = database.prepare("SELECT content FROM chain_content JOIN chain_entry USING (chain, seq) WHERE chain = 'audit' AND kind = 'handover.sign'")
      expect(JSON.parse(z.string().parse(act.pluck().get()))).toMatchObject({ lines: [1], bookHash: hash })
    } finally {
      database.close()
    }
  })

  it('decision 4: attachments: name, header, chunks', async () => {
    const content = Buffer.alloc(150_000, '扫描件')
    async function* source(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(content)
    }
    const { name } = await addAttachment(placesIn(archive.folder), onlyKey(dataKey), source())
    const naming = derive(dataKey, sha256('yidang/attachment-name'), 'attachment-name')
    expect(name).toBe(createHmac('sha256', naming).update(content).digest('hex'))
    const stored = readFileSync(join(archive.folder, 'attachments', name.slice(0, 2), name))
    const header = stored.subarray(0, 41)
    expect(header.subarray(0, 9)).toEqual(Buffer.from('YDATTACH\u0001'))
    const key = derive(dataKey, header.subarray(9), 'attachment')
    const chunks: Buffer[] = []
    for (let at = 41; at < stored.length; at += 65_552) {
      const nonce = Buffer.alloc(12)
      nonce.writeUIntBE(chunks.length, 5, 6)
      nonce[11] = at + 65_552 >= stored.length ? 1 : 0
      chunks.push(opened(key, nonce, header, stored.subarray(at, at + 65_552)))
    }
    expect(Buffer.concat(chunks).equals(content)).toBe(true)
  })

  it('decision 6: backup: manifest, signature, lists, packs, pieces, marks', async () => {
    const password = { login: LOGINS.archivist, password: NEXT }
    const { id } = await backUp({ folder: archive.folder, to: root, program: 'test', password }, null)
    const [, manifest = '', signature = ''] = /^\{"manifest":(.*),"signature":"([0-9a-f]{128})"\}\n$/.exec(
      readFileSync(join(root, 'yidang-backup', 'points', `${id}.json`), 'utf8'),
    ) ?? []
    const message = Buffer.from(`yidang/manifest/v2\n${manifest}`)
    expect(verify(null, message, publicKey(keyring.archiveKey.publicKey), Buffer.from(signature, 'hex'))).toBe(true)
    const packs = join(root, 'yidang-backup', 'packs')
    const pieces = new Map(readdirSync(packs).flatMap((name) => piecesOf(readFileSync(join(packs, name)), name)))
    const told = z.object({ files: z.number(), bytes: z.number(), lists: z.array(z.string()) }).parse(JSON.parse(manifest))
    const lines = told.lists.flatMap((list) => pieces.get(list)?.toString('latin1').split('\n').slice(0, -1) ?? []).map((line) => line.split(' '))
    expect(lines.map(([path]) => path)).toEqual(expect.arrayContaining(['archive.db', 'archive.json', 'keyring.json', 'heads.json']))
    for (const [path = '', size, ...names] of lines) {
      const bytes = Buffer.concat(names.map((name) => pieces.get(name.slice(0, 64)) ?? Buffer.alloc(0)))
      expect(bytes).toHaveLength(Number(size))
      expect(bytes.equals(readFileSync(join(archive.folder, path)))).toBe(true)
    }
    expect([told.files, told.bytes]).toEqual([lines.length, lines.reduce((sum, [, size]) => sum + Number(size), 0)])
    // A piece of the database: the pages' last 32 bytes.
    const [, , first = ''] = lines.find(([path]) => path === 'archive.db') ?? []
    const [name = '', mark] = first.split(':')
    const piece = pieces.get(name) ?? Buffer.alloc(0)
    const ends = Array.from({ length: piece.length / 4096 }, (_, page) => piece.subarray(page * 4096 + 4064, (page + 1) * 4096))
    expect(sha256(...ends).toString('hex').slice(0, 32)).toBe(mark)
    expect(readdirSync(join(root, 'yidang-backup'))).toEqual(['incoming', 'locks', 'packs', 'points'])
  })
})

/** The pieces of a pack by their names, each what its name says. */
function piecesOf(pack: Buffer, file: string): [string, Buffer][] {
  expect(pack.subarray(-8).toString('latin1')).toBe('YDPACK2\n')
  const count = pack.readUInt32LE(pack.length - 12)
  const index = pack.subarray(pack.length - 12 - count * 36, -12)
  expect(file).toBe(`${sha256(index).toString('hex')}.pack`)
  let offset = 0
  return Array.from({ length: count }, (_, place): [string, Buffer] => {
    const name = index.toString('hex', place * 36, place * 36 + 32)
    const bytes = pack.subarray(offset, offset + index.readUInt32LE(place * 36 + 32))
    offset += bytes.length
    expect(sha256(bytes).toString('hex')).toBe(name)
    return [name, bytes]
  })
}

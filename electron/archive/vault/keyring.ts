// keyring.json: the data key wrapped once per person and once under the recovery key; signing keys wrapped likewise
// (DESIGN decision 2, docs/formats.md). It holds no name and no log-in in the clear.
import { hashRaw } from '@node-rs/argon2'
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { toId, type Id } from '#shared/domain/id.ts'
import { Refusal, refused } from '../refusal.ts'
import { replaceFile } from './durable.ts'
import { openingKeyOf, sealingKeyFor } from './box.ts'
import { knownKeys, type VaultKeys } from './keys.ts'
import { deriveKey, seal, unseal } from './seal.ts'
import { publicHalfOf, signingPairFrom, type SigningPair } from './signing.ts'
import type { Buffer } from 'node:buffer'

/** What guessing a password costs, by Argon2id; `memory` in KiB. Each entry keeps its own. */
export type Cost = { memory: number; passes: number; lanes: number }

/** 64 MiB, 3 passes, 1 lane (RFC 9106, second recommended choice with a lane for old machines). */
const COST: Cost = { memory: 65_536, passes: 3, lanes: 1 }
// `Algorithm.Argon2id` of the package: an ambient const enum, which isolatedModules does not let one name.
const ARGON2ID = 2

const base64 = z.base64().transform((text): Buffer => globalThis.Buffer.from(text, 'base64'))
/** At most a gigabyte: a keyring that somebody changed takes no machine's memory. */
const costSchema = z.strictObject({ memory: z.int().max(1 << 20), passes: z.int().max(64), lanes: z.int().max(16) })

// Strict: a name that damage made into another would else be passed over.
const entrySchema = z.strictObject({
  personId: z.int().positive().transform((value): Id<'person'> => toId<'person'>(value)),
  loginTag: base64,
  cost: costSchema,
  salt: base64,
  dataKey: base64,
  keyId: z.int().positive().transform((value): Id<'key'> => toId<'key'>(value)),
  publicKey: base64,
  signingKey: base64,
  /** How often the password was changed since this key was given. */
  generation: z.int().min(0).default(0),
  /** Where the data key was changed and they have not signed in since: what it is sealed to their box key with (box.ts). */
  ephemeral: base64.exactOptional(),
  /** Of all else in it (`damagedIn`); absent in a keyring of an earlier program. */
  sum: base64.exactOptional(),
})

const keyringSchema = z.strictObject({
  format: z.literal(1),
  archiveId: z.string().regex(/^[0-9a-f]{32}$/),
  people: z.array(entrySchema),
  /** `publicKey`: of the pair that the recovery key is; it and `sum` are absent in a keyring of an earlier program. */
  recovery: z.strictObject({ salt: base64, dataKey: base64, publicKey: base64.exactOptional(), sum: base64.exactOptional() }),
  /** Signs backup manifests; its private half is sealed under the data key. */
  archiveKey: z.strictObject({ publicKey: base64, signingKey: base64 }),
  /** Which data key it is, absent for an archive's first; and whether files of the vault may still be under the one before. */
  dataKey: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/), resealing: z.boolean() }).exactOptional(),
})

export type Keyring = z.output<typeof keyringSchema>
export type KeyringEntry = Keyring['people'][number]
export type SealedEntry = Omit<KeyringEntry, 'personId' | 'keyId' | 'sum'>

/** What a password opens. */
export type Opened = {
  personId: Id<'person'>
  dataKey: Buffer
  keyId: Id<'key'>
  generation: number
  publicKey: Buffer
  signingKey: Buffer
  /** The data key was sealed to their box key, and not under the password. */
  boxed: boolean
}

/** @throws Refusal `keyring.damaged` when the file is not a keyring this program knows. */
export function readKeyring(file: string): Keyring {
  return parseKeyring(readFileSync(file, 'utf8'))
}

/** @throws Refusal `keyring.damaged`. */
export function parseKeyring(text: string): Keyring {
  const parsed = keyringSchema.safeParse(parseJson(text))
  if (!parsed.success) throw refused('keyring.damaged')
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refused('keyring.damaged')
  }
}

export function writeKeyring(file: string, keyring: Keyring): void {
  const encode = (_key: string, value: unknown): unknown =>
    // Buffers reach a replacer already turned into their JSON form.
    isBufferJson(value) ? globalThis.Buffer.from(value.data).toString('base64') : value
  replaceFile(file, `${JSON.stringify(keyring, encode, 1)}\n`)
}

function isBufferJson(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value && Array.isArray(value.data)
}

const sumOf = (...parts: readonly (Buffer | number)[]): Buffer => (
  createHash('sha256').update(parts.map((part) => (typeof part === 'number' ? String(part) : part.toString('base64'))).join('\n')).digest()
)

const entrySum = ({ personId, keyId, loginTag, cost, salt, generation, dataKey, publicKey, signingKey, ephemeral }: Omit<KeyringEntry, 'sum'>): Buffer => (
  sumOf(personId, keyId, loginTag, cost.memory, cost.passes, cost.lanes, salt, generation, dataKey, publicKey, signingKey, ...ephemeral ? [ephemeral] : [])
)

const recoverySum = ({ salt, publicKey, dataKey }: Keyring['recovery']): Buffer => sumOf(salt, publicKey ?? NOTHING, dataKey)

const NOTHING = globalThis.Buffer.alloc(0)

/**
 * Where it is damaged: `person/<id>`, `recovery`. What is sealed under a password shows damage only to whoever types that; the sums show it to everybody. They
 * are no proof against a forger, whom the database and what is sealed are held against.
 */
export function damagedIn({ people, recovery }: Pick<Keyring, 'people' | 'recovery'>): string[] {
  const differs = (said: Buffer | undefined, sum: Buffer): boolean => said !== undefined && !said.equals(sum)
  return [
    ...people.filter((entry) => differs(entry.sum, entrySum(entry))).map(({ personId }) => `person/${personId}`),
    ...differs(recovery.sum, recoverySum(recovery)) ? ['recovery'] : [],
  ]
}

const tagOf = (archiveId: string, login: string): Buffer => createHmac('sha256', archiveId).update(`login/${login}`).digest()

// Bound to the log-in, which stays a person's for good; whose it is, the archive holds against the key (requireStanding).
// So is the generation: an older entry does not pass for a later one.
const purposeOf = (archiveId: string, { loginTag, generation }: Pick<KeyringEntry, 'loginTag' | 'generation'>, part: string): string => (
  `yidang/${archiveId}/${loginTag.toString('hex')}/${part}${generation === 0 ? '' : `/${generation}`}`
)

async function passwordKey(password: string, salt: Buffer, cost: Cost): Promise<Uint8Array> {
  const raw = await hashRaw(password.normalize('NFKC'), {
    algorithm: ARGON2ID, salt, memoryCost: cost.memory, timeCost: cost.passes, parallelism: cost.lanes, outputLen: 32,
  })
  return deriveKey(raw, salt, 'password')
}

/** Tells data keys apart, without telling anything of them. */
export function dataKeyId(archiveId: string, dataKey: Uint8Array): string {
  return globalThis.Buffer.from(deriveKey(dataKey, globalThis.Buffer.from(archiveId), 'data-key-id')).toString('hex').slice(0, 32)
}

/** The one of an archive's data keys that a keyring of it is for; null: one that is not known. */
export function keyOfTime({ archiveId, dataKey: present }: Pick<Keyring, 'archiveId' | 'dataKey'>, keys: VaultKeys): Uint8Array | null {
  if (!present) return keys.earlier[0] ?? keys.data
  return knownKeys(keys).find((key) => dataKeyId(archiveId, key) === present.id) ?? null
}

/**
 * Seals the data key and a person's signing key under their password; the entry lacks the person's and the key's numbers, which
 * the archive gives. About 0.1 s, off the thread that asks.
 */
export async function sealEntry(
  archiveId: string, person: { login: string; password: string; generation?: number }, dataKey: Uint8Array, signing: SigningPair, cost = COST,
): Promise<SealedEntry> {
  const salt = randomBytes(16)
  const bound = { loginTag: tagOf(archiveId, person.login), generation: person.generation ?? 0 }
  const key = await passwordKey(person.password, salt, cost)
  return {
    ...bound,
    cost: { ...cost },
    salt,
    dataKey: seal(key, purposeOf(archiveId, bound, 'data'), dataKey),
    publicKey: signing.publicKey,
    signingKey: seal(key, purposeOf(archiveId, bound, 'signing'), signing.privateKey),
  }
}

/** What is tried for a log-in that nobody has: what no password opens, so that all is done for it that is done for a wrong one. */
const NOBODY: KeyringEntry = {
  personId: toId<'person'>(Number.MAX_SAFE_INTEGER), keyId: toId<'key'>(Number.MAX_SAFE_INTEGER), loginTag: globalThis.Buffer.alloc(32), cost: COST,
  salt: randomBytes(16), dataKey: randomBytes(60), publicKey: globalThis.Buffer.alloc(32), signingKey: randomBytes(76), generation: 0,
}

/** Of an entry that is damaged, or somebody's work: less than Argon2 does, and a number below nothing stands for all the memory there is. */
const isPossible = ({ memory, passes, lanes }: Cost): boolean => passes >= 1 && lanes >= 1 && memory >= 8 * lanes

/** A log-in as it is kept, however it was typed. */
export function loginAsKept(typed: string): string {
  return typed.trim().toLowerCase()
}

/**
 * What log-in and password open. For an unknown log-in the same is done as for a wrong password.
 * @throws Refusal `wrongPassword`.
 */
export async function openEntry(keyring: Keyring, login: string, password: string): Promise<Opened> {
  const tag = tagOf(keyring.archiveId, loginAsKept(login))
  const found = keyring.people.find((candidate) => candidate.loginTag.length === tag.length && timingSafeEqual(candidate.loginTag, tag))
  const entry = found && isPossible(found.cost) ? found : NOBODY
  const key = await passwordKey(password, entry.salt, entry.cost)
  const bound = { loginTag: tag, generation: entry.generation }
  const signingKey = unseal(key, purposeOf(keyring.archiveId, bound, 'signing'), entry.signingKey)
  const sealing = entry.ephemeral && signingKey ? openingKeyOf(keyring.archiveId, signingKey, entry.ephemeral) : key
  const dataKey = sealing && unseal(sealing, purposeOf(keyring.archiveId, bound, 'data'), entry.dataKey)
  if (!dataKey || !signingKey) throw new Refusal('wrongPassword', 'log-in and password do not fit')
  // The public half of what really was opened, whatever stands beside it.
  return { personId: entry.personId, dataKey, keyId: entry.keyId, generation: entry.generation, publicKey: publicHalfOf(signingKey), signingKey, boxed: entry.ephemeral !== undefined }
}

/** The entry with another data key sealed in it, for whoever opens its signing key: nothing of it but their box key is needed. */
export function withDataKey(archiveId: string, entry: KeyringEntry, boxKey: Uint8Array, dataKey: Uint8Array): KeyringEntry {
  const { key, ephemeral } = sealingKeyFor(archiveId, boxKey)
  const sealed = { ...entry, ephemeral, dataKey: seal(key, purposeOf(archiveId, entry, 'data'), dataKey) }
  return { ...sealed, sum: entrySum(sealed) }
}

/** The keyring with a person's entry put in or replaced. The others stay as they are, damaged ones too. */
export function withEntry(keyring: Keyring, entry: Omit<KeyringEntry, 'sum'>): Keyring {
  return { ...keyring, people: [...keyring.people.filter(({ personId }) => personId !== entry.personId), { ...entry, sum: entrySum(entry) }] }
}

// Crockford's alphabet: no I, L, O, U, so that what is read off paper is typed right.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 160 random bits as eight groups of four. */
export function makeRecoveryKey(): string {
  const symbols = Array.from(randomBytes(32), (byte) => ALPHABET.charAt(byte & 31)).join('')
  return symbols.match(/.{4}/g)?.join('-') ?? symbols
}

function recoverySecret(typed: string): Buffer {
  return globalThis.Buffer.from(typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))
}

export function sealForRecovery(archiveId: string, recoveryKey: string, dataKey: Uint8Array): Keyring['recovery'] {
  const salt = randomBytes(16)
  const { publicKey } = recoverySigningPair(archiveId, recoveryKey)
  const recovery = { salt, publicKey, dataKey: seal(deriveKey(recoverySecret(recoveryKey), salt, 'recovery'), `yidang/${archiveId}/recovery`, dataKey) }
  return { ...recovery, sum: recoverySum(recovery) }
}

/**
 * The signing pair that the recovery key itself is: its public half stands in the audit trail, so that a key given by recovery
 * can be told from one that somebody with only the data key made up.
 */
export function recoverySigningPair(archiveId: string, recoveryKey: string): SigningPair {
  return signingPairFrom(deriveKey(recoverySecret(recoveryKey), globalThis.Buffer.from(archiveId, 'hex'), 'recovery-signing'))
}

/** What the recovery key signs when it gives a person a new key. */
export function recoveryProofBytes(personId: number, keyId: number, publicKey: Uint8Array): Buffer {
  return globalThis.Buffer.from(`yidang/recovery/v1\n${personId}\n${keyId}\n${globalThis.Buffer.from(publicKey).toString('hex')}`)
}

/** @throws Refusal `wrongPassword`. */
export function openWithRecoveryKey(keyring: Keyring, recoveryKey: string): Buffer {
  const key = deriveKey(recoverySecret(recoveryKey), keyring.recovery.salt, 'recovery')
  const dataKey = unseal(key, `yidang/${keyring.archiveId}/recovery`, keyring.recovery.dataKey)
  if (!dataKey) throw new Refusal('wrongPassword', 'the recovery key does not fit')
  return dataKey
}

export function sealArchiveKey(archiveId: string, dataKey: Uint8Array, pair: SigningPair): Keyring['archiveKey'] {
  const key = deriveKey(dataKey, globalThis.Buffer.from(archiveId), 'archive-key')
  return { publicKey: pair.publicKey, signingKey: seal(key, `yidang/${archiveId}/archive-key`, pair.privateKey) }
}

/** @throws Refusal `keyring.damaged`. */
export function openArchiveKey(keyring: Keyring, dataKey: Uint8Array): Buffer {
  const key = deriveKey(dataKey, globalThis.Buffer.from(keyring.archiveId), 'archive-key')
  const opened = unseal(key, `yidang/${keyring.archiveId}/archive-key`, keyring.archiveKey.signingKey)
  if (!opened) throw refused('keyring.damaged')
  return opened
}

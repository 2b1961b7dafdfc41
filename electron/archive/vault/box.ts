// A person's box key: what is sealed to its public half opens only with their signing key, and so with their password. Nobody else need be there
// (DESIGN decision 2, docs/formats.md). X25519, derived from the seed of the signing key, so that nothing more has to be kept.
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Buffer } from 'node:buffer'
import { deriveKey } from './seal.ts'
import { seedOf } from './signing.ts'

// RFC 8410: the fixed heads of an X25519 key, before its 32 bytes.
const SPKI_HEAD = globalThis.Buffer.from('302a300506032b656e032100', 'hex')
const PKCS8_HEAD = globalThis.Buffer.from('302e020100300506032b656e04220420', 'hex')
const LENGTH = 32

const rawOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD.length)
const publicFrom = (raw: Uint8Array): KeyObject => createPublicKey({ key: globalThis.Buffer.concat([SPKI_HEAD, raw]), type: 'spki', format: 'der' })

function privateFrom(archiveId: string, signingKey: Buffer): KeyObject {
  const seed = deriveKey(seedOf(signingKey), globalThis.Buffer.from(archiveId, 'hex'), 'box')
  return createPrivateKey({ key: globalThis.Buffer.concat([PKCS8_HEAD, seed]), type: 'pkcs8', format: 'der' })
}

/** The public half of the box key that goes with a signing key (PKCS#8): 32 bytes. */
export function boxKeyOf(archiveId: string, signingKey: Buffer): Buffer {
  return rawOf(createPublicKey(privateFrom(archiveId, signingKey)))
}

/** A key that only the owner of a box key, given `ephemeral`, arrives at as well. */
export function sealingKeyFor(archiveId: string, boxKey: Uint8Array): { key: Uint8Array; ephemeral: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const ephemeral = rawOf(publicKey)
  return { ephemeral, key: keyFrom(archiveId, diffieHellman({ privateKey, publicKey: publicFrom(boxKey) }), ephemeral, boxKey) }
}

/** The same, as its owner arrives at it; null for what is no such half. */
export function openingKeyOf(archiveId: string, signingKey: Buffer, ephemeral: Uint8Array): Uint8Array | null {
  if (ephemeral.length !== LENGTH) return null
  const privateKey = privateFrom(archiveId, signingKey)
  try {
    return keyFrom(archiveId, diffieHellman({ privateKey, publicKey: publicFrom(ephemeral) }), ephemeral, rawOf(createPublicKey(privateKey)))
  } catch {
    // A half with which no secret comes about is how somebody else's file would make one known to them.
    return null
  }
}

function keyFrom(archiveId: string, secret: Uint8Array, ephemeral: Uint8Array, boxKey: Uint8Array): Uint8Array {
  return deriveKey(secret, globalThis.Buffer.concat([globalThis.Buffer.from(archiveId, 'hex'), ephemeral, boxKey]), 'box-seal')
}

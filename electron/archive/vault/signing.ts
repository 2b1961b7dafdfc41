// Ed25519 signing keys: raw 32-byte public keys, PKCS#8 private ones (docs/formats.md).
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import type { Buffer } from 'node:buffer'

// RFC 8410: the fixed head of an Ed25519 SubjectPublicKeyInfo, before the 32 bytes of the key.
const SPKI_HEAD = globalThis.Buffer.from('302a300506032b6570032100', 'hex')

export type SigningPair = { publicKey: Buffer; privateKey: Buffer }

export function makeSigningPair(): SigningPair {
  const pair = generateKeyPairSync('ed25519')
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD.length),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
  }
}

// RFC 8410: the fixed head of an Ed25519 PKCS#8 private key, before the 32 bytes of its seed.
const PKCS8_HEAD = globalThis.Buffer.from('302e020100300506032b657004220420', 'hex')

/** The pair that a 32-byte seed stands for, the same each time. */
export function signingPairFrom(seed: Uint8Array): SigningPair {
  const privateKey = globalThis.Buffer.concat([PKCS8_HEAD, seed])
  return { publicKey: publicHalfOf(privateKey), privateKey }
}

/** The 32-byte seed of a pair's private half. */
export function seedOf(pkcs8: Buffer): Buffer {
  return pkcs8.subarray(PKCS8_HEAD.length)
}

export function publicHalfOf(pkcs8: Buffer): Buffer {
  return createPublicKey(privateKeyFrom(pkcs8)).export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD.length)
}

export function privateKeyFrom(pkcs8: Buffer): KeyObject {
  return createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' })
}

export function signBytes(key: KeyObject, message: Uint8Array): Buffer {
  return sign(null, message, key)
}

/** What verifies with one public key, made once for many signatures; false also for a key or a signature of the wrong form. */
export function verifierOf(publicKey: Uint8Array): (message: Uint8Array, signature: Uint8Array) => boolean {
  if (publicKey.length !== 32) return () => false
  const key = createPublicKey({ key: globalThis.Buffer.concat([SPKI_HEAD, publicKey]), type: 'spki', format: 'der' })
  return (message, signature) => signature.length === 64 && verify(null, message, key, signature)
}

/** False also for a key or a signature of the wrong form. */
export function signatureFits(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verifierOf(publicKey)(message, signature)
}

// Sealing small secrets and deriving keys: AES-256-GCM and HKDF-SHA256, which BoringSSL has too (DESIGN decision 2).
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Buffer } from 'node:buffer'

const NONCE = 12
const TAG = 16

/** nonce ‖ ciphertext ‖ tag. `purpose` is bound in: what was sealed for one purpose opens for no other. */
export function seal(key: Uint8Array, purpose: string, secret: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(globalThis.Buffer.from(purpose))
  return globalThis.Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
}

/** The secret, or null when key, purpose or bytes do not fit. */
export function unseal(key: Uint8Array, purpose: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < NONCE + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(globalThis.Buffer.from(purpose))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const open = decipher.update(sealed.subarray(NONCE, sealed.length - TAG))
  try {
    return globalThis.Buffer.concat([open, decipher.final()])
  } catch {
    // The one way GCM says that something does not fit.
    return null
  }
}

/** A 32-byte key for one purpose. */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, `yidang/${purpose}/v1`, 32))
}

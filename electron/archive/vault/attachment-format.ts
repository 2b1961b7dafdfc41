// The bytes of a file in the vault (DESIGN decision 4, docs/formats.md): a header, then chunks of AES-256-GCM, each numbered and
// the last one marked, so that a bit flipped, a chunk moved, a file cut short or grown shows.
import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, randomBytes, type Hmac, type KeyObject } from 'node:crypto'
import type { Buffer } from 'node:buffer'
import { deriveKey } from './seal.ts'

const MAGIC = globalThis.Buffer.from('YDATTACH')
const VERSION = 1
const SALT = 32
export const HEADER = MAGIC.length + 1 + SALT
export const CHUNK = 65_536
export const TAG = 16

/** Where the salt is not random, it says what the key is for, as for the database's key. */
const NAME_SALT = createHash('sha256').update('yidang/attachment-name').digest()

/** Names content by a keyed hash: the same content is stored once, and nobody without the key can tell what a file is. `key`: of `namingKey`. */
export function startName(key: Uint8Array): Hmac {
  return createHmac('sha256', deriveKey(key, NAME_SALT, 'attachment-name'))
}

export function makeHeader(): Buffer {
  return globalThis.Buffer.concat([MAGIC, globalThis.Buffer.of(VERSION), randomBytes(SALT)])
}

export function isHeader(bytes: Uint8Array): boolean {
  return bytes.length === HEADER && MAGIC.equals(bytes.subarray(0, MAGIC.length)) && bytes[MAGIC.length] === VERSION
}

/** How long the stored file of `size` bytes is; empty content has one empty chunk. */
export function storedSize(size: number): number {
  return HEADER + size + TAG * Math.max(1, Math.ceil(size / CHUNK))
}

/** Whether a stored file may be that long: whole chunks and a last one, none of them empty unless it is the only one. */
export function isStoredSize(bytes: number): boolean {
  const body = bytes - HEADER
  const rest = body % (CHUNK + TAG)
  return body === TAG || (body > TAG && (rest === 0 || rest > TAG))
}

// The chunk's number, then one byte that is 1 for the last; the key is the file's own, so no nonce is ever used twice.
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = globalThis.Buffer.alloc(12)
  nonce.writeUIntBE(index, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

/** As an object made once: made from bytes for each chunk, it takes half as long again as the encrypting. */
const keyOf = (dataKey: Uint8Array, header: Uint8Array): KeyObject => createSecretKey(deriveKey(dataKey, header.subarray(HEADER - SALT), 'attachment'))

/** Seals chunk after chunk under the key of the file with this header; in parts, so that nothing is copied to join them. */
export function startSealing(dataKey: Uint8Array, header: Uint8Array): (plain: Uint8Array, last: boolean) => Buffer[] {
  const key = keyOf(dataKey, header)
  let index = 0
  return (plain, last) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last)).setAAD(header)
    index += 1
    const sealed = cipher.update(plain)
    // GCM holds nothing back: this gives no bytes, and there is no tag without it.
    cipher.final()
    return [sealed, cipher.getAuthTag()]
  }
}

/** Opens chunk after chunk; null for one that does not fit in its place. `keys`: one of them is the file's. */
export function startOpening(keys: readonly Uint8Array[], header: Uint8Array): (sealed: Uint8Array, last: boolean) => Buffer | null {
  const opening = openingAnywhere(keys, header)
  let index = 0
  return (sealed, last) => {
    index += 1
    return opening(sealed, index - 1, last)
  }
}

/** Opens the chunk of a number, in any order; null for one that does not fit in its place. All are under the same of the keys. */
export function openingAnywhere(keys: readonly Uint8Array[], header: Uint8Array): (sealed: Uint8Array, index: number, last: boolean) => Buffer | null {
  let possible = keys.map((key) => keyOf(key, header))
  return (sealed, index, last) => {
    for (const key of possible) {
      const plain = unlock(key, header, sealed, nonceOf(index, last))
      if (!plain) continue
      possible = [key]
      return plain
    }
    return null
  }
}

function unlock(key: KeyObject, header: Uint8Array, sealed: Uint8Array, nonce: Buffer): Buffer | null {
  if (sealed.length < TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(header)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG))
  try {
    // Says whether it fits and gives no bytes: GCM holds nothing back.
    decipher.final()
    return plain
  } catch {
    // The one way GCM says that something does not fit.
    return null
  }
}

/** Cuts a stream into pieces of exactly `size` bytes and a last one, which is empty only when the stream is; says which is the last. */
export async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let held = globalThis.Buffer.alloc(0)
  for await (const part of source) {
    let rest = globalThis.Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    // A full piece is given only once something is known to follow it; what lies within one part is given as it lies there.
    while (held.length + rest.length > size) {
      const wanted = rest.subarray(0, size - held.length)
      yield { bytes: held.length === 0 ? wanted : globalThis.Buffer.concat([held, wanted]), last: false }
      rest = rest.subarray(wanted.length)
      held = globalThis.Buffer.alloc(0)
    }
    held = globalThis.Buffer.concat([held, rest])
  }
  yield { bytes: held, last: true }
}

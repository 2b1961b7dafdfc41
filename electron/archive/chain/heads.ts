// heads.json: how far each chain had come, kept beside the database and in every backup, so that cutting off the end of
// a chain shows. It may lag behind the database by a moment, or by what a crash took; it is
// never ahead.
import { existsSync, readFileSync } from 'node:fs'
import type { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { HeadsProblem } from '#shared/domain/finding.ts'
import type { Reader } from '../database/database.ts'
import { replaceFile } from '../vault/durable.ts'
import { CHAINS, headOf, type Chain } from './chain.ts'

const headSchema = z.object({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) })

/** Where a chain begins: also for a file of an earlier program, which knew of no register. */
const START = { seq: 0, hash: '0'.repeat(64) }

const headsSchema = z.strictObject({ book: headSchema, audit: headSchema, register: headSchema.default(START) })

export type Heads = Record<Chain, { seq: number; hash: string }>

export function headsOf(db: Reader): Heads {
  const head = (chain: Chain): Heads[Chain] => {
    const newest = headOf(db, chain)
    return { seq: newest.seq, hash: newest.hash.toString('hex') }
  }
  return { book: head('book'), audit: head('audit'), register: head('register') }
}

/** The file's content. */
export function headsText(heads: Heads): string {
  return `${JSON.stringify(heads, null, 1)}\n`
}

export function writeHeads(file: string, heads: Heads): void {
  replaceFile(file, headsText(heads))
}

/** The file as it lies there, and what it says; `heads` null: it is not one. */
export type KeptHeads = { bytes: Buffer; heads: Heads | null }

/** Null when there is no such file. */
export function keptHeads(file: string): KeptHeads | null {
  if (!existsSync(file)) return null
  const bytes = readFileSync(file)
  return { bytes, heads: parseHeads(bytes.toString('utf8')) }
}

/** Null when there is no such file or it is not one: both are findings for a check. */
export function readHeads(file: string): Heads | null {
  return keptHeads(file)?.heads ?? null
}

function parseHeads(text: string): Heads | null {
  try {
    const parsed = headsSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/**
 * What is wrong with the heads that were kept: no such file, not one, or not of these chains. A chain that was cut off or rewritten
 * shows by them, so they are kept then and never written over, in a backup neither. Null when all is well.
 */
export function headsProblem(db: Reader, kept: KeptHeads | null): HeadsProblem | null {
  if (!kept) return 'heads.missing'
  const { heads } = kept
  if (!heads) return 'heads.damaged'
  return CHAINS.every((chain) => hashAt(db, chain, heads[chain].seq) === heads[chain].hash) ? null : 'chain.headDiffers'
}

function hashAt(db: Reader, chain: Chain, seq: number): string | null {
  if (seq === 0) return START.hash
  return db.get('SELECT hash FROM chain_entry WHERE chain = ? AND seq = ?', [chain, seq], (row) => row.bytes('hash').toString('hex'))
}

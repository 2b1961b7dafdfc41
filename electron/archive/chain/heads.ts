// heads.json: how far each chain had come, kept beside the database and in every backup, so that cutting off the end of
// a chain shows. It may lag behind the database by a moment, or by what a crash took; it is
// never ahead.
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Reader } from '../database/database.ts'
import { replaceFile } from '../vault/durable.ts'
import { CHAINS, headOf, type Chain } from './chain.ts'

const headsSchema = z.record(z.enum(CHAINS), z.object({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) }))

export type Heads = Record<Chain, { seq: number; hash: string }>

export function headsOf(db: Reader): Heads {
  const head = (chain: Chain): Heads[Chain] => {
    const newest = headOf(db, chain)
    return { seq: newest.seq, hash: newest.hash.toString('hex') }
  }
  return { book: head('book'), audit: head('audit') }
}

export function writeHeads(file: string, heads: Heads): void {
  replaceFile(file, `${JSON.stringify(heads, null, 1)}\n`)
}

/** Null when there is no such file or it is not one: both are findings for a check. */
export function readHeads(file: string): Heads | null {
  if (!existsSync(file)) return null
  try {
    const parsed = headsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

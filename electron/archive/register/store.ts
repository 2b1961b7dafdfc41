// Entering a line into the register of signed acts, and finding it again (rules L1, L3). What a line says is in the chain.
import { z } from 'zod'
import { drawnSignature } from '#shared/contract/handover.ts'
import { registerContent, type RegisterContent } from '#shared/contract/register.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { appendEntry, contentHash, headOf, makeSalt, type Signer } from '../chain/chain.ts'
import type { Reader, Row } from '../database/database.ts'
import type { WriteContext } from '../handler.ts'
import { registerFacts } from './forms.ts'

const drawnParties = z.record(z.string(), drawnSignature)

type Unsealed<C> = C extends RegisterContent ? Omit<C, 'drawnHash'> : never

/** Enters a line, its place and what was drawn in one go; gives its number and the chain's head after it, in hex. */
export function enterRegisterLine(
  { db, now, today }: WriteContext, said: Unsealed<RegisterContent>, drawn: Readonly<Record<string, DrawnSignature>>, signers: readonly Signer[],
): { seq: number; hash: string } {
  const salt = makeSalt()
  const hands = JSON.stringify(drawn)
  const content = { ...said, drawnHash: contentHash(salt, hands).toString('hex') }
  const { seq, hash } = appendEntry(db, { chain: 'register', at: now, kind: said.kind, content: JSON.stringify(content), signers })
  const { subject, subjectId } = registerFacts(content)
  db.run(`INSERT INTO register_line (seq, on_date, kind, ${subject}, salt, drawn) VALUES (?, ?, ?, ?, ?, ?)`, [
    seq, today, said.kind, subjectId, salt, hands,
  ])
  return { seq, hash: hash.toString('hex') }
}

/** The newest line of the register: what a print of it shows. */
export function registerHead(db: Reader): { seq: number; hash: string } {
  const { seq, hash } = headOf(db, 'register')
  return { seq, hash: hash.toString('hex') }
}

export type RegisterLine = { seq: number; at: Instant; on: LocalDate; hash: string; content: RegisterContent; drawn: Record<string, DrawnSignature> }

const LINE = `
  SELECT rl.seq, rl.on_date, rl.drawn, e.at, e.hash, c.content FROM register_line rl
  JOIN chain_entry e ON e.chain = 'register' AND e.seq = rl.seq JOIN chain_content c ON c.chain = 'register' AND c.seq = rl.seq`

const readLine = (row: Row): RegisterLine => ({
  seq: row.int('seq'), at: row.int('at'), on: row.date('on_date'), hash: row.bytes('hash').toString('hex'),
  content: registerContent.parse(JSON.parse(row.text('content'))), drawn: drawnParties.parse(JSON.parse(row.text('drawn'))),
})

/** Lines by their numbers; those that are not there are left out. */
export function registerLines(db: Reader, seqs: readonly number[]): Map<number, RegisterLine> {
  const lines = db.all(`${LINE} WHERE rl.seq IN (SELECT value FROM json_each(?))`, [JSON.stringify(seqs)], readLine)
  return new Map(lines.map((line) => [line.seq, line]))
}

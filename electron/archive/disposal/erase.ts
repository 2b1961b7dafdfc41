// Erasing in one transaction all that is kept of dossiers, or of a former owner (rule R4): rows, index, contents of the chains. Files and free
// pages follow (disposal/sweep.ts).
import { setImmediate as afterThisTurn } from 'node:timers/promises'
import { nextSeq } from '../chain/chain.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Reader, Writer } from '../database/database.ts'
import { belongingsOf, belongingsOfCustomer, belongingsOfErased, needlesOf, timesOf, type Belongings, type ErasedSince } from './belongings.ts'
import { eraseInVolumes } from './bound.ts'
import { auditEntries, entriesAt, erasedIn, eraseAudit, eraseBook, eraseRegister, eraseVolumeLines, mayConcern } from './entries.ts'
import { finderOf, type Finder } from './redact.ts'
import {
  eraseCars, eraseCopies, eraseCustomers, eraseLedgers, eraseLoans, eraseNamelessRequests, eraseRecords, eraseRequests, eraseScannedTexts, eraseScans,
  eraseSecrecy, eraseWordsBesides, eraseWordsElsewhere, eraseWordsOfChanges, eraseWordsOfViolations,
} from './rows.ts'
import { addErasure } from './store.ts'

export type Erased = {
  erasureId: number
  /** What the signed line commits to. */
  entries: number
  digest: string
  /** Files of the vault that nothing refers to any more. */
  files: string[]
}

/** Entries of the trail up to one, looked through before the transaction: those in it that may have to change. `sought`: what was looked for. */
export type Searched = { sought: string; upTo: number; seqs: number[] }

/** Looks through the trail with everybody else working on: of 100,000 dossiers it takes seconds. */
export const searchTrail = (db: Reader, dossierIds: readonly number[]): Promise<Searched> => search(db, belongingsOf(db, dossierIds))

/** The same for a former owner. */
export const searchTrailOf = (db: Reader, customerId: number): Promise<Searched> => search(db, belongingsOfCustomer(db, customerId))

async function search(db: Reader, own: Belongings): Promise<Searched> {
  const { finder, sought } = seek(db, own)
  const upTo = nextSeq(db, 'audit') - 1
  const concerns = mayConcern(finder)
  const seqs: number[] = []
  for (const piece of auditEntries(db, 1, upTo)) {
    for (const entry of piece) if (concerns(entry)) seqs.push(entry.seq)
    await afterThisTurn()
  }
  return { sought, upTo, seqs }
}

function seek(db: Reader, own: Belongings): { finder: Finder; sought: string } {
  const needles = needlesOf(db, own)
  return { finder: finderOf(needles, own.numbers), sought: JSON.stringify([needles, own.numbers]) }
}

/**
 * `number`: of the list by which it is erased. The next line of the register is the one that says so, and has to be
 * entered in the same transaction.
 */
export function eraseDossiers(
  db: Writer, dossierIds: readonly number[], { id, number, at }: { id: number; number: string; at: Instant }, searched: Searched | null,
): Erased {
  return erase(db, belongingsOf(db, dossierIds), { number, at }, searched, (own) => eraseCars(db, own, id))
}

/** What is kept of a former owner; the dossiers they once owned stand, and are to be indexed anew. */
export function eraseCustomer(db: Writer, customerId: number, { number, at }: { number: string; at: Instant }, searched: Searched | null): Erased {
  return erase(db, belongingsOfCustomer(db, customerId), { number, at }, searched, (_own, { holds }) => eraseWordsOfChanges(db, holds))
}

/** In a copy of the archive from before: what was erased since, as far as one dossier is read there. Its chains, which nobody reads there, stay. */
export function eraseSince(db: Writer, since: ErasedSince, at: Instant): void {
  const own = belongingsOfErased(db, since)
  const { finder } = seek(db, own)
  eraseRecords(db, own)
  eraseCustomers(db, own.customers, addErasure(db, '', at, nextSeq(db, 'register')))
  eraseScans(db, own)
  eraseWordsBesides(db, own, finder)
}

/** `particular`: what else goes, once records are emptied and before customers are. */
function erase(
  db: Writer, own: Belongings, { number, at }: { number: string; at: Instant }, searched: Searched | null, particular: (own: Belongings, finder: Finder) => void,
): Erased {
  const seq = nextSeq(db, 'register')
  const erasureId = addErasure(db, number, at, seq)
  // Asked while all of it still stands.
  const { finder, sought } = seek(db, own)
  const { ownerships, changes } = timesOf(db, own)
  eraseRecords(db, own)
  eraseCopies(db, own)
  eraseSecrecy(db, own)
  eraseRequests(db, own)
  particular(own, finder)
  eraseCustomers(db, own.customers, erasureId)
  const files = eraseScans(db, own)
  eraseLedgers(db, own, ownerships, changes)
  const readRequests = eraseNamelessRequests(db, finder)
  eraseWordsElsewhere(db, own, finder)
  const changed = {
    loans: eraseLoans(db, own, finder), violations: eraseWordsOfViolations(db, own, finder), stocktakings: eraseScannedTexts(db, finder), readRequests, bound: eraseInVolumes(db, own, finder),
  }
  const replacing = { db, erasureId, by: number }
  eraseBook(replacing, own, finder)
  eraseRegister(replacing, own, finder)
  eraseVolumeLines(replacing, changed, finder)
  const about = { own, finder, changed }
  // Entries never change but by an erasing. Where what is looked for has changed since, all of them are looked through again.
  const found = searched?.sought === sought ? searched : { upTo: 0, seqs: [] }
  eraseAudit(replacing, about, entriesAt(db, found.seqs))
  eraseAudit(replacing, about, auditEntries(db, found.upTo + 1, nextSeq(db, 'audit') - 1))
  return { erasureId, ...erasedIn(db, erasureId), files }
}

// Loans of a test's archive, gone through as people would.
import type { Output, RawInput } from '#shared/contract/index.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { LOGINS, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { identityNumberOf, signatureOf } from '#test/support/samples.ts'
import { changesOne } from '#test/support/tampered.ts'

type LoanId = Id<'loan'>

export const request = (dossier: string, change: Partial<RawInput<'loan.request'>> = {}): RawInput<'loan.request'> => ({
  dossier, papers: [], borrower: null, place: 'premises', reason: '', purpose: '核对合同', days: 1, ...change,
})

export const takenOut = (days: number): Partial<RawInput<'loan.request'>> => ({ place: 'out', reason: '送车管所核对', days })

export const OUTSIDER: NonNullable<RawInput<'loan.request'>['borrower']> = {
  kind: 'outsider', name: '钱明', unit: '某保险公司合肥分公司', letterNumber: '介字 26-018', letterIssuer: '某保险公司合肥分公司',
  identityKind: 'identityCard', identityNumber: identityNumberOf(77),
}

type Handing = RawInput<'loan.handOut'>

const HANDS = { borrowerDrawn: signatureOf(3), keeperPassword: PASSWORD, keeperDrawn: signatureOf(4) }

export const handing = (id: LoanId, change: Partial<Handing> = {}): Handing => (
  { id, pages: 12, condition: 'sound', remark: '', papers: [], borrowerPassword: PASSWORD, ...HANDS, ...change }
)

type Returning = RawInput<'loan.giveBack'>

export const returning = (id: LoanId, change: Partial<Returning> = {}): Returning => ({ ...handing(id), pieces: 0, broughtBy: null, ...change })

export type Loans = {
  /** Asked for by a log-in; gives its id. */
  ask(login: string, dossier: string, change?: Partial<RawInput<'loan.request'>>): Promise<LoanId>
  /** Approved by log-ins, one after the other. */
  approve(id: LoanId, ...logins: string[]): Promise<void>
  /** By the archivist. */
  handOut(id: LoanId, change?: Partial<Handing>): Promise<Output<'loan.handOut'>>
  giveBack(id: LoanId, change?: Partial<Returning>): Promise<Output<'loan.giveBack'>>
  get(id: LoanId, login?: string): Promise<Output<'loan.get'>>
}

export function loansIn(archive: TestArchive): Loans {
  return {
    ask: async (login, dossier, change) => (await (await archive.as(login)).call('loan.request', request(dossier, change))).id,
    approve: async (id, ...logins) => {
      // One after the other: each waits for the one before.
      await logins.reduce(async (before, login) => {
        await before
        await (await archive.as(login)).call('loan.approve', { id, remark: '' })
      }, Promise.resolve())
    },
    handOut: async (id, change) => (await archive.as(LOGINS.archivist)).call('loan.handOut', handing(id, change)),
    giveBack: async (id, change) => (await archive.as(LOGINS.archivist)).call('loan.giveBack', returning(id, change)),
    get: async (id, login = LOGINS.archivist) => (await archive.as(login)).call('loan.get', { id }),
  }
}

/** Sets how secret a dossier is, from outside: 1 to 3. */
export async function setLevel(archive: TestArchive, dossierId: Id<'dossier'>, level: 1 | 2 | 3): Promise<void> {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey))
  try {
    database.transaction((db) => {
      changesOne(db, 'UPDATE dossier SET secrecy_level = ? WHERE id = ?', [level, dossierId])
      changesOne(db, 'UPDATE dossier_index SET secrecy_level = ? WHERE dossier_id = ?', [level, dossierId])
    })
  } finally {
    database.close()
  }
}

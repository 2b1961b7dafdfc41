// What belongs to dossiers that are to be erased, and to nothing else (rule R4): SQL that only asks.
import { z } from 'zod'
import type { Reader } from '../database/database.ts'
import { finderOf } from './redact.ts'

const cell = z.tuple([z.union([z.string(), z.number(), z.null()])])

/** Row ids, and numbers as entries of the chains name them. */
export type Belongings = {
  /** Those merged into them as well. */
  dossiers: number[]
  vehicles: number[]
  records: number[]
  /** Records of others, in whose papers they may be spoken of. */
  besides: number[]
  /** Present and former owners whom no other dossier needs, and those merged into them. */
  customers: number[]
  loans: number[]
  corrections: number[]
  copies: number[]
  copyRequests: number[]
  /** Requests to read them, who was let read them, and levels set of them. */
  readRequests: number[]
  readers: number[]
  secrecyChanges: number[]
  /** Requests to erase what is kept of these customers. */
  subjectRequests: number[]
  scans: number[]
  inboxPages: number[]
  /** Merges of these dossiers and customers; `touched`: others that moved an owner's time of these dossiers. */
  merges: number[]
  touched: number[]
  /** Of dossiers, records, loans, corrections, copies, and requests. */
  numbers: string[]
}

export const listed = (values: readonly (number | string)[]): string => JSON.stringify(values)

const IN = '(SELECT value FROM json_each(?))'

const FAMILY = `
  WITH RECURSIVE family (id) AS (SELECT value FROM json_each(?) UNION SELECT d.id FROM family JOIN dossier d ON d.merged_into = family.id)
  SELECT id FROM family ORDER BY id`

// Whoever owns or owned another car that is kept stays; so does one on whom another customer, who stays, was merged.
const CUSTOMERS = `
  WITH RECURSIVE owners (id) AS (
    SELECT DISTINCT o.customer_id FROM ownership o WHERE o.dossier_id IN ${IN}
      AND NOT EXISTS (SELECT 1 FROM ownership e WHERE e.customer_id = o.customer_id AND e.dossier_id NOT IN ${IN})
    UNION SELECT c.id FROM owners JOIN customer c ON c.merged_into = owners.id)
  SELECT id FROM owners ORDER BY id`

const MERGED_CUSTOMERS = `
  WITH RECURSIVE family (id) AS (SELECT ? UNION SELECT c.id FROM family JOIN customer c ON c.merged_into = family.id) SELECT id FROM family ORDER BY id`

export function belongingsOf(db: Reader, dossierIds: readonly number[]): Belongings {
  const ids = (sql: string, ...parameters: string[]): number[] => db.all(sql, parameters, (row) => row.int('id'))
  const dossiers = ids(FAMILY, listed(dossierIds))
  const family = listed(dossiers)
  return withTheirs(db, {
    dossiers,
    vehicles: ids(`SELECT vehicle_id AS id FROM dossier WHERE id IN ${IN}`, family),
    records: ids(`SELECT id FROM record WHERE dossier_id IN ${IN}`, family),
    besides: [],
    customers: ids(CUSTOMERS, family, family),
    loans: ids(`SELECT id FROM loan WHERE dossier_id IN ${IN}`, family),
  })
}

const OF_THEIR_TIME = `
  SELECT DISTINCT r.id FROM ownership o JOIN record r ON r.dossier_id = o.dossier_id AND r.delivered_on BETWEEN o.from_on AND o.to_on
  WHERE o.customer_id = ? ORDER BY r.id`

const OF_THEIR_CARS = 'SELECT r.id FROM record r WHERE r.dossier_id IN (SELECT dossier_id FROM ownership WHERE customer_id = ?) ORDER BY r.id'

const LENT = `
  SELECT DISTINCT l.id, l.asked, l.reason, l.purpose, l.report, ifnull(l.outsider, '') AS outsider, ifnull(l.found, '') AS found,
    date(l.requested_at / 1000, 'unixepoch', '+8 hours') BETWEEN o.from_on AND o.to_on AS theirs
  FROM ownership o JOIN loan l ON l.dossier_id = o.dossier_id WHERE o.customer_id = ? ORDER BY l.id`

/**
 * What belongs to a former owner, of dossiers that stay: the customer, the records of the time in which the car was theirs, and loans of that
 * time, or that name them.
 */
export function belongingsOfCustomer(db: Reader, customerId: number): Belongings {
  const ids = (sql: string): number[] => db.all(sql, [customerId], (row) => row.int('id'))
  const records = ids(OF_THEIR_TIME)
  const own = { dossiers: [], vehicles: [], records, besides: ids(OF_THEIR_CARS).filter((id) => !records.includes(id)), customers: ids(MERGED_CUSTOMERS) }
  const { holds } = finderOf(needlesOf(db, withTheirs(db, { ...own, loans: [] })), [])
  const lent = db.all(LENT, [customerId], (row) => ({
    id: row.int('id'), theirs: row.flag('theirs'),
    words: [row.text('asked'), row.text('reason'), row.text('purpose'), row.text('report'), row.text('outsider'), row.text('found')],
  }))
  return withTheirs(db, { ...own, loans: [...new Set(lent.filter(({ theirs, words }) => theirs || words.some(holds)).map(({ id }) => id))] })
}

/** Row ids; `besides`: records that stay, in which the erased may be spoken of; `scans`: beside those of the records. */
export type ErasedSince = Record<'customers' | 'records' | 'besides' | 'scans', number[]>

/** What of a copy from before was erased since. */
export function belongingsOfErased(db: Reader, { customers, records, besides, scans }: ErasedSince): Belongings {
  const own = withTheirs(db, { dossiers: [], vehicles: [], records, besides, customers: customers.flatMap((id) => db.all(MERGED_CUSTOMERS, [id], (row) => row.int('id'))), loans: [] })
  return { ...own, scans: [...own.scans, ...scans] }
}

function withTheirs(db: Reader, own: Pick<Belongings, 'dossiers' | 'vehicles' | 'records' | 'besides' | 'customers' | 'loans'>): Belongings {
  const ids = (sql: string, ...parameters: string[]): number[] => db.all(sql, parameters, (row) => row.int('id'))
  const [family, records, customers] = [listed(own.dossiers), listed(own.records), listed(own.customers)]
  const scans = ids(`SELECT id FROM scan WHERE record_id IN ${IN}`, records)
  const merges = ids(
    `SELECT id FROM merge WHERE (subject = 'dossier' AND (kept_id IN ${IN} OR merged_id IN ${IN})) OR (subject = 'customer' AND (kept_id IN ${IN} OR merged_id IN ${IN}))`,
    family, family, customers, customers,
  )
  const corrections = ids(`SELECT id FROM correction WHERE record_id IN ${IN}`, records)
  const copies = ids(`SELECT id FROM copy WHERE record_id IN ${IN}`, records)
  const copyRequests = ids(`SELECT id FROM copy_request WHERE record_id IN ${IN}`, records)
  const subjectRequests = ids(`SELECT id FROM subject_request WHERE customer_id IN ${IN}`, customers)
  const readRequests = ids(`SELECT id FROM access_request WHERE dossier_id IN ${IN}`, family)
  return {
    ...own,
    corrections,
    copies,
    copyRequests,
    readRequests,
    readers: ids(`SELECT id FROM dossier_reader WHERE dossier_id IN ${IN}`, family),
    secrecyChanges: ids(`SELECT id FROM secrecy_change WHERE dossier_id IN ${IN} OR record_id IN ${IN}`, family, records),
    subjectRequests,
    scans,
    inboxPages: ids(`SELECT id FROM inbox_page WHERE scan_id IN ${IN} OR record_id IN ${IN}`, listed(scans), records),
    merges,
    touched: ids(
      `SELECT DISTINCT c.merge_id AS id FROM (SELECT * FROM merge_cell UNION ALL SELECT * FROM merge_undo_cell) c
       JOIN ownership o ON o.id = c.row_id WHERE c.cell LIKE 'ownership.%' AND o.dossier_id IN ${IN} AND c.merge_id NOT IN ${IN}`,
      family, listed(merges),
    ),
    numbers: [
      ...texts(db, `SELECT number AS text FROM dossier WHERE id IN ${IN}`, family),
      ...texts(db, `SELECT number AS text FROM record WHERE id IN ${IN}`, records),
      ...texts(db, `SELECT number AS text FROM loan WHERE id IN ${IN}`, listed(own.loans)),
      ...texts(db, `SELECT number AS text FROM correction WHERE id IN ${IN}`, listed(corrections)),
      ...texts(db, `SELECT number AS text FROM copy WHERE id IN ${IN}`, listed(copies)),
      ...texts(db, `SELECT number AS text FROM copy_request WHERE id IN ${IN}`, listed(copyRequests)),
      ...texts(db, `SELECT number AS text FROM access_request WHERE id IN ${IN}`, listed(readRequests)),
      ...texts(db, `SELECT number AS text FROM subject_request WHERE id IN ${IN}`, listed(subjectRequests)),
    ],
  }
}

/** Row ids of owners' times and of changes of these dossiers. */
export function timesOf(db: Reader, { dossiers }: Belongings): { ownerships: number[]; changes: number[] } {
  const ids = (table: 'ownership' | 'change'): number[] => (
    db.all(`SELECT id FROM ${table} WHERE dossier_id IN ${IN}`, [listed(dossiers)], (row) => row.int('id'))
  )
  return { ownerships: ids('ownership'), changes: ids('change') }
}

export function texts(db: Reader, sql: string, ...parameters: string[]): string[] {
  return db.all(sql, parameters, (row) => row.text('text'))
}

const NAMED = `
  SELECT name AS text FROM customer WHERE id IN ${IN} UNION SELECT identity_number FROM customer WHERE id IN ${IN}
  UNION SELECT mobile FROM customer WHERE id IN ${IN} UNION SELECT landline FROM customer WHERE id IN ${IN} UNION SELECT address FROM customer WHERE id IN ${IN}`

const OF_CARS = `
  SELECT vin AS text FROM vehicle WHERE id IN ${IN} UNION SELECT plate FROM vehicle WHERE id IN ${IN} AND plate IS NOT NULL
  UNION SELECT engine_number FROM vehicle WHERE id IN ${IN}`

const OF_RECORDS = `
  SELECT contact_name AS text FROM record WHERE id IN ${IN} UNION SELECT contact_phone FROM record WHERE id IN ${IN}
  UNION SELECT order_number FROM record WHERE id IN ${IN}`

const TRACED = `
  SELECT before AS text FROM change WHERE dossier_id IN ${IN} AND field IN ('name', 'identityNumber', 'mobile', 'landline', 'address', 'plate', 'engineNumber', 'owner')
  UNION SELECT after FROM change WHERE dossier_id IN ${IN} AND field IN ('name', 'identityNumber', 'mobile', 'landline', 'address', 'plate', 'engineNumber', 'owner')`

const IN_LEDGERS = `
  SELECT json_array(before) AS text FROM merge_cell WHERE merge_id IN ${IN} AND (cell LIKE 'customer.%' OR cell IN ('vehicle.plate', 'vehicle.engine_number'))
  UNION SELECT json_array(after) FROM merge_cell WHERE merge_id IN ${IN} AND (cell LIKE 'customer.%' OR cell IN ('vehicle.plate', 'vehicle.engine_number'))`

// What somebody who stays is called, or is reached by, is theirs too. Few are looked for among very many: measured with 100,000 dossiers, the
// other way round took six seconds instead of one.
const LIVING = `
  WITH sought (text) AS MATERIALIZED (SELECT value FROM json_each(?))
  SELECT name AS text FROM person WHERE name IN sought
  UNION SELECT name FROM customer WHERE name IN sought AND id NOT IN ${IN} AND erased_by IS NULL
  UNION SELECT identity_number FROM customer WHERE identity_number IN sought AND id NOT IN ${IN}
  UNION SELECT mobile FROM customer WHERE mobile IN sought AND id NOT IN ${IN}
  UNION SELECT landline FROM customer WHERE landline IN sought AND id NOT IN ${IN}
  UNION SELECT address FROM customer WHERE address IN sought AND id NOT IN ${IN}
  UNION SELECT plate FROM vehicle WHERE plate IN sought AND id NOT IN ${IN}
  UNION SELECT engine_number FROM vehicle WHERE engine_number IN sought AND id NOT IN ${IN}
  UNION SELECT contact_name FROM record WHERE contact_name IN sought AND id NOT IN ${IN}
  UNION SELECT contact_phone FROM record WHERE contact_phone IN sought AND id NOT IN ${IN}
  UNION SELECT order_number FROM record WHERE order_number IN sought AND id NOT IN ${IN}`

// What was changed into what they are called now, and so on back.
const CALLED_BEFORE = `
  WITH RECURSIVE was (field, text) AS (
    SELECT 'name', name FROM customer WHERE id IN ${IN} UNION SELECT 'identityNumber', identity_number FROM customer WHERE id IN ${IN}
    UNION SELECT 'mobile', mobile FROM customer WHERE id IN ${IN} UNION SELECT 'landline', landline FROM customer WHERE id IN ${IN}
    UNION SELECT 'address', address FROM customer WHERE id IN ${IN}
    UNION SELECT ch.field, ch.before FROM was JOIN ownership o ON o.customer_id IN ${IN} JOIN change ch ON ch.dossier_id = o.dossier_id
      AND ch.subject = 'customer' AND ch.field = was.field AND ch.after = was.text)
  SELECT text FROM was`

/** So short a text stands in others by chance. */
const SHORTEST = { plain: 5, other: 2 }

const isTelling = (text: string): boolean => (/^[ -~]*$/.test(text) ? text.length >= SHORTEST.plain : text.length >= SHORTEST.other)

/** Texts by which any place that still names these people and cars is found; what somebody who stays shares is none. */
export function needlesOf(db: Reader, { customers, vehicles, records, dossiers, merges }: Belongings): string[] {
  const [ofCustomers, ofVehicles, ofRecords, ofDossiers, ofMerges] = [customers, vehicles, records, dossiers, merges].map(listed)
  if (ofCustomers === undefined || ofVehicles === undefined || ofRecords === undefined || ofDossiers === undefined || ofMerges === undefined) throw new Error('five lists')
  const inLedgers = texts(db, IN_LEDGERS, ofMerges, ofMerges).flatMap((text) => {
    const [value] = cell.parse(JSON.parse(text))
    return typeof value === 'string' ? [value] : []
  })
  const all = new Set([
    ...texts(db, NAMED, ofCustomers, ofCustomers, ofCustomers, ofCustomers, ofCustomers), ...texts(db, OF_CARS, ofVehicles, ofVehicles, ofVehicles),
    ...texts(db, OF_RECORDS, ofRecords, ofRecords, ofRecords), ...texts(db, TRACED, ofDossiers, ofDossiers), ...inLedgers,
    ...texts(db, CALLED_BEFORE, ofCustomers, ofCustomers, ofCustomers, ofCustomers, ofCustomers, ofCustomers),
  ].filter(isTelling))
  const living = new Set(texts(
    db, LIVING, listed([...all]), ofCustomers, ofCustomers, ofCustomers, ofCustomers, ofCustomers, ofVehicles, ofVehicles, ofRecords, ofRecords, ofRecords,
  ))
  return [...all].filter((text) => !living.has(text))
}

// Finding probable doubles among very many (rule F8): by keys that only doubles share, never all against all. What shares a key is judged
// by shared/domain/merge.ts.
import { z } from 'zod'
import type { CustomerView } from '#shared/contract/dossier.ts'
import type { CarBrief, CustomerBrief } from '#shared/contract/merge.ts'
import type { Id } from '#shared/domain/id.ts'
import { maskIdentity } from '#shared/domain/identity.ts'
import { carReasons, customerReasons, misreadIn, weightOf, type CarReason, type CustomerReason, type LikeCar } from '#shared/domain/merge.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader, Row } from '../database/database.ts'
import { CUSTOMER, readCustomer } from '../dossier/store.ts'
import type { Actor } from '../handler.ts'
import { notDoubles, pairKey } from './store.ts'

/** What more than these share is no key: a number given for want of one, a firm's address. */
const MOST_SHARING = 12

// Each gives groups of ids, as JSON, of those that stand. A bare column has an affinity that an indexed expression has not, hence the plus signs.

// As identityCore in shared/domain/merge.ts, and as the index of that name.
const CORE = `
  CASE
    WHEN identity_kind = 'creditCode' THEN substr(identity_number, 9, 9)
    WHEN identity_kind = 'hkMacaoPermit' THEN substr(identity_number, 1, 9)
    WHEN length(identity_number) = 18 THEN substr(identity_number, 1, 6) || substr(identity_number, 9, 9)
    ELSE identity_number
  END`

const customersSharing = (index: string, key: string, where: string): string => `
  SELECT json_group_array(id) AS ids FROM customer INDEXED BY ${index} WHERE ${where} AND merged_into IS NULL
  GROUP BY ${key} HAVING count(*) BETWEEN 2 AND ${MOST_SHARING}`

const CUSTOMER_GROUPS = [
  customersSharing('customer_mobile', 'mobile', "mobile <> ''"),
  customersSharing('customer_address', 'address, name', "address <> ''"),
  customersSharing('customer_core', CORE, "identity_kind <> 'unknown'"),
]

const FOLDED = "replace(replace(replace(replace(replace(replace(vin, 'O', '0'), 'Q', '0'), 'I', '1'), 'B', '8'), 'S', '5'), 'Z', '2')"

/** The cars that share a key, each group as JSON: more of them than stand. */
const sharing = (index: string, key: string, where: string): string => (
  `SELECT json_group_array(id) AS ids FROM vehicle INDEXED BY ${index} WHERE ${where} GROUP BY ${key} HAVING count(*) > 1`
)

/** Dossiers of the cars that share a key. */
const carsSharing = (index: string, key: string, where = '1'): string => `
  SELECT ids FROM (
    SELECT (SELECT json_group_array(d.id) FROM json_each(g.ids) e JOIN dossier d ON d.vehicle_id = e.value WHERE d.merged_into IS NULL) AS ids
    FROM (${sharing(index, key, where)}) g)
  WHERE json_array_length(ids) BETWEEN 2 AND ${MOST_SHARING}`

/** How many cars of a series, or of one serial number, are held against each other at most: all models and years of a maker. */
const MOST_ALIKE = 40

/** Pairs of dossiers of the cars that share a key, and whose VINs differ in one of the other places alone: by chance very many share it. */
const carsOneApart = (index: string, key: string, places: readonly number[]): string => `
  SELECT json_array(d.id, e.id) AS ids
  FROM (${sharing(index, key, '1')} AND count(*) <= ${MOST_ALIKE}) g, json_each(g.ids) x, json_each(g.ids) y
  CROSS JOIN vehicle v ON v.id = x.value CROSS JOIN vehicle w ON w.id = y.value
  CROSS JOIN dossier d ON d.vehicle_id = v.id CROSS JOIN dossier e ON e.vehicle_id = w.id
  WHERE x.value < y.value AND ${places.map((place) => `(substr(v.vin, ${place}, 1) <> substr(w.vin, ${place}, 1))`).join(' + ')} = 1
    AND d.merged_into IS NULL AND e.merged_into IS NULL`

const CAR_GROUPS = [
  carsSharing('vehicle_engine', 'engine_number', 'length(engine_number) >= 4'),
  carsSharing('vehicle_folded', FOLDED),
  carsOneApart('vehicle_tail', 'substr(vin, 10)', [1, 2, 3, 4, 5, 6, 7, 8, 9]),
  carsOneApart('vehicle_ends', 'substr(vin, 1, 9) || substr(vin, 14)', [10, 11, 12, 13]),
  `SELECT json_array(ch.dossier_id, d.id) AS ids FROM change ch INDEXED BY change_plate CROSS JOIN vehicle v ON v.plate = ch.before
   JOIN dossier d ON d.vehicle_id = v.id WHERE ch.subject = 'vehicle' AND ch.field = 'plate' AND ch.before <> ''`,
  `SELECT json_group_array(DISTINCT dossier_id) AS ids FROM change INDEXED BY change_plate WHERE subject = 'vehicle' AND field = 'plate' AND before <> ''
   GROUP BY before HAVING count(DISTINCT dossier_id) BETWEEN 2 AND ${MOST_SHARING}`,
]

/** No more are taken from one group; a list of so many would be of no use. */
const MOST_FOUND = 1000
/** Judged in one go: what is to be known of them is read together. */
const TOGETHER = 500

type Pair = [number, number]

const IDS = z.array(z.int())
const TEXTS = z.array(z.string())

function* pairsOf(db: Reader, sql: string): Generator<Pair> {
  for (const row of db.each(sql, [])) {
    const ids = IDS.parse(JSON.parse(row.text('ids')))
    for (const [index, one] of ids.entries()) for (const other of ids.slice(index + 1)) yield [Math.min(one, other), Math.max(one, other)]
  }
}

export type Double<Like, Reason> = { one: Like; other: Like; reasons: Reason[] }
export type Doubles<Like, Reason> = { found: Double<Like, Reason>[]; more: boolean }

type Judging<Like, Reason> = { knownOf: (ids: readonly number[]) => ReadonlyMap<number, Like>; judge: (one: Like, other: Like) => Reason[] }

/** Pairs that are doubles, of each group at most MOST_FOUND, the likeliest first. `apart`: pairs that somebody found to be two. */
function judged<Like, Reason extends CustomerReason | CarReason>(
  groups: readonly Iterable<Pair>[], apart: ReadonlySet<string>, { knownOf, judge }: Judging<Like, Reason>, limit: number,
): Doubles<Like, Reason> {
  const seen = new Set(apart)
  const found: Double<Like, Reason>[] = []
  let more = false
  for (const group of groups) {
    let ofGroup = 0
    for (const pairs of inBatches(group, seen)) {
      const known = knownOf([...new Set(pairs.flat())])
      for (const [first, second] of pairs) {
        const [one, other] = [known.get(first), known.get(second)]
        const reasons = one && other ? judge(one, other) : []
        if (!one || !other || reasons.length === 0) continue
        found.push({ one, other, reasons })
        ofGroup += 1
      }
      if (ofGroup < MOST_FOUND) continue
      more = true
      break
    }
  }
  const likeliest = found.toSorted((a, b) => weightOf(b.reasons) - weightOf(a.reasons))
  return { found: likeliest.slice(0, limit), more: more || found.length > limit }
}

/** Each pair once, whatever group it comes in. */
function* inBatches(pairs: Iterable<Pair>, seen: Set<string>): Generator<Pair[]> {
  let batch: Pair[] = []
  for (const [one, other] of pairs) {
    const key = pairKey(one, other)
    if (one === other || seen.has(key)) continue
    seen.add(key)
    batch.push([one, other])
    if (batch.length < TOGETHER) continue
    yield batch
    batch = []
  }
  yield batch
}

export type KnownCustomer = CustomerView & { cars: number }

/** Probable doubles among the customers the actor knows a dossier of, the likeliest first. */
export function doubleCustomers(db: Reader, actor: Actor, limit: number): Doubles<KnownCustomer, CustomerReason> {
  const groups = CUSTOMER_GROUPS.map((sql) => pairsOf(db, sql))
  return judged(groups, notDoubles(db, 'customer'), { knownOf: (ids) => knownCustomers(db, actor, ids), judge: customerReasons }, limit)
}

export type KnownCar = LikeCar & { id: Id<'dossier'>; number: string; plate: string | null; ownerName: string; records: number }

/** Probable doubles among the cars whose dossier the actor knows, the likeliest first. */
export function doubleCars(db: Reader, actor: Actor, limit: number): Doubles<KnownCar, CarReason> {
  const groups = [misread(db), ...CAR_GROUPS.map((sql) => pairsOf(db, sql))]
  return judged(groups, notDoubles(db, 'dossier'), { knownOf: (ids) => knownCars(db, actor, ids), judge: carReasons }, limit)
}

// All but the last four places are a series.
const SERIES = 'SELECT json_group_array(vin) AS vins FROM vehicle INDEXED BY vehicle_series GROUP BY substr(vin, 1, 13) HAVING count(*) > 1'

function misread(db: Reader): Pair[] {
  const found = db.all(SERIES, [], (row) => misreadIn(TEXTS.parse(JSON.parse(row.text('vins'))))).flat()
  const idOf = (vin: string): number => db.get('SELECT d.id FROM vehicle v JOIN dossier d ON d.vehicle_id = v.id WHERE v.vin = ?', [vin], (row) => row.int('id')) ?? 0
  return found.map(([one, other]): Pair => {
    const ids: Pair = [idOf(one), idOf(other)]
    return [Math.min(...ids), Math.max(...ids)]
  })
}

/** Those of these customers that stand, and of whom the actor knows a dossier. */
export function knownCustomers(db: Reader, actor: Actor, ids: readonly number[]): Map<number, KnownCustomer> {
  const known = mayKnowDossier(actor)
  return new Map(db.all(
    `SELECT ${CUSTOMER}, count(DISTINCT d.id) AS cars FROM json_each(?) wanted CROSS JOIN customer c ON c.id = wanted.value
     JOIN ownership o ON o.customer_id = c.id JOIN dossier d ON d.id = o.dossier_id
     WHERE c.merged_into IS NULL AND ${known.sql} GROUP BY c.id`,
    [JSON.stringify(ids), ...known.parameters], (row) => [row.int('customer_id'), { ...readCustomer(row), cars: row.int('cars') }],
  ))
}

/** Those of these dossiers that the actor knows, as far as they can be doubles. */
export function knownCars(db: Reader, actor: Actor, ids: readonly number[]): Map<number, KnownCar> {
  const known = mayKnowDossier(actor)
  return new Map(db.all(
    `SELECT d.id, d.number, v.vin, v.plate, v.engine_number, v.model, c.id AS owner_id, c.name,
       (SELECT count(*) FROM record r WHERE r.dossier_id = d.id) AS records,
       (SELECT json_group_array(DISTINCT ch.before) FROM change ch
        WHERE ch.dossier_id = d.id AND ch.subject = 'vehicle' AND ch.field = 'plate' AND ch.before <> '') AS plates
     FROM json_each(?) wanted CROSS JOIN dossier d ON d.id = wanted.value JOIN vehicle v ON v.id = d.vehicle_id
     LEFT JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL LEFT JOIN customer c ON c.id = o.customer_id WHERE ${known.sql}`,
    [JSON.stringify(ids), ...known.parameters], (row) => [row.int('id'), readCar(row)],
  ))
}

function readCar(row: Row): KnownCar {
  const plate = row.textOrNull('plate')
  return {
    id: row.id<'dossier'>('id'), number: row.text('number'), vin: row.text('vin'), plate, engineNumber: row.text('engine_number'),
    model: row.text('model'), ownerId: row.intOrNull('owner_id'), ownerName: row.textOrNull('name') ?? '', records: row.int('records'),
    plates: [...(plate === null ? [] : [plate]), ...TEXTS.parse(JSON.parse(row.text('plates')))],
  }
}

export function customerBrief({ identityNumber, landline: _landline, ...customer }: KnownCustomer): CustomerBrief {
  return { ...customer, maskedNumber: maskIdentity(identityNumber) }
}

export function carBrief({ id, number, vin, plate, model, engineNumber, ownerName, records }: KnownCar): CarBrief {
  return { id, number, vin, plate, model, engineNumber, ownerName, records }
}

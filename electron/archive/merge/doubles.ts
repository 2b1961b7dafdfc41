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

// Each gives groups of ids, as JSON. A bare column has an affinity that an indexed expression has not, hence the plus signs.
const CUSTOMER_GROUPS = [
  `SELECT json_group_array(id) AS ids FROM customer INDEXED BY customer_mobile WHERE mobile <> ''
   GROUP BY mobile HAVING count(*) BETWEEN 2 AND ${MOST_SHARING}`,
  `SELECT json_group_array(id) AS ids FROM customer INDEXED BY customer_address WHERE address <> ''
   GROUP BY address, name HAVING count(*) BETWEEN 2 AND ${MOST_SHARING}`,
  `SELECT json_group_array(id) AS ids FROM customer INDEXED BY customer_number
   GROUP BY identity_number HAVING count(*) BETWEEN 2 AND ${MOST_SHARING}`,
  `SELECT json_array(old.id, new.id) AS ids FROM customer old CROSS JOIN customer new INDEXED BY customer_short_number
   ON length(new.identity_number) = 18 AND substr(new.identity_number, 1, 6) || substr(new.identity_number, 9, 9) = +old.identity_number
   WHERE length(old.identity_number) = 15`,
  `SELECT json_array(old.id, new.id) AS ids FROM customer old CROSS JOIN customer new INDEXED BY customer_credit_body
   ON new.identity_kind = 'creditCode' AND substr(new.identity_number, 9, 9) = +old.identity_number
   WHERE old.identity_kind = 'organisationCode'`,
  `SELECT json_array(old.id, new.id) AS ids FROM customer old
   JOIN customer new ON new.identity_kind = 'hkMacaoPermit' AND new.identity_number = substr(old.identity_number, 1, 9)
   WHERE old.identity_kind = 'hkMacaoPermit' AND length(old.identity_number) = 11`,
]

const FOLDED = "replace(replace(replace(replace(replace(replace(vin, 'O', '0'), 'Q', '0'), 'I', '1'), 'B', '8'), 'S', '5'), 'Z', '2')"

/** Dossiers of the cars that share a key. */
const carsSharing = (index: string, key: string, where = '1'): string => `
  SELECT (SELECT json_group_array(d.id) FROM json_each(g.ids) e JOIN dossier d ON d.vehicle_id = e.value) AS ids FROM (
    SELECT json_group_array(id) AS ids FROM vehicle INDEXED BY ${index} WHERE ${where}
    GROUP BY ${key} HAVING count(*) BETWEEN 2 AND ${MOST_SHARING}) g`

const CAR_GROUPS = [
  carsSharing('vehicle_engine', 'engine_number', 'length(engine_number) >= 4'),
  carsSharing('vehicle_folded', FOLDED),
  carsSharing('vehicle_tail', 'substr(vin, 10)'),
  carsSharing('vehicle_ends', 'substr(vin, 1, 9) || substr(vin, 14)'),
  `SELECT json_array(ch.dossier_id, d.id) AS ids FROM change ch INDEXED BY change_plate CROSS JOIN vehicle v ON v.plate = ch.before
   JOIN dossier d ON d.vehicle_id = v.id WHERE ch.subject = 'vehicle' AND ch.field = 'plate' AND ch.before <> ''`,
  `SELECT json_group_array(DISTINCT dossier_id) AS ids FROM change INDEXED BY change_plate WHERE subject = 'vehicle' AND field = 'plate' AND before <> ''
   GROUP BY before HAVING count(DISTINCT dossier_id) BETWEEN 2 AND ${MOST_SHARING}`,
]

/** No more pairs are looked at; a list of so many would be of no use. */
const MOST_PAIRS = 5000

type Pair = [number, number]

function pairsOf(db: Reader, groups: readonly string[], apart: ReadonlySet<string>, more: readonly Pair[]): { pairs: Pair[]; more: boolean } {
  const pairs = new Map<string, Pair>()
  const add = (one: number, other: number): void => {
    const key = pairKey(one, other)
    if (one !== other && !apart.has(key)) pairs.set(key, [Math.min(one, other), Math.max(one, other)])
  }
  for (const [one, other] of more) add(one, other)
  for (const sql of groups) {
    for (const row of db.each(sql, [])) {
      const ids = IDS.parse(JSON.parse(row.text('ids')))
      for (const [index, one] of ids.entries()) for (const other of ids.slice(index + 1)) add(one, other)
      if (pairs.size > MOST_PAIRS) return { pairs: [...pairs.values()], more: true }
    }
  }
  return { pairs: [...pairs.values()], more: false }
}

const IDS = z.array(z.int())
const TEXTS = z.array(z.string())

export type Double<Like, Reason> = { one: Like; other: Like; reasons: Reason[] }
export type Doubles<Like, Reason> = { found: Double<Like, Reason>[]; more: boolean }

function judged<Like, Reason extends CustomerReason | CarReason>(
  { pairs, more }: { pairs: readonly Pair[]; more: boolean }, known: ReadonlyMap<number, Like>, judge: (one: Like, other: Like) => Reason[], limit: number,
): Doubles<Like, Reason> {
  const found = pairs.flatMap(([first, second]) => {
    const one = known.get(first)
    const other = known.get(second)
    const reasons = one && other ? judge(one, other) : []
    return one && other && reasons.length > 0 ? [{ one, other, reasons }] : []
  }).toSorted((a, b) => weightOf(b.reasons) - weightOf(a.reasons))
  return { found: found.slice(0, limit), more: more || found.length > limit }
}

export type KnownCustomer = CustomerView & { cars: number }

/** Probable doubles among the customers the actor knows a dossier of, the likeliest first. */
export function doubleCustomers(db: Reader, actor: Actor, limit: number): Doubles<KnownCustomer, CustomerReason> {
  const candidates = pairsOf(db, CUSTOMER_GROUPS, notDoubles(db, 'customer'), [])
  return judged(candidates, knownCustomers(db, actor, idsIn(candidates.pairs)), customerReasons, limit)
}

export type KnownCar = LikeCar & { id: Id<'dossier'>; number: string; plate: string | null; ownerName: string; records: number }

/** Probable doubles among the cars whose dossier the actor knows, the likeliest first. */
export function doubleCars(db: Reader, actor: Actor, limit: number): Doubles<KnownCar, CarReason> {
  const candidates = pairsOf(db, CAR_GROUPS, notDoubles(db, 'dossier'), misread(db))
  return judged(candidates, knownCars(db, actor, idsIn(candidates.pairs)), carReasons, limit)
}

const idsIn = (pairs: readonly Pair[]): number[] => [...new Set(pairs.flat())]

// All but the last four places are a series.
const SERIES = 'SELECT json_group_array(vin) AS vins FROM vehicle INDEXED BY vehicle_series GROUP BY substr(vin, 1, 13) HAVING count(*) > 1'

function misread(db: Reader): Pair[] {
  const found = db.all(SERIES, [], (row) => misreadIn(TEXTS.parse(JSON.parse(row.text('vins'))))).flat()
  const idOf = (vin: string): number => db.get('SELECT d.id FROM vehicle v JOIN dossier d ON d.vehicle_id = v.id WHERE v.vin = ?', [vin], (row) => row.int('id')) ?? 0
  return found.map(([one, other]): Pair => [idOf(one), idOf(other)])
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

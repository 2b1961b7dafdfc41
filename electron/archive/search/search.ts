// Finding dossiers as one types (rule A4; DESIGN decision 5): words, dates, state, kind, within what the actor may know of.
import type { HitView } from '#shared/contract/dossier.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { matchOf, queryTerms } from '#shared/domain/search-text.ts'
import { mayFindTerms } from '../access/visibility.ts'
import type { Reader, Value } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { filingOf, findDossiers, type Found } from './store.ts'
import { kindTerm, rangeTerms, stateTerm } from './tokens.ts'

type Query = Input<'dossier.search'>
type Match = HitView['matched'][number]

export function searchDossiers(db: Reader, actor: Actor, today: LocalDate, query: Query): Output<'dossier.search'> {
  const own = mayFindTerms(actor)
  const terms = queryTerms(query.text)
  // Typed text without a letter or digit finds nothing; an empty box lists the newest.
  if (own === null || (terms.length === 0 && query.text.trim() !== '')) return { hits: [], more: false }
  const wanted = [...terms.map((term) => `"${term}"*`), ...own.map(exact), ...filterTerms(query)]
  const records = recordCondition(query, today)
  const found = findDossiers(
    db,
    wanted.length === 0 ? null : wanted.join(' AND '),
    // Whose it is, the terms have settled already; the level is left to ask.
    { sql: `d.secrecy_level <= ? AND ${records.sql}`, parameters: [actor.level, ...records.parameters] },
    query.limit + 1,
  )
  return {
    hits: found.slice(0, query.limit).map(({ mobile, landline, ...hit }) => ({
      ...hit, matched: terms.flatMap((term) => matchedBy(db, { ...hit, mobile, landline }, term)),
    })),
    more: found.length > query.limit,
  }
}

const exact = (term: string): string => `"${term}"`

function filterTerms({ dates, state, kind }: Query): string[] {
  const range = dates && rangeTerms(dates.field, dates.from, dates.to)
  return [
    ...(range ? [`(${range.map(exact).join(' OR ')})`] : []),
    ...(kind ? [exact(kindTerm(kind))] : []),
    ...(state === null ? [] : state === 'overdue'
      ? [`(${exact(stateTerm('expected'))} OR ${exact(stateTerm('refused'))})`]
      : [exact(stateTerm(state))]),
  ]
}

/** One and the same record must meet date, state and kind; the terms only narrow down where to look. */
function recordCondition({ dates, state, kind }: Query, today: LocalDate): { sql: string; parameters: Value[] } {
  const parts: { sql: string; parameters: Value[] }[] = []
  if (dates) {
    const column = dates.field === 'handover' ? 'q.received_on' : 'q.delivered_on'
    const which = dates.field === 'handover' ? '' : dates.field === 'delivery' ? "q.kind = 'delivery' AND " : "q.kind <> 'delivery' AND "
    parts.push({ sql: `${which}${column} BETWEEN ? AND ?`, parameters: [dates.from, dates.to] })
  }
  if (kind) parts.push({ sql: 'q.kind = ?', parameters: [kind] })
  if (state === 'overdue') parts.push({ sql: "q.state IN ('expected', 'refused') AND q.due_on < ?", parameters: [today] })
  else if (state) parts.push({ sql: 'q.state = ?', parameters: [state] })
  if (parts.length === 0) return { sql: '1', parameters: [] }
  return {
    sql: `EXISTS (SELECT 1 FROM record q WHERE q.dossier_id = d.id AND ${parts.map((part) => part.sql).join(' AND ')})`,
    parameters: parts.flatMap((part) => part.parameters),
  }
}

/** Where a term was found, the present data before the past: at most one place per term. */
function matchedBy(db: Reader, hit: Found, term: string): Match[] {
  const near = firstMatch(term, [
    { field: 'name', value: hit.ownerName, as: 'name' },
    { field: 'plate', value: hit.plate ?? '', as: 'code' },
    { field: 'number', value: hit.number, as: 'code' },
    { field: 'mobile', value: hit.mobile, as: 'code' },
    { field: 'landline', value: hit.landline, as: 'code' },
    { field: 'vin', value: hit.vin, as: 'code' },
  ])
  if (near) return [near]
  const filing = filingOf(db, hit.dossierId)
  const far = firstMatch(term, [
    ...filing.records.flatMap((record): Place[] => [
      { field: 'contact', value: record.contactName, as: 'name' },
      { field: 'phone', value: record.contactPhone, as: 'code' },
      { field: 'recordNumber', value: record.number, as: 'code' },
    ]),
    ...filing.owners.filter((owner) => !owner.present).flatMap((owner): Place[] => [
      { field: 'formerOwner', value: owner.name, as: 'name' },
      { field: 'mobile', value: owner.mobile, as: 'code' },
      { field: 'landline', value: owner.landline, as: 'code' },
    ]),
  ])
  return far ? [far] : []
}

type Place = { field: Match['field']; value: string; as: 'name' | 'code' }

function firstMatch(term: string, places: readonly Place[]): Match | null {
  for (const { field, value, as } of places) {
    const by = value === '' ? null : matchOf(term, value, as)
    if (by) return { field, value, by }
  }
  return null
}

// Finding dossiers as one types (rule A4; DESIGN decision 5): words, dates, state, kind, within what the actor may know of.
import type { HitView } from '#shared/contract/dossier.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { matchOf, queryTerms } from '#shared/domain/search-text.ts'
import { grantedIds, mayFindTerms, mayKnowLevel, mayReadByGrant } from '../access/visibility.ts'
import type { Reader, Value } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { findDossiers, type Card, type Other } from './store.ts'
import { kindTerm, rangeTerms, stateTerm } from './tokens.ts'

type Query = Input<'dossier.search'>
type Match = HitView['matched'][number]

export function searchDossiers(db: Reader, actor: Actor, today: LocalDate, query: Query): Output<'dossier.search'> {
  const own = mayFindTerms(actor)
  const terms = queryTerms(query.text)
  const nothing = (own === null && !actor.reads) || (query.dates !== null && query.dates.to < query.dates.from)
  // Typed text without a letter or digit finds nothing; an empty box lists the newest.
  if (nothing || (terms.length === 0 && query.text.trim() !== '')) return { hits: [], more: false }
  const wanted = [...terms.map((term) => `"${term}"*`), ...filterTerms(query)]
  const level = mayKnowLevel(actor)
  const records = recordCondition(query, today)
  const findIn = (among: readonly string[], condition: Condition) => findDossiers(
    db, among.length === 0 ? null : among.join(' AND '),
    { sql: `${condition.sql} AND ${records.sql}`, parameters: [...condition.parameters, ...records.parameters] }, query.limit + 1,
  )
  const standing = own === null ? [] : findIn([...wanted, ...own.map(exact)], level)
  const found = actor.reads ? newestOf(standing, findIn(wanted, grantedTo(actor))) : standing
  return {
    hits: found.slice(0, query.limit).map((card) => {
      const { mobile: _mobile, landline: _landline, others: _others, ...hit } = card
      return { ...hit, matched: terms.flatMap((term) => matchedBy(card, term)) }
    }),
    more: found.length > query.limit,
  }
}

type Condition = { sql: string; parameters: Value[] }

/** The few dossiers that somebody let the actor read are looked for by themselves; they bear no term of the actor's. */
function grantedTo(actor: Actor): Condition {
  const ids = grantedIds(actor)
  const granted = mayReadByGrant(actor, 'd.dossier_id')
  return { sql: `d.dossier_id IN (${ids.sql}) AND ${granted.sql}`, parameters: [...ids.parameters, ...granted.parameters] }
}

/** Both together, newest first, each once. */
function newestOf<T extends { dossierId: number }>(some: readonly T[], others: readonly T[]): T[] {
  return [...new Map([...some, ...others].map((card) => [card.dossierId, card])).values()].toSorted((one, other) => other.dossierId - one.dossierId)
}

const exact = (term: string): string => `"${term}"`
const oneOf = (terms: readonly string[]): string => `(${terms.map(exact).join(' OR ')})`

function filterTerms({ dates, state, kind }: Query): string[] {
  return [
    ...(dates ? [oneOf(rangeTerms(dates.field, dates.from, dates.to))] : []),
    ...(kind ? [exact(kindTerm(kind))] : []),
    ...(state === null ? [] : [oneOf(state === 'overdue' ? [stateTerm('expected'), stateTerm('refused')] : [stateTerm(state)])]),
  ]
}

/**
 * What the terms leave open: whether a due day has passed, and, where several things are asked, whether one and the same record
 * has them all. A single thing asked is settled by its terms.
 */
function recordCondition({ dates, state, kind }: Query, today: LocalDate): Condition {
  const parts: Condition[] = []
  if (dates) {
    const column = dates.field === 'handover' ? 'q.received_on' : 'q.delivered_on'
    const which = { handover: '', delivery: "q.kind = 'delivery' AND ", visit: "q.kind <> 'delivery' AND " }[dates.field]
    parts.push({ sql: `${which}${column} BETWEEN ? AND ?`, parameters: [dates.from, dates.to] })
  }
  if (kind) parts.push({ sql: 'q.kind = ?', parameters: [kind] })
  if (state === 'overdue') parts.push({ sql: "q.state IN ('expected', 'refused') AND q.due_on < ?", parameters: [today] })
  else if (state) parts.push({ sql: 'q.state = ?', parameters: [state] })
  if (parts.length === 0 || (parts.length === 1 && state !== 'overdue')) return { sql: '1', parameters: [] }
  return {
    sql: `EXISTS (SELECT 1 FROM record q WHERE q.dossier_id = d.dossier_id AND ${parts.map((part) => part.sql).join(' AND ')})`,
    parameters: parts.flatMap((part) => part.parameters),
  }
}

/** Where a term was found, the present data before the past: at most one place per term. */
function matchedBy(card: Card, term: string): Match[] {
  const places: Other[] = [
    { field: 'name', value: card.ownerName },
    { field: 'plate', value: card.plate ?? '' },
    { field: 'number', value: card.number },
    { field: 'mobile', value: card.mobile },
    { field: 'landline', value: card.landline },
    { field: 'vin', value: card.vin },
    ...card.others,
  ]
  for (const { field, value } of places) {
    const by = value === '' ? null : matchOf(term, value, NAMES.includes(field) ? 'name' : 'code')
    if (by) return [{ field, value, by }]
  }
  return []
}

const NAMES: readonly Other['field'][] = ['name', 'contact', 'formerOwner']

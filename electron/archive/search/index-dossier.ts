// Files a dossier anew under everything it is found by. Called in the transaction of whatever changed it.
import type { Id } from '#shared/domain/id.ts'
import { codeTokens, nameTokens } from '#shared/domain/search-text.ts'
import { departmentTerm, personTerm } from '../access/visibility.ts'
import type { Reader, Writer } from '../database/database.ts'
import { addIndexed, filingOf, putIndexed, type Card, type Filing, type Indexed, type Other } from './store.ts'
import { dayTerms, kindTerm, stateTerm } from './tokens.ts'

export function indexDossier(db: Writer, dossierId: Id<'dossier'>): void {
  putIndexed(db, dossierId, filedAs(db, dossierId))
}

/** Files one that was made just now and is filed nowhere yet. `filing`: all that `filingOf` would find of it. */
export function indexNewDossier(db: Writer, dossierId: Id<'dossier'>, filing: Filing): void {
  addIndexed(db, dossierId, indexedAs(filing))
}

/** What a dossier is to be filed under now. */
export function filedAs(db: Reader, dossierId: Id<'dossier'>): Indexed {
  return indexedAs(filingOf(db, dossierId))
}

function indexedAs(filing: Filing): Indexed {
  return { secrecyLevel: filing.secrecyLevel, secrecyUntil: filing.secrecyUntil, card: cardOf(filing), tokens: tokensOf(filing) }
}

function cardOf({ number, vin, plate, model, owners, records, merged }: Filing): Card {
  const owner = owners.find((candidate) => candidate.present)
  const last = records[0]
  const others = [
    ...records.flatMap((record): Other[] => [
      { field: 'contact', value: record.contactName },
      { field: 'phone', value: record.contactPhone },
      { field: 'recordNumber', value: record.number },
    ]),
    ...owners.filter((candidate) => !candidate.present).flatMap((former): Other[] => [
      { field: 'formerOwner', value: former.name },
      { field: 'mobile', value: former.mobile },
      { field: 'landline', value: former.landline },
    ]),
    // Numbers that were given before are still on folders and papers (C5).
    ...merged.flatMap((each): Other[] => [{ field: 'number', value: each.number }, { field: 'vin', value: each.vin }, { field: 'plate', value: each.plate }]),
  ]
  return {
    number, vin, plate, model,
    ownerName: owner?.name ?? '',
    mobile: owner?.mobile ?? '',
    landline: owner?.landline ?? '',
    lastRecord: last ? { kind: last.kind, deliveredOn: last.deliveredOn, state: last.state, dueOn: last.dueOn } : null,
    others: [...new Map(others.filter(({ value }) => value !== '').map((other) => [`${other.field} ${other.value}`, other])).values()],
  }
}

function tokensOf(filing: Filing): string {
  const names = new Set([...filing.owners.map((owner) => owner.name), ...filing.records.map((record) => record.contactName)])
  const codes = new Set([
    filing.number, filing.vin, filing.plate ?? '',
    ...filing.owners.flatMap((owner) => [owner.mobile, owner.landline]),
    ...filing.records.flatMap((record) => [record.number, record.contactPhone]),
    ...filing.merged.flatMap((each) => [each.number, each.vin, each.plate]),
  ])
  const tokens = new Set<string>()
  const add = (more: Iterable<string>): void => {
    for (const token of more) tokens.add(token)
  }
  for (const name of names) add(nameTokens(name))
  for (const code of codes) add(codeTokens(code))
  for (const record of filing.records) {
    add(dayTerms(record.kind === 'delivery' ? 'delivery' : 'visit', record.deliveredOn))
    if (record.receivedOn !== null) add(dayTerms('handover', record.receivedOn))
    add([stateTerm(record.state), kindTerm(record.kind), personTerm(record.responsibleId), departmentTerm(record.departmentId)])
  }
  return [...tokens].join(' ')
}

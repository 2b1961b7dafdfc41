// Files a dossier anew under everything it is found by. Called in the transaction of whatever changed it.
import type { Id } from '#shared/domain/id.ts'
import { codeTokens, nameTokens } from '#shared/domain/search-text.ts'
import { departmentTerm, personTerm } from '../access/visibility.ts'
import type { Writer } from '../database/database.ts'
import { filingOf, putTokens, type Filing } from './store.ts'
import { dayTerms, kindTerm, stateTerm } from './tokens.ts'

export function indexDossier(db: Writer, dossierId: Id<'dossier'>): void {
  putTokens(db, dossierId, tokensOf(filingOf(db, dossierId)))
}

function tokensOf(filing: Filing): string {
  const names = new Set([...filing.owners.map((owner) => owner.name), ...filing.records.map((record) => record.contactName)])
  const codes = new Set([
    filing.number, filing.vin, filing.plate ?? '',
    ...filing.owners.flatMap((owner) => [owner.mobile, owner.landline]),
    ...filing.records.flatMap((record) => [record.number, record.contactPhone]),
  ])
  const terms = filing.records.flatMap((record) => [
    ...dayTerms(record.kind === 'delivery' ? 'delivery' : 'visit', record.deliveredOn),
    ...(record.receivedOn === null ? [] : dayTerms('handover', record.receivedOn)),
    stateTerm(record.state), kindTerm(record.kind), personTerm(record.responsibleId), departmentTerm(record.departmentId),
  ])
  return [...new Set([...[...names].flatMap(nameTokens), ...[...codes].flatMap(codeTokens), ...terms])].join(' ')
}

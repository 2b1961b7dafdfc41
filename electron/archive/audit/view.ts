// An entry of the audit trail as whoever reads it is shown it (rule A3): fields with names instead of row ids, without what only a check needs.
import { z } from 'zod'
import { auditAct } from '#shared/contract/audit-acts.ts'
import type { AuditEntryView } from '#shared/contract/audit.ts'
import { mayKnowAll } from '#shared/domain/access.ts'
import { parseContent } from '../chain/check.ts'
import type { Reader } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { mayBeTold, namedIn, type Named, type Said } from './about.ts'
import { entriesAt, mentionsAt, namesOf, type StoredEntry } from './store.ts'

const said = z.record(z.string(), z.unknown())

/** Who acted stands beside; row ids, keys and hashes say nothing to a reader; whose due days moved is no part of what was set. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'personId', 'erased', 'key', 'publicKey', 'recoveryPublicKey', 'boxKey', 'dataKey', 'proof', 'digest', 'digests', 'cells', 'bookHash', 'registerHash', 'sums', 'frozen', 'taken', 'found', 'dues',
  'correctionDues', 'recordId', 'recordIds', 'dossierId', 'dossierIds', 'keptId', 'mergedId', 'loanId', 'requestId', 'copyId', 'leakId', 'disposalId', 'delegationId',
  'delegation', 'cabinetId', 'classId', 'slotId', 'customer', 'reader', 'handover', 'dropped', 'extended', 'hold', 'change', 'takenOut',
])
const PEOPLE: ReadonlySet<string> = new Set(['person', 'people', 'responsible', 'borrower', 'giver', 'checker', 'approvedBy'])
const DEPARTMENTS: ReadonlySet<string> = new Set(['department', 'departmentBefore'])
/** `<number> <key> <digest>`: the number alone. */
const NAMES: ReadonlySet<string> = new Set(['added', 'changed', 'removed'])

/** Of a rate's sheet: they count what whoever drew it up may know, and others perhaps may not. */
const FIGURES: ReadonlySet<string> = new Set(['due', 'onTime', 'received', 'complete'])

/** Values of a field that are listed. */
const MOST_VALUES = 50

type Names = ReturnType<typeof namesOf>
type Detail = NonNullable<AuditEntryView['details']>[number]
type Value = Detail['values'][number]

function detailsOf(content: Said, names: Names): Detail[] {
  return Object.entries(content).flatMap(([field, value]) => {
    if (LEFT_OUT.has(field)) return []
    const values = (Array.isArray(value) ? value : [value]).filter((each): each is Value => ['string', 'number', 'boolean'].includes(typeof each) && each !== '')
    if (values.length === 0) return []
    return [{ field, values: values.slice(0, MOST_VALUES).map((each) => shownAs(field, each, names)), more: Math.max(0, values.length - MOST_VALUES) }]
  })
}

function shownAs(field: string, value: Value, { people, departments }: Names): Value {
  if (typeof value === 'number' && PEOPLE.has(field)) return people.get(value) ?? value
  if (typeof value === 'number' && DEPARTMENTS.has(field)) return departments.get(value) ?? value
  return typeof value === 'string' && NAMES.has(field) ? (value.split(' ')[0] ?? '') : value
}

/** These entries, newest first, each as far as the actor may know what it is about. */
export function viewsOf(db: Reader, actor: Actor, seqs: readonly number[]): AuditEntryView[] {
  const mentions = mentionsAt(db, seqs)
  const named = namedIn(db, actor, mentions)
  const names = namesOf(db)
  const whole = mayKnowAll(actor, 'topSecret')
  const view = (entry: StoredEntry): AuditEntryView => {
    const { seq, at, kind, signer } = entry
    const fields = readSaid(entry)
    const about = named.get(seq)
    const [, shown] = auditAct(kind)
    const told = fields !== null && mayBeTold(db, actor, shown, fields, mentions.get(seq) ?? new Set(), about)
    const counts = whole || signer?.id === actor.id
    const details = told ? detailsOf(fields, names).filter((detail) => !isBeside(detail, about) && (counts || !FIGURES.has(detail.field))) : null
    return {
      seq, at, kind, person: signer, signed: signer !== null, dossiers: about?.dossiers ?? [], moreDossiers: about?.more ?? 0,
      details, erased: told && typeof fields['erased'] === 'string' ? fields['erased'] : null,
    }
  }
  return entriesAt(db, seqs).map(view)
}

/** The number that stands beside the entry anyway. */
function isBeside({ field, values, more }: Detail, about: Named | undefined): boolean {
  return field === 'dossier' && more === 0 && values.every((value) => about?.dossiers.some(({ number }) => number === value) === true)
}

/** Null where it is no content: a trail that was tampered with is read all the same, and named by `verify`. */
export function readSaid({ content }: Pick<StoredEntry, 'content'>): Said | null {
  return (content === null ? null : said.safeParse(parseContent(content)).data) ?? null
}

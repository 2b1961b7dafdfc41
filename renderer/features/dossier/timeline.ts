// A car's whole story in one order of time: records, lines of the book, changes, owners (rules F3, F8, H5).
import { dayOf } from '#shared/domain/local-date.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { DossierView } from '#shared/contract/dossier.ts'

type Change = DossierView['changes'][number]

/** `at` is null for what is known by its day alone. */
export type TimelineEntry = { key: string; on: LocalDate; at: Instant | null } & (
  | { type: 'record'; record: DossierView['records'][number] }
  | { type: 'line'; line: DossierView['lines'][number]; recordNumber: string }
  | { type: 'change'; personName: string; changes: readonly Change[] }
  | { type: 'owner'; owner: DossierView['owners'][number] }
  | { type: 'merge'; merge: DossierView['merges'][number] }
  | { type: 'opened' }
)

/** Newest first. Within a day what has a time comes above what has only the day, since it followed from it. */
export function timeline(dossier: DossierView): TimelineEntry[] {
  const numbers = new Map(dossier.records.map((record) => [record.id, record.number]))
  const entries: TimelineEntry[] = [
    ...dossier.records.map((record): TimelineEntry => ({
      key: `record-${record.id}`, on: record.deliveredOn, at: null, type: 'record', record,
    })),
    ...dossier.lines.map((line): TimelineEntry => ({
      key: `line-${line.seq}`, on: dayOf(line.at), at: line.at, type: 'line', line, recordNumber: numbers.get(line.recordId) ?? '',
    })),
    ...changeEntries(dossier.changes),
    ...dossier.merges.map((merge): TimelineEntry => ({
      key: `merge-${merge.subject}-${merge.act}-${merge.at}`, on: dayOf(merge.at), at: merge.at, type: 'merge', merge,
    })),
    // The first owner came with the dossier itself, which has its own entry.
    ...dossier.owners.slice(1).map((owner): TimelineEntry => ({
      key: `owner-${owner.customer.id}-${owner.fromOn}`, on: owner.fromOn, at: null, type: 'owner', owner,
    })),
    { key: 'opened', on: dayOf(dossier.createdAt), at: dossier.createdAt, type: 'opened' },
  ]
  return entries.sort(newestFirst)
}

/** What one person changed at one moment is one entry. */
function changeEntries(changes: readonly Change[]): TimelineEntry[] {
  const together = Map.groupBy(changes, (change) => `${change.at}-${change.personName}`)
  return [...together].flatMap(([key, group]): TimelineEntry[] => {
    const first = group[0]
    return first === undefined
      ? []
      : [{ key: `change-${key}`, on: dayOf(first.at), at: first.at, type: 'change', personName: first.personName, changes: group }]
  })
}

function newestFirst(left: TimelineEntry, right: TimelineEntry): number {
  if (left.on !== right.on) return left.on < right.on ? 1 : -1
  return (right.at ?? -Infinity) - (left.at ?? -Infinity) || 0
}

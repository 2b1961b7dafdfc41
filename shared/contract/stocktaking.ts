// Stock-taking of a cabinet or a shelf, and the inspection that goes with it (rules C1, C7).
import { z } from 'zod'
import { MOST } from '#shared/domain/slot.ts'
import { DIFFERENCE_KINDS, INSPECTION_FINDINGS, OUTCOMES, STOCKTAKING_ACTS, STOCKTAKING_STATES } from '#shared/domain/stocktaking.ts'
import { id, instant, line, localDate, note, nothing, requiredLine } from './field.ts'
import { auditedRead, read, write } from './method.ts'

const shelfNumber = z.number().int().min(1).max(MOST.shelves)

/** Within what whoever asks may know of. */
const counts = z.object({
  /** Ought to lie there; `out` of them were out on loan when the list was frozen. */
  expected: z.number().int(),
  out: z.number().int(),
  /** Scanned, of those that were not out. */
  found: z.number().int(),
  /** Folders that whoever asks may not know of: neither expected nor found counts them. */
  hidden: z.number().int(),
})
export type StocktakingCounts = z.output<typeof counts>

export const stocktakingView = z.object({
  id: id('stocktaking'),
  number: z.string(),
  state: z.enum(STOCKTAKING_STATES),
  cabinet: z.object({ id: id('cabinet'), code: z.string(), room: z.string() }),
  /** Null: the whole cabinet. */
  shelf: z.number().int().nullable(),
  startedAt: instant,
  startedByName: z.string(),
  endedAt: instant.nullable(),
})
export type StocktakingView = z.output<typeof stocktakingView>

/** A folder as far as whoever asks may know of it. */
const folder = z.object({ dossierId: id('dossier'), number: z.string(), plate: z.string().nullable(), ownerName: z.string() })

export const differenceView = z.object({
  /** Null while counting: then it is how things look so far. */
  id: id('difference').nullable(),
  kind: z.enum(DIFFERENCE_KINDS),
  /** Null: what was scanned is no folder's that whoever asks may know of. */
  folder: folder.nullable(),
  /** As it was scanned; '' of what is missing. */
  text: z.string(),
  foundIn: z.string().nullable(),
  belongsIn: z.string().nullable(),
  /** Where it belongs by now, if anywhere. */
  nowIn: z.string().nullable(),
  settled: z.object({
    outcome: z.enum(OUTCOMES), slot: z.string().nullable(), remark: z.string(), at: instant, byName: z.string(),
  }).nullable(),
  /** What it may be settled with by whoever asks. */
  may: z.array(z.enum(OUTCOMES)),
})
export type DifferenceView = z.output<typeof differenceView>

export const inspectionView = z.object({
  shelf: z.number().int(), findings: z.array(z.enum(INSPECTION_FINDINGS)), remark: z.string(), at: instant, byName: z.string(),
})
export type InspectionView = z.output<typeof inspectionView>

export const stocktakingDetail = stocktakingView.extend({
  counts,
  slots: z.array(z.object({ label: z.string(), shelf: z.number().int(), number: z.number().int(), counts })),
  /** Missing ones only once counting is finished; before, what was scanned and does not fit. */
  differences: z.array(differenceView),
  /** Differences of folders that whoever asks may not know of, still to be settled by who may. */
  hiddenOpen: z.number().int(),
  /** One for each shelf that was looked at; the newest where it was twice. */
  inspections: z.array(inspectionView),
  /** Shelves still to be looked at. */
  toInspect: z.array(z.number().int()),
  acts: z.array(z.object({ at: instant, personName: z.string(), act: z.enum(['start', ...STOCKTAKING_ACTS]), remark: z.string() })),
  may: z.array(z.enum(STOCKTAKING_ACTS)),
})
export type StocktakingDetail = z.output<typeof stocktakingDetail>

/** No more scans go in one call. */
export const MOST_SCANS = 100

/** `again`: sent before, counted once; `wrongSlot`: no slot of what is being taken stock of, not counted. */
export const SCAN_RESULTS = ['fits', 'misplaced', 'unknown', 'shouldBeOut', 'again', 'wrongSlot'] as const

const one = z.strictObject({ id: id('stocktaking') })
const oneWith = z.strictObject({ id: id('stocktaking'), remark: note(500) })

export const stocktakingContract = {
  /** Freezes what ought to lie there. One at a time of the same shelf. */
  'stocktaking.start': write('stocktaking.run', z.strictObject({ cabinetId: id('cabinet'), shelf: shelfNumber.nullable() }), z.object({
    id: id('stocktaking'), number: z.string(),
  })),
  /** Newest first; of one cabinet where named. */
  'stocktaking.list': read('stocktaking.read', z.strictObject({
    cabinetId: id('cabinet').nullable(), filter: z.enum(['open', 'ended']), limit: z.number().int().min(1).max(200),
  }), z.object({ stocktakings: z.array(stocktakingView), more: z.boolean() })),
  'stocktaking.get': read('stocktaking.read', one, stocktakingDetail),
  /** What ought to lie in one slot, and where each was found. */
  'stocktaking.slot': read('stocktaking.read', z.strictObject({ id: id('stocktaking'), slot: line(30) }), z.object({
    slot: z.string(), counts, folders: z.array(folder.extend({ out: z.boolean(), foundIn: z.string().nullable() })),
  })),
  /**
   * Folder labels as they were scanned, in order. Each has a key made by whoever sends it: what is sent twice counts once, so that a batch
   * whose answer never came may be sent again.
   */
  'stocktaking.scan': write('stocktaking.run', z.strictObject({
    id: id('stocktaking'),
    scans: z.array(z.strictObject({
      key: z.string().regex(/^[0-9A-Za-z-]{8,64}$/), slot: line(30), text: requiredLine(200),
    })).min(1).max(MOST_SCANS),
  }), z.object({
    /** In the order of the scans. `belongsIn` of one that is misplaced. */
    scans: z.array(z.object({ key: z.string(), result: z.enum(SCAN_RESULTS), folder: folder.nullable(), belongsIn: z.string().nullable() })),
    counts,
  })),
  /** What was seen on these shelves; no findings: all is well. */
  'stocktaking.inspect': write('stocktaking.run', z.strictObject({
    id: id('stocktaking'), shelves: z.array(shelfNumber).min(1).max(MOST.shelves), findings: z.array(z.enum(INSPECTION_FINDINGS)), remark: note(500),
  }), nothing),
  /** Counting is over; the difference stands from now on. */
  'stocktaking.finish': write('stocktaking.run', oneWith, nothing),
  /** Back to counting, as long as nothing is settled. */
  'stocktaking.countOn': write('stocktaking.run', oneWith, nothing),
  /** `slot`: with `moved`, where it belongs from now on; null: where it was found. */
  'stocktaking.settle': write('stocktaking.run', z.strictObject({
    id: id('stocktaking'), differenceId: id('difference'), outcome: z.enum(OUTCOMES), slot: line(30).nullable(), remark: note(500),
  }), nothing),
  /** Only when every difference is settled and every shelf was looked at. */
  'stocktaking.close': write('stocktaking.run', oneWith, nothing),
  /** Given up, with the reason: neither a count nor an inspection. */
  'stocktaking.abandon': write('stocktaking.run', oneWith, nothing),
  /** The list on paper; the printing is entered in the audit trail (A3). */
  'stocktaking.print': auditedRead('stocktaking.read', one, stocktakingDetail.extend({ storeName: z.string() })),
  /** What was seen in a cabinet, newest first (C7). */
  'inspection.list': read('stocktaking.read', z.strictObject({ cabinetId: id('cabinet'), limit: z.number().int().min(1).max(200) }), z.object({
    inspections: z.array(inspectionView.extend({ stocktaking: z.object({ id: id('stocktaking'), number: z.string() }) })),
    more: z.boolean(),
  })),
  /** The cabinets whose inspection is due, longest due first (C7). */
  'inspection.due': read('stocktaking.read', nothing, z.array(z.object({
    cabinet: z.object({ id: id('cabinet'), code: z.string(), room: z.string() }), lastOn: localDate.nullable(), dueOn: localDate,
  }))),
}

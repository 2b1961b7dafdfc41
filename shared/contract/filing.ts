// From received to filed: the steps of a record, the worklists, labels (rules F2, H4).
import { z } from 'zod'
import { FILING_STEPS } from '#shared/domain/filing.ts'
import { id, instant, line, nothing, requiredLine } from './field.ts'
import { auditedRead, read, write } from './method.ts'
import { LACK_KINDS } from './handover.ts'
import { listedRecordView } from './record.ts'

export const filingView = z.object({
  recordId: id('record'),
  /** Open steps, first the one to take next; none when filed. */
  open: z.array(z.enum(FILING_STEPS)),
  scannedAt: instant.nullable(),
  placedAt: instant.nullable(),
  filedAt: instant.nullable(),
  /** Papers that are there, of those that have to be there; and how many of them have a scan. */
  papersThere: z.number().int(),
  papersDue: z.number().int(),
  papersScanned: z.number().int(),
  lacks: z.array(z.object({ code: z.string(), kind: z.enum(LACK_KINDS) })),
})
export type FilingView = z.output<typeof filingView>

export const placeView = z.object({ slot: z.string(), room: z.string(), since: instant, byName: z.string() })

/** No worklist is counted further. */
export const MOST_COUNTED = 1000

const gapsInput = z.strictObject({ responsibleId: id('person').nullable() })

const gapsView = z.array(z.object({
  person: z.object({ id: id('person'), name: z.string(), department: z.string() }),
  /** Of a record never received everything is missing; `lacks` then is empty. */
  records: z.array(listedRecordView.extend({ lacks: z.array(z.object({ code: z.string(), kind: z.enum(LACK_KINDS) })) })),
  /** True when this person owes more than are listed. */
  more: z.boolean(),
}))
export type GapsView = z.output<typeof gapsView>

/** What stands on a folder's label: nothing about the customer. */
export const folderView = z.object({
  dossierId: id('dossier'),
  number: z.string(),
  plate: z.string().nullable(),
  vin: z.string(),
  model: z.string(),
  slot: z.string().nullable(),
})
export type FolderView = z.output<typeof folderView>

export const filingContract = {
  /** How far each record of a dossier is, where its folder lies and has lain. */
  'filing.ofDossier': read('record.read', z.strictObject({ dossierId: id('dossier') }), z.object({
    records: z.array(filingView),
    place: placeView.nullable(),
    /** Newest first, the present one among them. */
    places: z.array(placeView.extend({ until: instant.nullable() })),
  })),
  /** A step's worklist, longest waiting first; counts of all steps, up to MOST_COUNTED. */
  'filing.list': read('record.read', z.strictObject({ step: z.enum(FILING_STEPS), limit: z.number().int().min(1).max(500) }), z.object({
    records: z.array(listedRecordView.extend({
      open: z.array(z.enum(FILING_STEPS)),
      /** Papers still to be scanned, by code. */
      unscanned: z.array(z.string()),
      /** Where the folder lies. */
      slot: z.string().nullable(),
    })),
    more: z.boolean(),
    counts: z.object({ receive: z.number().int(), scan: z.number().int(), place: z.number().int(), complete: z.number().int() }),
  })),
  /** What each person still owes: records never received, and what is missing of received ones; one's own alone with a person named. */
  'filing.gaps': read('record.read', gapsInput, gapsView),
  /** The same on paper; the printing is entered in the audit trail (A3). */
  'filing.printGaps': auditedRead('record.read', gapsInput, gapsView),
  /** Puts a folder into a slot, or into the next free one; a folder that lies elsewhere is moved. */
  'filing.placeFolder': write('filing.place', z.strictObject({ dossierId: id('dossier'), slot: line(30).nullable() }), z.object({ slot: z.string() })),
  /** The papers of received records lie in their folder, which lies in a slot. */
  'filing.place': write('filing.place', z.strictObject({ recordIds: z.array(id('record')).min(1).max(200) }), nothing),
  /** What a scanned label stands for, within what the person may know; null for one that stands for nothing. */
  'label.read': read('record.read', z.strictObject({ text: requiredLine(200) }), z.union([
    z.object({ what: z.literal('dossier'), dossierId: id('dossier') }),
    z.object({ what: z.literal('record'), dossierId: id('dossier'), recordId: id('record'), code: z.string().nullable() }),
    z.object({ what: z.literal('slot'), slot: z.string() }),
    /** `shelf` null: the whole cabinet. */
    z.object({ what: z.literal('cabinet'), cabinetId: id('cabinet'), code: z.string(), shelf: z.number().int().nullable() }),
  ]).nullable()),
  /** What stands on the labels of these folders. */
  'label.folders': read('record.read', z.strictObject({ dossierIds: z.array(id('dossier')).min(1).max(200) }), z.array(folderView)),
}

// Volumes: the filing scheme (案卷类目), proposing, ordering, closing note (备考表), and where bound papers lie (rules C2 to C5).
import { z } from 'zod'
import { patternProblem } from '#shared/domain/archive-number.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import {
  classCodeProblem, GONE, PARTS, REMARK_KINDS, termProblem, VOLUME_ACTS, VOLUME_LIMITS, VOLUME_SOURCES, VOLUME_STATES,
} from '#shared/domain/volume.ts'
import { checked, hash, id, instant, line, localDate, login, note, nothing, provenPassword, requiredLine, sequence } from './field.ts'
import { drawnSignature } from './handover.ts'
import { auditedRead, read, write } from './method.ts'

const count = z.number().int().min(0)
const year = z.number().int().min(2000).max(2150)
const pages = z.number().int().min(1, 'volume.pagesDue').max(VOLUME_LIMITS.pages)
const position = z.number().int().positive()
const term = checked((text) => text.trim().toUpperCase(), termProblem)
const classCode = checked((text) => text.trim().toUpperCase(), classCodeProblem)

export const schemeClassView = z.object({
  id: id('volumeClass'),
  /** In the scheme, from 1. */
  number: position,
  code: z.string(),
  name: z.string(),
  term: z.string(),
  source: z.enum(VOLUME_SOURCES),
  /** Whether its papers are bound at all: the switch for service records (C2). */
  binds: z.boolean(),
  /** Given up: nothing further is bound in it; its code is given to no other. */
  closed: z.boolean(),
})
export type SchemeClassView = z.output<typeof schemeClassView>

const schemeSettings = {
  pattern: checked((text) => text.trim(), patternProblem),
  pageLimit: z.number().int().min(VOLUME_LIMITS.pageLimit.least).max(VOLUME_LIMITS.pageLimit.most),
  draftFirst: z.boolean(),
}

const schemeView = z.object({
  classes: z.array(schemeClassView), pattern: z.string(), pageLimit: z.number().int(), draftFirst: z.boolean(), storeCode: z.string(),
})

const className = { classId: id('volumeClass'), classCode: z.string(), className: z.string() }

export const volumeView = z.object({
  id: id('volume'),
  /** Null while it is proposed. */
  number: z.string().nullable(),
  ...className,
  year, term: z.string(), source: z.enum(VOLUME_SOURCES), state: z.enum(VOLUME_STATES), title: z.string(),
  /** Of what whoever asks may know. */
  pieces: count,
  pages: count,
  /** Of those, the first and last day. */
  from: localDate.nullable(),
  to: localDate.nullable(),
  slot: z.string().nullable(),
  closedOn: localDate.nullable(),
})
export type VolumeView = z.output<typeof volumeView>

export const pieceView = z.object({
  key: z.string(),
  position,
  /** Its pages, numbered through the volume. */
  fromPage: position,
  toPage: position,
  pages: count,
  source: z.enum(VOLUME_SOURCES),
  recordId: id('record').nullable(),
  documentNumber: z.string(),
  responsible: z.string(),
  /** A title; of a register its month, of a record the number of its dossier. */
  subject: z.string(),
  kind: z.enum(RECORD_KINDS).nullable(),
  onDate: localDate,
  remark: z.string(),
  gone: z.enum(GONE).nullable(),
  matter: z.string(),
  part: z.enum(PARTS),
  topSecret: z.boolean(),
})
export type PieceView = z.output<typeof pieceView>

/** Not in a volume yet, but would fit into this one. */
export const candidateView = pieceView.omit({ position: true, fromPage: true, toPage: true, gone: true, remark: true })
export type CandidateView = z.output<typeof candidateView>

const stateWords = z.object({ missing: z.string(), altered: z.string(), added: z.string(), movedOut: z.string(), destroyed: z.string() })
const stateInput = z.strictObject({ missing: line(200), altered: line(200), added: line(200), movedOut: line(200), destroyed: line(200) })

const signedHand = z.object({ name: z.string(), department: z.string(), drawn: drawnSignature })

/** The closing note (备考表) as it was signed. */
export const closingNoteView = z.object({
  seq: sequence, at: instant, on: localDate, hash, pieces: count, pages: count, states: stateWords, binder: signedHand, checker: signedHand,
})
export type ClosingNoteView = z.output<typeof closingNoteView>

export const remarkView = z.object({
  seq: sequence, on: localDate, kind: z.enum(REMARK_KINDS), position: position.nullable(), text: z.string(), name: z.string(),
})
export type RemarkView = z.output<typeof remarkView>

export const volumeDetail = volumeView.extend({
  contents: z.array(pieceView),
  note: closingNoteView.nullable(),
  remarks: z.array(remarkView),
  proposedBy: z.string(),
  proposedAt: instant,
  /** Whether whoever asks may know all that is in it; else it is not theirs to act on. */
  whole: z.boolean(),
  may: z.array(z.enum(VOLUME_ACTS)),
})
export type VolumeDetail = z.output<typeof volumeDetail>

const printed = z.object({ storeName: z.string(), volume: volumeDetail })
const oneVolume = z.strictObject({ id: id('volume') })
const someVolumes = z.array(id('volume')).min(1).max(1000)

export const VOLUME_LIST_STATES = ['proposed', 'ordering', 'closed'] as const

export const volumeContract = {
  /** The filing scheme, by number, and how volumes are numbered and cut. */
  'volume.scheme': read('volume.read', nothing, schemeView),
  'volume.printScheme': auditedRead('volume.read', nothing, schemeView.extend({ storeName: z.string() })),
  'volume.setScheme': write('volume.scheme', z.strictObject(schemeSettings), nothing),
  'volume.addClass': write('volume.scheme', z.strictObject({
    code: classCode, name: requiredLine(40), term, source: z.enum(VOLUME_SOURCES), binds: z.boolean(),
  }), z.object({ id: id('volumeClass') })),
  /** A new term holds for volumes proposed from then on. */
  'volume.updateClass': write('volume.scheme', z.strictObject({ id: id('volumeClass'), name: requiredLine(40), term, binds: z.boolean() }), nothing),
  'volume.closeClass': write('volume.scheme', z.strictObject({ id: id('volumeClass') }), nothing),

  /** What of a year waits for binding and what became of the rest, by class, as far as whoever asks may know. */
  'volume.overview': read('volume.read', z.strictObject({ year }), z.object({
    /** Years that are over and have anything in them, newest first. */
    years: z.array(year),
    classes: z.array(z.object({
      id: id('volumeClass'), number: position, code: z.string(), name: z.string(), term: z.string(), source: z.enum(VOLUME_SOURCES), binds: z.boolean(),
      unbound: count, unboundPages: count, proposed: count, ordering: count, closed: count,
    })),
  })),
  /** Puts together what is unbound of a year. Service records of folders that are out stay out. */
  'volume.propose': write('volume.keep', z.strictObject({ classId: id('volumeClass'), year }), z.object({ volumes: count, pieces: count, pages: count })),
  /** Gives proposals their numbers (C5), in their order. */
  'volume.accept': write('volume.keep', z.strictObject({ ids: someVolumes }), z.object({ numbers: z.array(z.string()) })),
  'volume.dissolve': write('volume.keep', z.strictObject({ ids: someVolumes, remark: note(500) }), nothing),
  /** The whole of a volume as it is to be: title, pieces in order with their pages. What is left out is free again. */
  'volume.order': write('volume.keep', z.strictObject({
    id: id('volume'), title: requiredLine(80),
    pieces: z.array(z.strictObject({ key: z.string().min(1).max(40), pages, remark: line(200) })).max(2000),
  }), nothing),
  /** Unbound papers of its class and year that could lie in it. */
  'volume.candidates': read('volume.keep', oneVolume, z.array(candidateView)),
  /** Puts it into a slot; null: it lies nowhere yet. */
  'volume.place': write('volume.keep', z.strictObject({ id: id('volume'), slot: line(30).nullable() }), z.object({ slot: z.string().nullable() })),
  /** The closing note: who put it together signs at their own desk, who looked it over beside them. */
  'volume.close': write('volume.keep', z.strictObject({
    id: id('volume'), states: stateInput, binderPassword: provenPassword, binderDrawn: drawnSignature,
    checkerLogin: login, checkerPassword: provenPassword, checkerDrawn: drawnSignature,
  }), z.object({ seq: sequence })),
  'volume.remark': write('volume.keep', z.strictObject({
    id: id('volume'), kind: z.enum(REMARK_KINDS), position: position.nullable(), text: line(200), password: provenPassword,
  }), z.object({ seq: sequence })),

  /** Volumes with anything whoever asks may know of; by class, year and number. */
  'volume.list': read('volume.read', z.strictObject({
    classId: id('volumeClass').nullable(), year: year.nullable(), state: z.enum(VOLUME_LIST_STATES).nullable(),
    text: z.string().max(100), limit: z.number().int().min(1).max(500),
  }), z.object({ volumes: z.array(volumeView), more: z.boolean() })),
  'volume.get': read('volume.read', oneVolume, volumeDetail),
  /** For cover, spine, contents list and closing note; for who may know all that is in it. */
  'volume.print': auditedRead('volume.read', oneVolume, printed),
  /** The volumes in a slot. */
  'volume.inSlot': read('volume.read', z.strictObject({ label: line(30) }), z.array(volumeView)),
  /** Where a dossier's bound records lie. */
  'volume.ofDossier': read('dossier.read', z.strictObject({ dossierId: id('dossier') }), z.array(z.object({
    recordId: id('record'), recordNumber: z.string(), kind: z.enum(RECORD_KINDS), deliveredOn: localDate,
    volumeId: id('volume'), number: z.string(), position, fromPage: position, toPage: position,
    slot: z.string().nullable(), gone: z.enum(GONE).nullable(),
  }))),
  /** A dossier's own contents list (F7), at any time. */
  'dossier.contents': auditedRead('dossier.read', z.strictObject({ id: id('dossier') }), z.object({
    storeName: z.string(), number: z.string(), plate: z.string().nullable(), vin: z.string(), model: z.string(), slot: z.string().nullable(),
    /** By day, then as the checklist has them. */
    papers: z.array(z.object({
      recordId: id('record'), recordNumber: z.string(), kind: z.enum(RECORD_KINDS), deliveredOn: localDate, code: z.string(),
      form: z.enum(['original', 'copy']), count,
      /** Pages scanned; null where they are kept back from whoever asks (S1). */
      scans: count.nullable(),
      /** The volume its record is bound in; null: the folder. */
      volume: z.object({ number: z.string(), position, gone: z.enum(GONE).nullable() }).nullable(),
    })),
  })),
}

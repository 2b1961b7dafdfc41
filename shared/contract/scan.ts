// Scans of a record's papers: put in, arranged, looked at (rules F2, H4, A3).
import { z } from 'zod'
import { cropProblem, MEDIA_TYPES, PICTURE_PROBLEMS, TURNS } from '#shared/domain/scan.ts'
import { folder, id, instant, note, nothing, requiredLine } from './field.ts'
import { auditedRead, quiet, read, write } from './method.ts'

/** Largest file taken: 2 GB. */
export const LARGEST_FILE = 2 ** 31
/** Largest piece of a file sent at once: 4 MB. */
export const LARGEST_PIECE = 4 * 1024 * 1024

const paperCode = z.string().max(40)

export const bytes = z.instanceof(Uint8Array)

const crop = z
  .strictObject({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })
  .superRefine((part, context) => {
    const found = cropProblem(part)
    if (found !== null) context.addIssue({ code: 'custom', message: found })
  })

const byWhom = z.object({ id: id('person'), name: z.string() })

export const scanView = z.object({
  id: id('scan'),
  code: z.string(),
  /** Which page of how many of the file it came in. */
  page: z.number().int(),
  pages: z.number().int(),
  mediaType: z.enum(MEDIA_TYPES),
  turn: z.literal(TURNS),
  crop: crop.nullable(),
  /** Why no picture of it can be made. */
  problem: z.enum(PICTURE_PROBLEMS).nullable(),
  /** Changes whenever its picture does. */
  version: z.string(),
  addedBy: byWhom,
  addedAt: instant,
})
export type ScanView = z.output<typeof scanView>

export const removedScanView = scanView.extend({
  removedBy: byWhom,
  removedAt: instant,
  removalReason: z.string(),
  replacedBy: id('scan').nullable(),
})

/** Where the same file is already, within what the person may know; `elsewhere` counts the others. */
export const knownFileView = z.object({
  places: z.array(z.object({ recordNumber: z.string(), dossierNumber: z.string(), code: z.string() })),
  elsewhere: z.number().int(),
})

export const pictureView = z.object({
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  bytes,
})
export type PictureView = z.output<typeof pictureView>

const uploadId = z.uuid()

export const scanContract = {
  /** Pages by paper and position, and those that were removed. */
  'scan.list': read('scan.read', z.strictObject({ recordId: id('record') }), z.object({
    scans: z.array(scanView),
    removed: z.array(removedScanView),
    /** Papers whose pages are kept back from whoever asks, by code (S1). */
    keptBack: z.array(z.string()),
  })),
  /** All live pages of a dossier's records, for the dossier's page. */
  'scan.ofDossier': read('scan.read', z.strictObject({ dossierId: id('dossier') }), z.array(scanView.extend({ recordId: id('record') }))),
  /** A small picture, at most 240 pixels either way. */
  'scan.thumbnail': read('scan.read', z.strictObject({ id: id('scan') }), pictureView),
  /** A page large enough to read, at most `longest` pixels either way; each look is in the audit trail (A3). */
  'scan.view': auditedRead('scan.read', z.strictObject({ id: id('scan'), longest: z.number().int().min(400).max(4000) }), pictureView),

  /** Begins to put a file in; it goes to the vault piece by piece, in order. An upload of no pieces for ten minutes is dropped. */
  'upload.begin': { ...write('scan.file', z.strictObject({ size: z.number().int().min(1).max(LARGEST_FILE, 'upload.tooLarge') }), z.object({ uploadId })), audited: false },
  'upload.piece': {
    ...write('scan.file', z.strictObject({ uploadId, offset: z.number().int().min(0), bytes: bytes.refine((piece) => piece.length <= LARGEST_PIECE, 'upload.pieceTooLarge') }), z.object({ received: z.number().int() })),
    audited: false,
  },
  'upload.cancel': { ...write('scan.file', z.strictObject({ uploadId }), nothing), audited: false },
  /**
   * Puts an uploaded file onto a paper, one scan per page; on a scan it replaces (`replaces`), which is kept as a trace. Refused with
   * `scan.known` when the record has this very file already.
   */
  'scan.attach': write('scan.file', z.strictObject({
    uploadId, recordId: id('record'), code: paperCode, replaces: id('scan').nullable(),
  }), z.object({ scanIds: z.array(id('scan')), known: knownFileView })),
  /** Turns or cuts a page as shown. */
  'scan.arrange': write('scan.file', z.strictObject({ id: id('scan'), turn: z.literal(TURNS), crop: crop.nullable() }), nothing),
  /** The pages of a paper in a new order: all of them, none twice. */
  'scan.order': write('scan.file', z.strictObject({ recordId: id('record'), code: paperCode, scanIds: z.array(id('scan')).min(1).max(5000) }), nothing),
  /** Pages put onto the wrong paper or record go to the right one. */
  'scan.move': write('scan.file', z.strictObject({ scanIds: z.array(id('scan')).min(1).max(500), recordId: id('record'), code: paperCode }), nothing),
  /** Takes pages out; they and who took them out why stay on the record. */
  'scan.remove': write('scan.file', z.strictObject({ scanIds: z.array(id('scan')).min(1).max(500), reason: requiredLine(200) }), nothing),
  'scan.restore': write('scan.file', z.strictObject({ scanIds: z.array(id('scan')).min(1).max(500) }), nothing),
}

export const inboxFileView = z.object({
  id: id('inboxFile'),
  name: z.string(),
  arrivedAt: instant,
  state: z.enum(['sorting', 'sorted', 'unreadable']),
  problem: z.enum(PICTURE_PROBLEMS).nullable(),
  pages: z.number().int(),
  filed: z.number().int(),
  waiting: z.number().int(),
  /** Set aside, blank ones among them. */
  discarded: z.number().int(),
  /** The name of an earlier file with the very same content. */
  duplicateOf: z.string().nullable(),
})
export type InboxFileView = z.output<typeof inboxFileView>

export const inboxPageView = z.object({
  id: id('inboxPage'),
  fileId: id('inboxFile'),
  fileName: z.string(),
  page: z.number().int(),
  /** What the sheet before it named, where it was a label and no paper. */
  recordId: id('record').nullable(),
  /** The same picture is filed here already. */
  known: knownFileView,
})
export type InboxPageView = z.output<typeof inboxPageView>

/** A file that stays in the folder: it is larger than any scan can be, or cannot be looked at. */
const leftFile = z.object({ name: z.string(), why: z.enum(['tooLarge', 'unreadable']) })
export type LeftFile = z.output<typeof leftFile>

export const inboxContract = {
  /** The watched folder, what came from it and the pages that wait to be assigned. */
  'inbox.list': quiet(read('scan.file', nothing, z.object({
    folder: z.string().nullable(),
    /** Why the folder cannot be read now: the system's code. */
    folderProblem: z.string().nullable(),
    /** Files seen in the folder and not taken in yet: still being written, or waiting their turn. */
    arriving: z.number().int(),
    left: z.array(leftFile),
    files: z.array(inboxFileView),
    waiting: z.array(inboxPageView),
  }))),
  /** Watches a folder; null stops. Refused inside the archive. */
  'inbox.choose': write('scan.file', z.strictObject({ folder: folder.nullable() }), nothing),
  'inbox.thumbnail': read('scan.file', z.strictObject({ id: id('inboxPage') }), pictureView),
  'inbox.view': auditedRead('scan.file', z.strictObject({ id: id('inboxPage'), longest: z.number().int().min(400).max(4000) }), pictureView),
  /** Files waiting pages, in the order given. */
  'inbox.assign': write('scan.file', z.strictObject({
    pageIds: z.array(id('inboxPage')).min(1).max(500), recordId: id('record'), code: paperCode,
  }), z.object({ scanIds: z.array(id('scan')) })),
  /** Sets pages aside that belong nowhere; they stay in the vault and can be brought back. */
  'inbox.discard': write('scan.file', z.strictObject({ pageIds: z.array(id('inboxPage')).min(1).max(500), reason: note(200) }), nothing),
  'inbox.restore': write('scan.file', z.strictObject({ pageIds: z.array(id('inboxPage')).min(1).max(500) }), nothing),
  /** Discarded pages, newest first. */
  /** `reason`: what was given for setting it aside; `page.blank`: there is nothing on it. */
  'inbox.discarded': read('scan.file', nothing, z.array(inboxPageView.extend({ reason: z.string() }))),
}

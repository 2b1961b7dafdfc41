// Scans of a record's papers: put in, arranged, looked at (rules F2, H4, A3). A page taken out stays as a trace, and so
// does its file.
import type { scanContract } from '#shared/contract/scan.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { levelRank, type SecrecyLevel } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import type { MediaType } from '#shared/domain/scan.ts'
import { secrecyProblem } from '#shared/domain/secrecy.ts'
import { levelOfPages } from '../copy/level.ts'
import type { Reader } from '../database/database.ts'
import { knownDossier } from '../dossier/store.ts'
import { refreshFiling } from '../filing/steps.ts'
import type { Actor, HandlersOf, PrepareContext, ReadContext, WriteContext } from '../handler.ts'
import { checklistOf } from '../record/store.ts'
import { notFound, Refusal, refused, wrongFields } from '../refusal.ts'
import { keptBackPapers, paperName } from '../secrecy/store.ts'
import { someone } from '../session/service.ts'
import { requireRoom } from './room.ts'
import { THUMBNAIL } from './shown.ts'
import {
  addScan, attachmentNamed, codeOnRecord, knownFile, knownRecord, knownScan, markRemoved, markRestored, moveScan, pagesOf,
  putAttachment, removedScansOf, scansOf, scansOfDossier, setArrangement, setOrder, type Scan, type ScannedRecord,
} from './store.ts'

type Context = Pick<ReadContext, 'actor'> & { db: Reader; actor: Actor }

export const scanHandlers: HandlersOf<typeof scanContract> = {
  'scan.list': {
    read: (context, { recordId }) => {
      const { db, actor } = context
      recordOf(context, recordId)
      const keptBack = keptBackPapers(db, actor, [recordId])
      return {
        scans: scansOf(db, actor, recordId), removed: removedScansOf(db, actor, recordId),
        keptBack: checklistOf(db, recordId).flatMap(({ code }) => (keptBack.has(paperName(recordId, code)) ? [code] : [])),
      }
    },
  },
  'scan.ofDossier': {
    read: (context, { dossierId }) => {
      requireDossier(context, dossierId)
      return scansOfDossier(context.db, context.actor, dossierId)
    },
  },
  'scan.thumbnail': {
    load: (context, { id }, pictures) => {
      const scan = scanOf(context, id)
      return scan.thumbnail
        ? pictures.stored(scan.thumbnail.name)
        : pictures.draw(scan.file, scan.page, { turn: scan.turn, crop: scan.crop, longest: THUMBNAIL, urgent: true })
    },
  },
  'scan.view': {
    load: (context, { id, longest }, pictures) => {
      const scan = scanOf(context, id)
      context.note({ record: scan.record.number, paper: scan.code, scan: id, page: scan.page })
      return pictures.draw(scan.file, scan.page, { turn: scan.turn, crop: scan.crop, longest, urgent: true })
    },
  },

  'upload.begin': { steer: (engine, { size }, acting) => ({ uploadId: engine.uploads.begin(someone(acting).archive, someone(acting).session, size) }) },
  'upload.piece': {
    steer: async (engine, { uploadId, offset, bytes }, acting) => ({
      received: await engine.uploads.piece(someone(acting).session, uploadId, offset, bytes),
    }),
  },
  'upload.cancel': {
    steer: async (engine, { uploadId }, acting) => {
      await engine.uploads.cancel(someone(acting).session, uploadId)
      return {}
    },
  },
  'scan.attach': { prepare: prepareAttach },

  'scan.arrange': {
    write: (context, { id, turn, crop }) => {
      const scan = liveScan(context, id)
      context.note({ record: scan.record.number, scan: id, turn, cut: crop !== null })
      const dropped = setArrangement(context.db, scan, { turn, crop })
      if (dropped !== null) context.leftOver(dropped)
      return {}
    },
  },
  'scan.order': {
    write: (context, { recordId, code, scanIds }) => {
      const { db } = context
      const record = recordOf(context, recordId)
      const present = new Set(pagesOf(db, recordId, code))
      // Someone put one in or took one out meanwhile: what is to be done with it nobody has said.
      if (new Set(scanIds).size !== scanIds.length || present.size !== scanIds.length || !scanIds.every((id) => present.has(id))) throw refused('scan.orderDiffers')
      setOrder(db, scanIds)
      context.note({ record: record.number, paper: code, scans: scanIds })
      return {}
    },
  },
  'scan.move': {
    write: (context, { scanIds, recordId, code }) => {
      const { db, now, today, note } = context
      const record = recordOf(context, recordId)
      requirePaper(db, recordId, code)
      const scans = each(scanIds, (id) => liveScan(context, id))
      requireRoom(db, recordId, code, scans.length)
      for (const scan of scans) {
        requireNew(db, recordId, { ...scan, apartFrom: scanIds })
        const before = levelOfPages(db, scan.record.id, [scan.id], today)
        moveScan(db, scan.id, recordId, code)
        requireNoLower(context, { before, after: levelOfPages(db, recordId, [scan.id], today) })
      }
      const left = recordsAmong(scans)
      for (const { id } of [...left, record]) refreshFiling(db, id, now)
      note({ record: record.number, paper: code, scans: scanIds, from: left.map(({ number }) => number) })
      return {}
    },
  },
  'scan.remove': {
    write: (context, { scanIds, reason }) => {
      const { db, actor, now, note } = context
      const scans = each(scanIds, (id) => liveScan(context, id))
      for (const { id } of scans) markRemoved(db, id, { by: actor.id, at: now, reason, replacedBy: null })
      const records = recordsAmong(scans)
      for (const { id } of records) refreshFiling(db, id, now)
      note({ records: records.map(({ number }) => number), scans: scanIds, reason })
      return {}
    },
  },
  'scan.restore': {
    write: (context, { scanIds }) => {
      const { db, now, note } = context
      const scans = each(scanIds, (id) => scanOf(context, id))
      for (const scan of scans) {
        if (!scan.removed) throw refused('scan.notRemoved')
        requireNew(db, scan.record.id, scan)
        requireRoom(db, scan.record.id, scan.code, 1)
        markRestored(db, scan)
      }
      const records = recordsAmong(scans)
      for (const { id } of records) refreshFiling(db, id, now)
      note({ records: records.map(({ number }) => number), scans: scanIds })
      return {}
    },
  },
}

async function prepareAttach(context: PrepareContext, input: Input<'scan.attach'>): Promise<(writing: WriteContext) => Output<'scan.attach'>> {
  const uploaded = await context.uploaded(input.uploadId)
  placeFor(context, input)
  const inspected = await context.pictures.inspect(uploaded.name)
  return (writing) => attach(writing, input, { ...uploaded, ...inspected })
}

function attach(
  context: WriteContext, input: Input<'scan.attach'>, file: { name: string; size: number; mediaType: MediaType; pages: number },
): Output<'scan.attach'> {
  const { db, actor, now } = context
  const { recordId, code } = input
  const { record, replaced } = placeFor(context, input)
  const present = attachmentNamed(db, file.name)
  if (present !== null) requireNew(db, recordId, { attachmentId: present })
  requireRoom(db, recordId, code, file.pages)
  const before = pagesOf(db, recordId, code)
  const attachmentId = putAttachment(db, { ...file, at: now })
  const scanIds = Array.from({ length: file.pages }, (_, index) => addScan(db, {
    recordId, code, attachmentId, page: index + 1, pages: file.pages, thumbnailId: null, addedBy: actor.id, addedAt: now,
  }))
  if (replaced) {
    markRemoved(db, replaced.id, { by: actor.id, at: now, reason: '', replacedBy: scanIds[0] ?? null })
    setOrder(db, before.flatMap((id) => (id === replaced.id ? scanIds : [id])))
  }
  refreshFiling(db, recordId, now)
  context.note({ record: record.number, paper: code, scans: scanIds, replaces: replaced?.id ?? null })
  return { scanIds, known: knownFile(db, actor, attachmentId, recordId) }
}

/** Where a file is put, asked before it is read and again when it is entered. */
function placeFor(
  context: Context, { recordId, code, replaces }: Pick<Input<'scan.attach'>, 'recordId' | 'code' | 'replaces'>,
): { record: ScannedRecord; replaced: Scan | null } {
  const record = recordOf(context, recordId)
  requirePaper(context.db, recordId, code)
  const replaced = replaces === null ? null : liveScan(context, replaces)
  if (replaced && (replaced.record.id !== recordId || replaced.code !== code)) throw wrongFields({ path: ['replaces'], problem: 'scan.replacesOther' })
  return { record, replaced }
}

function recordOf({ db, actor }: Context, id: Id<'record'>): ScannedRecord {
  const record = knownRecord(db, actor, id)
  if (!record) throw notFound('record')
  return record
}

function requireDossier({ db, actor }: Context, id: Id<'dossier'>): void {
  if (!knownDossier(db, actor, id)) throw notFound('dossier')
}

function scanOf({ db, actor }: Context, id: Id<'scan'>): Scan {
  const scan = knownScan(db, actor, id)
  if (!scan) throw notFound('scan')
  return scan
}

/** @throws Refusal `scan.removed` for one that was taken out: by whom and why is on the record. */
function liveScan(context: Context, id: Id<'scan'>): Scan {
  const scan = scanOf(context, id)
  if (scan.removed) throw refused('scan.removed')
  return scan
}

/** All of them, none named twice. */
function each(ids: readonly Id<'scan'>[], find: (id: Id<'scan'>) => Scan): Scan[] {
  if (new Set(ids).size < ids.length) throw refused('scan.twice')
  return ids.map(find)
}

/** @throws Refusal where a page would be less secret on another paper, and the actor may not lower it (S1). */
function requireNoLower({ actor, today }: WriteContext, { before, after }: { before: SecrecyLevel; after: SecrecyLevel }): void {
  if (levelRank(after) >= levelRank(before)) return
  const [was, is] = [{ level: before, until: null }, { level: after, until: null }]
  const problem = secrecyProblem(actor.roles, { before: was, after: is, reason: 'moved' }, today)
  if (problem) throw refused(problem.problem)
}

function recordsAmong(scans: readonly Scan[]): ScannedRecord[] {
  return [...new Map(scans.map(({ record }) => [record.id, record])).values()]
}

function requirePaper(db: Reader, recordId: Id<'record'>, code: string): void {
  if (!checklistOf(db, recordId).some((line) => line.code === code)) throw wrongFields({ path: ['code'], problem: 'paper.unknown' })
}

/** @throws Refusal `scan.known`, on which paper named as its subject, when the record has this very file, or this page of it, already. */
function requireNew(db: Reader, recordId: Id<'record'>, file: Parameters<typeof codeOnRecord>[2]): void {
  const code = codeOnRecord(db, recordId, file)
  if (code !== null) throw new Refusal('refused', 'the record has this very file', { problem: 'scan.known', subject: code })
}

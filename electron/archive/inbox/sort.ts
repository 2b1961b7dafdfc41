// Splitting a file from the scanner into pages, each a file of its own, and filing those that lie behind a cover sheet; blank backs are
// set aside. The pages are prepared one by one; what they come to is entered in one short transaction, so that a break in between
// leaves nothing half done.
import { Readable } from 'node:stream'
import type { Instant } from '#shared/domain/local-date.ts'
import { BLANK, sortPages, type SortedPage } from '#shared/domain/inbox.ts'
import type { Id } from '#shared/domain/id.ts'
import { PICTURE_PROBLEMS, type MediaType } from '#shared/domain/scan.ts'
import { enterAudit } from '../audit/trail.ts'
import type { Writer } from '../database/database.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import { refreshFiling } from '../filing/steps.ts'
import type { ReadPage } from '../picture/job.ts'
import { checklistOf } from '../record/store.ts'
import { Refusal } from '../refusal.ts'
import { addScan, codeOnRecord, putAttachment, setMediaType } from '../scan/store.ts'
import { THUMBNAIL } from '../scan/shown.ts'
import type { Session } from '../session/sessions.ts'
import { addAttachment } from '../vault/attachments.ts'
import { addInboxPage, markSorted, markUnreadable, recordNumbered, recordOfDossierNumbered, type UnsortedFile } from './store.ts'

type StoredFile = { name: string; size: number; mediaType: MediaType }
type StoredPicture = { name: string; size: number; mediaType: string }
/** `file` null: a sheet, which is no page of any paper. */
type PreparedPage = { codes: string[]; blank: boolean; file: StoredFile | null; thumbnail: StoredPicture | null }

export type SortingArchive = Pick<OpenArchive, 'database' | 'dataKey' | 'pictures' | 'leftovers' | 'afterwards'>

export async function sortFile(engine: Engine, archive: SortingArchive, session: Session, file: UnsortedFile, isStopped: () => boolean): Promise<void> {
  const { pictures, database, leftovers } = archive
  const letGo = leftovers.hold()
  let storing = Promise.resolve()
  try {
    const { pages, mediaType } = await pictures.inspect(file.attachment)
    const prepared: PreparedPage[] = []
    for (let page = 1; page <= pages; page += 1) {
      const read = await pictures.readPage(file.attachment, page, THUMBNAIL)
      await storing
      // Begun anew when the archive is open and somebody is there again.
      if (isStopped() || !engine.sessions.isLive(session.token)) return
      // One page goes to the disk while the next is drawn.
      storing = storePage(engine, archive, { name: file.attachment, mediaType }, read).then((stored) => void prepared.push(stored))
      storing.catch(() => undefined)
    }
    await storing
    await database.turn()
    const at = engine.clock()
    database.transaction((db) => enterPages(db, session, { file, mediaType, prepared, at }))
    archive.afterwards.due()
  } catch (error) {
    const problem = error instanceof Refusal ? PICTURE_PROBLEMS.find((known) => known === error.details.problem) : undefined
    if (problem === undefined) throw error
    await database.turn()
    database.transaction((db) => {
      markUnreadable(db, file.id, problem)
      enterAudit(db, engine.clock(), session, 'inbox.sort', { file: file.id, problem })
    })
    archive.afterwards.due()
  } finally {
    await storing.catch(() => undefined)
    letGo()
  }
}

/** Puts what was made of a page into the vault. */
async function storePage(
  { places }: Engine, { dataKey, leftovers }: SortingArchive, file: { name: string; mediaType: MediaType }, { codes, blank, small, alone }: ReadPage,
): Promise<PreparedPage> {
  if (sortPages([codes])[0]?.what === 'sheet') return { codes, blank: false, file: null, thumbnail: null }
  const store = async (bytes: Uint8Array): Promise<{ name: string; size: number }> => {
    const stored = await addAttachment(places, dataKey, Readable.from([bytes]))
    leftovers.suspect(stored.name)
    return stored
  }
  const own = alone === null ? { name: file.name, size: 0 } : await store(alone)
  return { codes, blank, file: { ...own, mediaType: file.mediaType }, thumbnail: { ...await store(small.bytes), mediaType: small.mediaType } }
}

type Sorting = { file: UnsortedFile; mediaType: MediaType; prepared: readonly PreparedPage[]; at: Instant }

function enterPages(db: Writer, session: Session, { file, mediaType, prepared, at }: Sorting): void {
  setMediaType(db, file.attachmentId, mediaType)
  const sorted = sortPages(prepared.map(({ codes }) => codes))
  const scans: Id<'scan'>[] = []
  const touched = new Set<Id<'record'>>()
  const blanks: number[] = []
  for (const [index, { codes, blank, file: own, thumbnail }] of prepared.entries()) {
    const page = sorted[index]
    if (!page) continue
    const common = { fileId: file.id, page: index + 1, code: codes.join('\n').slice(0, 500) }
    if (page.what === 'sheet' || own === null) {
      addInboxPage(db, { ...common, attachmentId: file.attachmentId, thumbnailId: null, recordId: null, paper: null, state: { is: 'sheet' } })
      continue
    }
    const attachmentId = prepared.length === 1 ? file.attachmentId : putAttachment(db, { ...own, at })
    const thumbnailId = thumbnail && putAttachment(db, { ...thumbnail, at })
    const target = targetOf(db, page)
    if (blank) {
      addInboxPage(db, { ...common, attachmentId, thumbnailId, ...target, state: { is: 'discarded', reason: BLANK, by: session.personId, at } })
      blanks.push(index + 1)
      continue
    }
    // A page that is on the record already waits for somebody to look at it.
    if (target.recordId === null || target.paper === null || codeOnRecord(db, target.recordId, { attachmentId }) !== null) {
      addInboxPage(db, { ...common, attachmentId, thumbnailId, ...target, state: { is: 'waiting' } })
      continue
    }
    const scanId = addScan(db, {
      recordId: target.recordId, code: target.paper, attachmentId, page: 1, pages: 1, thumbnailId, addedBy: session.personId, addedAt: at,
    })
    scans.push(scanId)
    touched.add(target.recordId)
    addInboxPage(db, { ...common, attachmentId, thumbnailId, ...target, state: { is: 'filed', scanId, by: session.personId, at } })
  }
  markSorted(db, file.id, prepared.length)
  for (const recordId of touched) refreshFiling(db, recordId, at)
  enterAudit(db, at, session, 'inbox.sort', { file: file.id, pages: prepared.length, scans, blank: blanks })
}

/** The record and paper a page belongs to, as far as the sheet before it names them and they are there. */
function targetOf(db: Writer, { under }: Extract<SortedPage, { what: 'page' }>): { recordId: Id<'record'> | null; paper: string | null } {
  if (under === null || under.what === 'slot') return { recordId: null, paper: null }
  if (under.what === 'dossier') return { recordId: recordOfDossierNumbered(db, under.number), paper: null }
  const recordId = recordNumbered(db, under.number)
  if (under.what === 'record' || recordId === null) return { recordId, paper: null }
  return { recordId, paper: checklistOf(db, recordId).some(({ code }) => code === under.code) ? under.code : null }
}

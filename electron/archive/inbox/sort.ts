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
import { Refusal, refused } from '../refusal.ts'
import { hasRoom, MOST_PAGES } from '../scan/room.ts'
import { addScan, codeOnRecord, putAttachment, setMediaType } from '../scan/store.ts'
import { THUMBNAIL } from '../scan/shown.ts'
import type { Session } from '../session/sessions.ts'
import { addAttachment } from '../vault/attachments.ts'
import { addInboxPage, markSorted, markUnreadable, recordNumbered, recordOfDossierNumbered, type UnsortedFile } from './store.ts'
import { stillWorks } from './worker.ts'

type StoredFile = { name: string; size: number }
/** `alone`: a file of its own; null where the file holds this page only. */
type PreparedPage = { codes: string[] } & (
  /** No page of any paper. */
  | { is: 'sheet' }
  | { is: 'page'; blank: boolean; alone: StoredFile | null; thumbnail: StoredFile & { mediaType: string } }
)

export type SortingArchive = Pick<OpenArchive, 'database' | 'keys' | 'pictures' | 'leftovers' | 'afterwards'>

/** Breaks off, to be begun anew in the next round, when the program stops or whoever it works for is gone. */
export async function sortFile(engine: Engine, archive: SortingArchive, session: Session, file: UnsortedFile, isStopped: () => boolean): Promise<void> {
  const { pictures, database, leftovers } = archive
  const isOver = (): boolean => isStopped() || !stillWorks({ engine, database }, session)
  const letGo = leftovers.hold()
  let storing = Promise.resolve()
  try {
    const { pages, mediaType } = await pictures.inspect(file.attachment)
    if (pages > MOST_PAGES) throw refused('picture.tooLarge')
    const prepared: PreparedPage[] = []
    for (let page = 1; page <= pages; page += 1) {
      const read = await pictures.readPage(file.attachment, page, THUMBNAIL)
      await storing
      if (isOver()) return
      // One page goes to the disk while the next is drawn.
      storing = storePage(engine, archive, read).then((stored) => void prepared.push(stored))
      storing.catch(() => undefined)
    }
    await storing
    await database.turn()
    if (isOver()) return
    const at = engine.clock()
    database.transaction((db) => enterPages(db, session, { file, mediaType, prepared, at }))
    archive.afterwards.due()
  } catch (error) {
    const problem = error instanceof Refusal ? PICTURE_PROBLEMS.find((known) => known === error.details.problem) : undefined
    if (problem === undefined) throw error
    await database.turn()
    if (isOver()) return
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
async function storePage({ places }: Engine, { keys, leftovers }: SortingArchive, { codes, blank, small, alone }: ReadPage): Promise<PreparedPage> {
  if (sortPages([codes])[0]?.what === 'sheet') return { codes, is: 'sheet' }
  const store = async (bytes: Uint8Array): Promise<StoredFile> => {
    const stored = await addAttachment(places, keys, Readable.from([bytes]))
    leftovers.suspect(stored.name)
    return stored
  }
  return { codes, is: 'page', blank, alone: alone && await store(alone), thumbnail: { ...await store(small.bytes), mediaType: small.mediaType } }
}

type Sorting = { file: UnsortedFile; mediaType: MediaType; prepared: readonly PreparedPage[]; at: Instant }

function enterPages(db: Writer, session: Session, { file, mediaType, prepared, at }: Sorting): void {
  setMediaType(db, file.attachmentId, mediaType)
  const sorted = sortPages(prepared.map(({ codes }) => codes))
  const scans: Id<'scan'>[] = []
  const touched = new Set<Id<'record'>>()
  const blanks: number[] = []
  for (const [index, one] of prepared.entries()) {
    const page = sorted[index]
    if (!page) continue
    const common = { fileId: file.id, page: index + 1, code: one.codes.join('\n').slice(0, 500) }
    if (page.what === 'sheet' || one.is === 'sheet') {
      addInboxPage(db, { ...common, attachmentId: file.attachmentId, thumbnailId: null, recordId: null, paper: null, state: { is: 'sheet' } })
      continue
    }
    const attachmentId = one.alone ? putAttachment(db, { ...one.alone, mediaType, at }) : file.attachmentId
    const thumbnailId = putAttachment(db, { ...one.thumbnail, at })
    const target = targetOf(db, page)
    if (one.blank) {
      addInboxPage(db, { ...common, attachmentId, thumbnailId, ...target, state: { is: 'discarded', reason: BLANK, by: session.personId, at } })
      blanks.push(index + 1)
      continue
    }
    // A page that is on the record already, or one too many for its paper, waits for somebody to look at it.
    if (
      target.recordId === null || target.paper === null
      || codeOnRecord(db, target.recordId, { attachmentId }) !== null || !hasRoom(db, target.recordId, target.paper, 1)
    ) {
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
  if (under === null || !('number' in under)) return { recordId: null, paper: null }
  if (under.what === 'dossier') return { recordId: recordOfDossierNumbered(db, under.number), paper: null }
  const recordId = recordNumbered(db, under.number)
  if (under.what === 'record' || recordId === null) return { recordId, paper: null }
  return { recordId, paper: checklistOf(db, recordId).some(({ code }) => code === under.code) ? under.code : null }
}

// The scan inbox as its methods: the folder, the files, the tray of pages that wait (rules H4, A3).
import { statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import type { inboxContract, InboxPageView } from '#shared/contract/scan.ts'
import type { Id } from '#shared/domain/id.ts'
import { requireApart } from '../backup/run.ts'
import type { Reader } from '../database/database.ts'
import { putSetting, setting } from '../desk/store.ts'
import { refreshFiling } from '../filing/steps.ts'
import type { Actor, HandlersOf, ReadContext } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { checklistOf } from '../record/store.ts'
import { requireRoom } from '../scan/room.ts'
import { THUMBNAIL } from '../scan/shown.ts'
import { addScan, codeOnRecord, knownFile, knownRecord } from '../scan/store.ts'
import { someone } from '../session/service.ts'
import { systemCode } from '../system-code.ts'
import { discardedPages, inboxFiles, inboxPage, markDiscarded, markFiled, markWaiting, waitingPages, type InboxPage } from './store.ts'

export const inboxHandlers: HandlersOf<typeof inboxContract> = {
  'inbox.list': {
    steer: (_engine, _input, acting) => {
      const { archive, actor } = someone(acting)
      const db = archive.database.reader
      const folder = setting(db, 'inboxFolder')
      return {
        folder: folder === '' ? null : folder,
        folderProblem: archive.inbox.problem(),
        arriving: archive.inbox.arriving(),
        left: archive.inbox.left(),
        files: inboxFiles(db),
        waiting: waitingPages(db, actor).map((page) => pageView(db, actor, page)),
      }
    },
  },
  'inbox.choose': {
    prepare: (context, { folder }) => {
      if (folder !== null) requireFolder(folder)
      return Promise.resolve((writing) => {
        if (folder !== null) requireApart(context.places.folder, folder)
        writing.note({ folderBefore: setting(writing.db, 'inboxFolder'), folder })
        putSetting(writing.db, 'inboxFolder', folder === null ? '' : resolve(folder))
        return {}
      })
    },
  },
  'inbox.thumbnail': {
    load: (context, { id }, pictures) => {
      const page = found(context, id)
      return page.thumbnail === null
        ? pictures.draw(page.attachment, 1, { turn: 0, crop: null, longest: THUMBNAIL, urgent: true })
        : pictures.stored(page.thumbnail)
    },
  },
  'inbox.view': {
    load: (context, { id, longest }, pictures) => {
      const page = found(context, id)
      context.note({ inboxPage: id, file: page.fileId })
      return pictures.draw(page.attachment, 1, { turn: 0, crop: null, longest, urgent: true })
    },
  },
  'inbox.assign': {
    write: (context, { pageIds, recordId, code }) => {
      const { db, actor, now } = context
      const record = knownRecord(db, actor, recordId)
      if (!record) throw notFound('record')
      if (!checklistOf(db, recordId).some((line) => line.code === code)) throw wrongFields({ path: ['code'], problem: 'paper.unknown' })
      requireRoom(db, recordId, code, pageIds.length)
      const scanIds = pageIds.map((id) => {
        const page = waiting(context, id)
        const on = codeOnRecord(db, recordId, page)
        if (on !== null) throw refused('scan.known', on)
        const scanId = addScan(db, {
          recordId, code, attachmentId: page.attachmentId, page: 1, pages: 1, thumbnailId: page.thumbnailId, addedBy: actor.id, addedAt: now,
        })
        markFiled(db, id, scanId, { by: actor.id, at: now })
        return scanId
      })
      refreshFiling(db, recordId, now)
      context.note({ record: record.number, paper: code, inboxPages: pageIds, scans: scanIds })
      return { scanIds }
    },
  },
  'inbox.discard': {
    write: (context, { pageIds, reason }) => {
      const { db, actor, now, note } = context
      for (const id of pageIds) {
        waiting(context, id)
        markDiscarded(db, id, reason, { by: actor.id, at: now })
      }
      note({ inboxPages: pageIds, reason })
      return {}
    },
  },
  'inbox.restore': {
    write: (context, { pageIds }) => {
      const { db, note } = context
      for (const id of pageIds) {
        if (found(context, id).state !== 'discarded') throw refused('inbox.notDiscarded')
        markWaiting(db, id)
      }
      note({ inboxPages: pageIds })
      return {}
    },
  },
  'inbox.discarded': { read: ({ db, actor }) => discardedPages(db, actor).map((page) => ({ ...pageView(db, actor, page), reason: page.reason })) },
}

/** A folder there is, named from the root: a program's own folder means nothing to who types a path. */
function requireFolder(folder: string): void {
  if (!isAbsolute(folder)) throw wrongFields({ path: ['folder'], problem: 'folder.absolute' })
  if (!isFolder(folder)) throw wrongFields({ path: ['folder'], problem: 'folder.absent' })
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    // Not there, not to be looked at, or no name that the system takes.
    if (systemCode(error) === null) throw error
    return false
  }
}

function pageView(db: Reader, actor: Actor, page: InboxPage): InboxPageView {
  const { id, fileId, fileName, recordId } = page
  return { id, fileId, fileName, page: page.page, recordId, known: knownFile(db, actor, page.attachmentId) }
}

function found({ db, actor }: ReadContext, id: Id<'inboxPage'>): InboxPage {
  const page = inboxPage(db, actor, id)
  if (!page) throw notFound('page')
  return page
}

/** A page that waits: whoever was quicker has settled it. */
function waiting(context: ReadContext, id: Id<'inboxPage'>): InboxPage {
  const page = found(context, id)
  if (page.state !== 'waiting') throw refused('inbox.settled')
  return page
}

// The watched folder (rule H4): every scanner writes files. What lies there unchanged for a while is taken into the vault, read back,
// entered, split, and only then removed from the folder; what is no picture stays there. Somebody who may file scans is signed in
// while this happens: it is done in their name and signed with their key.
import type { Stats } from 'node:fs'
import { lstat, open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { LARGEST_FILE, type LeftFile } from '#shared/contract/scan.ts'
import { setting } from '../desk/store.ts'
import type { Engine } from '../engine.ts'
import { Refusal } from '../refusal.ts'
import { attachmentNamed } from '../scan/store.ts'
import type { Session } from '../session/sessions.ts'
import { systemCode } from '../system-code.ts'
import { addAttachment, attachmentFile, checkAttachment } from '../vault/attachments.ts'
import { enterTaken } from './take.ts'
import { sortFile, type SortingArchive } from './sort.ts'
import { inboxFileOf, unsortedFiles } from './store.ts'
import { stillWorks, workerOf } from './worker.ts'

export type Inbox = {
  /** Files seen in the folder that are not taken in yet. */
  arriving(): number
  /** Files in the folder that cannot be taken in. */
  left(): LeftFile[]
  /** The system's code when the folder cannot be read or a file in it not be removed; else null. */
  problem(): string | null
  stop(): Promise<void>
}

const INTERVAL = 1000
/** So long a file must lie unchanged: a scanner may still be writing it. */
const QUIET = 2000

/** What programs call a file while they write it; hidden ones are not the scanner's either. */
const UNFINISHED = /^[.~]|\.(?:tmp|temp|part|partial|crdownload|filepart)$/i

type Seen = { size: number; changed: number; since: number }

/** Starts watching; quiet while no folder is chosen or nobody is signed in who may file scans. */
export function startInbox(engine: Engine, archive: SortingArchive): Inbox {
  const seen = new Map<string, Seen>()
  /** Taken in, and still in the folder: no picture, or the folder does not let go of them. Not taken twice. */
  const kept = new Map<string, Seen>()
  let problem: string | null = null
  let arriving = 0
  let left: LeftFile[] = []
  let stopped = false
  let timer: NodeJS.Timeout | null = null

  const here = { engine, database: archive.database }
  const worker = (): Session | null => workerOf(here)

  const look = async (): Promise<void> => {
    const folder = setting(archive.database.reader, 'inboxFolder')
    problem = null
    arriving = 0
    if (folder === null || folder === '') {
      left = []
      return
    }
    for (const file of unsortedFiles(archive.database.reader)) {
      const session = worker()
      if (stopped || session === null) break
      await telling(() => sortFile(engine, archive, session, file, () => stopped))
    }
    const ready = await settled(folder)
    for (const name of ready) {
      const session = worker()
      if (stopped || session === null) return
      await telling(() => take(folder, name, session))
      arriving -= 1
    }
  }

  /** What goes wrong is told, and does not stand in the way of the files that come after. */
  const telling = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      problem = error instanceof Refusal ? error.code : (systemCode(error) ?? 'internal')
      if (problem === 'internal') engine.report(error)
    }
  }

  /** Names of files that have lain unchanged long enough, as a person would count them. */
  const settled = async (folder: string): Promise<string[]> => {
    const now = performance.now()
    const present = new Map<string, Seen>()
    const unfit: LeftFile[] = []
    for (const name of await readdir(folder)) {
      if (UNFINISHED.test(name)) continue
      const about = await lookAt(join(folder, name))
      if (about === 'unreadable') unfit.push({ name, why: about })
      else if (about?.isFile() && about.size > LARGEST_FILE) unfit.push({ name, why: 'tooLarge' })
      if (about === 'unreadable' || !about?.isFile() || about.size > LARGEST_FILE) continue
      const before = seen.get(name)
      const same = before?.size === about.size && before.changed === about.mtimeMs
      present.set(name, { size: about.size, changed: about.mtimeMs, since: same ? before.since : now })
    }
    left = unfit
    seen.clear()
    for (const [name, file] of present) seen.set(name, file)
    const wanted = [...present].filter(([name, file]) => {
      const old = kept.get(name)
      return file.size > 0 && (old?.size !== file.size || old.changed !== file.changed)
    })
    arriving = wanted.length
    const order = new Intl.Collator('zh-CN', { numeric: true })
    return wanted.filter(([, file]) => now - file.since >= QUIET).map(([name]) => name).toSorted(order.compare)
  }

  const take = async (folder: string, name: string, session: Session): Promise<void> => {
    const before = seen.get(name)
    if (!before) return
    const letGo = archive.leftovers.hold()
    try {
      await putIn(join(folder, name), name, before, session)
    } finally {
      letGo()
    }
  }

  const putIn = async (path: string, name: string, before: Seen, session: Session): Promise<void> => {
    const { keys, database, leftovers } = archive
    // Opened first: a stream whose file has gone meanwhile fails before anybody listens, and would take the engine with it.
    const added = await addAttachment(engine.places, keys, (await open(path)).createReadStream())
    leftovers.suspect(added.name)
    const after = await lstat(path).catch(() => null)
    // Written on meanwhile after all.
    if (after?.size !== before.size || after.mtimeMs !== before.changed || added.size !== before.size) return
    // Nothing leaves the folder before what lies in the vault has been read back.
    await checkAttachment(attachmentFile(engine.places.attachments, added.name), keys, added.name)
    await database.turn()
    if (stopped || !stillWorks(here, session)) return
    const file = database.transaction((db) => enterTaken(db, session, { ...added, fileName: name, at: engine.clock() }))
    archive.afterwards.due()
    seen.delete(name)
    if (file) await sortFile(engine, archive, session, file, () => stopped)
    // What is no picture stays where its owner can get at it.
    const attachmentId = attachmentNamed(database.reader, added.name)
    if (attachmentId !== null && inboxFileOf(database.reader, attachmentId)?.unreadable === true) {
      kept.set(name, before)
      return
    }
    await unlink(path).catch((error: unknown) => {
      kept.set(name, before)
      problem = systemCode(error) ?? 'internal'
    })
  }

  let underWay = Promise.resolve()
  const again = (): void => {
    timer = setTimeout(() => {
      underWay = telling(look).then(() => (stopped ? undefined : again()))
    }, INTERVAL).unref()
  }
  again()
  return {
    arriving: () => arriving,
    left: () => left,
    problem: () => problem,
    stop: async () => {
      stopped = true
      if (timer) clearTimeout(timer)
      await underWay
    },
  }
}

/** Null for what is gone by now. */
async function lookAt(path: string): Promise<Stats | 'unreadable' | null> {
  try {
    return await lstat(path)
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? null : 'unreadable'
  }
}

// The small pictures of scans, made when nobody waits for anything else: one after the other, each entered by a short transaction of
// its own. What a break leaves unmade is made when the archive is open again; when all are there this is quiet.
import { PICTURE_PROBLEMS } from '#shared/domain/scan.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import { Refusal } from '../refusal.ts'
import { addAttachment } from '../vault/attachments.ts'
import { THUMBNAIL } from './shown.ts'
import { enterThumbnail, nextWithoutThumbnail, setProblem, type Scan } from './store.ts'

export type Thumbnails = {
  /** There may be some to make. */
  due(): void
  /** Before the pictures' thread is closed. */
  stop(): Promise<void>
}

export function makeThumbnails(
  { places, clock, report }: Pick<Engine, 'places' | 'clock' | 'report'>,
  { database, keys, pictures, leftovers, afterwards }: Pick<OpenArchive, 'database' | 'keys' | 'pictures' | 'leftovers' | 'afterwards'>,
): Thumbnails {
  let stopped = false
  let underWay: Promise<void> | null = null
  let dueAgain = false
  /** Those whose file cannot be read now: not tried again before the next start. */
  const passedOver = new Set<Id<'scan'>>()

  const make = async (scan: Scan): Promise<void> => {
    const { bytes, mediaType } = await pictures.draw(scan.file, scan.page, { turn: scan.turn, crop: scan.crop, longest: THUMBNAIL, urgent: false })
    const letGo = leftovers.hold()
    try {
      const { name, size } = await addAttachment(places, keys, onePart(bytes))
      await database.turn()
      const entered = database.transaction((db) => enterThumbnail(db, scan, { name, mediaType, size, at: clock() }))
      if (!entered) leftovers.suspect(name)
    } finally {
      letGo()
    }
  }

  const makeAll = async (): Promise<void> => {
    let made = 0
    let last = 0
    for (;;) {
      const scan = stopped ? null : nextWithoutThumbnail(database.reader, last)
      if (!scan) break
      last = scan.id
      if (passedOver.has(scan.id)) continue
      try {
        await make(scan)
        made += 1
      } catch (error) {
        const problem = error instanceof Refusal ? PICTURE_PROBLEMS.find((known) => known === error.details.problem) : undefined
        if (problem === undefined) passedOver.add(scan.id)
        else {
          await database.turn()
          database.transaction((db) => setProblem(db, scan.id, problem))
        }
        // A file that is missing or damaged in the vault is found by `verify`; whoever looks at it is told.
        if (!stopped && !(error instanceof Refusal)) report(error)
      }
    }
    if (made > 0) afterwards.due()
  }

  const due = (): void => {
    if (stopped) return
    if (underWay) {
      dueAgain = true
      return
    }
    underWay = makeAll().catch(report).finally(() => {
      underWay = null
      if (!dueAgain) return
      dueAgain = false
      due()
    })
  }
  return {
    due,
    stop: async () => {
      stopped = true
      await underWay
    },
  }
}

async function* onePart(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

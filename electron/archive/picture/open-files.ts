// The files opened last stay open, so that page follows page quickly; never more of them than fits.
import type { MediaType } from '#shared/domain/scan.ts'
import type { Places } from '../places.ts'
import { refused } from '../refusal.ts'
import { openRandomAccess, type RandomAccess } from '../vault/random-access.ts'
import { openHeic, openHeif, type Heif } from './heif.ts'
import { BEGINNING, mediaTypeOf } from './kind.ts'
import { requireReadable } from './limits.ts'
import { openPdf } from './pdf.ts'
import type { Pdfium } from './pdfium.ts'
import { openRaster } from './raster.ts'
import type { Source } from './source.ts'
import type { VipsLibrary } from './vips.ts'
import type { VaultKeys } from '../vault/keys.ts'

export type OpenFile = {
  mediaType: MediaType
  /** Bytes. */
  size: number
  source: Source
}

export type OpenFiles = {
  /** @throws Refusal with a PictureProblem, or `storage` where the vault's file is broken. */
  open(name: string): Promise<OpenFile>
  /** After a job: closes what takes too much memory. */
  settle(): void
}

const MOST_OPEN = 3
/** Bytes that open files may hold together. */
const MOST_HELD = 32 * 1024 * 1024

/** `pdfium`: started when it is first asked for. */
export function openFiles(vips: VipsLibrary, pdfium: () => Promise<Pdfium>, vault: Pick<Places, 'attachments'>, keys: VaultKeys): OpenFiles {
  const open = new Map<string, OpenFile>()
  let heif: Heif | null = null

  const openDocument = async (file: RandomAccess): Promise<OpenFile> => (
    { mediaType: 'application/pdf', size: file.size, source: openPdf(await pdfium(), vips, file) }
  )

  const openPicture = (bytes: Uint8Array, mediaType: MediaType): OpenFile => {
    if (mediaType !== 'image/heic') return { mediaType, size: bytes.length, source: openRaster(vips, bytes, mediaType) }
    heif ??= openHeif()
    return { mediaType, size: bytes.length, source: openHeic(heif, vips, bytes) }
  }

  return {
    open: async (name) => {
      const before = open.get(name)
      if (before) {
        open.delete(name)
        open.set(name, before)
        return before
      }
      const file = openRandomAccess(vault, keys, name)
      let readOn = false
      try {
        const mediaType = mediaTypeOf(beginningOf(file))
        if (mediaType === null) throw refused('picture.kind')
        const opened = mediaType === 'application/pdf' ? await openDocument(file) : openPicture(wholeOf(file), mediaType)
        open.set(name, opened)
        readOn = mediaType === 'application/pdf'
        return opened
      } finally {
        if (!readOn) file.close()
      }
    },
    settle: () => {
      for (const [name, { source }] of open) {
        const held = [...open.values()].reduce((sum, file) => sum + file.source.held, 0)
        if (open.size <= MOST_OPEN && held <= MOST_HELD) break
        open.delete(name)
        source.close()
      }
    },
  }
}

function beginningOf(file: RandomAccess): Uint8Array {
  const beginning = new Uint8Array(Math.min(BEGINNING, file.size))
  file.read(0, beginning)
  return beginning
}

function wholeOf(file: RandomAccess): Uint8Array {
  requireReadable(file.size)
  return file.whole()
}

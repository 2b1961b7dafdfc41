// Pictures for a call that waits for one: drawn now, or small ones as they lie in the vault.
import { buffer } from 'node:stream/consumers'
import { pictureView, type PictureView } from '#shared/contract/scan.ts'
import type { OpenArchive } from '../engine.ts'
import { mediaTypeOf } from '../picture/kind.ts'
import type { Pictures } from '../picture/pictures.ts'
import type { Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { openAttachment } from '../vault/attachments.ts'

/** Longest side of a small picture, in pixels. */
export const THUMBNAIL = 240

export type ShownPictures = Pick<Pictures, 'draw' | 'copy' | 'bind'> & {
  /** A picture of our own making. @throws Refusal `storage`, problem `attachment.missing` or `attachment.damaged`. */
  stored(name: string): Promise<PictureView>
}

export function showPictures(places: Places, { pictures, keys, leftovers }: Pick<OpenArchive, 'pictures' | 'keys' | 'leftovers'>): ShownPictures {
  return {
    draw: (name, page, how) => pictures.draw(name, page, how),
    copy: (name, page, how) => pictures.copy(name, page, how),
    bind: (pages) => pictures.bind(pages),
    stored: async (name) => {
      // Another call may turn the page meanwhile, and its picture go.
      const letGo = leftovers.hold()
      try {
        const bytes = await buffer(openAttachment(places, keys, name))
        const mediaType = pictureView.shape.mediaType.safeParse(mediaTypeOf(bytes))
        if (!mediaType.success) throw new Refusal('storage', `attachment.damaged ${name}`, { problem: 'attachment.damaged', subject: name })
        return { mediaType: mediaType.data, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
      } finally {
        letGo()
      }
    },
  }
}

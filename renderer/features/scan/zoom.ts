// How large a page stands in the window: fitted to it, or so many pixels wide; and how fine a picture that needs.

/** `whole`: every pixel of the finest picture as one on screen. */
export type Zoom = { fit: 'page' | 'width' | 'whole' } | { fit: 'none'; width: number }

export type Size = { width: number; height: number }

/** Largest picture that is ever asked for, either way. */
export const FINEST_PICTURE = 4000
/** Enough to read a page that is fitted to a window. */
export const USUAL_PICTURE = 2000

const STEP = 1.25
const NARROWEST = 80
const WIDEST = 16_000

/** How large a picture of the size `picture` is shown in a window of the size `room`. A small one is not blown up to fit. */
export function shownSize(picture: Size, room: Size, zoom: Zoom): Size {
  const ratio = picture.height / picture.width
  const width = shownWidth(picture, room, zoom)
  return { width: Math.round(width), height: Math.round(width * ratio) }
}

function shownWidth(picture: Size, room: Size, zoom: Zoom): number {
  switch (zoom.fit) {
    case 'width':
      return Math.max(1, room.width)
    case 'page':
      return Math.max(1, Math.min(room.width, (room.height / picture.height) * picture.width))
    case 'whole':
      return picture.width
    case 'none':
      return zoom.width
  }
}

/** One step nearer (`1`) or further (`-1`) than `width` is now. */
export function stepped(width: number, towards: 1 | -1): Zoom {
  return { fit: 'none', width: Math.min(WIDEST, Math.max(NARROWEST, width * STEP ** towards)) }
}

/** Whether a picture that was asked for at most `asked` pixels either way is as fine as it gets. */
export function isFinest(picture: Size, asked: number): boolean {
  return asked >= FINEST_PICTURE || Math.max(picture.width, picture.height) < asked - 1
}

/** Whether it is too coarse to be shown `width` wide, or at all where every pixel is asked for. */
export function needsFiner(picture: Size, asked: number, width: number, zoom: Zoom, pixelRatio: number): boolean {
  return !isFinest(picture, asked) && (zoom.fit === 'whole' || width * pixelRatio > picture.width * 1.1)
}

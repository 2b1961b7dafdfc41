// The pure parts of the scan screen: cropping, ordering, zooming, keys, the shutter, what may be drawn before the archive has it (F2, H4).
import { property, assert as check, constantFrom, record, double, uniqueArray, nat } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cropProblem, TURNS, type Crop } from '#shared/domain/scan.ts'
import { pngPage } from '#test/support/scans.ts'
import { frameOn } from '../../renderer/features/scan/camera.ts'
import { cropToStore, drawn, margins, moved, withMargin, WHOLE } from '../../renderer/features/scan/crop.ts'
import { keyAct, type KeyPressed } from '../../renderer/features/scan/keys.ts'
import { reordered, sameOrder, shifted } from '../../renderer/features/scan/order.ts'
import { drawable } from '../../renderer/features/scan/preview.ts'
import { seen, UNSEEN, type Stillness } from '../../renderer/features/scan/still.ts'
import { isFinest, needsFiner, shownSize, stepped } from '../../renderer/features/scan/zoom.ts'

const share = double({ min: 0, max: 1, noNaN: true })
const anyFrame = record({ x: share, y: share, w: share, h: share }).map(({ x, y, w, h }): Crop => {
  const [width, height] = [0.03 + w * 0.97, 0.03 + h * 0.97]
  return { left: x * (1 - width), top: y * (1 - height), width, height }
})

describe('F2: cropping a page', () => {
  it('what is marked on a turned page is stored as a part of the page as it came', () => {
    const topLeft: Crop = { left: 0, top: 0, width: 0.5, height: 0.25 }
    expect(cropToStore(topLeft, 0, null)).toEqual(topLeft)
    // Turned a quarter to the right, the corner seen above left came below left.
    expect(cropToStore(topLeft, 90, null)).toEqual({ left: 0, top: 0.5, width: 0.25, height: 0.5 })
    expect(cropToStore(topLeft, 180, null)).toEqual({ left: 0.5, top: 0.75, width: 0.5, height: 0.25 })
    expect(cropToStore(topLeft, 270, null)).toEqual({ left: 0.75, top: 0, width: 0.25, height: 0.5 })
  })

  it('cropping what is cropped already cuts off more of it', () => {
    const shown: Crop = { left: 0.2, top: 0.4, width: 0.5, height: 0.5 }
    expect(cropToStore({ left: 0.5, top: 0, width: 0.5, height: 1 }, 0, shown)).toEqual({ left: 0.45, top: 0.4, width: 0.25, height: 0.5 })
  })

  it('the whole of it is stored as no crop at all', () => {
    for (const turn of TURNS) expect(cropToStore(WHOLE, turn, null)).toBeNull()
  })

  it('whatever is drawn, cut and turned is a crop the archive takes', () => {
    check(property(anyFrame, anyFrame, constantFrom(...TURNS), share, share, (frame, wide, turn, dx, dy) => {
      // Of a page that was itself cropped not too narrowly, as nobody crops a strip twice.
      const shown = { ...wide, width: Math.max(wide.width, 0.7), height: Math.max(wide.height, 0.7), left: Math.min(wide.left, 0.3), top: Math.min(wide.top, 0.3) }
      const pulled = drawn(moved(frame, dx - 0.5, dy - 0.5), ['left', 'bottom'], dy - 0.5, dx - 0.5)
      for (const stored of [cropToStore(pulled, turn, null), cropToStore(pulled, turn, shown)]) {
        expect(stored === null ? null : cropProblem(stored)).toBeNull()
      }
    }))
  })

  it('an edge never passes the one opposite, and the others stay', () => {
    const frame: Crop = { left: 0.1, top: 0.2, width: 0.6, height: 0.5 }
    const pulled = withMargin(frame, 'left', 5)
    expect(pulled.width).toBeCloseTo(0.03)
    expect(margins(pulled).right).toBeCloseTo(margins(frame).right)
    expect(margins(pulled).top).toBeCloseTo(0.2)
  })
})

describe('F2: the order of pages', () => {
  it('pages are put together before another, in their own order', () => {
    expect(reordered(['a', 'b', 'c', 'd'], new Set(['d', 'a']), 2)).toEqual(['b', 'a', 'd', 'c'])
    expect(reordered(['a', 'b', 'c'], new Set(['a']), 3)).toEqual(['b', 'c', 'a'])
    expect(reordered(['a', 'b', 'c'], new Set(['b']), 1)).toEqual(['a', 'b', 'c'])
  })

  it('one step on or back, and no further than the ends', () => {
    expect(shifted(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b'])
    expect(shifted(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c'])
    expect(shifted(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c'])
    expect(sameOrder(['a', 'b'], ['a', 'b'])).toBe(true)
    expect(sameOrder(['a', 'b'], ['b', 'a'])).toBe(false)
  })

  it('no page is lost or doubled, as the archive asks', () => {
    check(property(uniqueArray(nat(50), { minLength: 1 }), uniqueArray(nat(50)), nat(60), (pages, chosen, before) => {
      const after = reordered(pages, new Set(chosen), Math.min(before, pages.length))
      expect(after).toHaveLength(pages.length)
      expect(new Set(after)).toEqual(new Set(pages))
    }))
  })
})

describe('zooming', () => {
  const room = { width: 700, height: 500 }
  const sheet = { width: 1414, height: 2000 }

  it('fits the page, or its width, or shows every pixel', () => {
    expect(shownSize(sheet, room, { fit: 'page' })).toEqual({ width: 354, height: 500 })
    expect(shownSize(sheet, room, { fit: 'width' })).toEqual({ width: 700, height: 990 })
    expect(shownSize(sheet, room, { fit: 'whole' })).toEqual(sheet)
    expect(stepped(400, 1)).toEqual({ fit: 'none', width: 500 })
    expect(stepped(500, -1)).toEqual({ fit: 'none', width: 400 })
  })

  it('asks for a finer picture only where there is one and it shows', () => {
    expect(needsFiner(sheet, 2000, 354, { fit: 'page' }, 1)).toBe(false)
    expect(needsFiner(sheet, 2000, 1600, { fit: 'none', width: 1600 }, 1)).toBe(true)
    expect(needsFiner(sheet, 2000, 800, { fit: 'none', width: 800 }, 2)).toBe(true)
    expect(needsFiner(sheet, 2000, 1414, { fit: 'whole' }, 1)).toBe(true)
    expect(isFinest({ width: 900, height: 1200 }, 2000)).toBe(true)
    expect(needsFiner({ width: 900, height: 1200 }, 2000, 3000, { fit: 'whole' }, 1)).toBe(false)
  })
})

describe('keys of the scan screen', () => {
  const press = (key: string, held: Partial<KeyPressed> = {}): KeyPressed => ({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held })

  it('digits choose a paper, 0 the tenth', () => {
    expect(keyAct(press('1'), 'pages')).toEqual({ do: 'paper', at: 0 })
    expect(keyAct(press('0'), 'large')).toEqual({ do: 'paper', at: 9 })
  })

  it('Alt with an arrow moves the page, the arrow alone steps', () => {
    expect(keyAct(press('ArrowRight', { altKey: true }), 'pages')).toEqual({ do: 'shift', by: 1 })
    expect(keyAct(press('ArrowRight'), 'pages')).toEqual({ do: 'step', by: 1 })
    expect(keyAct(press('PageUp'), 'large')).toEqual({ do: 'step', by: -1 })
  })

  it('letters turn in either case; with Ctrl they are the browser’s', () => {
    expect(keyAct(press('L'), 'pages')).toEqual({ do: 'turn', by: 270 })
    expect(keyAct(press(']'), 'large')).toEqual({ do: 'turn', by: 90 })
    expect(keyAct(press('r', { ctrlKey: true }), 'pages')).toBeNull()
    expect(keyAct(press('p', { ctrlKey: true }), 'large')).toBeNull()
    expect(keyAct(press('a', { ctrlKey: true }), 'pages')).toEqual({ do: 'selectAll' })
  })

  it('while a part is marked, only Escape is heard', () => {
    expect(['1', 'r', 'Delete', 'ArrowLeft', 'Enter'].map((key) => keyAct(press(key), 'crop'))).toEqual([null, null, null, null, null])
    expect(keyAct(press('Escape'), 'crop')).toEqual({ do: 'back' })
  })

  it('zooming is for the large page alone, and a scanned label is no command', () => {
    expect(keyAct(press('+'), 'pages')).toBeNull()
    expect(keyAct(press('+'), 'large')).toEqual({ do: 'zoom', to: 'in' })
    expect(['y', 'd', '*'].map((key) => keyAct(press(key), 'large'))).toEqual([null, null, null])
    expect(keyAct(press('constructor'), 'pages')).toBeNull()
  })
})

describe('the shutter that takes by itself', () => {
  const sheet = (grey: number): number[] => Array.from({ length: 100 }, (_, at) => grey + (at % 2))
  const watch = (samples: readonly number[][]): number[] => {
    let known: Stillness = UNSEEN
    return samples.flatMap((sample, at) => {
      const { after, take } = seen(known, sample)
      known = after
      return take ? [at] : []
    })
  }
  const still = (grey: number, times: number): number[][] => Array.from({ length: times }, () => sheet(grey))

  it('takes once when the picture has been still for a second, and not the same again', () => {
    expect(watch(still(80, 30))).toEqual([5])
  })

  it('takes the next when something else lies there and is still', () => {
    const taken = watch([...still(80, 10), ...[100, 130, 90].map(sheet), ...still(140, 10)])
    expect(taken).toEqual([5, 18])
  })

  it('takes nothing while something moves', () => {
    expect(watch(Array.from({ length: 40 }, (_, at) => sheet((at * 37) % 200)))).toEqual([])
  })

  it('a frame has the proportions of its sheet and lies within the picture', () => {
    const a4 = frameOn('portrait', 1920, 1080)
    expect((a4.width * 1920) / (a4.height * 1080)).toBeCloseTo(210 / 297)
    expect(a4.left).toBeGreaterThan(0)
    expect(a4.top + a4.height).toBeLessThanOrEqual(1)
    expect(frameOn('whole', 1920, 1080)).toEqual(WHOLE)
  })
})

describe('what the window may draw before the archive has it', () => {
  const jpegHead = (width: number, height: number): Uint8Array => {
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Array.from({ length: 14 }, () => 0), 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0])
    head.writeUInt16BE(height, 25)
    head.writeUInt16BE(width, 27)
    return head
  }

  it('pictures by their bytes, whatever they are called', () => {
    expect(drawable(pngPage('p', { width: 60, height: 80 }))).toEqual({ type: 'image/png', width: 60, height: 80 })
    expect(drawable(jpegHead(1654, 2339))).toEqual({ type: 'image/jpeg', width: 1654, height: 2339 })
    const webp = Buffer.alloc(30)
    webp.write('RIFF', 0, 'latin1')
    webp.write('WEBPVP8X', 8, 'latin1')
    webp.writeUIntLE(799, 24, 3)
    webp.writeUIntLE(599, 27, 3)
    expect(drawable(webp)).toEqual({ type: 'image/webp', width: 800, height: 600 })
  })

  it('never one that decodes to gigabytes', () => {
    const bomb = Buffer.from(pngPage('bomb'))
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    expect(drawable(bomb)).toBeNull()
    expect(drawable(jpegHead(65_500, 65_500))).toBeNull()
  })

  it('nothing else: documents, drawings with script, what is cut short', () => {
    for (const text of ['%PDF-1.7', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', '<!doctype html>', 'GIF89a', '']) {
      expect(drawable(Buffer.from(text))).toBeNull()
    }
    for (const length of [0, 1, 8, 20, 23]) expect(drawable(pngPage('cut').subarray(0, length))).toBeNull()
    for (const length of [2, 4, 12, 24]) expect(drawable(jpegHead(100, 100).subarray(0, length))).toBeNull()
  })
})

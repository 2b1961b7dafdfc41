// Lays a sample paper out on its page: a head of some style, and below it one block after the other.
import { arc, car, corners, FAINT, frame, modules, ovalSeal, RED, RULE, seal, sign, tick, WHITE, type CarPicture } from './figures.ts'
import type { Ink, Pen, Point } from './pen.ts'
import type { Random } from './random.ts'

export type Party = {
  label: string
  /** Whose hand signed there; null where nobody did. */
  signed: string | null
  /** Written behind the signature. */
  on: string
  seal?: { name: string; purpose: string }
}

export type Block =
  | { is: 'fields'; columns: number; of: readonly (readonly [label: string, value: string])[] }
  | { is: 'table'; columns: readonly { head: string; share: number; right?: boolean }[]; rows: readonly (readonly string[])[]; blank?: number }
  | { is: 'checks'; heading: string; columns: number; items: readonly string[] }
  | { is: 'text'; paragraphs: readonly string[] }
  | { is: 'card'; title: string; portrait: boolean; of: readonly (readonly [label: string, value: string])[]; stamp?: string }
  | { is: 'bodywork' }
  | { is: 'readings'; of: readonly { name: string; value: number; unit: string }[] }
  | { is: 'code'; rows: readonly (readonly boolean[])[] }
  | { is: 'sum'; words: string; figures: string }
  | { is: 'seal'; name: string; purpose: string }
  | { is: 'signatures'; parties: readonly Party[] }

export type Head = { style: 'form' | 'invoice' | 'policy' | 'certificate' | 'slip' | 'cover'; issuer: string; title: string; number: string }

export type Sheet = {
  paper: keyof typeof PAPERS
  tint: Ink
  /** A photocopy: without colours. */
  copied: boolean
} & ({ head: Head | null; blocks: readonly Block[] } | { photo: Photo })

export type Photo = { of: 'delivery' | 'damage'; car: CarPicture['paint']; plate: string; on: string; words: string }

/** In points; `scale`: how large what stands on it is, against the smallest. */
export const PAPERS = {
  a4: { width: 595, height: 842, scale: 1.2 }, half: { width: 595, height: 420, scale: 1 }, slip: { width: 684, height: 396, scale: 1 }, photo: { width: 720, height: 540, scale: 1 },
} as const

const MARGIN = 46
const BROWN: Ink = [132, 72, 30]
const NAVY: Ink = [26, 62, 122]

type Place = { pen: Pen; left: number; width: number; ink: Ink; random: Random; scale: number }

export function drawSheet(pen: Pen, sheet: Sheet, random: Random): void {
  pen.area(corners({ x: 0, y: 0, width: pen.width, height: pen.height }), sheet.tint)
  if ('photo' in sheet) {
    drawPhoto(pen, sheet.photo, random)
    return
  }
  const { head } = sheet
  const margin = head?.style === 'slip' ? 40 : MARGIN
  const place: Place = { pen, left: margin, width: pen.width - 2 * margin, ink: head?.style === 'invoice' ? BROWN : RULE, random, scale: PAPERS[sheet.paper].scale }
  let y = head ? drawHead(place, head) : 70
  for (const block of sheet.blocks) y = drawBlock(place, block, y)
}

/** @returns where the blocks begin. */
function drawHead({ pen, left, width }: Place, { style, issuer, title, number }: Head): number {
  const middle = left + width / 2
  const right = left + width
  switch (style) {
    case 'form':
      pen.write(issuer, left, 46, { size: 9.5 })
      pen.write(`编号 ${number}`, right, 46, { size: 9, align: 'right' })
      pen.write(title, middle, 76, { size: 19, bold: true, align: 'centre' })
      pen.line([[left, 86], [right, 86]], RULE, 1.2)
      return 100
    case 'invoice':
      pen.write(title, middle, 70, { size: 19, bold: true, ink: BROWN, align: 'centre' })
      for (const y of [77, 80]) pen.line([[middle - 130, y], [middle + 130, y]], BROWN, 0.8)
      ovalSeal(pen, [middle, 62], 46, ['全国统一发票监制章', '云溪市'])
      pen.write(number, right, 56, { size: 14, ink: [40, 66, 140], align: 'right' })
      pen.write('发票联', right, 78, { size: 11, ink: BROWN, align: 'right' })
      pen.write(issuer, left, 98, { size: 9, ink: BROWN })
      return 106
    case 'policy':
      pen.area(corners({ x: 0, y: 0, width: pen.width, height: 54 }), NAVY)
      pen.area(arc([left + 15, 27], 15), WHITE)
      pen.write('安', left + 15, 33, { size: 17, bold: true, ink: NAVY, align: 'centre' })
      pen.write(issuer, left + 40, 33, { size: 14, bold: true, ink: WHITE })
      pen.write(title, middle, 84, { size: 18, bold: true, ink: NAVY, align: 'centre' })
      pen.write(`保险单号 ${number}`, right, 102, { size: 9, align: 'right' })
      return 112
    case 'certificate':
      for (const [inset, thickness] of [[20, 4], [27, 0.8]] as const) {
        frame(pen, { x: inset, y: inset, width: pen.width - 2 * inset, height: pen.height - 2 * inset }, [60, 110, 96], thickness)
      }
      pen.write(title, middle, 96, { size: 26, bold: true, align: 'centre' })
      pen.write(issuer, middle, 120, { size: 11, align: 'centre' })
      pen.write(number, middle, 142, { size: 11, align: 'centre' })
      return 160
    case 'slip':
      for (const x of [14, pen.width - 14]) {
        for (let y = 18; y < pen.height; y += 36) {
          pen.area(arc([x, y], 5.5), [120, 120, 122])
          pen.line(arc([x, y], 5.5), FAINT, 0.6)
        }
      }
      for (const x of [27, pen.width - 27]) for (let y = 4; y < pen.height; y += 9) pen.line([[x, y], [x, y + 4]], FAINT, 0.6)
      pen.write(issuer, middle, 32, { size: 11, align: 'centre' })
      pen.write(title, middle, 54, { size: 17, bold: true, align: 'centre' })
      pen.write(`No. ${number}`, right, 50, { size: 9.5, ink: RED, align: 'right' })
      return 62
    case 'cover':
      pen.write(issuer, middle, 120, { size: 12, align: 'centre', ink: RULE })
      pen.write(title, middle, 168, { size: 30, bold: true, align: 'centre' })
      return 210
  }
}

/** @returns where the next block begins. */
function drawBlock(place: Place, block: Block, y: number): number {
  switch (block.is) {
    case 'fields':
      return fields(place, block, y)
    case 'table':
      return table(place, block, y)
    case 'checks':
      return checks(place, block, y)
    case 'text':
      return text(place, block.paragraphs, y)
    case 'card':
      return card(place, block, y)
    case 'bodywork':
      return bodywork(place, y)
    case 'readings':
      return readings(place, block.of, y)
    case 'code':
      modules(place.pen, block.rows, { x: place.left + place.width / 2 - 110, y, width: 220 })
      return y + 250
    case 'sum':
      return sum(place, block, y)
    case 'seal':
      seal(place.pen, [place.left + place.width - 76, y + 40], 46, block.name, block.purpose)
      return y + 90
    case 'signatures':
      return signatures(place, block.parties, y)
  }
}

type Of<I extends Block['is']> = Extract<Block, { is: I }>

function fields({ pen, left, width, ink, scale }: Place, { columns, of }: Of<'fields'>, y: number): number {
  const rows = Math.ceil(of.length / columns)
  const height = 21 * scale
  const each = width / columns
  const narrow = Math.min(86 * scale, each * 0.34)
  for (let row = 0; row <= rows; row += 1) pen.line([[left, y + row * height], [left + width, y + row * height]], ink, 0.6)
  for (let column = 0; column < columns; column += 1) {
    for (const x of [left + column * each, left + column * each + narrow]) pen.line([[x, y], [x, y + rows * height]], ink, 0.6)
  }
  pen.line([[left + width, y], [left + width, y + rows * height]], ink, 0.6)
  for (const [at, [label, value]] of of.entries()) {
    const x = left + (at % columns) * each
    const base = y + Math.floor(at / columns) * height + 14.5 * scale
    pen.write(label, x + narrow / 2, base, { size: 9.5 * scale, ink, align: 'centre', within: narrow - 6 })
    pen.write(value, x + narrow + 6, base, { size: 10 * scale, within: each - narrow - 10 })
  }
  return y + rows * height + 12 * scale
}

function table({ pen, left, width, ink, scale }: Place, { columns, rows, blank = 0 }: Of<'table'>, y: number): number {
  const height = 20 * scale
  const whole = columns.reduce((total, { share }) => total + share, 0)
  const bottom = y + (rows.length + blank + 1) * height
  pen.area(corners({ x: left, y, width, height }), [232, 234, 238], 0.7)
  for (let line = y; line <= bottom + 1; line += height) pen.line([[left, line], [left + width, line]], ink, 0.5)
  let x = left
  for (const [column, { head, share, right = false }] of columns.entries()) {
    const own = (width * share) / whole
    pen.line([[x, y], [x, bottom]], ink, 0.5)
    pen.write(head, x + own / 2, y + 14 * scale, { size: 9.5 * scale, ink, bold: true, align: 'centre', within: own - 6 })
    for (const [row, cells] of rows.entries()) {
      const base = y + (row + 1) * height + 14 * scale
      if (right) pen.write(cells[column] ?? '', x + own - 5, base, { size: 9.5 * scale, align: 'right', within: own - 8 })
      else pen.write(cells[column] ?? '', x + 5, base, { size: 9.5 * scale, within: own - 8 })
    }
    x += own
  }
  pen.line([[left + width, y], [left + width, bottom]], ink, 0.5)
  return bottom + 12 * scale
}

function checks({ pen, left, width, random, scale }: Place, { heading, columns, items }: Of<'checks'>, y: number): number {
  const height = 19.5 * scale
  const rows = Math.ceil(items.length / columns)
  pen.area(corners({ x: left, y, width, height: 17 * scale }), [224, 228, 234])
  pen.write(heading, left + 6, y + 12.5 * scale, { size: 10 * scale, bold: true })
  for (const [at, item] of items.entries()) {
    const x = left + Math.floor(at / rows) * (width / columns)
    const base = y + 17 * scale + (at % rows) * height + 14 * scale
    pen.write(`${at + 1}. ${item}`, x + 6, base, { size: 9.5 * scale, within: width / columns - 38 })
    tick(pen, x + width / columns - 22, base, random.chance(0.96), random)
    pen.line([[x + 4, base + 5], [x + width / columns - 8, base + 5]], FAINT, 0.4)
  }
  return y + 17 * scale + rows * height + 12 * scale
}

function text({ pen, left, width, scale }: Place, paragraphs: readonly string[], y: number): number {
  const size = 10 * scale
  const most = Math.floor(width / size)
  let base = y + 11 * scale
  for (const paragraph of paragraphs) {
    for (const line of brokenInto(paragraph, most)) {
      pen.write(line, left, base, { size, within: width })
      base += 16.5 * scale
    }
    base += 4 * scale
  }
  return base
}

/** Two narrow letters are as wide as one character. */
function brokenInto(paragraph: string, most: number): string[] {
  const lines: string[] = []
  let line = ''
  let length = 0
  for (const character of paragraph) {
    const own = character.charCodeAt(0) < 0x2000 ? 0.56 : 1
    // No line begins with a mark that ends something.
    if (length + own > most && !'，。；：、）'.includes(character)) {
      lines.push(line)
      line = ''
      length = 0
    }
    line += character
    length += own
  }
  return [...lines, line]
}

/** A card laid on the glass of the copier. */
function card({ pen, left, width, random }: Place, { title, portrait, of, stamp }: Of<'card'>, y: number): number {
  const size = { width: 300, height: 188 }
  const box = { x: left + (width - size.width) / 2 + random.whole(-14, 14), y, ...size }
  pen.area(corners({ x: box.x + 3, y: box.y + 4, ...size }), [150, 152, 156], 0.6)
  pen.area(corners(box), [222, 226, 228])
  for (let wave = 0; wave < 9; wave += 1) {
    const points = Array.from({ length: 31 }, (_, step): Point => [box.x + step * 10, box.y + 16 + wave * 20 + Math.sin(step / 2.4 + wave) * 6])
    pen.line(points, [204, 210, 214], 0.8)
  }
  frame(pen, box, [120, 124, 128], 0.8)
  pen.write(title, box.x + size.width / 2, box.y + 26, { size: 13, bold: true, align: 'centre', within: size.width - 40 })
  const room = portrait ? 196 : size.width - 30
  const step = Math.min(20, 132 / of.length)
  for (const [at, [label, value]] of of.entries()) {
    const base = box.y + 54 + at * step
    pen.write(label, box.x + 16, base, { size: 8, ink: [90, 96, 104] })
    pen.write(value, box.x + 66, base, { size: 10, within: room - 54 })
  }
  if (portrait) {
    const face: Point = [box.x + 248, box.y + 92]
    pen.area(corners({ x: face[0] - 34, y: face[1] - 44, width: 68, height: 90 }), [238, 240, 242])
    pen.area([...arc([face[0], face[1] + 46], 32, 0.9, 180, 360)], [98, 102, 110])
    pen.area(arc([face[0], face[1] - 4], 17, 1.25), [186, 186, 186])
    pen.area(arc([face[0], face[1] - 13], 18, 0.9, 180, 360), [62, 64, 68])
  }
  if (stamp !== undefined) seal(pen, [box.x + size.width - 62, box.y + size.height - 56], 34, stamp, '专用章')
  return y + size.height + 44
}

/** Where dents and scratches of a car that comes in are marked. */
function bodywork({ pen, left, width, random, scale }: Place, y: number): number {
  frame(pen, { x: left, y, width, height: 132 })
  pen.write('车辆外观确认（○划痕 △凹陷 ×破损）', left + 6, y + 14, { size: 9 * scale })
  for (const [place, mark] of [[left + 24, random.chance(0.7)], [left + width / 2 + 14, random.chance(0.3)]] as const) {
    car(pen, { at: [place, y + 36], width: width / 2 - 40, paint: null })
    if (mark) pen.line(arc([place + random.whole(40, 170), y + 36 + random.whole(30, 55)], 6, 0.9, 10, 380), [28, 44, 104], 1.1)
  }
  return y + 132 + 12 * scale
}

function readings({ pen, left, width, scale }: Place, of: Of<'readings'>['of'], y: number): number {
  for (const [at, { name, value, unit }] of of.entries()) {
    const base = y + 16 + at * 25 * scale
    pen.write(name, left, base, { size: 10 * scale, within: 118 })
    frame(pen, { x: left + 124, y: base - 11, width: width - 220, height: 14 }, FAINT)
    pen.area(corners({ x: left + 124, y: base - 11, width: (width - 220) * value, height: 14 }), [88, 122, 150])
    pen.write(`${(value * 100).toFixed(1)} ${unit}`, left + width, base, { size: 10 * scale, align: 'right' })
  }
  return y + of.length * 25 * scale + 10
}

function sum({ pen, left, width, ink, scale }: Place, { words, figures }: Of<'sum'>, y: number): number {
  frame(pen, { x: left, y: y - 12 * scale, width, height: 24 * scale }, ink, 0.7)
  pen.write('合计（大写）', left + 6, y + 4 * scale, { size: 9.5 * scale, ink })
  pen.write(words, left + 76 * scale, y + 4 * scale, { size: 10.5 * scale, within: width - 200 * scale })
  pen.write(`小写 ￥${figures}`, left + width - 6, y + 4 * scale, { size: 10.5 * scale, align: 'right' })
  return y + 24 * scale
}

function signatures({ pen, left, width, random, scale }: Place, parties: readonly Party[], y: number): number {
  const each = width / parties.length
  for (const [at, { label, signed, on, seal: stamp }] of parties.entries()) {
    const x = left + at * each
    const line = y + 54 * scale
    pen.write(label, x, line - 4, { size: 10 * scale })
    const start = x + label.length * 10 * scale + 4
    pen.line([[start, line], [x + each - 14, line]], RULE, 0.6)
    if (stamp) seal(pen, [x + each * 0.62, line - 4], 38, stamp.name, stamp.purpose)
    if (signed !== null) {
      sign(pen, signed, { x: start, y: line - 32 * scale - random.next() * 4, width: Math.min(108 * scale, each - 24 - label.length * 10 * scale) }, random)
      pen.write(on, x + each - 14, line + 16 * scale, { size: 9 * scale, align: 'right' })
    } else {
      pen.write('    年    月    日', x + each - 14, line + 16 * scale, { size: 9 * scale, align: 'right', ink: FAINT })
    }
  }
  return y + 86 * scale
}

function drawPhoto(pen: Pen, { of, car: paint, plate, on, words }: Photo, random: Random): void {
  const { width, height } = pen
  if (of === 'delivery') {
    for (let strip = 0; strip < 30; strip += 1) {
      const light = 214 - strip * 2.4
      pen.area(corners({ x: 0, y: strip * 11, width, height: 12 }), [light, light + 2, light + 6])
    }
    for (let strip = 0; strip < 24; strip += 1) {
      const light = 118 + strip * 3
      pen.area(corners({ x: 0, y: 322 + strip * 10, width, height: 11 }), [light, light - 2, light - 8])
    }
    for (const x of [90, 270, 450, 630]) pen.area([[x - 46, 26], [x + 46, 26], [x + 32, 40], [x - 32, 40]], [255, 253, 244])
    pen.area(corners({ x: 130, y: 78, width: 460, height: 62 }), [176, 28, 34])
    pen.write(words, 360, 120, { size: 32, bold: true, ink: [255, 232, 170], align: 'centre', within: 430 })
    for (const x of [34, 664]) {
      pen.area([[x - 14, 330], [x + 14, 330], [x + 20, 286], [x - 20, 286]], [196, 170, 140])
      for (let leaf = -3; leaf <= 3; leaf += 1) pen.line([[x, 288], [x + leaf * 12, 226 + Math.abs(leaf) * 9]], [58, 110, 62], 7)
    }
    car(pen, { at: [92, 238], width: 540, paint })
    pen.area(corners({ x: 318, y: 452, width: 96, height: 30 }), [30, 74, 156])
    pen.write(plate, 366, 473, { size: 17, bold: true, ink: WHITE, align: 'centre', within: 88 })
    // A bow on the roof.
    pen.area([[384, 250], [356, 232], [356, 266]], [206, 30, 44])
    pen.area([[384, 250], [412, 232], [412, 266]], [206, 30, 44])
    pen.area(arc([384, 250], 8), [228, 60, 66])
  } else {
    pen.area(corners({ x: 0, y: 0, width, height }), [92, 96, 98])
    for (let streak = 0; streak < 60; streak += 1) {
      const y = random.next() * height
      pen.line([[random.next() * width, y], [random.next() * width, y + random.whole(-20, 20)]], [84 + random.whole(0, 24), 90, 92], 1.5)
    }
    const hub: Point = [300, 280]
    for (const [radius, light] of [[206, 60], [200, 168], [194, 186], [120, 150], [112, 98], [60, 70], [52, 130]] as const) pen.area(arc(hub, radius), [light, light, light + 3])
    for (let ring = 128; ring < 192; ring += 5) pen.line(arc(hub, ring), [166 + random.whole(-8, 8), 168, 172], 0.9)
    for (let hole = 0; hole < 5; hole += 1) {
      const angle = (hole * 72 * Math.PI) / 180
      pen.area(arc([hub[0] + 84 * Math.cos(angle), hub[1] + 84 * Math.sin(angle)], 11), [30, 30, 32])
    }
    pen.line([[388, 152], [402, 166], [398, 178], [414, 190], [412, 204], [428, 214]], [34, 30, 28], 3)
    pen.line(arc([408, 182], 50, 0.9), [222, 34, 34], 4)
    pen.area([[500, 372], [690, 360], [698, 462], [508, 476]], [244, 242, 232])
    for (const [line, said] of [words, plate, on].entries()) pen.write(said, 518, 404 + line * 25, { size: 16, turn: -3.5, within: 164 })
  }
  pen.write(on.replaceAll('-', '/'), width - 24, height - 22, { size: 17, bold: true, ink: [255, 160, 40], align: 'right' })
}

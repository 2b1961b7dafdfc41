// What stands on a sample paper beneath its head: fields, tables, cards, signatures, one below the other.
import { arc, car, corners, FAINT, frame, modules, RULE, seal, sign, tick } from './figures.ts'
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

export type Place = { pen: Pen; left: number; width: number; ink: Ink; random: Random; scale: number }

/** @returns where the next block begins. */
export function drawBlock(place: Place, block: Block, y: number): number {
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

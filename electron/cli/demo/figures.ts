// What recurs on papers: boxes, ticks, seals, signatures, codes, the outline of a car.
import { drawSignature, running } from './hand.ts'
import type { Ink, Pen, Point } from './pen.ts'
import type { Random } from './random.ts'

export const RED: Ink = [196, 38, 42]
/** Printed under what stands on it. */
const PALE_RED: Ink = [222, 132, 126]
export const RULE: Ink = [70, 74, 80]
export const FAINT: Ink = [168, 172, 178]
export const WHITE: Ink = [255, 255, 255]
const PEN_INKS: readonly Ink[] = [[22, 26, 40], [28, 44, 104], [38, 38, 42]]

export type Rectangle = { x: number; y: number; width: number; height: number }

export function corners({ x, y, width, height }: Rectangle): Point[] {
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
}

export function frame(pen: Pen, rectangle: Rectangle, ink: Ink = RULE, thickness = 0.7): void {
  const around = corners(rectangle)
  pen.line([...around, ...around.slice(0, 2)], ink, thickness)
}

/** `from`, `to`: degrees, clockwise from the right. */
export function arc([x, y]: Point, radius: number, squeezed = 1, from = 0, to = 360): Point[] {
  const steps = Math.max(12, Math.ceil(Math.abs(to - from) / 6))
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180
    return [x + radius * Math.cos(angle), y + radius * squeezed * Math.sin(angle)]
  })
}

/** A box with a hand-drawn tick in it, or a dash where it was not done. */
export function tick(pen: Pen, x: number, y: number, done: boolean, random: Random): void {
  frame(pen, { x, y: y - 8, width: 8, height: 8 }, RULE, 0.6)
  const off = (): number => random.next() * 1.6 - 0.8
  if (done) pen.line(running([[x + 1 + off(), y - 4 + off()], [x + 3.2 + off(), y - 0.6 + off()], [x + 9.5 + off(), y - 10.5 + off()]]), [28, 44, 104], 1.1)
  else pen.line([[x + 1, y - 4 + off()], [x + 9, y - 4.6 + off()]], [28, 44, 104], 1)
}

/** Written by hand into a box of that width; three times as wide as high. */
export function sign(pen: Pen, name: string, { x, y, width }: Pick<Rectangle, 'x' | 'y' | 'width'>, random: Random): void {
  const scale = width / 600
  const ink = random.pick(PEN_INKS)
  for (const stroke of drawSignature(name, random).strokes) {
    const points = Array.from({ length: stroke.length / 2 }, (_, at): Point => [x + (stroke[at * 2] ?? 0) * scale, y + (stroke[at * 2 + 1] ?? 0) * scale])
    pen.line(points, ink, 0.9 + random.next() * 0.5)
  }
}

/** A round seal: the name along the rim, a star, what it is for below. */
export function seal(pen: Pen, [x, y]: Point, radius: number, name: string, purpose: string): void {
  const rim = arc([x, y], radius)
  pen.line(rim, RED, 2)
  const letters = Array.from(name)
  const sweep = Math.min(250, letters.length * 17)
  for (const [place, letter] of letters.entries()) {
    const degrees = -90 - sweep / 2 + (sweep * (place + 0.5)) / letters.length
    const angle = (degrees * Math.PI) / 180
    const from = radius * 0.72
    pen.write(letter, x + from * Math.cos(angle), y + from * Math.sin(angle), { size: radius * 0.27, ink: RED, align: 'centre', turn: degrees + 90 })
  }
  const star = Array.from({ length: 10 }, (_, point): Point => {
    const angle = ((point * 36 - 90) * Math.PI) / 180
    const reach = radius * (point % 2 === 0 ? 0.3 : 0.12)
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
  pen.area(star, RED)
  pen.write(purpose, x, y + radius * 0.66, { size: radius * 0.23, ink: RED, align: 'centre' })
}

/** The flat seal on invoices. */
export function ovalSeal(pen: Pen, [x, y]: Point, radius: number, lines: readonly string[]): void {
  pen.line(arc([x, y], radius, 0.66), PALE_RED, 1.4)
  for (const [place, line] of lines.entries()) {
    const top = y + 3 + (place - (lines.length - 1) / 2) * radius * 0.64
    pen.write(line, x, top, { size: radius * 0.22, ink: PALE_RED, align: 'centre', within: radius * 1.5 })
  }
}

/** A code's modules, true for black ones, row by row. */
export function modules(pen: Pen, rows: readonly (readonly boolean[])[], { x, y, width }: Pick<Rectangle, 'x' | 'y' | 'width'>): void {
  const size = width / rows.length
  for (const [row, cells] of rows.entries()) {
    for (const [column, black] of cells.entries()) {
      // A little larger than it is, so that no light falls between two of them.
      if (black) pen.area(corners({ x: x + column * size, y: y + row * size, width: size + 0.1, height: size + 0.1 }), [0, 0, 0])
    }
  }
}

// The side of a car in a box 100 wide and 36 high, without wheels.
const BODY: readonly Point[] = [
  [1.5, 27], [2, 18.5], [10, 15.5], [25, 13.2], [36, 4.6], [45, 2.2], [61, 2], [70, 4.4], [82, 12.6], [94, 14.8], [98, 18], [98.6, 27],
]
const WINDOWS: readonly (readonly Point[])[] = [
  [[28.5, 13], [37.5, 5.6], [49, 4.2], [49, 12.6]], [[51, 12.6], [51, 4.2], [61, 4.1], [66, 5.4], [66.5, 12.6]], [[68.2, 12.7], [68, 6], [76.5, 12.6]],
]
const WHEELS: readonly Point[] = [[20, 27.5], [80, 27.5]]

export type CarPicture = { at: Point; width: number; paint: Ink | null }

/** In outline where it has no paint. */
export function car(pen: Pen, { at: [x, y], width, paint }: CarPicture): void {
  const scale = width / 100
  const place = (points: readonly Point[]): Point[] => points.map(([left, top]): Point => [x + left * scale, y + top * scale])
  const body = place([...running(BODY), [98.6, 27], [98, 29], [2, 29], [1.5, 27]])
  const shade = (by: number): Ink => {
    const [red, green, blue] = paint ?? WHITE
    return [Math.min(255, red * by), Math.min(255, green * by), Math.min(255, blue * by)]
  }
  if (paint) {
    pen.area(arc([x + 50 * scale, y + 34.5 * scale], 50 * scale, 0.05), [20, 20, 20], 0.35)
    pen.area(body, paint)
    pen.area(place([[2, 21.5], [98, 21.5], [98, 29], [2, 29]]), shade(0.72), 0.8)
    pen.line(place([[3, 19.4], [40, 17.6], [97, 18.2]]), shade(1.25), 0.9 * scale)
  } else {
    pen.line([...body, ...body.slice(0, 1)], RULE, 0.7)
  }
  for (const window of WINDOWS) {
    const around = place(window)
    if (paint) pen.area(around, [38, 46, 56])
    else pen.line([...around, ...around.slice(0, 1)], RULE, 0.5)
  }
  for (const post of [50, 67.4]) pen.line(place([[post, 12.8], [post + 1, 28]]), paint ? shade(0.55) : RULE, 0.5)
  for (const wheel of WHEELS) {
    const [centre = [0, 0]] = place([wheel])
    pen.area(arc(centre, 7.6 * scale), paint ? [24, 24, 26] : WHITE)
    pen.line(arc(centre, 7.6 * scale), RULE, 0.7)
    if (paint) pen.area(arc(centre, 4.9 * scale), [176, 180, 186])
    else pen.line(arc(centre, 4.6 * scale), RULE, 0.5)
    for (let spoke = 0; spoke < 5; spoke += 1) {
      const angle = (spoke * 72 * Math.PI) / 180
      pen.line([centre, [centre[0] + 4.6 * scale * Math.cos(angle), centre[1] + 4.6 * scale * Math.sin(angle)]], paint ? [88, 92, 98] : FAINT, 0.8 * scale)
    }
  }
  if (paint) {
    pen.area(place([[92, 15.6], [97.6, 17.8], [96.5, 19.6], [91, 17.6]]), [250, 246, 220])
    pen.area(place([[1.9, 18.8], [7, 17.3], [7, 19.6], [1.8, 21.4]]), [190, 30, 34])
  }
}

// Photographs among the sample papers: a delivery in the hall, a damage.
import { arc, car, corners, WHITE, type CarPicture } from './figures.ts'
import type { Pen, Point } from './pen.ts'
import type { Random } from './random.ts'

export type Photo = { of: 'delivery' | 'damage'; car: CarPicture['paint']; plate: string; on: string; words: string }

export function drawPhoto(pen: Pen, { of, car: paint, plate, on, words }: Photo, random: Random): void {
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

// Lays a sample paper out on its page: a head of some style, and below it one block after the other.
import { drawBlock, type Block, type Place } from './block.ts'
import { arc, corners, FAINT, frame, ovalSeal, RED, RULE, WHITE } from './figures.ts'
import type { Ink, Pen } from './pen.ts'
import { drawPhoto, type Photo } from './photo.ts'
import type { Random } from './random.ts'

export type Head = { style: 'form' | 'invoice' | 'policy' | 'certificate' | 'slip' | 'cover'; issuer: string; title: string; number: string }

export type Sheet = {
  paper: keyof typeof PAPERS
  tint: Ink
  /** A photocopy: without colours. */
  copied: boolean
} & ({ head: Head | null; blocks: readonly Block[] } | { photo: Photo })

/** In points; `scale`: how large what stands on it is, against the smallest. */
export const PAPERS = {
  a4: { width: 595, height: 842, scale: 1.2 }, half: { width: 595, height: 420, scale: 1 }, slip: { width: 684, height: 396, scale: 1 }, photo: { width: 720, height: 540, scale: 1 },
} as const

const MARGIN = 46
const BROWN: Ink = [132, 72, 30]
const NAVY: Ink = [26, 62, 122]

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

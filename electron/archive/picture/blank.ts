// Whether a page is blank beyond doubt: the back of a paper in a batch scanned on both sides. Specks of dust are nothing; a line of
// pencil, a tick, print that shines through from the front may be something.
import type { Image } from './vips.ts'

/** The page is looked at in cells, at least so many along its longer side: of A4 two thirds of a millimetre or less. Grain averages out in them. */
const CELLS = 450
/** Cells from the edge in which a scanner's shadow may lie: 4 mm of A4. */
const EDGE = 7
/** Paper is bright; what is dark all over is a page somebody should look at. */
const PAPER = 160
/** How far a cell may be from the paper, in standard deviations of the paper's own grain, and in greys. */
const GRAIN = 5
const LEAST = 10
/** Paper whose grain asks for more than this could hide a faint mark. */
const MOST = 20
/** Specks, each of at most two cells that touch: of all cells. */
const SPECKS = 0.0002

/** A page in cells; a smaller picture stays as it is. */
export function cellsOf(image: Image, keep: (image: Image) => Image): Image {
  const factor = Math.max(1, Math.floor(Math.max(image.width, image.height) / CELLS))
  return keep(keep(image.shrink(factor, factor)).copyMemory())
}

export function isBlank(cells: Image): boolean {
  const { width, height, bands } = cells
  if (Math.max(width, height) < CELLS) return false
  const pixels = cells.writeToMemory()
  const [across, down] = [width - 2 * EDGE, height - 2 * EDGE]
  if (across < EDGE || down < EDGE) return false
  const within = new Uint8Array(across * down * bands)
  for (let row = 0; row < down; row += 1) {
    const from = ((row + EDGE) * width + EDGE) * bands
    within.set(pixels.subarray(from, from + across * bands), row * across * bands)
  }
  return Array.from({ length: bands }, (_, band) => band).every((band) => isPlain(within, { across, down, bands, band }))
}

/** Colour by colour: a yellow line is hardly darker than the paper. */
function isPlain(pixels: Uint8Array, { across, down, bands, band }: { across: number; down: number; bands: number; band: number }): boolean {
  const all = across * down
  const at = (cell: number): number => pixels[cell * bands + band] ?? 0
  const counts = new Uint32Array(256)
  for (let cell = 0; cell < all; cell += 1) counts[at(cell)] = (counts[at(cell)] ?? 0) + 1
  const part = (share: number): number => {
    let passed = 0
    return counts.findIndex((count) => (passed += count) > share * all)
  }
  const paper = part(0.5)
  // A normal distribution has a twentieth of it 1.645 standard deviations below its middle.
  const grain = Math.max(paper - part(0.05), part(0.95) - paper) / 1.645
  const allowed = Math.max(LEAST, GRAIN * grain)
  if (paper < PAPER || allowed > MOST) return false

  const marked = new Uint8Array(all)
  let marks = 0
  for (let cell = 0; cell < all; cell += 1) {
    if (Math.abs(at(cell) - paper) <= allowed) continue
    marked[cell] = 1
    marks += 1
  }
  if (marks > SPECKS * all) return false
  for (let cell = 0; cell < all; cell += 1) if (marked[cell] === 1 && neighbours(marked, cell, across) > 1) return false
  return true
}

function neighbours(marked: Uint8Array, cell: number, across: number): number {
  let found = 0
  for (const row of [-across, 0, across]) for (const column of [-1, 0, 1]) found += (row !== 0 || column !== 0) ? marked[cell + row + column] ?? 0 : 0
  return found
}

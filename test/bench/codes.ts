// How many of a set of badly scanned cover sheets are read (rule F2), and how long a page takes; and how much memory a large document
// needs, page after page.
import { drawing, type Image, type VipsLibrary } from '#archive/picture/vips.ts'
import { labelText } from '#shared/domain/label.ts'
import { chance, pdfInParts, scannedPage, startMaker, startPictureVault, type PictureVault, type Scanning } from '#test/support/pictures.ts'
import { goal, ms, percentile, table } from './measure.ts'

const SHEETS = 150
const PAGES = 200

type Sheet = { how: Scanning; name: string }

/** Tilted up to 15° either way, a quarter of them upside down, half of them black and white, ink and paper as they come. */
function scanning(sheet: number): Scanning {
  const random = chance(sheet + 1)
  const between = (least: number, most: number): number => least + random() * (most - least)
  return {
    text: labelText({ what: 'paper', number: `YD-2026-${String(sheet).padStart(6, '0')}`, code: 'delivery-inspection' }),
    resolution: [150, 200, 200, 300][Math.floor(between(0, 4))] ?? 200,
    side: between(18, 35),
    tilt: between(-15, 15) + (random() < 0.25 ? 180 : 0),
    ink: between(20, 120),
    paper: between(190, 250),
    noise: between(0, 25),
    blur: between(0, 1.2),
    blackAndWhite: random() < 0.5,
    bias: between(-0.6, 0.6),
  }
}

async function makeSheet(vips: VipsLibrary, vault: PictureVault, sheet: number): Promise<Sheet> {
  const how = scanning(sheet)
  const made: Image[] = []
  const image = await scannedPage(vips, how, sheet, (each) => {
    made.push(each)
    return each
  })
  const file = how.blackAndWhite ? image.tiffsaveBuffer({ compression: 'ccittfax4', bitdepth: 1 }) : image.jpegsaveBuffer({ Q: 40 + (sheet % 40) })
  for (const each of made) each.delete()
  return { how, name: await vault.put(file) }
}

const WAYS: readonly [string, (how: Scanning) => boolean][] = [
  ['all', () => true],
  ['150 dpi', (how) => how.resolution === 150],
  ['200 dpi', (how) => how.resolution === 200],
  ['300 dpi', (how) => how.resolution === 300],
  ['black and white', (how) => how.blackAndWhite],
  ['tilted by more than 10°', (how) => Math.abs(Math.sin((how.tilt * Math.PI) / 180)) > Math.sin(Math.PI / 18)],
  ['faint: less than half the contrast', (how) => how.paper - how.ink < 128],
  ['noise of more than 15 greys', (how) => how.noise > 15],
]

/** Prints reading rates, times and memory. */
export async function benchCodes(): Promise<void> {
  const vips = await startMaker()
  const vault = startPictureVault()
  try {
    await benchSheets(vips, vault)
    await benchDocument(vips, vault)
  } finally {
    await vault.close()
    vips.shutdown()
  }
}

async function benchSheets(vips: VipsLibrary, vault: PictureVault): Promise<void> {
  const sheets: Sheet[] = []
  for (let sheet = 0; sheet < SHEETS; sheet += 1) sheets.push(await makeSheet(vips, vault, sheet))
  await vault.pictures.readPage(sheets[0]?.name ?? '', 1, 240)
  const read = new Set<Sheet>()
  const taken: number[] = []
  for (const sheet of sheets) {
    const began = performance.now()
    const { codes } = await vault.pictures.readPage(sheet.name, 1, 240)
    taken.push(performance.now() - began)
    if (codes.length === 1 && codes[0] === sheet.how.text) read.add(sheet)
  }
  const rate = (fits: (how: Scanning) => boolean): [number, number] => {
    const among = sheets.filter(({ how }) => fits(how))
    return [among.filter((sheet) => read.has(sheet)).length, among.length]
  }
  table(`Codes on ${SHEETS} badly scanned sheets`, ['', 'sheets', 'read', '%'], WAYS.map(([name, fits]) => {
    const [good, all] = rate(fits)
    return [name, String(all), String(good), ((good / all) * 100).toFixed(1)]
  }))
  const sorted = taken.sort((a, b) => a - b)
  console.log(`reading a page, its small picture made with it: p50 ${ms(percentile(sorted, 0.5))} ms, p95 ${ms(percentile(sorted, 0.95))} ms`)
  goal('codes not read', ((SHEETS - read.size) / SHEETS) * 100, 2, '%')
  goal('reading 100 pages', (sorted.reduce((sum, each) => sum + each, 0) / SHEETS) * 0.1, 30, 's')
}

/** A document too large to be held, every page of it drawn. */
async function benchDocument(vips: VipsLibrary, vault: PictureVault): Promise<void> {
  const size = { width: 1654, height: 2339 }
  const jpeg = drawing((keep) => {
    const noise = keep(keep(vips.Image.gaussnoise(size.width, size.height, { mean: 200, sigma: 20 })).cast('uchar'))
    return Uint8Array.from(keep(noise.bandjoin([noise, noise])).jpegsaveBuffer({ Q: 88 }))
  })
  const page = { jpeg, pixels: size, width: 595, height: 842 }
  const name = await vault.put(pdfInParts(Array.from({ length: PAGES }, () => page)))
  const small = { turn: 0, crop: null, longest: 240, urgent: false } as const
  // What looking at any page needs.
  for (let first = 1; first <= 3; first += 1) await vault.pictures.draw(name, first, small)
  const before = process.memoryUsage.rss()
  let most = before
  const began = performance.now()
  const { pages } = await vault.pictures.inspect(name)
  for (let each = 1; each <= pages; each += 1) {
    await vault.pictures.draw(name, each, small)
    most = Math.max(most, process.memoryUsage.rss())
  }
  console.log(`\na document of ${pages} pages and ${((jpeg.length * pages) / 1e6).toFixed(0)} MB: ${ms((performance.now() - began) / pages)} ms a thumbnail`)
  goal('memory for all its pages', (most - before) / 1e6, 150, 'MB')
}

// `npm run bench`: the figures the product holds itself to, measured on the machine it runs on. Prints; fails nothing.
// `--sizes 1000,100000` (default) and `--keep DIR` (fill once, measure again later).
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { localDate } from '#shared/domain/local-date.ts'
import { build } from '../../scripts/build.ts'
import { prepareChromium } from '../../scripts/chromium.ts'
import { benchAttach } from './attach.ts'
import { benchBackup } from './backup.ts'
import { benchCabinet } from './cabinet.ts'
import { benchCodes } from './codes.ts'
import { benchDay, benchStart } from './day.ts'
import { benchDoubles } from './doubles.ts'
import { fillArchive } from './fill.ts'
import { benchHandover } from './handover.ts'
import { benchImport } from './import.ts'
import { benchInbox } from './inbox.ts'
import { benchLoans, judgeLoans } from './loan.ts'
import { benchPaint } from './paint.ts'
import { benchOtherMeans, benchSearch, judgeSearch } from './search.ts'
import { benchToday, judgeToday } from './today.ts'
import { benchThumbnails } from './thumbnails.ts'
import { benchViolations } from './violations.ts'
import { benchVolumes } from './volume.ts'

const PASSWORD = 'yidang-bench-2026'
const TODAY = localDate('2026-11-20')

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,100000' }, keep: { type: 'string' } } })
const sizes = values.sizes.split(',').map(Number)
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'yidang-bench-'))

console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`)
try {
  await build(['renderer'])
  const figures: number[] = []
  let today = Number.NaN
  for (const dossiers of sizes) {
    const archive = join(folder, `archive-${dossiers}`)
    if (!existsSync(join(archive, 'archive.json'))) {
      const began = performance.now()
      await fillArchive({ folder: archive, dossiers, seed: 1, password: PASSWORD, today: TODAY })
      console.log(`\nfilled ${dossiers} dossiers in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    }
    figures.push(await benchSearch(archive, PASSWORD, dossiers))
    await benchOtherMeans(archive, PASSWORD, dossiers)
    await benchHandover(archive, PASSWORD, dossiers)
    today = await benchToday(archive, PASSWORD)
    if (dossiers >= 10_000) await benchViolations(archive, PASSWORD)
    if (dossiers >= 10_000) judgeLoans(await benchLoans(archive, PASSWORD))
    if (dossiers >= 10_000) await benchVolumes(archive, PASSWORD)
    if (dossiers >= 10_000) await benchDoubles(archive, PASSWORD, dossiers)
    if (dossiers >= 10_000) await benchBackup(archive, PASSWORD)
    if (dossiers >= 10_000) await benchDay(archive, PASSWORD, dossiers)
    if (await prepareChromium()) {
      await benchPaint(archive, PASSWORD, dossiers)
      await benchStart(archive, dossiers)
    }
  }
  await benchAttach()
  await benchInbox()
  await benchImport()
  await benchCabinet()
  await benchThumbnails()
  await benchCodes()
  const [small, large] = figures
  if (small !== undefined && large !== undefined) judgeSearch(small, large)
  judgeToday(today)
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
}

// A batch of a hundred pages from the scanner: split and filed by itself, while the desk goes on.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOGINS, makeArchive, temporaryFolder } from '#test/support/archive.ts'
import { batchMaker } from '#test/support/batch.ts'
import { goal, ms, percentile, table } from './measure.ts'

const PAGES = 100
const PAPERS = ['receptionSheet', 'workOrder', 'settlement', 'freeCheckSheet']

/** From the file lying still in the folder to its last page filed; and what a search takes meanwhile. */
export async function benchInbox(): Promise<void> {
  const archive = await makeArchive()
  const folder = join(temporaryFolder(), 'scanner')
  try {
    mkdirSync(folder)
    const archivist = await archive.as(LOGINS.archivist)
    const { recordId, recordNumber } = await archive.enter('maintenance')
    await archive.handOver([recordId])
    const make = await batchMaker(200)
    const pages = Array.from({ length: PAGES }, (_, at) =>
      at % 10 === 0 ? { sheet: { what: 'paper' as const, number: recordNumber, code: PAPERS[(at / 10) % 4] ?? '' } } : { mark: at })
    const bytes = await make.pdf(pages)
    await archivist.call('inbox.choose', { folder })
    writeFileSync(`${folder}.pdf`, bytes)
    const began = performance.now()
    renameSync(`${folder}.pdf`, join(folder, 'batch.pdf'))
    const searches: number[] = []
    let taken: number | null = null
    for (;;) {
      const asked = performance.now()
      await archivist.call('dossier.search', { text: 'wang', dates: null, state: null, kind: null, limit: 50 })
      searches.push(performance.now() - asked)
      const { files } = await archivist.call('inbox.list', {})
      if (files.length > 0) taken ??= performance.now()
      if (files.some(({ state }) => state === 'sorted')) {
        const whole = performance.now() - began
        const { scans } = await archivist.call('scan.list', { recordId })
        if (scans.length !== PAGES * 0.9) throw new Error(`${scans.length} pages filed`)
        searches.sort((a, b) => a - b)
        table(`A batch of ${PAGES} pages, 200 dpi, ${(bytes.length / 1e6).toFixed(0)} MB PDF`, ['what', 'figure'], [
          ['split and filed, from the file’s arrival (s)', (whole / 1000).toFixed(1)],
          ['of that, until it was taken in (s)', (((taken ?? began) - began) / 1000).toFixed(1)],
          ['a search meanwhile, p50 (ms)', ms(percentile(searches, 0.5))],
          ['a search meanwhile, p95 (ms)', ms(percentile(searches, 0.95))],
        ])
        goal('a batch of 100 pages split and filed', whole / 1000, 30, 's')
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    await archive.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

// A list of 20,000 deliveries brought in, beside a bare parse of the same file; and how long somebody at another desk waits meanwhile.
import { readSheet } from '#archive/sheet/read.ts'
import { finished, LOGINS, makeArchive, type Person } from '#test/support/archive.ts'
import { deliveries, DELIVERY_HEADINGS, openList, xlsxOf } from '#test/support/lists.ts'
import { goal, ms, percentile, table } from './measure.ts'

const LINES = 20_000

export async function benchImport(): Promise<void> {
  const archive = await makeArchive({ startAt: Date.parse('2026-03-11T09:00:00+08:00') })
  try {
    const archivist = await archive.as(LOGINS.archivist)
    const advisor = await archive.as(LOGINS.serviceAdvisor)
    const { dossierId } = await archive.enter('maintenance')
    const bytes = xlsxOf([DELIVERY_HEADINGS, ...deliveries(10_001, 10_000 + LINES)])
    const parsing = performance.now()
    const { rows } = await readSheet(bytes, () => undefined)
    const parsed = performance.now() - parsing
    const opened = await openList(archivist, 'deliveries', bytes)
    const run = async (method: 'import.dryRun' | 'import.commit'): Promise<{ taken: number; reads: number[]; writes: number[] }> => {
      const began = performance.now()
      const { taskId } = await archivist.call(method, { importId: opened.importId, mapping: opened.reading.mapping, words: {} })
      let taken: number | null = null
      const task = finished(archivist, taskId).then((ended) => {
        taken = performance.now() - began
        return ended
      })
      const isOver = (): boolean => taken !== null
      const [reads, writes] = await Promise.all([
        waits(isOver, () => advisor.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 50 })),
        waits(isOver, () => saveDraft(advisor)),
      ])
      const { imported, error } = await task
      if (imported?.records !== LINES) throw new Error(`the list was not brought in: ${JSON.stringify(error)}`)
      return { taken: taken ?? Number.NaN, reads, writes }
    }
    const tried = await run('import.dryRun')
    const entered = await run('import.commit')
    await advisor.call('dossier.open', { id: dossierId })
    table(`A list of ${LINES} deliveries, ${(bytes.length / 1e6).toFixed(1)} MB xlsx`, ['what', 'dry run', 'entered'], [
      ['the whole (s)', seconds(tried.taken), seconds(entered.taken)],
      [`beside a bare parse of ${rows.length} lines (s)`, seconds(parsed), seconds(parsed)],
      ['a read meanwhile, p95 (ms)', ms(percentile(tried.reads, 0.95)), ms(percentile(entered.reads, 0.95))],
      ['the longest a read waited (ms)', ms(tried.reads.at(-1) ?? 0), ms(entered.reads.at(-1) ?? 0)],
      ['the longest another’s write waited (ms)', ms(tried.writes.at(-1) ?? 0), ms(entered.writes.at(-1) ?? 0)],
    ])
    goal(`a list of ${LINES} lines brought in`, entered.taken / 1000, 10, 's')
    goal('a read while it is', entered.reads.at(-1) ?? Number.NaN, 100)
  } finally {
    await archive.close()
  }
}

const seconds = (taken: number): string => (taken / 1000).toFixed(2)

const saveDraft = (person: Person): Promise<unknown> => person.call('draft.save', { key: 'record', value: '{}' })

/** How long each of one call after the other took, sorted. */
async function waits(isOver: () => boolean, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  while (!isOver()) {
    const began = performance.now()
    await work()
    taken.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return taken.sort((a, b) => a - b)
}

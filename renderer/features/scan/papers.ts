// The papers of a record as the scan screen lists them: how many pages each has, and what is still to be done.
import type { RecordDetailView } from '#shared/contract/record.ts'
import type { ScanView } from '#shared/contract/scan.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { lacksOf, uncheckedPaper, type ChecklistLine, type Lack, type Presence } from '#shared/domain/paper.ts'
import { isOutstanding } from '#shared/domain/record.ts'

/** `scanned`: it has pages. `toScan`: it is there and has none. `keptBack`: its pages are not for whoever looks (S1). Else how it was found, or that nobody has looked yet. */
export type PaperState = 'scanned' | 'toScan' | 'keptBack' | Exclude<Presence, 'present'> | 'notReceived'

export type PaperLine = {
  code: string
  /** Null for pages of a paper that the checklist does not name. */
  line: ChecklistLine | null
  pages: readonly ScanView[]
  state: PaperState
  /** What is wrong with a paper that is there. */
  lacks: readonly Lack[]
}

/** In checklist order; a paper with pages that is on no checklist comes last. */
export function paperLines(record: RecordDetailView, scans: readonly ScanView[], today: LocalDate): PaperLine[] {
  const received = !isOutstanding(record.state)
  const listed = record.checklist.map((line): PaperLine => {
    const check = record.papers.find(({ code }) => code === line.code) ?? uncheckedPaper(line)
    const pages = scans.filter(({ code }) => code === line.code)
    const unscanned: PaperState = !received ? 'notReceived' : check.presence === 'present' ? 'toScan' : check.presence
    return {
      code: line.code,
      line,
      pages,
      state: record.keptBack.includes(line.code) ? 'keptBack' : pages.length > 0 ? 'scanned' : unscanned,
      lacks: received && check.presence === 'present' ? lacksOf(line, check, today) : [],
    }
  })
  const others = new Set(scans.map(({ code }) => code).filter((code) => !record.checklist.some((line) => line.code === code)))
  const unlisted = [...others].map((code): PaperLine => ({
    code, line: null, pages: scans.filter((scan) => scan.code === code), state: 'scanned', lacks: [],
  }))
  return [...listed, ...unlisted]
}

/** The paper to begin with: the first that waits to be scanned, or else the first with pages, or else the first. */
export function firstPaper(lines: readonly PaperLine[]): string {
  return (lines.find(({ state }) => state === 'toScan') ?? lines.find(({ pages }) => pages.length > 0) ?? lines[0])?.code ?? ''
}

/** In place of a paper's code: the pages of all of them. No paper is called so. */
export const ALL = '-'

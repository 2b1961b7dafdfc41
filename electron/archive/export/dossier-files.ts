// A dossier's part of an export: its page, a folder for each record, the scans as they were given.
import type { Readable } from 'node:stream'
import type { ExportLanguage } from '#shared/domain/export.ts'
import { fileName, uniqueNames } from '#shared/domain/file-name.ts'
import type { MediaType } from '#shared/domain/scan.ts'
import { paperIn } from '#shared/words/paper.ts'
import { Refusal } from '../refusal.ts'
import { dossierPage, type Placed } from './dossier-page.ts'
import type { ExportedDossier, ExportedPaper, ScanFile } from './facts.ts'
import type { Html } from './page.ts'
import type { Tree } from './tree.ts'
import { WORDS } from './words.ts'

/** Parts of a path below the folder, in UTF-16 units: 120 in all, for systems that take 260. */
export const LONGEST = { dossier: 44, record: 32, file: 28 } as const

const ENDINGS: Record<MediaType, string> = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/tiff': 'tif', 'image/heic': 'heic', 'application/pdf': 'pdf',
}

export type Putting = {
  tree: Tree
  language: ExportLanguage
  /** What a store's own papers are called. */
  own: ReadonlyMap<string, string>
  /** The content of a file of the vault. */
  open: (file: ScanFile) => Readable
  step: (bytes: number) => void
}

/** `folder`: of the dossier, with a `/` at its end; '' for the export's own. `above`: of its page. @returns how many files were put in, and how many could not be. */
export async function putDossier({ tree, language, own, open, step }: Putting, dossier: ExportedDossier, folder: string, above: Html): Promise<{ scans: number; leftOut: number }> {
  const sums = { scans: 0, leftOut: 0 }
  const words = WORDS[language]
  const recordNames = uniqueNames(LONGEST.record)
  const placed = new Map<ExportedPaper, Placed[]>()
  for (const record of dossier.records) {
    const recordFolder = recordNames(`${record.number} ${words.recordKind[record.kind]}`)
    let nth = 0
    for (const paper of record.papers) {
      const files: Placed[] = []
      for (const file of paper.files) {
        nth += 1
        const [before, after] = [`${String(nth).padStart(2, '0')} `, `.${ENDINGS[file.mediaType]}`]
        const path = `${recordFolder}/${before}${fileName(paperIn(language, paper.code, own), LONGEST.file - before.length - after.length)}${after}`
        const why = file.mixed ? 'mixed' : await poured(tree, `${folder}${path}`, open(file), step)
        sums[why === null ? 'scans' : 'leftOut'] += 1
        files.push(why === null ? { file, path } : { file, path: null, why })
      }
      placed.set(paper, files)
    }
  }
  tree.write(`${folder}index.html`, dossierPage({ language, own, dossier, placed, above }))
  return sums
}

/** @returns why it was not put in, or null. A file that cannot be read is named and nothing else is held up by it. */
async function poured(tree: Tree, path: string, source: Readable, step: (bytes: number) => void): Promise<'damaged' | null> {
  try {
    await tree.pour(path, source, step)
    return null
  } catch (error) {
    if (error instanceof Refusal && error.details.problem?.startsWith('attachment.') === true) return 'damaged'
    throw error
  }
}

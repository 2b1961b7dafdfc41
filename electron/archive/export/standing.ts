// How a paper stands, in words: what was found when it was looked at, which says something only of one that is there.
import type { ExportedPaper } from './facts.ts'
import type { Words } from './words.ts'

export type Standing = { presence: string; count: number | null; form: string | null; customer: string | null; staff: string | null }

export function standingOf(paper: ExportedPaper, words: Words): Standing {
  const promised = paper.promisedOn === null ? '' : ` (${words.column.promised} ${paper.promisedOn})`
  const presence = `${words.presence[paper.presence]}${promised}`
  if (paper.presence !== 'present') return { presence, count: null, form: null, customer: null, staff: null }
  return {
    presence, count: paper.count, form: words.form[paper.form], customer: words.signature[paper.customerSignature], staff: words.signature[paper.staffSignature],
  }
}

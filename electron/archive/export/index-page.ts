// The first page of an export: what it is, for what, by whom; the way to its lists and to every dossier. Many dossiers are cut into pages.
import type { ExportResult } from '#shared/contract/export.ts'
import type { SecrecyLevel } from '#shared/domain/access.ts'
import type { ExportLanguage } from '#shared/domain/export.ts'
import { facts, html, link, page, table, type Html } from './page.ts'
import type { ListName } from './rows.ts'
import type { Tree } from './tree.ts'
import { WORDS } from './words.ts'

/** Dossiers of one page. */
const ON_PAGE = 1000

/** `page`: of the export; null: only its line is left. `records`: how many. */
type Entry = { number: string; plate: string | null; model: string; owner: string; records: number | null; page: string | null }

type About = Record<'storeName' | 'number' | 'purpose' | 'recipient' | 'madeBy' | 'approvedBy' | 'at', string> & {
  training: boolean
  level: SecrecyLevel
  sums: Pick<ExportResult, 'dossiers' | 'destroyed' | 'records' | 'scans' | 'leftOut'>
  lists: readonly { name: ListName; paths: readonly string[] }[]
}

/** `count`: how many dossiers there will be. */
export function openIndex(tree: Tree, language: ExportLanguage, count: number): { add(entry: Entry): void; finish(about: About): void } {
  const words = WORDS[language]
  const pages: { path: string; from: string; to: string }[] = []
  let entries: Entry[] = []
  const rows = (up: string): Html => table(
    [words.column.number, words.column.plate, words.column.model, words.column.owner, words.column.records],
    entries.map(({ number, plate, model, owner, records, page: to }) => [to === null ? number : link(`${up}${to}`, number), plate, model, owner, records]),
  )
  const flush = (): void => {
    const [first, last] = [entries[0], entries.at(-1)]
    if (!first || !last) return
    const path = `pages/${String(pages.length + 1).padStart(4, '0')}.html`
    const title = `${words.about.pages} ${first.number} – ${last.number}`
    tree.write(path, page({
      language, title, body: html`<p>${link('../index.html', words.about.back)}</p><h1>${title}</h1><p class="faint">${words.about.search}</p>${rows('../')}`,
    }))
    pages.push({ path, from: first.number, to: last.number })
    entries = []
  }
  return {
    add: (entry) => {
      entries.push(entry)
      if (count > ON_PAGE && entries.length === ON_PAGE) flush()
    },
    finish: (about) => {
      if (count > ON_PAGE) flush()
      const dossiers = pages.length === 0 ? rows('') : html`<ul class="parts">${pages.map(({ path, from, to }) => html`<li>${link(path, `${from} – ${to}`)}</li>`)}</ul>`
      const title = `${about.storeName} ${words.title} ${about.number}`
      tree.write('index.html', page({ language, title, body: html`<h1>${title}</h1>${aboutPart(about, language)}<h2>${words.about.pages}</h2><p class="faint">${words.about.search}</p>${dossiers}` }))
    },
  }
}

function aboutPart(about: About, language: ExportLanguage): Html {
  const words = WORDS[language]
  const { leftOut } = about.sums
  return html`
${Object.entries(WORDS).map(([tongue, { unencrypted }]) => html`<p class="warning" lang="${tongue}">${unencrypted}</p>`)}
${facts([
  [words.about.store, [about.storeName, about.training ? ` (${words.training})` : null]], [words.about.number, about.number], [words.about.at, about.at], [words.about.requested, about.madeBy],
  [words.about.approved, about.approvedBy], [words.about.purpose, about.purpose], [words.about.recipient, about.recipient], [words.about.level, words.about.upTo(words.secrecy[about.level])],
  [words.about.holds, words.about.counts(about.sums)],
])}
${leftOut === 0 ? null : html`<p class="warning">${words.about.leftOut(leftOut)}</p>`}
<p class="faint">${words.about.complete}</p>
<h2>${words.about.lists}</h2>
<ul>${about.lists.flatMap(({ paths }) => paths).map((path) => html`<li>${link(path, path.slice('lists/'.length))}</li>`)}</ul>`
}

// The page of a dossier in an export: its car, its owners in turn, its records with their papers, each with the way to its files.
import { paperIn } from '#shared/words/paper.ts'
import { storeTime } from '#shared/domain/local-date.ts'
import type { ExportLanguage } from '#shared/domain/export.ts'
import { standingOf, type Standing } from './standing.ts'
import { facts, html, link, page, table, type Html } from './page.ts'
import type { ExportedDossier, ExportedPaper, ExportedRecord, ScanFile } from './facts.ts'
import { WORDS } from './words.ts'

/** A file as it was put in, by its path from the dossier's folder; null: it was not, for this reason. */
export type Placed = { file: ScanFile } & ({ path: string } | { path: null; why: 'mixed' | 'damaged' })

export type DossierPage = {
  language: ExportLanguage
  /** What a store's own papers are called. */
  own: ReadonlyMap<string, string>
  dossier: ExportedDossier
  placed: ReadonlyMap<ExportedPaper, readonly Placed[]>
  /** What stands above it: the way back, or what this is. */
  above: Html
}

export function dossierPage({ language, own, dossier, placed, above }: DossierPage): string {
  const words = WORDS[language]
  const { column } = words
  const { vehicle, owners, records, level, levelUntil } = dossier
  const title = `${dossier.number} ${vehicle.plate ?? vehicle.vin}`
  return page({
    language, title,
    body: html`${above}<h1>${title}</h1>
${facts([
  [column.number, dossier.number], [column.level, [words.secrecy[level], levelUntil === null ? null : ` (${column.levelUntil} ${levelUntil})`]], [column.slot, dossier.slot], [column.opened, dossier.openedOn],
])}
<h2>${words.section.car}</h2>
${facts([
  [column.plate, vehicle.plate], [column.vin, vehicle.vin], [column.model, vehicle.model], [column.colour, vehicle.colour], [column.engine, vehicle.engineNumber],
  [column.origin, words.origin[vehicle.origin]],
])}
<h2>${words.section.owners}</h2>
${table(
  [column.from, column.to, column.name, column.customerKind, column.identityKind, column.identity, column.mobile, column.landline, column.address],
  owners.map(({ customer, fromOn, toOn }) => [
    fromOn, toOn, customer.name, words.customerKind[customer.kind], words.identityKind[customer.identityKind], customer.identityNumber, customer.mobile, customer.landline, customer.address,
  ]),
)}
<h2>${words.section.records}</h2>
${records.map((record) => recordPart(record, { language, own, placed }))}`,
  })
}

function recordPart(record: ExportedRecord, { language, own, placed }: Pick<DossierPage, 'language' | 'own' | 'placed'>): Html {
  const words = WORDS[language]
  const { column } = words
  const { contact } = record
  return html`<h3>${record.number} ${words.recordKind[record.kind]} ${record.deliveredOn}</h3>
${facts([
  [column.state, words.recordState[record.state]], [column.refusal, record.refusal === null ? null : words.refusal[record.refusal]], [column.due, record.dueOn],
  [column.received, record.receivedAt === null ? null : `${storeTime(record.receivedAt)} · ${column.line} ${record.receivedSeq ?? ''}`],
  [column.responsible, `${record.responsible.name} ${record.responsible.department}`],
  [column.contact, contact.name === '' ? null : `${contact.name} ${contact.phone} (${column.confirmed}${words.colon}${contact.confirmed ? words.yes : words.no})`],
  [column.order, record.orderNumber],
])}
${table(
  [column.paper, column.presence, column.count, column.form, column.customerSigns, column.staffSigns, column.note, column.files],
  record.papers.map((paper) => {
    const standing: Standing = standingOf(paper, words)
    return [
      paperIn(language, paper.code, own), standing.presence, standing.count, standing.form, standing.customer, standing.staff, paper.note,
      paper.keptBack ? words.keptBack : filesPart(placed.get(paper) ?? [], language),
    ]
  }),
)}`
}

function filesPart(placed: readonly Placed[], language: ExportLanguage): Html {
  const words = WORDS[language]
  return html`${placed.map((each) => {
    const { pages, of } = each.file
    const said = of === 1 ? '' : words.pagesOf(pages.join(words.separator), of)
    return html`<div>${each.path === null ? words[each.why] : link(each.path, each.path.split('/').at(-1) ?? each.path)} <span class="faint">${said}</span></div>`
  })}`
}

// The lines of an export's lists.
import type { Owner } from '../dossier/store.ts'
import { storeTime } from '#shared/domain/local-date.ts'
import type { Exported, ExportedDossier, ExportedLine, ExportedLoan, ExportedPaper, ExportedRecord, ExportedViolation } from './facts.ts'
import { standingOf } from './standing.ts'
import type { SheetToWrite } from '../sheet/write.ts'
import type { Words } from './words.ts'

type Cells = SheetToWrite['rows'][number]

export const LISTS = ['dossiers', 'owners', 'records', 'papers', 'book', 'loans', 'violations'] as const
export type ListName = (typeof LISTS)[number]

export function columnsOf({ column: c }: Words): Record<ListName, string[]> {
  return {
    dossiers: [c.number, c.state, c.plate, c.vin, c.model, c.colour, c.engine, c.origin, c.owner, c.level, c.levelUntil, c.slot, c.opened, c.records, c.page],
    owners: [c.dossier, c.plate, c.from, c.to, c.name, c.customerKind, c.identityKind, c.identity, c.mobile, c.landline, c.address],
    records: [
      c.record, c.dossier, c.plate, c.kind, c.state, c.delivered, c.due, c.received, c.line, c.responsible, c.department, c.contact, c.phone, c.confirmed, c.order, c.lacks, c.refusal,
    ],
    papers: [c.record, c.dossier, c.paper, c.presence, c.count, c.form, c.customerSigns, c.staffSigns, c.note, c.files],
    book: [c.seq, c.day, c.time, c.kind, c.record, c.dossier, c.owner, c.plate, c.due, c.giver, c.receiver, c.lacks, c.refusal, c.remark, c.strikes, c.struckBy],
    loans: [
      c.number, c.state, c.dossier, c.borrower, c.unit, c.place, c.purpose, c.reason, c.requested, c.out, c.returnDue, c.ended, c.renewals, c.pieces, c.report,
    ],
    violations: [c.number, c.rule, c.person, c.department, c.day, c.month, c.record, c.note, c.base, c.amount, c.doubled, c.share, c.state],
  }
}

/** `folder`: null of a destroyed one. */
export function dossierRow(dossier: Exported, folder: string | null, words: Words): Cells {
  if (dossier.destroyedBy !== null) return [dossier.number, words.destroyed(dossier.destroyedBy), ...Array.from({ length: 10 }, () => null), dossier.openedOn, null, null]
  const { vehicle, level, levelUntil, slot, openedOn, records } = dossier
  return [
    dossier.number, words.onFile, vehicle.plate, vehicle.vin, vehicle.model, vehicle.colour, vehicle.engineNumber, words.origin[vehicle.origin], ownerOf(dossier), words.secrecy[level],
    levelUntil, slot, openedOn, records.length, folder,
  ]
}

/** The present one. */
export const ownerOf = ({ owners }: ExportedDossier): string => owners.at(-1)?.customer.name ?? ''

export function ownerRow({ number, vehicle }: ExportedDossier, { customer, fromOn, toOn }: Owner, words: Words): Cells {
  return [
    number, vehicle.plate, fromOn, toOn, customer.name, words.customerKind[customer.kind], words.identityKind[customer.identityKind], customer.identityNumber, customer.mobile,
    customer.landline, customer.address,
  ]
}

export function recordRow({ number, vehicle }: ExportedDossier, record: ExportedRecord, words: Words): Cells {
  const { contact, responsible, receivedAt } = record
  return [
    record.number, number, vehicle.plate, words.recordKind[record.kind], words.recordState[record.state], record.deliveredOn, record.dueOn,
    receivedAt === null ? null : storeTime(receivedAt), record.receivedSeq, responsible.name, responsible.department, contact.name, contact.phone,
    contact.confirmed ? words.yes : words.no, record.orderNumber, record.lackCount, record.refusal === null ? null : words.refusal[record.refusal],
  ]
}

export function paperRow({ number }: ExportedDossier, record: ExportedRecord, paper: ExportedPaper, name: string, words: Words): Cells {
  const { presence, count, form, customer, staff } = standingOf(paper, words)
  return [record.number, number, name, presence, count, form, customer, staff, paper.note, paper.keptBack ? words.keptBack : paper.files.length]
}

export function bookRow(line: ExportedLine, paperName: (code: string) => string, words: Words): Cells {
  return [
    line.seq, line.on, storeTime(line.at).slice(11), words.bookKind[line.kind], line.recordNumber, line.dossierNumber, line.ownerName, line.plate, line.dueOn, line.giver?.name ?? null,
    line.receiver.name, line.lacks.map(({ code, kind }) => `${paperName(code)} (${words.lack[kind]})`).join(words.separator), line.refusal === null ? null : words.refusal[line.refusal],
    line.remark, line.strikes, line.struckBy,
  ]
}

export function loanRow(loan: ExportedLoan, words: Words): Cells {
  return [
    loan.number, words.loanState[loan.state], loan.dossier, loan.borrower, loan.from, words.loanPlace[loan.place], loan.purpose, loan.reason, loan.requestedOn, loan.outOn, loan.dueOn,
    loan.endedOn, loan.renewals, loan.pieces, loan.report,
  ]
}

/** Amounts in yuan. */
export function violationRow(violation: ExportedViolation, words: Words): Cells {
  const { rule, amount } = violation
  return [
    violation.number, `${rule} ${words.rule[rule]}`, violation.person, violation.department, violation.on, violation.month, violation.record, violation.words, violation.base / 100,
    amount === null ? null : amount / 100, violation.doubled ? words.yes : null, violation.share, words.penaltyState[violation.state],
  ]
}

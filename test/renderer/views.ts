// What the engine would answer, for tests of what the screens make of it: one car, its records, the people around it. All invented.
import type { DossierView } from '#shared/contract/dossier.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import type { PersonView } from '#shared/contract/session.ts'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { toId } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { uncheckedPaper, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import type { DepartmentKind, Role } from '#shared/domain/role.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'

export const today = localDate('2026-03-10')

/** A record as it is opened; nobody has looked at its papers unless `changes` says so. */
export function recordOf(kind: RecordKind, changes: Partial<RecordDetailView> = {}): RecordDetailView {
  const { vin, plate, model } = vehicleOf(1)
  const checklist = [...DEFAULT_CHECKLISTS[kind]]
  return {
    id: toId<'record'>(1), number: 'R2026-00001', kind, state: 'expected', deliveredOn: today, dueOn: localDate('2026-03-13'), dueProvisional: false,
    receivedAt: null, receivedSeq: null, refusal: null, responsible: { id: toId<'person'>(2), name: '单小雨', department: '销售部' },
    contact: { name: '王建国', phone: '13855512345', confirmed: true }, orderNumber: '', lackCount: 0,
    dossierId: toId<'dossier'>(1), dossierNumber: 'HF01-XS-2026-D10-00001', ownerName: '王建国', vehicle: { vin, plate, model }, overdue: false,
    checklist, papers: checklist.map(uncheckedPaper), keptBack: [], ...changes,
  }
}

/** A record received already: each paper as `paper` says. */
export function receivedOf(kind: RecordKind, paper: (line: ChecklistLine) => PaperCheck): RecordDetailView {
  return recordOf(kind, { state: 'incomplete', receivedAt: Date.UTC(2026, 2, 10), papers: DEFAULT_CHECKLISTS[kind].map(paper) })
}

/** @throws Error when the record's checklist has no such line. */
export function lineOf(record: RecordDetailView, code: string): ChecklistLine {
  const line = record.checklist.find((candidate) => candidate.code === code)
  if (!line) throw new Error(`no ${code}`)
  return line
}

export function personOf(id: number, name: string, role: Role, kind: DepartmentKind): PersonView {
  return { id: toId<'person'>(id), login: `person${id}`, name, roles: [role], department: { id: toId<'department'>(1), name: `${kind} 部`, kind } }
}

/** A dossier opened at 09:00 on 2026-03-02 in the store, with its first owner and nothing else unless `changes` says so. */
export function dossierOf(changes: Partial<DossierView> = {}): DossierView {
  const { vinConfirmed: _confirmed, plateMoved: _moved, plate, ...vehicle } = vehicleOf(1)
  return {
    id: toId<'dossier'>(1), number: 'HF01-XS-2026-D10-00001', secrecy: { level: 'restricted', until: null }, createdAt: Date.UTC(2026, 2, 2, 1),
    vehicle: { id: toId<'vehicle'>(1), plate, ...vehicle },
    owners: [ownerOf(1, '2026-03-02')], records: [], lines: [], changes: [], merges: [], ...changes,
  }
}

export function ownerOf(index: number, fromOn: string): DossierView['owners'][number] {
  return { customer: { id: toId<'customer'>(index), ...customerOf(index) }, fromOn: localDate(fromOn), toOn: null }
}

// Loans as the engine would answer them, for tests of what the screens make of them. All invented.
import type { LoanDetail } from '#shared/contract/loan.ts'
import { toId } from '#shared/domain/id.ts'
import { signatureOf } from '#test/support/samples.ts'
import { today } from './views.ts'

export const COLLEAGUE: LoanDetail['borrower'] = { kind: 'colleague', id: toId<'person'>(2), name: '单小雨', department: '销售部' }
export const OUTSIDER: LoanDetail['borrower'] = { kind: 'outsider', name: '钱明', unit: '某保险公司' }

/** A whole folder approved and not yet handed out, unless `changes` says so. */
export function loanOf(changes: Partial<LoanDetail> = {}): LoanDetail {
  return {
    id: toId<'loan'>(1), number: 'JY-2026-0001', state: 'approved', asked: '皖A10001',
    dossier: { id: toId<'dossier'>(1), number: 'HF01-XS-2026-D10-00001', plate: '皖A10001', vin: 'LSVNX41Z82S000001', model: '明锐 1.4T', ownerName: '王建国' },
    whole: true, papers: [], borrower: COLLEAGUE, mine: false, requestedBy: { id: toId<'person'>(2), name: '单小雨' }, requestedAt: Date.UTC(2026, 2, 10),
    place: 'premises', reason: '', purpose: '核对合同', days: 1, outOn: null, dueOn: null, dueProvisional: false, overdue: false, renewals: 0,
    recalledOn: null, endedOn: null, outsider: null, steps: [], acts: [], declined: null, out: null, back: null, bound: [], report: null, found: null, may: [],
    ...changes,
  }
}

type Line = NonNullable<LoanDetail['out']>

/** One end of a loan: twelve pages, all sound. */
export function lineOut(changes: Partial<Line> = {}): Line {
  const hand = (name: string, seed: number): Line['keeper'] => ({
    name, department: '销售部', drawn: { strokes: signatureOf(seed).strokes.map((stroke) => [...stroke]) },
  })
  return {
    seq: 1, at: Date.UTC(2026, 2, 10), on: today, hash: '0'.repeat(64), pages: 12, condition: 'sound', remark: '', papers: [],
    borrower: hand('单小雨', 1), keeper: hand('林静', 2), ...changes,
  }
}

// What facts propose as violations, by worked examples (rules V1 to V5, V10, H7, F4).
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { toId } from '#shared/domain/id.ts'
import { localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { paperInOrder, PRESENCES, SIGNATURE_STATES, type PaperCheck } from '#shared/domain/paper.ts'
import { DEFAULT_POLICY, type PolicyVersion } from '#shared/domain/policy.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import { correctionViolations, violationsOf, type CorrectionFacts, type RecordFacts } from '#shared/domain/violation.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'

const DUE = localDate('2026-03-12')
const LATER = localDate('2026-03-20')

/** A record in order and in time but for `change`; `papers`: what is otherwise about a paper. */
function facts(kind: RecordKind, change: Partial<RecordFacts> = {}, papers: Record<string, Partial<PaperCheck>> = {}): RecordFacts {
  const checklist = DEFAULT_CHECKLISTS[kind]
  return {
    recordId: toId<'record'>(1), recordNumber: 'R2026-00001', kind, personId: toId<'person'>(7), dueOn: DUE, receivedOn: DUE,
    contactConfirmed: true, checklist, papers: checklist.map((line) => ({ ...paperInOrder(line), ...papers[line.code] })), ...change,
  }
}

const found = (record: RecordFacts, today: LocalDate = LATER, versions: readonly PolicyVersion[] = []): [string, string, number][] =>
  violationsOf(record, versions, today).map(({ rule, on, base }) => [rule, on, base])

const missing: Partial<PaperCheck> = { presence: 'missing' }
const noCustomer: Partial<PaperCheck> = { customerSignature: 'missing' }
const wrongCustomer: Partial<PaperCheck> = { customerSignature: 'wrong' }
const noStaff: Partial<PaperCheck> = { staffSignature: 'missing' }

describe('V1 sales late', () => {
  it('V1 H1 handed over on the due day is in time, the day after is not', () => {
    expect(found(facts('delivery'))).toEqual([])
    expect(found(facts('delivery', { receivedOn: localDate('2026-03-13') }))).toEqual([['V1', '2026-03-13', 5000]])
  })

  it('V1 never handed over: from the day after the due day on, the same once and for all', () => {
    const owed = facts('delivery', { receivedOn: null, papers: [] })
    expect(found(owed, DUE)).toEqual([])
    expect(found(owed, localDate('2026-03-13'))).toEqual([['V1', '2026-03-13', 5000]])
    expect(found(owed, LATER)).toEqual([['V1', '2026-03-13', 5000]])
  })

  it('V1 counted from the last minute of a month into the next', () => {
    const record = facts('delivery', { dueOn: localDate('2026-03-31'), receivedOn: localDate('2026-04-01') })
    expect(found(record, localDate('2026-04-01'))).toEqual([['V1', '2026-04-01', 5000]])
  })
})

describe('V2 inspection papers', () => {
  it('V2 each without the customer’s signature, or wrongly signed; other papers of sales cost nothing', () => {
    expect(found(facts('delivery', {}, { pdiSheet: noCustomer, deliveryCheckSheet: wrongCustomer, salesContract: noCustomer, greenCard: missing })))
      .toEqual([['V2', DUE, 4000]])
    expect(found(facts('delivery', {}, { pdiSheet: missing, identityCopy: { count: 1 } }))).toEqual([])
    expect(found(facts('delivery', {}, { pdiSheet: noStaff }))).toEqual([])
  })
})

describe('V3 contact not confirmed', () => {
  it('V3 asked of a service record once it is handed over', () => {
    expect(found(facts('maintenance', { contactConfirmed: false }))).toEqual([['V3', DUE, 5000]])
    expect(found(facts('delivery', { contactConfirmed: false }))).toEqual([])
    expect(found(facts('maintenance', { contactConfirmed: false, receivedOn: null, papers: [] }), DUE)).toEqual([])
  })
})

describe('V4, V5 service papers', () => {
  it('V4 H7 what is lacking may be brought until the due day ends', () => {
    const lacking = facts('maintenance', {}, { settlement: missing })
    expect(found(lacking, DUE)).toEqual([])
    expect(found(lacking, localDate('2026-03-13'))).toEqual([['V5', DUE, 2000], ['V4', '2026-03-13', 5000]])
  })

  it('V5 one paper counts once, at its highest amount', () => {
    const both = facts('maintenance', {}, { workOrder: { ...noCustomer, ...noStaff, form: 'copy' } })
    expect(violationsOf(both, [], LATER).find(({ rule }) => rule === 'V5')?.items).toEqual([
      { code: 'workOrder', lacks: ['notOriginal', 'customerSignature', 'staffSignature'], amount: 5000 },
    ])
  })

  it('V4 V5 V3 late and incomplete and unsigned on one record add up, each once', () => {
    const record = facts('minorRepair', { receivedOn: localDate('2026-03-16'), contactConfirmed: false }, {
      receptionSheet: noCustomer, settlement: missing, freeCheckSheet: noStaff,
    })
    expect(found(record)).toEqual([['V4', '2026-03-13', 5000], ['V3', '2026-03-16', 5000], ['V5', '2026-03-16', 9000]])
  })

  it('F5 what does not apply is no lack; F4 an accepted delay is none until the day promised', () => {
    expect(found(facts('minorRepair', {}, { estimate: { presence: 'notApplicable' } }))).toEqual([])
    const late = { presence: 'notYetObtainable', promisedOn: DUE, delayAccepted: true } as const
    const service = facts('maintenance', { checklist: DEFAULT_CHECKLISTS.maintenance.map((line) => ({ ...line, mayBeLate: true })) }, { workOrder: late })
    expect(found(service)).toEqual([])
    expect(found({ ...service, papers: service.papers.map((paper) => ({ ...paper, delayAccepted: false })) })).toEqual([['V5', DUE, 2000], ['V4', '2026-03-13', 5000]])
  })
})

describe('a policy changed in mid-month', () => {
  it('V1 V5 holds for violations of its days, not before', () => {
    const dearer: PolicyVersion = {
      fromOn: localDate('2026-03-13'), policy: { ...DEFAULT_POLICY, fines: { ...DEFAULT_POLICY.fines, lateVisit: 8000, paperWrong: 3000 } },
    }
    // The paper was lacking on the 12th, the deadline missed on the 13th.
    expect(found(facts('maintenance', {}, { settlement: missing }), LATER, [dearer])).toEqual([['V5', DUE, 2000], ['V4', '2026-03-13', 8000]])
  })
})

describe('V10 not corrected', () => {
  const correction = (kind: RecordKind, change: Partial<CorrectionFacts>): CorrectionFacts => ({
    correctionId: toId<'correction'>(1), correctionNumber: 'ZG2026-0001', recordId: toId<'record'>(1), recordNumber: 'R2026-00001', kind,
    personId: toId<'person'>(7), dueOn: DUE, checklist: DEFAULT_CHECKLISTS[kind], lacks: [], lines: [], missed: null, ...change,
  })

  it('V10 each working day anew at the same amount, one paper once', () => {
    const ordered = correction('maintenance', {
      lacks: [{ code: 'workOrder', kind: 'customerSignature' }, { code: 'workOrder', kind: 'staffSignature' }, { code: 'settlement', kind: 'missing' }],
    })
    const proposed = correctionViolations(ordered, [], STATE_CALENDAR, localDate('2026-03-16'))
    expect(proposed.map(({ key, base }) => [key, base])).toEqual([['V10/ZG2026-0001/2026-03-13', 7000], ['V10/ZG2026-0001/2026-03-16', 7000]])
  })

  it('V10 V2 of a sales record only what would have cost something', () => {
    const lacks = [{ code: 'pdiSheet', kind: 'customerSignature' }, { code: 'greenCard', kind: 'missing' }] as const
    const [proposed] = correctionViolations(correction('delivery', { lacks, missed: [localDate('2026-03-13')] }), [], STATE_CALENDAR, LATER)
    expect(proposed).toMatchObject({ on: '2026-03-13', base: 2000, items: [{ code: 'pdiSheet' }] })
    expect(correctionViolations(correction('delivery', { lacks: [lacks[1]] }), [], STATE_CALENDAR, LATER)).toEqual([])
  })
})

describe('for every record', () => {
  const KINDS = ['delivery', 'minorRepair', 'warrantyClaim'] as const
  const change = fc.record({
    presence: fc.constantFrom(...PRESENCES), count: fc.integer({ min: 0, max: 2 }), form: fc.constantFrom('original' as const, 'copy' as const),
    customerSignature: fc.constantFrom(...SIGNATURE_STATES), staffSignature: fc.constantFrom(...SIGNATURE_STATES),
  }, { requiredKeys: [] })
  const day = fc.integer({ min: 10, max: 19 }).map((of) => localDate(`2026-03-${of}`))
  const record = fc.record({
    kind: fc.constantFrom(...KINDS), receivedOn: fc.option(day, { nil: null }), contactConfirmed: fc.boolean(), changes: fc.array(change, { minLength: 12, maxLength: 12 }),
  }).map(({ kind, changes, ...rest }): RecordFacts => {
    const base = facts(kind, rest)
    return { ...base, papers: base.papers.map((paper, index) => ({ ...paper, ...changes[index] })) }
  })
  const cost = (of: RecordFacts): number => violationsOf(of, [], LATER).reduce((sum, { base }) => sum + base, 0)

  it('V2 V4 V5 a lack more never costs less', () => {
    fc.assert(fc.property(record, fc.nat(20), (of, at) => {
      const line = of.checklist[at % of.checklist.length]
      if (!line) return
      for (const worse of [missing, noCustomer, noStaff]) {
        // Of a paper that is in order otherwise: one that is missing altogether has no signature to lack.
        const papers = of.papers.map((paper) => (paper.code === line.code ? paperInOrder(line) : paper))
        const lacking = papers.map((paper) => (paper.code === line.code ? { ...paper, ...worse } : paper))
        expect(cost({ ...of, papers: lacking })).toBeGreaterThanOrEqual(cost({ ...of, papers }))
      }
    }))
  })

  it('V1 V4 later never costs less, all else the same', () => {
    fc.assert(fc.property(record, day, (of, later) => {
      if (of.receivedOn === null || later < of.receivedOn) return
      expect(cost({ ...of, receivedOn: later })).toBeGreaterThanOrEqual(cost(of))
    }))
  })

  it('each rule once, its items summing to its amount, in the order of days', () => {
    fc.assert(fc.property(record, (of) => {
      const proposed = violationsOf(of, [], LATER)
      expect(new Set(proposed.map(({ key }) => key)).size).toBe(proposed.length)
      for (const { items, base } of proposed) expect(items.reduce((sum, { amount }) => sum + amount, 0)).toBe(base)
      expect(proposed.map(({ on }) => on)).toEqual(proposed.map(({ on }) => on).toSorted())
    }))
  })
})

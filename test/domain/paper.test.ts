import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { localDate } from '#shared/domain/local-date.ts'
import {
  checkProblem, foundOtherwise, isComplete, lacksOf, lacksOfRecord, paperInOrder, PAPER_FORMS, PRESENCES, problemField, recheckProblem, SIGNATURE_STATES,
  uncheckedPaper, underDelay, type ChecklistLine, type PaperCheck,
} from '#shared/domain/paper.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'

const today = localDate('2026-03-10')

function lineOf(kind: keyof typeof DEFAULT_CHECKLISTS, code: string): ChecklistLine {
  const line = DEFAULT_CHECKLISTS[kind].find((candidate) => candidate.code === code)
  if (!line) throw new Error(`no ${code}`)
  return line
}

const kinds = (line: ChecklistLine, change: Partial<PaperCheck>) =>
  lacksOf(line, { ...paperInOrder(line), ...change }, today).map((lack) => lack.kind)

describe('F4 the new-car checklist', () => {
  it('F4 has the twelve papers of the regulation, in its order', () => {
    expect(DEFAULT_CHECKLISTS.delivery.map((line) => line.code)).toEqual([
      'greenCard', 'purchaseInvoice', 'salesContract', 'identityCopy', 'deliveryCheckSheet', 'drivingLicenceCopy', 'insuranceCopy',
      'derivedServicesList', 'certificateCopy', 'deliveryPhoto', 'pdiSheet', 'otherProof',
    ])
  })

  it('F4 asks for both sides of the identity card and the contract in the original', () => {
    expect(lineOf('delivery', 'identityCopy')).toMatchObject({ form: 'copy', count: 2 })
    expect(kinds(lineOf('delivery', 'identityCopy'), { count: 1 })).toEqual(['tooFew'])
    expect(kinds(lineOf('delivery', 'salesContract'), { form: 'copy' })).toEqual(['notOriginal'])
  })

  it('F4 a driving licence not yet obtainable counts as missing until the director accepts that, and again after the promised day', () => {
    const licence = lineOf('delivery', 'drivingLicenceCopy')
    const promised = { presence: 'notYetObtainable', promisedOn: localDate('2026-03-20') } as const
    expect(kinds(licence, promised)).toEqual(['notYetObtainable'])
    expect(kinds(licence, { ...promised, delayAccepted: true })).toEqual([])
    expect(lacksOf(licence, { ...paperInOrder(licence), ...promised, delayAccepted: true }, localDate('2026-03-21'))).toHaveLength(1)
  })

  it('F4 only a paper that may be late can be promised, and not for a day gone by', () => {
    const contract = lineOf('delivery', 'salesContract')
    const licence = lineOf('delivery', 'drivingLicenceCopy')
    const late = (line: ChecklistLine, promisedOn: PaperCheck['promisedOn']) =>
      checkProblem(line, { ...uncheckedPaper(line), presence: 'notYetObtainable', promisedOn }, today)
    expect(late(contract, localDate('2026-03-20'))).toBe('paper.cannotBeLate')
    expect(late(licence, null)).toBe('paper.promiseNeeded')
    expect(late(licence, localDate('2026-03-09'))).toBe('paper.promisePast')
    expect(late(licence, today)).toBeNull()
  })

  it('F4 an accepted delay is no lack, yet the record is not complete while the paper is to come', () => {
    const checks = DEFAULT_CHECKLISTS.delivery.map((line): PaperCheck => ({
      ...paperInOrder(line),
      ...(line.code === 'drivingLicenceCopy'
        ? { presence: 'notYetObtainable' as const, promisedOn: localDate('2026-03-20'), delayAccepted: true }
        : {}),
    }))
    expect(lacksOfRecord(DEFAULT_CHECKLISTS.delivery, checks, today)).toEqual([])
    expect(isComplete(DEFAULT_CHECKLISTS.delivery, checks, today)).toBe(false)
  })
})

describe('F4, H7 a paper looked at again', () => {
  const licence = lineOf('delivery', 'drivingLicenceCopy')
  const contract = lineOf('delivery', 'salesContract')
  const promised = (on: string): PaperCheck => ({ ...uncheckedPaper(licence), presence: 'notYetObtainable', promisedOn: localDate(on) })

  it('F4 an accepted delay holds for a promise of that day or of an earlier one, which it replaces', () => {
    expect(underDelay(promised('2026-03-20'), localDate('2026-03-20'))).toEqual({ ...promised('2026-03-20'), delayAccepted: true })
    expect(underDelay(promised('2026-03-20'), localDate('2026-03-25'))).toEqual({ ...promised('2026-03-25'), delayAccepted: true })
    expect(underDelay(promised('2026-03-20'), localDate('2026-03-19'))).toEqual(promised('2026-03-20'))
    expect(underDelay({ ...promised('2026-03-20'), delayAccepted: true }, null)).toEqual(promised('2026-03-20'))
    for (const check of [paperInOrder(licence), uncheckedPaper(licence)]) expect(underDelay(check, localDate('2026-03-25'))).toEqual(check)
  })

  it('F4 an old promise left as it is may have passed; a new one may not', () => {
    expect(recheckProblem(licence, promised('2026-03-01'), promised('2026-03-01'), today)).toBeNull()
    expect(recheckProblem(licence, promised('2026-03-02'), promised('2026-03-01'), today)).toBe('paper.promisePast')
    expect(recheckProblem(licence, promised('2026-03-01'), uncheckedPaper(licence), today)).toBe('paper.promisePast')
  })

  it('H7 what was received is not taken away, whatever it is said to be now', () => {
    const before = paperInOrder(licence)
    for (const presence of PRESENCES.filter((each) => each !== 'present')) {
      expect(recheckProblem(licence, { ...promised('2026-03-20'), presence }, before, today)).toBe('paper.wasReceived')
    }
    expect(recheckProblem(licence, { ...before, count: 2 }, before, today)).toBeNull()
    expect(recheckProblem(licence, before, promised('2026-03-01'), today)).toBeNull()
  })

  it('H7 less of what was received is refused at its field, more of it is not', () => {
    const before: PaperCheck = { ...paperInOrder(contract), count: 2 }
    const again = (change: Partial<PaperCheck>, line = contract, stood = before) => {
      const problem = recheckProblem(line, { ...stood, ...change }, stood, today)
      return [problem, problemField(problem)]
    }
    expect(again({ count: 1 })).toEqual(['paper.moreReceived', 'count'])
    expect(again({ form: 'copy' })).toEqual(['paper.originalReceived', 'form'])
    for (const state of ['missing', 'wrong'] as const) {
      expect(again({ customerSignature: state })).toEqual(['paper.customerHadSigned', 'customerSignature'])
      expect(again({ staffSignature: state })).toEqual(['paper.staffHadSigned', 'staffSignature'])
    }
    expect(again({ presence: 'missing' })).toEqual(['paper.wasReceived', null])
    expect(again({ count: 3, note: '又补一份' })).toEqual([null, null])
    const poor: PaperCheck = { ...before, form: 'copy', customerSignature: 'wrong', staffSignature: 'missing' }
    expect(again({ form: 'original', customerSignature: 'there', staffSignature: 'wrong' }, contract, poor)).toEqual([null, null])
    // More than the checklist asks was received all the same; a signature it does not ask for says nothing.
    expect(again({ form: 'copy' }, licence, { ...paperInOrder(licence), form: 'original' })).toEqual(['paper.originalReceived', 'form'])
    expect(again({ customerSignature: 'missing' }, licence, { ...paperInOrder(licence), customerSignature: 'there' })).toEqual([null, null])
  })

  it('H7 what is entered over a received paper adds no lack to it', () => {
    const found = fc.record({
      count: fc.nat(4), form: fc.constantFrom(...PAPER_FORMS),
      customerSignature: fc.constantFrom(...SIGNATURE_STATES), staffSignature: fc.constantFrom(...SIGNATURE_STATES),
    })
    let entered = 0
    fc.assert(fc.property(fc.constantFrom(...DEFAULT_CHECKLISTS.delivery), found, found, (line, before, after) => {
      const check = (change: Partial<PaperCheck>): PaperCheck => ({ ...paperInOrder(line), ...change })
      if (recheckProblem(line, check(after), check(before), today) !== null) return
      entered += 1
      const lacked = kinds(line, before)
      expect(kinds(line, after).filter((kind) => !lacked.includes(kind))).toEqual([])
    }), { numRuns: 500 })
    expect(entered).toBeGreaterThan(20)
  })

  it('H7 is found otherwise only by what says something for how it is present', () => {
    const otherwise = (line: ChecklistLine, before: PaperCheck, change: Partial<PaperCheck>) => foundOtherwise(line, { ...before, ...change }, before)
    expect(otherwise(contract, uncheckedPaper(contract), { count: 3, form: 'copy', customerSignature: 'there', note: '下周' })).toBe(false)
    expect(otherwise(contract, uncheckedPaper(contract), { presence: 'present' })).toBe(true)
    expect(otherwise(licence, promised('2026-03-20'), { count: 1, note: '办理中' })).toBe(false)
    expect(otherwise(licence, promised('2026-03-20'), { promisedOn: localDate('2026-03-21') })).toBe(true)
    expect(otherwise(licence, paperInOrder(licence), { customerSignature: 'there', promisedOn: today })).toBe(false)
    for (const change of [{ count: 2 }, { form: 'copy' }, { customerSignature: 'wrong' }, { staffSignature: 'missing' }, { note: '缺一页' }] as const) {
      expect(otherwise(contract, paperInOrder(contract), change)).toBe(true)
    }
  })
})

describe('F5 the service checklists', () => {
  const codes = (kind: keyof typeof DEFAULT_CHECKLISTS) => DEFAULT_CHECKLISTS[kind].map((line) => line.code)
  const always = (kind: keyof typeof DEFAULT_CHECKLISTS) =>
    DEFAULT_CHECKLISTS[kind].filter((line) => line.due === 'always').map((line) => line.code)

  it('F5 names what each kind of visit needs', () => {
    expect(codes('maintenance')).toEqual(['receptionSheet', 'workOrder', 'settlement', 'freeCheckSheet'])
    expect(codes('firstMaintenance')).toEqual(['receptionSheet', 'workOrder', 'settlement', 'firstMaintenanceCard', 'freeCheckSheet'])
    expect(codes('overhaul')).toEqual(['receptionSheet', 'workOrder', 'settlement', 'testDriveSheet', 'estimate', 'freeCheckSheet'])
    expect(always('minorRepair')).toEqual(['receptionSheet', 'workOrder', 'settlement', 'freeCheckSheet'])
    expect(always('warrantyClaim')).toEqual(['receptionSheet', 'workOrder', 'settlement', 'freeCheckSheet'])
    expect(codes('minorRepair')).toHaveLength(9)
    expect(codes('warrantyClaim')).toHaveLength(9)
  })

  it('F5 what stands in brackets may be marked not applicable; for a warranty claim with a reason; the rest never', () => {
    const none = (line: ChecklistLine, note: string) => checkProblem(line, { ...uncheckedPaper(line), presence: 'notApplicable', note }, today)
    expect(none(lineOf('minorRepair', 'estimate'), '')).toBeNull()
    expect(none(lineOf('warrantyClaim', 'faultReport'), '')).toBe('paper.reasonNeeded')
    expect(none(lineOf('warrantyClaim', 'faultReport'), '电瓶更换，无故障码')).toBeNull()
    expect(none(lineOf('maintenance', 'settlement'), '没有')).toBe('paper.alwaysDue')
  })
})

describe('F6 signatures', () => {
  it('F6 a missing and a wrong signature are lacks where the checklist asks for one, and nowhere else', () => {
    const inspection = lineOf('delivery', 'deliveryCheckSheet')
    expect(inspection.inspection).toBe(true)
    expect(kinds(inspection, { customerSignature: 'missing' })).toEqual(['customerSignature'])
    expect(kinds(inspection, { customerSignature: 'wrong', staffSignature: 'missing' })).toEqual(['customerSignature', 'staffSignature'])
    expect(kinds(lineOf('delivery', 'purchaseInvoice'), { customerSignature: 'missing' })).toEqual([])
  })

  const check = fc.record({
    presence: fc.constantFrom(...PRESENCES), count: fc.nat(5), form: fc.constantFrom(...PAPER_FORMS),
    customerSignature: fc.constantFrom(...SIGNATURE_STATES), staffSignature: fc.constantFrom(...SIGNATURE_STATES),
  })

  it('F6 a paper found as its checklist asks never lacks anything, whatever the kind of record', () => {
    fc.assert(fc.property(fc.constantFrom(...RECORD_KINDS), (kind) => {
      const lines = DEFAULT_CHECKLISTS[kind]
      expect(lacksOfRecord(lines, lines.map(paperInOrder), today)).toEqual([])
      expect(lacksOfRecord(lines, [], today).map((lack) => lack.kind)).toEqual(lines.map(() => 'missing'))
    }))
  })

  it('F6 finding more of a paper never adds a lack', () => {
    fc.assert(fc.property(fc.constantFrom(...DEFAULT_CHECKLISTS.delivery), check, (line, found) => {
      const as = (change: Partial<PaperCheck>) => lacksOf(line, { ...uncheckedPaper(line), ...found, ...change }, today).length
      expect(as({ count: found.count + 1 })).toBeLessThanOrEqual(as({}))
      expect(as({ customerSignature: 'there' })).toBeLessThanOrEqual(as({}))
      expect(as({ form: 'original' })).toBeLessThanOrEqual(as({}))
    }))
  })
})

// What has been ticked of a record's papers on the handover screen (rules H3, H7, F4, F5).
import { describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import { paperInOrder, uncheckedPaper, type PaperCheck } from '#shared/domain/paper.ts'
import {
  isInOrder, lacksNow, papersOf, presencesOf, progressOf, readyProblem, restInOrder, restMissing, setCheck, startTicks, tickedInOrder, tickProblem,
  withPresence, type Ticks,
} from '../../renderer/features/handover/ticks.ts'
import { lineOf, receivedOf, recordOf, today } from './views.ts'

const delivery = recordOf('delivery')
const contract = lineOf(delivery, 'salesContract')
const licence = lineOf(delivery, 'drivingLicenceCopy')
const proof = lineOf(delivery, 'otherProof')
const NOTHING: Ticks = { checks: {}, remark: '' }

/** All received but the insurance; of the invoice, where a copy is enough, three in the original. */
const later = receivedOf('delivery', (line) => {
  if (line.code === 'insuranceCopy') return uncheckedPaper(line)
  return line.code === 'purchaseInvoice' ? { ...paperInOrder(line), count: 3, form: 'original' } : paperInOrder(line)
})
const invoice = lineOf(later, 'purchaseInvoice')
const insurance = lineOf(later, 'insuranceCopy')
const invoiceStanding = later.papers.find(({ code }) => code === 'purchaseInvoice')

describe('H3 ticking a record for the first time', () => {
  it('H3 begins with nothing looked at, and is not ready before every paper was', () => {
    const ticks = startTicks(delivery)
    expect(ticks).toEqual(NOTHING)
    expect(progressOf(delivery, ticks)).toEqual({ seen: 0, all: 12 })
    expect(papersOf(delivery, ticks)).toEqual([])
    expect(lacksNow(delivery, ticks, today)).toEqual([])
    expect(readyProblem(delivery, ticks, today)).toBe('paper.notChecked')
    expect(tickProblem(contract, undefined, undefined, today)).toBe('paper.notChecked')
  })

  it('H3 the rest in order leaves to be looked at what is due only where it applies, and what was looked at as it is', () => {
    const missing = setCheck(NOTHING, uncheckedPaper(contract))
    const ticks = restInOrder(delivery, missing)
    expect(progressOf(delivery, ticks)).toEqual({ seen: 11, all: 12 })
    expect(ticks.checks['otherProof']).toBeUndefined()
    expect(ticks.checks['greenCard']).toEqual(paperInOrder(lineOf(delivery, 'greenCard')))
    expect(lacksNow(delivery, ticks, today)).toEqual([{ code: 'salesContract', kind: 'missing' }])
    expect(readyProblem(delivery, ticks, today)).toBe('paper.notChecked')
    expect(readyProblem(delivery, setCheck(ticks, withPresence(proof, undefined, undefined, 'notApplicable')), today)).toBeNull()
    expect(missing.checks['greenCard']).toBeUndefined()
  })

  it('F5 the rest missing: not applicable where it may be without a reason, else missing, to be explained', () => {
    const ticks = restMissing(delivery, setCheck(NOTHING, paperInOrder(contract)))
    expect(ticks.checks['salesContract']).toEqual(paperInOrder(contract))
    expect(ticks.checks['otherProof']).toMatchObject({ presence: 'notApplicable' })
    expect(lacksNow(delivery, ticks, today)).toHaveLength(10)
    expect(readyProblem(delivery, ticks, today)).toBeNull()
    const claim = recordOf('warrantyClaim')
    expect(restMissing(claim, NOTHING).checks['faultReport']).toMatchObject({ presence: 'missing' })
  })

  it('H3 papers go to the engine in the order of the checklist, without what only the engine says', () => {
    const ticks = setCheck(setCheck(NOTHING, paperInOrder(proof)), { ...paperInOrder(contract), note: '缺末页' })
    expect(papersOf(delivery, ticks).map(({ code, note }) => [code, note])).toEqual([['salesContract', '缺末页'], ['otherProof', '']])
    for (const paper of papersOf(delivery, ticks)) expect(paper).not.toHaveProperty('delayAccepted')
  })
})

describe('F4, F5 the presence of a paper', () => {
  it('F4, F5 is offered as its checklist line allows', () => {
    expect(presencesOf(contract)).toEqual(['present', 'missing'])
    expect(presencesOf(licence)).toEqual(['present', 'missing', 'notYetObtainable'])
    expect(presencesOf(proof)).toEqual(['present', 'missing', 'notApplicable'])
  })

  it('F4 chosen anew keeps the note, and a promise only while the paper is still to come', () => {
    const promised: PaperCheck = {
      ...uncheckedPaper(licence), presence: 'notYetObtainable', note: '上牌中', promisedOn: localDate('2026-03-20'), delayAccepted: true,
    }
    expect(withPresence(licence, promised, undefined, 'notYetObtainable')).toEqual(promised)
    expect(withPresence(licence, promised, undefined, 'missing')).toEqual({ ...uncheckedPaper(licence), note: '上牌中' })
    expect(withPresence(licence, promised, undefined, 'present')).toEqual({ ...paperInOrder(licence), note: '上牌中' })
    const found: PaperCheck = { ...paperInOrder(contract), customerSignature: 'wrong' }
    expect(withPresence(contract, found, undefined, 'present')).toBe(found)
  })

  it('F6 present is in order only as the checklist asks', () => {
    expect(isInOrder(contract, paperInOrder(contract), today)).toBe(true)
    expect(isInOrder(contract, { ...paperInOrder(contract), form: 'copy' }, today)).toBe(false)
    expect(isInOrder(proof, withPresence(proof, undefined, undefined, 'notApplicable'), today)).toBe(false)
    expect(isInOrder(contract, undefined, today)).toBe(false)
  })
})

describe('H7 later papers', () => {
  it('H7 begin with how they stand, and need something new', () => {
    const ticks = startTicks(later)
    expect(Object.values(ticks.checks)).toEqual(later.papers)
    expect(readyProblem(later, ticks, today)).toBe('handover.nothingNew')
    expect(readyProblem(later, { ...ticks, remark: '无' }, today)).toBe('handover.nothingNew')
    expect(readyProblem(later, setCheck(ticks, paperInOrder(insurance)), today)).toBeNull()
  })

  it('H7 ticked in order says no less than was received', () => {
    expect(tickedInOrder(invoice, undefined, invoiceStanding)).toMatchObject({ count: 3, form: 'original' })
    expect(tickedInOrder(insurance, undefined, uncheckedPaper(insurance))).toEqual(paperInOrder(insurance))
    const again = restInOrder(later, { ...NOTHING, checks: { insuranceCopy: uncheckedPaper(insurance) } })
    expect(readyProblem(later, setCheck(again, paperInOrder(lineOf(later, 'otherProof'))), today)).toBe('handover.nothingNew')
    expect(again.checks['purchaseInvoice']).toEqual(invoiceStanding)
    expect(withPresence(invoice, undefined, invoiceStanding, 'present')).toEqual(invoiceStanding)
  })

  it('H7 what says less is not ready, and is named', () => {
    const ticks = startTicks(later)
    const less = (change: Partial<PaperCheck>) =>
      readyProblem(later, setCheck(ticks, { ...tickedInOrder(invoice, undefined, invoiceStanding), ...change }), today)
    expect(less({ count: 2 })).toBe('paper.moreReceived')
    expect(less({ form: 'copy' })).toBe('paper.originalReceived')
    expect(less({ presence: 'missing' })).toBe('paper.wasReceived')
    expect(less({ count: 4 })).toBeNull()
  })
})

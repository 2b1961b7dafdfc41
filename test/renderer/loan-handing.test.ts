// What is counted and signed at hand-out and return, what of it is wrong, and what is sent (rules L1, L3, V7).
import { describe, expect, it } from 'vitest'
import type { CallError, FieldProblem } from '#shared/contract/envelope.ts'
import { toId } from '#shared/domain/id.ts'
import {
  hasProblems, isLess, keyOf, missingOf, NO_PROBLEMS, papersAtHand, problemsOf, toGiveBack, toHandOut, UNCOUNTED, type Handing,
} from '../../renderer/features/loan/handing.ts'
import { signatureOf } from '#test/support/samples.ts'
import { lineOut, loanOf, OUTSIDER } from './loan-views.ts'

const paper = (code: string) => ({ recordId: toId<'record'>(1), recordNumber: 'R2026-00001', code })
const named = [paper('salesContract'), paper('identityCopy')]
const whole = loanOf()
const papers = loanOf({ whole: false, papers: named })
/** Two were named, one of them was handed out. */
const away = loanOf({ state: 'out', whole: false, papers: named, out: lineOut({ papers: [paper('salesContract')] }) })

const given: Handing = {
  ...UNCOUNTED, pages: 12, borrowerPassword: 'a', borrowerDrawn: signatureOf(1), keeperPassword: 'b', keeperDrawn: signatureOf(2),
}

const refusal = (...fields: FieldProblem[]): CallError => ({ code: 'invalidInput', message: '', details: { fields } })

describe('L3 what must be given before a loan is handed out', () => {
  it('L3 pages, both passwords, both hands', () => {
    expect(missingOf(whole, 'out', given)).toEqual(NO_PROBLEMS)
    expect(missingOf(whole, 'out', UNCOUNTED)).toEqual({
      counted: { pages: 'loan.pagesDue' },
      borrower: { person: null, password: 'text.required', drawn: 'signature.missing' },
      keeper: { person: null, password: 'text.required', drawn: 'signature.missing' },
    })
    expect(missingOf(whole, 'out', { ...given, pages: 0 }).counted).toEqual({ pages: 'loan.pagesDue' })
    for (const part of ['borrowerPassword', 'borrowerDrawn', 'keeperPassword', 'keeperDrawn'] as const) {
      expect([part, hasProblems(missingOf(whole, 'out', { ...given, [part]: UNCOUNTED[part] }))]).toEqual([part, true])
    }
  })

  it('L2 L3 an outsider signs by hand alone', () => {
    const loan = loanOf({ borrower: OUTSIDER })
    expect(missingOf(loan, 'out', { ...given, borrowerPassword: '' })).toEqual(NO_PROBLEMS)
    expect(missingOf(loan, 'out', { ...given, borrowerDrawn: UNCOUNTED.borrowerDrawn }).borrower.drawn).toBe('signature.missing')
    expect(toHandOut(loan, { ...given, borrowerPassword: '' }).borrowerPassword).toBeNull()
  })

  it('L1 of papers named, at least one is ticked, and those ticked are sent in their order', () => {
    expect(missingOf(papers, 'out', given).counted).toEqual({ papers: 'loan.papersDue' })
    const ticked = { ...given, ticked: named.map(keyOf).toReversed() }
    expect(missingOf(papers, 'out', ticked)).toEqual(NO_PROBLEMS)
    expect(toHandOut(papers, ticked)).toMatchObject({ pages: 12, papers: [{ recordId: 1, code: 'salesContract' }, { recordId: 1, code: 'identityCopy' }] })
    expect(toHandOut(whole, ticked).papers).toEqual([])
  })
})

describe('L3, V7 what came back', () => {
  const back = (part: Partial<Handing> = {}): Handing => ({ ...given, ticked: [keyOf(paper('salesContract'))], ...part })

  it('L3 only what went out is on the table', () => {
    expect(papersAtHand(away, 'back').map(({ code }) => code)).toEqual(['salesContract'])
    expect(papersAtHand(away, 'out')).toEqual(named)
  })

  it('L3 nothing is said of it before it is counted, nor of as much as went out', () => {
    expect(isLess(away, back({ pages: null, ticked: [] }))).toBe(false)
    expect(missingOf(away, 'back', back({ pages: null })).counted).toEqual({ pages: 'loan.pagesDue' })
    expect(isLess(away, back())).toBe(false)
    expect(missingOf(away, 'back', back())).toEqual(NO_PROBLEMS)
  })

  it('V7 fewer pages, papers or damage ask for pieces and what happened', () => {
    for (const less of [{ pages: 11 }, { ticked: [] }, { condition: 'damaged' as const }]) {
      expect([less, isLess(away, back(less))]).toEqual([less, true])
      expect(missingOf(away, 'back', back(less)).counted).toEqual({ pieces: 'loan.piecesDue', remark: 'text.required' })
      expect(missingOf(away, 'back', back({ ...less, pieces: 1, remark: ' ' })).counted).toEqual({ remark: 'text.required' })
      expect(missingOf(away, 'back', back({ ...less, pieces: 1, remark: '缺一页' }))).toEqual(NO_PROBLEMS)
    }
  })

  it('V7 pieces typed before it was counted again are not sent; who brings it is named by log-in', () => {
    expect(toGiveBack(away, back({ pieces: 2 }))).toMatchObject({ pieces: 0, broughtBy: null })
    expect(toGiveBack(away, back({ pages: 11, pieces: 2, broughtBy: { login: 'zeng', name: '曾国强' } }))).toMatchObject({ pieces: 2, broughtBy: 'zeng' })
  })
})

describe('L3 where a refusal is shown', () => {
  it('L3 at what it is about, or as a whole', () => {
    expect(problemsOf(refusal({ path: ['borrowerPassword'], problem: 'password.wrong' }, { path: ['pages'], problem: 'loan.pagesDue' }))).toEqual({
      ...NO_PROBLEMS, counted: { pages: 'loan.pagesDue' }, borrower: { person: null, password: 'password.wrong', drawn: null },
    })
    expect(problemsOf(refusal({ path: ['broughtBy'], problem: 'loan.sameSigner' }))?.borrower.person).toBe('loan.sameSigner')
    expect(problemsOf({ code: 'refused', message: '', details: { problem: 'loan.outAlready', subject: 'JY-2026-0001' } })).toBeNull()
  })
})

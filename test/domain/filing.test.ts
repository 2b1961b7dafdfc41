import { describe, expect, it } from 'vitest'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { FILING_STEPS, isFiled, openSteps, stepHolder, unscanned } from '#shared/domain/filing.ts'
import { paperInOrder, uncheckedPaper } from '#shared/domain/paper.ts'
import { RECORD_STATES } from '#shared/domain/record.ts'

describe('H4 the steps from received to filed', () => {
  it.each([
    ['expected', false, false, ['receive']],
    ['refused', false, false, ['receive']],
    // Scans and a place of before do not count while it is owed again.
    ['expected', true, true, ['receive']],
    ['incomplete', false, false, ['scan', 'place', 'complete']],
    ['incomplete', true, true, ['complete']],
    ['complete', false, false, ['scan', 'place']],
    ['complete', true, false, ['place']],
    ['complete', false, true, ['scan']],
    ['complete', true, true, []],
  ] as const)('H4 %s, scanned %s, placed %s: %j', (state, scanned, placed, open) => {
    expect(openSteps({ state, scanned, placed })).toEqual(open)
  })

  it('H4 filed only when all are done', () => {
    const filed = RECORD_STATES.flatMap((state) => [true, false].flatMap((scanned) => [true, false].map((placed) => ({ state, scanned, placed })))).filter(isFiled)
    expect(filed).toEqual([{ state: 'complete', scanned: true, placed: true }])
  })

  it('H4 what is owed lies with who answers for it, the rest with the archive', () => {
    expect(FILING_STEPS.map((step) => [step, stepHolder(step)])).toEqual([
      ['receive', 'responsible'], ['scan', 'archive'], ['place', 'archive'], ['complete', 'responsible'],
    ])
  })

  it('H4 scanned are all papers that are there; those that are not need no scan', () => {
    const [first, second, third, ...rest] = DEFAULT_CHECKLISTS.delivery
    if (!first || !second || !third) throw new Error('too short a checklist')
    const papers = [
      paperInOrder(first), paperInOrder(second), { ...uncheckedPaper(third), presence: 'notYetObtainable' as const }, ...rest.map(uncheckedPaper),
    ]
    expect(unscanned(papers, new Map())).toEqual([first.code, second.code])
    expect(unscanned(papers, new Map([[first.code, 2], [second.code, 0], [third.code, 1]]))).toEqual([second.code])
    expect(unscanned(papers, new Map([[first.code, 1], [second.code, 1]]))).toEqual([])
    expect(unscanned([], new Map())).toEqual([])
  })
})

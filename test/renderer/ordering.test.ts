// A volume while it is being ordered: pieces moved, what counts as changed, what is sent (rule C4).
import { describe, expect, it } from 'vitest'
import { toId } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { byRules, isChanged, moved, toOrder, type Ordering } from '../../renderer/features/volume/ordering.ts'
import { daysText, pageText } from '../../renderer/features/volume/words.ts'

const piece = (key: string, day: string): Ordering => ({
  key, source: 'general', recordId: null, documentNumber: '', responsible: '客户关爱部', subject: key, kind: null, onDate: localDate(day), matter: key, part: 'single',
  topSecret: false, pages: 2, remark: '',
})
const PIECES = [piece('a', '2025-03-01'), piece('b', '2025-02-01'), piece('c', '2025-01-01')]
const keys = (pieces: readonly Ordering[]): string => pieces.map(({ key }) => key).join('')

describe('C4 ordering on the screen', () => {
  it('C4 a piece moves up and down, never past the ends; the rules put them by date', () => {
    expect([keys(moved(PIECES, 0, 2)), keys(moved(PIECES, 2, 1)), keys(moved(PIECES, 0, -1)), keys(moved(PIECES, 2, 3)), keys(byRules(PIECES, false))])
      .toEqual(['bca', 'acb', 'abc', 'abc', 'cba'])
  })

  it('C4 what was moved, counted or remarked is changed until it is saved; pages not counted are sent as none', () => {
    const volume = { title: '2025年文书材料', contents: PIECES }
    expect([isChanged(volume, volume.title, PIECES), isChanged(volume, '别的', PIECES), isChanged(volume, volume.title, moved(PIECES, 0, 1))]).toEqual([false, true, true])
    const [first, ...others] = PIECES
    const uncounted = first ? [{ ...first, pages: null }, ...others] : []
    expect(isChanged(volume, volume.title, uncounted)).toBe(true)
    expect(toOrder(toId<'volume'>(1), 'x', uncounted).pieces.map(({ pages }) => pages)).toEqual([0, 2, 2])
  })

  it('C3 one page is one number; of a register the days are its months', () => {
    expect([pageText({ fromPage: 3, toPage: 3 }), pageText({ fromPage: 3, toPage: 5 })]).toEqual(['3', '3–5'])
    const days = { from: localDate('2025-10-01'), to: localDate('2025-12-01') }
    expect([daysText({ source: 'signInBook', ...days }), daysText({ source: 'general', ...days })]).toEqual(['2025-10 – 2025-12', '2025-10-01 – 2025-12-01'])
  })
})

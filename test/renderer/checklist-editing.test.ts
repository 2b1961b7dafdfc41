// A checklist while it is being changed (rule F6).
import { describe, expect, it } from 'vitest'
import { checklistDifference, DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { comparable, editedLines, moved, papersLeft, problemsOf, proposedLines, withPaper } from '../../renderer/features/settings/editing.ts'

const start = DEFAULT_CHECKLISTS.maintenance
const lines = editedLines(start)
const codes = (of: readonly { code: string }[]): string[] => of.map(({ code }) => code)

describe('F6 changing a checklist', () => {
  it('F6 untouched it differs in nothing', () => {
    expect(checklistDifference(start, comparable(lines))).toEqual([])
    expect(codes(proposedLines(lines))).toEqual(codes(start))
    expect(problemsOf(lines).size).toBe(0)
  })

  it('F6 a line moves one place, and none beyond the ends', () => {
    expect(codes(moved(lines, 1, -1))).toEqual(['workOrder', 'receptionSheet', 'settlement', 'freeCheckSheet'])
    expect(codes(moved(lines, 0, -1))).toEqual(codes(lines))
    expect(codes(moved(lines, 3, 1))).toEqual(codes(lines))
  })

  it('F6 papers not on the list can be added, each line told apart from the others', () => {
    expect(papersLeft(lines)).not.toContain('workOrder')
    const more = withPaper(withPaper(withPaper(lines.slice(1), 'estimate'), ''), '')
    expect(new Set(more.map(({ key }) => key)).size).toBe(more.length)
    expect(papersLeft(more)).toContain('receptionSheet')
    expect(papersLeft(more)).not.toContain('estimate')
  })

  it('F6 a paper of the store\'s own needs a name that no other has', () => {
    const own = withPaper(withPaper(lines, ''), '')
    expect([...problemsOf(own)]).toEqual([[4, 'text.required'], [5, 'text.required']])
    const named = own.map((line) => (line.code === '' ? { ...line, name: ' 代驾单 ' } : line))
    expect([...problemsOf(named)]).toEqual([[5, 'checklist.nameTwice']])
    expect(proposedLines(named).at(-1)).toMatchObject({ code: '', name: '代驾单' })
    expect(checklistDifference(start, comparable(named)).map(({ change }) => change)).toEqual(['added', 'added'])
  })
})

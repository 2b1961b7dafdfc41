// Which record a page of the tray is filed onto (rule H4).
import { describe, expect, it } from 'vitest'
import { recordFor } from '../../renderer/features/inbox/keys.ts'

describe('H4 the record that a page is filed onto', () => {
  it('H4 is the one that the sheet before the page names, whatever was chosen for another page', () => {
    expect(recordFor({ id: 2, recordId: 20 }, { page: 1, recordId: 10 })).toBe(20)
  })

  it('H4 is the one chosen by hand for this page; none while another is being chosen', () => {
    expect(recordFor({ id: 2, recordId: 20 }, { page: 2, recordId: 30 })).toBe(30)
    expect(recordFor({ id: 2, recordId: 20 }, { page: 2, recordId: null })).toBeNull()
  })

  it('H4 of a loose page it is the last one chosen by hand, and never what a sheet named for another page', () => {
    expect(recordFor({ id: 3, recordId: null }, { page: 1, recordId: 10 })).toBe(10)
    expect(recordFor({ id: 3, recordId: null }, { page: null, recordId: null })).toBeNull()
  })
})

// Splitting a batch by its sheets (rules H4, F4).
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortPages } from '#shared/domain/inbox.ts'
import { labelText, type Label } from '#shared/domain/label.ts'

const invoice: Label = { what: 'paper', number: 'JC-2026-00012', code: 'purchaseInvoice' }
const contract: Label = { what: 'paper', number: 'JC-2026-00012', code: 'salesContract' }
const folder: Label = { what: 'dossier', number: 'A1-XS-2026-D10-00007' }

const text = labelText

describe('H4 a batch is split by its sheets', () => {
  it('H4 pages belong to the sheet before them, until the next one', () => {
    expect(sortPages([[text(invoice)], [], [], [text(contract)], []])).toEqual([
      { what: 'sheet', label: invoice },
      { what: 'page', under: invoice },
      { what: 'page', under: invoice },
      { what: 'sheet', label: contract },
      { what: 'page', under: contract },
    ])
  })

  it('H4 pages before the first sheet belong nowhere yet', () => {
    expect(sortPages([[], [text(invoice)], []])).toEqual([
      { what: 'page', under: null },
      { what: 'sheet', label: invoice },
      { what: 'page', under: invoice },
    ])
  })

  it('H4 codes that are not ours say nothing: an invoice carries its own', () => {
    expect(sortPages([[text(invoice)], ['01,10,044001900111,12345678'], ['https://example.invalid/YD*P*x*y']])).toEqual([
      { what: 'sheet', label: invoice },
      { what: 'page', under: invoice },
      { what: 'page', under: invoice },
    ])
  })

  it('H4 a page with labels of two things is sure of nothing, nor is what follows it', () => {
    expect(sortPages([[text(invoice)], [text(invoice), text(contract)], []])).toEqual([
      { what: 'sheet', label: invoice },
      { what: 'page', under: null },
      { what: 'page', under: null },
    ])
    expect(sortPages([[text(invoice), text(invoice)], []])[1]).toEqual({ what: 'page', under: invoice })
  })

  it('F2 behind a folder’s label, pages are known to belong to that dossier', () => {
    expect(sortPages([[text(folder)], []])[1]).toEqual({ what: 'page', under: folder })
  })

  it('H4 no page is lost or doubled, whatever was read on them', () => {
    const codes = fc.array(fc.array(fc.oneof(fc.string(), fc.constantFrom(text(invoice), text(contract), text(folder))), { maxLength: 3 }), { maxLength: 30 })
    fc.assert(fc.property(codes, (read) => {
      const sorted = sortPages(read)
      expect(sorted).toHaveLength(read.length)
      expect(sorted.every((page, at) => page.what === 'page' || read[at]?.includes(text(page.label)) === true)).toBe(true)
    }))
  })
})

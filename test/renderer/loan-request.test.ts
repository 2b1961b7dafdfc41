// What a request for a loan sends of what was filled in, and what it may not ask for (rules L1, L2).
import { describe, expect, it } from 'vitest'
import { toId } from '#shared/domain/id.ts'
import { labelText } from '#shared/domain/label.ts'
import { loanContract } from '#shared/contract/loan.ts'
import {
  BLANK, borrowerOf, choiceProblems, forbidden, inForm, isBlank, mayLeave, papersNamed, requestValues, toRequest, typedOf, type Meant, type RequestValues,
} from '../../renderer/features/loan/requestValues.ts'
import { identityNumberOf } from '#test/support/samples.ts'
import { today } from './views.ts'

const meant: Meant = {
  dossier: {
    id: toId<'dossier'>(1), number: 'HF01-XS-2026-D10-00001', plate: '皖A10001', vin: 'LSVNX41Z82S000001', model: '明锐 1.4T', ownerName: '王建国', secrecy: 'restricted',
  },
  out: false,
  records: [{ id: toId<'record'>(7), number: 'R2026-00007', kind: 'delivery', deliveredOn: today, papers: ['salesContract', 'identityCopy'] }],
  steps: [{ role: 'departmentHead', department: '销售部' }],
}

const filled = (change: Partial<RequestValues> = {}): RequestValues => ({ ...BLANK, dossier: '皖A10001', purpose: '核对合同', ...change })

const OUTSIDER: RequestValues['outsider'] = {
  name: '钱明', unit: '某保险公司', letterNumber: '介字 26-018', letterIssuer: '某保险公司', identityKind: 'identityCard', identityNumber: identityNumberOf(77),
}

const accepted = (values: RequestValues): boolean => loanContract['loan.request'].input.safeParse(toRequest(values, meant)).success

describe('L1, L2 what is sent', () => {
  it('L2 the whole folder, on the premises, for oneself, unless something else is chosen', () => {
    expect(toRequest(filled(), meant)).toEqual({
      dossier: '皖A10001', purpose: '核对合同', papers: [], borrower: null, place: 'premises', reason: '', days: 1,
    })
    expect(accepted(filled())).toBe(true)
    expect(accepted(filled({ purpose: '' }))).toBe(false)
  })

  it('L2 what was typed for another choice stays behind', () => {
    const values = filled({ outsider: OUTSIDER, personId: 3, reason: '送车管所核对', days: 9, papers: ['7/salesContract'] })
    expect(toRequest(values, meant)).toMatchObject({ borrower: null, reason: '', days: 1, papers: [] })
    expect(toRequest({ ...values, who: 'colleague', place: 'out' }, meant)).toMatchObject({ borrower: { kind: 'colleague', personId: 3 }, reason: '送车管所核对', days: 9 })
  })

  it('L2 an outsider with letter and document; taking out with reason and days', () => {
    expect(toRequest(filled({ who: 'outsider', outsider: OUTSIDER }), meant).borrower).toEqual({ kind: 'outsider', ...OUTSIDER })
    expect(accepted(filled({ who: 'outsider', outsider: OUTSIDER }))).toBe(true)
    expect(accepted(filled({ who: 'outsider', outsider: { ...OUTSIDER, letterNumber: '' } }))).toBe(false)
    expect(accepted(filled({ place: 'out', reason: '送车管所核对' }))).toBe(true)
    expect(accepted(filled({ place: 'out', reason: '送车管所核对', days: null }))).toBe(false)
    expect(accepted(filled({ place: 'out' }))).toBe(false)
  })

  it('L1 papers are named of the dossier that is meant, and of no other', () => {
    const values = filled({ extent: 'papers', papers: ['7/identityCopy', '8/salesContract', '7/noSuchPaper'] })
    expect(papersNamed(values, meant)).toEqual([{ recordId: 7, code: 'identityCopy' }])
    expect(papersNamed(values, null)).toEqual([])
    expect(choiceProblems(values, meant)).toEqual([])
    expect(choiceProblems({ ...values, who: 'colleague' }, null)).toEqual([
      { name: 'personId', problem: 'text.required' }, { name: 'papers', problem: 'text.required' },
    ])
  })
})

describe('L2, S1 what no approval allows', () => {
  it('L2 outsiders read restricted dossiers on the premises; what is confidential never leaves', () => {
    expect(mayLeave('self', null)).toBe(true)
    expect(mayLeave('self', 'restricted')).toBe(true)
    expect(mayLeave('self', 'confidential')).toBe(false)
    expect(mayLeave('outsider', null)).toBe(false)
    expect(forbidden({ who: 'colleague', place: 'out' }, 'topSecret')).toBe('loan.neverLeaves')
    expect(forbidden({ who: 'outsider', place: 'premises' }, 'confidential')).toBe('loan.outsiderLevel')
    expect(forbidden({ who: 'outsider', place: 'premises' }, null)).toBeNull()
  })

  it('L2 who has to approve is asked for whoever borrows', () => {
    expect(borrowerOf({ who: 'self', personId: 3 })).toBeNull()
    expect(borrowerOf({ who: 'colleague', personId: 3 })).toEqual({ kind: 'colleague', personId: 3 })
    expect(borrowerOf({ who: 'colleague', personId: null })).toBeNull()
    expect(borrowerOf({ who: 'outsider', personId: null })).toEqual({ kind: 'outsider' })
  })
})

describe('A1 what is kept over a lock', () => {
  it('A1 comes back as it was; what is not a request is left', () => {
    const values = filled({ who: 'outsider', outsider: OUTSIDER, extent: 'papers', papers: ['7/identityCopy'] })
    expect(requestValues.parse(JSON.parse(JSON.stringify(values)))).toEqual(values)
    expect(requestValues.safeParse({ who: 'nobody' }).success).toBe(false)
  })

  it('A1 nothing is kept of a form as it was opened', () => {
    expect(isBlank(BLANK, '')).toBe(true)
    expect(isBlank({ ...BLANK, dossier: '皖A10001' }, '皖A10001')).toBe(true)
    expect(isBlank(filled(), '')).toBe(false)
  })
})

describe('L1 a scanned label, a refusal', () => {
  it('F2 a label says what one would have typed', () => {
    expect(typedOf(labelText({ what: 'dossier', number: 'HF01-XS-2026-D10-00001' }))).toBe('HF01-XS-2026-D10-00001')
    expect(typedOf(labelText({ what: 'paper', number: 'R2026-00001', code: 'salesContract' }))).toBe('R2026-00001')
    expect(typedOf(' 皖A10001 ')).toBe('皖A10001')
  })

  it('L2 what is refused of the borrower shows at the field it was typed into', () => {
    const error = inForm({
      code: 'invalidInput', message: '', details: {
        fields: [
          { path: ['borrower', 'identityNumber'], problem: 'identity.checkDigit' }, { path: ['borrower', 'personId'], problem: 'loan.cannotBorrow' },
          { path: ['days'], problem: 'loan.days' },
        ],
      },
    })
    expect(error.details.fields?.map(({ path }) => path)).toEqual([['outsider', 'identityNumber'], ['personId'], ['days']])
  })
})

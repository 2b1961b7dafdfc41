// What values of the audit trail's entries are called (rule A3): no key of the program's own stands before people.
import { describe, expect, it } from 'vitest'
import { HOLD_KINDS, DISPOSAL_ACTS } from '#shared/domain/disposal.ts'
import { IDENTITY_KINDS } from '#shared/domain/identity.ts'
import { APPROVAL_ROLES, LOAN_PLACES, LOAN_STATES } from '#shared/domain/loan.ts'
import { REFUSAL_REASONS } from '#shared/domain/sign-in-book.ts'
import { INSPECTION_FINDINGS, OUTCOMES } from '#shared/domain/stocktaking.ts'
import { SUBJECT_ACTS } from '#shared/domain/subject.ts'
import { detailText } from '#shared/words/audit.ts'

const textOf = (field: string, value: string): string => detailText('zh-CN', { field, values: [value], more: 0 }).text

const VALUES: Record<string, readonly string[]> = {
  reason: REFUSAL_REASONS, state: LOAN_STATES, place: LOAN_PLACES, shown: IDENTITY_KINDS, outcome: OUTCOMES, findings: INSPECTION_FINDINGS, kind: HOLD_KINDS,
  act: [...DISPOSAL_ACTS, ...SUBJECT_ACTS], role: APPROVAL_ROLES, steps: APPROVAL_ROLES, paper: ['salesContract', 'settlement'], term: ['permanent', 'long', 'short'],
  where: ['password', 'recoveryKey', ...['admin', 'approver', 'giver', 'receiver', 'borrower', 'keeper', 'binder', 'checker', 'witness1', 'witness2'].map((who) => `${who}Password`)],
}

describe('A3 the words of the audit trail', () => {
  it('A3 every value that the program chose has a word', () => {
    const bare = Object.entries(VALUES).flatMap(([field, values]) => values.filter((value) => /[a-z]/.test(textOf(field, value))).map((value) => `${field} ${value}`))
    expect(bare).toEqual([])
  })

  it('A3 one of parts says each; what somebody typed stays as it is', () => {
    expect(textOf('lacks', 'salesContract/customerSignature')).toBe('销售合同原件 客户签字缺失或有误')
    expect(textOf('after', 'confidential/2027-12-31')).toBe('机密 2027-12-31')
    expect(textOf('before', 'restricted/')).toBe('秘密')
    expect(textOf('steps', 'departmentHead/3')).toBe('部门负责人 3')
    expect(textOf('after', '精品/附件部')).toBe('精品/附件部')
    expect(textOf('remark', 'ink')).toBe('ink')
    expect(textOf('reason', '笔迹 a/b')).toBe('笔迹 a/b')
  })
})

// Lending: who approves, for how long, what a state allows, and that no walk of acts reaches what the rules forbid (rules L1 to L4, S1, S3, C1).
import { assert, constantFrom, array, integer, record, property, boolean } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { localDate } from '#shared/domain/local-date.ts'
import {
  approvalProblem, approvalsNeeded, backProblems, holdsPost, isLate, isOpenLoan, isOverdue, isShort, lendingProblem, LOAN_ACTS, LOAN_PLACES,
  LOAN_STATES, LOAN_STEPS, loanDue, placeAt, recalledDue, renewProblem, requestProblems, type ApprovalRole, type Approver, type BorrowerFacts,
  type LoanAct, type LoanState, type LoanTimes,
} from '#shared/domain/loan.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { DEPARTMENT_KINDS, ROLES, type Role } from '#shared/domain/role.ts'
import { loanViolations } from '#shared/domain/violation.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'
import { toId } from '#shared/domain/id.ts'

const day = localDate

const TABLE: Record<LoanState, Partial<Record<LoanAct, LoanState>>> = {
  requested: { name: 'requested', agree: 'requested', approve: 'approved', decline: 'declined', withdraw: 'withdrawn' },
  approved: { handOut: 'out', withdraw: 'withdrawn' },
  out: { renew: 'out', recall: 'out', giveBack: 'returned', reportLost: 'lost' },
  lost: { find: 'returned' },
  returned: {},
  declined: {},
  withdrawn: {},
}

describe('L1 the states of a loan', () => {
  it.each(LOAN_STATES.flatMap((state) => LOAN_ACTS.map((act) => ({ state, act, next: TABLE[state][act] }))))('L1 $act of $state gives $next', ({ state, act, next }) => {
    expect(LOAN_STEPS[state][act]).toBe(next)
  })

  it('L1 R3 what somebody has still to do something about is open', () => {
    expect(LOAN_STATES.filter(isOpenLoan)).toEqual(['requested', 'approved', 'out', 'lost'])
  })
})

const colleague = (roles: readonly Role[], departmentKind: (typeof DEPARTMENT_KINDS)[number], ownRecord: boolean): BorrowerFacts => (
  { kind: 'colleague', roles, departmentKind, ownRecord }
)

describe('L2 S3 who has to approve', () => {
  it.each<[string, BorrowerFacts, (typeof SECRECY_LEVELS)[number], ApprovalRole[]]>([
    ['own department: its head', colleague(['salesConsultant'], 'sales', true), 'restricted', ['departmentHead']],
    ['another department: that head and the customer director', colleague(['salesConsultant'], 'sales', false), 'restricted', ['departmentHead', 'customerDirector']],
    ['customer care: the customer director, once', colleague(['careSpecialist'], 'care', false), 'restricted', ['customerDirector']],
    ['a head’s own: the customer director', colleague(['serviceHead'], 'service', true), 'restricted', ['customerDirector']],
    ['the customer director’s own: the general manager', colleague(['customerDirector'], 'care', false), 'restricted', ['generalManager']],
    ['the general manager’s own: the customer director', colleague(['generalManager'], 'management', false), 'restricted', ['customerDirector']],
    ['outsiders: customer director and general manager', { kind: 'outsider' }, 'restricted', ['customerDirector', 'generalManager']],
    ['机密: the general manager as well', colleague(['serviceAdvisor'], 'service', true), 'confidential', ['departmentHead', 'generalManager']],
    ['机密 of another department', colleague(['serviceAdvisor'], 'service', false), 'confidential', ['departmentHead', 'customerDirector', 'generalManager']],
    ['机密, the general manager’s own', colleague(['generalManager'], 'management', false), 'confidential', ['customerDirector']],
    ['绝密: the general manager alone', colleague(['salesConsultant'], 'sales', true), 'topSecret', ['generalManager']],
    ['绝密, the general manager’s own', colleague(['generalManager'], 'management', false), 'topSecret', ['customerDirector']],
    ['a head of sales who sits in service is no head there', colleague(['salesHead'], 'service', true), 'restricted', ['departmentHead']],
  ])('L2 S3 %s', (_case, borrower, level, asked) => {
    expect(approvalsNeeded(borrower, level)).toEqual(asked)
  })

  it('L2 nobody’s loan goes without an approval, and nobody approves as the post they hold', () => {
    assert(property(
      array(constantFrom(...ROLES), { minLength: 1, maxLength: 3 }), constantFrom(...DEPARTMENT_KINDS), boolean(), constantFrom(...SECRECY_LEVELS),
      (roles, departmentKind, ownRecord, level) => {
        const steps = approvalsNeeded(colleague(roles, departmentKind, ownRecord), level)
        expect(steps.length).toBeGreaterThan(0)
        expect(new Set(steps).size).toBe(steps.length)
        const self = { roles, departmentId: 1, departmentKind }
        // Whoever holds all the posts above is approved by the one that is not theirs alone.
        const holdsAll = roles.includes('generalManager') && roles.includes('customerDirector')
        expect(steps.filter((step) => !holdsAll && holdsPost(step, 1, self))).toEqual([])
      },
    ), { seed: 5 })
  })
})

const person = (id: number, roles: readonly Role[], departmentKind: (typeof DEPARTMENT_KINDS)[number], departmentId: number): Approver => ({ id, roles, departmentKind, departmentId })
const HEAD = person(1, ['salesHead'], 'sales', 10)
const OTHER_HEAD = person(2, ['salesHead'], 'sales', 11)
const DIRECTOR = person(3, ['customerDirector'], 'care', 12)
const MANAGER = person(4, ['generalManager'], 'management', 13)
const SELLER = person(5, ['salesConsultant'], 'sales', 10)
const ALL = [HEAD, OTHER_HEAD, DIRECTOR, MANAGER, SELLER]

describe('L2 who may give an approval', () => {
  const step = (role: ApprovalRole, given: number[] = [], borrowerId: number | null = SELLER.id) => ({ role, departmentId: 10, borrowerId, given })

  it('L2 the head of the borrower’s own department, nobody else’s', () => {
    expect(approvalProblem(step('departmentHead'), HEAD, ALL)).toBeNull()
    expect(approvalProblem(step('departmentHead'), OTHER_HEAD, ALL)).toBe('loan.notYours')
    expect(approvalProblem(step('departmentHead'), MANAGER, ALL)).toBe('loan.notYours')
    expect(approvalProblem(step('departmentHead'), SELLER, ALL)).toBe('loan.own')
  })

  it('L2 one approval of a person: a second is for somebody else, or for the general manager where nobody else can', () => {
    const both = person(6, ['salesHead', 'customerDirector'], 'sales', 10)
    expect(approvalProblem(step('customerDirector', [both.id]), both, [both, DIRECTOR, MANAGER])).toBe('loan.approvedOnce')
    expect(approvalProblem(step('customerDirector', [both.id]), MANAGER, [both, DIRECTOR, MANAGER])).toBe('loan.notYours')
    expect(approvalProblem(step('customerDirector', [both.id]), MANAGER, [both, MANAGER])).toBeNull()
  })

  it('L2 the general manager stands in for a post that nobody holds, and gives their own approval too', () => {
    const without = [OTHER_HEAD, DIRECTOR, MANAGER]
    expect(approvalProblem(step('departmentHead'), MANAGER, without)).toBeNull()
    expect(approvalProblem(step('generalManager', [MANAGER.id]), MANAGER, without)).toBeNull()
    expect(approvalProblem(step('generalManager', [MANAGER.id], MANAGER.id), MANAGER, without)).toBe('loan.own')
  })
})

describe('L2 S1 what no approval allows', () => {
  it('L2 机密 and 绝密 never leave; outsiders see 秘密 on the premises alone', () => {
    expect(lendingProblem({ outsider: false, level: 'restricted', place: 'out' })).toBeNull()
    expect(lendingProblem({ outsider: false, level: 'confidential', place: 'out' })).toBe('loan.neverLeaves')
    expect(lendingProblem({ outsider: false, level: 'topSecret', place: 'premises' })).toBeNull()
    expect(lendingProblem({ outsider: true, level: 'restricted', place: 'premises' })).toBeNull()
    expect(lendingProblem({ outsider: true, level: 'restricted', place: 'out' })).toBe('loan.outsiderPlace')
    expect(lendingProblem({ outsider: true, level: 'confidential', place: 'premises' })).toBe('loan.outsiderLevel')
    for (const level of SECRECY_LEVELS) expect(placeAt('out', level)).toBe(level === 'restricted' ? 'out' : 'premises')
  })

  it('L1 L2 a request says what for; taking out needs a reason and its days', () => {
    const request = { place: 'premises', reason: '', purpose: '核对', days: 1, outsider: false } as const
    expect(requestProblems(request)).toEqual([])
    expect(requestProblems({ ...request, purpose: '' })).toEqual([{ field: 'purpose', problem: 'text.required' }])
    expect(requestProblems({ ...request, place: 'out' })).toEqual([{ field: 'reason', problem: 'text.required' }])
    expect(requestProblems({ ...request, place: 'out', reason: '送检', days: 31 })).toEqual([{ field: 'days', problem: 'loan.days' }])
    expect(requestProblems({ ...request, place: 'out', reason: '送检', outsider: true })).toEqual([{ field: 'place', problem: 'loan.outsiderPlace' }])
  })
})

const OUT: LoanTimes = { state: 'out', place: 'out', dueOn: day('2026-03-05'), renewals: 0, recalledOn: null, endedOn: null }

describe('L2 L4 days', () => {
  it('L2 D1 on the premises the same day; taken out by working days, the day itself not counted', () => {
    expect(loanDue('premises', day('2026-03-02'), 5, STATE_CALENDAR)).toEqual({ on: '2026-03-02', provisional: false })
    expect(loanDue('out', day('2026-03-05'), 2, STATE_CALENDAR).on).toBe('2026-03-09')
  })

  it('L2 a recall makes it due the next working day, never later than it was', () => {
    expect(recalledDue({ on: day('2026-03-20'), provisional: false }, day('2026-03-06'), STATE_CALENDAR).on).toBe('2026-03-09')
    expect(recalledDue({ on: day('2026-03-06'), provisional: false }, day('2026-03-06'), STATE_CALENDAR).on).toBe('2026-03-06')
  })

  it('L2 renewed at most twice, in time, and never what was recalled or is read here', () => {
    const today = day('2026-03-05')
    expect(renewProblem(OUT, today)).toBeNull()
    expect(renewProblem({ ...OUT, renewals: 2 }, today)).toBe('loan.renewedTwice')
    expect(renewProblem({ ...OUT, recalledOn: today }, today)).toBe('loan.recalled')
    expect(renewProblem({ ...OUT, place: 'premises' }, today)).toBe('loan.onPremises')
    expect(renewProblem(OUT, day('2026-03-06'))).toBe('loan.overdue')
    expect(renewProblem({ ...OUT, state: 'returned' }, today)).toBe('loan.cannot')
  })

  it('L4 overdue from the first day after the due day, a violation of that day, once, at what the store has set', () => {
    const facts = { loanId: toId<'loan'>(1), loanNumber: 'JY-2026-0001', personId: toId<'person'>(5), dueOn: day('2026-03-05'), endedOn: null }
    expect(isOverdue(OUT, day('2026-03-05'))).toBe(false)
    expect(isOverdue(OUT, day('2026-03-06'))).toBe(true)
    expect(loanViolations(facts, [], day('2026-03-05'))).toEqual([])
    expect(loanViolations(facts, [], day('2026-03-20'))).toMatchObject([{ key: 'L4/JY-2026-0001', rule: 'L4', on: '2026-03-06', base: 0 }])
    const policy = { ...DEFAULT_POLICY, fines: { ...DEFAULT_POLICY.fines, loanOverdue: 1000 } }
    expect(loanViolations(facts, [{ fromOn: day('2026-03-01'), policy }], day('2026-03-20'))).toMatchObject([{ base: 1000 }])
    expect(loanViolations({ ...facts, endedOn: day('2026-03-05') }, [], day('2026-03-20'))).toEqual([])
    expect(isLate({ dueOn: day('2026-03-05'), endedOn: day('2026-03-06') }, day('2026-03-20'))).toBe(true)
  })
})

describe('L3 V7 counting', () => {
  const out = { pages: 12, condition: 'sound', papers: 2 } as const

  it('L3 fewer pages or papers, or damage that was not there, has to be reported with pieces and words', () => {
    expect(isShort(out, { ...out, pages: 11 })).toBe(true)
    expect(isShort(out, { ...out, papers: 1 })).toBe(true)
    expect(isShort(out, { ...out, condition: 'damaged' })).toBe(true)
    expect(isShort({ ...out, condition: 'damaged' }, { ...out, condition: 'damaged' })).toBe(false)
    expect(isShort(out, { ...out, condition: 'worn' })).toBe(false)
    expect(backProblems(out, { ...out, pieces: 0, remark: '' })).toEqual([])
    expect(backProblems(out, { ...out, pages: 11, pieces: 0, remark: '' }).map(({ problem }) => problem)).toEqual(['loan.piecesDue', 'text.required'])
    expect(backProblems(out, { ...out, pieces: 1, remark: '少' })).toEqual([{ field: 'pieces', problem: 'loan.nothingShort' }])
    expect(backProblems(out, { ...out, pages: 13, pieces: 0, remark: '' })).toEqual([{ field: 'remark', problem: 'text.required' }])
  })
})

/** A loan as the rules alone let it change. */
type Walked = LoanTimes & { steps: ApprovalRole[]; given: number[]; out: number }

const MOVES = record({ act: constantFrom(...LOAN_ACTS), by: constantFrom(...ALL), days: integer({ min: 0, max: 12 }) })

describe('L1 L2 C1 random walks', () => {
  it('L1 L2 C1 no walk hands out a folder without every approval, twice, or by one’s own approval; nor renews it a third time', () => {
    assert(property(
      constantFrom(HEAD, SELLER, DIRECTOR, MANAGER), boolean(), constantFrom(...SECRECY_LEVELS), constantFrom(...LOAN_PLACES), array(MOVES, { maxLength: 40 }),
      (borrower, ownRecord, level, asked, moves) => {
        let today = day('2026-03-02')
        const loan: Walked = {
          state: 'requested', place: asked, dueOn: null, renewals: 0, recalledOn: null, endedOn: null, given: [], out: 0,
          steps: approvalsNeeded({ kind: 'colleague', roles: borrower.roles, departmentKind: borrower.departmentKind, ownRecord }, level),
        }
        for (const { act, by, days } of moves) {
          today = loanDue('out', today, days + 1, STATE_CALENDAR).on
          take(loan, act, { by, borrower, level, today, days: days + 1 })
        }
        expect(loan.out).toBeLessThanOrEqual(1)
        expect(loan.renewals).toBeLessThanOrEqual(2)
        expect(loan.given).not.toContain(borrower.id)
        expect(loan.out > 0 && loan.given.length < loan.steps.length).toBe(false)
        expect(loan.out > 0 && loan.place === 'out' && level !== 'restricted').toBe(false)
        expect(loan.endedOn !== null).toBe(loan.state === 'returned' || loan.state === 'lost')
      },
    ), { seed: 20_260_302, numRuns: 700 })
  })
})

type Taken = { by: Approver; borrower: Approver; level: (typeof SECRECY_LEVELS)[number]; today: ReturnType<typeof day>; days: number }

function take(loan: Walked, act: LoanAct, { by, borrower, level, today, days }: Taken): void {
  const next = LOAN_STEPS[loan.state][act]
  if (next === undefined) return
  const role = loan.steps[loan.given.length]
  const isLast = loan.given.length + 1 === loan.steps.length
  switch (act) {
    case 'agree':
    case 'approve': {
      if (role === undefined || isLast !== (act === 'approve')) return
      if (approvalProblem({ role, departmentId: borrower.departmentId, borrowerId: borrower.id, given: loan.given }, by, ALL) !== null) return
      loan.given.push(by.id)
      break
    }
    case 'handOut':
      loan.place = placeAt(loan.place, level)
      loan.dueOn = loanDue(loan.place, today, days, STATE_CALENDAR).on
      loan.out += 1
      break
    case 'renew':
      if (renewProblem(loan, today) !== null) return
      loan.renewals += 1
      break
    case 'recall':
      loan.recalledOn = today
      break
    case 'giveBack':
    case 'reportLost':
      loan.endedOn = today
      break
    default:
  }
  loan.state = next
}

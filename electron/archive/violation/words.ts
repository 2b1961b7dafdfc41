// What stands in the workbook of a month's violations, in the languages of the screens.
import type { PenaltyState } from '#shared/domain/penalty.ts'
import { RULE_NAMES, type ViolationRule } from '#shared/domain/violation.ts'

type Words = {
  title: string
  columns: readonly string[]
  open: string
  yes: string
  hidden: string
  sum: string
  total: string
  rules: Record<ViolationRule, string>
  states: Record<PenaltyState, string>
}

export const WORDS = {
  'zh-CN': {
    title: '违规处罚',
    columns: [
      '编号', '部门', '姓名', '违规日', '条款', '业务记录', '车牌', '应交日', '签收日', '项数', '基数（元）', '当月第几次', '翻倍', '建议金额（元）',
      '决定金额（元）', '扣绩效（%）', '状态', '更正',
    ],
    open: '本月未结：尚未决定的是建议，不作数。',
    yes: '是',
    hidden: '（保密）',
    sum: '合计',
    total: '总计',
    rules: RULE_NAMES['zh-CN'],
    states: {
      proposed: '建议', objected: '建议，有异议', confirmed: '已决定', contested: '有异议', upheld: '异议已复核', appealed: '已申诉', final: '申诉已定', waived: '免罚',
    },
  },
  en: {
    title: 'Penalties',
    columns: [
      'Number', 'Department', 'Name', 'Day', 'Rule', 'Record', 'Plate', 'Due', 'Received', 'Items', 'Base (yuan)', 'Nth of the month', 'Doubled', 'Proposed (yuan)',
      'Decided (yuan)', 'Performance pay (%)', 'State', 'Adjusts',
    ],
    open: 'The month is open: what is not decided is a proposal and does not count.',
    yes: 'yes',
    hidden: '(withheld)',
    sum: 'Sum',
    total: 'Total',
    rules: RULE_NAMES.en,
    states: {
      proposed: 'proposed', objected: 'proposed, objected to', confirmed: 'decided', contested: 'objected to', upheld: 'objection answered', appealed: 'appealed',
      final: 'appeal decided', waived: 'waived',
    },
  },
} as const satisfies Record<string, Words>

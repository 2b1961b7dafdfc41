// What stands in the workbook of an appraisal sheet, in the languages of the screens.
import type { RecordKind } from '#shared/domain/record.ts'
import { value as en } from '#shared/words/en/value.ts'
import { value as zh } from '#shared/words/zh-CN/value.ts'

type Words = {
  title: string
  store: string
  department: string
  month: string
  heads: string
  drawn: string
  open: string
  figures: { due: string; onTime: string; onTimeRate: string; received: string; complete: string; completeRate: string }
  all: string
  before: string
  byPerson: string
  byKind: string
  late: string
  incomplete: string
  record: { number: string; kind: string; person: string; car: string; dueOn: string; receivedOn: string; lacks: string; never: string }
  more: (count: number) => string
  definitions: string
  kinds: Record<RecordKind, string>
  /** V11, for who reads the sheet. */
  definition: readonly string[]
}

export const WORDS: Record<'zh-CN' | 'en', Words> = {
  'zh-CN': {
    title: '档案移交考核表', store: '门店', department: '部门', month: '考核月份', heads: '部门负责人', drawn: '制表', open: '本月尚未结束，数字还会变动。',
    figures: { due: '应交', onTime: '按时', onTimeRate: '及时率', received: '已交', complete: '齐全', completeRate: '完整率' },
    all: '合计', before: '上月', byPerson: '按人员', byKind: '按类别', late: '逾期记录', incomplete: '不齐全记录',
    record: { number: '记录号', kind: '类别', person: '负责人', car: '车辆', dueOn: '应交日', receivedOn: '签收日', lacks: '缺项', never: '未交' },
    more: (count) => `另有 ${count} 条，见及时率页面。`,
    definitions: '口径',
    kinds: zh.recordKind,
    definition: [
      '及时率 = 当月到期并在应交日当天或之前签收的记录 ÷ 当月到期的记录。从未移交的算逾期，未到期的不计，被退回的不算移交。',
      '完整率 = 当月首次移交时材料齐全的记录 ÷ 当月移交的记录。经客户总监同意缓交的材料不算缺失。',
      '百分率舍去一位小数以后的部分：只有全部达到才是 100%。',
    ],
  },
  en: {
    title: 'Appraisal sheet: handover of records', store: 'Store', department: 'Department', month: 'Month', heads: 'Head', drawn: 'Drawn up',
    open: 'The month is not over: its figures may still change.',
    figures: { due: 'Due', onTime: 'On time', onTimeRate: 'On-time rate', received: 'Handed over', complete: 'Complete', completeRate: 'Completeness rate' },
    all: 'All', before: 'Month before', byPerson: 'By person', byKind: 'By kind', late: 'Late records', incomplete: 'Incomplete records',
    record: {
      number: 'Record', kind: 'Kind', person: 'Answers for it', car: 'Car', dueOn: 'Due', receivedOn: 'Received', lacks: 'Lacks', never: 'never',
    },
    more: (count) => `${count} more: see the rates in the program.`,
    definitions: 'Definitions',
    kinds: en.recordKind,
    definition: [
      'On-time rate = records due in the month and received on or before their due day ÷ records due in the month. Never handed over counts as late, not yet due stays out, a refused handover is none.',
      'Completeness rate = records complete at their first handover in the month ÷ records handed over in the month. A delay that the customer director accepted is no lack.',
      'Rates are rounded down to a tenth of a per cent: 100% means all of them.',
    ],
  },
}

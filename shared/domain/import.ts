// Lists brought in from elsewhere (导入; rule H8): the store's own register of dossiers, once, and the dealer system's daily lists. Which
// column holds what is guessed from its heading, and a person looks it over.
import type { Id } from './id.ts'
import type { CompanyIdentityKind, PersonIdentityKind } from './identity.ts'
import type { LocalDate } from './local-date.ts'
import { cellText, type Cell } from './import-cell.ts'
import type { RecordKind } from './record.ts'

/** `dossierRegister`: what lies in the cabinets already. `deliveries`, `repairOrders`: what is owed from now on. */
export const IMPORT_LISTS = ['dossierRegister', 'deliveries', 'repairOrders'] as const
export type ImportList = (typeof IMPORT_LISTS)[number]

export const IMPORT_FIELDS = [
  'archiveNumber', 'vin', 'plate', 'model', 'colour', 'engineNumber', 'customerName', 'identityNumber', 'phone', 'address', 'origin',
  'deliveredOn', 'serviceKind', 'orderNumber', 'responsible', 'contactName', 'contactPhone', 'slot',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

const CAR = ['vin', 'plate', 'model', 'colour', 'engineNumber'] as const satisfies readonly ImportField[]
const CUSTOMER = ['customerName', 'identityNumber', 'phone', 'address'] as const satisfies readonly ImportField[]

/** What each list can hold, in the order in which a screen asks for it. */
export const LIST_FIELDS: Readonly<Record<ImportList, readonly ImportField[]>> = {
  dossierRegister: ['archiveNumber', ...CAR, ...CUSTOMER, 'origin', 'deliveredOn', 'slot'],
  deliveries: ['deliveredOn', ...CAR, ...CUSTOMER, 'responsible', 'orderNumber', 'contactName', 'contactPhone'],
  repairOrders: ['deliveredOn', 'serviceKind', ...CAR, ...CUSTOMER, 'responsible', 'orderNumber', 'contactName', 'contactPhone'],
}

/** Which column, from 0, holds a field. */
export type ImportColumns = Readonly<Partial<Record<ImportField, number>>>

/** What holds for lines that do not say it themselves. */
export type ImportChoices = {
  /** Of cars not on file; a delivered car was sold here whatever this says. */
  origin: 'soldHere' | 'soldElsewhere'
  /** Who answers for a record whose line names nobody, or nobody who can answer for it; null: such a line is wrong. */
  responsibleId: Id<'person'> | null
  /** The kind of a visit whose words are not understood; null: such a line is wrong. */
  serviceKind: Exclude<RecordKind, 'delivery'> | null
  /** VINs from abroad are taken although their check digit does not fit. */
  foreignVins: boolean
}

export const DEFAULT_CHOICES: Readonly<Record<ImportList, ImportChoices>> = {
  dossierRegister: { origin: 'soldHere', responsibleId: null, serviceKind: null, foreignVins: false },
  deliveries: { origin: 'soldHere', responsibleId: null, serviceKind: null, foreignVins: false },
  repairOrders: { origin: 'soldElsewhere', responsibleId: null, serviceKind: null, foreignVins: false },
}

/** Fields without a column that a list cannot do without; of several in one group one is enough. */
export function missingColumns(list: ImportList, columns: ImportColumns, choices: ImportChoices): ImportField[][] {
  const needed: Record<ImportList, ImportField[][]> = {
    dossierRegister: [['vin'], ['customerName'], ['model']],
    deliveries: [['deliveredOn'], ['vin'], ['customerName'], ['model'], ...(choices.responsibleId === null ? [['responsible'] satisfies ImportField[]] : [])],
    repairOrders: [
      ['deliveredOn'], ['vin', 'plate'],
      ...(choices.serviceKind === null ? [['serviceKind'] satisfies ImportField[]] : []),
      ...(choices.responsibleId === null ? [['responsible'] satisfies ImportField[]] : []),
    ],
  }
  return needed[list].filter((group) => group.every((field) => columns[field] === undefined))
}

/** Headings as dealer systems and stores write them; the first of a field is how we write it ourselves. */
const HEADINGS: Readonly<Record<ImportField, readonly string[]>> = {
  archiveNumber: ['档号', '档案编号', '档案号', '档案序号', '卷号', '文件编号'],
  vin: ['车架号', 'vin', 'vin码', 'vin号', '车辆识别代号', '车辆识别码', '车辆识别代码', '底盘号', '车架号码', '车身号', '车架号vin'],
  plate: ['车牌号', '车牌', '车牌号码', '牌照', '牌照号', '牌照号码', '号牌', '号牌号码', '车号', '车辆牌照'],
  model: ['车型', '车型名称', '车辆型号', '品牌型号', '车辆车型', '型号', '车系', '车种', '品牌车型', '配置'],
  colour: ['颜色', '车身颜色', '外观颜色', '车色', '车辆颜色', '外饰颜色'],
  engineNumber: ['发动机号', '发动机号码', '引擎号', '发动机编号', '电机号'],
  customerName: ['客户姓名', '客户', '车主', '姓名', '客户名称', '车主姓名', '车主名称', '用户', '用户姓名', '购车人', '购车客户', '单位名称', '名称'],
  identityNumber: ['证件号码', '身份证', '身份证号', '身份证号码', '证件号', '身份证件号码', '统一社会信用代码', '组织机构代码', '身份证号/机构代码', '客户证件号'],
  phone: ['联系电话', '电话', '手机', '手机号', '手机号码', '移动电话', '客户电话', '车主电话', '联系方式', '客户手机', '车主手机', '电话号码'],
  address: ['地址', '联系地址', '客户地址', '住址', '通讯地址', '家庭住址', '车主地址'],
  origin: ['来源', '车辆来源', '本店/它店', '本店它店', '是否本店', '是否本店销售', '购车店', '销售店'],
  deliveredOn: ['交车日期', '交付日期', '结算日期', '出厂日期', '提车日期', '交车时间', '结算时间', '出厂时间', '关单日期', '完工日期', '竣工日期', '购车日期', '销售日期', '实际交车日期', '日期'],
  serviceKind: ['维修类型', '维修类别', '业务类型', '业务类别', '工单类型', '服务类型', '维修性质', '修理类别', '维修种类', '类型'],
  orderNumber: ['工单号', '合同号', '订单号', '单号', '委托书号', '合同编号', '销售单号', '订单编号', '维修单号', '结算单号', '任务委托书号', '工单编号', '施工单号', '派工单号'],
  responsible: ['销售顾问', '服务顾问', '顾问', '销售员', '业务员', '接待员', '责任人', '经办人', '维修接待', 'sa', '接车人', '销售人员'],
  contactName: ['联系人', '送修人', '联系人姓名', '送修人姓名', '提车人'],
  contactPhone: ['联系人电话', '送修人电话', '联系人手机', '送修人手机', '联系人联系方式', '提车人电话'],
  slot: ['档位', '存放位置', '位置', '柜号', '存放处', '档案位置', '档案柜', '柜位', '存放地点', '所在位置'],
}

/** How we name a field in a file of our own. */
export function ownHeading(field: ImportField): string {
  return HEADINGS[field][0] ?? field
}

/** A heading as it is compared: half-width and small, without blanks, marks and what stands in brackets. */
export function normaliseHeading(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[(【[][^)】\]]*[)】\]]/g, '').replace(/[\s*:：#_\-"'“”.]/g, '')
}

/**
 * How well a heading says a field: 3 as we write it, 2 in other words, 1 where such words are part of it (`本次送修人手机`), longer ones
 * counting more; 0 not at all.
 */
function fits(heading: string, field: ImportField): number {
  const words = HEADINGS[field]
  if (heading === '') return 0
  if (heading === words[0]) return 3
  if (words.includes(heading)) return 2
  const longest = words.reduce((most, word) => (word.length > 1 && heading.includes(word) ? Math.max(most, word.length) : most), 0)
  return longest === 0 ? 0 : 1 + longest / 100
}

/** Which column is likely to hold what; each column and each field once, the surest first. */
export function guessColumns(list: ImportList, headings: readonly string[]): ImportColumns {
  const plain = headings.map(normaliseHeading)
  const pairs = LIST_FIELDS[list].flatMap((field) => plain.map((heading, column) => ({ field, column, fit: fits(heading, field) })))
    .filter(({ fit }) => fit > 0)
    .toSorted((one, other) => other.fit - one.fit || one.column - other.column)
  const columns = new Map<ImportField, number>()
  const taken = new Set<number>()
  for (const { field, column } of pairs) {
    if (columns.has(field) || taken.has(column)) continue
    columns.set(field, column)
    taken.add(column)
  }
  return Object.fromEntries(columns)
}

/** Lines in which a heading is looked for: above it stand titles, dates, names of who made the list. */
const HEADING_WITHIN = 20

/** The line, from 0, that names the most fields; null where none names two. */
export function guessHeading(list: ImportList, rows: readonly (readonly Cell[])[]): number | null {
  const named = rows.slice(0, HEADING_WITHIN).map((cells) => Object.keys(guessColumns(list, cells.map(headingOf))).length)
  const most = Math.max(0, ...named)
  return most < 2 ? null : named.indexOf(most)
}

export function headingOf(cell: Cell): string {
  const read = cellText(cell)
  return 'text' in read ? (read.text ?? '').slice(0, 100) : ''
}

/** What tells one kind of list from another, to remember its columns by. */
export function headingKey(headings: readonly string[]): string {
  return headings.map(normaliseHeading).join('|').slice(0, 4000)
}

const SERVICE_WORDS: readonly (readonly [Exclude<RecordKind, 'delivery'>, RegExp])[] = [
  ['warrantyClaim', /索赔|质保|保修|三包|召回/],
  ['firstMaintenance', /首保|首次保养|首次维护|强保/],
  ['overhaul', /大修|总成/],
  ['maintenance', /保养|定保|常规维护/],
  ['minorRepair', /小修|一般维修|普通维修|一般修理|机修|机电维修/],
]

/** The kind of visit that a dealer system's words mean (F3); null for words that mean none, or could mean two. */
export function serviceKindOf(text: string): Exclude<RecordKind, 'delivery'> | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const exact = EXACT[plain]
  if (exact) return exact
  const meant = SERVICE_WORDS.filter(([, words]) => words.test(plain)).map(([kind]) => kind)
  // 首保 is a 保养 as well: the narrower word counts.
  const kinds = meant.includes('firstMaintenance') ? meant.filter((kind) => kind !== 'maintenance') : meant
  return kinds.length === 1 ? (kinds[0] ?? null) : null
}

const EXACT: Readonly<Record<string, Exclude<RecordKind, 'delivery'>>> = { 维修: 'minorRepair', 一般: 'minorRepair', 首保: 'firstMaintenance' }

/** Whether words say that a car was sold here; null where they say neither. */
export function originOf(text: string): 'soldHere' | 'soldElsewhere' | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (/^(?:本店|是|自店|本店销售|本店购车|本公司|y|yes|1)$/i.test(plain)) return 'soldHere'
  return /^(?:它店|他店|外店|否|非本店|它店购车|外购|异地|n|no|0)$/i.test(plain) ? 'soldElsewhere' : null
}

/** What a line came to, or would come to. */
export const LINE_OUTCOMES = ['dossier', 'record', 'dossierAndRecord', 'already', 'wrong'] as const
export type LineOutcome = (typeof LINE_OUTCOMES)[number]

/** All that can be wrong with a line, for whoever has to put it into words. */
export const LINE_PROBLEMS = [
  'text.required', 'text.tooLong', 'text.control', 'text.direction', 'name.form',
  'cell.error', 'cell.formula', 'cell.tooLong', 'cell.digitsLost',
  'date.form', 'date.future', 'date.tooEarly', 'date.tooLate', 'date.serialInText',
  'vin.length', 'vin.letters', 'vin.checkDigit', 'plate.form', 'plate.onAnotherCar', 'phone.form',
  'identity.length', 'identity.form', 'identity.region', 'identity.birthDate', 'identity.checkDigit',
  'record.cannotAnswer', 'vehicle.soldElsewhere', 'import.deliveryExists', 'import.slotUnknown', 'import.slotFull',
  'import.twoCars', 'import.twoPhones', 'import.vinForeign', 'import.identityUnclear', 'import.identityOtherName', 'import.serviceKindUnclear',
  'import.originUnclear', 'import.numberForm', 'import.numberTaken', 'import.otherNumber', 'import.otherOwner', 'import.twiceInFile',
  'import.plateNotOnFile', 'import.ownerForNew', 'import.modelForNew', 'import.personUnknown', 'import.personAmbiguous',
] as const

export type LineProblem = { field: ImportField | null; problem: string }

/** A line read and judged by itself, in normal form; what is empty in the list is empty here. */
export type ImportLine = {
  archiveNumber: string | null
  /** Null: the line names the car by its plate alone. */
  vin: string | null
  plate: string | null
  model: string
  colour: string
  engineNumber: string
  origin: 'soldHere' | 'soldElsewhere'
  /** Null: the line names nobody. */
  customer: ImportCustomer | null
  deliveredOn: LocalDate | null
  slot: string | null
  /** Null in a register of dossiers: what it lists was handed over long ago. */
  record: { kind: RecordKind; responsible: string | null; orderNumber: string; contact: { name: string; phone: string } } | null
}

export type ImportCustomer = {
  kind: 'person' | 'company'
  name: string
  /** Null: not named. */
  identity: { kind: PersonIdentityKind | CompanyIdentityKind; number: string } | null
  mobile: string
  landline: string
  address: string
}

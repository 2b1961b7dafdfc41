// The papers of a service visit (rules F5, F6), as sheets to draw.
import { modelYear } from './cars.ts'
import {
  carFields, chinese, customerFields, customerParty, inWords, money, page, PINK, serial, staffParty, YELLOW, type Facts, type Paper,
} from './paper-facts.ts'
import { makeRandom, seedOf } from './random.ts'
import type { Block } from './block.ts'
import type { Sheet } from './sheet.ts'
import { STORE } from './staff.ts'

type Work = { name: string; hours: number; part: string | null; price: number }

const SERVICES: Readonly<Record<Exclude<Facts['record']['kind'], 'delivery'>, readonly Work[]>> = {
  firstMaintenance: [{ name: '首次保养', hours: 0.8, part: '机油 5W-30 4L', price: 0 }, { name: '更换机油滤清器', hours: 0.2, part: '机油滤清器', price: 0 }],
  maintenance: [
    { name: '更换机油及机滤', hours: 0.8, part: '机油 5W-30 4L', price: 328 }, { name: '更换空气滤清器', hours: 0.2, part: '空气滤清器', price: 96 },
    { name: '更换空调滤清器', hours: 0.3, part: '空调滤清器', price: 128 }, { name: '轮胎换位及四轮检查', hours: 0.6, part: null, price: 0 },
  ],
  minorRepair: [{ name: '更换前制动片', hours: 1.2, part: '前制动片一套', price: 420 }, { name: '制动系统检查排气', hours: 0.5, part: '制动液 1L', price: 88 }],
  overhaul: [
    { name: '发动机拆装大修', hours: 16, part: '发动机大修包', price: 2860 }, { name: '更换正时组件', hours: 3.5, part: '正时链条组件', price: 1180 },
    { name: '气缸盖检修', hours: 4, part: '气缸垫', price: 260 }, { name: '装复调试及路试', hours: 2, part: null, price: 0 },
  ],
  warrantyClaim: [{ name: '更换中控屏总成（三包）', hours: 1.5, part: '中控屏总成', price: 0 }, { name: '系统升级匹配', hours: 0.5, part: null, price: 0 }],
}
const COMPLAINTS: Readonly<Record<keyof typeof SERVICES, string>> = {
  firstMaintenance: '首次保养，无其他要求。', maintenance: '常规保养；空调有异味，请一并检查。', minorRepair: '低速制动时前轮有异响。', overhaul: '发动机抖动、动力不足，冷启动困难。',
  warrantyClaim: '中控屏间歇黑屏，要求按三包处理。',
}
const RATE = 160
const FREE_CHECKS = ['机油液位', '冷却液', '制动液', '蓄电池', '灯光', '雨刮', '轮胎气压与磨损', '制动片厚度', '底盘渗漏', '皮带', '空调', '随车工具']

const kindOf = ({ record }: Facts): keyof typeof SERVICES => (record.kind === 'delivery' ? 'maintenance' : record.kind)
const worksOf = (paper: Facts): readonly Work[] => SERVICES[kindOf(paper)]

/** Grows with the age of the car, as its VIN says it. */
function mileage({ record, vehicle }: Facts): string {
  const random = makeRandom(seedOf(vehicle.vin))
  const days = Math.max(90, Math.round((Date.parse(record.deliveredOn) - Date.parse(`${modelYear(vehicle.vin)}-07-01`)) / 86_400_000))
  const driven = days * random.whole(26, 44) + random.whole(0, 99)
  return `${record.kind === 'firstMaintenance' ? Math.min(driven, 7_500 - random.whole(0, 900)) : driven} km`
}

function visit(paper: Paper): Block {
  return { is: 'fields', columns: 2, of: [...customerFields(paper), ...carFields(paper), ['进厂里程', mileage(paper)], ['进厂日期', chinese(paper.record.deliveredOn)]] }
}

function priced(paper: Paper, works: readonly Work[], blank: number): { table: Block; total: number } {
  const rows = works.flatMap(({ name, hours, part, price }) => [
    { what: name, count: `${hours} 工时`, price: kindOf(paper) === 'warrantyClaim' || price === 0 ? 0 : hours * RATE },
    ...(part === null ? [] : [{ what: part, count: '1', price }]),
  ])
  return {
    table: {
      is: 'table', blank,
      columns: [{ head: '序号', share: 1 }, { head: '项目 / 备件', share: 5 }, { head: '数量', share: 1.6 }, { head: '金额（元）', share: 2.2, right: true }],
      rows: rows.map(({ what, count, price }, place) => [String(place + 1), what, count, price === 0 ? '免费' : money(price)]),
    },
    total: rows.reduce((sum, { price }) => sum + price, 0),
  }
}

function form(title: string, paper: Paper): { style: 'form'; issuer: string; title: string; number: string } {
  return { style: 'form', issuer: `${STORE.name}  售后服务部`, title, number: paper.record.orderNumber === '' ? paper.record.number : paper.record.orderNumber }
}

const bothSign = (paper: Paper, staff: string): Block => ({ is: 'signatures', parties: [staffParty(paper, staff), customerParty(paper, '客户签名')] })

function costs(title: string, words: string) {
  return (paper: Paper): Sheet[] => {
    const { table, total } = priced(paper, worksOf(paper), 2)
    return [page(paper, form(title, paper), [
      visit(paper), table, { is: 'sum', words: inWords(total), figures: money(total) }, { is: 'text', paragraphs: [words] }, bothSign(paper, '服务顾问'),
    ])]
  }
}

export const SERVICE_PAPERS: Readonly<Record<string, (paper: Paper) => Sheet[]>> = {
  receptionSheet: (paper) => [page(paper, form('接车单', paper), [
    visit(paper),
    { is: 'text', paragraphs: [`客户描述：${COMPLAINTS[kindOf(paper)]}`] },
    { is: 'bodywork' },
    { is: 'checks', heading: '随车物品与功能确认', columns: 3, items: ['备胎', '千斤顶', '随车工具', '三角警示牌', '点烟器', '音响', '仪表灯', '内饰', '贵重物品已取走'] },
    { is: 'fields', columns: 2, of: [['油量 / 电量', paper.random.pick(['1/4', '1/2', '3/4'])], ['旧件处理', '客户不带走'], ['预计交车', `${chinese(paper.record.deliveredOn)} 17:00`], ['洗车', '是']] },
    bothSign(paper, '服务顾问'),
  ])],
  workOrder: (paper) => [page(paper, form('任务委托书', paper), [
    visit(paper),
    { is: 'table', blank: 4, columns: [{ head: '序号', share: 1 }, { head: '维修项目', share: 5 }, { head: '工时', share: 1.4, right: true }, { head: '班组', share: 1.8 }, { head: '完工', share: 1.4 }],
      rows: worksOf(paper).map(({ name, hours }, place) => [String(place + 1), name, hours.toFixed(1), paper.random.pick(['机电一组', '机电二组', '机电三组']), '√']) },
    { is: 'text', paragraphs: ['委托约定：一、客户委托本店按上列项目维修，增加项目须经客户同意。二、车内贵重物品由客户自行保管。三、维修旧件由客户当日决定去留。四、完工后三日内提车，逾期按日收取停车费。'] },
    bothSign(paper, '服务顾问'),
  ], YELLOW)],
  settlement: (paper) => {
    const { table, total } = priced(paper, worksOf(paper).slice(0, 3), 0)
    return [page(paper, { style: 'slip', issuer: STORE.name, title: '维修结算单', number: `JS${serial(paper, 'settlement', 8)}` }, [
      { is: 'fields', columns: 3, of: [...customerFields(paper).slice(0, 1), ...carFields(paper).slice(0, 2), ['车架号', paper.vehicle.vin], ['里程', mileage(paper)], ['结算日期', paper.record.deliveredOn]] },
      table,
      { is: 'sum', words: inWords(total), figures: money(total) },
      bothSign(paper, '结算员'),
    ], PINK, 'slip')]
  },
  freeCheckSheet: (paper) => [page(paper, form('12项免费检查表', paper), [
    { is: 'fields', columns: 2, of: [...carFields(paper).slice(0, 3), ['检查日期', chinese(paper.record.deliveredOn)]] },
    { is: 'checks', heading: '免费检查项目', columns: 1, items: FREE_CHECKS },
    { is: 'readings', of: ['前左轮胎', '前右轮胎', '后左轮胎', '后右轮胎', '前制动片', '后制动片'].map((name) => ({ name, value: 0.45 + paper.random.next() * 0.5, unit: '%' })) },
    { is: 'text', paragraphs: [`建议：${paper.random.pick(['下次保养时更换前雨刮片。', '轮胎磨损正常，五千公里后换位。', '蓄电池电压偏低，建议关注。'])}`] },
    bothSign(paper, '检查技师'),
  ])],
  additionalItems: (paper) => {
    const { table, total } = priced(paper, [{ name: '更换前雨刮片', hours: 0.2, part: '前雨刮片一对', price: 168 }], 3)
    return [page(paper, form('增项单', paper), [
      visit(paper), table, { is: 'sum', words: inWords(total), figures: money(total) },
      { is: 'text', paragraphs: ['以上为检查中发现的增加项目，经电话告知并由客户当面确认后施工。'] }, bothSign(paper, '服务顾问'),
    ], YELLOW)]
  },
  estimate: costs('估算单', '估算仅供客户参考，拆检后如有增减，以客户另行确认的增项单为准。'),
  damageAssessment: costs('定损单', '以上损失项目经保险公司、修理厂及客户三方确认，超出部分另行协商。'),
  testDriveSheet: (paper) => [page(paper, form('试车单', paper), [
    visit(paper),
    { is: 'fields', columns: 2, of: [['试车路线', '南屏大道至观澜大道'], ['试车里程', `${paper.random.whole(6, 18)} km`], ['出发时间', '10:15'], ['返回时间', '10:48']] },
    { is: 'checks', heading: '试车项目', columns: 2, items: ['冷启动', '怠速平稳', '加速性能', '换挡平顺', '转向回正', '制动距离', '底盘异响', '高速抖动', '空调工况', '仪表报警'] },
    { is: 'text', paragraphs: [`试车结论：${paper.random.pick(['故障现象未再出现，车辆正常。', '异响消除，制动正常。'])}`] },
    { is: 'signatures', parties: [staffParty(paper, '试车员')] },
  ])],
  specialToolData: (paper) => [page(paper, form('专用工具检查数据', paper), [
    { is: 'fields', columns: 2, of: [...carFields(paper), ['诊断设备', 'YS-DIAG 4'], ['读取时间', `${paper.record.deliveredOn} 09:42`]] },
    { is: 'readings', of: ['气缸一压力', '气缸二压力', '气缸三压力', '气缸四压力', '蓄电池健康度', '喷油修正', '节气门开度', '氧传感器', '冷却液温度', '机油压力'].map((name) => ({ name, value: 0.3 + paper.random.next() * 0.65, unit: '%' })) },
    { is: 'text', paragraphs: ['故障码：无当前故障码；历史故障码 1 个，已清除。'] },
    { is: 'signatures', parties: [staffParty(paper, '诊断技师')] },
  ])],
  firstMaintenanceCard: (paper) => [page(paper, null, [
    { is: 'card', title: '远山汽车  首次免费保养卡', portrait: false, stamp: STORE.name, of: [
      ['车主', paper.owner.name], ['车架号', paper.vehicle.vin], ['车型', paper.vehicle.model], ['保养日期', paper.record.deliveredOn], ['行驶里程', mileage(paper)],
    ] },
    { is: 'text', paragraphs: ['首保凭证：凭本卡在远山汽车授权服务店享受首次免费保养一次，复印件存档。'] },
  ])],
  partsInvoiceCopy: (paper) => [page(paper, { style: 'invoice', issuer: `开票日期 ${paper.record.deliveredOn}`, title: '增值税专用发票', number: serial(paper, 'parts', 8) }, [
    { is: 'fields', columns: 2, of: [['购买方', STORE.name], ['销售方', '远山汽车备件中心']] },
    { is: 'table', columns: [{ head: '货物名称', share: 4 }, { head: '数量', share: 1, right: true }, { head: '金额', share: 2, right: true }], rows: [['中控屏总成', '1', money(2460)]], blank: 2 },
    { is: 'sum', words: inWords(2460), figures: money(2460) },
    { is: 'seal', name: '远山汽车备件中心', purpose: '发票专用章' },
  ])],
  damagePhoto: (paper) => [{
    paper: 'photo', tint: [255, 255, 255], copied: false,
    photo: { of: 'damage', car: null, plate: paper.record.vehicle.plate ?? '', on: paper.record.deliveredOn, words: paper.vehicle.vin.slice(-8) },
  }],
  faultReport: (paper) => [page(paper, form('测试及故障报告', paper), [
    visit(paper),
    { is: 'text', paragraphs: [
      `一、故障现象：${COMPLAINTS[kindOf(paper)]}`, '二、检查过程：读取故障码，检查供电与接地，晃动线束故障可重现；更换试验件后恢复正常。',
      '三、原因判断：总成内部接触不良，属产品质量问题，非人为损坏。', '四、处理意见：按三包规定更换总成，旧件回厂。',
    ] },
    { is: 'signatures', parties: [staffParty(paper, '技术主管', '售后专用章')] },
  ])],
}

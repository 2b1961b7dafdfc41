// The papers of a delivery (rule F4), as sheets to draw.
import type { Ink } from './pen.ts'
import {
  carFields, chinese, customerFields, customerParty, GREEN, inWords, masked, money, page, priceOf, serial, staffParty, type Paper,
} from './paper-facts.ts'
import type { Sheet } from './sheet.ts'
import { STORE } from './staff.ts'

const MAKER = '远山汽车制造有限公司'
const INSURER = '云溪安和财产保险股份有限公司'
const BUREAU = '云溪市公安局交通警察支队'

const PAINTS: Readonly<Record<string, Ink>> = {
  极地白: [232, 234, 236], 曜石黑: [40, 42, 46], 流光银: [178, 182, 188], 深海蓝: [38, 70, 128], 琥珀棕: [122, 82, 48], 烟霞红: [168, 36, 44],
  松石绿: [48, 118, 108], 钛金灰: [104, 108, 114],
}
export const paintOf = (colour: string): Ink => PAINTS[colour] ?? [120, 124, 130]

const FUELS = [['PHEV', '插电式混合动力'], [' EV', '纯电动']] as const

const CONTRACT = [
  '根据《中华人民共和国民法典》及有关规定，买卖双方在平等、自愿的基础上，就乙方购买下列车辆事宜达成一致，订立本合同，共同遵守。',
  '第一条  车辆：甲方向乙方出售下表所列车辆一辆，随车工具、说明书、三包凭证及合格证齐全。',
  '第二条  价款：车辆总价如下表所列，含增值税，不含车辆购置税、保险费及上牌费用。乙方于签约时付定金，余款于提车前付清。',
  '第三条  交付：甲方于约定交车日在其营业场所交付车辆，双方当面验车并填写交车检查表，自乙方签字时起车辆的风险转移给乙方。',
  '第四条  质量：车辆的质量担保期、三包有效期及维修保养依制造商的随车文件执行。',
]
const CONTRACT_MORE = [
  '第五条  上牌与保险：乙方自行办理或书面委托甲方代办车辆登记及保险，所需资料由乙方提供，并对其真实性负责。',
  '第六条  违约：一方逾期履行的，每逾期一日按车价的万分之五向对方支付违约金；逾期超过三十日的，对方有权解除合同。',
  '第七条  客户资料：甲方为交付和售后服务建立一车一档，妥善保管乙方资料，未经乙方同意不向他人提供。',
  '第八条  争议：双方协商解决；协商不成的，向甲方所在地人民法院起诉。',
  '第九条  本合同一式两份，双方各执一份，自双方签字（盖章）之日起生效。',
]

const PDI = [
  '随车证件齐全', '车身漆面无划伤', '玻璃及后视镜完好', '轮胎气压与扭矩', '机油液位', '冷却液液位', '制动液液位', '玻璃清洗液', '蓄电池电压', '发动机舱无渗漏',
  '底盘无磕碰渗漏', '各灯光工作正常', '雨刮及喷水', '喇叭', '空调制冷与制热', '音响与导航', '电动车窗', '中控门锁与钥匙', '座椅调节与安全带', '仪表无故障灯',
  '诊断仪读取无故障码', '转向与制动路试', '变速器换挡平顺', '行驶无异响',
]
const DELIVERY_CHECKS = [
  '车身外观', '内饰清洁', '钥匙两把', '随车工具', '备胎或补胎液', '三角警示牌', '反光背心', '使用说明书', '三包凭证', '合格证原件', '灯光演示', '空调演示',
  '多媒体演示', '辅助驾驶说明', '保养里程说明', '首保时间说明', '售后服务顾问介绍', '油量或电量确认',
]

export const DELIVERY_PAPERS: Readonly<Record<string, (paper: Paper) => Sheet[]>> = {
  greenCard: (paper) => [page(paper, form('绿卡（保有客户信息卡）', paper.record.dossierNumber), [
    { is: 'fields', columns: 2, of: [
      ...customerFields(paper), ['证件号码', masked(paper.owner.identityNumber)], ['地址', paper.owner.address], ['固定电话', paper.owner.landline],
    ] },
    { is: 'fields', columns: 2, of: [...carFields(paper), ['颜色', paper.vehicle.colour], ['购车日期', chinese(paper.record.deliveredOn)]] },
    { is: 'fields', columns: 2, of: [
      ['来店渠道', paper.random.pick(['朋友介绍', '自行来店', '网络咨询', '车展'])], ['购车用途', paper.random.pick(['家用', '商务', '上下班'])],
      ['付款方式', paper.random.pick(['全款', '贷款'])], ['销售顾问', paper.record.responsible.name],
    ] },
    { is: 'text', paragraphs: ['本人同意将以上资料用于车辆交付、保养提醒及售后服务；如有变更，请及时告知本店客户关爱部。'] },
    { is: 'signatures', parties: [customerParty(paper, '客户签名')] },
  ], GREEN, 'half')],
  purchaseInvoice: (paper) => {
    const price = priceOf(paper)
    return [page(paper, { style: 'invoice', issuer: `开票日期 ${paper.record.deliveredOn}`, title: '机动车销售统一发票', number: serial(paper, 'invoice', 8) }, [
      { is: 'fields', columns: 2, of: [
        ['购买方', paper.owner.name], ['证件号码', masked(paper.owner.identityNumber)], ['车辆类型', '轿车'], ['厂牌型号', paper.vehicle.model],
        ['产地', '云溪'], ['合格证号', serial(paper, 'certificate', 10)], ['发动机号码', paper.vehicle.engineNumber], ['车架号码', paper.vehicle.vin],
      ] },
      { is: 'sum', words: inWords(price), figures: money(price) },
      { is: 'fields', columns: 2, of: [
        ['销货单位', STORE.name], ['电话', '0300-5550100'], ['税率', '13%'], ['增值税额', money((price / 1.13) * 0.13)], ['不含税价', money(price / 1.13)], ['限乘人数', '5 人'],
      ] },
      { is: 'signatures', parties: [staffParty(paper, '开票人'), { label: '销货单位（章）', signed: null, on: '', seal: { name: STORE.name, purpose: '发票专用章' } }] },
    ])]
  },
  salesContract: (paper) => {
    const price = priceOf(paper)
    return [
      page(paper, form('汽车销售合同', paper.record.orderNumber), [
        { is: 'fields', columns: 1, of: [['甲方（卖方）', STORE.name], ['乙方（买方）', paper.owner.name], ['乙方证件', masked(paper.owner.identityNumber)], ['乙方地址', paper.owner.address]] },
        { is: 'text', paragraphs: CONTRACT },
        { is: 'table', columns: [{ head: '车型', share: 4 }, { head: '颜色', share: 1.4 }, { head: '车架号', share: 3.2 }, { head: '单价（元）', share: 2, right: true }], rows: [
          [paper.vehicle.model, paper.vehicle.colour, paper.vehicle.vin, money(price)],
        ], blank: 1 },
        { is: 'sum', words: inWords(price), figures: money(price) },
      ]),
      page(paper, form('汽车销售合同（续）', paper.record.orderNumber), [
        { is: 'text', paragraphs: CONTRACT_MORE },
        { is: 'fields', columns: 2, of: [['约定交车日', chinese(paper.record.deliveredOn)], ['定金', money(5000)], ['开户银行', '云溪商业银行'], ['联系电话', paper.record.contact.phone]] },
        { is: 'signatures', parties: [staffParty(paper, '甲方（盖章）', '合同专用章'), customerParty(paper, '乙方（签字）', true)] },
      ]),
    ]
  },
  identityCopy: (paper) => identity(paper).slice(0, Math.max(1, paper.check.count)),
  deliveryCheckSheet: (paper) => [page(paper, form('交车检查表', paper.record.number), [
    { is: 'fields', columns: 2, of: [...customerFields(paper).slice(0, 1), ['交车日期', chinese(paper.record.deliveredOn)], ...carFields(paper)] },
    { is: 'checks', heading: '交车项目逐项说明与确认', columns: 2, items: DELIVERY_CHECKS },
    { is: 'bodywork' },
    { is: 'text', paragraphs: ['以上各项销售顾问已向本人说明，车辆外观、内饰及随车物品与本表一致，本人予以确认并接收车辆。'] },
    { is: 'signatures', parties: [staffParty(paper, '销售顾问'), customerParty(paper, '客户签名')] },
  ])],
  drivingLicenceCopy: (paper) => [page(paper, null, [
    { is: 'card', title: '中华人民共和国机动车行驶证', portrait: false, stamp: BUREAU, of: [
      ['号牌号码', paper.record.vehicle.plate ?? paper.vehicle.plate ?? ''], ['所有人', paper.owner.name], ['品牌型号', paper.vehicle.model.slice(0, 14)],
      ['识别代号', paper.vehicle.vin], ['发动机号', paper.vehicle.engineNumber], ['注册日期', paper.record.deliveredOn],
    ] },
    { is: 'card', title: '机动车行驶证副页', portrait: false, of: [
      ['档案编号', serial(paper, 'licence', 12)], ['核定人数', '5 人'], ['总质量', '1890 kg'], ['外廓尺寸', '4660×1830×1480 mm'], ['检验记录', `有效期至 ${Number(paper.record.deliveredOn.slice(0, 4)) + 2}年${paper.record.deliveredOn.slice(5, 7)}月`],
    ] },
  ])],
  insuranceCopy: (paper) => {
    const premium = 2600 + Math.round(priceOf(paper) * 0.012)
    return [page(paper, { style: 'policy', issuer: INSURER, title: '机动车商业保险保险单', number: `AH${serial(paper, 'policy', 14)}` }, [
      { is: 'fields', columns: 2, of: [['被保险人', paper.owner.name], ['证件号码', masked(paper.owner.identityNumber)], ...carFields(paper), ['使用性质', '家庭自用'], ['新车购置价', money(priceOf(paper))]] },
      { is: 'table', columns: [{ head: '承保险种', share: 4 }, { head: '保险金额（元）', share: 3, right: true }, { head: '保险费（元）', share: 2, right: true }], rows: [
        ['机动车损失保险', money(priceOf(paper)), money(premium * 0.55)], ['第三者责任保险', money(2_000_000), money(premium * 0.33)],
        ['车上人员责任险（司机）', money(10_000), money(premium * 0.05)], ['车上人员责任险（乘客）', '4 × 10,000.00', money(premium * 0.07)],
      ] },
      { is: 'sum', words: inWords(premium), figures: money(premium) },
      { is: 'text', paragraphs: [`保险期间自 ${chinese(paper.record.deliveredOn)} 零时起一年。`, '特别约定：保险车辆发生事故，请在四十八小时内通知本公司；未经本公司同意自行修复的，本公司有权重新核定。'] },
      { is: 'seal', name: INSURER, purpose: '承保专用章' },
    ])]
  },
  derivedServicesList: (paper) => {
    const rows = [['延长保修两年', '1', 3980], ['车窗隔热膜', '1', 2680], ['底盘装甲', '1', 1280], ['脚垫及后备箱垫', '1', 680], ['代办上牌服务', '1', 800], ['首年道路救援', '1', 0]] as const
    const chosen = rows.filter((_, place) => place < 2 || paper.random.chance(0.6))
    const total = chosen.reduce((sum, [, , price]) => sum + price, 0)
    return [page(paper, form('衍生服务清单', paper.record.orderNumber), [
      { is: 'fields', columns: 2, of: [...customerFields(paper).slice(0, 1), ['签单日期', chinese(paper.record.deliveredOn)], ...carFields(paper).slice(0, 2)] },
      { is: 'table', columns: [{ head: '序号', share: 1 }, { head: '服务项目', share: 5 }, { head: '数量', share: 1.2, right: true }, { head: '金额（元）', share: 2.4, right: true }],
        rows: chosen.map(([name, count, price], place) => [String(place + 1), name, count, price === 0 ? '赠送' : money(price)]), blank: 3 },
      { is: 'sum', words: inWords(total), figures: money(total) },
      { is: 'text', paragraphs: ['客户须知：以上项目由客户自愿选购，价格已逐项说明；保险及贷款服务由相应机构提供，其条款以该机构的合同为准。'] },
      { is: 'signatures', parties: [staffParty(paper, '经办人'), customerParty(paper, '客户签名')] },
    ])]
  },
  certificateCopy: (paper) => [page(paper, { style: 'certificate', issuer: MAKER, title: '机动车整车出厂合格证', number: `合格证编号 ${serial(paper, 'certificate', 10)}` }, [
    { is: 'fields', columns: 1, of: [
      ['车辆制造企业', MAKER], ['车辆名称', '乘用车'], ['车辆型号', paper.vehicle.model], ['车辆识别代号', paper.vehicle.vin], ['发动机号', paper.vehicle.engineNumber], ['车身颜色', paper.vehicle.colour],
      ['燃料种类', FUELS.find(([word]) => paper.vehicle.model.includes(word))?.[1] ?? '汽油'], ['外廓尺寸', '4660 × 1830 × 1480 mm'], ['轴距', '2705 mm'], ['总质量', '1890 kg'], ['整备质量', '1460 kg'],
      ['额定载客', '5 人'], ['轮胎规格', '215/55R17'], ['最高车速', '195 km/h'], ['车辆制造日期', paper.record.deliveredOn.slice(0, 7).replace('-', '年').concat('月')],
    ] },
    { is: 'text', paragraphs: ['本产品经检验合格，符合有关国家标准及本企业的产品技术条件，准予出厂。'] },
    { is: 'seal', name: MAKER, purpose: '合格证专用章' },
  ])],
  deliveryPhoto: (paper) => [{
    paper: 'photo', tint: [255, 255, 255], copied: false,
    photo: { of: 'delivery', car: paintOf(paper.vehicle.colour), plate: paper.record.vehicle.plate ?? '新车', on: paper.record.deliveredOn, words: '恭喜提车  一路平安' },
  }],
  pdiSheet: (paper) => [page(paper, form('新车PDI检查表', paper.record.number), [
    { is: 'fields', columns: 2, of: [...carFields(paper).slice(1), ['颜色', paper.vehicle.colour], ['行驶里程', `${paper.random.whole(6, 29)} km`], ['检查日期', chinese(paper.record.deliveredOn)]] },
    { is: 'checks', heading: '检查项目（合格打勾，不合格划线并说明）', columns: 3, items: PDI },
    { is: 'text', paragraphs: ['检查结论：本车经交付前检查，符合交车条件。'] },
    { is: 'signatures', parties: [staffParty(paper, '检查技师', '售后专用章'), customerParty(paper, '客户签名')] },
  ])],
  otherProof: (paper) => [page(paper, form('证明', paper.record.number), [
    { is: 'text', paragraphs: [`兹证明 ${paper.owner.name} 于 ${chinese(paper.record.deliveredOn)} 在本店购买 ${paper.vehicle.model} 一辆，车架号 ${paper.vehicle.vin}，购车款已付清。`, '特此证明。'] },
    { is: 'seal', name: STORE.name, purpose: '业务专用章' },
  ])],
}

function form(title: string, number: string): { style: 'form'; issuer: string; title: string; number: string } {
  return { style: 'form', issuer: STORE.name, title, number }
}

/** Both sides of whatever the owner shows who they are with. */
function identity(paper: Paper): Sheet[] {
  const { owner, vehicle } = paper
  const number = masked(owner.identityNumber)
  if (owner.kind === 'company') {
    const licence = (title: string): Sheet => page(paper, { style: 'certificate', issuer: title, title: '营业执照', number: `编号 ${serial(paper, 'licence', 10)}` }, [
      { is: 'fields', columns: 1, of: [['名称', owner.name], ['类型', '有限责任公司'], ['统一社会信用代码', number], ['住所', owner.address], ['注册资本', '伍佰万元整'], ['经营期限', '长期']] },
      { is: 'text', paragraphs: [`仅用于购买 ${vehicle.model} 的登记，复印无效。`] },
      { is: 'seal', name: '云溪市市场监督管理局', purpose: '登记专用章' },
    ])
    return [licence('（正本）'), licence('（副本）')]
  }
  const card = owner.identityKind === 'identityCard'
  const born = owner.identityNumber.slice(6, 14)
  const said: (readonly [string, string])[] = card
    ? [['姓名', owner.name], ['出生', `${born.slice(0, 4)}年**月**日`], ['住址', owner.address.slice(0, 12)], ['', owner.address.slice(12)], ['号码', number]]
    : [['姓名', owner.name], ['证件号码', number], ['住址', owner.address]]
  const use = `仅供 ${STORE.name} 办理购车及一车一档使用，他用无效。`
  return [
    page(paper, null, [{ is: 'card', title: card ? '居民身份证' : '身份证件', portrait: true, of: said }, { is: 'text', paragraphs: [use] }]),
    page(paper, null, [
      { is: 'card', title: card ? '中华人民共和国居民身份证' : '身份证件（背面）', portrait: false, of: [['签发机关', '云溪市公安局'], ['有效期限', '2016.05.18-2036.05.18']] },
      { is: 'text', paragraphs: [use] },
    ]),
  ]
}

// Unmistakable texts: whatever of them lies readable on the disk was left there by the program.
import type { Planted } from '#test/support/byte-search.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { pngPage } from '#test/support/scans.ts'
import { nameTokens } from '#shared/domain/search-text.ts'
import { carOf, type Car, type Colleague, type Person } from './people.ts'

export const ADMIN: Person = { login: 'wisteria.quill', name: '闻人紫蔓', password: 'Zephyr-Ouverture-4471' }
export const ARCHIVIST: Colleague = {
  login: 'juniper.vexill', name: '东郭青衿', department: '客户关爱部', role: 'archivist', password: 'Quixotic-Lantern-9083',
}
export const CONSULTANT: Colleague = {
  login: 'marzipan.oboe', name: '公冶霜序', department: '销售部', role: 'salesConsultant', password: 'Obsidian-Harpsichord-2216',
}

const customer = (name: string, mobile: string, address: string) => ({ name, mobile, address })

export const FIRST: Car = carOf(70_511, customer('司徒绛霄', '17712903584', '青阳坞鹿鸣巷九十七号'))
export const SECOND: Car = carOf(70_734, customer('澹台雪枢', '17735081926', '云栖渡听潮里三十一号'))
export const REFUSED: Car = carOf(70_982, customer('濮阳竹醉', '17760497318', '落霞屿望舒街五十三号'))
export const HALF: Car = carOf(71_233, customer('钟离霁月', '17782645079', '枕溪寨浣花弄六十八号'))
export const CONTACT = { name: '赫连拂晓', phone: '17790318462' }

/** How the names of the many begin. */
export const MANY = '宇文碧梧'
export const MANY_CARS = Array.from({ length: 205 }, (_, at) => ({
  vehicle: vehicleOf(80_000 + at),
  customer: { ...customerOf(80_000 + at), name: `${MANY}${at % 7 === 0 ? '甲' : '乙'}`, address: `${MANY}大道${1000 + at}号` },
}))

export const WORDS = {
  ticked: '此件缺角已用鹅黄胶纸补好',
  handover: '当场写明绿卡背面有茶渍一枚',
  refusal: '圆珠笔写在合同第四页骑缝处',
  strike: '误记在隔壁展厅那台琉璃蓝上',
  sought: '麒麟踏雪寻梅图',
  login: 'gossamer.wrong',
  password: 'Misremembered-Verse-5530',
}

/** Said in the file of a scanned paper, as scanners and cameras do. */
export const SCAN_WORDS = '扫描件内页：抵押登记编号戊戌之七'
/** A scanned paper of several chunks, the planted words at its head, and in every chunk further on. */
export const SCAN = pngPage(SCAN_WORDS, { width: 500, height: 300, said: Array.from({ length: 40 }, () => SCAN_WORDS + ' '.repeat(8000)) })

const peopleTexts = [ADMIN, ARCHIVIST, CONSULTANT].flatMap(({ login, name, password }): Planted[] => [
  { what: 'a log-in', text: login }, { what: 'a name at work', text: name }, { what: 'a password', text: password },
])

const carTexts = [FIRST, SECOND, REFUSED, HALF].flatMap(({ vehicle, customer: owner }): Planted[] => [
  { what: 'a VIN', text: vehicle.vin },
  { what: 'a plate', text: vehicle.plate },
  { what: 'a plate without its province', text: vehicle.plate.slice(1) },
  { what: 'a name', text: owner.name },
  { what: 'a name in the search index', text: nameTokens(owner.name).find((token) => /^[a-z]{9,}$/.test(token)) ?? '' },
  { what: 'an identity number', text: owner.identityNumber },
  { what: 'a telephone number', text: owner.mobile },
  { what: 'an address', text: owner.address },
])

/** Everything planted but the recovery key, which is made by the program. */
export const PLANTED: readonly Planted[] = [
  ...peopleTexts,
  ...carTexts,
  { what: 'a contact', text: CONTACT.name },
  { what: 'a contact’s number', text: CONTACT.phone },
  { what: 'one of many', text: MANY },
  { what: 'file content', text: SCAN_WORDS },
  { what: 'a page as it came', bytes: SCAN.subarray(-2000, -1976) },
  ...Object.entries(WORDS).map(([what, text]): Planted => ({ what: `words typed (${what})`, text })),
]

// Makes resources/samples: one list of each kind as the import screen offers them, with invented people and cars. Run by hand when a
// list changes: `node scripts/samples.ts`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeXlsx } from '../electron/archive/sheet/write.ts'
import { vinCheckDigit } from '../shared/domain/vin.ts'

const FOLDER = fileURLToPath(new URL('../resources/samples', import.meta.url))

function vin(serial: number): string {
  const blank = `LSVNX41Z02S${String(900_000 + serial)}`
  return `${blank.slice(0, 8)}${vinCheckDigit(blank)}${blank.slice(9)}`
}

const LISTS = {
  'dossier-register': [
    ['档号', '车架号', '车牌号', '车型', '颜色', '发动机号', '客户姓名', '证件号码', '联系电话', '地址', '来源', '购车日期', '存放位置'],
    ['2019-0001', vin(1), '皖A90001', '明锐 1.4T', '白', 'CSS900001', '王示例', null, '13800000001', '合肥市蜀山区示例路 1 号', '本店', '2019-05-06', null],
    ['2021-0107', vin(2), '皖A90002', '速派 2.0T', '黑', 'CSS900002', '合肥示例商贸有限公司', null, '0551-62345678', '合肥市包河区示例路 2 号', '本店', '2021年11月3日', null],
    ['2022-0033', vin(3), '皖A90003', '柯米克', '灰', null, '李示例', null, '13800000003', null, '它店', null, null],
  ],
  deliveries: [
    ['交车日期', '车架号', '车牌号', '车型', '颜色', '发动机号', '客户姓名', '证件号码', '联系电话', '销售顾问', '合同号'],
    ['2026-02-13', vin(4), null, '明锐 1.4T', '白', 'CSS900004', '张示例', null, '13800000004', '单小雨', 'HT-2026-0041'],
    ['2026/2/13', vin(5), null, '柯迪亚克', '蓝', 'CSS900005', '刘示例', null, '13800000005', '单小雨', 'HT-2026-0042'],
  ],
  'repair-orders': [
    ['结算日期', '工单号', '维修类型', '车架号', '车牌号', '车型', '车主姓名', '联系电话', '送修人', '送修人电话', '服务顾问'],
    ['2026-02-13', 'RO-26-0213-01', '保养', vin(1), '皖A90001', '明锐 1.4T', '王示例', '13800000001', null, null, '吕志远'],
    ['2026-02-13', 'RO-26-0213-02', '首保', vin(4), '皖A90004', '明锐 1.4T', '张示例', '13800000004', '张小示', '13900000004', '吕志远'],
    ['2026-02-13', 'RO-26-0213-03', '一般维修', vin(6), '皖A90006', '昕锐', '陈示例', '13800000006', null, null, '吕志远'],
  ],
}

mkdirSync(FOLDER, { recursive: true })
for (const [name, rows] of Object.entries(LISTS)) {
  writeFileSync(join(FOLDER, `${name}.xlsx`), writeXlsx([{ name: '清单', rows, widths: (rows[0] ?? []).map(() => 18) }]))
}

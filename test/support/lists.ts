// Lists as stores and dealer systems bring them, and bringing one in through the engine's own door.
import { writeXlsx } from '#archive/sheet/write.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { finished, type Person } from '#test/support/archive.ts'
import { upload } from '#test/support/scans.ts'
import type { Output } from '#shared/contract/index.ts'
import type { ImportOutcome, ImportReading } from '#shared/contract/import.ts'
import type { ImportList } from '#shared/domain/import.ts'

export type Value = string | number | null
export type Rows = readonly (readonly Value[])[]

export const DELIVERY_HEADINGS = ['交车日期', '车架号', '车牌号', '车型', '颜色', '发动机号', '客户姓名', '身份证号', '联系电话', '销售顾问', '合同号']

/** Deliveries of the cars `from` to `to`, all sold by one consultant. */
export function deliveries(from: number, to: number, { on = '2026-03-10', by = '单小雨' } = {}): Value[][] {
  return Array.from({ length: to - from + 1 }, (_, step) => {
    const index = from + step
    const car = vehicleOf(index)
    const customer = customerOf(index)
    return [on, car.vin, car.plate, car.model, car.colour, car.engineNumber, customer.name, customer.identityNumber, customer.mobile, by, `HT${index}`]
  })
}

export const VISIT_HEADINGS = ['结算日期', '维修类型', '车架号', '车牌号', '车型', '车主', '联系电话', '服务顾问', '工单号']

export function visits(from: number, to: number, { on = '2026-03-10', kind = '保养' } = {}): Value[][] {
  return Array.from({ length: to - from + 1 }, (_, step) => {
    const index = from + step
    const car = vehicleOf(index)
    const customer = customerOf(index)
    return [on, kind, car.vin, car.plate, car.model, customer.name, customer.mobile, '吕志远', `RO${index}`]
  })
}

export const REGISTER_HEADINGS = ['档案编号', '车架号', '车牌号', '车型', '客户', '电话', '来源', '购车日期', '存放位置']

export function register(from: number, to: number): Value[][] {
  return Array.from({ length: to - from + 1 }, (_, step) => {
    const index = from + step
    const car = vehicleOf(index)
    const customer = customerOf(index)
    return [`旧-2019-${index}`, car.vin, car.plate, car.model, customer.name, customer.mobile, index % 5 === 0 ? '它店' : '本店', '2019年5月6日', null]
  })
}

export const xlsxOf = (rows: Rows): Uint8Array<ArrayBuffer> => new Uint8Array(writeXlsx([{ name: '清单', rows }]))

export const csvOf = (rows: Rows): Uint8Array<ArrayBuffer> => new TextEncoder().encode(rows.map((row) => row.map((value) => value ?? '').join(',')).join('\r\n'))

export type Opened = { importId: string; reading: ImportReading }

/** Uploads a list and reads it. @throws when it cannot be read. */
export async function openList(person: Person, list: ImportList, bytes: Uint8Array<ArrayBuffer>, fileName = '清单.xlsx'): Promise<Opened> {
  const { importId, task } = await openTask(person, list, bytes, fileName)
  if (!task.reading) throw new Error(`the list was not read: ${JSON.stringify(task.error)}`)
  return { importId, reading: task.reading }
}

/** The same, whatever comes of it. */
export async function openTask(
  person: Person, list: ImportList, bytes: Uint8Array<ArrayBuffer>, fileName = '清单.xlsx',
): Promise<{ importId: string; task: Output<'task.get'> }> {
  const { importId, taskId } = await person.call('import.open', { list, uploadId: await upload(person, bytes), fileName })
  return { importId, task: await finished(person, taskId) }
}

/** Tries a list or enters it as it was read. @throws when the run did not come to its end. */
export async function runList(
  person: Person, method: 'import.dryRun' | 'import.commit', { importId, reading }: Opened, choices: Partial<ImportReading['mapping']['choices']> = {},
): Promise<ImportOutcome> {
  const mapping = { ...reading.mapping, choices: { ...reading.mapping.choices, ...choices } }
  const { taskId } = await person.call(method, { importId, mapping, words: {} })
  const task = await finished(person, taskId)
  if (!task.imported) throw new Error(`the run failed: ${JSON.stringify(task.error)}`)
  return task.imported
}

/** Brings a list in as it stands. */
export async function bringIn(person: Person, list: ImportList, rows: Rows): Promise<ImportOutcome> {
  return runList(person, 'import.commit', await openList(person, list, xlsxOf(rows)))
}

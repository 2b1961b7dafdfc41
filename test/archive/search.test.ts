// Finding dossiers again, and not finding what is not one's own (rules A4, L5, S3, C6).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawInput } from '#shared/contract/index.ts'
import { LOGINS, makeArchive, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'

const NOW = Date.parse('2026-03-10T10:00+08:00')

let archive: TestArchive
let archivist: Person
let cars: Record<'shan' | 'lv' | 'company' | 'uighur' | 'visited', Entry>

beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  archivist = await archive.as(LOGINS.archivist)
  const owned = (car: number, name: string, mobile: string, plate: string | null) => ({
    vehicle: { ...vehicleOf(car), plate }, customer: { ...customerOf(car), name, mobile },
  })
  cars = {
    shan: await archive.enter('delivery', { ...owned(201, '单田芳', '13912345678', '皖A12345'), deliveredOn: '2026-01-15' }),
    lv: await archive.enter('delivery', { ...owned(202, '吕小布', '13600006688', '皖AD12345'), deliveredOn: '2026-02-03' }),
    company: await archive.enter('delivery', {
      vehicle: { ...vehicleOf(203), plate: null },
      customer: { kind: 'company', name: '合肥示例商贸有限公司', identityKind: 'creditCode', identityNumber: '91340100MA2MR8J20N', mobile: '', landline: '0551-65432100', address: '' },
      deliveredOn: '2026-02-03',
    }),
    uighur: await archive.enter('delivery', { ...owned(204, '买买提·艾山', '13700001111', '皖B88888'), deliveredOn: '2026-03-02' }),
    visited: await archive.enter('maintenance', {
      ...owned(205, '王曾', '13500002222', '皖C66666'), vehicle: { ...vehicleOf(205), plate: '皖C66666', origin: 'soldElsewhere' },
      contact: { name: '查良镛', phone: '13300009876', confirmed: true }, deliveredOn: '2026-03-09',
    }),
  }
})
afterAll(() => archive.close())

type Asked = Partial<RawInput<'dossier.search'>>
const search = async (text: string, change: Asked = {}, person = archivist) =>
  (await person.call('dossier.search', { text, dates: null, state: null, kind: null, limit: 50, ...change })).hits
const ids = async (text: string, change: Asked = {}, person = archivist) => (await search(text, change, person)).map((hit) => hit.dossierId)

describe('A4 by what one types', () => {
  it.each([
    ['单', 'shan', 'name', 'text'],
    ['shan', 'shan', 'name', 'pinyin'],
    ['shantianfang', 'shan', 'name', 'pinyin'],
    ['stf', 'shan', 'name', 'initials'],
    ['田芳', 'shan', 'name', 'text'],
    ['lv', 'lv', 'name', 'pinyin'],
    ['lu', 'lv', 'name', 'pinyin'],
    ['5678', 'shan', 'mobile', 'text'],
    ['139 1234 5678', 'shan', 'mobile', 'text'],
    ['皖A·D12345', 'lv', 'plate', 'text'],
    ['示例商贸', 'company', 'name', 'text'],
    ['0551-65432100', 'company', 'landline', 'text'],
    ['买买提·艾山', 'uighur', 'name', 'text'],
    ['买买提艾山', 'uighur', 'name', 'text'],
    ['wangc', 'visited', 'name', 'pinyin'],
    ['查良镛', 'visited', 'contact', 'text'],
    ['9876', 'visited', 'phone', 'text'],
  ] as const)('A4 %s finds it and says why', async (text, car, field, by) => {
    const hits = await search(text)
    const hit = hits.find((candidate) => candidate.dossierId === cars[car].dossierId)
    expect(hit?.matched[0]).toMatchObject({ field, by })
  })

  it('A4 finds nothing by sounds that are in no name', async () => {
    expect(await search('zhaly')).toEqual([])
  })

  it('A4 finds by VIN, its tail, archive number and record number', async () => {
    const { vin } = vehicleOf(204)
    for (const text of [vin, vin.toLowerCase(), vin.slice(-6), cars.uighur.dossierNumber, cars.uighur.recordNumber]) {
      expect(await ids(text)).toContain(cars.uighur.dossierId)
    }
  })

  it('A4 every typed word must be found, in any field', async () => {
    expect(await ids('单 5678')).toEqual([cars.shan.dossierId])
    expect(await ids('单 6688')).toEqual([])
  })

  it('A4 an empty box lists the newest first; signs without a letter find nothing', async () => {
    expect((await ids('')).slice(0, 2)).toEqual([cars.visited.dossierId, cars.uighur.dossierId])
    for (const text of ['"', '*', '--', "' OR 1=1", 'NEAR(', '_k', '·']) await expect(search(text)).resolves.toBeDefined()
    expect(await ids('"*')).toEqual([])
    // Marks that the index files states and people under are not words that can be typed.
    expect(await ids('_sexpected')).toEqual([])
  })
})

describe('A4 with dates, state and kind', () => {
  it('A4 by date of delivery, of visit, of handover', async () => {
    const between = (field: 'delivery' | 'visit' | 'handover', from: string, to: string): Asked => ({ dates: { field, from, to } })
    expect(await ids('', between('delivery', '2026-02-03', '2026-02-03'))).toEqual([cars.company.dossierId, cars.lv.dossierId])
    expect(await ids('吕', between('delivery', '2026-02-01', '2026-02-28'))).toEqual([cars.lv.dossierId])
    expect(await ids('吕', between('delivery', '2026-02-04', '2026-02-28'))).toEqual([])
    expect(await ids('', between('visit', '2026-03-01', '2026-03-31'))).toEqual([cars.visited.dossierId])
    expect(await ids('', between('delivery', '2000-01-01', '2150-12-31'))).toHaveLength(4)
    expect(await ids('', between('handover', '2026-03-10', '2026-03-10'))).toEqual([])
    await archive.handOver([cars.shan.recordId])
    expect(await ids('', between('handover', '2026-03-10', '2026-03-10'))).toEqual([cars.shan.dossierId])
  })

  it('A4 by state and kind, of one and the same record', async () => {
    expect(await ids('', { state: 'overdue' })).toEqual([cars.company.dossierId, cars.lv.dossierId, cars.uighur.dossierId].sort((a, b) => b - a))
    expect(await ids('', { kind: 'maintenance' })).toEqual([cars.visited.dossierId])
    expect(await ids('', { kind: 'maintenance', state: 'expected' })).toEqual([cars.visited.dossierId])
    expect(await ids('', { kind: 'delivery', state: 'complete' })).toEqual([cars.shan.dossierId])
    expect(await ids('', { kind: 'maintenance', dates: { field: 'delivery', from: '2026-01-01', to: '2026-12-31' } })).toEqual([])
  })
})

describe('F8 the index follows the data', () => {
  it('F8 finds by the new data and by the former owner, not by what was corrected', async () => {
    const entered = await archive.enter('delivery', { vehicle: vehicleOf(210), customer: { ...customerOf(210), name: '赵旧名', mobile: '13811112222' }, deliveredOn: '2026-02-09' })
    const open = () => archivist.call('dossier.open', { id: entered.dossierId })
    const owner = (await open()).owners[0]?.customer
    if (!owner) throw new Error('no owner')
    await archivist.call('customer.update', { dossierId: entered.dossierId, customerId: owner.id, customer: { ...customerOf(210), name: '赵新名', mobile: '13811113333' } })
    expect(await ids('赵旧名')).toEqual([])
    expect(await ids('13811112222')).toEqual([])
    expect(await ids('赵新名')).toEqual([entered.dossierId])
    await archivist.call('dossier.changeOwner', { dossierId: entered.dossierId, customer: { ...customerOf(211), name: '钱接手' }, fromOn: '2026-03-09' })
    expect((await search('赵新名'))[0]?.matched[0]).toMatchObject({ field: 'formerOwner' })
    expect((await search('钱接手'))[0]?.matched[0]).toMatchObject({ field: 'name' })
  })
})

describe('L5, S3 what is not one’s own is not found', () => {
  it('L5 a consultant finds the cars they answer for, service none of them, the administrator nothing', async () => {
    const sales = await archive.as(LOGINS.salesConsultant)
    const service = await archive.as(LOGINS.serviceAdvisor)
    expect(await ids('单', {}, sales)).toEqual([cars.shan.dossierId])
    expect(await ids('王曾', {}, sales)).toEqual([])
    expect(await ids('王曾', {}, service)).toEqual([cars.visited.dossierId])
    expect(await ids('', {}, service)).toEqual([cars.visited.dossierId])
    expect(await ids('', { dates: { field: 'delivery', from: '2026-01-01', to: '2026-12-31' } }, service)).toEqual([])
    const head = await archive.as(LOGINS.salesHead)
    expect(await ids('单', {}, head)).toEqual([cars.shan.dossierId])
    expect(await ids('王曾', {}, head)).toEqual([])
    const care = await archive.as(LOGINS.careSpecialist)
    expect(await ids('王曾', {}, care)).toEqual([cars.visited.dossierId])
  })

  it('L5 what may not be known is answered like what does not exist', async () => {
    const service = await archive.as(LOGINS.serviceAdvisor)
    const hidden = await service.ask('dossier.open', { id: cars.shan.dossierId })
    const absent = await service.ask('dossier.open', { id: 999_999 })
    expect(hidden).toEqual(absent)
    expect(await service.ask('record.open', { ids: [cars.shan.recordId] })).toEqual(await service.ask('record.open', { ids: [999_999] }))
  })

  it('L5 a car on file is recognised at entry without showing its owner to those who may not know them', async () => {
    const service = await archive.as(LOGINS.serviceAdvisor)
    const { found } = await service.call('record.findVehicle', { text: vehicleOf(201).vin })
    expect(found).toMatchObject({ dossierNumber: cars.shan.dossierNumber, owner: null, hasDelivery: true })
    expect(JSON.stringify(found)).not.toContain('单田芳')
    const entered = await archive.enter('maintenance', { vehicle: { ...vehicleOf(201), plate: '皖A12345' }, customer: null, deliveredOn: '2026-03-10' })
    expect(entered.dossierId).toBe(cars.shan.dossierId)
    expect(await ids('单', {}, service)).toEqual([cars.shan.dossierId])
  })
})

// Entering deliveries and visits against a real archive (rules F1, F3, F8, C5, H1, H2, V3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOGINS, makeArchive, type Person, type TestArchive } from '#test/support/archive.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'

// A Tuesday, 10:00 in the store.
const NOW = Date.parse('2026-03-10T10:00+08:00')

let archive: TestArchive
let sales: Person
let service: Person
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  sales = await archive.as(LOGINS.salesConsultant)
  service = await archive.as(LOGINS.serviceAdvisor)
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(() => archive.close())

const delivery = (car: number, person = sales) => ({
  kind: 'delivery' as const, vehicle: vehicleOf(car), customer: customerOf(car), newOwner: false,
  contact: { name: '李梅', phone: '0551-62345678', confirmed: true }, responsibleId: person.me.id, deliveredOn: '2026-03-10', orderNumber: 'HT-1',
})

const visit = (car: number) => ({ ...delivery(car), kind: 'maintenance' as const, responsibleId: service.me.id, orderNumber: 'WX-1' })

const problems = async (person: Person, input: unknown) => {
  const answer = await person.ask('record.enter', input)
  if (answer.ok) throw new Error('was entered')
  return { code: answer.error.code, problem: answer.error.details.problem, fields: answer.error.details.fields }
}

describe('F1, C5, H1 a delivery', () => {
  it('F1, C5, H1 makes the dossier with its number and opens a record due in three working days', async () => {
    const entered = await sales.call('record.enter', delivery(101))
    expect(entered).toMatchObject({ dossierMade: true, dueOn: '2026-03-13', dueProvisional: false })
    expect(entered.dossierNumber).toMatch(/^HF01-XS-2026-D10-\d{5}$/)
    const [record] = await sales.call('record.open', { ids: [entered.recordId] })
    expect(record).toMatchObject({ state: 'expected', dueOn: '2026-03-13', contact: { phone: '0551-62345678', confirmed: true } })
    expect(record?.checklist).toHaveLength(12)
  })

  it('F1, H2 a visit of the same car joins its dossier and is due the next working day', async () => {
    const first = await sales.call('record.enter', delivery(102))
    const second = await service.call('record.enter', visit(102))
    expect(second).toMatchObject({ dossierId: first.dossierId, dossierMade: false, dueOn: '2026-03-11' })
  })

  it('F1 a car sold elsewhere gets a number of its own class', async () => {
    const entered = await service.call('record.enter', { ...visit(103), vehicle: { ...vehicleOf(103), origin: 'soldElsewhere' as const } })
    expect(entered.dossierNumber).toMatch(/^HF01-TD-2026-D10-\d{5}$/)
  })

  it('F3 a car is delivered once, and the same visit is not entered twice', async () => {
    await sales.call('record.enter', delivery(104))
    expect(await problems(sales, delivery(104))).toMatchObject({ code: 'refused', problem: 'record.deliveryExists' })
    await service.call('record.enter', visit(104))
    expect(await problems(service, visit(104))).toMatchObject({ code: 'refused', problem: 'record.enteredTwice' })
    await service.call('record.enter', { ...visit(104), orderNumber: 'WX-2' })
  })
})

describe('what is refused at its field, by the engine too', () => {
  const wrongVin = (vin: string, vinConfirmed = false) => ({ ...delivery(110), vehicle: { ...vehicleOf(110), vin, vinConfirmed } })
  const wrongCustomer = (change: object) => ({ ...delivery(110), customer: { ...customerOf(110), ...change } })

  it.each([
    ['a wrong check digit of a Chinese VIN', () => wrongVin('LSVAA49J132047372'), ['vehicle', 'vin'], 'vin.checkDigit'],
    ['a letter no VIN has', () => wrongVin('LSVAI49J132047371'), ['vehicle', 'vin'], 'vin.letters'],
    ['a VIN too short', () => wrongVin('LSVAA49J13204737'), ['vehicle', 'vin'], 'vin.length'],
    ['a foreign VIN nobody confirmed', () => wrongVin('WBAVA37578NL56789'), ['vehicle', 'vinConfirmed'], 'vin.confirm'],
    ['a wrong identity check digit', () => wrongCustomer({ identityKind: 'identityCard', identityNumber: '110105194912310021' }), ['customer', 'identityNumber'], 'identity.checkDigit'],
    ['a name of control characters', () => wrongCustomer({ name: '王\u0007明' }), ['customer', 'name'], 'text.control'],
    ['a name that turns its direction', () => wrongCustomer({ name: '王\u202Egnim' }), ['customer', 'name'], 'text.direction'],
    ['a megabyte of address', () => wrongCustomer({ address: '路'.repeat(1 << 20) }), ['customer', 'address'], 'text.tooLong'],
    ['no number to call', () => wrongCustomer({ mobile: '', landline: '' }), ['customer', 'mobile'], 'phone.required'],
    ['a landline without area code', () => wrongCustomer({ landline: '62345678' }), ['customer', 'landline'], 'landline.areaCode'],
    ['a day to come', () => ({ ...delivery(110), deliveredOn: '2026-03-11' }), ['deliveredOn'], 'date.future'],
    ['a day there is not', () => ({ ...delivery(110), deliveredOn: '2026-02-30' }), ['deliveredOn'], 'date.form'],
    ['someone of another department', () => ({ ...delivery(110), responsibleId: service.me.id }), ['responsibleId'], 'record.cannotAnswer'],
    ['no customer for a new car', () => ({ ...delivery(110), customer: null }), ['customer'], 'customer.required'],
    ['a field nobody knows', () => ({ ...delivery(110), discount: 5 }), [], 'value.unknown'],
  ])('%s', async (_what, input, path, problem) => {
    const refused = await problems(sales, input())
    expect(refused.code).toBe('invalidInput')
    expect(refused.fields).toContainEqual({ path, problem })
    expect((await sales.call('dossier.search', { text: vehicleOf(110).vin, dates: null, state: null, kind: null, limit: 5 })).hits).toEqual([])
  })

  it('a foreign VIN that was confirmed is entered', async () => {
    const entered = await sales.call('record.enter', { ...wrongVin('WBAVA37578NL56789', true), vehicle: { ...vehicleOf(111), vin: 'WBAVA37578NL56789', vinConfirmed: true } })
    expect(entered.dossierMade).toBe(true)
  })

  it('H8 sales does not enter visits', async () => {
    expect(await problems(sales, visit(112))).toMatchObject({ code: 'forbidden', problem: 'record.wrongDepartment' })
  })
})

describe('V3 the visit’s contact', () => {
  it('V3 the record asks for the person and the one number, and keeps whether they were confirmed', async () => {
    const contact = (change: object) => ({ ...visit(115), contact: { name: '李梅', phone: '0551-62345678', confirmed: true, ...change } })
    expect((await problems(service, contact({ phone: '' }))).fields).toEqual([{ path: ['contact', 'phone'], problem: 'phone.form' }])
    expect((await problems(service, contact({ name: '' }))).fields).toEqual([{ path: ['contact', 'name'], problem: 'name.form' }])
    const entered = await service.call('record.enter', contact({ confirmed: false }))
    const [record] = await service.call('record.open', { ids: [entered.recordId] })
    expect(record?.contact).toEqual({ name: '李梅', phone: '0551-62345678', confirmed: false })
  })
})

describe('F8 owners and changes', () => {
  it('F8 data entered again is brought up to date, and every change is kept with who, before and after', async () => {
    const { dossierId } = await sales.call('record.enter', delivery(120))
    await archivist.call('record.enter', { ...visit(120), customer: { ...customerOf(120), address: '合肥市蜀山区样本路 9 号' } })
    const dossier = await archivist.call('dossier.open', { id: dossierId })
    expect(dossier.owners).toHaveLength(1)
    expect(dossier.changes.map(({ at: _at, ...change }) => change)).toContainEqual({
      personName: archivist.me.name, subject: 'customer', field: 'address', before: customerOf(120).address, after: '合肥市蜀山区样本路 9 号',
    })
  })

  it('F8 another identity number is no correction: it is refused, or a new owner who follows the present one', async () => {
    const { dossierId } = await sales.call('record.enter', { ...delivery(121), deliveredOn: '2026-03-02' })
    const other = { ...visit(121), customer: customerOf(122) }
    expect((await problems(archivist, other)).fields).toEqual([{ path: ['customer', 'identityNumber'], problem: 'owner.identityDiffers' }])
    await archivist.call('record.enter', { ...other, newOwner: true })
    const dossier = await archivist.call('dossier.open', { id: dossierId })
    expect(dossier.owners.map(({ customer, fromOn, toOn }) => [customer.name, fromOn, toOn])).toEqual([
      [customerOf(121).name, '2026-03-02', '2026-03-09'], [customerOf(122).name, '2026-03-10', null],
    ])
  })

  it('F8 a plate on another car is refused unless it was moved, and then leaves the other car', async () => {
    const first = await sales.call('record.enter', delivery(123))
    const moved = { ...delivery(124), vehicle: { ...vehicleOf(124), plate: vehicleOf(123).plate } }
    expect((await problems(sales, moved)).fields).toEqual([{ path: ['vehicle', 'plate'], problem: 'plate.onAnotherCar' }])
    await sales.call('record.enter', { ...moved, vehicle: { ...moved.vehicle, plateMoved: true } })
    expect((await sales.call('dossier.open', { id: first.dossierId })).vehicle.plate).toBeNull()
  })
})

describe('H8 what is owed', () => {
  it('H8 lists by due day and counts within what a person may see', async () => {
    const mine = await sales.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 500 })
    expect(mine.records.length).toBe(mine.counts.outstanding)
    expect(mine.records.every((record) => record.responsible.id === sales.me.id)).toBe(true)
    expect(mine.records.map((record) => record.dueOn)).toEqual(mine.records.map((record) => record.dueOn).sort())
    const all = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 500 })
    expect(all.counts.outstanding).toBeGreaterThan(mine.counts.outstanding)
  })

  it('F2, H3 a scanned label finds what can be handed over: record and archive number, VIN, plate', async () => {
    const entered = await sales.call('record.enter', delivery(130))
    for (const label of [entered.recordNumber, entered.dossierNumber.toLowerCase(), vehicleOf(130).vin, vehicleOf(130).plate ?? '']) {
      expect((await archivist.call('record.byLabel', { label })).map((record) => record.id)).toEqual([entered.recordId])
    }
    expect(await service.call('record.byLabel', { label: entered.recordNumber })).toEqual([])
  })
})

// Entering deliveries and visits against a real archive (rules F1, F3, F8, C5, H1, H2, V3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identityProblem } from '#shared/domain/identity.ts'
import { LAST_STORE_DAY } from '#shared/domain/local-date.ts'
import { LOGINS, makeArchive, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
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

/** A visit of a car that sales delivered: service does not know its dossier. */
const visitOfHidden = (car: number) => ({ ...visit(car), customer: null })

/** An identity number of someone born on a day, YYYYMMDD. */
function bornOn(day: string): string {
  const found = Array.from('0123456789X', (check) => `340104${day}251${check}`)
    .find((number) => identityProblem('identityCard', number, LAST_STORE_DAY) === null)
  if (found === undefined) throw new Error('no check digit fits')
  return found
}

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
    const second = await service.call('record.enter', visitOfHidden(102))
    expect(second).toMatchObject({ dossierId: first.dossierId, dossierMade: false, dueOn: '2026-03-11' })
  })

  it('F1 a car sold elsewhere gets a number of its own class', async () => {
    const entered = await service.call('record.enter', { ...visit(103), vehicle: { ...vehicleOf(103), origin: 'soldElsewhere' as const } })
    expect(entered.dossierNumber).toMatch(/^HF01-TD-2026-D10-\d{5}$/)
  })

  it('A3 the audit trail says which record was entered, of which day, due when, and who answers for it', async () => {
    const entered = await sales.call('record.enter', delivery(105))
    expect((await auditOf(archive.folder, 'record.enter')).at(-1)).toEqual({
      personId: sales.me.id, recordId: entered.recordId, record: entered.recordNumber, dossier: entered.dossierNumber, kind: 'delivery',
      deliveredOn: '2026-03-10', dueOn: '2026-03-13', dueProvisional: false, orderNumber: 'HT-1', contactConfirmed: true, responsible: sales.me.id,
    })
  })

  it('C5 a number that an earlier pattern gave is passed over', async () => {
    const admin = await archive.as(LOGINS.administrator)
    const before = await admin.call('settings.get', {})
    const numbered = async (numberPattern: string, car: number) => {
      await admin.call('settings.update', { ...before, numberPattern })
      return (await sales.call('record.enter', delivery(car))).dossierNumber
    }
    expect(await numbered('{year}{class}-00001-{number}', 106)).toBe('2026XS-00001-00001')
    expect(await numbered('{year}{class}-{number}-00001', 107)).toBe('2026XS-00002-00001')
    await admin.call('settings.update', before)
  })

  it('F3 a car is delivered once, and the same visit is not entered twice', async () => {
    await sales.call('record.enter', delivery(104))
    expect(await problems(sales, delivery(104))).toMatchObject({ code: 'refused', problem: 'record.deliveryExists' })
    await service.call('record.enter', visitOfHidden(104))
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
    ['a day before any store’s', () => ({ ...delivery(110), deliveredOn: '1999-12-31' }), ['deliveredOn'], 'date.tooEarly'],
    ['a customer born tomorrow', () => wrongCustomer({ identityKind: 'identityCard', identityNumber: bornOn('20260311') }), ['customer', 'identityNumber'], 'identity.birthDate'],
    ['a delivery of a car sold elsewhere', () => ({ ...delivery(110), vehicle: { ...vehicleOf(110), origin: 'soldElsewhere' } }), ['vehicle', 'origin'], 'vehicle.soldElsewhere'],
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

  it('F1, F3 a car delivered here does not become one sold elsewhere, on its dossier or with a visit', async () => {
    const { dossierId } = await sales.call('record.enter', delivery(118))
    const { vin: _vin, vinConfirmed: _confirmed, ...details } = vehicleOf(118)
    const elsewhere = { ...details, origin: 'soldElsewhere' as const }
    const fields = [{ path: ['vehicle', 'origin'], problem: 'vehicle.soldElsewhere' }]
    expect(await archivist.ask('vehicle.update', { dossierId, vehicle: elsewhere })).toMatchObject({ ok: false, error: { code: 'invalidInput', details: { fields } } })
    const brought = { ...visit(118), vehicle: { ...vehicleOf(118), origin: 'soldElsewhere' } }
    expect(await problems(archivist, brought)).toMatchObject({ code: 'invalidInput', fields })
    const { vehicle, changes, records } = await archivist.call('dossier.open', { id: dossierId })
    expect([vehicle.origin, changes, records.length]).toEqual(['soldHere', [], 1])
    // A car that only came in for service may be put right either way.
    const served = await service.call('record.enter', visit(119))
    const { vin: _other, vinConfirmed: _sure, ...own } = vehicleOf(119)
    await archivist.call('vehicle.update', { dossierId: served.dossierId, vehicle: { ...own, origin: 'soldElsewhere' } })
    expect((await archivist.call('dossier.open', { id: served.dossierId })).vehicle.origin).toBe('soldElsewhere')
  })

  it('a customer born yesterday is entered, and is no owner by the number of one to be born tomorrow', async () => {
    const born = { ...customerOf(113), kind: 'person' as const, identityKind: 'identityCard' as const, identityNumber: bornOn('20260309') }
    const { dossierId } = await sales.call('record.enter', { ...delivery(113), customer: born, deliveredOn: '2026-03-02' })
    const unborn = { ...born, identityNumber: bornOn('20260311') }
    const fields = [{ path: ['customer', 'identityNumber'], problem: 'identity.birthDate' }]
    const [owner] = (await archivist.call('dossier.open', { id: dossierId })).owners
    expect(await archivist.ask('dossier.changeOwner', { dossierId, customer: unborn, fromOn: '2026-03-10' })).toMatchObject({ ok: false, error: { details: { fields } } })
    expect(await archivist.ask('customer.update', { dossierId, customerId: owner?.customer.id, customer: unborn })).toMatchObject({ ok: false, error: { details: { fields } } })
  })

  it.each(['delivery', 'visit', 'handover'] as const)('A4 a search by day of %s keeps to the days there can be', async (field) => {
    const dated = (from: string, to: string) => sales.ask('dossier.search', { text: '', dates: { field, from, to }, state: null, kind: null, limit: 5 })
    expect(await dated('2000-01-01', '2150-12-31')).toMatchObject({ ok: true })
    expect(await dated('1999-12-31', '2026-03-10')).toMatchObject({ ok: false, error: { code: 'invalidInput', details: { fields: [{ path: ['dates', 'from'], problem: 'date.tooEarly' }] } } })
    expect(await dated('2026-03-10', '2199-12-31')).toMatchObject({ ok: false, error: { code: 'invalidInput', details: { fields: [{ path: ['dates', 'to'], problem: 'date.tooLate' }] } } })
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
    const sameDay = { ...other, newOwner: true, deliveredOn: '2026-03-02' }
    expect((await problems(archivist, sameDay)).fields).toEqual([{ path: ['deliveredOn'], problem: 'owner.beforePresent' }])
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

describe('L5 what is on file of others', () => {
  it('L5, F8 an identity number on file links its customer as filed for those who may know no dossier of theirs', async () => {
    const { dossierId } = await sales.call('record.enter', delivery(140))
    const typed = { ...customerOf(140), name: '另名', mobile: '13000000000', address: '不知道' }
    const other = await service.call('record.enter', { ...visit(141), customer: typed })
    expect(JSON.stringify(other)).not.toContain(customerOf(140).name)
    for (const id of [dossierId, other.dossierId]) {
      const dossier = await archivist.call('dossier.open', { id })
      expect(dossier.owners.map(({ customer }) => customer)).toMatchObject([customerOf(140)])
      expect(dossier.changes).toEqual([])
    }
  })

  it('F8 those who may know a dossier of the customer bring the data up to date, traced on every dossier of theirs', async () => {
    const first = await sales.call('record.enter', delivery(142))
    const second = await sales.call('record.enter', { ...delivery(143), customer: { ...customerOf(142), mobile: '13000000001' } })
    const third = await archivist.call('record.enter', { ...visit(144), customer: { ...customerOf(142), mobile: '13000000002' } })
    const traced = async (id: typeof first.dossierId) =>
      (await archivist.call('dossier.open', { id })).changes.map(({ field, before, after }) => [field, before, after])
    const changed = [['mobile', '13000000001', '13000000002'], ['mobile', customerOf(142).mobile, '13000000001']]
    expect(await traced(first.dossierId)).toEqual(changed)
    expect(await traced(second.dossierId)).toEqual(changed)
    expect(await traced(third.dossierId)).toEqual(changed.slice(0, 1))
  })

  it('L5 on a car of a dossier one may not know a record is entered and nothing else: car and owner stay as filed', async () => {
    const { dossierId } = await sales.call('record.enter', delivery(145))
    const filed = await archivist.call('dossier.open', { id: dossierId })
    const typed = { ...vehicleOf(145), plate: vehicleOf(140).plate, model: '别的车', origin: 'soldElsewhere' as const }
    for (const change of [{ customer: customerOf(145) }, { customer: customerOf(146), newOwner: true }, { customer: null, newOwner: true }]) {
      expect((await problems(service, { ...visit(145), vehicle: typed, ...change })).fields).toEqual([{ path: ['customer'], problem: 'owner.keptOnFile' }])
    }
    const entered = await service.call('record.enter', { ...visitOfHidden(145), vehicle: typed })
    expect(entered).toMatchObject({ dossierId, dossierMade: false })
    const { vehicle, owners, changes } = await archivist.call('dossier.open', { id: dossierId })
    expect({ vehicle, owners, changes }).toEqual({ vehicle: filed.vehicle, owners: filed.owners, changes: [] })
  })

  it('F1, L5 a car filed as sold elsewhere is not delivered by those who may not correct that', async () => {
    await service.call('record.enter', { ...visit(147), vehicle: { ...vehicleOf(147), origin: 'soldElsewhere' as const } })
    expect((await problems(sales, { ...delivery(147), customer: null })).fields).toEqual([{ path: ['vehicle', 'origin'], problem: 'vehicle.soldElsewhere' }])
  })

  it('L5, A3 looking a car up shows what is filed only to those who may know it, and is entered in the audit trail without what was typed', async () => {
    const { dossierNumber } = await sales.call('record.enter', delivery(148))
    const found = async (person: Person, text: string) => (await person.call('record.findVehicle', { text })).found
    expect(await found(service, vehicleOf(148).vin)).toEqual({ dossierNumber, vehicle: null, owner: null, hasDelivery: true })
    expect(await found(sales, vehicleOf(148).plate ?? '')).toMatchObject({ dossierNumber, vehicle: { model: vehicleOf(148).model }, owner: { customer: customerOf(148) } })
    expect(await found(service, vehicleOf(149).vin)).toBeNull()
    expect((await auditOf(archive.folder, 'record.findVehicle')).slice(-3)).toEqual([
      { personId: service.me.id, dossier: dossierNumber }, { personId: sales.me.id, dossier: dossierNumber }, { personId: service.me.id, dossier: null },
    ])
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

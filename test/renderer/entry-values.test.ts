// What the form of a delivery or a visit holds, and what is sent of it (rules F3, F8, V3).
import { describe, expect, it } from 'vitest'
import { recordEntryInput } from '#shared/contract/record.ts'
import { toId } from '#shared/domain/id.ts'
import {
  asksCustomer, blankEntry, BLANK_CUSTOMER, entryValues, isBlank, toEntryInput, withFiled, type EntryValues, type FiledCar,
} from '../../renderer/features/record/entryValues.ts'
import { dossierOf, ownerOf, today } from './views.ts'

const blank = blankEntry('maintenance', today, 4)
const { vehicle } = dossierOf()
const filed: FiledCar = {
  dossierNumber: 'HF01-XS-2026-D10-00001', vehicle, hasDelivery: true,
  owner: { dossierId: toId<'dossier'>(1), customer: ownerOf(1, '2026-03-02').customer },
}
const hidden: FiledCar = { ...filed, vehicle: null, owner: null }

/** A whole form, as typed. */
const typed: EntryValues = {
  ...withFiled(blank, filed), contact: { name: '解晓东', phone: '0551-62345678', confirmed: true }, orderNumber: 'WX-1',
}

describe('V3 the form', () => {
  it('V3 begins empty, with today and who enters it, and nobody confirmed', () => {
    expect(blank).toMatchObject({ kind: 'maintenance', deliveredOn: today, responsibleId: 4, contact: { confirmed: false }, customer: BLANK_CUSTOMER })
    expect(isBlank(blank)).toBe(true)
    expect(entryValues.parse(blank)).toEqual(blank)
  })

  it('V3 is worth keeping as soon as anything was typed, not for spaces or choices', () => {
    expect(isBlank({ ...blank, orderNumber: '  ', newOwner: true, noPlate: true, contact: { ...blank.contact, confirmed: true } })).toBe(true)
    expect(isBlank({ ...blank, orderNumber: 'HT-1' })).toBe(false)
    for (const field of ['vin', 'plate', 'model', 'colour', 'engineNumber'] as const) {
      expect([field, isBlank({ ...blank, vehicle: { ...blank.vehicle, [field]: 'A' } })]).toEqual([field, false])
    }
    for (const field of ['name', 'identityNumber', 'mobile', 'landline', 'address'] as const) {
      expect([field, isBlank({ ...blank, customer: { ...blank.customer, [field]: '1' } })]).toEqual([field, false])
    }
    for (const field of ['name', 'phone'] as const) {
      expect([field, isBlank({ ...blank, contact: { ...blank.contact, [field]: '1' } })]).toEqual([field, false])
    }
  })

  it('A1 a kept draft is believed only in its shape; what is not there yet is empty', () => {
    const { kind, identityKind } = blank.customer
    const kept = { kind: 'delivery', vehicle: { origin: 'soldHere' }, customer: { kind, identityKind }, contact: {}, deliveredOn: null }
    expect(entryValues.parse(kept)).toEqual({ ...blankEntry('delivery', today, undefined), deliveredOn: '', responsibleId: undefined })
    for (const wrong of [{}, { ...kept, kind: 'theft' }, { ...kept, vehicle: { origin: 'soldHere', vin: 5 } }, { ...kept, responsibleId: 'me' }, 'text']) {
      expect(entryValues.safeParse(wrong).success).toBe(false)
    }
  })
})

describe('F8 a car on file', () => {
  it('F8 fills the form with the car and its owner; the contact stays as typed', () => {
    const values = withFiled({ ...blank, contact: { name: '解晓东', phone: '', confirmed: false }, newOwner: true }, filed)
    expect(values).toMatchObject({ vehicle: { vin: vehicle.vin, plate: vehicle.plate, plateMoved: false }, noPlate: false, newOwner: false })
    expect(values.customer).toMatchObject({ name: filed.owner?.customer.name, identityNumber: filed.owner?.customer.identityNumber })
    expect(values.contact.name).toBe('解晓东')
    expect(entryValues.parse(values)).toEqual(values)
    expect(withFiled(blank, { ...filed, vehicle: { ...vehicle, plate: null } })).toMatchObject({ vehicle: { plate: '' }, noPlate: true })
  })

  it('L5 of a car whose dossier may not be known nothing is filled in, and no owner is asked for', () => {
    expect(withFiled({ ...typed, newOwner: true }, hidden)).toEqual({ ...typed, newOwner: false })
    expect([asksCustomer(null), asksCustomer(filed), asksCustomer(hidden)]).toEqual([true, true, false])
    expect(toEntryInput({ ...typed, newOwner: true }, hidden)).toMatchObject({ customer: null, newOwner: false })
  })
})

describe('F3, F8 what is sent', () => {
  const sent = (values: EntryValues, car: FiledCar | null) => recordEntryInput.parse(toEntryInput(values, car))

  it('F3 a whole form is what the contract takes', () => {
    expect(sent(typed, filed)).toMatchObject({
      kind: 'maintenance', vehicle: { vin: vehicle.vin, plate: vehicle.plate }, customer: { name: filed.owner?.customer.name }, newOwner: false,
      contact: { name: '解晓东', confirmed: true }, responsibleId: 4, deliveredOn: today, orderNumber: 'WX-1',
    })
    expect(sent({ ...typed, noPlate: true }, filed).vehicle.plate).toBeNull()
  })

  it('F8 a new owner follows a present one, and never comes with a new car', () => {
    expect(sent({ ...typed, newOwner: true }, filed).newOwner).toBe(true)
    expect(sent({ ...typed, newOwner: true }, null).newOwner).toBe(false)
  })

  it('F3 nobody chosen to answer for it is refused at its field', () => {
    const { responsibleId: _nobody, ...rest } = typed
    const judged = recordEntryInput.safeParse(toEntryInput(rest, filed))
    expect(judged.error?.issues.map(({ path }) => path)).toEqual([['responsibleId']])
  })
})

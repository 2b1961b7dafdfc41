// Entering deliveries and visits.
import type { Locator } from 'playwright-core'
import type { Desk } from '#test/support/desk-browser.ts'
import type { Car } from './people.ts'
import { fact } from './steps-form.ts'

export type Entered = { recordNumber: string; archiveNumber: string }

export function entryField({ page, t }: Desk, name: 'vin' | 'plate' | 'model' | 'personName' | 'identityNumber' | 'mobile' | 'address' | 'contactName' | 'contactPhone'): Locator {
  return page.getByLabel(t(`record.enter.${name}`), { exact: true })
}

/** Fills in everything about the car; the VIN as a scanner types it, Enter and all. */
export async function fillCar(desk: Desk, { vehicle }: Car): Promise<void> {
  await entryField(desk, 'vin').fill(vehicle.vin)
  await desk.page.keyboard.press('Enter')
  await entryField(desk, 'plate').fill(vehicle.plate)
  await entryField(desk, 'model').fill(vehicle.model)
}

export async function fillCustomer(desk: Desk, { customer }: Car): Promise<void> {
  await entryField(desk, 'personName').fill(customer.name)
  await entryField(desk, 'identityNumber').fill(customer.identityNumber)
  await entryField(desk, 'mobile').fill(customer.mobile)
  await entryField(desk, 'address').fill(customer.address)
}

/** The contact is the owner, as confirmed (V3). */
export async function confirmContact({ page, t }: Desk): Promise<void> {
  await page.getByRole('button', { name: t('record.enter.sameAsOwner') }).click()
  await page.getByRole('checkbox', { name: t('record.enter.contactConfirmed') }).check()
}

/** Sends the form by keyboard and reads what was made of it. */
export async function enterRecord({ page, t }: Desk): Promise<Entered> {
  await page.keyboard.press('Control+Enter')
  const entered = page.getByRole('region', { name: t('record.entered.title'), exact: true })
  await entered.waitFor()
  return {
    recordNumber: await fact(entered, t('record.entered.number')),
    archiveNumber: await fact(entered, t('record.entered.archiveNumber')),
  }
}

/** A delivery from an empty form to its record. */
export async function enterDelivery(desk: Desk, car: Car): Promise<Entered> {
  await fillCar(desk, car)
  await fillCustomer(desk, car)
  await confirmContact(desk)
  return enterRecord(desk)
}

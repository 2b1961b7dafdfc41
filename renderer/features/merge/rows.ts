// What two customers or two dossiers are compared by, side by side: each field once, marked where the two differ.
import type { TFunction } from 'i18next'
import type { Output } from '#shared/contract/index.ts'
import type { CustomerSide, DossierSide } from '#shared/contract/merge.ts'
import { maskIdentity } from '#shared/domain/identity.ts'
import { dateTimeText } from '../../components/DateText.tsx'

export type Opened = Output<'merge.open'>

/** What a side is called: two entries of a customer often have one name. */
export function labelOf(opened: Opened, side: 'one' | 'other'): string {
  return opened.subject === 'customer' ? `${opened[side].name} ${maskIdentity(opened[side].identityNumber)}` : opened[side].number
}

/** `alike` null: what is not compared, as it is of each by its nature. */
export type CompareRow = { key: string; name: string; one: readonly string[]; other: readonly string[]; alike: boolean | null; code: boolean }

type Field = { key: string; name: string; of: readonly [readonly string[], readonly string[]]; code?: boolean; compared?: boolean }

function rowOf({ key, name, of: [one, other], code = false, compared = true }: Field): CompareRow {
  return { key, name, one, other, alike: compared ? one.join('\n') === other.join('\n') : null, code }
}

export function customerRows(t: TFunction, one: CustomerSide, other: CustomerSide): CompareRow[] {
  const field = (key: keyof CustomerSide & ('name' | 'mobile' | 'landline' | 'address' | 'identityNumber'), code = false): CompareRow => (
    rowOf({ key, name: t(`dossier.fieldName.${key}`), of: [[one[key]], [other[key]]], code })
  )
  const kind = (side: CustomerSide): string[] => [t(`record.identityKind.${side.identityKind}`)]
  const cars = (side: CustomerSide): string[] => [
    ...side.dossiers.map(({ number, plate, model, fromOn, toOn }) => `${plate ?? t('dossier.noPlate')} · ${model} · ${number} · ${timeOf(t, fromOn, toOn)}`),
    ...(side.hidden > 0 ? [t('merge.pair.hidden', { count: side.hidden })] : []),
  ]
  return [
    field('name'),
    rowOf({ key: 'identityKind', name: t('dossier.fieldName.identityKind'), of: [kind(one), kind(other)] }),
    field('identityNumber', true), field('mobile', true), field('landline', true), field('address'),
    rowOf({ key: 'cars', name: t('merge.pair.dossiers'), of: [cars(one), cars(other)], compared: false }),
  ]
}

export function dossierRows(t: TFunction, one: DossierSide, other: DossierSide): CompareRow[] {
  const both = (key: string, name: string, read: (side: DossierSide) => readonly string[], more: Pick<Field, 'code' | 'compared'> = {}): CompareRow => (
    rowOf({ key, name, of: [read(one), read(other)], ...more })
  )
  return [
    both('number', t('merge.pair.number'), ({ number }) => [number], { code: true, compared: false }),
    both('createdAt', t('merge.pair.createdAt'), ({ createdAt }) => [dateTimeText(createdAt)], { compared: false }),
    both('vin', t('dossier.fieldName.vin'), ({ vehicle }) => [vehicle.vin], { code: true }),
    both('plate', t('dossier.fieldName.plate'), ({ vehicle }) => [vehicle.plate ?? t('dossier.noPlate')], { code: true }),
    both('engineNumber', t('dossier.fieldName.engineNumber'), ({ vehicle }) => [vehicle.engineNumber], { code: true }),
    both('model', t('dossier.fieldName.model'), ({ vehicle }) => [vehicle.model]),
    both('colour', t('dossier.fieldName.colour'), ({ vehicle }) => [vehicle.colour]),
    both('origin', t('dossier.fieldName.origin'), ({ vehicle }) => [t(`record.origin.${vehicle.origin}`)]),
    both('owners', t('merge.pair.owners'), ({ owners }) => owners.map(({ name, mobile, fromOn, toOn }) => `${name} ${mobile} · ${timeOf(t, fromOn, toOn)}`)),
    both('records', t('merge.pair.records'), ({ records }) => records.map(({ kind, number, deliveredOn, state }) => (
      `${deliveredOn} ${t(`common.kind.${kind}`)} · ${number} · ${t(`common.state.${state}`)}`
    )), { compared: false }),
    both('scans', t('merge.pair.scans'), ({ scans }) => [t('merge.pair.pages', { count: scans })], { compared: false }),
    both('slot', t('merge.pair.slot'), ({ slot }) => [slot ?? t('merge.pair.nowhere')], { compared: false }),
  ]
}

function timeOf(t: TFunction, from: string, to: string | null): string {
  return to === null ? t('merge.pair.since', { from }) : t('merge.pair.period', { from, to })
}

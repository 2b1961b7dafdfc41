// Invented cars, customers and signatures, each number with its own check digit; the same for the same index.
import type { RawInput } from '#shared/contract/index.ts'
import { vinCheckDigit } from '#shared/domain/vin.ts'

type Entry = RawInput<'record.enter'>

/** `index`: 1 to 99999. */
export function vinOf(index: number): string {
  const serial = String(index).padStart(6, '0')
  const blank = `LSVNX41Z02S${serial}`
  return `${blank.slice(0, 8)}${vinCheckDigit(blank)}${blank.slice(9)}`
}

export function vehicleOf(index: number): Entry['vehicle'] {
  return {
    vin: vinOf(index), vinConfirmed: false, plate: `皖A${String(10_000 + index)}`, plateMoved: false, model: '明锐 1.4T', colour: '白',
    engineNumber: `CSS${String(index).padStart(6, '0')}`, origin: 'soldHere',
  }
}

// GB 11643: weights and check characters of ISO 7064 MOD 11-2.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** `index`: 0 to 999 for a day of birth, counted on to other days. */
export function identityNumberOf(index: number): string {
  const day = String(1 + (Math.floor(index / 1000) % 28)).padStart(2, '0')
  const month = String(1 + (Math.floor(index / 28_000) % 12)).padStart(2, '0')
  const body = `3401011990${month}${day}${String(index % 1000).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(body.charAt(place)), 0)
  return `${body}${CHECKS.charAt(sum % 11)}`
}

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const GIVEN = ['建国', '丽华', '志强', '秀英', '伟', '敏', '晓东', '雨桐', '子涵', '国庆']

export function nameOf(index: number): string {
  return `${SURNAMES.charAt(index % SURNAMES.length)}${GIVEN[Math.floor(index / SURNAMES.length) % GIVEN.length] ?? ''}`
}

export function customerOf(index: number): NonNullable<Entry['customer']> {
  return {
    kind: 'person', identityKind: 'identityCard', identityNumber: identityNumberOf(index), name: nameOf(index),
    mobile: `138${String(index).padStart(8, '0')}`, landline: '', address: '合肥市蜀山区示例路 1 号',
  }
}

/** A signature someone might have written; another index, another hand. */
export function signatureOf(index: number): { strokes: number[][] } {
  return { strokes: [[40, 60, 120, 90 + index, 200, 70, 300, 120, 420, 80], [100, 130, 250, 140 + index, 380, 150]] }
}

// Plates by GA 36-2018 and its neighbours; all numbers are invented.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisePlate, PLATE_KINDS, plateKind, plateProblem, type PlateKind } from '#shared/domain/plate.ts'

const examples: ReadonlyArray<readonly [string, PlateKind]> = [
  ['皖A12345', 'civil'],
  ['沪B8K123', 'civil'],
  ['浙BAB987', 'civil'],
  ['琼AB1C2D', 'civil'],
  ['皖AD12345', 'newEnergySmall'],
  ['京AF01234', 'newEnergySmall'],
  ['粤BDK1234', 'newEnergySmall'],
  ['粤BK12345', 'newEnergySmall'],
  ['皖AE12345', 'newEnergySmall'],
  ['皖A12345D', 'newEnergyLarge'],
  ['皖A12345K', 'newEnergyLarge'],
  ['皖A1234学', 'drivingSchool'],
  ['皖A1234警', 'police'],
  ['皖AB123挂', 'trailer'],
  ['粤Z7C59港', 'hongKongMacao'],
  ['粤ZA123澳', 'hongKongMacao'],
  ['使014578', 'embassy'],
  ['014578使', 'embassy'],
  ['沪A0023领', 'consulate'],
  ['224578领', 'consulate'],
  ['皖A12345临', 'temporary'],
  ['皖A0B1C2D临', 'temporary'],
  ['皖A临12345', 'temporary'],
  ['皖A1234试', 'temporary'],
  ['皖A1234超', 'temporary'],
  ['皖X1234应急', 'emergency'],
  ['川S1234应急', 'emergency'],
  ['京12345应急', 'emergency'],
  ['VA02009', 'military'],
  ['KA12345', 'military'],
  ['WJ12345', 'armedPolice'],
  ['WJ皖12345', 'armedPolice'],
  ['WJ皖1234X', 'armedPolice'],
]

describe('plates (GA 36-2018)', () => {
  it.each(examples)('%s: %s', (plate, kind) => {
    expect(plateKind(plate)).toBe(kind)
    expect(plateProblem(plate)).toBeNull()
  })

  it('has an example of every kind', () => {
    expect([...new Set(examples.map(([, kind]) => kind))].sort()).toEqual([...PLATE_KINDS].sort())
  })

  const energyLetters = ['D', 'A', 'B', 'C', 'E', 'F', 'G', 'H', 'J', 'K']
  it.each(energyLetters)('%s marks a new energy car, first on small and last on large plates', (letter) => {
    expect(plateKind(`皖A${letter}12345`)).toBe('newEnergySmall')
    expect(plateKind(`皖A12345${letter}`)).toBe('newEnergyLarge')
  })

  it.each([
    '', '皖', '皖A1234', '皖A123456', '皖A123456学', 'A12345', '皖112345', '台A12345', '皖AI2345', '皖A1234O', '皖I12345', '皖OA1234',
    '皖AABCDE', '皖AL12345', '皖A12345L', '皖AI12345', '皖AD1234A', '皖A12345学', '皖A123警', '皖Z1234港', '粤A1234港',
    '使01457', '使0145789', '皖X123应急', '皖A1234应急', 'WJ1234', 'WJ台12345', 'V02009', 'VA0200A', 'IA12345', '皖a12345', '皖A·12345',
    '皖A12345\n', '皖A12345皖A12345', '暂无', '无牌',
  ])('%j is no plate', (plate) => {
    expect(plateKind(plate)).toBeNull()
    expect(plateProblem(plate)).toBe('plate.form')
  })

  it.each([
    ['皖A·12345', '皖A12345'],
    ['皖a 12345', '皖A12345'],
    ['皖Ａ・１２３４５', '皖A12345'],
    ['皖A•12345', '皖A12345'],
    ['皖A-12345', '皖A12345'],
    [' 京A·D12345 ', '京AD12345'],
    ['京a．d12345', '京AD12345'],
    ['WJ 皖 1234x', 'WJ皖1234X'],
    ['使 014·578', '使014578'],
  ])('%j is written %s', (typed, plate) => {
    expect(normalisePlate(typed)).toBe(plate)
    expect(plateProblem(plate)).toBeNull()
  })

  it('normalises once and for all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (typed) => {
      const plate = normalisePlate(typed)
      expect(normalisePlate(plate)).toBe(plate)
      expect(plateProblem(plate) === null).toBe(plateKind(plate) !== null)
    }))
  })
})

// Probable doubles, judged by what two customers or two cars have in common (rule F8).
import { describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import {
  carReasons, customerMergeProblem, customerReasons, dossierMergeProblem, endedOwner, foldVin, inTurn, misreadIn, vinLikeness, weightOf,
  type LikeCar, type LikeCustomer, type OwnerTime,
} from '#shared/domain/merge.ts'
import { checkDigitFits } from '#shared/domain/vin.ts'
import { identityNumberOf, vinOf } from '#test/support/samples.ts'

const person = (change: Partial<LikeCustomer> = {}): LikeCustomer => ({
  kind: 'person', name: '王建国', identityKind: 'identityCard', identityNumber: identityNumberOf(1), mobile: '13800000001',
  address: '合肥市蜀山区示例路 1 号', ...change,
})
const other = (change: Partial<LikeCustomer> = {}): LikeCustomer => person({ identityNumber: identityNumberOf(2), mobile: '13900000002', address: '', ...change })
const company = (identityKind: 'creditCode' | 'organisationCode', identityNumber: string): LikeCustomer => (
  person({ kind: 'company', name: '合肥示例商贸有限公司', identityKind, identityNumber, mobile: '', address: '' })
)

describe('F8 customers that are probably one', () => {
  it('F8 the same number in another form: 15 and 18 digits, organisation and credit code, renewals of a permit', () => {
    const old = person({ identityKind: 'officerCard', identityNumber: '340101900101001' })
    expect(customerReasons({ ...old, name: '某人' }, other({ identityNumber: '34010119900101001X' }))).toEqual(['identity'])
    expect(customerReasons(company('creditCode', '91340100MA2ABCDE17'), { ...company('organisationCode', 'MA2ABCDE1'), name: '示例' })).toEqual(['identity'])
    expect(customerReasons(
      person({ identityKind: 'hkMacaoPermit', identityNumber: 'H1234567801', mobile: '' }),
      other({ identityKind: 'hkMacaoPermit', identityNumber: 'H12345678' }),
    )).toEqual(['identity', 'name'])
  })

  it('F8 the same mobile and the same name, or one that sounds alike, is one letter off, or is part of the other', () => {
    const reasons = (name: string, than = '王建国'): string[] => customerReasons(
      person({ name: than, address: '', identityKind: 'unknown', identityNumber: 'U000001' }),
      other({ name, mobile: '13800000001', identityKind: 'unknown', identityNumber: 'U000002' }),
    )
    expect(reasons('王 建国')).toEqual(['mobile', 'name'])
    expect(reasons('王建果')).toEqual(['mobile', 'nearName'])
    expect(reasons('王建华')).toEqual(['mobile', 'nearName'])
    expect(reasons('王伟', '王维')).toEqual(['mobile', 'nearName'])
    expect(reasons('示例商贸', '合肥示例商贸有限公司')).toEqual(['mobile', 'nearName'])
    expect(reasons('李建华')).toEqual([])
    expect(reasons('王伟', '王芳')).toEqual([])
    expect(reasons('王建国强军', '王建国')).toEqual([])
  })

  it('F8 the same name and address; not where the documents are of two people, nor where the address is a town’s name', () => {
    const unknown = { identityKind: 'unknown', identityNumber: 'U000001' } as const
    expect(customerReasons(person(), person({ ...unknown, mobile: '' }))).toEqual(['address', 'name'])
    expect(customerReasons(person(), person({ mobile: '', identityNumber: '110101198003071234' }))).toEqual([])
    expect(customerReasons(person({ address: '合肥市' }), person({ ...unknown, mobile: '', address: '合肥市' }))).toEqual([])
    expect(customerReasons(person(), person({ ...unknown, mobile: '', name: '李四' }))).toEqual([])
    // A slip of the pen in the number does not make two people of one.
    expect(customerReasons(person(), person({ mobile: '', identityNumber: identityNumberOf(2) }))).toEqual(['address', 'name'])
  })

  it('F8 a family on one telephone is not one; one whose number was put right is', () => {
    const father = person({ name: '王建国', address: '' })
    expect(customerReasons(father, other({ name: '王建华', mobile: father.mobile, identityNumber: '110101198003071234' }))).toEqual([])
    expect(customerReasons(father, other({ mobile: father.mobile, identityNumber: '110101198003071234' }))).toEqual(['mobile', 'name'])
    expect(customerReasons(father, { ...father, kind: 'company' })).toEqual([])
  })
})

const car = (change: Partial<LikeCar> = {}): LikeCar => ({ vin: vinOf(1), plates: ['皖A10001'], engineNumber: 'CSS000001', model: '明锐 1.4T', ownerId: 1, ...change })
const elsewhere = (change: Partial<LikeCar> = {}): LikeCar => car({ vin: vinOf(77_777), plates: ['皖A20002'], engineNumber: 'CSS000002', ownerId: 2, ...change })

describe('F8 cars that are probably one', () => {
  it('F8 VINs apart by look-alikes, or by one character that tells of a misreading', () => {
    const vin = 'WVWZZZ1KZAW123456'
    const replace = (at: number, character: string): string => `${vin.slice(0, at)}${character}${vin.slice(at + 1)}`
    expect(foldVin('WVWO0QI1B8S5Z2')).toBe('WVW00011885522')
    expect(vinLikeness(vin, vin.replaceAll('Z', '2'))).toBe('lookAlike')
    expect(vinLikeness(vin, replace(7, 'M'))).toBe('near')
    expect(vinLikeness(vin, replace(16, '7'))).toBe('neighbour')
    expect(vinLikeness(vin, replace(16, '7').replace('1K', '1L'))).toBeNull()
    expect(vinLikeness(vin, vin)).toBeNull()
    expect(vinLikeness(vin, `${vin}1`)).toBeNull()
    // The check digit of the one fits, that of the other does not: one was misread.
    const sound = vinOf(1)
    expect(vinLikeness(sound, `${sound.slice(0, 16)}4`)).toBe('near')
    expect(vinLikeness(vinOf(1), vinOf(2))).toBeNull()
  })

  it('F8 engine number; a plate, now or before, with the model or a VIN that comes near', () => {
    expect(carReasons(car(), elsewhere({ engineNumber: 'CSS000001', model: '速派' }))).toEqual(['engineNumber'])
    expect(carReasons(car({ engineNumber: '-' }), elsewhere({ engineNumber: '-' }))).toEqual([])
    expect(carReasons(car({ plates: ['皖A10001', '皖A00009'] }), elsewhere({ plates: ['皖A00009'], model: '明锐' }))).toEqual(['plate', 'model'])
    // A model that nobody wrote down is nothing in common, and speaks against nothing.
    expect(carReasons(car(), elsewhere({ plates: ['皖A10001'], model: '' }))).toEqual(['plate'])
    expect(carReasons(car({ model: '' }), elsewhere({ engineNumber: 'CSS000001', model: '' }))).toEqual(['engineNumber'])
    // The plate kept for the next car.
    expect(carReasons(car(), elsewhere({ plates: ['皖A10001'], model: '速派', ownerId: 1 }))).toEqual([])
  })

  it('F8 cars of a fleet that follow one another are not doubles', () => {
    const fleet = car({ vin: 'WVWZZZ1KZAW123456', plates: [], engineNumber: '' })
    const next = { ...fleet, vin: 'WVWZZZ1KZAW123457' }
    expect(carReasons(fleet, next)).toEqual([])
    expect(carReasons({ ...fleet, plates: ['皖A10001'] }, { ...next, plates: ['皖A10001'] })).toEqual(['vinNear', 'plate', 'owner', 'model'])
  })

  it('F8 within a series whose check digits fit, the one that does not is found beside its neighbour', () => {
    const series = Array.from({ length: 60 }, (_, index) => `WAUZZZ8K3AA00${String(1000 + index)}`).filter((vin) => checkDigitFits(vin))
    const [first = ''] = series
    const wrong = `${first.slice(0, 16)}X`
    expect(series.length).toBeGreaterThanOrEqual(3)
    expect(misreadIn([...series, wrong, `${first.slice(0, 13)}7777`])).toEqual([[wrong, first]])
    expect(misreadIn(series)).toEqual([])
    expect(misreadIn(['WVWZZZ1KZAW123456', 'WVWZZZ1KZAW123457'])).toEqual([])
  })

  it('F8 what tells more comes first', () => {
    expect(weightOf(['engineNumber', 'owner', 'model'])).toBeGreaterThan(weightOf(['plate', 'model']))
    expect(weightOf(['mobile', 'name'])).toBeGreaterThan(weightOf(['mobile', 'nearName']))
  })
})

const time = (id: number, customerId: number, fromOn: string, toOn: string | null): OwnerTime => (
  { id, customerId, fromOn: localDate(fromOn), toOn: toOn === null ? null : localDate(toOn) }
)

describe('F8 owners of one car under two numbers', () => {
  it('F8 whoever came later is the present one', () => {
    const early = [time(1, 1, '2020-01-05', null)]
    const late = [time(2, 2, '2025-03-01', null)]
    expect(endedOwner(early, late)).toEqual({ id: 1, toOn: '2025-02-28' })
    expect(endedOwner(late, early)).toEqual({ id: 1, toOn: '2025-02-28' })
    expect(endedOwner(early, [time(3, 3, '2020-01-05', null)])).toEqual({ id: 3, toOn: '2020-01-05' })
    expect(endedOwner(early, [])).toBeNull()
  })

  it('F8 one whose time only goes on is one owner; one who comes back is two in turn', () => {
    expect(inTurn([time(2, 1, '2025-03-01', null), time(1, 1, '2020-01-05', '2025-02-28')])).toEqual([time(2, 1, '2020-01-05', null)])
    const back = [time(1, 1, '2020-01-05', '2021-01-01'), time(2, 2, '2021-01-02', '2022-01-01'), time(3, 1, '2022-01-02', null)]
    expect(inTurn(back)).toEqual(back)
    expect(inTurn([time(1, 1, '2020-01-05', '2023-01-01'), time(2, 1, '2021-01-01', '2022-01-01')])).toEqual([time(2, 1, '2020-01-05', '2023-01-01')])
  })
})

describe('F8 what cannot be one', () => {
  it('F3 two deliveries; F8 a person and a company; the one without a number kept', () => {
    expect(dossierMergeProblem({ id: 1, delivered: true }, { id: 2, delivered: true })).toBe('merge.twoDeliveries')
    expect(dossierMergeProblem({ id: 1, delivered: true }, { id: 2, delivered: false })).toBeNull()
    expect(dossierMergeProblem({ id: 1, delivered: false }, { id: 1, delivered: false })).toBe('merge.same')
    const one = { id: 1, ...person() }
    expect(customerMergeProblem(one, { ...one, id: 2, kind: 'company' })).toBe('merge.otherKind')
    expect(customerMergeProblem({ ...one, id: 2, identityKind: 'unknown' }, one)).toBe('merge.keepIdentified')
    expect(customerMergeProblem(one, { ...one, id: 2, identityKind: 'unknown' })).toBeNull()
    expect(customerMergeProblem(one, one)).toBe('merge.same')
  })
})

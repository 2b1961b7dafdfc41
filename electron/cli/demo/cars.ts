// Invented cars: a make that is none, numbers with right check digits, plates with letters that no office gives out.
import type { RawInput } from '#shared/contract/index.ts'
import { vinCheckDigit } from '#shared/domain/vin.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { Random } from './random.ts'

/** A car as one types it in. */
export type CarEntry = Omit<RawInput<'record.enter'>['vehicle'], 'plateMoved'>

export type Fleet = {
  /** Built not long before `soldOn`. */
  car(origin: CarEntry['origin'], soldOn: LocalDate): CarEntry
  /** From abroad, with a VIN whose check digit does not fit and was confirmed by looking again. */
  importedCar(soldOn: LocalDate): CarEntry
  /** A plate for good, of the colour that goes with the model. */
  plateFor(model: string): string
  temporaryPlate(): string
}

type Model = { name: string; code: string; engine: string; energy: 'fuel' | 'electric' | 'hybrid' }

const MODELS: readonly Model[] = [
  { name: '远山 启程 1.5T 自动舒适型', code: 'KC', engine: 'YS15T', energy: 'fuel' },
  { name: '远山 启程 1.5T 手动标准型', code: 'KC', engine: 'YS15T', energy: 'fuel' },
  { name: '远山 拓野 2.0T 四驱豪华型', code: 'TY', engine: 'YS20T', energy: 'fuel' },
  { name: '远山 拓野 1.5T 两驱精英型', code: 'TY', engine: 'YS15T', energy: 'fuel' },
  { name: '远山 晴川 EV 520', code: 'RC', engine: 'TZ220', energy: 'electric' },
  { name: '远山 晴川 EV 410', code: 'RC', engine: 'TZ200', energy: 'electric' },
  { name: '远山 白鹭 PHEV 尊享型', code: 'BL', engine: 'YS15H', energy: 'hybrid' },
  { name: '远山 长风 2.0T 七座', code: 'CF', engine: 'YS20T', energy: 'fuel' },
]
const COLOURS = ['极地白', '曜石黑', '流光银', '深海蓝', '琥珀棕', '烟霞红', '松石绿', '钛金灰']

const SERIAL = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'
// The letters that stand for 2017 to 2030 in place 10 of a VIN (GB 16735).
const MODEL_YEARS = 'HJKLMNPRSTVWXY'
const FIRST_YEAR = 2017

/** As its VIN says. */
export function modelYear(vin: string): number {
  return FIRST_YEAR + Math.max(0, MODEL_YEARS.indexOf(vin.charAt(9)))
}

/** Cars of one archive, no two with the same VIN or plate. */
export function makeFleet(random: Random): Fleet {
  let built = 0
  const plates = new Set<string>()
  const fresh = (make: () => string): string => {
    for (;;) {
      const plate = make()
      if (plates.has(plate)) continue
      plates.add(plate)
      return plate
    }
  }
  const vinOf = (maker: string, code: string, year: number): string => {
    built += 1
    const body = `${maker}${code}${random.digits(1)}${random.pick(['A', 'B', 'C'])}${random.digits(1)}0${MODEL_YEARS.charAt(year - FIRST_YEAR)}Y`
    const draft = `${body}${String(built * 7 + 100_000).padStart(6, '0').slice(-6)}`
    return `${draft.slice(0, 8)}${vinCheckDigit(draft)}${draft.slice(9)}`
  }
  const serial = (length: number): string => Array.from({ length }, () => SERIAL.charAt(random.whole(0, SERIAL.length - 1))).join('')
  const make = (model: Model, vin: string, origin: CarEntry['origin'], confirmed: boolean): CarEntry => ({
    vin,
    vinConfirmed: confirmed,
    plate: null,
    model: model.name,
    colour: random.pick(COLOURS),
    engineNumber: `${model.engine}${random.digits(6)}`,
    origin,
  })
  return {
    car: (origin, soldOn) => {
      const model = random.pick(MODELS)
      return make(model, vinOf('LYZ', model.code, Math.min(2030, Math.max(FIRST_YEAR, Number(soldOn.slice(0, 4))))), origin, false)
    },
    importedCar: (soldOn) => {
      const model = random.pick(MODELS)
      const vin = vinOf('SYZ', model.code, Math.min(2030, Math.max(FIRST_YEAR, Number(soldOn.slice(0, 4)))))
      const other = vin.charAt(8) === '5' ? '6' : '5'
      return make(model, `${vin.slice(0, 8)}${other}${vin.slice(9)}`, 'soldElsewhere', true)
    },
    plateFor: (model) => {
      const energy = MODELS.find((known) => known.name === model)?.energy
      if (energy === 'electric') return fresh(() => `皖ZD${random.digits(5)}`)
      if (energy === 'hybrid') return fresh(() => `皖ZF${random.digits(5)}`)
      return fresh(() => `${random.pick(['皖Z', '皖Z', '皖Z', '苏Y', '浙Y'])}${serial(1)}${random.digits(1)}${serial(3)}`)
    },
    temporaryPlate: () => fresh(() => `皖Z${serial(5)}临`),
  }
}

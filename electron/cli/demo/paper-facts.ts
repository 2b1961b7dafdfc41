// What a sample paper is filled in with: the record's own data, and what only the paper knows, the same for the same car.
import type { Output } from '#shared/contract/index.ts'
import type { CustomerView, VehicleView } from '#shared/contract/dossier.ts'
import type { ChecklistLine, PaperCheck } from '#shared/domain/paper.ts'
import type { Party } from './block.ts'
import type { Sheet } from './sheet.ts'
import { makeRandom, seedOf, type Random } from './random.ts'
import { STORE } from './staff.ts'

export type Facts = {
  record: Output<'record.open'>[number]
  /** Whose car it was then. */
  owner: CustomerView
  vehicle: VehicleView
}

/** A paper of a record, as it was found. */
export type Paper = Facts & { line: ChecklistLine; check: PaperCheck; random: Random }

/** White of several makers; what is copied comes on the copier's own. */
export const PAPER_WHITE = [253, 253, 250] as const
export const YELLOW = [253, 247, 214] as const
export const PINK = [252, 232, 234] as const
export const GREEN = [222, 240, 222] as const

export const chinese = (date: string): string => `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`

/** `8 位` of a number, drawn by lot for a paper and a use of it. */
export const serial = (paper: Facts, use: string, length: number): string => makeRandom(seedOf(paper.record.number + use)).digits(length)

/** Yuan. */
export function priceOf({ vehicle }: Facts): number {
  return makeRandom(seedOf(vehicle.vin)).whole(86, 238) * 1000 + 800
}

export const money = (yuan: number): string => yuan.toFixed(2).replace(/\B(?=(?:\d{3})+\.)/g, ',')

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const TENS = ['', '拾', '佰', '仟']

/** Whole yuan in the characters that cannot be altered, up to 99,999,999. */
export function inWords(yuan: number): string {
  const fourDigits = (value: number): string => {
    let said = ''
    for (let place = 3; place >= 0; place -= 1) {
      const digit = Math.floor(value / 10 ** place) % 10
      if (digit > 0) said += (DIGITS[digit] ?? '') + (TENS[place] ?? '')
      else if (said !== '' && !said.endsWith('零')) said += '零'
    }
    return said.replace(/零$/, '')
  }
  if (yuan === 0) return '零元整'
  const [above, below] = [Math.floor(yuan / 10_000), yuan % 10_000]
  const between = above > 0 && below > 0 && below < 1000 ? '零' : ''
  return `${above > 0 ? `${fourDigits(above)}万` : ''}${between}${fourDigits(below)}元整`
}

/** The first six and the last, as copies are blacked out for the file. */
export const masked = (number: string): string => (number.length > 8 ? `${number.slice(0, 6)}${'*'.repeat(number.length - 8)}${number.slice(-2)}` : number)

/** Who signs for the customer: the buyer, or whoever brought the car. */
export function signerOf({ record, owner }: Facts): string {
  return record.kind === 'delivery' && owner.kind === 'person' ? owner.name : record.contact.name
}

/** What stands on the customer's line, as the paper was found. */
export function customerParty(paper: Paper, label: string, isOwner = false): Party {
  const { check, record, owner } = paper
  const name = { there: signerOf(paper), wrong: '代小军', missing: null }[check.customerSignature]
  const stamp = isOwner && owner.kind === 'company' && name !== null ? { seal: { name: owner.name, purpose: '合同专用章' } } : {}
  return { label, signed: name, on: chinese(record.deliveredOn), ...stamp }
}

export function staffParty({ check, record, line }: Paper, label: string, stamp: string | null = null): Party {
  const signed = !line.staffSigns || check.staffSignature === 'there' ? record.responsible.name : null
  return { label, signed, on: chinese(record.deliveredOn), ...(stamp === null ? {} : { seal: { name: STORE.name, purpose: stamp } }) }
}

export const carFields = ({ vehicle, record }: Facts): (readonly [string, string])[] => [
  ['车牌号', record.vehicle.plate ?? '未上牌'], ['车型', vehicle.model], ['车架号', vehicle.vin], ['发动机号', vehicle.engineNumber],
]

export const customerFields = ({ owner, record }: Facts): (readonly [string, string])[] => [
  ['客户名称', owner.name], ['联系人', record.contact.name], ['电话', record.contact.phone],
]

type Written = Extract<Sheet, { blocks: unknown }>

/** A page filled in at the store, or a copy of one. */
export function page(
  { check }: Paper, head: Written['head'], blocks: Written['blocks'], tint: Sheet['tint'] = PAPER_WHITE, paper: Sheet['paper'] = 'a4',
): Sheet {
  return { paper, tint, copied: check.form === 'copy', head, blocks }
}

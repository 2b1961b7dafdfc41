// The invented people, cars and customers of the stories told in a browser.
import type { RawInput } from '#shared/contract/index.ts'
import type { Role } from '#shared/domain/role.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'

export type Person = { login: string; name: string; password: string }

/** `department`: one of those a new archive has. */
export type Colleague = Person & { department: string; role: Role }

export const ADMIN: Person = { login: 'zhouping', name: '周平', password: '管理员的口令 88' }

export const ARCHIVIST: Colleague = { login: 'linjing', name: '林静', department: '客户关爱部', role: 'archivist', password: '林静的口令 2026' }
export const CONSULTANT: Colleague = { login: 'shanxiaoyu', name: '单小雨', department: '销售部', role: 'salesConsultant', password: '小雨的口令 2026' }
export const ADVISOR: Colleague = { login: 'lvzhiyuan', name: '吕志远', department: '售后服务部', role: 'serviceAdvisor', password: '志远的口令 2026' }
export const DIRECTOR: Colleague = { login: 'ouyangmin', name: '欧阳敏', department: '客户关爱部', role: 'customerDirector', password: '欧阳的口令 2026' }

export const STORE = { name: '合肥示例汽车销售服务有限公司', code: 'HF01' }

type Entry = RawInput<'record.enter'>

export type Car = { vehicle: Entry['vehicle'] & { plate: string }; customer: NonNullable<Entry['customer']> }

export function carOf(index: number, changes: { name: string; mobile?: string; address?: string }): Car {
  const vehicle = vehicleOf(index)
  return { vehicle: { ...vehicle, plate: vehicle.plate ?? '' }, customer: { ...customerOf(index), ...changes } }
}

/** The car the story follows: delivered, handed over with a paper missing, brought in for maintenance. */
export const ZENG = carOf(48_217, { name: '曾雅琴', mobile: '13912347788', address: '合肥市蜀山区梅山路 17 号' })
/** Handed over beside it, its line struck through later. */
export const GUO = carOf(52_638, { name: '郭子涵' })
/** Sent back for its ink. */
export const MA = carOf(61_905, { name: '马国庆' })
/** Brings the first car in for its maintenance. */
export const DRIVER = { name: '解晓东', phone: '055162345678' }

/** 09:00 on the store's clock, in UTC milliseconds: a Monday and the Tuesday after it. */
export const MONDAY = Date.UTC(2026, 2, 2, 1)
export const TUESDAY = Date.UTC(2026, 2, 3, 1)

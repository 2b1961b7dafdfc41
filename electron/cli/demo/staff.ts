// The sample store and its people, one per role and some colleagues; all invented.
import type { DepartmentKind, Role } from '#shared/domain/role.ts'

export type Colleague = { login: string; name: string; department: DepartmentKind; role: Role }

/** The documented password of every log-in of a sample store made without another one. */
export const DEMO_PASSWORD = 'yidang-demo-2026'

export const DEMO_SEED = 1

export const STORE = { name: '云溪远山汽车销售服务有限公司', code: 'YX' } as const

export const ADMINISTRATOR = { login: 'admin', name: '何敏之' } as const

export const COLLEAGUES: readonly Colleague[] = [
  { login: 'archivist', name: '沈静文', department: 'care', role: 'archivist' },
  { login: 'care1', name: '许可欣', department: 'care', role: 'careSpecialist' },
  { login: 'care.director', name: '宋雅琴', department: 'care', role: 'customerDirector' },
  { login: 'sales1', name: '林晓峰', department: 'sales', role: 'salesConsultant' },
  { login: 'sales2', name: '单雨桐', department: 'sales', role: 'salesConsultant' },
  { login: 'sales3', name: '曾立远', department: 'sales', role: 'salesConsultant' },
  { login: 'sales.head', name: '周建业', department: 'sales', role: 'salesHead' },
  { login: 'service1', name: '郑国强', department: 'service', role: 'serviceAdvisor' },
  { login: 'service2', name: '解小川', department: 'service', role: 'serviceAdvisor' },
  { login: 'service.head', name: '吴长青', department: 'service', role: 'serviceHead' },
  { login: 'gm', name: '钟维民', department: 'management', role: 'generalManager' },
]

/** Every log-in, the administrator's first. */
export const DEMO_LOGINS: readonly string[] = [ADMINISTRATOR.login, ...COLLEAGUES.map((colleague) => colleague.login)]

export const SALES_CONSULTANTS = ['sales1', 'sales2', 'sales3'] as const
export const SERVICE_ADVISORS = ['service1', 'service2'] as const

export function nameOf(login: string): string {
  const found = COLLEAGUES.find((colleague) => colleague.login === login)
  if (!found) throw new RangeError(`nobody has the log-in ${login}`)
  return found.name
}

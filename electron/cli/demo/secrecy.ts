// What the sample store keeps from whom (rules S1 to S3, L5): a dossier that is 机密 for a year, a contract that is, a reader named, a request granted
// and one that waits.
import type { Output } from '#shared/contract/index.ts'
import { addDays, type LocalDate } from '#shared/domain/local-date.ts'
import type { Desk } from './desk.ts'
import type { Standing } from './plan.ts'

const YEAR = 365
/** Of the newest ones, however many were received. */
const LOOKED_AT = 40

type Opened = Output<'dossier.open'>

export async function keepSecrets(desk: Desk, { received }: Standing, on: LocalDate): Promise<void> {
  const ids = [...new Set(received.map(({ dossierId }) => dossierId))].slice(-LOOKED_AT).toReversed()
  const opened: Opened[] = []
  for (const id of ids) opened.push(await desk.call('archivist', 'dossier.open', { id }))
  const sales = opened.filter(({ records }) => records.every(({ kind }) => kind === 'delivery'))
  const service = opened.filter(({ records }) => records.every(({ kind }) => kind !== 'delivery'))
  const [secret, contract, asked] = sales
  const [visited] = service
  if (!secret || !contract || !asked || !visited) return
  await desk.call('archivist', 'secrecy.set', {
    dossierId: secret.id, paper: null, level: 'confidential', until: addDays(on, YEAR), reason: '客户为上市公司高管，书面要求保密一年',
  })
  const record = contract.records.at(-1)
  if (record) {
    await desk.call('care.director', 'secrecy.set', {
      dossierId: contract.id, paper: { recordId: record.id, code: 'salesContract' }, level: 'confidential', until: null, reason: '大客户协议价，不对外',
    })
  }
  const colleagues = await desk.call('gm', 'staff.colleagues', {})
  const care = colleagues.find(({ login }) => login === 'care1')
  if (care) {
    await desk.call('care.director', 'access.nameReader', {
      dossierId: secret.id, personId: care.id, level: 'confidential', until: addDays(on, YEAR), reason: '由其专门对接该客户',
    })
  }
  const { id } = await desk.call('service1', 'access.request', { dossier: asked.number, level: 'restricted', purpose: '索赔前核对购车日期', days: 5 })
  await desk.call('gm', 'access.grant', { id, remark: '' })
  await desk.call('sales1', 'access.request', { dossier: visited.vehicle.plate ?? visited.number, level: 'restricted', purpose: '客户置换，核对保养记录', days: 3 })
}

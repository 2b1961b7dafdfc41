// Requests to erase what is kept of a person (rule R4): a former owner's, which waits for the customer director, and one that was declined, as the
// car is still theirs.
import type { Output } from '#shared/contract/index.ts'
import type { Desk } from './desk.ts'
import type { Standing } from './plan.ts'

const ARCHIVIST = 'archivist'
/** However many there are. */
const LOOKED_AT = 120

export async function askErasing(desk: Desk, { dossiers }: Standing): Promise<void> {
  const [present, former] = await ownersIn(desk, dossiers.slice(0, LOOKED_AT))
  if (present) {
    const { id } = await desk.call(ARCHIVIST, 'subject.ask', { customerId: present.customer.id, shown: 'identityCard', remark: '客户到店提出，不再保养，要求删除全部资料' })
    await desk.call('care.director', 'subject.decline', { id, remark: '车辆仍在其名下，保养和质保记录须保存；已当面说明' })
  }
  if (former) {
    await desk.call(ARCHIVIST, 'subject.ask', { customerId: former.customer.id, shown: 'identityCard', remark: '车已转让，来电后到店出示身份证，要求删除本人资料' })
  }
}

type Owner = Output<'dossier.open'>['owners'][number]

/** Of the first car the present owner, and the first former owner there is. */
async function ownersIn(desk: Desk, dossiers: Standing['dossiers']): Promise<[Owner | undefined, Owner | undefined]> {
  let present: Owner | undefined
  for (const id of dossiers) {
    const { owners } = await desk.call(ARCHIVIST, 'dossier.open', { id })
    const former = owners.find(({ toOn }) => toOn !== null)
    if (former) return [present, former]
    present ??= owners.at(-1)
  }
  return [present, undefined]
}

// The sheets of a paper, by the checklist's code (shared/domain/checklist.ts), and the sheets laid between papers.
import type { Facts, Paper } from './paper-facts.ts'
import { DELIVERY_PAPERS } from './papers-delivery.ts'
import { SERVICE_PAPERS } from './papers-service.ts'
import type { Sheet } from './sheet.ts'
import { STORE } from './staff.ts'

const PAPERS = { ...DELIVERY_PAPERS, ...SERVICE_PAPERS }

/** A page or more. @throws RangeError for a paper no checklist of ours names. */
export function sheetsOf(paper: Paper): Sheet[] {
  const make = PAPERS[paper.line.code]
  if (!make) throw new RangeError(`no such paper: ${paper.line.code}`)
  return make(paper)
}

/** `rows`: the code's modules; `title`: the paper that follows. */
export function coverSheet({ record }: Facts, title: string, rows: readonly (readonly boolean[])[]): Sheet {
  return {
    paper: 'a4', tint: [255, 255, 255], copied: false,
    head: { style: 'cover', issuer: `${STORE.name}  封面页`, title, number: record.number },
    blocks: [
      { is: 'code', rows },
      { is: 'fields', columns: 1, of: [
        ['业务记录', record.number], ['档案号', record.dossierNumber], ['车牌号', record.vehicle.plate ?? record.vehicle.vin], ['车型', record.vehicle.model],
      ] },
      { is: 'text', paragraphs: ['请将本页放在上述材料之前一并扫描，其后的各页将自动归入该材料。'] },
    ],
  }
}

/** What a sheet calls itself. */
export function titleOf(sheet: Sheet): string {
  return 'photo' in sheet ? '照片' : (sheet.head?.title ?? '证件复印件')
}

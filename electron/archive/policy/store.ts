// SQL of what a store sets by approval: policy and checklists (rule F6; RULES "Figures are defaults").
import { policyOn, type Policy, type PolicyVersion } from '#shared/domain/policy.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { policySchema } from '#shared/contract/policy.ts'
import type { Reader } from '../database/database.ts'

/** Every policy that was approved, in the order of approval. */
export function policyVersions(db: Reader): PolicyVersion[] {
  return db.all("SELECT from_on, content FROM setting_change WHERE subject = 'policy' AND state = 'approved' ORDER BY decided_at, id", [], (row) => ({
    fromOn: row.date('from_on'), policy: policySchema.parse(JSON.parse(row.text('content'))),
  }))
}

/** What holds on a day. */
export function policyFor(db: Reader, day: LocalDate): Policy {
  return policyOn(policyVersions(db), day)
}

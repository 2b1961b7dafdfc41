// The whole contract: every method by name, and the types derived from it.
import type { z } from 'zod'
import { accessRequestContract } from './access-request.ts'
import { auditContract } from './audit.ts'
import { backupContract } from './backup.ts'
import { cabinetContract } from './cabinet.ts'
import { calendarContract } from './calendar.ts'
import { copyContract } from './copy.ts'
import { correctionContract } from './correction.ts'
import { dataKeyContract } from './data-key.ts'
import { deskContract } from './desk.ts'
import { disposalContract } from './disposal.ts'
import { subjectContract } from './subject.ts'
import { dossierContract } from './dossier.ts'
import { exportContract } from './export.ts'
import { fetchContract } from './fetch.ts'
import { generalPaperContract } from './general-paper.ts'
import { handoverContract } from './handover.ts'
import { importContract } from './import.ts'
import { leakContract } from './leak.ts'
import { leaverContract } from './leaver.ts'
import { loanContract } from './loan.ts'
import { mergeContract } from './merge.ts'
import type { Method } from './method.ts'
import { policyContract } from './policy.ts'
import { rateContract } from './rate.ts'
import { recordContract } from './record.ts'
import { filingContract } from './filing.ts'
import { inboxContract, scanContract } from './scan.ts'
import { secrecyContract } from './secrecy.ts'
import { sessionContract } from './session.ts'
import { staffContract } from './staff.ts'
import { stocktakingContract } from './stocktaking.ts'
import { todayContract } from './today.ts'
import { violationContract } from './violation.ts'
import { volumeContract } from './volume.ts'

export const contract = {
  ...sessionContract,
  ...staffContract,
  ...recordContract,
  ...dossierContract,
  ...handoverContract,
  ...deskContract,
  ...backupContract,
  ...auditContract,
  ...scanContract,
  ...inboxContract,
  ...filingContract,
  ...cabinetContract,
  ...stocktakingContract,
  ...importContract,
  ...rateContract,
  ...todayContract,
  ...leaverContract,
  ...policyContract,
  ...mergeContract,
  ...calendarContract,
  ...correctionContract,
  ...violationContract,
  ...loanContract,
  ...volumeContract,
  ...generalPaperContract,
  ...copyContract,
  ...leakContract,
  ...secrecyContract,
  ...accessRequestContract,
  ...disposalContract,
  ...subjectContract,
  ...exportContract,
  ...fetchContract,
  ...dataKeyContract,
} satisfies Record<string, Method>

export type Contract = typeof contract
export type MethodName = keyof Contract

/** What a handler gets: checked and normalised. */
export type Input<M extends MethodName> = z.output<Contract[M]['input']>
/** What a caller may send. */
export type RawInput<M extends MethodName> = z.input<Contract[M]['input']>
/** What a handler gives and a caller gets; identical on both sides. */
export type Output<M extends MethodName> = z.output<Contract[M]['output']>

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name)
}

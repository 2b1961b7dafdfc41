// Every method's handler; the mapped type says which are missing.
import type { Contract } from '#shared/contract/index.ts'
import { accessRequestHandlers } from './access-request/service.ts'
import { auditHandlers } from './audit/service.ts'
import { backupHandlers } from './backup/service.ts'
import { cabinetHandlers } from './cabinet/service.ts'
import { calendarHandlers } from './calendar/service.ts'
import { copyHandlers } from './copy/service.ts'
import { correctionHandlers } from './correction/service.ts'
import { dataKeyHandlers } from './data-key/service.ts'
import { deskHandlers } from './desk/service.ts'
import { disposalHandlers } from './disposal/service.ts'
import { subjectHandlers } from './disposal/subject-requests.ts'
import { dossierHandlers } from './dossier/service.ts'
import { exportHandlers } from './export/service.ts'
import { fetchHandlers } from './backup/fetch-service.ts'
import { filingHandlers } from './filing/service.ts'
import { handoverHandlers } from './handover/service.ts'
import type { HandlersOf } from './handler.ts'
import { importHandlers } from './import/service.ts'
import { inboxHandlers } from './inbox/service.ts'
import { leakHandlers } from './leak/service.ts'
import { leaverHandlers } from './leaver/service.ts'
import { loanHandlers } from './loan/service.ts'
import { mergeHandlers } from './merge/service.ts'
import { policyHandlers } from './policy/service.ts'
import { rateHandlers } from './rate/service.ts'
import { recordHandlers } from './record/service.ts'
import { scanHandlers } from './scan/service.ts'
import { secrecyHandlers } from './secrecy/service.ts'
import { sessionHandlers } from './session/service.ts'
import { staffHandlers } from './staff/service.ts'
import { stocktakingHandlers } from './stocktaking/service.ts'
import { todayHandlers } from './today/service.ts'
import { violationHandlers } from './violation/service.ts'
import { generalPaperHandlers } from './volume/papers.ts'
import { volumeHandlers } from './volume/service.ts'

export const handlers: HandlersOf<Contract> = {
  ...sessionHandlers,
  ...staffHandlers,
  ...recordHandlers,
  ...dossierHandlers,
  ...handoverHandlers,
  ...deskHandlers,
  ...backupHandlers,
  ...auditHandlers,
  ...scanHandlers,
  ...filingHandlers,
  ...cabinetHandlers,
  ...stocktakingHandlers,
  ...importHandlers,
  ...rateHandlers,
  ...todayHandlers,
  ...leaverHandlers,
  ...inboxHandlers,
  ...policyHandlers,
  ...mergeHandlers,
  ...calendarHandlers,
  ...correctionHandlers,
  ...violationHandlers,
  ...loanHandlers,
  ...volumeHandlers,
  ...generalPaperHandlers,
  ...copyHandlers,
  ...leakHandlers,
  ...secrecyHandlers,
  ...accessRequestHandlers,
  ...disposalHandlers,
  ...subjectHandlers,
  ...exportHandlers,
  ...fetchHandlers,
  ...dataKeyHandlers,
}

// Every method's handler; the mapped type says which are missing.
import type { Contract } from '#shared/contract/index.ts'
import { backupHandlers } from './backup/service.ts'
import { deskHandlers } from './desk/service.ts'
import { dossierHandlers } from './dossier/service.ts'
import { filingHandlers } from './filing/service.ts'
import { handoverHandlers } from './handover/service.ts'
import type { HandlersOf } from './handler.ts'
import { inboxHandlers } from './inbox/service.ts'
import { recordHandlers } from './record/service.ts'
import { scanHandlers } from './scan/service.ts'
import { sessionHandlers } from './session/service.ts'
import { staffHandlers } from './staff/service.ts'

export const handlers: HandlersOf<Contract> = {
  ...sessionHandlers,
  ...staffHandlers,
  ...recordHandlers,
  ...dossierHandlers,
  ...handoverHandlers,
  ...deskHandlers,
  ...backupHandlers,
  ...scanHandlers,
  ...filingHandlers,
  ...inboxHandlers,
}

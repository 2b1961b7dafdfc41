// Every Chinese word on screen and paper, one file per area; the other languages are measured against this one.
import { backup } from './backup.ts'
import { book } from './book.ts'
import { cabinet } from './cabinet.ts'
import { common } from './common.ts'
import { desk } from './desk.ts'
import { dossier } from './dossier.ts'
import { error } from './error.ts'
import { filing } from './filing.ts'
import { finding } from './finding.ts'
import { handover } from './handover.ts'
import { inbox } from './inbox.ts'
import { label } from './label.ts'
import { paper } from './paper.ts'
import { problem } from './problem.ts'
import { record } from './record.ts'
import { scan } from './scan.ts'
import { search } from './search.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { staff } from './staff.ts'

export const zh = {
  backup, book, cabinet, common, desk, dossier, error, filing, finding, handover, inbox, label, paper, problem, record, scan,
  search, session, settings, staff,
} as const

// Every Chinese word on screen and paper, one file per area; the other languages are measured against this one.
import { backup } from './backup.ts'
import { book } from './book.ts'
import { common } from './common.ts'
import { desk } from './desk.ts'
import { dossier } from './dossier.ts'
import { error } from './error.ts'
import { finding } from './finding.ts'
import { handover } from './handover.ts'
import { paper } from './paper.ts'
import { problem } from './problem.ts'
import { record } from './record.ts'
import { search } from './search.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { staff } from './staff.ts'

export const zh = {
  backup, book, common, desk, dossier, error, finding, handover, paper, problem, record, search, session, settings, staff,
} as const

// Long work as it is handed to a thread of its own, and what comes back (DESIGN decision 3).
import type { ImportReading } from '#shared/contract/import.ts'
import type { BackupPointView, VerifyResult } from '#shared/contract/backup.ts'
import type { CallError } from '#shared/contract/envelope.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { DryRunJob, ListFile } from '../import/list-file.ts'
import type { RunResult } from '../import/tally.ts'
import { commit, dryRun, readImport, type CommitJob } from '../import/work.ts'
import { placesIn } from '../places.ts'
import { copyFiles, type CopyJob } from './copy.ts'
import type { BackupFile } from './manifest.ts'
import { verifyPoint, type Insight } from './points.ts'
import { restorePoint } from './restore.ts'
import type { Steps } from './tasks.ts'
import { storedIn, verifyOpened, verifySealed } from './verify.ts'

/** What each kind of work is given and gives. */
export type Jobs = {
  copy: { input: CopyJob; output: BackupFile[] }
  /** `dataKey` null: what can be said without it. */
  verify: { input: { folder: string; dataKey: Uint8Array | null }; output: VerifyResult }
  verifyPoint: { input: { folder: string; id: string; insight: Insight | null }; output: VerifyResult }
  restore: { input: { folder: string; id: string; target: string }; output: BackupPointView }
  importRead: { input: ListFile; output: ImportReading }
  importDryRun: { input: DryRunJob; output: RunResult }
  importCommit: { input: CommitJob; output: RunResult }
}

export type JobName = keyof Jobs

/** Waits until this thread may write to the archive, and gives the moment of its act. `over`: it has written, others may again. */
export type AskTurn = () => Promise<{ at: Instant; over: () => void }>

type Workers = { [N in JobName]: (input: Jobs[N]['input'], progress: Steps, turn: AskTurn) => Promise<Jobs[N]['output']> }

export const workers: Workers = {
  copy: copyFiles,
  verify: ({ folder, dataKey }, progress) => {
    const places = placesIn(folder)
    return dataKey ? verifyOpened(places, dataKey, storedIn(places.attachments), progress) : verifySealed(places, progress)
  },
  verifyPoint: ({ folder, id, insight }, progress) => verifyPoint(folder, id, insight, progress),
  restore: ({ folder, id, target }, progress) => restorePoint(folder, id, target, progress),
  importRead: readImport,
  importDryRun: dryRun,
  importCommit: commit,
}

/** `cancelled` holds 0, and 1 once the work is to be broken off. */
export type ThreadData<N extends JobName> = { name: N; input: Jobs[N]['input']; cancelled: Int32Array }

export type FromThread<N extends JobName> =
  | { what: 'progress'; part: number }
  /** Answered with the moment, once it may write. */
  | { what: 'turn' }
  | { what: 'over' }
  | { what: 'done'; output: Jobs[N]['output'] }
  | ({ what: 'refused' } & CallError)
  /** `code`: the system's, where it has one; nothing else of a mistake is told, since its message might quote a person's data. */
  | { what: 'failed'; name: string; code: string | null }

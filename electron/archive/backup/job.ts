// Long work as it is handed to a thread of its own, and what comes back (DESIGN decision 3).
import type { ImportReading } from '#shared/contract/import.ts'
import type { BackupPointView, VerifyResult } from '#shared/contract/backup.ts'
import type { CallError } from '#shared/contract/envelope.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { ExportResult } from '#shared/contract/export.ts'
import type { ChangeJob } from '../data-key/change.ts'
import type { Resealed, ResealJob } from '../data-key/reseal.ts'
import type { SweepJob } from '../disposal/sweep.ts'
import type { ExportJob } from '../export/work.ts'
import type { DryRunJob, ListFile } from '../import/list-file.ts'
import type { RunResult } from '../import/tally.ts'
import type { CommitJob } from '../import/work.ts'
import type { Copied, CopyJob } from './copy.ts'
import type { FetchJob, Fetched } from './fetch.ts'
import type { MendJob, Mended } from './mend.ts'
import type { Insight } from './points.ts'
import type { RotateJob, Rotated } from './rotation.ts'
import type { Steps } from './tasks.ts'

/** What each kind of work is given and gives. */
export type Jobs = {
  copy: { input: CopyJob; output: Copied }
  /** `dataKey` null: what can be said without it. */
  verify: { input: { folder: string; dataKey: Uint8Array | null }; output: VerifyResult }
  verifyPoint: { input: { folder: string; id: string; insight: Insight | null }; output: VerifyResult }
  rotate: { input: RotateJob; output: Rotated }
  restore: { input: { folder: string; id: string; target: string }; output: BackupPointView }
  mend: { input: MendJob; output: Mended }
  importRead: { input: ListFile; output: ImportReading }
  importDryRun: { input: DryRunJob; output: RunResult }
  importCommit: { input: CommitJob; output: RunResult }
  sweep: { input: SweepJob; output: null }
  changeKey: { input: ChangeJob; output: null }
  reseal: { input: ResealJob; output: Resealed }
  export: { input: ExportJob; output: ExportResult }
  fetch: { input: FetchJob; output: Fetched }
}

export type JobName = keyof Jobs

/** Waits until this thread may write to the archive, and gives the moment of its act. `over`: it has written, others may again. */
export type AskTurn = () => Promise<{ at: Instant; over: () => void }>

type Workers = { [N in JobName]: (input: Jobs[N]['input'], progress: Steps, turn: AskTurn) => Promise<Jobs[N]['output']> }

/** A thread does one piece of work, and loads what that takes: all of it together would be longer in coming than most work in being done. */
export const workers: Workers = {
  copy: async (input, progress) => (await import('./copy.ts')).copyFiles(input, progress),
  verify: async ({ folder, dataKey }, progress) => {
    const [{ placesIn }, { verifyOpened, verifySealed }] = await Promise.all([import('../places.ts'), import('./verify.ts')])
    const places = placesIn(folder)
    return dataKey ? verifyOpened(places, dataKey, progress) : verifySealed(places, progress)
  },
  verifyPoint: async ({ folder, id, insight }, progress) => (await import('./points.ts')).verifyPoint(folder, id, insight, progress),
  rotate: async (input, progress) => (await import('./rotation.ts')).rotate(input, progress),
  restore: async ({ folder, id, target }, progress) => (await import('./restore.ts')).restorePoint(folder, id, target, progress),
  mend: async (input, progress) => (await import('./mend.ts')).mend(input, progress),
  importRead: async (input, progress) => (await import('../import/work.ts')).readImport(input, progress),
  importDryRun: async (input, progress) => (await import('../import/work.ts')).dryRun(input, progress),
  importCommit: async (input, progress, turn) => (await import('../import/work.ts')).commit(input, progress, turn),
  sweep: async (input, progress, turn) => (await import('../disposal/sweep.ts')).sweep(input, progress, turn),
  changeKey: async (input, progress, turn) => (await import('../data-key/change.ts')).changeDataKey(input, progress, turn),
  reseal: async (input, progress) => (await import('../data-key/reseal.ts')).reseal(input, progress),
  export: async (input, progress) => (await import('../export/work.ts')).exportAll(input, progress),
  fetch: async (input, progress) => (await import('./fetch.ts')).fetchDossier(input, progress),
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

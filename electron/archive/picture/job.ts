// What is asked of the pictures thread, and what it says.
import type { PictureView } from '#shared/contract/scan.ts'
import type { CallError } from '#shared/contract/envelope.ts'
import type { Arrangement, MediaType } from '#shared/domain/scan.ts'
import type { Places } from '../places.ts'
import type { VaultKeys } from '../vault/keys.ts'

/** All that is needed of a page to sort it. */
export type ReadPage = {
  /** Texts of the QR codes on it, tilted and faint ones too. */
  codes: string[]
  /** Nothing is on it, beyond doubt. */
  blank: boolean
  /** As a screen shows it, small. */
  small: PictureView
  /** As a file of its own, without loss (a page of a PDF is imported, not redrawn); null where its file is this page and nothing else. */
  alone: Uint8Array | null
}

export type Jobs = {
  inspect: { input: { name: string }; output: { mediaType: MediaType; pages: number } }
  draw: { input: { name: string; page: number; how: Arrangement & { longest: number } }; output: PictureView }
  /** A page as it leaves the archive: `mark` drawn into its pixels. */
  copy: { input: { name: string; page: number; how: Arrangement & { longest: number }; mark: string }; output: PictureView }
  /** Pages that `copy` gave as one document. */
  bind: { input: { pages: readonly Uint8Array[] }; output: { document: Uint8Array<ArrayBuffer> } }
  readPage: { input: { name: string; page: number; longest: number }; output: ReadPage }
}
export type JobName = keyof Jobs
export type Job = { [N in JobName]: { what: N } & Jobs[N]['input'] }[JobName]
export type Output = Jobs[JobName]['output']

export type ThreadData = { vault: Pick<Places, 'attachments' | 'staging'>; keys: VaultKeys }

export type FromThread =
  /** Takes jobs; one that ends the thread after this is to blame for it. */
  | { what: 'ready' }
  | { what: 'done'; output: Output }
  | ({ what: 'refused' } & CallError)
  /** Neither the file nor the thread is to blame: the disk (`code`), or a mistake of ours. Without its message, which might quote a path. */
  | { what: 'failed'; name: string; code: string | null; where: string }

// Moving folders: scan one or many, scan the slot, done (rule C1). Labels are taken one after the other, however fast they come.
import { createStore, type StoreApi } from 'zustand'
import type { CallError } from '#shared/contract/envelope.ts'
import type { FolderView } from '#shared/contract/filing.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { call, toCallError } from '../../api.ts'

export type Moved = Output<'folder.move'>

export type Moving = {
  /** At hand, in the order in which they were taken. */
  folders: readonly FolderView[]
  /** What the last label was, where it did not lead on. */
  said: { what: 'folderFirst' | 'notFound' | 'twice'; text: string } | null
  error: CallError | null
  /** Newest first. */
  done: readonly Moved[]
  /** A label, scanned or typed: a folder is taken at hand, a slot takes all that are. */
  read: (text: string) => Promise<void>
  take: (dossierIds: readonly Id<'dossier'>[]) => Promise<void>
  /** Moves what is at hand, all of it or none. */
  moveTo: (slot: string) => Promise<void>
  letGo: (dossierId: Id<'dossier'>) => void
}

type MovingOptions = {
  meant: (text: string) => Promise<Output<'label.read'>>
  folders: (dossierIds: Id<'dossier'>[]) => Promise<FolderView[]>
  move: (dossierIds: Id<'dossier'>[], slot: string) => Promise<Moved>
}

const SHOWN = 5

export function createMoving({ meant, folders, move }: MovingOptions): StoreApi<Moving> {
  let turn = Promise.resolve()
  return createStore<Moving>()((set, get) => {
    /** A scanner does not wait for answers. */
    const inTurn = (act: () => Promise<void>): Promise<void> => {
      const before = turn
      const acted = async (): Promise<void> => {
        await before
        set({ error: null, said: null })
        try {
          await act()
        } catch (thrown) {
          set({ error: toCallError(thrown) })
        }
      }
      turn = acted()
      return turn
    }

    const take = async (dossierIds: readonly Id<'dossier'>[]): Promise<void> => {
      const held = get().folders
      const further = dossierIds.filter((id) => !held.some(({ dossierId }) => dossierId === id))
      if (further.length > 0) set({ folders: [...held, ...await folders(further)] })
      else set({ said: { what: 'twice', text: held.find(({ dossierId }) => dossierIds.includes(dossierId))?.number ?? '' } })
    }

    const moveTo = async (slot: string): Promise<void> => {
      const held = get().folders
      if (held.length === 0) {
        set({ said: { what: 'folderFirst', text: slot } })
        return
      }
      const moved = await move(held.map(({ dossierId }) => dossierId), slot)
      set({ folders: [], done: [moved, ...get().done].slice(0, SHOWN) })
    }

    return {
      folders: [],
      said: null,
      error: null,
      done: [],
      read: (text) => inTurn(async () => {
        const found = await meant(text)
        if (found === null || found.what === 'cabinet') set({ said: { what: 'notFound', text: text.trim() } })
        else if (found.what === 'slot') await moveTo(found.slot)
        else await take([found.dossierId])
      }),
      take: (dossierIds) => inTurn(() => take(dossierIds)),
      moveTo: (slot) => inTurn(() => moveTo(slot)),
      letGo: (dossierId) => set({ folders: get().folders.filter((folder) => folder.dossierId !== dossierId) }),
    }
  })
}

export const movingHere = (): StoreApi<Moving> => createMoving({
  meant: (text) => call('label.read', { text }),
  folders: (dossierIds) => call('label.folders', { dossierIds }),
  move: (dossierIds, slot) => call('folder.move', { dossierIds, slot }),
})

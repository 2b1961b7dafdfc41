// Putting folders into slots and papers into folders, one after the other, by scanned or typed labels (rules H4, C1).
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FolderView } from '#shared/contract/filing.ts'
import type { Id } from '#shared/domain/id.ts'
import { call } from '../../api.ts'
import { useAct, type Act } from '../../app/answer.ts'

/** A folder at hand, and its records whose papers are still to be put in. */
export type FolderAtHand = { folder: FolderView; waiting: readonly Id<'record'>[] }

export type Placed = { dossierId: Id<'dossier'>; number: string; slot: string; records: number }

export type Placing = {
  atHand: FolderAtHand | null
  /** What was done since the screen was opened, newest first. */
  placed: readonly Placed[]
  /** What the last label came to, where it did not lead on. */
  said: string
  /** A label, scanned or typed: a folder is taken at hand, a slot takes the folder at hand. */
  read: Act<[text: string]>
  /** Takes a folder at hand. */
  take: Act<[dossierId: Id<'dossier'>]>
  /** Puts the folder at hand and its papers away: into a slot, or into the next free one. */
  put: Act<[slot: string | null]>
  letGo: () => void
}

async function atHandOf(dossierId: Id<'dossier'>): Promise<FolderAtHand | null> {
  const [[folder], { records }] = await Promise.all([
    call('label.folders', { dossierIds: [dossierId] }), call('filing.ofDossier', { dossierId }),
  ])
  if (folder === undefined) return null
  return { folder, waiting: records.filter(({ open }) => open.includes('place')).map(({ recordId }) => recordId) }
}

export function usePlacing(onPlaced: (placed: Placed) => void): Placing {
  const { t } = useTranslation()
  const [atHand, setAtHand] = useState<FolderAtHand | null>(null)
  const [placed, setPlaced] = useState<readonly Placed[]>([])
  const [said, setSaid] = useState('')

  const takeFolder = async (dossierId: Id<'dossier'>): Promise<void> => {
    setAtHand(await atHandOf(dossierId))
    setSaid('')
  }

  const putFolder = async (to: string | null): Promise<void> => {
    if (atHand === null) {
      setSaid(t('filing.place.folderFirst'))
      return
    }
    const { folder: { dossierId, number }, waiting } = atHand
    const { slot } = await call('filing.placeFolder', { dossierId, slot: to })
    // The folder lies there now, whatever comes of its papers.
    setAtHand({ ...atHand, folder: { ...atHand.folder, slot } })
    if (waiting.length > 0) await call('filing.place', { recordIds: [...waiting] })
    const done = { dossierId, number, slot, records: waiting.length }
    setPlaced((before) => [done, ...before].slice(0, 8))
    setAtHand(null)
    setSaid('')
    onPlaced(done)
  }

  const read = useAct(async (text: string) => {
    const meant = await call('label.read', { text })
    if (meant === null || meant.what === 'cabinet') setSaid(t('filing.place.notFound', { text: text.trim() }))
    else if (meant.what === 'slot') await putFolder(meant.slot)
    else await takeFolder(meant.dossierId)
  })
  return { atHand, placed, said, read, take: useAct(takeFolder), put: useAct(putFolder), letGo: () => setAtHand(null) }
}

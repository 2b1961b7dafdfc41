// How backups stand, kept fresh: often while something runs, seldom otherwise (rule A2).
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Output } from '#shared/contract/index.ts'
import type { BackupState } from '#shared/contract/backup.ts'
import { useAnswer, useFreshly, type Answer } from '../../app/answer.ts'

const LOOK_EVERY = 20_000
const RUNNING_EVERY = 1000
/** What has just ended, or was just asked for, shows a moment later. */
const HURRY_FOR = 5000

export type BackupAnswer = Answer<BackupState> & {
  stale: boolean
  /** Asks now, and often for a while: something was set off. */
  hurry: () => void
}

export function useBackupState(): BackupAnswer {
  const [hurried, setHurried] = useState(false)
  const answer = useFreshly('backup.places', {}, hurried ? RUNNING_EVERY : LOOK_EVERY)
  const runs = answer.value !== null && answer.value.running !== null
  if (runs && !hurried) setHurried(true)
  useEffect(() => {
    if (runs || !hurried) return undefined
    const timer = setTimeout(() => setHurried(false), HURRY_FOR)
    return () => clearTimeout(timer)
  }, [runs, hurried])
  return {
    ...answer,
    hurry: () => {
      setHurried(true)
      answer.reload()
    },
  }
}

/** Tells when another backup into a folder has ended than had when that folder was first looked at. */
export function useBackupEnded({ value }: Answer<BackupState>, folder: string | null, onEnded: () => void): void {
  const place = value?.places.find((one) => one.folder === folder)
  const ended = place === undefined ? null : place.lastRun?.endedAt ?? 0
  const seen = useRef<{ folder: string | null; ended: number | null }>({ folder: null, ended: null })
  const tellEnded = useEffectEvent(onEnded)
  useEffect(() => {
    const before = seen.current
    seen.current = { folder, ended }
    if (before.folder === folder && before.ended !== null && ended !== null && before.ended !== ended) tellEnded()
  }, [folder, ended])
}

/** Where the last backup of all went; `last` is null before the first. */
export function useLastBackup(): Answer<{ last: Output<'backup.last'> }> {
  const answer = useAnswer('backup.last', {})
  // An answer of null is an answer: it is wrapped, so that it is not taken for none yet.
  const value = answer.loading || answer.error !== null ? null : { last: answer.value }
  return { ...answer, value, last: value }
}

// Backup places as the audit trail says they were added, changed and removed (rule A2), to be held against their rows.
import { z } from 'zod'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

export type SaidPlace = { name: string; folder: string; schedule: string; keep: number[]; addedAt: number; removedAt: number | null }

/** By row. */
export type PlaceActs = Map<number, SaidPlace>

const place = z.int().positive()
const planned = z.looseObject({ place, name: z.string(), schedule: z.string(), keep: z.array(z.int()).length(3) })
const added = planned.extend({ folder: z.string() })
const removed = z.looseObject({ place })

export function collectPlace(places: PlaceActs, { kind, seq, at, content }: Act & { at: number }, findings: Findings): void {
  if (!/^backup\.(?:add|change|remove)Place$/.test(kind)) return
  const problem = take(places, kind, at, content)
  if (problem !== null) findings.add(`audit/${seq}`, problem)
}

function take(places: PlaceActs, kind: string, at: number, content: unknown): string | null {
  if (kind === 'backup.addPlace') {
    const note = added.safeParse(content).data
    if (!note || places.has(note.place)) return 'chain.contentForm'
    const { name, folder, schedule, keep } = note
    places.set(note.place, { name, folder, schedule, keep, addedAt: at, removedAt: null })
    return null
  }
  const change = kind === 'backup.changePlace' ? planned.safeParse(content).data : undefined
  const note = change ?? (kind === 'backup.removePlace' ? removed.safeParse(content).data : undefined)
  if (!note) return 'chain.contentForm'
  const standing = places.get(note.place)
  if (!standing || standing.removedAt !== null) return 'backupPlace.impossible'
  if (change) Object.assign(standing, { name: change.name, schedule: change.schedule, keep: change.keep })
  else standing.removedAt = at
  return null
}

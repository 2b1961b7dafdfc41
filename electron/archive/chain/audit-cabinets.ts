// What the audit trail says of cabinets and of where folders were put (rule C1), in order, to be gone through once more.
import { z } from 'zod'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

const label = z.string()
const count = z.int().positive()
const names = z.array(z.string())

const size = { slotsPerShelf: count, capacity: count }
const addNote = z.looseObject({ room: z.string(), code: label, shelves: count, ...size })
const updateNote = z.looseObject({ cabinet: label, code: label, room: z.string() })
const shelvesNote = z.looseObject({ cabinet: label, shelves: count, ...size })
const shelfNote = z.looseObject({ cabinet: label, shelf: count, name: z.string(), slots: count, capacity: count.nullable() })
const oneShelfNote = z.looseObject({ cabinet: label, shelf: count })
const oneCabinetNote = z.looseObject({ cabinet: label })
const placeNote = z.looseObject({ dossier: z.string(), slot: label })
const moveNote = z.looseObject({ dossiers: names, slot: label })
const settleNote = z.looseObject({ outcome: z.string(), dossier: z.string().nullable(), slot: label.nullable(), records: names })
/** Lists brought in by earlier programs do not say what they put where. */
const importNote = z.looseObject({ placedDossiers: names, placedSlots: z.array(label) })
const mergeNote = z.looseObject({ merge: count })
const undoNote = mergeNote.extend({ takenOut: z.array(count).optional() })
const papersNote = z.looseObject({ records: names })

export type CabinetDeed =
  | { what: 'add' } & z.output<typeof addNote>
  | { what: 'update' } & z.output<typeof updateNote>
  | { what: 'addShelves' } & z.output<typeof shelvesNote>
  | { what: 'updateShelf' } & z.output<typeof shelfNote>
  | { what: 'removeShelf' } & z.output<typeof oneShelfNote>
  | { what: 'remove' } & z.output<typeof oneCabinetNote>
  | { what: 'put'; dossiers: readonly string[]; slot: string }
  | { what: 'lose'; dossier: string }
  | { what: 'merge'; merge: number }
  /** `takenOut`: records whose papers lie in no folder since; null where an earlier program did not say. */
  | { what: 'undo'; merge: number; takenOut: readonly number[] | null }

export type CabinetActs = {
  deeds: { seq: number; at: number; by: number | null; deed: CabinetDeed }[]
  /** Papers that were put into their folder, or lost with it, by number of the record. */
  papers: { seq: number; at: number; by: number | null; what: 'put' | 'lose'; records: readonly string[] }[]
}

export const noCabinets = (): CabinetActs => ({ deeds: [], papers: [] })

export function collectCabinet(acts: CabinetActs, act: Act & { at: number; actor: number | null }, findings: Findings): void {
  if (act.kind === 'filing.place') {
    const note = papersNote.safeParse(act.content).data
    if (!note) findings.add(`audit/${act.seq}`, 'chain.contentForm')
    acts.papers.push({ seq: act.seq, at: act.at, by: act.actor, what: 'put', records: note?.records ?? [] })
    return
  }
  const settled = act.kind === 'stocktaking.settle' ? settleNote.safeParse(act.content).data : undefined
  if (settled?.outcome === 'lost') acts.papers.push({ seq: act.seq, at: act.at, by: act.actor, what: 'lose', records: settled.records })
  const deeds = DEEDS[act.kind]?.(act.content)
  if (deeds === undefined) return
  if (deeds === null) findings.add(`audit/${act.seq}`, 'chain.contentForm')
  for (const deed of deeds ?? []) acts.deeds.push({ seq: act.seq, at: act.at, by: act.actor, deed })
}

/** Null: the entry does not say what it should. */
type Reading = (content: unknown) => CabinetDeed[] | null

function reading<T>(note: z.ZodType<T>, deedsOf: (said: T) => CabinetDeed[] | null): Reading {
  return (content) => {
    const said = note.safeParse(content)
    return said.success ? deedsOf(said.data) : null
  }
}

const DEEDS: Readonly<Record<string, Reading>> = {
  'cabinet.add': reading(addNote, (said) => [{ what: 'add', ...said }]),
  'cabinet.update': reading(updateNote, (said) => [{ what: 'update', ...said }]),
  'cabinet.addShelves': reading(shelvesNote, (said) => [{ what: 'addShelves', ...said }]),
  'cabinet.remove': reading(oneCabinetNote, (said) => [{ what: 'remove', ...said }]),
  'shelf.update': reading(shelfNote, (said) => [{ what: 'updateShelf', ...said }]),
  'shelf.remove': reading(oneShelfNote, (said) => [{ what: 'removeShelf', ...said }]),
  'filing.placeFolder': reading(placeNote, ({ dossier, slot }) => [{ what: 'put', dossiers: [dossier], slot }]),
  'folder.move': reading(moveNote, ({ dossiers, slot }) => [{ what: 'put', dossiers, slot }]),
  'stocktaking.settle': reading(settleNote, ({ outcome, dossier, slot }) => {
    if (outcome === 'lost') return dossier === null ? null : [{ what: 'lose', dossier }]
    if (outcome !== 'moved') return []
    return dossier === null || slot === null ? null : [{ what: 'put', dossiers: [dossier], slot }]
  }),
  'import.commit': reading(importNote, ({ placedDossiers, placedSlots }) => {
    return placedDossiers.flatMap((dossier, index) => {
      const slot = placedSlots[index]
      return slot === undefined ? [] : [{ what: 'put', dossiers: [dossier], slot }]
    })
  }),
  'disposal.carryOut': reading(z.looseObject({ dossiers: names }), ({ dossiers }) => dossiers.map((dossier) => ({ what: 'lose', dossier }))),
  'merge.dossiers': reading(mergeNote, ({ merge }) => [{ what: 'merge', merge }]),
  'merge.undo': reading(undoNote, ({ merge, takenOut }) => [{ what: 'undo', merge, takenOut: takenOut ?? null }]),
}

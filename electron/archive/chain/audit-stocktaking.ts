// What the audit trail says of stock-taking and inspection (rule C7), to be held against their rows.
import { z } from 'zod'
import { INSPECTION_FINDINGS, OUTCOMES, type InspectionFinding, type Outcome, type StocktakingAct } from '#shared/domain/stocktaking.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

type By = { at: number; by: number | null }

export type SaidStocktaking = {
  started: By & { cabinetId: number; shelf: number | null; frozen: string }
  acts: (By & { act: StocktakingAct; remark: string })[]
  /** By number of the call: what its scans hash to. Calls that added nothing are not among them. */
  batches: Map<number, By & { taken: string }>
  /** What the differences hash to, and how many there are; null where there are none yet, or no more. */
  found: { differences: number; digest: string } | null
  /** By row id of the difference. */
  settled: Map<number, By & { outcome: Outcome; slotId: number | null; remark: string }>
  inspections: (By & { shelf: number; findings: InspectionFinding[]; remark: string })[]
}

/** By number. */
export type StocktakingActs = Map<string, SaidStocktaking>

const remark = z.string()
const count = z.int().min(0)
const about = z.looseObject({ stocktaking: z.string() })
const startNote = z.looseObject({ stocktaking: z.string(), cabinetId: z.int(), shelf: z.int().nullable(), frozen: z.string() })
const scanNote = z.looseObject({ batch: z.int(), scans: count, taken: z.string() })
const inspectNote = z.looseObject({ shelves: z.array(z.int()), findings: z.array(z.enum(INSPECTION_FINDINGS)), remark })
const finishNote = z.looseObject({ remark, differences: count, found: z.string() })
const actNote = z.looseObject({ remark })
const settleNote = z.looseObject({ difference: z.int(), outcome: z.enum(OUTCOMES), slotId: z.int().nullable(), remark })

export function collectStocktaking(acts: StocktakingActs, act: Act & { at: number; actor: number | null }, findings: Findings): void {
  if (act.kind === 'stocktaking.start') {
    const note = startNote.safeParse(act.content).data
    if (!note || acts.has(note.stocktaking)) findings.add(`audit/${act.seq}`, 'chain.contentForm')
    else {
      const { stocktaking, cabinetId, shelf, frozen } = note
      acts.set(stocktaking, {
        started: { at: act.at, by: act.actor, cabinetId, shelf, frozen }, acts: [], batches: new Map(), found: null, settled: new Map(), inspections: [],
      })
    }
    return
  }
  const effect = EFFECTS[act.kind]
  if (!effect) return
  const said = acts.get(about.safeParse(act.content).data?.stocktaking ?? '')
  if (!said || !effect(said, act.content, { at: act.at, by: act.actor })) findings.add(`audit/${act.seq}`, 'chain.contentForm')
}

/** False when the entry does not say what it should. */
type Effect = (said: SaidStocktaking, content: unknown, by: By) => boolean

const acting = (what: StocktakingAct): Effect => (said, content, by) => {
  const note = actNote.safeParse(content).data
  if (note) said.acts.push({ ...by, act: what, remark: note.remark })
  return note !== undefined
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  'stocktaking.scan': ({ batches }, content, by) => {
    const note = scanNote.safeParse(content).data
    if (note && note.scans > 0) batches.set(note.batch, { ...by, taken: note.taken })
    return note !== undefined
  },
  'stocktaking.inspect': ({ inspections }, content, by) => {
    const note = inspectNote.safeParse(content).data
    for (const shelf of note?.shelves ?? []) inspections.push({ ...by, shelf, findings: note?.findings ?? [], remark: note?.remark ?? '' })
    return note !== undefined
  },
  'stocktaking.finish': (said, content, by) => {
    const note = finishNote.safeParse(content).data
    if (note) said.found = { differences: note.differences, digest: note.found }
    return acting('finish')(said, content, by)
  },
  'stocktaking.countOn': (said, content, by) => {
    said.found = null
    return acting('countOn')(said, content, by)
  },
  'stocktaking.settle': ({ settled }, content, by) => {
    const note = settleNote.safeParse(content).data
    if (!note || settled.has(note.difference)) return false
    settled.set(note.difference, { ...by, outcome: note.outcome, slotId: note.slotId, remark: note.remark })
    return true
  },
  'stocktaking.close': acting('close'),
  'stocktaking.abandon': acting('abandon'),
}

// Stock-taking and inspection: begun, scanned, compared, settled, closed (rules C1, C7).
import type { DifferenceView, stocktakingContract, StocktakingCounts, StocktakingDetail } from '#shared/contract/stocktaking.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { permits } from '#shared/domain/role.ts'
import {
  actProblem, inspectionProblem, isOpen, kindOf, overlaps, settlementsOf, STOCKTAKING_ACTS, STOCKTAKING_STEPS, type Difference, type Progress,
  type StocktakingAct,
} from '#shared/domain/stocktaking.ts'
import { slotText } from '../cabinet/placing.ts'
import { cabinetById, inspectionsDue, shelvesOf } from '../cabinet/shelves.ts'
import { slotByLabel, standingOf } from '../cabinet/store.ts'
import { countUp, setting } from '../desk/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { standingDossier } from '../merge/standing.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { differencesFor, folderMeant } from './count.ts'
import { differencesDigest, frozenDigest, scansDigest } from './digest.ts'
import { settleDifference } from './settle.ts'
import {
  actsOf, addAct, addInspection, addScan, addStocktaking, countsBySlot, differenceRows, expectedOf, foldersKnown, hasScan, inspectionsIn, inspectionsOf,
  labelsOf, nextBatch, openIn, putDifferences, scansOf, setState, settledCounts, slotsIn, stocktakingById, stocktakings, type Scan,
  type StandingDifference, type Stocktaking,
} from './store.ts'

export const stocktakingHandlers: HandlersOf<typeof stocktakingContract> = {
  'stocktaking.start': { write: start },
  'stocktaking.list': {
    read: ({ db }, { cabinetId, filter, limit }) => {
      const found = stocktakings(db, cabinetId, filter === 'open', limit + 1)
      return { stocktakings: found.slice(0, limit).map(viewOf), more: found.length > limit }
    },
  },
  'stocktaking.get': { read: (context, { id }) => detailOf(context, known(context, id)) },
  'stocktaking.slot': { read: slotOf },
  'stocktaking.scan': { write: scan },
  'stocktaking.inspect': { write: inspect },
  'stocktaking.finish': { write: (context, { id, remark }) => act(context, known(context, id), 'finish', remark) },
  'stocktaking.countOn': { write: (context, { id, remark }) => act(context, known(context, id), 'countOn', remark) },
  'stocktaking.settle': {
    write: (context, { id, differenceId, ...how }) => {
      const stocktaking = known(context, id)
      if (stocktaking.state !== 'settling') throw refused('stocktaking.cannot', stocktaking.number)
      const difference = differencesOf(context, stocktaking).find((each) => each.id === differenceId)
      if (!difference) throw notFound('difference')
      return settleDifference(context, stocktaking, difference, how)
    },
  },
  'stocktaking.close': { write: (context, { id, remark }) => act(context, known(context, id), 'close', remark) },
  'stocktaking.abandon': {
    write: (context, { id, remark }) => {
      if (remark === '') throw wrongFields({ path: ['remark'], problem: 'text.required' })
      return act(context, known(context, id), 'abandon', remark)
    },
  },
  'stocktaking.print': {
    read: (context, { id }) => {
      const stocktaking = known(context, id)
      context.note({ stocktaking: stocktaking.number })
      return { ...detailOf(context, stocktaking), storeName: setting(context.db, 'storeName') ?? '' }
    },
  },
  'inspection.list': {
    read: ({ db }, { cabinetId, limit }) => {
      const found = inspectionsIn(db, cabinetId, limit + 1)
      return { inspections: found.slice(0, limit), more: found.length > limit }
    },
  },
  'inspection.due': {
    read: ({ db, today }) => inspectionsDue(db, today).map(({ id, code, room, inspection }) => ({
      cabinet: { id, code, room }, lastOn: inspection.lastOn, dueOn: inspection.dueOn,
    })),
  },
}

function known({ db }: ReadContext, id: Id<'stocktaking'>): Stocktaking {
  const stocktaking = stocktakingById(db, id)
  if (!stocktaking) throw notFound('stocktaking')
  return stocktaking
}

const viewOf = ({ cabinetId: _cabinet, ...view }: Stocktaking) => view

function start({ db, actor, now, today, note }: WriteContext, { cabinetId, shelf }: Input<'stocktaking.start'>): Output<'stocktaking.start'> {
  const cabinet = cabinetById(db, cabinetId)
  if (!cabinet) throw notFound('cabinet')
  if (shelf !== null && !shelvesOf(db, cabinetId).some(({ number }) => number === shelf)) throw notFound('shelf')
  const other = openIn(db, cabinetId).find((each) => overlaps(each, { cabinetId, shelf }))
  if (other) throw refused('stocktaking.open', other.number)
  const year = today.slice(0, 4)
  const number = `PD-${year}-${String(countUp(db, `stocktaking/${year}`)).padStart(4, '0')}`
  const id = addStocktaking(db, { number, cabinetId, shelf }, actor.id, now)
  addAct(db, id, { at: now, by: actor.id, act: 'start', remark: '' })
  const frozen = expectedOf(db, null, id)
  note({ stocktaking: number, cabinet: cabinet.code, cabinetId, shelf, folders: frozen.length, frozen: frozenDigest(frozen) })
  return { id, number }
}

function scan(context: WriteContext, { id, scans }: Input<'stocktaking.scan'>): Output<'stocktaking.scan'> {
  const { db, actor, now, note } = context
  const stocktaking = known(context, id)
  if (stocktaking.state !== 'counting') throw refused('stocktaking.notCounting', stocktaking.number)
  const batch = nextBatch(db, id)
  const taken: Scan[] = []
  const answers = scans.map(({ key, slot: text, text: scanned }): Output<'stocktaking.scan'>['scans'][number] => {
    const nothing = { key, folder: null, belongsIn: null }
    if (hasScan(db, id, key)) return { ...nothing, result: 'again' }
    const slot = slotByLabel(db, slotText(text))
    if (slot?.cabinetId !== stocktaking.cabinetId || (stocktaking.shelf !== null && slot.shelf !== stocktaking.shelf)) return { ...nothing, result: 'wrongSlot' }
    const dossierId = folderMeant(db, actor, scanned)
    const stands = dossierId === null ? undefined : standingOf(db, [dossierId]).get(dossierId)
    const row: Scan = { key, batch, slotId: slot.id, text: scanned, dossierId, belongsIn: stands?.slotId ?? null, out: stands?.out ?? false }
    addScan(db, id, row, actor.id, now)
    taken.push(row)
    if (dossierId === null) return { ...nothing, result: 'unknown' }
    return {
      key, result: kindOf(row, { slotId: row.belongsIn, out: row.out }) ?? 'fits', folder: foldersKnown(db, actor, [dossierId]).get(dossierId) ?? null,
      belongsIn: row.belongsIn === null ? null : labelsOf(db, [row.belongsIn]).get(row.belongsIn) ?? null,
    }
  })
  note({ stocktaking: stocktaking.number, batch, scans: taken.length, taken: scansDigest(taken) })
  return { scans: answers, counts: sumOf(countsBySlot(db, actor, id).values()) }
}

const NONE: StocktakingCounts = { expected: 0, out: 0, found: 0, hidden: 0 }

function sumOf(all: Iterable<StocktakingCounts>): StocktakingCounts {
  return [...all].reduce((sum, each) => (
    { expected: sum.expected + each.expected, out: sum.out + each.out, found: sum.found + each.found, hidden: sum.hidden + each.hidden }
  ), NONE)
}

function inspect(context: WriteContext, { id, shelves, findings: named, remark }: Input<'stocktaking.inspect'>): Record<string, never> {
  const { db, actor, now, note } = context
  const stocktaking = known(context, id)
  if (!isOpen(stocktaking.state)) throw refused('stocktaking.cannot', stocktaking.number)
  const findings = [...new Set(named)]
  const problem = inspectionProblem(findings, remark)
  if (problem !== null) throw wrongFields({ path: ['remark'], problem })
  const ofIt = shelvesIn(context, stocktaking)
  const wanted = [...new Set(shelves)]
  if (wanted.some((shelf) => !ofIt.includes(shelf))) throw notFound('shelf')
  for (const shelf of wanted) addInspection(db, stocktaking, { shelf, findings, remark }, actor.id, now)
  note({ stocktaking: stocktaking.number, shelves: wanted, findings, remark })
  return {}
}

function shelvesIn({ db }: ReadContext, { cabinetId, shelf }: Stocktaking): number[] {
  return shelf === null ? shelvesOf(db, cabinetId).map(({ number }) => number) : [shelf]
}

function toInspect(context: ReadContext, stocktaking: Stocktaking): number[] {
  const seen = inspectionsOf(context.db, stocktaking.id).map(({ shelf }) => shelf)
  return shelvesIn(context, stocktaking).filter((shelf) => !seen.includes(shelf))
}

function progressOf(context: ReadContext, stocktaking: Stocktaking): Progress {
  return { ...settledCounts(context.db, stocktaking.id), notInspected: toInspect(context, stocktaking).length }
}

function act(context: WriteContext, stocktaking: Stocktaking, what: StocktakingAct, remark: string): Record<string, never> {
  const { db, actor, now, note } = context
  const { id, number, state } = stocktaking
  const problem = actProblem(state, what, progressOf(context, stocktaking))
  const next = STOCKTAKING_STEPS[state][what]
  if (problem !== null || next === undefined) throw refused(problem ?? 'stocktaking.cannot', number)
  // All of it: what whoever finishes may not know of is for others to settle, and must not be lost (S3).
  const differences = what === 'finish' ? differencesFor(db, null, stocktaking) : []
  if (what === 'finish' || what === 'countOn') putDifferences(db, id, differences)
  setState(db, id, next, isOpen(next) ? null : now)
  addAct(db, id, { at: now, by: actor.id, act: what, remark })
  note({ stocktaking: number, remark, ...(what === 'finish' ? { differences: differences.length, found: differencesDigest(differences) } : {}) })
  return {}
}

/** Those that the actor may know of: by the standing dossier, where one was merged since. */
function differencesOf({ db, actor }: ReadContext, { id }: Stocktaking): StandingDifference[] {
  const rows = differenceRows(db, id)
  const present = standingOf(db, rows.flatMap(({ dossierId }) => dossierId ?? []))
  const standing = rows.map((row) => {
    const dossierId = row.dossierId === null ? null : standingDossier(db, row.dossierId)
    // Where it was merged, the folder may be the other's.
    const elsewhere = dossierId !== null && (present.get(dossierId)?.slotId ?? null) !== row.belongsIn
    return { ...row, dossierId, changed: dossierId !== row.dossierId || elsewhere }
  })
  const folders = foldersKnown(db, actor, standing.flatMap(({ dossierId }) => dossierId ?? []))
  return standing.filter(({ dossierId }) => dossierId === null || folders.has(dossierId))
}

type Shown = Difference & { id: Id<'difference'> | null; settled: DifferenceView['settled']; changed: boolean }

function shownOf(context: ReadContext, stocktaking: Stocktaking): Shown[] {
  if (stocktaking.state !== 'counting') return differencesOf(context, stocktaking)
  // What was not scanned yet is not missing yet.
  return differencesFor(context.db, context.actor, stocktaking)
    .filter(({ kind }) => kind !== 'missing').map((difference) => ({ ...difference, id: null, settled: null, changed: false }))
}

function viewsOf({ db, actor }: ReadContext, state: Stocktaking['state'], shown: readonly Shown[]): DifferenceView[] {
  // To whoever may know of it, a text that somebody else could not place says which folder it is.
  const meant = new Map(shown.map(({ dossierId, text }) => [text, dossierId ?? folderMeant(db, actor, text)]))
  const folderIdOf = ({ dossierId, text }: Shown): Id<'dossier'> | null => dossierId ?? meant.get(text) ?? null
  const ids = shown.flatMap((difference) => folderIdOf(difference) ?? [])
  const folders = foldersKnown(db, actor, ids)
  const present = standingOf(db, ids)
  const labels = labelsOf(db, [...new Set([...shown.flatMap(({ foundIn, belongsIn }) => [foundIn, belongsIn]), ...[...present.values()].map(({ slotId }) => slotId)])]
    .filter((slotId) => slotId !== null))
  const labelOf = (slotId: Id<'slot'> | null): string | null => (slotId === null ? null : labels.get(slotId) ?? null)
  const mayRun = permits(actor.roles, 'stocktaking.run')
  return shown.map((difference) => {
    const { id, kind, text, foundIn, belongsIn, settled, changed } = difference
    const dossierId = folderIdOf(difference)
    return {
      id, kind, text, foundIn: labelOf(foundIn), belongsIn: labelOf(belongsIn), settled,
      folder: dossierId === null ? null : folders.get(dossierId) ?? null,
      nowIn: dossierId === null ? null : labelOf(present.get(dossierId)?.slotId ?? null),
      may: mayRun && state === 'settling' && settled === null ? settlementsOf(difference, changed) : [],
    }
  })
}

function detailOf(context: ReadContext, stocktaking: Stocktaking): StocktakingDetail {
  const { db, actor } = context
  const { id, state } = stocktaking
  const bySlot = countsBySlot(db, actor, id)
  const shown = shownOf(context, stocktaking)
  const progress = progressOf(context, stocktaking)
  return {
    ...viewOf(stocktaking),
    counts: sumOf(bySlot.values()),
    slots: slotsIn(db, stocktaking).map(({ id: slotId, ...slot }) => ({ ...slot, counts: bySlot.get(slotId) ?? NONE })),
    differences: viewsOf(context, state, shown),
    hiddenOpen: progress.unsettled - shown.filter((difference) => difference.id !== null && difference.settled === null).length,
    inspections: inspectionsOf(db, id).map(({ stocktaking: _stocktaking, ...seen }) => seen),
    toInspect: toInspect(context, stocktaking),
    acts: actsOf(db, id),
    may: permits(actor.roles, 'stocktaking.run') ? STOCKTAKING_ACTS.filter((what) => actProblem(state, what, progress) === null) : [],
  }
}

function slotOf(context: ReadContext, { id, slot: text }: Input<'stocktaking.slot'>): Output<'stocktaking.slot'> {
  const { db, actor } = context
  const stocktaking = known(context, id)
  const slot = slotsIn(db, stocktaking).find(({ label }) => label === slotText(text))
  if (!slot) throw notFound('slot')
  const expected = expectedOf(db, actor, id).filter(({ slotId }) => slotId === slot.id)
  const folders = foldersKnown(db, actor, expected.map(({ dossierId }) => dossierId))
  const foundIn = new Map(scansOf(db, id).map(({ dossierId, slotId }) => [dossierId, slotId]))
  const labels = labelsOf(db, [...new Set(foundIn.values())])
  return {
    slot: slot.label,
    counts: countsBySlot(db, actor, id).get(slot.id) ?? NONE,
    folders: expected.flatMap(({ dossierId, out }) => {
      const folder = folders.get(dossierId)
      const found = foundIn.get(dossierId)
      return folder ? [{ ...folder, out, foundIn: found === undefined ? null : labels.get(found) ?? null }] : []
    }).toSorted((one, other) => one.number.localeCompare(other.number)),
  }
}

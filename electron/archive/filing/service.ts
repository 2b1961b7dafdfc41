// From received to filed: worklists, what each person owes, placing, and what a scanned label stands for (rules F2, H4, C1).
import { MOST_COUNTED, type filingContract, type FilingView } from '#shared/contract/filing.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { openSteps, unscanned, type FilingStep } from '#shared/domain/filing.ts'
import { readLabel } from '#shared/domain/label.ts'
import { lacksOfRecord } from '#shared/domain/paper.ts'
import { isOutstanding } from '#shared/domain/record.ts'
import { shelfLabel } from '#shared/domain/slot.ts'
import { putFolder, slotText } from '../cabinet/placing.ts'
import { cabinetByCode, shelvesOf } from '../cabinet/shelves.ts'
import { folderOf, placementsOf, placeOf, slotByLabel, slotsOf, standingOf } from '../cabinet/store.ts'
import { knownDossier } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, refused } from '../refusal.ts'
import { standing } from '../record/papers.ts'
import { checklistOf, listedRecord, listedRecords } from '../record/store.ts'
import { refreshFiling } from './steps.ts'
import {
  countWaiting, debtors, dossierByNumber, recordByNumber, recordsOwedBy, scanCounts, setPlaced, stepsOf, stepsOfDossier, stepsOfRecords, unscannedOf,
  waitingFor, type Steps,
} from './store.ts'

/** Listed of each person where everybody's gaps are asked for, and where one's. */
const GAPS = { each: 60, one: 500 }

export const filingHandlers: HandlersOf<typeof filingContract> = {
  'filing.ofDossier': {
    read: (context, { dossierId }) => {
      if (!knownDossier(context.db, context.actor, dossierId)) throw notFound('dossier')
      const places = placementsOf(context.db, dossierId).map(({ id: _id, slotId: _slot, ...place }) => place)
      const [newest] = places
      return {
        records: stepsOfDossier(context.db, dossierId).map((steps) => filingOf(context, steps)),
        place: newest && newest.until === null ? { slot: newest.slot, room: newest.room, since: newest.since, byName: newest.byName } : null,
        places,
      }
    },
  },
  'filing.list': {
    read: ({ db, actor, today }, { step, limit }) => {
      const ids = waitingFor(db, actor, step, limit + 1)
      const records = listedRecords(db, actor, today, ids.slice(0, limit))
      const shown = records.map(({ id }) => id)
      const unscannedCodes = unscannedOf(db, shown)
      const steps = stepsOfRecords(db, shown)
      const slots = slotsOf(db, records.map(({ dossierId }) => dossierId))
      const count = (of: FilingStep): number => countWaiting(db, actor, of, MOST_COUNTED)
      return {
        records: records.flatMap((record) => {
          const theirs = steps.get(record.id)
          return theirs ? [{
            ...record, open: openOf(theirs), unscanned: unscannedCodes.get(record.id) ?? [], slot: slots.get(record.dossierId) ?? null,
          }] : []
        }),
        more: ids.length > limit,
        counts: { receive: count('receive'), scan: count('scan'), place: count('place'), complete: count('complete') },
      }
    },
  },
  'filing.gaps': { read: gaps },
  'filing.printGaps': {
    read: (context, input) => {
      const people = gaps(context, input)
      context.note({ people: people.map(({ person }) => person.id), records: people.flatMap(({ records }) => records.map(({ number }) => number)) })
      return people
    },
  },
  'filing.placeFolder': {
    write: (context, { dossierId, slot: text }) => {
      const filed = knownDossier(context.db, context.actor, dossierId)
      if (!filed) throw notFound('dossier')
      const { slot, from } = putFolder(context, filed, text)
      context.note({ dossier: filed.number, slot: slot.label, from })
      return { slot: slot.label }
    },
  },
  'filing.place': { write: placePapers },
  'label.read': { read: readText },
  'label.folders': {
    read: ({ db, actor }, { dossierIds }) => dossierIds.map((id) => {
      const folder = folderOf(db, actor, id)
      if (!folder) throw notFound('dossier')
      return folder
    }),
  },
}

const openOf = ({ state, scannedAt, placedAt }: Steps) => openSteps({ state, scanned: scannedAt !== null, placed: placedAt !== null })

function filingOf({ db, today }: ReadContext, steps: Steps): FilingView {
  const { lines, papers } = standing(db, steps.id)
  const received = !isOutstanding(steps.state)
  const there = papers.filter(({ presence }) => presence === 'present')
  // Nobody has looked yet whether what is due only where it applies applies here.
  const due = received ? papers.filter(({ presence }) => presence !== 'notApplicable') : lines.filter((line) => line.due === 'always')
  return {
    recordId: steps.id,
    open: openOf(steps),
    scannedAt: steps.scannedAt,
    placedAt: steps.placedAt,
    filedAt: steps.filedAt,
    papersThere: there.length,
    papersDue: due.length,
    papersScanned: there.length - unscanned(papers, scanCounts(db, steps.id)).length,
    lacks: received ? lacksOfRecord(lines, papers, today) : [],
  }
}

function gaps({ db, actor, today }: ReadContext, { responsibleId }: Input<'filing.gaps'>): Output<'filing.gaps'> {
  const most = responsibleId === null ? GAPS.each : GAPS.one
  return debtors(db, actor, responsibleId).flatMap((person) => {
    const ids = recordsOwedBy(db, actor, person.id, most + 1)
    const records = listedRecords(db, actor, today, ids.slice(0, most)).flatMap((record) => {
      if (isOutstanding(record.state)) return [{ ...record, lacks: [] }]
      const { lines, papers } = standing(db, record.id)
      const lacks = lacksOfRecord(lines, papers, today)
      // Nothing is owed today of a record whose delays were all accepted.
      return lacks.length === 0 ? [] : [{ ...record, lacks }]
    })
    return records.length === 0 ? [] : [{ person, records, more: ids.length > most }]
  })
}

function placePapers(context: WriteContext, { recordIds }: Input<'filing.place'>): Output<'filing.place'> {
  const { db, actor, today, now, note } = context
  const placed = recordIds.map((id) => {
    const record = listedRecord(db, actor, today, id)
    if (!record) throw notFound('record')
    if (isOutstanding(record.state)) throw refused('filing.notReceived', record.number)
    const lies = placeOf(db, record.dossierId)
    if (!lies) throw refused('filing.folderNowhere', record.dossierNumber)
    // Nothing can be put into a folder that is not there.
    if (standingOf(db, [record.dossierId]).get(record.dossierId)?.out === true) throw refused('folder.out', record.dossierNumber)
    if (stepsOf(db, id).placedAt === null) {
      setPlaced(db, id, actor.id, now)
      refreshFiling(db, id, now)
    }
    return { record: record.number, dossier: record.dossierNumber, slot: lies.slot }
  })
  note({
    records: placed.map(({ record }) => record), dossiers: [...new Set(placed.map(({ dossier }) => dossier))],
    slots: [...new Set(placed.map(({ slot }) => slot))],
  })
  return {}
}

function readText({ db, actor }: ReadContext, { text }: Input<'label.read'>): Output<'label.read'> {
  const label = readLabel(text)
  const typed = text.trim().toUpperCase()
  const dossierId = label === null || label.what === 'dossier' ? dossierByNumber(db, actor, label?.number.toUpperCase() ?? typed) : null
  if (dossierId !== null) return { what: 'dossier', dossierId }
  const named = label === null ? typed : label.what === 'record' || label.what === 'paper' ? label.number.toUpperCase() : null
  const record = named === null ? null : recordByNumber(db, actor, named)
  if (record) {
    // A scanner may type in the other case.
    const code = label?.what === 'paper' ? checklistOf(db, record.recordId).find((line) => line.code.toUpperCase() === label.code.toUpperCase())?.code : undefined
    return { what: 'record', ...record, code: code ?? null }
  }
  const slot = label === null || label.what === 'slot' ? slotByLabel(db, slotText(text)) : null
  if (slot) return { what: 'slot', slot: slot.label }
  return label?.what === 'cabinet' || label?.what === 'shelf' ? cabinetMeant(db, label.label) : null
}

/** `A`, or a shelf of it: `A-03`. */
function cabinetMeant(db: ReadContext['db'], text: string): Output<'label.read'> {
  const [code = ''] = text.split('-')
  const cabinet = cabinetByCode(db, code)
  if (!cabinet || cabinet.removed) return null
  if (text === code) return { what: 'cabinet', cabinetId: cabinet.id, code, shelf: null }
  const shelf = shelvesOf(db, cabinet.id).find(({ number }) => shelfLabel(code, number) === text)
  return shelf ? { what: 'cabinet', cabinetId: cabinet.id, code, shelf: shelf.number } : null
}

// Volumes and the filing scheme: what is asked of them, and who changes the scheme (rules C2 to C5, F7).
import type { Input, Output } from '#shared/contract/index.ts'
import type { volumeContract } from '#shared/contract/volume.ts'
import type { Id } from '#shared/domain/id.ts'
import { slotText } from '../cabinet/placing.ts'
import { placeOf } from '../cabinet/store.ts'
import { setting } from '../desk/store.ts'
import { knownDossier } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { keptBackPapers, paperName } from '../secrecy/store.ts'
import { accept, candidatesOf, dissolve, isBinding, order, place, propose } from './acts.ts'
import { boundRecords, papersOfDossier } from './contents.ts'
import { knownVolume, requireStep, wholeVolume } from './known.ts'
import { addClass, closeClass, putClass, putVolumeSetting, schemeClass, schemeClasses, schemeOf } from './scheme.ts'
import { prepareClose, prepareRemark } from './sign.ts'
import { countStates, listVolumes, volumesInSlot, volumeYears } from './store.ts'
import { earliestDay, unboundOf } from './unbound.ts'
import { volumeDetail } from './view.ts'

export const volumeHandlers: HandlersOf<typeof volumeContract> = {
  'volume.scheme': { read: ({ db }) => schemeOf(db) },
  'volume.printScheme': { read: ({ db }) => ({ ...schemeOf(db), storeName: setting(db, 'storeName') ?? '' }) },
  'volume.setScheme': {
    write: ({ db, note }, change) => {
      putVolumeSetting(db, change)
      note(change)
      return {}
    },
  },
  'volume.addClass': { write: add },
  'volume.updateClass': {
    write: (context, { id, ...change }) => {
      const { db, note } = context
      openClass(context, id)
      putClass(db, id, change)
      note({ classId: id, ...change })
      return {}
    },
  },
  'volume.closeClass': {
    write: (context, { id }) => {
      const { db, now, note } = context
      openClass(context, id)
      closeClass(db, id, now)
      note({ classId: id })
      return {}
    },
  },
  'volume.overview': { read: overview },
  'volume.propose': { write: propose },
  'volume.accept': { write: accept },
  'volume.dissolve': { write: dissolve },
  'volume.order': { write: order },
  'volume.candidates': {
    read: (context, { id }) => {
      const volume = wholeVolume(context, id)
      requireStep(volume, 'order')
      return candidatesOf(context, volume).map(({ paperId: _paper, ...candidate }) => ({ ...candidate, source: volume.view.source }))
    },
  },
  'volume.place': { write: place },
  'volume.close': { prepare: prepareClose },
  'volume.remark': { prepare: prepareRemark },
  'volume.list': {
    read: ({ db, actor }, { limit, text, ...wanted }) => {
      const volumes = listVolumes(db, actor, { ...wanted, text: text.trim(), limit: limit + 1 })
      return { volumes: volumes.slice(0, limit), more: volumes.length > limit }
    },
  },
  'volume.get': { read: (context, { id }) => volumeDetail(context, knownVolume(context, id)) },
  'volume.print': {
    read: (context, { id }) => {
      // On its sheets stand the counts that were signed: no part of it passes for the whole on paper.
      const volume = wholeVolume(context, id)
      context.note({ volume: id, number: volume.view.number })
      return { storeName: setting(context.db, 'storeName') ?? '', volume: volumeDetail(context, volume) }
    },
  },
  'volume.inSlot': { read: ({ db, actor }, { label }) => volumesInSlot(db, actor, slotText(label)) },
  'volume.ofDossier': {
    read: ({ db, actor }, { dossierId }) => {
      if (!knownDossier(db, actor, dossierId)) throw notFound('dossier')
      return boundRecords(db, dossierId)
    },
  },
  'dossier.contents': {
    read: ({ db, actor, note }, { id }) => {
      const filed = knownDossier(db, actor, id)
      if (!filed) throw notFound('dossier')
      note({ dossier: filed.number })
      const { number, vehicle: { plate, vin, model } } = filed
      return { storeName: setting(db, 'storeName') ?? '', number, plate, vin, model, slot: placeOf(db, id)?.slot ?? null, papers: papersShown({ db, actor }, id) }
    },
  },
}

/** How much was scanned of a paper is as secret as its pages (S1). */
function papersShown({ db, actor }: Pick<ReadContext, 'db' | 'actor'>, id: Id<'dossier'>): Output<'dossier.contents'>['papers'] {
  const papers = papersOfDossier(db, id)
  const keptBack = keptBackPapers(db, actor, [...new Set(papers.map(({ recordId }) => recordId))])
  return papers.map((paper) => (keptBack.has(paperName(paper.recordId, paper.code)) ? { ...paper, scans: null } : paper))
}

/** @throws Refusal `notFound`, `volume.classClosed`. */
function openClass({ db }: ReadContext, id: Input<'volume.closeClass'>['id']): void {
  const found = schemeClass(db, id)
  if (!found) throw notFound('class')
  if (found.closed) throw refused('volume.classClosed', found.code)
}

function add({ db, note }: WriteContext, asked: Input<'volume.addClass'>): Output<'volume.addClass'> {
  const classes = schemeClasses(db)
  if (classes.some(({ code }) => code === asked.code)) throw wrongFields({ path: ['code'], problem: 'volume.classExists' })
  // A register, or the service records, bound in two classes would lie in two volumes.
  if (asked.source !== 'general' && classes.some(({ source, closed }) => source === asked.source && !closed)) {
    throw wrongFields({ path: ['source'], problem: 'volume.sourceTaken' })
  }
  const id = addClass(db, asked)
  note({ classId: id, ...asked })
  return { id }
}

function overview({ db, actor, today }: ReadContext, { year }: Input<'volume.overview'>): Output<'volume.overview'> {
  const thisYear = Number(today.slice(0, 4))
  const first = Number(earliestDay(db, actor)?.slice(0, 4) ?? thisYear)
  const over = Array.from({ length: Math.max(0, thisYear - first) }, (_, index) => thisYear - 1 - index)
  const counts = countStates(db, actor, year)
  return {
    years: [...new Set([...over, ...volumeYears(db, actor)])].toSorted((one, other) => other - one),
    classes: schemeClasses(db).flatMap((each) => {
      const { proposed, ordering, closed } = counts.get(each.id) ?? { proposed: 0, ordering: 0, closed: 0 }
      if (each.closed && proposed + ordering + closed === 0) return []
      const unbound = isBinding(each) && year < thisYear ? unboundOf(db, actor, each, year) : []
      const { id, number, code, name, term, source, binds } = each
      return [{
        id, number, code, name, term, source, binds, unbound: unbound.length, unboundPages: unbound.reduce((sum, { pages }) => sum + pages, 0),
        proposed, ordering, closed,
      }]
    }),
  }
}

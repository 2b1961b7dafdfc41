// The archivist's rounds of the last weeks (rule H4): cabinets are set up and the older folders put into them, some records are scanned
// and filed, a batch comes from the scanner. Everything else is left to do.
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, instantAt, type LocalDate } from '#shared/domain/local-date.ts'
import { slotLabel } from '#shared/domain/slot.ts'
import { STATE_CALENDAR, workingDay } from '#shared/domain/working-day.ts'
import type { Desk } from './desk.ts'
import type { Round, Standing } from './plan.ts'
import { keepSecrets } from './secrecy.ts'
import { askErasing } from './subjects.ts'
import { openScanner, type Scanner } from './scanner.ts'
import { makeScanning, type OpenedRecord, type Scanning, type Sent } from './scanning.ts'

const ARCHIVIST = 'archivist'
const DIRECTOR = 'care.director'
const ROOM = '档案室'
const CABINETS = { A: { shelves: 4, slotsPerShelf: 10, capacity: 20 }, B: { shelves: 4, slotsPerShelf: 5, capacity: 20 } } as const
/** Of the folders there are; however large the store, no more than were carried on a few days. */
const PLACED_SHARE = 0.7
const MOST_PLACED = 300
/** As many as one call takes (the contract's limits). */
const MOST_OPENED = 60
const MOST_FILED = 200
/** However many were received. */
const MOST_LOOKED_AT = 300
const DAYS_BACK = [33, 17, 8, 1] as const

/** The rounds, in order, and what ends the scanner's libraries after them. The same for the same store. */
export function planRounds(desk: Desk, today: LocalDate): { rounds: Round[]; end: () => Promise<void> } {
  let scanner: Promise<Scanner> | null = null
  const scanned = new Set<Id<'record'>>()
  const days = DAYS_BACK.map((back) => dayAtWork(addDays(today, -back)))

  const scanning = async (on: LocalDate): Promise<Scanning> => {
    scanner ??= openScanner()
    return makeScanning(desk, ARCHIVIST, await scanner, on)
  }
  /** The one received last, of those that nobody has scanned. */
  const newest = async ({ received }: Standing, fits: (record: OpenedRecord) => boolean): Promise<OpenedRecord | null> => {
    const ids = received.map(({ recordId }) => recordId).filter((id) => !scanned.has(id)).slice(-MOST_LOOKED_AT).toReversed()
    for (let from = 0; from < ids.length; from += MOST_OPENED) {
      const found = (await desk.call(ARCHIVIST, 'record.open', { ids: ids.slice(from, from + MOST_OPENED) })).find(fits)
      if (!found) continue
      scanned.add(found.id)
      return found
    }
    return null
  }
  /** Everything of it into the folder, the folder into a slot. */
  const file = async (work: Scanning, record: OpenedRecord | null): Promise<void> => {
    if (!record) return
    await work.scanRecord(record)
    await desk.call(ARCHIVIST, 'filing.placeFolder', { dossierId: record.dossierId, slot: null })
    await desk.call(ARCHIVIST, 'filing.place', { recordIds: [record.id] })
  }

  const works: Round['work'][] = [
    async (standing, on) => {
      desk.setTime(instantAt(on, 8 * 60))
      await desk.together(() => setUpCabinets(desk, standing))
    },
    async (standing, on) => file(await scanning(on), await newest(standing, (record) => isWhole(record) && record.kind === 'delivery')),
    async (standing, on) => {
      await keepLonger(desk, standing)
      const work = await scanning(on)
      await file(work, await newest(standing, (record) => isWhole(record) && record.kind === 'delivery'))
      await file(work, await newest(standing, (record) => isWhole(record) && record.kind !== 'delivery'))
    },
    async (standing, on) => {
      const work = await scanning(on)
      const unsigned = (await newest(standing, (record) => record.kind !== 'delivery' && lacksSignature(record))) ?? (await newest(standing, lacksSignature))
      if (unsigned) await work.scanRecord(unsigned)
      const visit = (record: OpenedRecord): boolean => isWhole(record) && record.kind !== 'delivery'
      const [covered, loose] = [await newest(standing, visit), await newest(standing, visit)]
      const photographed = await newest(standing, ({ kind, papers }) => kind === 'delivery' && papers.some(({ code, presence }) => code === 'deliveryPhoto' && presence === 'present'))
      await work.send([
        ...sent('batch', covered, ['receptionSheet', 'workOrder']), ...sent('loose', loose, ['settlement', 'freeCheckSheet']),
        ...sent('photo', photographed, ['deliveryPhoto']),
      ])
      await keepSecrets(desk, standing, on)
      await askErasing(desk, standing)
    },
  ]
  return {
    rounds: works.flatMap((work, place) => days.slice(place, place + 1).map((on): Round => ({ on, work }))),
    end: async () => {
      const opened = scanner
      scanner = null
      // Where it could not be opened, the round that needed it has said so.
      ;(await opened?.catch(() => null))?.close()
    },
  }
}

/** Nothing where there is no such record. */
function sent(what: Sent['what'], record: OpenedRecord | null, codes: readonly string[]): Sent[] {
  return record ? [{ what, record, codes }] : []
}

/** The archivist is away three days in each month. */
export function dayAtWork(on: LocalDate): LocalDate {
  const away = on.slice(8) >= '21' && on.slice(8) <= '23'
  return !away && workingDay(on, STATE_CALENDAR).working ? on : dayAtWork(addDays(on, -1))
}

function isWhole({ state }: OpenedRecord): boolean {
  return state === 'complete'
}

function lacksSignature({ checklist, papers }: OpenedRecord): boolean {
  return checklist.some(({ code, customerSigns }) => customerSigns && papers.some((paper) => (
    paper.code === code && paper.presence === 'present' && paper.customerSignature === 'missing'
  )))
}

/** Cars that the store delivered lie in A, those that come for service alone in B. */
async function setUpCabinets(desk: Desk, { dossiers, received }: Standing): Promise<void> {
  for (const [code, { shelves, slotsPerShelf, capacity }] of Object.entries(CABINETS)) {
    await desk.call(ARCHIVIST, 'cabinet.add', { room: ROOM, code, shelves, slotsPerShelf, capacity })
  }
  const older = dossiers.slice(0, Math.min(MOST_PLACED, Math.round(dossiers.length * PLACED_SHARE)))
  const ofDossier = Map.groupBy(received, ({ dossierId }) => dossierId)
  let besides = 0
  const placed: Id<'record'>[] = []
  for (const dossierId of older) {
    const recordIds = (ofDossier.get(dossierId) ?? []).map(({ recordId }) => recordId)
    const delivered = recordIds.length > 0 && (await openAll(desk, recordIds)).some(({ kind }) => kind === 'delivery')
    await desk.call(ARCHIVIST, 'filing.placeFolder', { dossierId, slot: delivered ? null : slotOfB(besides) })
    besides += delivered ? 0 : 1
    placed.push(...recordIds)
  }
  for (let from = 0; from < placed.length; from += MOST_FILED) {
    await desk.call(ARCHIVIST, 'filing.place', { recordIds: placed.slice(from, from + MOST_FILED) })
  }
}

/** A term of its own, and what is held for a complaint (rules R1, R3). */
async function keepLonger(desk: Desk, { dossiers: [oldest, second] }: Standing): Promise<void> {
  if (oldest !== undefined) await desk.call(DIRECTOR, 'term.set', { dossierId: oldest, kind: 'permanent', years: null, reason: '本店交付的首台车，留作店史' })
  if (second !== undefined) await desk.call(DIRECTOR, 'hold.set', { dossierId: second, kind: 'complaint', reason: '漆面投诉未结，材料留存备查' })
}

function openAll(desk: Desk, ids: readonly Id<'record'>[]): Promise<Output<'record.open'>> {
  return desk.call(ARCHIVIST, 'record.open', { ids: ids.slice(0, MOST_OPENED) })
}

function slotOfB(folders: number): string {
  const { slotsPerShelf, capacity } = CABINETS.B
  const slot = Math.floor(folders / capacity)
  return slotLabel('B', Math.floor(slot / slotsPerShelf) + 1, (slot % slotsPerShelf) + 1)
}

// Carries out a planned history at a desk, day by day, through the engine itself.
import { nameOf } from './staff.ts'
import type { Desk } from './desk.ts'
import { findPapers } from './find-papers.ts'
import { drawSignature } from './hand.ts'
import { TIME_OF_DAY, type Act, type PlannedCar, type PlannedRecord, type Round } from './plan.ts'
import type { Random } from './random.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { instantAt, type LocalDate } from '#shared/domain/local-date.ts'

type HandOver = Extract<Act, { what: 'handOver' }>

/** As many as one handover takes (the contract's limit). */
const MOST_RECORDS = 60

/** Plays the acts and the archive's rounds, both in order of their days. `staffIds`: whose number each log-in has. */
export async function playHistory(
  desk: Desk, acts: readonly Act[], rounds: readonly Round[], staffIds: ReadonlyMap<string, Output<'staff.colleagues'>[number]['id']>,
  password: string, random: Random,
): Promise<void> {
  const dossiers = new Map<PlannedCar, Output<'record.enter'>['dossierId']>()
  const records = new Map<PlannedRecord, { id: Output<'record.enter'>['recordId']; line: number }>()
  const received = new Map<Id<'record'>, Id<'dossier'>>()

  const filed = (car: PlannedCar) => known(dossiers.get(car))
  const entered = (record: PlannedRecord) => known(records.get(record))

  const play = async (act: Exclude<Act, HandOver>): Promise<void> => {
    switch (act.what) {
      case 'enter': {
        const { car, plate, responsible, ...record } = act.record
        const made = await desk.call(responsible, 'record.enter', {
          kind: record.kind, deliveredOn: record.deliveredOn, contact: record.contact, orderNumber: record.orderNumber,
          customer: record.customer, newOwner: false, responsibleId: known(staffIds.get(responsible)),
          vehicle: { ...car.entry, plate, plateMoved: false },
        })
        dossiers.set(car, made.dossierId)
        records.set(act.record, { id: made.recordId, line: 0 })
        break
      }
      case 'changeOwner':
        await desk.call('archivist', 'dossier.changeOwner', { dossierId: filed(act.car), customer: act.customer, fromOn: act.on })
        break
      case 'registerPlate': {
        const { vin: _vin, vinConfirmed: _confirmed, ...details } = act.car.entry
        await desk.call('archivist', 'vehicle.update', { dossierId: filed(act.car), vehicle: { ...details, plate: act.plate, plateMoved: false } })
        break
      }
      case 'refuse':
        await desk.sign(act.by, 'handover.refuse', { recordId: entered(act.record).id, reason: act.reason, remark: act.remark, password })
        break
      case 'strike':
        await desk.sign('archivist', 'book.strike', { seq: entered(act.record).line, remark: act.remark, password })
        received.delete(entered(act.record).id)
        break
      case 'acceptDelay':
        await desk.call('care.director', 'paper.acceptDelay', {
          recordId: entered(act.record).id, code: 'drivingLicenceCopy', promisedOn: act.promisedOn,
        })
        break
    }
  }

  /** One handover: everything one person brings to one other on a day. */
  const handOver = async (bundle: readonly HandOver[], giver: string, receiver: string): Promise<void> => {
    const details = await desk.call(receiver, 'record.open', { ids: bundle.map((act) => entered(act.record).id) })
    const signed = await desk.sign(receiver, 'handover.sign', {
      giverLogin: giver,
      giverPassword: password,
      giverDrawn: drawSignature(nameOf(giver), random),
      receiverPassword: password,
      receiverDrawn: drawSignature(nameOf(receiver), random),
      records: bundle.map((act, place) => ({
        recordId: entered(act.record).id, papers: findPapers(known(details[place]), act, act.on, random), remark: act.remark,
      })),
    })
    for (const [place, act] of bundle.entries()) {
      const { id } = entered(act.record)
      records.set(act.record, { id, line: known(signed.lines[place]).seq })
      received.delete(id)
      received.set(id, filed(act.record.car))
    }
  }

  const playDay = async (on: LocalDate, ofDay: readonly Act[]): Promise<void> => {
    for (const [what, alike] of Map.groupBy(ofDay, (act) => act.what)) {
      const steps = what === 'handOver'
        ? bundlesOf(alike).map((bundle) => () => handOver(bundle.acts, bundle.giver, bundle.receiver))
        : alike.map((act) => () => (act.what === 'handOver' ? Promise.resolve() : play(act)))
      for (const [turn, step] of steps.entries()) {
        desk.setTime(instantAt(on, TIME_OF_DAY[what] + turn * 7 + random.whole(0, 4)))
        await step()
      }
    }
    desk.setTime(instantAt(on, 17 * 60 + 50))
    desk.goHome()
  }

  const goRound = async ({ on, work }: Round): Promise<void> => {
    await work({ dossiers: [...dossiers.values()], received: [...received].map(([recordId, dossierId]) => ({ recordId, dossierId })) }, on)
    desk.goHome()
  }

  // A round is gone in the morning, before anything else of its day; what comes between two rounds is written a month at once.
  const pending = [...rounds]
  const roundsBy = (on: LocalDate): number => rounds.filter((round) => round.on <= on).length
  for (const together of Map.groupBy(acts, (act) => `${act.on.slice(0, 7)} ${roundsBy(act.on)}`).values()) {
    for (const round of pending.splice(0, roundsBy(known(together[0]).on) - (rounds.length - pending.length))) await goRound(round)
    await desk.together(async () => {
      for (const [on, ofDay] of Map.groupBy(together, (act) => act.on)) await playDay(on, ofDay)
    })
  }
  for (const round of pending) await goRound(round)
}

function bundlesOf(acts: readonly Act[]): { giver: string; receiver: string; acts: HandOver[] }[] {
  const bundles: { giver: string; receiver: string; acts: HandOver[] }[] = []
  for (const act of acts) {
    if (act.what !== 'handOver') continue
    const open = bundles.find((bundle) => bundle.giver === act.giver && bundle.receiver === act.receiver && bundle.acts.length < MOST_RECORDS)
    if (open) open.acts.push(act)
    else bundles.push({ giver: act.giver, receiver: act.receiver, acts: [act] })
  }
  return bundles
}

/** @throws Error when the plan speaks of something that was not entered before. */
function known<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('the plan is out of order')
  return thing
}

// The records on the desk of one handover and what has been ticked of each; kept for its author until it is signed.
import { useState } from 'react'
import { z } from 'zod'
import { paperCheck, type RecordDetailView } from '#shared/contract/record.ts'
import type { CallError } from '#shared/contract/envelope.ts'
import { lineKindFor } from '#shared/domain/sign-in-book.ts'
import { useDraft } from '../../app/draft.ts'
import { call, toCallError } from '../../api.ts'
import { startTicks, type Ticks } from './ticks.ts'

export type BundleEntry = { record: RecordDetailView; ticks: Ticks }

const keptBundle = z.object({
  records: z.array(z.object({ id: z.number(), checks: z.record(z.string(), paperCheck), remark: z.string() })),
})

export type Bundle = {
  entries: readonly BundleEntry[]
  current: BundleEntry | null
  /** False until the kept bundle, if any, has been given back. */
  ready: boolean
  error: CallError | null
  /** Adds records that can be handed over; those already here are turned to. */
  add(ids: readonly number[]): Promise<void>
  remove(id: number): void
  choose(id: number): void
  tick(id: number, ticks: Ticks): void
  /** Everything was signed: forgets it, on the disk too. */
  finish(): Promise<void>
}

export function useBundle(): Bundle {
  const [entries, setEntries] = useState<readonly BundleEntry[]>([])
  const [currentId, setCurrentId] = useState<number | null>(null)
  const [error, setError] = useState<CallError | null>(null)

  const open = async (ids: readonly number[], ticked: ReadonlyMap<number, Ticks>): Promise<void> => {
    setError(null)
    try {
      const details = ids.length === 0 ? [] : await call('record.open', { ids: [...ids] })
      const fresh = details
        .filter((record) => lineKindFor(record.state) !== null)
        .map((record) => ({ record, ticks: asTicked(record, ticked.get(record.id)) }))
      setEntries((before) => [...before, ...fresh.filter(({ record }) => before.every((each) => each.record.id !== record.id))])
      setCurrentId((before) => fresh[0]?.record.id ?? before)
    } catch (thrown) {
      setError(toCallError(thrown))
    }
  }

  const kept = entries.map(({ record, ticks }) => ({ id: record.id, checks: ticks.checks, remark: ticks.remark }))
  const draft = useDraft('handover', kept.length === 0 ? null : { records: kept }, (value) => {
    const believed = keptBundle.safeParse(value)
    if (believed.success) void open(believed.data.records.map(({ id }) => id), new Map(believed.data.records.map((each) => [each.id, each])))
  })

  const add = async (ids: readonly number[]): Promise<void> => {
    const here = entries.find(({ record }) => ids.includes(record.id))
    const missing = ids.filter((id) => entries.every(({ record }) => record.id !== id))
    if (missing.length > 0) await open(missing, new Map())
    else if (here !== undefined) setCurrentId(here.record.id)
  }

  const remove = (id: number): void => {
    const rest = entries.filter(({ record }) => record.id !== id)
    setEntries(rest)
    if (id === currentId) setCurrentId(rest[0]?.record.id ?? null)
  }

  return {
    entries,
    current: entries.find(({ record }) => record.id === currentId) ?? null,
    ready: draft.ready,
    error,
    add,
    remove,
    choose: setCurrentId,
    tick: (id, ticks) => setEntries((before) => before.map((entry) => (entry.record.id === id ? { ...entry, ticks } : entry))),
    finish: async () => {
      setEntries([])
      setCurrentId(null)
      await draft.drop()
    },
  }
}

/** Ticks kept from before, where the record's checklist still has the paper. */
function asTicked(record: RecordDetailView, kept: Ticks | undefined): Ticks {
  const start = startTicks(record)
  if (kept === undefined) return start
  const known = record.checklist.flatMap(({ code }) => {
    const check = kept.checks[code]
    return check === undefined ? [] : [[code, check] as const]
  })
  return { checks: { ...start.checks, ...Object.fromEntries(known) }, remark: kept.remark }
}

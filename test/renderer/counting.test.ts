// Counting with a scanner: what a label means, and that of the scans on their way none is lost and none counts twice (rules C1, C7).
import { array, assert as check, asyncProperty, constantFrom, nat } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_SCANS } from '#shared/contract/stocktaking.ts'
import { labelText } from '#shared/domain/label.ts'
import { CallFailure } from '../../renderer/api.ts'
import { createCounting, type Counting } from '../../renderer/features/stocktaking/counting.ts'
import { heard } from '../../renderer/features/stocktaking/heard.ts'
import { batchOf, NO_SCANS, SHOWN, withScan, withVerdicts, type Scan, type Verdict } from '../../renderer/features/stocktaking/scan-queue.ts'

const SLOTS = ['A-01-01', 'A-01-02']
const NO_COUNTS = { expected: 0, out: 0, found: 0, hidden: 0 }

const fits = ({ key }: Scan): Verdict => ({ key, result: 'fits', folder: null, belongsIn: null })
const scanOf = (number: number): Scan => ({ key: `key-${number}`, slot: 'A-01-01', text: `XS-2026-${number}` })
const failure = (code: 'unavailable' | 'refused'): CallFailure => new CallFailure({ code, message: '', details: {} })

/** An archive that counts each key once, as the engine does, and whose way there or back fails when `fate` says so. */
function archive(fate: () => 'fine' | 'lostThere' | 'lostBack' | 'refused') {
  const taken = new Map<string, Scan>()
  const batches: number[] = []
  const send = (batch: readonly Scan[]) => {
    const what = fate()
    if (what === 'lostThere' || what === 'refused') return Promise.reject(failure(what === 'refused' ? 'refused' : 'unavailable'))
    batches.push(batch.length)
    const scans = batch.map((scan): Verdict => {
      const again = taken.has(scan.key)
      if (!again) taken.set(scan.key, scan)
      return again ? { ...fits(scan), result: 'again' } : fits(scan)
    })
    return what === 'lostBack' ? Promise.reject(failure('unavailable')) : Promise.resolve({ scans, counts: { ...NO_COUNTS, found: taken.size } })
  }
  return { send, taken, batches }
}

function counting(send: Parameters<typeof createCounting>[0]['send'], pause: () => Promise<void> = () => Promise.resolve()) {
  let keys = 0
  const newKey = (): string => {
    keys += 1
    return `key-${String(keys).padStart(6, '0')}`
  }
  return createCounting({ slots: SLOTS, send, newKey, pause })
}

/** Until everything is answered, or it has given up. */
async function settled(store: { getState(): Counting }): Promise<void> {
  while (store.getState().trying) await Promise.resolve()
}

describe('C7: what a label means while counting', () => {
  const slots = new Set(SLOTS)

  it('a slot of what is being counted, scanned or typed', () => {
    expect(heard(slots, labelText({ what: 'slot', label: 'A-01-02' }))).toEqual({ what: 'slot', label: 'A-01-02' })
    expect(heard(slots, ' a-01-02 ')).toEqual({ what: 'slot', label: 'A-01-02' })
  })

  it('a slot that is none of them is told apart from a folder', () => {
    expect(heard(slots, labelText({ what: 'slot', label: 'B-01-02' }))).toEqual({ what: 'wrongSlot', label: 'B-01-02' })
    expect(heard(slots, 'b-01-02')).toEqual({ what: 'wrongSlot', label: 'B-01-02' })
  })

  it('a shelf or a cabinet says no slot', () => {
    expect(heard(slots, labelText({ what: 'shelf', label: 'A-01' }))).toEqual({ what: 'noSlot', label: 'A-01' })
    expect(heard(slots, labelText({ what: 'cabinet', label: 'A' }))).toEqual({ what: 'noSlot', label: 'A' })
  })

  it('whatever else it is lies in the slot, and is for the archive to judge', () => {
    const folder = labelText({ what: 'dossier', number: 'HF01-XS-2026-D10-00001' })
    expect(heard(slots, folder)).toEqual({ what: 'folder', text: folder })
    expect(heard(slots, ' HF01-XS-2026-D10-00001 ')).toEqual({ what: 'folder', text: 'HF01-XS-2026-D10-00001' })
    expect(heard(slots, '旧标签')).toEqual({ what: 'folder', text: '旧标签' })
  })
})

describe('C7: the queue of scans', () => {
  it('gives the oldest first, never more than go in one call, and keeps what has no verdict', () => {
    const all = Array.from({ length: MOST_SCANS + 5 }, (_, at) => scanOf(at))
    const queue = all.reduce(withScan, NO_SCANS)
    expect(batchOf(queue)).toEqual(all.slice(0, MOST_SCANS))
    const after = withVerdicts(queue, batchOf(queue).map(fits))
    expect(after.waiting).toEqual(all.slice(MOST_SCANS))
    expect(after.answered).toBe(MOST_SCANS)
    expect(after.recent).toHaveLength(SHOWN)
    expect(after.recent.slice(0, 5).every(({ verdict }) => verdict === null)).toBe(true)
  })

  it('what was told already stays told: an answer that comes twice changes nothing', () => {
    const queue = withVerdicts(withScan(NO_SCANS, scanOf(1)), [fits(scanOf(1))])
    expect(withVerdicts(queue, [{ ...fits(scanOf(1)), result: 'again' }])).toEqual(queue)
  })
})

describe('C7: counting', () => {
  it('ten scans a second, and any number at once: none is lost, all in their order', async () => {
    const desk = archive(() => 'fine')
    const store = counting(desk.send)
    store.getState().hear('A-01-01')
    for (let at = 0; at < 250; at += 1) store.getState().hear(`XS-2026-${at}`)
    await settled(store)
    expect([...desk.taken.values()].map(({ text }) => text)).toEqual(Array.from({ length: 250 }, (_, at) => `XS-2026-${at}`))
    // The first goes at once; what came meanwhile goes together.
    expect(desk.batches).toEqual([1, 100, 100, 49])
    expect(store.getState()).toMatchObject({ error: null, trying: false, queue: { waiting: [], answered: 250 }, counts: { found: 250 } })
  })

  it('whatever becomes of the way there and back, each counts once, in its order', async () => {
    const fates = array(constantFrom('fine', 'lostThere', 'lostBack'), { maxLength: 30 })
    await check(asyncProperty(fates, nat({ max: 150 }), async (ways, count) => {
      const left = [...ways]
      const desk = archive(() => left.shift() ?? 'fine')
      const store = counting(desk.send)
      store.getState().hear('A-01-02')
      for (let at = 0; at < count; at += 1) {
        store.getState().hear(`XS-2026-${at}`)
        if (at % 7 === 0) await Promise.resolve()
      }
      await settled(store)
      expect([...desk.taken.values()].map(({ text }) => text)).toEqual(Array.from({ length: count }, (_, at) => `XS-2026-${at}`))
      expect(store.getState().queue.waiting).toEqual([])
    }), { numRuns: 60 })
  })

  it('what the archive refuses is kept, and sent when it is asked for again', async () => {
    let refuses = true
    const desk = archive(() => (refuses ? 'refused' : 'fine'))
    const store = counting(desk.send)
    store.getState().hear('A-01-01')
    store.getState().hear('XS-2026-1')
    await settled(store)
    expect(store.getState()).toMatchObject({ trying: false, error: { code: 'refused' }, queue: { waiting: [{ text: 'XS-2026-1' }] } })
    refuses = false
    await store.getState().send()
    expect(store.getState()).toMatchObject({ error: null, queue: { waiting: [], recent: [{ verdict: { result: 'fits' } }] } })
  })

  it('without a slot nothing is taken, and after a wrong one nothing goes into the slot before', async () => {
    const desk = archive(() => 'fine')
    const store = counting(desk.send)
    store.getState().hear('XS-2026-1')
    expect(store.getState()).toMatchObject({ slot: null, alarm: { what: 'slotFirst', text: 'XS-2026-1' } })
    store.getState().hear('A-01-01')
    expect(store.getState()).toMatchObject({ slot: 'A-01-01', alarm: null })
    store.getState().hear('B-01-01')
    expect(store.getState()).toMatchObject({ slot: null, alarm: { what: 'wrongSlot', text: 'B-01-01' } })
    store.getState().hear('XS-2026-2')
    await settled(store)
    expect(desk.taken.size).toBe(0)
    expect(store.getState().alarm).toEqual({ what: 'slotFirst', text: 'XS-2026-2' })
  })

  it('a text that no archive takes is told of at once and keeps nothing waiting', async () => {
    const desk = archive(() => 'fine')
    const store = counting(desk.send)
    store.getState().hear('A-01-01')
    store.getState().hear('XS\u{7}2026')
    expect(store.getState().alarm?.what).toBe('unreadable')
    store.getState().hear('XS-2026-2')
    await settled(store)
    expect([...desk.taken.values()]).toMatchObject([{ text: 'XS-2026-2' }])
    expect(store.getState().alarm).toBeNull()
  })
})

// Moving folders: scanned one after the other as fast as a scanner does, all of them into one slot or none (rule C1).
import { describe, expect, it } from 'vitest'
import type { FolderView } from '#shared/contract/filing.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { CallFailure } from '../../renderer/api.ts'
import { createMoving } from '../../renderer/features/cabinet/moving.ts'
import { vehicleOf } from '#test/support/samples.ts'

const dossier = (number: number): Id<'dossier'> => toId<'dossier'>(number)
const { vin, plate, model } = vehicleOf(1)
const folderOf = (dossierId: Id<'dossier'>): FolderView => ({ dossierId, number: `XS-${dossierId}`, plate, vin, model, slot: 'A-01-01' })

type Call = { dossierIds: readonly Id<'dossier'>[]; slot: string }

/** `XS-…` is a folder, `A-…` a slot; `refuses` a slot that is full. */
function desk(refuses = '') {
  const calls: Call[] = []
  const store = createMoving({
    meant: (text) => {
      if (text.startsWith('XS-')) return Promise.resolve({ what: 'dossier', dossierId: dossier(Number(text.slice(3))) })
      return Promise.resolve(text.startsWith('A-') ? { what: 'slot', slot: text } : null)
    },
    folders: (dossierIds) => Promise.resolve(dossierIds.map(folderOf)),
    move: (dossierIds, slot) => {
      if (slot === refuses) return Promise.reject(new CallFailure({ code: 'refused', message: '', details: { problem: 'slot.full', subject: slot } }))
      calls.push({ dossierIds, slot })
      return Promise.resolve({ slot, folders: dossierIds.map((dossierId) => ({ dossierId, number: `XS-${dossierId}`, from: 'A-01-01' })) })
    },
  })
  const scan = (...texts: string[]): Promise<void[]> => Promise.all(texts.map((text) => store.getState().read(text)))
  return { store, scan, calls }
}

describe('C1: moving folders', () => {
  it('scan, scan, done: labels that come before the answer are taken in their order', async () => {
    const { store, scan, calls } = desk()
    await scan('XS-1', 'XS-2', 'XS-3', 'A-02-01', 'XS-4', 'A-02-02')
    expect(calls).toEqual([{ dossierIds: [1, 2, 3].map(dossier), slot: 'A-02-01' }, { dossierIds: [dossier(4)], slot: 'A-02-02' }])
    expect(store.getState()).toMatchObject({ folders: [], said: null, error: null })
    expect(store.getState().done.map(({ slot }) => slot)).toEqual(['A-02-02', 'A-02-01'])
  })

  it('a folder scanned twice is one folder; a slot without a folder and a label of nothing are told of', async () => {
    const { store, scan, calls } = desk()
    await scan('A-02-01')
    expect(store.getState().said).toEqual({ what: 'folderFirst', text: 'A-02-01' })
    await scan('XS-1', 'XS-1')
    expect(store.getState()).toMatchObject({ folders: [{ dossierId: 1 }], said: { what: 'twice', text: 'XS-1' } })
    await scan('?')
    expect(store.getState().said).toEqual({ what: 'notFound', text: '?' })
    expect(calls).toEqual([])
  })

  it('what the archive refuses stays at hand, and goes into another slot', async () => {
    const { store, scan, calls } = desk('A-02-01')
    await scan('XS-1', 'XS-2', 'A-02-01')
    expect(store.getState()).toMatchObject({ folders: [{ dossierId: 1 }, { dossierId: 2 }], error: { details: { problem: 'slot.full' } } })
    store.getState().letGo(dossier(1))
    await scan('A-02-02')
    expect(calls).toEqual([{ dossierIds: [dossier(2)], slot: 'A-02-02' }])
    expect(store.getState().error).toBeNull()
  })
})

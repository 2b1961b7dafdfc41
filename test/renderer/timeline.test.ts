// A car's whole story in one order of time (rules F3, F8, H5).
import { describe, expect, it } from 'vitest'
import type { DossierView } from '#shared/contract/dossier.ts'
import { toId } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { timeline } from '../../renderer/features/dossier/timeline.ts'
import { dossierOf, ownerOf, recordOf } from './views.ts'

/** An instant of the store's clock. */
const at = (time: string): number => Date.parse(`${time}+08:00`)

const line = (seq: number, when: string, recordId: number): DossierView['lines'][number] => ({
  seq, at: at(when), kind: 'handover', recordId: toId<'record'>(recordId), giverName: '单小雨', receiverName: '林静', struckBy: null, lackCount: 0,
})

const change = (when: string, personName: string, field: string): DossierView['changes'][number] => ({
  at: at(when), personName, subject: 'customer', field, before: '旧', after: '新',
})

const keys = (dossier: DossierView) => timeline(dossier).map(({ key }) => key)

describe('F8 the story of a dossier', () => {
  it('F8 begins with the dossier itself, which its first owner came with', () => {
    expect(timeline(dossierOf())).toEqual([{ key: 'opened', on: '2026-03-02', at: at('2026-03-02T09:00'), type: 'opened' }])
    const [sold] = timeline(dossierOf({ owners: [ownerOf(1, '2026-03-02'), ownerOf(2, '2026-06-01')] }))
    expect(sold).toMatchObject({ key: 'owner-2-2026-06-01', on: '2026-06-01', at: null, type: 'owner', owner: { customer: { id: 2 } } })
  })

  it('H5 newest first, by the store’s days; within a day what has a time stands above what only has the day', () => {
    const story = dossierOf({
      records: [recordOf('maintenance', { id: toId<'record'>(2), deliveredOn: localDate('2026-03-03') }), recordOf('delivery', { deliveredOn: localDate('2026-03-02') })],
      // Ten past midnight in the store is still the day before in UTC.
      lines: [line(2, '2026-03-04T00:10', 2), line(1, '2026-03-03T16:00', 1)],
      changes: [change('2026-03-03T17:30', '林静', 'mobile')],
    })
    expect(keys(story)).toEqual([
      'line-2', `change-${at('2026-03-03T17:30')}-林静`, 'line-1', 'record-2', 'opened', 'record-1',
    ])
    expect(timeline(story)[0]).toMatchObject({ on: '2026-03-04' })
  })

  it('F8 what one person changed at one moment is one entry, what another changed then is another', () => {
    const together = [change('2026-03-05T10:00', '林静', 'mobile'), change('2026-03-05T10:00', '林静', 'address')]
    const story = timeline(dossierOf({ changes: [...together, change('2026-03-05T10:00', '欧阳敏', 'name'), change('2026-03-05T10:01', '林静', 'name')] }))
    expect(story.filter(({ type }) => type === 'change')).toMatchObject([
      { at: at('2026-03-05T10:01'), changes: [{ field: 'name' }] },
      { personName: '林静', changes: together },
      { personName: '欧阳敏', changes: [{ field: 'name' }] },
    ])
  })

  it('F3 a line names the record it is about; every entry has a key of its own', () => {
    const story = timeline(dossierOf({
      records: [recordOf('delivery', { number: 'R2026-00007' })], lines: [line(1, '2026-03-03T16:00', 1), line(2, '2026-03-03T16:05', 9)],
    }))
    expect(story.flatMap((entry) => (entry.type === 'line' ? [[entry.line.seq, entry.recordNumber]] : []))).toEqual([[2, ''], [1, 'R2026-00007']])
    expect(new Set(story.map(({ key }) => key)).size).toBe(story.length)
  })

  it('F8 merges and undoings stand in it, each at its moment', () => {
    const event = (act: 'merge' | 'undo', when: string): DossierView['merges'][number] => ({
      at: at(when), personName: '林静', act, subject: 'dossier', kept: 'A', merged: 'B', reason: '同一辆车',
    })
    const story = dossierOf({ merges: [event('undo', '2026-03-05T10:00'), event('merge', '2026-03-04T10:00')] })
    expect(timeline(story).map(({ type, on }) => [type, on])).toEqual([['merge', '2026-03-05'], ['merge', '2026-03-04'], ['opened', '2026-03-02']])
    expect(new Set(keys(story)).size).toBe(3)
  })
})

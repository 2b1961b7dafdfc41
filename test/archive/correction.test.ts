// Corrections from order to close, through the one door of a real archive whose days go by (rule V10).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Id } from '#shared/domain/id.ts'
import { LOGINS, type Entry, type Person } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { changesOne } from '#test/support/tampered.ts'
import { foundIn } from '#test/support/altered.ts'

let archive: DayArchive
beforeEach(async () => {
  archive = await archiveAt('2026-03-02')
})
afterEach(() => archive.close())

const refusedFor = (problem: string) => ({ ok: false, error: { code: 'refused', details: { problem } } })
const wrong = (field: string, problem: string) => ({ ok: false, error: { code: 'invalidInput', details: { fields: [{ path: [field], problem }] } } })

const LACK = { code: 'greenCard', kind: 'missing' } as const
const withoutGreenCard = (line: { code: string }) => (line.code === 'greenCard' ? { presence: 'missing', count: 0 } as const : {})

/** A delivery received without its green card. */
async function lacking(): Promise<Entry> {
  const entry = await archive.enter('delivery')
  await archive.handOver([entry.recordId], withoutGreenCard)
  return entry
}

async function order(entry: Entry, change: { personId?: Id<'person'> } = {}) {
  const archivist = await archive.as(LOGINS.archivist)
  return archivist.call('correction.order', { recordId: entry.recordId, personId: null, lacks: [LACK], remark: '请今日补齐', ...change })
}

const listed = async (person: Person, filter: 'open' | 'overdue' | 'done' | 'settled') => {
  const { corrections } = await person.call('correction.list', { filter, personId: null, dossierId: null, limit: 50 })
  return corrections.map(({ number }) => number)
}

describe('V10 ordering', () => {
  it('V10 what is lacking is ordered of whoever answers for the record, due in one working day, under its own number', async () => {
    const entry = await lacking()
    const ordered = await order(entry)
    expect(ordered).toMatchObject({ number: 'ZG2026-0001', dueOn: '2026-03-03', dueProvisional: false })
    const sales = await archive.as(LOGINS.salesConsultant)
    expect(await sales.call('correction.get', { id: ordered.id })).toMatchObject({
      number: 'ZG2026-0001', state: 'ordered', overdue: false, person: { id: sales.me.id }, lacks: [LACK], left: [LACK], remark: '请今日补齐',
      record: { number: entry.recordNumber }, acts: [{ act: 'order', personName: '林静' }], may: ['markDone'],
    })
    expect(await auditOf(archive.folder, 'correction.order')).toMatchObject([
      { correction: 'ZG2026-0001', record: entry.recordNumber, person: sales.me.id, dueOn: '2026-03-03', lacks: ['greenCard/missing'] },
    ])
    expect((await order(await lacking())).number).toBe('ZG2026-0002')
  })

  it('V10 over the long holiday it is due on the first working day after', async () => {
    await archive.goTo('2026-09-30', '17:00')
    expect(await order(await lacking())).toMatchObject({ dueOn: '2026-10-08' })
  })

  it('V10 only what stands lacking is ordered, once, of a received record, from somebody who may answer for it', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const ask = (recordId: Id<'record'>, change: object = {}) => archivist.ask('correction.order', { recordId, personId: null, lacks: [LACK], remark: '', ...change })
    const expected = await archive.enter('delivery')
    expect(await ask(expected.recordId)).toMatchObject(refusedFor('correction.notReceived'))
    const entry = await lacking()
    expect(await ask(entry.recordId, { lacks: [{ code: 'greenCard', kind: 'tooFew' }] })).toMatchObject(wrong('lacks', 'correction.noSuchLack'))
    const service = await archive.as(LOGINS.serviceAdvisor)
    expect(await ask(entry.recordId, { personId: service.me.id })).toMatchObject(wrong('personId', 'record.cannotAnswer'))
    await order(entry)
    expect(await ask(entry.recordId)).toMatchObject({ error: { details: { problem: 'correction.orderedAlready', subject: 'ZG2026-0001' } } })
  })
})

describe('V10 putting right', () => {
  it('V10 marked done by the person, looked at, closed only once nothing named is lacking any more', async () => {
    const entry = await lacking()
    const { id } = await order(entry)
    const [archivist, sales] = [await archive.as(LOGINS.archivist), await archive.as(LOGINS.salesConsultant)]
    expect(await archivist.ask('correction.close', { id, remark: '' })).toMatchObject(refusedFor('correction.stillLacking'))
    await sales.call('correction.markDone', { id, remark: '已补' })
    expect(await listed(archivist, 'done')).toEqual(['ZG2026-0001'])
    expect(await archivist.ask('correction.close', { id, remark: '' })).toMatchObject(refusedFor('correction.stillLacking'))
    expect(await archivist.ask('correction.return', { id, remark: '' })).toMatchObject(wrong('remark', 'text.required'))
    await archivist.call('correction.return', { id, remark: '没有收到' })
    expect(await sales.call('correction.get', { id })).toMatchObject({ state: 'ordered', correctedOn: null })
    await archive.handOver([entry.recordId])
    await sales.call('correction.markDone', { id, remark: '' })
    await archive.goTo('2026-03-05')
    const later = await archive.as(LOGINS.archivist)
    await later.call('correction.close', { id, remark: '' })
    // It was right when the paper came in, not when somebody came to look.
    expect(await later.call('correction.get', { id })).toMatchObject({ state: 'closed', correctedOn: '2026-03-02', left: [], may: [] })
    expect(await listed(later, 'settled')).toEqual(['ZG2026-0001'])
    expect(await later.ask('correction.withdraw', { id, remark: '误' })).toMatchObject(refusedFor('correction.cannot'))
  })

  it('V10 closed without being marked, it was put right on the day the paper came in', async () => {
    const entry = await lacking()
    const { id } = await order(entry)
    await archive.goTo('2026-03-03')
    await archive.handOver([entry.recordId])
    await archive.goTo('2026-03-06')
    const archivist = await archive.as(LOGINS.archivist)
    expect(await listed(archivist, 'overdue')).toEqual(['ZG2026-0001'])
    await archivist.call('correction.close', { id, remark: '' })
    expect(await archivist.call('correction.get', { id })).toMatchObject({ correctedOn: '2026-03-03' })
  })

  it('V10 marked done before the paper came, it was put right when the paper came; marked long after, too', async () => {
    const [early, late] = [await lacking(), await lacking()]
    const [first, second] = [await order(early), await order(late)]
    await (await archive.as(LOGINS.salesConsultant)).call('correction.markDone', { id: first.id, remark: '已补' })
    await archive.goTo('2026-03-03')
    await archive.handOver([late.recordId])
    await archive.goTo('2026-03-10')
    await archive.handOver([early.recordId])
    await (await archive.as(LOGINS.salesConsultant)).call('correction.markDone', { id: second.id, remark: '早已补' })
    const archivist = await archive.as(LOGINS.archivist)
    for (const { id } of [first, second]) await archivist.call('correction.close', { id, remark: '' })
    expect((await archivist.call('correction.get', { id: first.id })).correctedOn).toBe('2026-03-10')
    expect((await archivist.call('correction.get', { id: second.id })).correctedOn).toBe('2026-03-03')
    expect(await auditOf(archive.folder, 'correction.close')).toMatchObject([
      { missed: ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10'] }, { missed: [] },
    ])
  })

  it('D2 V10 a change of the calendar moves what is open, with a trace, and not what is closed', async () => {
    const [open, closed] = [await lacking(), await lacking()]
    const [first, second] = [await order(open), await order(closed)]
    await archive.handOver([closed.recordId])
    const archivist = await archive.as(LOGINS.archivist)
    await archivist.call('correction.close', { id: second.id, remark: '' })
    await (await archive.as(LOGINS.customerDirector)).call('calendar.setDay', { on: '2026-03-03', working: false, reason: '停业' })
    const dueOn = async ({ id }: { id: Id<'correction'> }) => (await archivist.call('correction.get', { id })).dueOn
    expect([await dueOn(first), await dueOn(second)]).toEqual(['2026-03-04', '2026-03-03'])
    expect(await auditOf(archive.folder, 'calendar.setDay')).toMatchObject([{ correctionDues: ['ZG2026-0001 2026-03-03 2026-03-04'] }])
    expect(await foundIn(archive)).toEqual([])
    expect(await foundIn(archive, (db) => changesOne(db, "UPDATE correction SET due_on = '2026-03-03' WHERE id = ?", [first.id]))).toEqual([
      { where: 'correction/ZG2026-0001', problem: 'correction.differs' },
    ])
    await archive.restart()
  })

  it('V10 one paper is ordered once at a time, whatever is wrong with it', async () => {
    const entry = await archive.enter('maintenance')
    await archive.handOver([entry.recordId], ({ code }) => (code === 'workOrder' ? { customerSignature: 'missing', staffSignature: 'missing' } : {}))
    const archivist = await archive.as(LOGINS.archivist)
    const ask = (kind: 'customerSignature' | 'staffSignature') => archivist.ask('correction.order', {
      recordId: entry.recordId, personId: null, lacks: [{ code: 'workOrder', kind }], remark: '',
    })
    expect(await ask('customerSignature')).toMatchObject({ ok: true })
    expect(await ask('staffSignature')).toMatchObject(refusedFor('correction.orderedAlready'))
  })

  it('V10 a paper that was only unsigned and is not there any more has not been put right', async () => {
    const entry = await archive.enter('maintenance')
    const { lines: [line] } = await archive.handOver([entry.recordId], ({ code }) => (code === 'workOrder' ? { customerSignature: 'missing' } : {}))
    const archivist = await archive.as(LOGINS.archivist)
    const { id } = await archivist.call('correction.order', {
      recordId: entry.recordId, personId: null, lacks: [{ code: 'workOrder', kind: 'customerSignature' }], remark: '',
    })
    await archivist.call('book.strike', { seq: line?.seq ?? 0, remark: '误签', password: '一车一档 2026' })
    expect(await archivist.ask('correction.close', { id, remark: '' })).toMatchObject(refusedFor('correction.stillLacking'))
  })

  it('V10 the person or their head marks it done, nobody else; withdrawn with a reason, by the archive', async () => {
    const { id } = await order(await lacking())
    const mark = async (login: string) => (await archive.as(login)).ask('correction.markDone', { id, remark: '' })
    expect(await mark(LOGINS.archivist)).toMatchObject({ error: { code: 'forbidden' } })
    expect(await mark(LOGINS.serviceAdvisor)).toMatchObject({ error: { code: 'notFound' } })
    expect(await mark(LOGINS.serviceHead)).toMatchObject({ error: { code: 'notFound' } })
    expect(await mark(LOGINS.salesHead)).toMatchObject({ ok: true })
    const director = await archive.as(LOGINS.customerDirector)
    expect(await director.ask('correction.withdraw', { id, remark: '' })).toMatchObject(wrong('remark', 'text.required'))
    await director.call('correction.withdraw', { id, remark: '下错了' })
    expect(await listed(director, 'settled')).toEqual(['ZG2026-0001'])
  })

  it('S3 each sees their own, heads their department’s, the archive all; the notice is entered in the trail', async () => {
    const { id } = await order(await lacking())
    for (const [login, sees] of [
      [LOGINS.salesConsultant, true], [LOGINS.salesHead, true], [LOGINS.archivist, true], [LOGINS.generalManager, true],
      [LOGINS.serviceAdvisor, false], [LOGINS.serviceHead, false],
    ] as const) {
      const person = await archive.as(login)
      expect([login, await listed(person, 'open')]).toEqual([login, sees ? ['ZG2026-0001'] : []])
      expect([login, (await person.ask('correction.get', { id })).ok]).toEqual([login, sees])
      expect([login, (await person.ask('correction.notice', { id })).ok]).toEqual([login, sees])
    }
    expect(await auditOf(archive.folder, 'correction.notice')).toHaveLength(4)
  })
})

describe('A3 corrections and the audit trail', () => {
  it('A3 nothing is found after ordinary use; a row changed behind its back is named', async () => {
    const entry = await lacking()
    const { id } = await order(entry)
    const second = await order(await lacking())
    const [archivist, sales] = [await archive.as(LOGINS.archivist), await archive.as(LOGINS.salesConsultant)]
    await sales.call('correction.markDone', { id, remark: '已补' })
    await archivist.call('correction.return', { id, remark: '没有' })
    await archive.handOver([entry.recordId])
    await archivist.call('correction.close', { id, remark: '' })
    await archivist.call('correction.withdraw', { id: second.id, remark: '误' })
    expect(await foundIn(archive)).toEqual([])
    const differs = [{ where: 'correction/ZG2026-0001', problem: 'correction.differs' }]
    for (const change of [
      "UPDATE correction SET due_on = '2026-03-09' WHERE id = ?", "UPDATE correction SET corrected_on = '2026-03-01' WHERE id = ?",
      "UPDATE correction SET state = 'withdrawn' WHERE id = ?", "UPDATE correction SET missed = '[\"2026-03-04\"]' WHERE id = ?", "UPDATE correction SET lacks = '[]' WHERE id = ?",
      "UPDATE correction_act SET remark = '好' WHERE correction_id = ? AND act = 'return'", "DELETE FROM correction_act WHERE correction_id = ? AND act = 'return'",
    ]) expect([change, await foundIn(archive, (db) => changesOne(db, change, [id]))]).toEqual([change, differs])
    expect(await foundIn(archive, (db) => {
      db.run('DELETE FROM correction_act WHERE correction_id = ?', [id])
      changesOne(db, 'DELETE FROM correction WHERE id = ?', [id])
    })).toEqual([{ where: 'correction/ZG2026-0001', problem: 'correction.missing' }])
    await archive.restart()
  })
})

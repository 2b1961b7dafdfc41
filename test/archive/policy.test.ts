// Deadlines, amounts and checklists by approval, from a day on (001 制度3 七; rules F6, H1, H2), and the trail that says who approved what.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawInput } from '#shared/contract/index.ts'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import type { Id } from '#shared/domain/id.ts'
import { DEFAULT_POLICY, type Policy } from '#shared/domain/policy.ts'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, makeArchive, type Person, type TestArchive } from '#test/support/archive.ts'

// Thursday, 2026-03-05, 09:00 in the store's time zone.
const THURSDAY = Date.UTC(2026, 2, 5, 1)

let archive: TestArchive
let director: Person
let manager: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: THURSDAY })
  director = await archive.as(LOGINS.customerDirector)
  manager = await archive.as(LOGINS.generalManager)
})
afterAll(() => archive.close())

const twoDays: Policy = { ...DEFAULT_POLICY, handoverDays: { sales: 2, service: 2 } }
const propose = (policy: Policy, fromOn: string, person = director) => person.call('policy.propose', { policy, fromOn, reason: '试行' })
const decide = (id: Id<'settingChange'>, approve: boolean, remark = '') => manager.call('policy.decide', { id, approve, remark })
const refusedFor = (problem: string) => ({ ok: false, error: { code: 'refused', details: { problem } } })
const wrong = (path: (string | number)[], problem: string) => ({ ok: false, error: { code: 'invalidInput', details: { fields: [{ path, problem }] } } })

type Line = RawInput<'policy.proposeChecklist'>['lines'][number]
const asInput = (kind: 'delivery' | 'maintenance'): Line[] => DEFAULT_CHECKLISTS[kind].map((line) => ({ ...line, name: '' }))
const ownPaper = (name: string): Line => ({
  code: '', name, form: 'original', count: 1, customerSigns: true, staffSigns: false, inspection: false, due: 'always', mayBeLate: false,
})

describe('a change of deadlines and amounts', () => {
  it('V6 figures that contradict each other, or are out of bounds, are refused at their field', async () => {
    const proposal = { fromOn: '2026-03-05', reason: '试行' }
    expect(await director.ask('policy.propose', { ...proposal, policy: { ...twoDays, performancePay: { least: 31, most: 30 } } }))
      .toMatchObject(wrong(['policy', 'performancePay', 'least'], 'policy.leastOverMost'))
    expect(await director.ask('policy.propose', { ...proposal, policy: { ...twoDays, handoverDays: { sales: 0, service: 1 } } }))
      .toMatchObject(wrong(['policy', 'handoverDays', 'sales'], 'value.tooSmall'))
    expect(await director.ask('policy.propose', { ...proposal, policy: { ...twoDays, fines: { ...twoDays.fines, paperLost: 20.5 } } }))
      .toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    expect(await director.ask('policy.propose', { ...proposal, policy: DEFAULT_POLICY })).toMatchObject(refusedFor('policy.nothingNew'))
    expect(await director.ask('policy.propose', { ...proposal, policy: twoDays, fromOn: '2026-03-04' })).toMatchObject(wrong(['fromOn'], 'policy.fromPast'))
  })

  it('H1 holds only once the general manager approved it, for what is delivered from its day on', async () => {
    const yesterday = await archive.enter('delivery', { deliveredOn: '2026-03-04' })
    const today = await archive.enter('delivery')
    const { id } = await propose(twoDays, '2026-03-05')
    expect(await director.ask('policy.propose', { policy: twoDays, fromOn: '2026-03-06', reason: '再试' })).toMatchObject(refusedFor('policy.waitsAlready'))
    expect((await archive.enter('delivery')).dueOn).toBe('2026-03-10')
    expect((await manager.call('policy.show', {})).present).toEqual(DEFAULT_POLICY)
    // Both deliveries of today that are open are due by the new policy; yesterday's keeps its day.
    expect(await decide(id, true, '同意')).toEqual({ changed: 2 })
    const records = await director.call('record.open', { ids: [yesterday.recordId, today.recordId] })
    expect(records.map(({ dueOn }) => dueOn)).toEqual(['2026-03-09', '2026-03-09'])
    expect((await archive.enter('delivery')).dueOn).toBe('2026-03-09')
    expect((await archive.enter('maintenance', { deliveredOn: '2026-03-04' })).dueOn).toBe('2026-03-05')
    expect((await archive.enter('maintenance')).dueOn).toBe('2026-03-09')
    const { present, changes } = await manager.call('policy.show', {})
    expect(present).toEqual(twoDays)
    expect(changes).toMatchObject([{ state: 'approved', before: DEFAULT_POLICY, policy: twoDays, proposedBy: { name: '欧阳敏' }, decidedBy: { name: '郑宏' }, remark: '同意' }])
    expect(await manager.ask('policy.decide', { id, approve: false, remark: '反悔' })).toMatchObject(refusedFor('policy.decidedAlready'))
  })

  it('declined with a remark, withdrawn by whoever proposed it, and decided by nobody who did', async () => {
    const { id } = await propose(DEFAULT_POLICY, '2026-03-09')
    expect(await manager.ask('policy.decide', { id, approve: false, remark: '' })).toMatchObject(wrong(['remark'], 'text.required'))
    await decide(id, false, '再议')
    const second = await propose(DEFAULT_POLICY, '2026-03-09', manager)
    expect(await manager.ask('policy.decide', { id: second.id, approve: true, remark: '' })).toMatchObject(refusedFor('policy.ownProposal'))
    expect(await director.ask('policy.withdraw', { id: second.id })).toMatchObject(refusedFor('policy.notYours'))
    await manager.call('policy.withdraw', { id: second.id })
    const { changes, present } = await director.call('policy.show', {})
    expect(changes.map(({ state }) => state)).toEqual(['withdrawn', 'declined', 'approved'])
    expect(present).toEqual(twoDays)
    expect(await manager.ask('policy.decide', { id: 99, approve: true, remark: '' })).toMatchObject({ ok: false, error: { code: 'notFound' } })
  })

  it('never begins before one that was approved, so that none is taken back unseen', async () => {
    const later = await propose(DEFAULT_POLICY, '2026-04-01')
    await decide(later.id, true)
    expect((await director.call('policy.show', {})).present).toEqual(twoDays)
    expect(await director.ask('policy.propose', { policy: twoDays, fromOn: '2026-03-31', reason: '插队' })).toMatchObject(wrong(['fromOn'], 'policy.fromBeforeNewest'))
    // What replaces it begins on the same day.
    const instead = await propose(twoDays, '2026-04-01')
    await decide(instead.id, true)
    expect((await director.call('policy.show', {})).changes[0]).toMatchObject({ before: DEFAULT_POLICY, policy: twoDays, fromOn: '2026-04-01' })
  })
})

describe('F6 a change of a checklist', () => {
  it('F6 papers the program does not know, twice the same, or none at all are refused', async () => {
    const ask = (lines: Line[]) => director.ask('policy.proposeChecklist', { kind: 'maintenance', lines, fromOn: '2026-03-05', reason: '试行' })
    expect(await ask([])).toMatchObject(wrong(['lines'], 'checklist.empty'))
    expect(await ask([...asInput('maintenance'), { ...ownPaper(''), code: 'workOrder' }])).toMatchObject(wrong(['lines', 4, 'code'], 'checklist.paperTwice'))
    expect(await ask([{ ...ownPaper('代驾单'), code: '../x' }])).toMatchObject(wrong(['lines', 0, 'code'], 'checklist.unknownPaper'))
    expect(await ask([ownPaper(' ')])).toMatchObject(wrong(['lines', 0, 'name'], 'text.required'))
    expect(await ask(asInput('maintenance'))).toMatchObject(refusedFor('policy.nothingNew'))
  })

  it('F6 a record is opened under the version of its day of delivery and keeps it', async () => {
    const before = await archive.enter('maintenance')
    const { id } = await director.call('policy.proposeChecklist', {
      kind: 'maintenance', lines: [...asInput('maintenance'), ownPaper('代驾单')], fromOn: '2026-03-05', reason: '代驾要留底',
    })
    await decide(id, true)
    const after = await archive.enter('maintenance')
    const older = await archive.enter('maintenance', { deliveredOn: '2026-03-04' })
    const opened = await director.call('record.open', { ids: [before, after, older].map(({ recordId }) => recordId) })
    expect(opened.map(({ checklist }) => checklist.length)).toEqual([4, 5, 4])
    expect(opened[1]?.checklist.at(-1)).toMatchObject({ code: 'own1', name: '代驾单', customerSigns: true })
    expect(await archive.as(LOGINS.salesConsultant).then((person) => person.call('policy.papers', {}))).toEqual([{ code: 'own1', name: '代驾单' }])
    // The paper is handed over, missed and kept like any other.
    await archive.handOver([after.recordId], (line) => (line.code === 'own1' ? { presence: 'missing', count: 0 } : {}))
    const [received] = await director.call('record.open', { ids: [after.recordId] })
    expect(received).toMatchObject({ state: 'incomplete', lackCount: 1 })
  })

  it('F6 the same name is the same paper, another name another', async () => {
    const { id } = await director.call('policy.proposeChecklist', {
      kind: 'delivery', lines: [...asInput('delivery'), ownPaper('上牌委托书'), ownPaper('代驾单')], fromOn: '2026-03-09', reason: '试行',
    })
    const [delivery] = await manager.call('policy.checklists', {})
    expect(delivery).toMatchObject({ kind: 'delivery', present: 1, changes: [{ id, state: 'proposed' }] })
    expect(delivery?.changes[0]?.lines.slice(-2).map(({ code, name }) => ({ code, name }))).toEqual([{ code: 'own2', name: '上牌委托书' }, { code: 'own1', name: '代驾单' }])
    expect(delivery?.changes[0]?.before).toEqual(DEFAULT_CHECKLISTS.delivery)
    await decide(id, true)
    const [approved] = await manager.call('policy.checklists', {})
    expect(approved).toMatchObject({ present: 1, versions: [{ version: 2, fromOn: '2026-03-09' }, { version: 1, fromOn: null }] })
    expect((await director.call('record.open', { ids: [(await archive.enter('delivery')).recordId] }))[0]?.checklist).toHaveLength(12)
  })
})

describe('A3 what was approved is what holds', () => {
  it('A3 nothing is found after all of these acts', async () => {
    await archive.restart()
    director = await archive.as(LOGINS.customerDirector)
    expect(await foundIn(archive)).toEqual([])
  })

  it.each([
    ['a fine made smaller', "UPDATE setting_change SET content = replace(content, '5000', '0') WHERE id = 1", 'setting_change/1', 'setting.differs'],
    ['a change declined and approved all the same', "UPDATE setting_change SET state = 'approved' WHERE id = 2", 'setting_change/2', 'setting.differs'],
    ['a change that nobody proposed', `INSERT INTO setting_change (subject, content, from_on, reason, state, proposed_by, proposed_at, decided_by, decided_at)
      SELECT subject, content, '2026-03-02', reason, state, proposed_by, proposed_at, decided_by, decided_at FROM setting_change WHERE id = 1`, 'setting_change/8', 'setting.notEntered'],
    ['a paper taken off a checklist', "UPDATE checklist SET lines = replace(lines, 'own2', 'own3') WHERE version = 2 AND record_kind = 'delivery'", 'checklist/delivery/2', 'setting.differs'],
    ['a first checklist changed', "UPDATE checklist SET lines = replace(lines, 'greenCard', 'redCard') WHERE version = 1 AND record_kind = 'delivery'", 'checklist/delivery/1', 'setting.differs'],
    ['a checklist that begins earlier', "UPDATE checklist SET from_on = '2026-01-01' WHERE version = 2 AND record_kind = 'delivery'", 'checklist/delivery/2', 'setting.differs'],
    ['a change taken away', 'DELETE FROM setting_change WHERE id = 3', 'setting_change/3', 'setting.missing'],
    ['a record put under another version', "UPDATE record SET checklist_id = (SELECT id FROM checklist WHERE record_kind = 'delivery' AND version = 2) WHERE id = 1", 'record/1/checklist', 'record.notAsEntered'],
  ])('A3 %s is found', async (_, sql, where, problem) => {
    expect(await foundIn(archive, (db) => db.run(sql, []))).toContainEqual({ where, problem })
  })
})

// Loans and the register of signed acts, held against the audit trail (rules L1 to L3, A3; DESIGN decision 12).
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import { readHeads } from '#archive/chain/heads.ts'
import { placesIn } from '#archive/places.ts'
import { startHost } from '#archive/host.ts'
import { openEntry, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { callHost, LOGINS, PASSWORD } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, storeTime, type DayArchive } from '#test/support/days.ts'
import { loansIn, OUTSIDER, takenOut } from '#test/support/loans.ts'
import { changesOne, enterAct, entryAt, forge, removeEntries } from '#test/support/tampered.ts'

let archive: DayArchive
let seller: Opened
let archivist: Opened
let head: Opened
// Register: 1 out, 2 back (first loan), 3 out (second, out still), 4 out (outsider's), 5 back. A fourth loan waits.
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  const loans = loansIn(archive)
  const numbers = [await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('delivery')].map(({ dossierNumber }) => dossierNumber)
  const [one = '', two = '', three = ''] = numbers
  const first = await loans.ask(LOGINS.salesConsultant, one)
  await loans.approve(first, LOGINS.salesHead)
  await loans.handOut(first)
  await loans.giveBack(first, { pages: 11, pieces: 1, remark: '缺一页' })
  const second = await loans.ask(LOGINS.salesConsultant, two, takenOut(3))
  await loans.approve(second, LOGINS.salesHead)
  await loans.handOut(second)
  await (await archive.as(LOGINS.salesHead)).call('loan.renew', { id: second, days: 2, remark: '' })
  const third = await loans.ask(LOGINS.archivist, three, { borrower: OUTSIDER })
  await loans.approve(third, LOGINS.customerDirector, LOGINS.generalManager)
  await loans.handOut(third, { borrowerPassword: null })
  await loans.giveBack(third, { borrowerPassword: null })
  await loans.ask(LOGINS.salesConsultant, one)
  const named = await loans.ask(LOGINS.salesConsultant, '不认识的车')
  await (await archive.as(LOGINS.archivist)).call('loan.name', { id: named, dossier: two })
  await (await archive.as(LOGINS.salesConsultant)).call('loan.withdraw', { id: named, remark: '不用了' })
  const opened = (login: string): Promise<Opened> => openEntry(readKeyring(placesIn(archive.folder).keyring), login, PASSWORD)
  seller = await opened(LOGINS.salesConsultant)
  archivist = await opened(LOGINS.archivist)
  head = await opened(LOGINS.salesHead)
})
afterAll(() => archive.close())

const found = (work?: (db: Writer) => void) => foundIn(archive, work)
const [FIRST, SECOND, THIRD, FOURTH] = ['JY-2026-0001', 'JY-2026-0002', 'JY-2026-0003', 'JY-2026-0004']

describe('L1 A3 loans and the audit trail', () => {
  it('L1 A3 nothing is found after loans asked for, named, approved, handed out, renewed, taken back short, withdrawn', async () => {
    expect(await found()).toEqual([])
  })

  it('L1 A3 what was asked, when it is due, its state, its approvals and its acts, changed behind the trail’s back, are named', async () => {
    const changes: [string, string, string][] = [
      ["purpose = '别的'", FIRST, 'loan.differs'], ["asked = '皖A00000'", FIRST, 'loan.differs'], ['borrower_id = 1', FIRST, 'loan.differs'],
      ["due_on = '2026-12-31'", SECOND, 'loan.differs'], ['renewals = 0', SECOND, 'loan.differs'], ['dossier_id = 1', SECOND, 'loan.differs'],
      ["state = 'returned'", SECOND, 'loan.differs'], ['violation_id = NULL', FIRST, 'loan.differs'], ['pieces = 0', FIRST, 'loan.differs'],
      ["outsider = replace(outsider, '钱明', '钱亮')", THIRD, 'loan.differs'], ["state = 'approved'", FOURTH, 'loan.differs'],
      ["ended_on = '2026-03-01'", THIRD, 'loan.differs'], ['number = \'JY-2026-0099\'', FOURTH, 'loan.notEntered'],
    ]
    for (const [change, number, problem] of changes) {
      expect(await found((db) => changesOne(db, `UPDATE loan SET ${change} WHERE number = ?`, [number]))).toContainEqual({
        where: `loan/${problem === 'loan.notEntered' ? 'JY-2026-0099' : number}`, problem,
      })
    }
    const ofFirst = '(SELECT id FROM loan WHERE number = ?)'
    expect(await found((db) => {
      changesOne(db, `UPDATE loan_approval SET given_by = 1 WHERE loan_id = ${ofFirst}`, [FIRST])
      changesOne(db, `UPDATE loan_act SET remark = '好' WHERE act = 'renew' AND loan_id = ${ofFirst}`, [SECOND])
      changesOne(db, `DELETE FROM loan_act WHERE loan_id = ${ofFirst}`, [FOURTH])
      changesOne(db, 'DELETE FROM loan_approval WHERE loan_id = (SELECT id FROM loan WHERE number = ?)', [FOURTH])
      changesOne(db, 'DELETE FROM loan WHERE number = ?', [FOURTH])
    })).toEqual([
      { where: `loan/${FIRST}`, problem: 'loan.approvalsDiffer' }, { where: `loan/${SECOND}`, problem: 'loan.actsDiffer' }, { where: `loan/${FOURTH}`, problem: 'loan.missing' },
    ])
  })

  it('L2 A3 an approval by who could not give it, of one’s own loan, or an act that its state does not allow', async () => {
    const note = (loan: string, change: object = {}) => ({ loan, remark: '', step: 1, role: 'departmentHead', state: 'approved', ...change })
    const problems = async (by: Opened, kind: string, content: Record<string, unknown>): Promise<string[]> => (
      (await found((db) => enterAct(db, by, kind, content))).filter(({ where }) => where.startsWith('audit/')).map(({ problem }) => problem)
    )
    expect(await problems(seller, 'loan.approve', note(FOURTH))).toEqual(['actor.notPermitted', 'loan.approvedWrongly'])
    expect(await problems(head, 'loan.approve', note(FOURTH))).toEqual([])
    expect(await problems(archivist, 'loan.handOut', { ...note(FOURTH), lines: [6], registerHash: '', place: 'out', outOn: '2026-03-02', dueOn: '2026-03-02', dueProvisional: false }))
      .toEqual(['loan.impossible'])
    expect(await problems(archivist, 'loan.recall', { ...note(FIRST), recalledOn: '2026-03-02', dueOn: '2026-03-02', dueProvisional: false })).toEqual(['loan.impossible'])
  })
})

describe('L3 A3 the register of signed acts', () => {
  it('L3 A3 a line’s row, what was drawn, and a row no line stands behind', async () => {
    expect(await found((db) => changesOne(db, "UPDATE register_line SET on_date = '2026-03-03' WHERE seq = 1", []))).toEqual([{ where: 'register_line/1', problem: 'registerLine.differs' }])
    expect(await found((db) => changesOne(db, "UPDATE register_line SET drawn = replace(drawn, '120', '121') WHERE seq = 2", []))).toEqual([
      { where: 'register_line/2', problem: 'registerLine.drawnChanged' },
    ])
    expect(await found((db) => changesOne(db, 'DELETE FROM register_line WHERE seq = 5', []))).toEqual([{ where: 'register_line/5', problem: 'registerLine.missing' }])
    expect(await found((db) => changesOne(db, "INSERT INTO register_line (seq, on_date, kind, loan_id, salt, drawn) SELECT 99, on_date, kind, loan_id, salt, drawn FROM register_line WHERE seq = 1", []))).toEqual([
      { where: 'register_line/99', problem: 'registerLine.withoutEntry' },
    ])
  })

  it('L3 A3 a line forged, taken away, or signed by one side alone; the end cut off shows by the heads', async () => {
    const problems = async (work: (db: Writer) => void): Promise<string[]> => (await found(work)).map(({ where, problem }) => `${where} ${problem}`)
    const forged = await problems((db) => {
      const { at, kind, content } = entryAt(db, 'register', 3)
      forge(db, 'register', 3, { at, kind, content: content.replace('"pages":12', '"pages":2') })
    })
    expect(forged).toEqual(expect.arrayContaining(['register/3/borrower signature.wrong', 'register/3/keeper signature.wrong', 'register/5 chain.headDiffers']))
    expect(await problems((db) => db.run("DELETE FROM chain_signature WHERE chain = 'register' AND seq = 3 AND party = 'borrower'", []))).toEqual(['register/3/borrower signature.missing'])
    const cut = await problems((db) => removeEntries(db, 'register', 5, 5))
    expect(cut).toEqual(expect.arrayContaining(['register/5 chain.cutOff', 'register_line/5 registerLine.withoutEntry']))
    expect(cut.some((each) => each.endsWith('registerLine.namedMissing'))).toBe(true)
  })

  it('decision 12: heads of before the register are read as its beginning, and brought up to date', async () => {
    await archive.stop()
    const { heads } = placesIn(archive.folder)
    const { register: _register, ...older } = readHeads(heads) ?? {}
    writeFileSync(heads, JSON.stringify(older))
    expect(readHeads(heads)?.register).toEqual({ seq: 0, hash: '0'.repeat(64) })
    expect(await found()).toEqual([])
    const host = await startHost({ folder: archive.folder, program: 'test', startAt: storeTime('2026-03-02', '10:00') })
    const { me } = await callHost(host, null, 'session.signIn', { login: LOGINS.administrator, password: PASSWORD })
    expect(me.login).toBe(LOGINS.administrator)
    await host.close()
    expect(readFileSync(heads, 'utf8')).toContain('"register"')
    expect(readHeads(heads)?.register.seq).toBe(5)
  })
})

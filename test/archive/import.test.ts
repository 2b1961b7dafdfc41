// Lists brought in through the engine's own door: what is made, what is there already, what is wrong line by line; all of it or nothing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finished, LOGINS, makeArchive, PASSWORD, signIn, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { yidang } from '#test/support/command-line.ts'
import { verifyArchive } from '#archive/backup/run.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import {
  bringIn, csvOf, deliveries, DELIVERY_HEADINGS, openList, register, REGISTER_HEADINGS, runList, VISIT_HEADINGS, visits, xlsxOf, type Value,
} from '#test/support/lists.ts'
import { readSheet } from '#archive/sheet/read.ts'
import { customerOf, nameOf, vehicleOf, vinOf } from '#test/support/samples.ts'
import { until } from '#test/support/scans.ts'

const NOW = Date.parse('2026-03-11T09:00:00+08:00')

let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(() => archive.close())

const verified = async (): Promise<unknown> => (await finished(archivist, (await archivist.call('archive.verify', {})).taskId)).verify?.findings

const search = async (text: string) => (await archivist.call('dossier.search', { text, dates: null, state: null, kind: null, limit: 10 })).hits

describe('H8 deliveries', () => {
  it('H8 are tried, entered with their due day, and the same file again changes nothing', async () => {
    const opened = await openList(archivist, 'deliveries', xlsxOf([['合肥示例汽车 2026年3月交车明细'], [], DELIVERY_HEADINGS, ...deliveries(1, 30)]))
    expect(opened.reading).toMatchObject({ lines: 30, remembered: false, kind: 'xlsx', mapping: { heading: 1 } })
    const tried = await runList(archivist, 'import.dryRun', opened)
    expect(tried).toMatchObject({ committed: false, lines: 30, dossiers: 30, records: 30, already: 0, wrong: 0, overdue: 0, before: null })
    expect(await search(vinOf(7))).toEqual([])
    expect(await runList(archivist, 'import.commit', opened)).toMatchObject({ committed: true, dossiers: 30, records: 30, already: 0, wrong: 0 })
    expect(await search(vinOf(7))).toMatchObject([{ ownerName: nameOf(7), lastRecord: { kind: 'delivery', deliveredOn: '2026-03-10', state: 'expected', dueOn: '2026-03-13' } }])
    expect(await verified()).toEqual([])

    const again = await runList(archivist, 'import.commit', opened)
    expect(again).toMatchObject({ dossiers: 0, records: 0, already: 30, wrong: 0, before: { personName: '林静' } })
    const asText = await openList(archivist, 'deliveries', csvOf([DELIVERY_HEADINGS, ...deliveries(1, 30)]), '交车.csv')
    expect(asText.reading).toMatchObject({ kind: 'csv', remembered: true })
    expect(await runList(archivist, 'import.dryRun', asText)).toMatchObject({ dossiers: 0, records: 0, already: 30, before: null })
    const runs = await archivist.call('import.history', {})
    expect(runs.map(({ lines, records, already }) => [lines, records, already])).toEqual([[30, 0, 30], [30, 30, 0]])
  })

  it('H8, F1 wrong lines are named by field, left out, and come back as a file to mend', async () => {
    const change = (index: number, spoil: (line: Value[]) => void): Value[] => {
      const [line = []] = deliveries(index, index)
      spoil(line)
      return line
    }
    const rows = [
      change(101, (line) => { line[1] = `${vinOf(101)} ${vinOf(102)}` }),
      change(103, (line) => { line[0] = '2026-03-12' }),
      change(104, (line) => { line[9] = '没有此人' }),
      change(105, (line) => { line[7] = '340101199001010019' }),
      change(106, (line) => { line[6] = '=HYPERLINK("http://evil.example","x")'; line[8] = '1385551' }),
      change(107, (line) => { line[2] = '皖A10001' }),
      change(108, (line) => { line[1] = vinOf(1); line[10] = '别的合同' }),
      ...deliveries(109, 110),
    ]
    const opened = await openList(archivist, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...rows]))
    const outcome = await runList(archivist, 'import.commit', opened)
    expect(outcome).toMatchObject({ lines: 9, records: 2, wrong: 7 })
    expect(Object.fromEntries(outcome.shown.filter(({ outcome: is }) => is === 'wrong').map(({ line, problems }) => [line, problems]))).toEqual({
      2: [{ field: 'vin', problem: 'import.twoCars' }],
      3: [{ field: 'deliveredOn', problem: 'date.future' }],
      4: [{ field: 'responsible', problem: 'import.personUnknown' }],
      5: [{ field: 'identityNumber', problem: 'identity.checkDigit' }],
      6: [{ field: 'phone', problem: 'phone.form' }],
      7: [{ field: 'plate', problem: 'plate.onAnotherCar' }],
      8: [{ field: 'vin', problem: 'import.deliveryExists' }, { field: 'customerName', problem: 'import.otherOwner' }],
    })
    const { fileName, base64 } = await archivist.call('import.wrongLines', { importId: opened.importId })
    expect(fileName).toBe('清单-待修改.xlsx')
    const mend = await readSheet(Buffer.from(base64, 'base64'), () => undefined)
    expect(mend.rows[0]?.cells).toEqual([...DELIVERY_HEADINGS, '原行号', '错误说明'])
    expect(mend.rows).toHaveLength(8)
    expect(mend.rows[5]?.cells[6]).toBe('\'=HYPERLINK("http://evil.example","x")')
    // Mended, it is brought in as it is: what was put right is entered, the rest comes back once more.
    const mended = mend.rows.map(({ cells }) => cells.map((cell) => (cell === '没有此人' ? '单小雨' : typeof cell === 'object' ? null : cell)))
    expect(await bringIn(archivist, 'deliveries', mended)).toMatchObject({ lines: 7, records: 1, wrong: 6 })
    expect(await verified()).toEqual([])
  })

  it('A3 the trail says what was entered, and nothing about a customer', async () => {
    const commits = await auditOf(archive.folder, 'import.commit')
    expect(commits[0]).toMatchObject({ list: 'deliveries', lines: 30, wrong: 0 })
    expect(JSON.stringify(commits[0])).toMatch(/"records":\["R2026-00001"/)
    expect(JSON.stringify(commits)).not.toMatch(/3401011990|138000|李建国/)
  })
})

describe('H8 repair orders', () => {
  it('H8 are entered onto cars on file by VIN or plate, and make dossiers of cars sold elsewhere', async () => {
    const rows = visits(1, 3)
    // By plate alone; and the same visit written twice.
    if (rows[1]) rows[1][2] = null
    const outcome = await bringIn(archivist, 'repairOrders', [
      VISIT_HEADINGS, ...rows, ...visits(3, 3), ...visits(201, 202, { kind: '首保' }), ...visits(203, 203, { kind: '钣金喷漆' }),
      ['2026-03-10', '小修', null, '沪A99999', null, '某人', '13800009999', '吕志远', 'RO9'],
    ])
    expect(outcome).toMatchObject({ lines: 8, dossiers: 2, records: 5, already: 1, wrong: 2 })
    expect(outcome.problems).toEqual(expect.arrayContaining([
      { field: 'serviceKind', problem: 'import.serviceKindUnclear', count: 1 }, { field: 'plate', problem: 'import.plateNotOnFile', count: 1 },
    ]))
    const [hit] = await search(vinOf(201))
    const dossier = await archivist.call('dossier.open', { id: hit?.dossierId ?? 0 })
    expect(dossier).toMatchObject({
      vehicle: { origin: 'soldElsewhere' }, owners: [{ customer: { identityKind: 'unknown', name: nameOf(201) } }],
      records: [{ kind: 'firstMaintenance', contact: { confirmed: false }, orderNumber: 'RO201', dueOn: '2026-03-11' }],
    })
    expect(await verified()).toEqual([])
  })

  it('V3 the contact is confirmed before the first handover, by whoever answers for it or the archive', async () => {
    await bringIn(archivist, 'repairOrders', [VISIT_HEADINGS, ...visits(211, 211)])
    const { records } = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 500 })
    const record = records.find(({ orderNumber }) => orderNumber === 'RO211')
    if (!record) throw new Error('no such record')
    const confirm = { recordId: record.id, name: '送修人', phone: '13900000001' }
    const sales = await archive.as(LOGINS.salesConsultant)
    expect(await sales.ask('record.confirmContact', confirm)).toMatchObject({ ok: false, error: { code: 'notFound' } })
    const head = await archive.as(LOGINS.serviceHead)
    expect(await head.ask('record.confirmContact', confirm)).toMatchObject({ ok: false, error: { details: { problem: 'record.notYours' } } })
    await (await archive.as(LOGINS.serviceAdvisor)).call('record.confirmContact', confirm)
    expect(await search('13900000001')).toHaveLength(1)
    expect(await archivist.call('record.open', { ids: [record.id] })).toMatchObject([{ contact: { name: '送修人', phone: '13900000001', confirmed: true } }])
    await archive.handOver([record.id])
    expect(await archivist.ask('record.confirmContact', confirm)).toMatchObject({ ok: false, error: { details: { problem: 'record.contactAfterReceipt' } } })
    expect(await verified()).toEqual([])
  })

  it('F8 a customer taken over without an identity is given one by whoever learns it; no form makes such a customer', async () => {
    await bringIn(archivist, 'repairOrders', [VISIT_HEADINGS, ...visits(212, 212)])
    const [hit] = await search(vinOf(212))
    const { owners } = await archivist.call('dossier.open', { id: hit?.dossierId ?? 0 })
    const { id: customerId, ...customer } = owners[0]?.customer ?? { id: 0 }
    expect(customer).toMatchObject({ identityKind: 'unknown', name: nameOf(212) })
    expect(owners[0]?.customer.identityNumber).toMatch(/^U\d{6}$/)
    await archivist.call('customer.update', { dossierId: hit?.dossierId ?? 0, customerId, customer: { ...customerOf(212), name: nameOf(212) } })
    expect((await archivist.call('dossier.open', { id: hit?.dossierId ?? 0 })).owners[0]?.customer).toMatchObject({ identityKind: 'identityCard' })
    const made = { ...customerOf(290), kind: 'person' as const, identityKind: 'unknown' as const, identityNumber: 'U999999' }
    const refused = await archivist.ask('record.enter', {
      kind: 'maintenance', vehicle: vehicleOf(290), customer: made, newOwner: false, contact: { name: '某人', phone: '13800000000', confirmed: true },
      responsibleId: (await archive.as(LOGINS.serviceAdvisor)).me.id, deliveredOn: '2026-03-10', orderNumber: '',
    })
    expect(refused).toMatchObject({ ok: false, error: { details: { fields: [{ problem: 'identity.required' }] } } })
  })
})

describe('F1, C1, C5 the store’s register', () => {
  it('F1 keeps its numbers, puts folders where they lie, opens nothing that is owed, and refuses what cannot be', async () => {
    await archivist.call('cabinet.add', { room: '档案室', code: 'A', shelves: 1, slotsPerShelf: 1, capacity: 2 })
    const rows = register(301, 310)
    for (const [index, place] of ['A-1-1', 'A柜1层1位', 'A-01-01', 'B-1-1'].entries()) rows[index]?.splice(8, 1, place)
    rows[5]?.splice(0, 1, '旧-2019-301')
    rows[6]?.splice(5, 1, null)
    rows[7]?.splice(0, 1, null)
    const outcome = await bringIn(archivist, 'dossierRegister', [REGISTER_HEADINGS, ...rows, ...register(310, 310), ['', vinOf(1), '', '明锐', nameOf(1), '', '本店', '', '']])
    expect(outcome).toMatchObject({ lines: 12, dossiers: 7, records: 0, already: 2, wrong: 3 })
    expect(outcome.problems).toEqual(expect.arrayContaining([
      { field: 'slot', problem: 'import.slotFull', count: 1 }, { field: 'slot', problem: 'import.slotUnknown', count: 1 }, { field: 'archiveNumber', problem: 'import.numberTaken', count: 1 },
    ]))
    const [hit] = await search('旧2019301')
    expect(hit).toMatchObject({ number: '旧-2019-301', vin: vinOf(301), lastRecord: null })
    expect(await archivist.call('cabinet.slot', { label: 'A-01-01' })).toMatchObject({ used: 2, folders: [{ number: '旧-2019-301' }, { number: '旧-2019-302' }] })
    expect((await search(vinOf(308)))[0]?.number).toMatch(/^HF01-XS-2026-D10-/)
    expect(await verified()).toEqual([])
  })
})

describe('DESIGN 3 all of it or nothing', () => {
  it('a list cancelled while it is entered leaves nothing, and reading goes on meanwhile', async () => {
    const opened = await openList(archivist, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...deliveries(1001, 3000)]))
    const { taskId } = await archivist.call('import.commit', { importId: opened.importId, mapping: opened.reading.mapping, words: {} })
    for (;;) {
      const { progress, state } = await archivist.call('task.get', { taskId })
      expect(state).toBe('running')
      expect((await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 5 })).counts.outstanding).toBeLessThan(100)
      if (progress > 0.4) break
    }
    await archivist.call('task.cancel', { taskId })
    expect(await finished(archivist, taskId)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } })
    expect(await search(vinOf(1001))).toEqual([])
    expect(await runList(archivist, 'import.dryRun', opened)).toMatchObject({ records: 2000, already: 0 })
    expect(await verified()).toEqual([])
  })

  it('whoever writes meanwhile waits, and finds it done', async () => {
    const opened = await openList(archivist, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...deliveries(1001, 1800)]))
    const { taskId } = await archivist.call('import.commit', { importId: opened.importId, mapping: opened.reading.mapping, words: {} })
    for (;;) {
      const { progress, state } = await archivist.call('task.get', { taskId })
      expect(state).toBe('running')
      if (progress > 0.35) break
    }
    const written = await Promise.all([
      archive.enter('delivery', { vehicle: vehicleOf(5001), customer: customerOf(5001) }),
      archivist.call('dossier.open', { id: (await search(vinOf(1)))[0]?.dossierId ?? 0 }),
      archive.as('care1'),
    ])
    expect(Number(written[0].recordNumber.slice(-5))).toBeGreaterThan(800)
    expect(await finished(archivist, taskId)).toMatchObject({ state: 'done', imported: { records: 800 } })
    expect(await verified()).toEqual([])
  })

  it('a list is nobody else’s, and goes when its session does', async () => {
    const { importId } = await openList(archivist, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...deliveries(6001, 6002)]))
    const director = await archive.as(LOGINS.customerDirector)
    expect(await director.ask('import.wrongLines', { importId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    await archivist.call('import.drop', { importId })
    expect(await archivist.ask('import.wrongLines', { importId })).toMatchObject({ ok: false, error: { code: 'notFound' } })

    // A store of its own: while any list is looked over nothing of the vault is swept.
    const store = await makeArchive({ startAt: NOW })
    try {
      const files = () => new Set(readdirSync(placesIn(store.folder).attachments, { recursive: true, encoding: 'utf8' }))
      const before = files()
      const passing = await store.as(LOGINS.archivist)
      const opened = await openList(passing, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...deliveries(6003, 6004)]))
      const theirs = [...files().difference(before)]
      expect(theirs).not.toEqual([])
      await passing.call('session.signOut', {})
      const again = await signIn(store.host, LOGINS.archivist)
      expect(await again.ask('import.wrongLines', { importId: opened.importId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
      await until(files, (present) => present.isDisjointFrom(new Set(theirs.filter((name) => name.length > 60))))
    } finally {
      await store.close()
    }
  })
})

describe('`yidang import`, and what verify makes of it', () => {
  it('brings in the lists that are shipped as samples; a record changed behind the program’s back is found', async () => {
    const store = await makeArchive({ startAt: NOW })
    try {
      await store.stop()
      const bring = (list: string, file: string, ...more: string[]) => yidang(
        ['import', list, fileURLToPath(new URL(`../../resources/samples/${file}.xlsx`, import.meta.url)), '--archive', store.folder, '--as', 'archivist', '--json', '--now', '2026-03-11T09:00', ...more],
        { password: PASSWORD },
      )
      const tried = await bring('deliveries', 'deliveries', '--dry-run')
      expect([tried.err, JSON.parse(tried.out)]).toMatchObject(['', { committed: false, records: 2, wrong: 0 }])
      for (const [list, file, records] of [['dossierRegister', 'dossier-register', 0], ['deliveries', 'deliveries', 2], ['repairOrders', 'repair-orders', 3]] as const) {
        const { code, out } = await bring(list, file)
        expect([file, code, JSON.parse(out)]).toMatchObject([file, 0, { committed: true, records, wrong: 0 }])
      }
      const check = () => verifyArchive({ folder: store.folder, password: { login: 'archivist', password: PASSWORD } }, null)
      expect((await check()).findings).toEqual([])
      const { dataKey } = await openEntry(readKeyring(placesIn(store.folder).keyring), 'archivist', PASSWORD)
      const database = openDatabase(placesIn(store.folder).database, databaseKey(dataKey))
      database.transaction((db) => db.run("UPDATE record SET contact_confirmed = 1, due_on = '2026-12-31' WHERE number = 'R2026-00001'", []))
      database.close()
      expect((await check()).findings.map(({ where, problem }) => [where, problem])).toEqual(expect.arrayContaining([
        ['record/1/contact_confirmed', 'record.notAsEntered'], ['record/1/due_on', 'record.notAsEntered'],
      ]))
      const list = join(store.folder, '..', 'wrong.csv')
      writeFileSync(list, ['车架号,车型,客户姓名,证件号码,联系电话,交车日期,销售顾问', ...Array.from({ length: 25 }, (_, index) => `LSV${String(index)},明锐,王建国,,13855512345,2026-03-10,单小雨`)].join('\n'))
      const mend = join(store.folder, '..', 'mend.xlsx')
      const wrong = await yidang(['import', 'deliveries', list, '--archive', store.folder, '--as', 'archivist', '--wrong', mend, '--now', '2026-03-11T09:00'], { password: PASSWORD })
      expect([wrong.code, wrong.err]).toEqual([1, ''])
      expect(wrong.out).toContain('A VIN has 17 characters.')
      expect(wrong.out).toContain('5 more wrong lines are not listed')
      const { rows } = await readSheet(readFileSync(mend), () => undefined)
      expect([rows.length, JSON.stringify(rows.at(-1)?.cells)]).toEqual([26, expect.stringContaining('A VIN has 17 characters.')])
      expect((await yidang(['import', 'nothing', 'a.csv', '--archive', store.folder, '--as', 'archivist'])).code).toBe(2)
    } finally {
      await store.close()
    }
  }, 120_000)
})

// Rates, the records behind them and the appraisal sheet, through the one door of a real archive whose days go by (rules V8, V11).
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { readSheet } from '#archive/sheet/read.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { countOf, countsIn, figuresBy, RATE_FIGURES, sumFigures, type RateFigure } from '#shared/domain/rate.ts'
import { LOGINS, PASSWORD, type Entry, type Person } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { changesOne } from '#test/support/tampered.ts'
import { foundIn } from '#test/support/altered.ts'

const ALL = { departmentId: null, personId: null, kind: null } as const
const MONTH = '2026-03'
const EVIL = '=HYPERLINK("http://example.invalid","部")'

let archive: DayArchive
let entries: Record<'inTime' | 'late' | 'never' | 'refused' | 'lastMinute' | 'firstMinute' | 'notDue', Entry>

// Delivered on Monday 2026-03-02: sales is due on Thursday, service on Tuesday. Asked on the Monday after.
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  const [inTime, late, never, refused] = [
    await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('delivery'),
  ]
  const [lastMinute, firstMinute] = [await archive.enter('maintenance'), await archive.enter('minorRepair')]
  const withoutFirst = (line: { code: string }) => (['greenCard', 'settlement'].includes(line.code) ? { presence: 'missing', count: 0 } as const : {})
  await archive.goTo('2026-03-03', '23:59')
  await archive.handOver([lastMinute.recordId], withoutFirst)
  await archive.goTo('2026-03-04', '00:00')
  await archive.handOver([firstMinute.recordId], (line) => (line.due === 'always' ? {} : { presence: 'notApplicable', count: 0 }))
  await archive.goTo('2026-03-05', '16:00')
  await archive.handOver([inTime.recordId], (line) => (line.due === 'always' ? {} : { presence: 'notApplicable', count: 0 }))
  const archivist = await archive.as(LOGINS.archivist)
  await archivist.call('handover.refuse', { recordId: refused.recordId, reason: 'ink', remark: '', password: PASSWORD })
  await archive.goTo('2026-03-06')
  await archive.handOver([late.recordId], withoutFirst)
  const notDue = await archive.enter('delivery')
  // What comes later makes a record complete, and changes nothing of how it was handed over first.
  await archive.handOver([late.recordId])
  await archive.goTo('2026-03-09')
  entries = { inTime, late, never, refused, lastMinute, firstMinute, notDue }
  // Six days, on each of which everybody signs in anew.
}, 120_000)
afterAll(() => archive.close())

const behind = async (person: Person, figure: RateFigure, of: Partial<Record<'departmentId' | 'personId', number>> = {}) => {
  const { records, total } = await person.call('rate.records', { month: MONTH, figure, ...ALL, ...of, skip: 0, limit: 200 })
  expect(records).toHaveLength(total)
  return records
}
const numbers = async (person: Person, figure: RateFigure) => (await behind(person, figure)).map(({ number }) => number)
const named = (...those: (keyof typeof entries)[]) => those.map((key) => entries[key].recordNumber).toSorted()

describe('V11 figures and the records behind them', () => {
  it('V11 on time and late by the minute; never received and refused count as late, not yet due stays out', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const { cells, open } = await archivist.call('rate.month', { month: MONTH })
    expect(open).toBe(true)
    expect(sumFigures(cells)).toEqual({ due: 6, onTime: 2, received: 4, complete: 2 })
    expect((await numbers(archivist, 'onTime')).toSorted()).toEqual(named('inTime', 'lastMinute'))
    expect((await numbers(archivist, 'late')).toSorted()).toEqual(named('late', 'never', 'refused', 'firstMinute'))
    expect((await numbers(archivist, 'complete')).toSorted()).toEqual(named('inTime', 'firstMinute'))
    expect((await numbers(archivist, 'incomplete')).toSorted()).toEqual(named('late', 'lastMinute'))
    expect((await behind(archivist, 'due')).map(({ id }) => id)).not.toContain(entries.notDue.recordId)
  })

  it('V11 counts, lists and the rule itself agree, for the store, each department, person and kind, and everybody who asks', async () => {
    for (const login of [LOGINS.archivist, LOGINS.salesHead, LOGINS.serviceHead, LOGINS.salesConsultant, LOGINS.serviceAdvisor, LOGINS.generalManager]) {
      const person = await archive.as(login)
      const { cells } = await person.call('rate.month', { month: MONTH })
      expect(cells.length).toBeGreaterThan(0)
      const { today } = await person.call('session.state', {})
      const known = new Map([...await behind(person, 'due'), ...await behind(person, 'received')].map((record) => [record.id, record]))
      const byRule = [...known.values()].flatMap((record) => countsIn(record, localDate(today)))
      for (const figure of RATE_FIGURES) {
        const whole = countOf(sumFigures(cells), figure)
        expect(byRule.filter((one) => one.figure === figure && one.month === MONTH)).toHaveLength(whole)
        for (const [departmentId, figures] of figuresBy(cells, (cell) => cell.departmentId)) {
          expect(await behind(person, figure, { departmentId })).toHaveLength(countOf(figures, figure))
        }
        for (const [personId, figures] of figuresBy(cells, (cell) => cell.personId)) {
          expect(await behind(person, figure, { personId })).toHaveLength(countOf(figures, figure))
        }
        for (const [kind, figures] of figuresBy(cells, (cell) => cell.kind)) {
          const { total } = await person.call('rate.records', { month: MONTH, figure, ...ALL, kind, skip: 0, limit: 1 })
          expect(total).toBe(countOf(figures, figure))
        }
      }
    }
  })

  it('V8 heads see their own department, staff themselves', async () => {
    const head = await archive.as(LOGINS.salesHead)
    expect(sumFigures((await head.call('rate.month', { month: MONTH })).cells)).toEqual({ due: 4, onTime: 1, received: 2, complete: 1 })
    const advisor = await archive.as(LOGINS.serviceAdvisor)
    const { cells, people } = await advisor.call('rate.month', { month: MONTH })
    expect(sumFigures(cells)).toEqual({ due: 2, onTime: 1, received: 2, complete: 1 })
    expect(people).toEqual([{ id: advisor.me.id, name: advisor.me.name }])
    expect(await advisor.ask('rate.sheet', { month: MONTH, departmentId: advisor.me.department.id })).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await head.ask('rate.sheet', { month: MONTH, departmentId: advisor.me.department.id })).toMatchObject({ ok: false, error: { code: 'notFound' } })
  })

  it('V11 twelve months end with the one asked for and agree with it', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const trend = await archivist.call('rate.trend', { until: MONTH, ...ALL })
    expect(trend).toHaveLength(12)
    expect(trend[0]).toEqual({ month: '2025-04', due: 0, onTime: 0, received: 0, complete: 0 })
    expect(trend.at(-1)).toEqual({ month: MONTH, due: 6, onTime: 2, received: 4, complete: 2 })
    const deliveries = await archivist.call('rate.trend', { until: MONTH, ...ALL, kind: 'delivery' })
    expect(deliveries.at(-1)).toEqual({ month: MONTH, due: 4, onTime: 1, received: 2, complete: 1 })
  })
})

describe('V8 the appraisal sheet', () => {
  it('V8 says what the screen says, names the head and the records, and is in the audit trail', async () => {
    const gm = await archive.as(LOGINS.generalManager)
    const { id: departmentId, name } = (await archive.as(LOGINS.salesConsultant)).me.department
    const sheet = await gm.call('rate.sheet', { month: MONTH, departmentId })
    const { cells } = await gm.call('rate.month', { month: MONTH })
    expect(sheet.figures).toEqual(sumFigures(cells.filter((cell) => cell.departmentId === departmentId)))
    expect(sumFigures(sheet.people)).toEqual(sheet.figures)
    expect(sumFigures(sheet.kinds)).toEqual(sheet.figures)
    expect(sheet).toMatchObject({ department: { name }, heads: ['曾国强'], drawnBy: '郑宏', drawnOn: '2026-03-09', open: true })
    expect(sheet.late.map(({ number }) => number).toSorted()).toEqual(named('late', 'never', 'refused'))
    expect(sheet.incomplete.map(({ number, receiptLacks }) => [number, receiptLacks])).toEqual([[entries.late.recordNumber, 1]])
    expect((await auditOf(archive.folder, 'rate.sheet')).at(-1)).toMatchObject({ month: MONTH, department: departmentId, due: 4, onTime: 1 })
  })

  it('V8 as a workbook it says the same, and no name in it can become a formula', async () => {
    const admin = await archive.as(LOGINS.administrator)
    const { id: departmentId, name } = (await archive.as(LOGINS.salesConsultant)).me.department
    await admin.call('department.rename', { id: departmentId, name: EVIL })
    const head = await archive.as(LOGINS.salesHead)
    const { fileName, base64 } = await head.call('rate.export', { month: MONTH, departmentId, language: 'zh-CN' })
    await admin.call('department.rename', { id: departmentId, name })
    expect(fileName).toMatch(/^[^\\/:*?"<>|]+ 2026-03\.xlsx$/)
    const bytes = Buffer.from(base64, 'base64')
    const parts = Object.entries(unzipSync(bytes)).map(([, part]) => strFromU8(part))
    expect(parts.filter((part) => /<f[\s>]/.test(part))).toEqual([])
    const { rows } = await readSheet(bytes, () => undefined)
    const texts = rows.map(({ cells }) => JSON.stringify(cells))
    const whole = rows.find(({ cells }) => JSON.stringify(cells[0] ?? '').includes('合计'))
    expect(JSON.stringify(whole?.cells)).toContain('25')
    expect(texts.filter((text) => text.includes('HYPERLINK'))).toHaveLength(1)
    expect((await auditOf(archive.folder, 'rate.export')).at(-1)).toMatchObject({ month: MONTH, department: departmentId, due: 4 })
  })
})

describe('V11 months at the edge of the store’s days', () => {
  it('V11 the first year and the last month are answered like any other', async () => {
    const gm = await archive.as(LOGINS.generalManager)
    const { id: departmentId } = (await archive.as(LOGINS.salesConsultant)).me.department
    expect((await gm.call('rate.trend', { until: '2000-11', ...ALL })).map(({ month }) => month)).toHaveLength(11)
    for (const month of ['2000-01', '2149-12']) {
      expect(await gm.call('rate.sheet', { month, departmentId })).toMatchObject({ month, before: { due: 0, received: 0 } })
      expect(await gm.call('rate.month', { month })).toMatchObject({ cells: [] })
    }
  })

  it('V8 each department is headed by the role of its kind', async () => {
    const gm = await archive.as(LOGINS.generalManager)
    const { id: departmentId } = (await archive.as(LOGINS.archivist)).me.department
    expect(await gm.call('rate.sheet', { month: MONTH, departmentId })).toMatchObject({ heads: ['欧阳敏'] })
  })
})

describe('F4, V11 a delay that was accepted', () => {
  it('F4 is no lack of the first handover, from when it is accepted; and verify says the same', async () => {
    const entry = await archive.enter('delivery')
    await archive.handOver([entry.recordId], (line) => (
      line.code === 'drivingLicenceCopy' ? { presence: 'notYetObtainable', count: 0, promisedOn: localDate('2026-03-20') } : {}
    ))
    const archivist = await archive.as(LOGINS.archivist)
    const lacks = async () => (await behind(archivist, 'received')).find(({ id }) => id === entry.recordId)?.receiptLacks
    expect(await lacks()).toBe(1)
    const director = await archive.as(LOGINS.customerDirector)
    await director.call('paper.acceptDelay', { recordId: entry.recordId, code: 'drivingLicenceCopy', promisedOn: '2026-03-20' })
    expect(await lacks()).toBe(0)
    expect((await numbers(archivist, 'complete'))).toContain(entry.recordNumber)
    expect(await foundIn(archive)).toEqual([])
    expect(await foundIn(archive, (db) => {
      changesOne(db, 'UPDATE record SET receipt_lacks = 1 WHERE id = ?', [entry.recordId])
    })).toContainEqual({ where: `record/${entry.recordId}/receipt_lacks`, problem: 'record.differs' })
    await archive.goTo('2026-03-09')
  })
})

describe('V11 verify, secrecy', () => {
  it('V11 what the first handover left lacking stands in the book: a row changed behind its back is found', async () => {
    expect(await foundIn(archive)).toEqual([])
    const found = await foundIn(archive, (db) => {
      changesOne(db, 'UPDATE record SET receipt_lacks = 0 WHERE id = ?', [entries.late.recordId])
    })
    expect(found).toContainEqual({ where: `record/${entries.late.recordId}/receipt_lacks`, problem: 'record.differs' })
    await archive.goTo('2026-03-09')
  })

  it('S3 a dossier kept back from somebody is in none of their figures or lists, and in those of who may know it', async () => {
    await archive.stop()
    const places = placesIn(archive.folder)
    const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.archivist, PASSWORD)
    const database = openDatabase(places.database, databaseKey(dataKey))
    database.transaction((db) => changesOne(db, 'UPDATE dossier SET secrecy_level = 3 WHERE id = ?', [entries.never.dossierId]))
    database.close()
    await archive.goTo('2026-03-09')
    const archivist = await archive.as(LOGINS.archivist)
    expect(sumFigures((await archivist.call('rate.month', { month: MONTH })).cells)).toEqual({ due: 5, onTime: 2, received: 5, complete: 3 })
    expect((await behind(archivist, 'late')).map(({ id }) => id)).not.toContain(entries.never.recordId)
    expect((await archivist.call('rate.trend', { until: MONTH, ...ALL })).at(-1)?.due).toBe(5)
    const gm = await archive.as(LOGINS.generalManager)
    expect(await behind(gm, 'due')).toHaveLength(6)
    const sections = async (person: Person) => (await person.call('today.get', {})).sections.find(({ key }) => key === 'overdue')?.count
    expect(await sections(archivist)).toBe(1)
    expect(await sections(gm)).toBe(2)
  })
})

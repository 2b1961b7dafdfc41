// What a request would mean before it is sent, finding loans by number and plate, and the slip: each as far as whoever asks may know (rules L1, L2, S1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOGINS } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { loansIn, setLevel, takenOut, type Loans } from '#test/support/loans.ts'

const { archivist, salesConsultant: sales, salesHead, serviceAdvisor: service } = LOGINS

let archive: DayArchive
let loans: Loans
beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
  loans = loansIn(archive)
})
afterAll(() => archive.close())

const meant = async (login: string, dossier: string, borrower: { kind: 'outsider' } | null = null) => (
  (await archive.as(login)).call('loan.meant', { dossier, borrower })
)

describe('L2, S1 what a request would mean', () => {
  it('L2 the dossier with its papers, and who would have to approve for whom', async () => {
    const { dossierNumber, recordId } = await archive.enter('delivery')
    const own = await meant(sales, dossierNumber)
    expect(own).toMatchObject({ dossier: { number: dossierNumber, secrecy: 'restricted' }, out: false, records: [{ id: recordId, kind: 'delivery' }] })
    expect(own.records[0]?.papers).toContain('salesContract')
    expect(own.steps).toEqual([{ role: 'departmentHead', department: '销售部' }])
    expect((await meant(archivist, dossierNumber)).steps).toEqual([{ role: 'customerDirector', department: null }])
    expect((await meant(archivist, dossierNumber, { kind: 'outsider' })).steps.map(({ role }) => role)).toEqual(['customerDirector', 'generalManager'])
    // As the request then has it.
    const id = await loans.ask(sales, dossierNumber)
    expect((await loans.get(id)).steps.map(({ role, department }) => ({ role, department }))).toEqual(own.steps)
  })

  it('S1 of a dossier that may not be known the answer is that of none', async () => {
    const { dossierNumber, dossierId } = await archive.enter('delivery')
    const nothing = await meant(service, '皖A·无此车')
    expect(nothing).toEqual({ dossier: null, out: false, records: [], steps: [] })
    expect(await meant(service, dossierNumber)).toEqual(nothing)
    await setLevel(archive, dossierId, 3)
    expect(await meant(archivist, dossierNumber)).toEqual(nothing)
  })
})

describe('L1, S1 finding a loan, and its slip', () => {
  it('L1 by its number, by what was typed, and by number or plate of a dossier that may be known', async () => {
    const { dossierNumber, vehicle } = await archive.enter('delivery').then(async (entry) => ({
      ...entry, vehicle: (await (await archive.as(archivist)).call('dossier.open', { id: entry.dossierId })).vehicle,
    }))
    const id = await loans.ask(sales, vehicle.vin, takenOut(3))
    const byService = await loans.ask(service, dossierNumber)
    const found = async (login: string, text: string) => (
      (await (await archive.as(login)).call('loan.list', { filter: 'waiting', personId: null, text, before: null, limit: 50 })).loans.map((loan) => loan.id)
    )
    const { number } = await loans.get(id)
    expect(await found(archivist, number.toLowerCase())).toEqual([id])
    expect(await found(archivist, vehicle.plate ?? '')).toEqual([id, byService])
    expect(await found(archivist, dossierNumber)).toEqual([id, byService])
    expect(await found(archivist, 'no such')).toEqual([])
    // The plate is not what the adviser typed, and they may not know the car.
    expect(await found(service, vehicle.plate ?? '')).toEqual([])
    expect(await found(service, dossierNumber)).toEqual([byService])
  })

  it('A3 L3 the slip is printed once it is handed out, and the printing is in the trail', async () => {
    const { dossierNumber } = await archive.enter('delivery')
    const id = await loans.ask(sales, dossierNumber)
    const keeper = await archive.as(archivist)
    expect(await keeper.ask('loan.slip', { id })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    await loans.approve(id, salesHead)
    const { seq } = await loans.handOut(id)
    expect(await keeper.call('loan.slip', { id })).toMatchObject({ loan: { number: 'JY-2026-0004', out: { seq } }, head: { seq } })
    expect(await (await archive.as(service)).ask('loan.slip', { id })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(await auditOf(archive.folder, 'loan.slip')).toHaveLength(1)
  })
})

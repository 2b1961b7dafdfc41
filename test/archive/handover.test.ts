// Handing over, refusing, supplementing, striking: the sign-in book against a real archive (rules H3, H5, H7, F4, F9).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import { paperInOrder, type PaperCheck } from '#shared/domain/paper.ts'
import { LOGINS, makeArchive, PASSWORD, signIn, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { signatureOf } from '#test/support/samples.ts'

// A Wednesday, 23:50 in the store: ten minutes before the day of a due date ends.
const NOW = Date.parse('2026-03-11T23:50+08:00')

let archive: TestArchive
let archivist: Person
let director: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  archivist = await archive.as(LOGINS.archivist)
  director = await archive.as(LOGINS.customerDirector)
})
afterAll(() => archive.close())

const today = () => archivist.call('book.day', { on: '2026-03-11' })
const stateOf = async (id: Awaited<ReturnType<TestArchive['enter']>>['recordId']) => (await archivist.call('record.open', { ids: [id] }))[0]

async function signing(ids: Parameters<TestArchive['handOver']>[0], change: object = {}) {
  const records = await archivist.call('record.open', { ids: [...ids] })
  return {
    giverLogin: LOGINS.salesConsultant, giverPassword: PASSWORD, giverDrawn: signatureOf(1),
    receiverPassword: PASSWORD, receiverDrawn: signatureOf(2),
    records: records.map((record) => ({
      recordId: record.id,
      papers: record.checklist.map((line) => {
        const { delayAccepted: _accepted, ...check } = paperInOrder(line)
        return check
      }),
      remark: '',
    })),
    ...change,
  }
}

describe('H3 both sides sign', () => {
  it('H3 several records at once become numbered lines with both names, both hands, what was received and what is missing', async () => {
    const [one, two] = [await archive.enter('delivery'), await archive.enter('delivery')]
    const before = (await today()).head.seq
    const given = await archive.handOver([one.recordId, two.recordId], (line) => (line.code === 'insuranceCopy' ? { presence: 'missing', count: 0 } : {}))
    expect(given.lines.map((line) => line.seq)).toEqual([before + 1, before + 2])
    const line = (await today()).lines.find((candidate) => candidate.seq === before + 1)
    expect(line).toMatchObject({
      kind: 'handover', recordId: one.recordId, lacks: [{ code: 'insuranceCopy', kind: 'missing' }], onTime: true, struckBy: null,
      giver: { name: '单小雨', department: '销售部' }, receiver: { name: '林静', department: '客户关爱部' },
    })
    expect(line?.giver?.drawn).toEqual(signatureOf(1))
    expect(line?.receiver.drawn).toEqual(signatureOf(2))
    expect(await stateOf(one.recordId)).toMatchObject({ state: 'incomplete', receivedSeq: before + 1, lackCount: 1 })
  })

  it('H3 nothing is entered when one side cannot prove who they are, has not signed, or is the other side', async () => {
    const { recordId } = await archive.enter('delivery')
    const before = (await today()).head
    const wrong = async (change: object) => {
      const answer = await archivist.ask('handover.sign', await signing([recordId], change))
      return answer.ok ? null : answer.error
    }
    expect(await wrong({ giverPassword: 'no such' })).toMatchObject({ code: 'wrongPassword', details: { fields: [{ path: ['giverPassword'], problem: 'password.wrong' }] } })
    expect(await wrong({ receiverPassword: 'no such' })).toMatchObject({ details: { fields: [{ path: ['receiverPassword'], problem: 'password.wrong' }] } })
    expect(await wrong({ giverLogin: 'nobody' })).toMatchObject({ code: 'wrongPassword' })
    expect(await wrong({ giverLogin: LOGINS.archivist })).toMatchObject({ details: { fields: [{ path: ['giverLogin'], problem: 'handover.sameSigner' }] } })
    expect(await wrong({ giverDrawn: { strokes: [] } })).toMatchObject({ details: { fields: [{ path: ['giverDrawn'], problem: 'signature.missing' }] } })
    expect(await wrong({ giverLogin: LOGINS.serviceAdvisor })).toMatchObject({ code: 'refused', details: { problem: 'handover.wrongDepartment' } })
    expect((await today()).head).toEqual(before)
    expect(await stateOf(recordId)).toMatchObject({ state: 'expected' })
  })

  it('H3 a colleague of the same department stands in, in their own name', async () => {
    const { recordId } = await archive.enter('delivery')
    await archivist.call('handover.sign', await signing([recordId], { giverLogin: LOGINS.salesHead }))
    expect((await today()).lines.at(-1)?.giver?.name).toBe('曾国强')
  })

  it('H3 who sits in the department without answering for its records does not sign for it', async () => {
    const admin = await archive.as(LOGINS.administrator)
    const departmentId = (await admin.call('department.list', {})).find(({ kind }) => kind === 'sales')?.id
    await admin.call('staff.add', { login: 'sales.machines', name: '高网管', departmentId: departmentId ?? 0, roles: ['administrator'], password: PASSWORD })
    const { recordId } = await archive.enter('delivery')
    expect(await archivist.ask('handover.sign', await signing([recordId], { giverLogin: 'sales.machines' }))).toMatchObject({
      ok: false, error: { code: 'refused', details: { problem: 'handover.wrongDepartment', fields: [{ path: ['giverLogin'], problem: 'handover.wrongDepartment' }] } },
    })
  })

  it('H3 a signature that is a scratch, or no strokes at all, is refused', async () => {
    const { recordId } = await archive.enter('delivery')
    const drawn = async (strokes: number[][]) => {
      const answer = await archivist.ask('handover.sign', await signing([recordId], { giverDrawn: { strokes } }))
      return answer.ok ? null : answer.error.details.fields?.map(({ path, problem }) => [path[0], problem])
    }
    expect(await drawn([Array.from({ length: 40 }, () => 100)])).toEqual([['giverDrawn', 'signature.missing']])
    expect(await drawn([[10, 20, 30]])).toEqual([['giverDrawn', 'signature.form']])
    expect(await drawn([[]])).toEqual([['giverDrawn', 'signature.form']])
    expect(await drawn(Array.from({ length: 101 }, () => Array.from({ length: 60 }, (_, index) => index)))).toEqual([['giverDrawn', 'signature.form']])
  })

  it('A3 the audit trail says which lines were entered and how the book stood after them', async () => {
    const [one, two] = [await archive.enter('delivery'), await archive.enter('delivery')]
    const given = await archive.handOver([one.recordId, two.recordId])
    const noted = async (method: string) => (await auditOf(archive.folder, method)).at(-1)
    expect(await noted('handover.sign')).toMatchObject({ lines: given.lines.map(({ seq }) => seq), bookHash: given.head.hash })
    const struck = await archivist.call('book.strike', { seq: given.lines[1]?.seq ?? 0, remark: '收错', password: PASSWORD })
    expect(await noted('book.strike')).toMatchObject({ lines: [struck.seq], bookHash: (await today()).head.hash })
    const refused = await archivist.call('handover.refuse', { recordId: two.recordId, reason: 'ink', remark: '', password: PASSWORD })
    expect(await noted('handover.refuse')).toMatchObject({ lines: [refused.seq], bookHash: (await today()).head.hash })
  })

  it('H3 one record that cannot be received leaves the whole handover undone', async () => {
    const [good, bad] = [await archive.enter('delivery'), await archive.enter('delivery')]
    const input = await signing([good.recordId, bad.recordId])
    const answer = await archivist.ask('handover.sign', { ...input, records: [input.records[0], { ...input.records[1], papers: input.records[1]?.papers.slice(1) }] })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalidInput', details: { fields: [{ problem: 'paper.notChecked' }] } } })
    expect(await stateOf(good.recordId)).toMatchObject({ state: 'expected' })
  })

  it('H3 a received record is not received again', async () => {
    const { recordId } = await archive.enter('delivery')
    await archive.handOver([recordId])
    expect(await archivist.ask('handover.sign', await signing([recordId]))).toMatchObject({ ok: false, error: { details: { problem: 'handover.alreadyReceived' } } })
  })
})

describe('H7 later papers', () => {
  it('H7 are handed in against the same record by a line of their own, which says what came', async () => {
    const { recordId } = await archive.enter('delivery')
    await archive.handOver([recordId], (line) => (line.code === 'insuranceCopy' ? { presence: 'missing', count: 0 } : {}))
    expect(await archivist.ask('handover.sign', await signing([recordId], {
      records: [{ ...(await signing([recordId])).records[0], papers: (await stateOf(recordId))?.papers.map(({ delayAccepted: _accepted, ...check }: PaperCheck) => check) }],
    }))).toMatchObject({ ok: false, error: { details: { problem: 'handover.nothingNew' } } })
    await archive.handOver([recordId])
    const line = (await today()).lines.at(-1)
    expect(line).toMatchObject({ kind: 'supplement', changed: ['insuranceCopy'], lacks: [], recordId })
    expect(line?.receipt).toBe((await stateOf(recordId))?.receivedSeq)
    expect(await stateOf(recordId)).toMatchObject({ state: 'complete', lackCount: 0 })
  })

  it('H7 bring something that counts, and take nothing away that was received', async () => {
    const { recordId } = await archive.enter('delivery')
    await archive.handOver([recordId], (line) => (line.code === 'insuranceCopy' ? { presence: 'missing', count: 0 } : {}))
    const again = async (paper: (line: { code: string }) => Partial<PaperCheck>) => {
      const papers = (await stateOf(recordId))?.papers.map(({ delayAccepted: _accepted, ...check }) => ({ ...check, ...paper(check) }))
      const answer = await archivist.ask('handover.sign', await signing([recordId], { records: [{ recordId, papers, remark: '' }] }))
      return answer.ok ? null : answer.error.details
    }
    expect(await again(({ code }) => (code === 'insuranceCopy' ? { count: 3, staffSignature: 'there' } : {}))).toMatchObject({ problem: 'handover.nothingNew' })
    for (const presence of ['missing', 'notYetObtainable'] as const) {
      expect(await again(({ code }) => (code === 'drivingLicenceCopy' ? { presence, promisedOn: localDate('2026-03-20') } : {}))).toMatchObject({
        fields: [{ path: ['records', 0, 'papers', 'drivingLicenceCopy'], problem: 'paper.wasReceived' }],
      })
    }
    expect(await stateOf(recordId)).toMatchObject({ state: 'incomplete', lackCount: 1 })
  })

  it('H7, H5 say no less of a received paper than its line did; the line is struck through for that', async () => {
    const { recordId } = await archive.enter('delivery')
    const incomplete = (line: { code: string }): Partial<PaperCheck> => (line.code === 'insuranceCopy' ? { presence: 'missing', count: 0 } : {})
    const [received] = (await archive.handOver([recordId], incomplete)).lines
    const before = (await today()).head
    const less = async (code: string, change: Partial<PaperCheck>) => {
      const papers = (await stateOf(recordId))?.papers.map(({ delayAccepted: _accepted, ...check }) => ({ ...check, ...(check.code === code ? change : {}) }))
      const answer = await archivist.ask('handover.sign', await signing([recordId], { records: [{ recordId, papers, remark: '' }] }))
      return answer.ok ? null : answer.error.details.fields
    }
    const at = (code: string, field: string, problem: string) => [{ path: ['records', 0, 'papers', code, field], problem }]
    expect(await less('identityCopy', { count: 1 })).toEqual(at('identityCopy', 'count', 'paper.moreReceived'))
    expect(await less('salesContract', { form: 'copy' })).toEqual(at('salesContract', 'form', 'paper.originalReceived'))
    expect(await less('deliveryCheckSheet', { customerSignature: 'missing' })).toEqual(at('deliveryCheckSheet', 'customerSignature', 'paper.customerHadSigned'))
    expect(await less('pdiSheet', { staffSignature: 'wrong' })).toEqual(at('pdiSheet', 'staffSignature', 'paper.staffHadSigned'))
    expect((await today()).head).toEqual(before)
    await archivist.call('book.strike', { seq: received?.seq ?? 0, remark: '合同实为复印件', password: PASSWORD })
    await archive.handOver([recordId], (line) => (line.code === 'salesContract' ? { form: 'copy' } : incomplete(line)))
    expect(await stateOf(recordId)).toMatchObject({ state: 'incomplete', lackCount: 2 })
  })

  it('F4 an accepted delay outlives the striking of a later line; an accepted day may extend the promise, never shorten it', async () => {
    const { recordId } = await archive.enter('delivery')
    const lacking = (licence: Partial<PaperCheck>) => archive.handOver([recordId], (line) => {
      if (line.code === 'insuranceCopy') return { presence: 'missing', count: 0 }
      return line.code === 'drivingLicenceCopy' ? licence : {}
    })
    const licence = async () => (await stateOf(recordId))?.papers.find(({ code }) => code === 'drivingLicenceCopy')
    const promised = (on: string) => ({ presence: 'notYetObtainable' as const, count: 0, promisedOn: localDate(on) })
    await lacking(promised('2026-03-20'))
    expect(await director.ask('paper.acceptDelay', { recordId, code: 'drivingLicenceCopy', promisedOn: '2026-03-19' })).toMatchObject({
      ok: false, error: { details: { fields: [{ path: ['promisedOn'], problem: 'paper.beforePromise' }] } },
    })
    await director.call('paper.acceptDelay', { recordId, code: 'drivingLicenceCopy', promisedOn: '2026-03-25' })
    const accepted = { presence: 'notYetObtainable', promisedOn: '2026-03-25', delayAccepted: true }
    expect(await licence()).toMatchObject(accepted)
    expect(await director.ask('paper.acceptDelay', { recordId, code: 'drivingLicenceCopy', promisedOn: '2026-03-25' })).toMatchObject({
      ok: false, error: { details: { problem: 'paper.acceptedAlready' } },
    })

    const [brought] = (await lacking({})).lines
    await archivist.call('book.strike', { seq: brought?.seq ?? 0, remark: '补交有误', password: PASSWORD })
    expect(await licence()).toMatchObject(accepted)
    expect(await stateOf(recordId)).toMatchObject({ state: 'incomplete', lackCount: 1 })

    const [later] = (await lacking(promised('2026-04-10'))).lines
    expect(await licence()).toMatchObject({ promisedOn: '2026-04-10', delayAccepted: false })
    expect(await stateOf(recordId)).toMatchObject({ lackCount: 2 })
    await archivist.call('book.strike', { seq: later?.seq ?? 0, remark: '补交有误', password: PASSWORD })
    expect(await licence()).toMatchObject(accepted)
    expect((await archivist.call('record.list', { filter: 'incomplete', responsibleId: null, limit: 500 })).records.find(({ id }) => id === recordId)).toMatchObject({ lackCount: 1 })
  })

  it('F4 an accepted delay is no lack, and the licence is handed in later', async () => {
    const { recordId } = await archive.enter('delivery')
    const promisedOn = localDate('2026-03-20')
    await archive.handOver([recordId], (line) => (line.code === 'drivingLicenceCopy' ? { presence: 'notYetObtainable', count: 0, promisedOn } : {}))
    expect(await stateOf(recordId)).toMatchObject({ state: 'incomplete', lackCount: 1 })
    await director.call('paper.acceptDelay', { recordId, code: 'drivingLicenceCopy', promisedOn: '2026-03-20' })
    expect(await stateOf(recordId)).toMatchObject({ state: 'incomplete', lackCount: 0 })
    await archive.handOver([recordId])
    expect(await stateOf(recordId)).toMatchObject({ state: 'complete' })
  })
})

describe('F9 refusal', () => {
  it('F9 sends the record back with a reason; it stays due and can be brought again', async () => {
    const { recordId } = await archive.enter('delivery')
    const { seq } = await archivist.call('handover.refuse', { recordId, reason: 'ink', remark: '绿卡用圆珠笔填写', password: PASSWORD })
    expect(await stateOf(recordId)).toMatchObject({ state: 'refused', refusal: 'ink', receivedSeq: null })
    expect((await today()).lines.find((line) => line.seq === seq)).toMatchObject({ kind: 'refusal', refusal: 'ink', giver: null, onTime: null })
    await archive.handOver([recordId])
    expect(await stateOf(recordId)).toMatchObject({ state: 'complete', refusal: null })
  })

  it('A1 a refusal needs the archivist’s own password', async () => {
    const { recordId } = await archive.enter('delivery')
    const answer = await archivist.ask('handover.refuse', { recordId, reason: 'ink', remark: '', password: 'no such' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(await stateOf(recordId)).toMatchObject({ state: 'expected' })
  })
})

describe('H5 a wrong line', () => {
  it('H5 is struck through by a later signed line that points at it, stays readable, and the record is owed again', async () => {
    const { recordId } = await archive.enter('delivery')
    const [line] = (await archive.handOver([recordId])).lines
    const { seq } = await archivist.call('book.strike', { seq: line?.seq ?? 0, remark: '收错车辆', password: PASSWORD })
    const day = await today()
    expect(day.lines.find((candidate) => candidate.seq === line?.seq)).toMatchObject({ kind: 'handover', struckBy: seq })
    expect(day.lines.find((candidate) => candidate.seq === seq)).toMatchObject({ kind: 'strike', strikes: line?.seq, remark: '收错车辆' })
    expect(await stateOf(recordId)).toMatchObject({ state: 'expected', receivedSeq: null })
  })

  it('H5 striking a supplement puts the papers back as they stood before it', async () => {
    const { recordId } = await archive.enter('delivery')
    await archive.handOver([recordId], (line) => (line.code === 'pdiSheet' ? { presence: 'missing', count: 0 } : {}))
    const first = (await today()).head.seq
    const [later] = (await archive.handOver([recordId])).lines
    expect(await archivist.ask('book.strike', { seq: first, remark: '先后', password: PASSWORD })).toMatchObject({ ok: false, error: { details: { problem: 'book.strikeLaterFirst', subject: String(later?.seq) } } })
    await archivist.call('book.strike', { seq: later?.seq ?? 0, remark: '补交有误', password: PASSWORD })
    expect(await stateOf(recordId)).toMatchObject({ state: 'incomplete', lackCount: 1, receivedSeq: first })
  })

  it('H5 neither a strike nor a struck line is struck', async () => {
    const { recordId } = await archive.enter('delivery')
    const [line] = (await archive.handOver([recordId])).lines
    const { seq } = await archivist.call('book.strike', { seq: line?.seq ?? 0, remark: '写错', password: PASSWORD })
    expect(await archivist.ask('book.strike', { seq, remark: '写错', password: PASSWORD })).toMatchObject({ ok: false, error: { details: { problem: 'book.cannotStrike' } } })
    expect(await archivist.ask('book.strike', { seq: line?.seq, remark: '写错', password: PASSWORD })).toMatchObject({ ok: false, error: { details: { problem: 'book.alreadyStruck' } } })
  })
})

describe('H3 the book', () => {
  it('H3 opens at a day, knows its neighbours, and counts the days of a month', async () => {
    const day = await today()
    expect(await archivist.call('book.month', { month: '2026-03' })).toEqual([{ on: '2026-03-11', lines: day.lines.length }])
    const next = await archivist.call('book.day', { on: '2026-03-12' })
    expect(next).toMatchObject({ lines: [], previousOn: '2026-03-11', nextOn: null, head: day.head })
    expect(day.lines.map((line) => line.seq)).toEqual(day.lines.map((_line, index) => index + 1))
  })

  it('L5 shows a consultant their own cars’ lines and service none of them', async () => {
    const sales = await archive.as(LOGINS.salesConsultant)
    const service = await archive.as(LOGINS.serviceAdvisor)
    expect((await sales.call('book.day', { on: '2026-03-11' })).lines.length).toBe((await today()).lines.length)
    expect((await service.call('book.day', { on: '2026-03-11' })).lines).toEqual([])
  })

  it.each([
    ['2199-12-01', '2199-12-31', 'from', 'date.tooLate'], ['1999-12-31', '2000-01-05', 'from', 'date.tooEarly'],
    ['2150-12-31', '2199-12-31', 'to', 'date.tooLate'],
  ])('H3 is not printed for days there cannot be: %s to %s', async (from, to, field, problem) => {
    const answer = await archivist.ask('book.print', { from, to })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    expect(answer.ok ? [] : answer.error.details.fields).toContainEqual({ path: [field], problem })
    expect(await archivist.ask('book.print', { from: '2150-12-01', to: '2150-12-31' })).toMatchObject({ ok: true })
  })

  it('L5, H3 the slip says how many lines it leaves out, of records that the reader may not know of', async () => {
    const admin = await archive.as(LOGINS.administrator)
    const departmentId = (await admin.call('department.list', {})).find(({ kind }) => kind === 'sales')?.id
    await admin.call('staff.add', { login: 'sales2', name: '冯一帆', departmentId: departmentId ?? 0, roles: ['salesConsultant'], password: PASSWORD })
    const second = await signIn(archive.host, 'sales2')
    const [mine, theirs] = [await archive.enter('delivery', { responsibleId: second.me.id }), await archive.enter('delivery')]
    const { handoverId } = await archive.handOver([mine.recordId, theirs.recordId])
    const slip = await second.call('handover.slip', { handoverId })
    expect([slip.lines.map(({ recordId }) => recordId), slip.hiddenLines]).toEqual([[mine.recordId], 1])
    expect((await archivist.call('handover.slip', { handoverId })).hiddenLines).toBe(0)
  })

  it('H3 the slip shows the handover whole, with the newest hash of the book', async () => {
    const { recordId } = await archive.enter('delivery')
    const given = await archive.handOver([recordId])
    const slip = await archivist.call('handover.slip', { handoverId: given.handoverId })
    expect(slip.lines.map((line) => line.seq)).toEqual(given.lines.map((line) => line.seq))
    expect(slip.head).toEqual(given.head)
    expect(slip.lines[0]?.hash).toBe(given.head.hash)
  })
})

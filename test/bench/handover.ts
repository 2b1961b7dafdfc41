// Opening a dossier with 50 records, and handing over 30 records, in the engine itself.
import { dispatch } from '#archive/dispatch.ts'
import { startEngine, stopEngine } from '#archive/engine.ts'
import { contract, type MethodName, type Output, type RawInput } from '#shared/contract/index.ts'
import { paperInOrder } from '#shared/domain/paper.ts'
import { signatureOf, customerOf, vehicleOf } from '#test/support/samples.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

const RECORDS = 30
const ROUNDS = 40

/** Figures on a filled archive, whose own data stays as it is apart from the cars these add. */
export async function benchHandover(folder: string, password: string, dossiers: number): Promise<void> {
  const engine = startEngine({ folder, program: 'bench', startAt: Date.parse('2026-11-20T10:00+08:00') }, console.error, () => undefined)
  const real = engine.clock
  let asked: number[] = []
  engine.clock = () => {
    asked.push(performance.now())
    return real()
  }
  const fits = <M extends MethodName>(method: M, value: unknown): value is Output<M> => contract[method].output.safeParse(value).success
  const call = async <M extends MethodName>(token: string | null, method: M, input: RawInput<M>): Promise<Output<M>> => {
    const answer = await dispatch(engine, { method, input, token })
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
    if (!fits(method, answer.value)) throw new Error(method)
    return answer.value
  }
  try {
    const { token } = await call(null, 'session.signIn', { login: 'archivist', password })
    const service = (await call(token, 'staff.colleagues', {})).find((person) => person.login === 'service1')
    if (!service) throw new Error('no service1')
    const visit = (car: number, order: number) => call(token, 'record.enter', {
      kind: 'maintenance', vehicle: { ...vehicleOf(car), plate: null }, customer: customerOf(car), newOwner: false,
      contact: { name: '王建国', phone: '13855512345', confirmed: true }, responsibleId: service.id, deliveredOn: '2026-11-19', orderNumber: `B${order}`,
    })
    // Cars of this run alone: an archive that is kept has those of earlier ones.
    const cars = 100_000 + Math.floor(Math.random() * 400) * 2_000
    const first = await visit(cars, Math.random())
    for (let order = 1; order < 50; order += 1) await visit(cars, order + Math.random())
    const opened = await measure(200, () => call(token, 'dossier.open', { id: first.dossierId }))

    const signed: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids: Output<'record.enter'>['recordId'][] = []
      for (let car = 0; car < RECORDS; car += 1) ids.push((await visit(cars + 1 + round * RECORDS + car, Math.random())).recordId)
      const records = await call(token, 'record.open', { ids })
      asked = []
      await call(token, 'handover.sign', {
        giverLogin: 'service1', giverPassword: password, giverDrawn: signatureOf(1), receiverPassword: password, receiverDrawn: signatureOf(2),
        records: records.map((record) => ({
          recordId: record.id, remark: '',
          papers: record.checklist.map((line) => {
            const { delayAccepted: _accepted, ...check } = paperInOrder(line)
            return check
          }),
        })),
      })
      signed.push(performance.now() - proven(asked))
    }
    signed.sort((a, b) => a - b)
    table(`The desk, ${dossiers} dossiers (ms, in the engine)`, ['what', 'p50', 'p95'], [
      ['open a dossier with 50 records', ms(percentile(opened, 0.5)), ms(percentile(opened, 0.95))],
      [`hand over ${RECORDS} records, passwords proven to signatures on the disk`, ms(percentile(signed, 0.5)), ms(percentile(signed, 0.95))],
    ])
    goal('open a dossier with 50 records, p95', percentile(opened, 0.95), 10)
    goal(`hand over ${RECORDS} records, p95`, percentile(signed, 0.95), 50)
  } finally {
    await stopEngine(engine)
  }
}

/** When the passwords were proven: that is the longest that a call is without asking the clock. */
function proven(asked: readonly number[]): number {
  const pauses = asked.slice(1).map((at, index) => ({ at, pause: at - (asked[index] ?? at) }))
  return pauses.reduce((longest, next) => (next.pause > longest.pause ? next : longest)).at
}

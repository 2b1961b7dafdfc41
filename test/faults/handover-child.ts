// A desk that hands over and hands over, until it is killed. It says what was acknowledged, one JSON line each, and nothing else.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { paperInOrder } from '#shared/domain/paper.ts'
import { LOGINS, PASSWORD, signIn } from '#test/support/archive.ts'
import { signatureOf } from '#test/support/samples.ts'

const [folder = '', batch = '1', handovers = '1', startAt = ''] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: Number(startAt) })
const archivist = await signIn(host, LOGINS.archivist)
// Written at once and whole: what was acknowledged to the person is what the test holds the archive to.
const say = (what: object) => writeSync(1, `${JSON.stringify(what)}\n`)

for (let handover = 0; handover < Number(handovers); handover += 1) {
  const { records } = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: Number(batch) })
  const details = await archivist.call('record.open', { ids: records.map((record) => record.id) })
  say({ began: records.map((record) => record.id) })
  const signed = await archivist.call('handover.sign', {
    giverLogin: LOGINS.salesConsultant, giverPassword: PASSWORD, giverDrawn: signatureOf(1), receiverPassword: PASSWORD, receiverDrawn: signatureOf(2),
    records: details.map((record) => ({
      recordId: record.id, remark: '',
      papers: record.checklist.map((line) => {
        const { delayAccepted: _accepted, ...check } = paperInOrder(line)
        return check
      }),
    })),
  })
  say({ acknowledged: signed.lines })
}
await host.close()

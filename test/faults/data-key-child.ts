// A program that changes the data key of an archive and goes on until every file is under it, or until it is killed.
import { startHost } from '#archive/host.ts'
import { callHost, LOGINS, PASSWORD, signIn } from '#test/support/archive.ts'
import { until } from '#test/support/scans.ts'

const say = (said: object): void => {
  // Into a pipe it is written before this comes back, and waits where the other end is slow to read.
  process.stdout.write(`${JSON.stringify(said)}\n`)
}

const host = await startHost({ folder: process.argv[2] ?? '', program: 'killed', startAt: null })
const admin = await signIn(host, LOGINS.administrator)
// Work goes on at the same time: what was answered has to be there afterwards.
const working = (async () => {
  for (let number = 0; ; number += 1) {
    const name = `部门 ${number}`
    const answer = await host.call({ method: 'department.add', input: { name, kind: 'care' }, token: admin.token })
    if (!answer.ok) return
    say({ said: 'added', name })
  }
})()
say({ said: 'begun' })
const { recoveryKey } = await admin.call('dataKey.change', { password: PASSWORD })
say({ said: 'changed', recoveryKey })
await working
await until(() => callHost(host, null, 'session.state', {}).catch(() => null), (now) => now?.archive === 'locked')
const again = await signIn(host, LOGINS.administrator)
await until(() => again.call('dataKey.standing', {}), ({ resealing }) => resealing === null)
say({ said: 'resealed' })
await host.close()

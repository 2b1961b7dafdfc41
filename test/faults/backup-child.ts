// A desk that enters a record, backs up, restores, and puts its archive back to a backup, again and again, until it is killed. It says what was acknowledged.
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { startHost } from '#archive/host.ts'
import { finished, LOGINS, PASSWORD, signIn } from '#test/support/archive.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'

const [what = '', folder = '', to = '', first = '1'] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: null })
const say = (said: object) => writeSync(1, `${JSON.stringify(said)}\n`)
const admin = await signIn(host, LOGINS.administrator)
const sales = await signIn(host, LOGINS.salesConsultant)
const { today } = await sales.call('session.state', {})

for (let car = Number(first); ; car += 1) {
  const entry = await sales.call('record.enter', {
    kind: 'delivery', vehicle: vehicleOf(car), customer: customerOf(car), newOwner: false, contact: { name: '王建国', phone: '13855512345', confirmed: true },
    responsibleId: sales.me.id, deliveredOn: today, orderNumber: '',
  })
  say({ entered: entry.recordId })
  say({ begun: 'backup' })
  const { backup } = await finished(admin, (await admin.call('backup.run', { folder: to })).taskId)
  say({ backedUp: backup?.id ?? '' })
  const from = { folder: to, id: backup?.id ?? '', password: PASSWORD }
  say({ begun: what })
  if (what === 'replace') {
    await admin.call('backup.replace', from)
    // Signed out by it: the rest is waited for by whoever kills.
    await new Promise(() => undefined)
  }
  const target = join(to, '..', `restored-${car}`)
  await finished(admin, (await admin.call('backup.restore', { ...from, target })).taskId)
  say({ restored: target })
}

// A desk that fetches one dossier from a backup, again and again, until it is killed. It says what was acknowledged.
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { startHost } from '#archive/host.ts'
import { finished, LOGINS, PASSWORD, signIn } from '#test/support/archive.ts'

const [folder = '', backup = '', id = '', dossier = '', to = ''] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: null })
const say = (said: object) => writeSync(1, `${JSON.stringify(said)}\n`)
const manager = await signIn(host, LOGINS.generalManager)

for (let nth = 1; ; nth += 1) {
  const target = join(to, `fetched-${nth}`)
  say({ begun: target })
  const { taskId } = await manager.call('dossier.fetch', {
    backup, id, dossier, purpose: '核对', folder: target, language: 'zh-CN', password: PASSWORD, approverLogin: null, approverPassword: '',
  })
  const { fetched } = await finished(manager, taskId)
  if (fetched) say({ made: target })
}

// A desk that makes an approved complete export, until it is killed. It says when it began and when it was made.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { toId } from '#shared/domain/id.ts'
import { finished, LOGINS, PASSWORD, signIn } from '#test/support/archive.ts'

const [folder = '', request = '', to = '', scratch = '', startAt = ''] = process.argv.slice(2)
// Whatever would lie outside the export on its way lies here.
process.env['TMPDIR'] = scratch
const host = await startHost({ folder, program: 'killed', startAt: Number(startAt) })
const director = await signIn(host, LOGINS.customerDirector)
const say = (said: string) => writeSync(1, `${JSON.stringify({ said })}\n`)

say('begun')
const { taskId } = await director.call('export.make', { id: toId<'exportRequest'>(Number(request)), folder: to, language: 'zh-CN', password: PASSWORD })
const { state } = await finished(director, taskId)
say(state)
await host.close()

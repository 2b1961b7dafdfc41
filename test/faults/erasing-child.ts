// A desk that destroys what a list names, says so, and goes on until it is killed.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { toId } from '#shared/domain/id.ts'
import { LOGINS, signIn } from '#test/support/archive.ts'
import { HANDS } from '#test/support/disposals.ts'

const [folder = '', list = '', startAt = ''] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: Number(startAt) })
const archivist = await signIn(host, LOGINS.archivist)
const { destroyed } = await archivist.call('disposal.carryOut', { id: toId<'disposal'>(Number(list)), ...HANDS })
writeSync(1, `${JSON.stringify({ destroyed })}\n`)

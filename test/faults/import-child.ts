// A desk that enters a list, until it is killed. It says how far it is, and when it was answered, one JSON line each.
import { readFileSync, writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { LOGINS, signIn } from '#test/support/archive.ts'
import { openList } from '#test/support/lists.ts'
import { until } from '#test/support/scans.ts'

const [folder = '', file = '', startAt = ''] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: Number(startAt) })
const archivist = await signIn(host, LOGINS.archivist)
const { importId, reading } = await openList(archivist, 'deliveries', new Uint8Array(readFileSync(file)))
const { taskId } = await archivist.call('import.commit', { importId, mapping: reading.mapping, words: {} })
await until(async () => {
  const { progress, state } = await archivist.call('task.get', { taskId })
  writeSync(1, `${JSON.stringify({ progress, state })}\n`)
  return state
}, (state) => state !== 'running')
await host.close()

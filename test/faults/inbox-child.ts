// A desk that takes in what lies in the scan folder, until it is killed. It says how far it is, one JSON line for each change.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { LOGINS, signIn } from '#test/support/archive.ts'
import { until } from '#test/support/scans.ts'

const [folder = ''] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: null })
const archivist = await signIn(host, LOGINS.archivist)
let said = ''
await until(async () => {
  const { arriving, files } = await archivist.call('inbox.list', {})
  const line = JSON.stringify({ arriving, sorting: files.filter(({ state }) => state === 'sorting').length, sorted: files.filter(({ state }) => state === 'sorted').length })
  if (line !== said) writeSync(1, `${line}\n`)
  said = line
}, () => false)

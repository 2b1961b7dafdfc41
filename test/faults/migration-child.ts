// A program that opens an archive of an earlier one and brings it up to date, until it is killed.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import { LOGINS, signIn } from '#test/support/archive.ts'

const host = await startHost({ folder: process.argv[2] ?? '', program: 'killed', startAt: null })
writeSync(1, '{"said":"begun"}\n')
await signIn(host, LOGINS.archivist)
writeSync(1, '{"said":"opened"}\n')
await host.close()

// A desk that lends one folder and takes it back, again and again, until it is killed. It says how far each loan was when that was acknowledged.
import { writeSync } from 'node:fs'
import { startHost } from '#archive/host.ts'
import type { LoanState } from '#shared/domain/loan.ts'
import { LOGINS, signIn } from '#test/support/archive.ts'
import { handing, request, returning } from '#test/support/loans.ts'

const [folder = '', dossier = '', startAt = ''] = process.argv.slice(2)
const host = await startHost({ folder, program: 'killed', startAt: Number(startAt) })
const sales = await signIn(host, LOGINS.salesConsultant)
const head = await signIn(host, LOGINS.salesHead)
const archivist = await signIn(host, LOGINS.archivist)
const say = (loan: number, state: LoanState) => writeSync(1, `${JSON.stringify({ loan, state })}\n`)

for (;;) {
  const { id } = await sales.call('loan.request', request(dossier))
  say(id, 'requested')
  await head.call('loan.approve', { id, remark: '' })
  say(id, 'approved')
  await archivist.call('loan.handOut', handing(id))
  say(id, 'out')
  await archivist.call('loan.giveBack', returning(id))
  say(id, 'returned')
}

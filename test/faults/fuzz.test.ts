// Random calls, by one who knows every schema and by one who knows none (rules A1, A3): the engine does not fall, answers no mistake of its own, lets
// nothing past a schema, and what it wrote meanwhile verifies. `npm run faults` asks a hundred thousand of each, `npm test` a few.
import { rmSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { contract } from '#shared/contract/index.ts'
import { ROLES } from '#shared/domain/role.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { anything } from '#test/support/arbitrary.ts'
import { wanted } from '#test/support/copies.ts'
import { storeTime } from '#test/support/days.ts'
import { fuzz, INSIDES } from '#test/support/fuzz.ts'
import { tell } from '#test/support/killed.ts'
import { loansIn } from '#test/support/loans.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'
import { findingsOf } from '#test/support/tampered.ts'
import { openShell, type TestShell } from '../browser/shell.ts'

const LONG = process.env['YIDANG_LONG'] === '1'
const ROUND = LONG ? 10_000 : 800
const ROUNDS = LONG ? 10 : 1
const BLIND = LONG ? 100_000 : 800
// Another every time it is run at length; what it finds names its own.
const SEED = LONG ? Date.now() % 1_000_000_000 : 20_260_302

/** Something of everything: a fuzzer that finds empty tables proves little. */
async function plant(archive: TestArchive): Promise<void> {
  const archivist = await archive.as(LOGINS.archivist)
  const director = await archive.as(LOGINS.customerDirector)
  await archivist.call('cabinet.add', { room: '档案室', code: 'A', shelves: 1, slotsPerShelf: 3, capacity: 4 })
  const entries = [await archive.enter('delivery'), await archive.enter('maintenance'), await archive.enter('overhaul'), await archive.enter('delivery')]
  await archive.handOver(entries.slice(0, 3).filter((_, at) => at === 0).map(({ recordId }) => recordId))
  await archive.handOver(entries.slice(1, 3).map(({ recordId }) => recordId))
  for (const { recordId } of entries) {
    const code = (await archivist.call('record.open', { ids: [recordId] }))[0]?.checklist[0]?.code ?? ''
    await attachScan(archivist, pngPage(String(recordId)), { recordId, code })
  }
  const [first, second] = entries
  if (!first || !second) throw new Error('nothing was entered')
  await archivist.call('filing.placeFolder', { dossierId: first.dossierId, slot: 'A-01-01' })
  const loans = loansIn(archive)
  const loan = await loans.ask(LOGINS.archivist, first.dossierNumber)
  await loans.approve(loan, LOGINS.customerDirector)
  await loans.ask(LOGINS.archivist, second.dossierNumber)
  await director.call('leak.report', { what: '复印件外流', dossier: first.dossierNumber, foundOn: (await director.call('session.state', {})).today, how: '客户来电', atOnce: '收回复印件' })
  await director.call('violation.enter', { rule: 'V7', personId: archivist.me.id, recordId: first.recordId, on: (await director.call('session.state', {})).today, pieces: 1, remark: '材料损坏' })
  await archivist.call('copy.request', wanted({ recordId: first.recordId, scanIds: (await archivist.call('scan.list', { recordId: first.recordId })).scans.map(({ id }) => id) }))
}

describe('A1 A3 calls at random', () => {
  it('A1 A3 of one who knows the schemas: no mistake, nothing past a schema, and the archive verifies', async () => {
    const done = new Set<string>()
    let calls = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const archive = await makeArchive({ startAt: storeTime('2026-03-02', '10:00') })
      const scratch = temporaryFolder()
      try {
        await plant(archive)
        const places = placesIn(archive.folder)
        const seed = SEED + round * ROUND
        const fuzzed = await fuzz(archive, (request) => archive.host.call(request), { calls: ROUND, seed, scratch })
        expect([seed, fuzzed.wrong]).toEqual([seed, []])
        await archive.stop()
        // Whoever is still at work: some have left by now, and the data key may be another.
        const keyring = readKeyring(places.keyring)
        const admin = await Promise.any(Object.values(LOGINS).map((login) => openEntry(keyring, login, PASSWORD)))
        expect([seed, await findingsOf({ folder: archive.folder, places, admin })]).toEqual([seed, []])
        for (const method of fuzzed.done) done.add(method)
        calls += fuzzed.calls
      } finally {
        await archive.close()
        rmSync(scratch, { recursive: true, force: true })
      }
    }
    tell('fuzz by schema', { calls, rounds: ROUNDS, 'methods that did something': done.size, 'methods there are': Object.keys(contract).length })
    // Else it would only knock.
    expect(done.size).toBeGreaterThan(70)
  }, LONG ? 7_200_000 : 120_000)

  it('A1 of one who knows nothing, over HTTP: every answer is one of the few there are', async () => {
    const shell = await openShell()
    try {
      const token = await ownerOfAll(shell)
      const headers = await shell.callHeaders()
      const methods = fc.oneof(fc.constantFrom(...Object.keys(contract).filter((method) => method !== 'session.signOut')), fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString'))
      const tokens = fc.oneof({ weight: 4, arbitrary: fc.constant<unknown>(token) }, fc.string(), fc.constant(null), anything)
      const bodies: fc.Arbitrary<string | Buffer> = fc.oneof(
        { weight: 8, arbitrary: fc.record({ method: methods, input: anything, token: tokens }).map((body) => JSON.stringify(body)) },
        { weight: 2, arbitrary: anything.map((body) => JSON.stringify(body)) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
      )
      const wrong: string[] = []
      const answers = new Map<string, number>()
      const one = async (at: number): Promise<void> => {
        const [body = ''] = fc.sample(bodies, { numRuns: 1, seed: SEED + at })
        const answer = await shell.ask({ method: 'POST', path: '/call', headers, body })
        const code = /^\{"ok":false,"error":\{"code":"(\w+)"/.exec(answer.body)?.[1] ?? 'ok'
        answers.set(code, (answers.get(code) ?? 0) + 1)
        if (![200, 400].includes(answer.status) || code === 'internal' || INSIDES.test(answer.body)) wrong.push(`${answer.status} ${answer.body}: ${body.toString()}`)
      }
      for (let at = 0; at < BLIND; at += 10) await Promise.all(Array.from({ length: 10 }, (_, more) => one(at + more)))
      expect(wrong).toEqual([])
      tell('fuzz blind', { calls: BLIND, ...Object.fromEntries(answers) })
    } finally {
      await shell.close()
    }
  }, LONG ? 3_600_000 : 60_000)
})

/** An archive with one person who may do anything. */
async function ownerOfAll(shell: TestShell): Promise<string> {
  const headers = await shell.callHeaders()
  const call = async (method: string, input: unknown, token: string | null): Promise<unknown> => {
    const { body } = await shell.ask({ method: 'POST', path: '/call', headers, body: JSON.stringify({ method, input, token }) })
    const answer: unknown = JSON.parse(body)
    return answer
  }
  const made: unknown = await call('archive.setUp', { storeName: '演示店', storeCode: 'YD', adminName: '张三丰', adminLogin: 'admin', adminPassword: PASSWORD, training: false }, null)
  const { token, me } = contract['archive.setUp'].output.parse(typeof made === 'object' && made !== null && 'value' in made ? made.value : null)
  await call('staff.update', { id: me.id, name: me.name, departmentId: me.department.id, roles: ROLES, active: true }, token)
  return token
}

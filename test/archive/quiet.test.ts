// What needs the engine’s own clocks set: screens that ask by themselves keep nobody signed in (rule A1), and a wrong clock is told. The engine runs here.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dispatch } from '#archive/dispatch.ts'
import { startEngine, stopEngine, type Engine } from '#archive/engine.ts'
import { makeSessions } from '#archive/session/sessions.ts'
import { contract, type MethodName } from '#shared/contract/index.ts'
import type { Method } from '#shared/contract/method.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'

const MINUTE = 60_000

let archive: TestArchive
let engine: Engine
let minutes = 0

beforeAll(async () => {
  archive = await makeArchive()
  await archive.stop()
  engine = startEngine({ folder: archive.folder, program: 'test', startAt: null }, (error) => {
    throw error
  }, () => undefined)
  engine.sessions = makeSessions(() => minutes * MINUTE)
})
afterAll(async () => {
  await stopEngine(engine)
  await archive.close()
})

const ask = (token: string | null, method: MethodName, input: unknown = {}) => dispatch(engine, { method, input, token })

async function comeIn(): Promise<string> {
  const answer = await ask(null, 'session.signIn', { login: LOGINS.archivist, password: PASSWORD })
  return answer.ok ? contract['session.signIn'].output.parse(answer.value).token : ''
}

it('A1 Today asked for every twenty seconds at an empty desk does not keep the session', async () => {
  const token = await comeIn()
  for (let passed = 0; passed < 5; passed += 1) {
    minutes += 1
    expect(await ask(token, 'today.get')).toMatchObject({ ok: true })
    expect(await ask(token, 'inbox.list')).toMatchObject({ ok: true })
  }
  minutes += 2
  expect(await ask(token, 'today.get')).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
})

it('A1 whatever a person asks keeps it', async () => {
  const token = await comeIn()
  for (let passed = 0; passed < 10; passed += 1) {
    minutes += 1
    expect(await ask(token, 'session.touch')).toMatchObject({ ok: true })
  }
  expect(await ask(token, 'today.get')).toMatchObject({ ok: true })
})

it('A1 only reads that are asked again by themselves are quiet', () => {
  const methods: [string, Method][] = Object.entries(contract)
  expect(methods.filter(([, { quiet }]) => quiet).map(([name]) => name).toSorted()).toEqual(['archive.restoring', 'backup.places', 'dataKey.standing', 'inbox.list', 'task.get', 'today.get'])
})

it('decision 10: a clock that is behind what was entered last is told to everybody, until it is put right', async () => {
  await comeIn()
  const state = async () => {
    const answer = await ask(null, 'session.state')
    return answer.ok ? contract['session.state'].output.parse(answer.value).clockBehind : 'refused'
  }
  expect(await state()).toBeNull()
  const { clock } = engine
  engine.clock = () => clock() - 60 * MINUTE
  expect(await state()).toBe(engine.archive?.lastAudited)
  engine.clock = clock
  expect(await state()).toBeNull()
})

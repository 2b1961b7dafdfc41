// Passwords that do not fit: a wait that grows, ends, is the same for every log-in, and outlives the program (rule A1). The engine runs here, so that
// its clock can be set; Argon2 is the real one, and counted.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { dispatch } from '#archive/dispatch.ts'
import { startEngine, stopEngine, type Engine } from '#archive/engine.ts'
import { placesIn } from '#archive/places.ts'
import { Refusal } from '#archive/refusal.ts'
import { makeTries, ofLogin } from '#archive/session/tries.ts'
import { makeRecoveryKey, openEntry, readKeyring, sealEntry, withEntry } from '#archive/vault/keyring.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import { contract, type MethodName } from '#shared/contract/index.ts'
import { LONGEST_WAIT } from '#shared/domain/password.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'

const argon2 = vi.hoisted(() => ({ runs: [] as object[] }))
vi.mock(import('@node-rs/argon2'), async (original) => {
  const real = await original()
  return {
    ...real,
    hashRaw: (password, options, signal) => {
      argon2.runs.push({ ...options, salt: options?.salt?.length })
      return real.hashRaw(password, options, signal)
    },
  }
})

let archive: TestArchive
let engine: Engine
let seconds = 0
const elapsed = () => seconds * 1000
const reported: unknown[] = []
const report = (error: unknown): void => {
  reported.push(error)
}

const start = (): void => {
  engine = startEngine({ folder: archive.folder, program: 'test', startAt: null }, () => undefined, () => undefined)
  engine.tries = makeTries({ file: engine.places.tries, elapsed, report })
}

beforeAll(async () => {
  archive = await makeArchive()
  await archive.stop()
  start()
})
afterAll(async () => {
  await stopEngine(engine)
  await archive.close()
})
// Everybody's failures are forgotten.
beforeEach(() => {
  seconds += 4000
  argon2.runs.length = 0
})

const ask = (method: MethodName, input: unknown, token: string | null = null): Promise<Envelope<unknown>> => dispatch(engine, { method, input, token })
const signIn = (login: string, password = 'no such'): Promise<Envelope<unknown>> => ask('session.signIn', { login, password })
const comeIn = async (login: string): Promise<string> => {
  const answer = await signIn(login, PASSWORD)
  return contract['session.signIn'].output.parse(answer.ok ? answer.value : null).token
}
const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const all: T[] = []
  for (let at = 0; at < count; at += 1) all.push(await work())
  return all
}
const waits = (waitSeconds: number) => ({ ok: false, error: { code: 'refused', details: { problem: 'password.wait', subject: String(waitSeconds), waitSeconds } } })

describe('A1 after wrong passwords', () => {
  it('A1 whoever is wrong three times signs in at once, and begins anew', async () => {
    for (const _again of [1, 2]) {
      await times(3, () => signIn(LOGINS.archivist))
      expect(await signIn(LOGINS.archivist, PASSWORD)).toMatchObject({ ok: true })
    }
  })

  it('A1 after the fourth nothing is looked at for five seconds, not even the right one; then it is', async () => {
    await times(3, () => signIn(LOGINS.archivist))
    expect(await signIn(LOGINS.archivist)).toMatchObject({ ok: false, error: { code: 'wrongPassword', details: { waitSeconds: 5 } } })
    argon2.runs.length = 0
    expect(await signIn(LOGINS.archivist, PASSWORD)).toMatchObject(waits(5))
    seconds += 4
    expect(await signIn(LOGINS.archivist, PASSWORD)).toMatchObject(waits(1))
    expect(argon2.runs).toEqual([])
    seconds += 1
    expect(await signIn(LOGINS.archivist, PASSWORD)).toMatchObject({ ok: true })
  })

  it('A1 the wait doubles to five minutes and no further: nobody is kept out for hours', async () => {
    const found: unknown[] = []
    for (let failure = 1; failure <= 13; failure += 1) {
      const answer = await signIn(LOGINS.serviceHead)
      const wait = answer.ok ? null : (answer.error.details.waitSeconds ?? 0)
      found.push(wait)
      seconds += wait ?? 0
    }
    expect(found).toEqual([0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, LONGEST_WAIT])
    expect(await signIn(LOGINS.serviceHead, PASSWORD)).toMatchObject({ ok: true })
  })

  it('A1 one colleague’s wait is no other’s', async () => {
    await times(8, () => signIn(LOGINS.salesHead))
    expect(await signIn(LOGINS.archivist, PASSWORD)).toMatchObject({ ok: true })
  })

  it('A1 a log-in typed otherwise is the same log-in', async () => {
    for (const login of ['sales1', 'SALES1', ' Sales1 ', '\tsales1']) await signIn(login)
    expect(await signIn('sales1', PASSWORD)).toMatchObject(waits(5))
  })

  it('A1 of many at once no more are looked at than one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(LOGINS.serviceAdvisor)))
    expect(answers.filter((answer) => !answer.ok && answer.error.code === 'wrongPassword')).toHaveLength(4)
    expect(argon2.runs).toHaveLength(4)
  })

  it('A1 wherever a password is proven, it is counted together: signing, changing it, new keys', async () => {
    const admin = await comeIn(LOGINS.administrator)
    const archivist = await comeIn(LOGINS.archivist)
    await ask('session.changePassword', { current: 'no such', next: '新的密码 2026' }, admin)
    await ask('archive.replaceRecoveryKey', { password: 'no such' }, admin)
    await ask('backup.restore', { folder: temporaryFolder(), id: 'none', target: temporaryFolder(), password: 'no such' }, admin)
    await signIn(LOGINS.administrator)
    expect(await ask('archive.replaceRecoveryKey', { password: PASSWORD }, admin)).toMatchObject(waits(5))
    // A signature is proven in the one place in which all are.
    const strike = (password: string) => ask('book.strike', { seq: 1, remark: '误签', password }, archivist)
    await times(4, () => strike('no such'))
    expect(await strike(PASSWORD)).toMatchObject(waits(5))
    expect(await signIn(LOGINS.archivist, PASSWORD)).toMatchObject(waits(5))
  })

  it('A1 the recovery key is tried as seldom, and its tries are nobody else’s', async () => {
    const recover = (recoveryKey: string) => ask('archive.recover', { recoveryKey, login: LOGINS.careSpecialist, password: '找回之后 2026' })
    await times(4, () => recover(makeRecoveryKey()))
    expect(await recover(archive.recoveryKey)).toMatchObject(waits(5))
    expect(await signIn(LOGINS.careSpecialist, PASSWORD)).toMatchObject({ ok: true })
    seconds += 5
    expect(await recover(archive.recoveryKey)).toMatchObject({ ok: true })
  })
})

describe('A1 whether a name exists', () => {
  it('A1 is not told by what is answered, wrong password after wrong password', async () => {
    const answers = async (login: string) => JSON.stringify(await times(7, () => signIn(login)))
    expect(await answers('nobody.here')).toBe(await answers(LOGINS.generalManager))
  })

  it('A1 is not told by what is done: Argon2 runs once for either, at the same cost, and is not begun for either during a wait', async () => {
    const keyring = readKeyring(engine.places.keyring)
    const { personId, keyId, dataKey, publicKey, signingKey } = await openEntry(keyring, LOGINS.generalManager, PASSWORD)
    const sealed = await sealEntry(keyring.archiveId, { login: 'gm', password: PASSWORD }, dataKey, { publicKey, privateKey: signingKey })
    const present = withEntry(keyring, { ...sealed, personId, keyId })
    const runs = async (login: string) => {
      argon2.runs.length = 0
      await expect(openEntry(present, login, 'no such')).rejects.toMatchObject({ code: 'wrongPassword' })
      return [...argon2.runs]
    }
    const known = await runs('gm')
    expect(known).toMatchObject([{ memoryCost: 65_536, timeCost: 3, parallelism: 1, salt: 16 }])
    expect(await runs('nobody.here')).toEqual(known)
    await times(4, () => signIn('nobody.here'))
    argon2.runs.length = 0
    expect(await signIn('nobody.here', PASSWORD)).toMatchObject(waits(5))
    expect(argon2.runs).toEqual([])
  })
})

describe('A1 over an end of the program', () => {
  const restart = async (): Promise<void> => {
    await stopEngine(engine)
    start()
  }

  it('A1 the wait begins anew, for a log-in that exists and one that does not, while the archive is locked', async () => {
    await restart()
    for (const login of [LOGINS.customerDirector, 'nobody.else']) {
      await times(4, () => signIn(login))
      seconds += 5
      await signIn(login)
      seconds += 8
      await restart()
      expect(engine.archive).toBeNull()
      expect(await signIn(login, PASSWORD)).toMatchObject(waits(10))
    }
    seconds += 10
    expect(await signIn(LOGINS.customerDirector, PASSWORD)).toMatchObject({ ok: true })
  })

  it('A1 the file holds sixteen numbers, and goes when nobody has been wrong', async () => {
    await times(5, () => signIn('ein passwort im falschen feld'))
    const text = readFileSync(engine.places.tries, 'utf8')
    expect(text).toMatch(/^\{"format":1,"at":\d+,"failures":\[(?:\d+,){15}\d+\]\}\n$/)
    seconds += 4000
    await signIn(LOGINS.archivist)
    await signIn(LOGINS.archivist, PASSWORD)
    expect(() => readFileSync(engine.places.tries)).toThrow('ENOENT')
  })

  it('A1 a file that is none, or an hour old, keeps nobody waiting', async () => {
    const file = placesIn(archive.folder).tries
    for (const text of ['', '{', '{"format":2}', JSON.stringify({ format: 1, at: Date.now() - 3_700_000, failures: Array.from({ length: 16 }, () => 9) })]) {
      writeFileSync(file, text)
      await restart()
      expect(await signIn(LOGINS.archivist, PASSWORD)).toMatchObject({ ok: true })
    }
  })

  it('A1 inventing log-ins by the thousand makes nobody forget', async () => {
    const file = `${temporaryFolder()}/tries.json`
    const tries = makeTries({ file, elapsed, report })
    const wrong = (login: string) => tries.during(ofLogin(login), () => Promise.reject(new Refusal('wrongPassword', ''))).then(() => 0, (error: unknown) => (error instanceof Refusal ? error.details.waitSeconds : null))
    await times(6, () => wrong('victim').then((wait) => {
      seconds += wait ?? 0
      return wait
    }))
    for (let at = 0; at < 10_010; at += 1) await wrong(`made.up.${at}`)
    expect(await wrong('victim')).toBe(40)
    expect(reported).toEqual([])
  })
})

// Whoever holds a session of every role and calls methods at random: with inputs that fit, that nearly fit, that are anything. What may never come
// back is judged here, answer by answer; that the archive still stands is for the test to ask.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { contract, isMethodName, type MethodName } from '#shared/contract/index.ts'
import type { CallRequest } from '#shared/contract/bridge.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import { KNOWN_PAPERS } from '#shared/domain/checklist.ts'
import { permits, ROLES } from '#shared/domain/role.ts'
import { LOGINS, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { anything, inputOf, type Words } from '#test/support/arbitrary.ts'
import { customerOf, identityNumberOf, vehicleOf } from '#test/support/samples.ts'

export type Fuzzed = {
  calls: number
  /** How often each code was answered; `ok` among them. */
  codes: Map<string, number>
  /** Methods that did something at least once. */
  done: Set<MethodName>
  /** What should never come back: the call and its answer. */
  wrong: string[]
}

type Ask = (request: CallRequest) => Promise<Envelope<unknown>>

/** So many at once: what waits for a password must not hold up what does not. */
const TOGETHER = 6

/** They read everything there is, prove a password at its full cost, or send everybody to sign in again: seldom. */
const SELDOM: ReadonlySet<string> = new Set([
  'archive.verify', 'backup.run', 'backup.verify', 'backup.restore', 'backup.runPlace', 'disposal.sweep', 'archive.recover', 'session.signIn', 'session.signOut',
  'session.changePassword', 'staff.add', 'staff.update', 'staff.resetPassword', 'dataKey.change',
])

/** After these the engine begins anew, and does not answer what it was asked meanwhile. */
const BEGIN_ANEW: readonly MethodName[] = ['dataKey.change', 'backup.replace']

const METHODS = Object.keys(contract).filter(isMethodName)

/** What is answered before anybody looks at the input, or because of it. */
const BEFORE_INPUT: ReadonlySet<string> = new Set(['notSignedIn', 'forbidden', 'invalidInput'])

const TAKES_PATH = /^(?:backup|inbox)\./

/** Stacks, paths of ours, messages of libraries. */
export const INSIDES = /\bat [^ ]+ \(|\bnode:|\.ts:\d+|SqliteError|SQLITE_|ZodError|TypeError|RangeError|SyntaxError/

/** @param scratch: a folder for whatever paths are asked for. */
export async function fuzz(archive: TestArchive, ask: Ask, { calls, seed, scratch }: { calls: number; seed: number; scratch: string }): Promise<Fuzzed> {
  const fuzzed: Fuzzed = { calls: 0, codes: new Map(), done: new Set(), wrong: [] }
  const harvest = new Map<string, string[]>()
  const words = wordsOf(harvest, scratch)
  const inputs = new Map(METHODS.map((method) => [method, inputOf(contract[method].input, words)]))
  const tokens = new Map<string, Promise<string | null>>()
  let recoveryKey = archive.recoveryKey
  let unanswered = 0

  const comeIn = async (login: string): Promise<string | null> => {
    const signIn = () => ask({ method: 'session.signIn', input: { login, password: PASSWORD }, token: null })
    let answer = await signIn()
    if (!answer.ok) {
      // Shut out, or given another key, by a call before.
      await ask({ method: 'archive.recover', input: { recoveryKey, login, password: PASSWORD }, token: null })
      answer = await signIn()
    }
    return answer.ok ? contract['session.signIn'].output.parse(answer.value).token : null
  }
  const tokenOf = (login: string): Promise<string | null> => {
    const known = tokens.get(login) ?? comeIn(login)
    tokens.set(login, known)
    return known
  }

  const one = async (at: number): Promise<void> => {
    const [choice = 0, who = 0, how = 0] = fc.sample(fc.tuple(fc.nat(), fc.nat(), fc.nat(29)), { numRuns: 1, seed: seed + at })[0] ?? []
    const drawn = METHODS[choice % METHODS.length] ?? 'session.state'
    const method = SELDOM.has(drawn) && how < 27 ? 'session.me' : drawn
    // Mostly somebody who may.
    const { access } = contract[method]
    const may = ROLES.filter((role) => how < 3 || access === 'anyone' || access === 'signedIn' || permits([role], access))
    const login = LOGINS[may[who % may.length] ?? 'administrator']
    const asked = tokenOf(login)
    const token = how === 0 ? null : await asked
    const [input] = fc.sample(how === 1 ? anything : (inputs.get(method) ?? anything), { numRuns: 1, seed: seed + at })
    const answer = await ask({ method, input, token })
    if (!answer.ok && answer.error.details.problem === 'engine.stopped') {
      unanswered += 1
      tokens.delete(login)
      return
    }
    judge(fuzzed, method, input, answer)
    const over = (answer.ok && method === 'session.signOut') || (!answer.ok && answer.error.code === 'notSignedIn')
    if (over && token !== null && tokens.get(login) === asked) tokens.delete(login)
    if (!answer.ok) return
    if (method === 'archive.replaceRecoveryKey' || method === 'dataKey.change') ({ recoveryKey } = contract[method].output.parse(answer.value))
    keep(harvest, answer.value)
  }

  let next = 0
  const hand = async (): Promise<void> => {
    while (next < calls) {
      const at = next
      next += 1
      await one(at)
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, hand))
  if (unanswered > 0 && !BEGIN_ANEW.some((method) => fuzzed.done.has(method))) fuzzed.wrong.push('the engine stopped')
  return fuzzed
}

function judge(fuzzed: Fuzzed, method: MethodName, input: unknown, answer: Envelope<unknown>): void {
  const code = answer.ok ? 'ok' : answer.error.code
  fuzzed.calls += 1
  fuzzed.codes.set(code, (fuzzed.codes.get(code) ?? 0) + 1)
  const fits = contract[method].input.safeParse(input).success
  const wrong = (what: string): void => {
    fuzzed.wrong.push(`${what}: ${method} ${JSON.stringify(input)} -> ${JSON.stringify(answer).slice(0, 300)}`)
  }
  if (answer.ok) {
    fuzzed.done.add(method)
    if (!contract[method].output.safeParse(answer.value).success) wrong('an answer that the contract does not name')
  }
  // Of a path that no system takes, the system says so.
  if (code === 'internal' || (code === 'storage' && !TAKES_PATH.test(method))) wrong('a mistake of the program')
  if (!fits && !BEFORE_INPUT.has(code)) wrong('an input that does not fit reached a service')
  if (fits && code === 'invalidInput' && !answer.ok && answer.error.message === 'the input does not fit') wrong('an input that fits was refused')
  if (!answer.ok && INSIDES.test(JSON.stringify(answer))) wrong('the inside of the program')
}

/** Ids of what goes on in memory alone: nobody guesses them. */
function keep(harvest: Map<string, string[]>, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const name of ['taskId', 'uploadId', 'importId'] as const) {
    const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
    if (typeof found === 'string') harvest.set(name, [found, ...(harvest.get(name) ?? [])].slice(0, 4))
  }
}

const CARS = Array.from({ length: 12 }, (_, index) => index + 1)
const DAYS = ['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-03', '2026-03-31', '2026-12-31', '2024-02-29', '2000-01-01', '2150-12-31']
const MONTHS = ['2026-03', '2026-02', '2026-12', '2027-01', '2000-01']
const NUMBERS = CARS.flatMap((car) => [`HF01-XS-2026-D10-0000${car}`, `R2026-0000${car}`, `L2026-000${car}`])

/** What may stand in a field, by its name. Paths lead nowhere but into `scratch`: what is asked for is really done. */
function wordsOf(harvest: ReadonlyMap<string, string[]>, scratch: string): Words {
  const folders = ['one', 'two', 'three'].map((name) => join(scratch, name))
  for (const folder of folders) mkdirSync(folder, { recursive: true })
  const paths = [...folders, join(scratch, 'absent'), join(scratch, '龘\ud800'), join(scratch, 'x'.repeat(300)), join(scratch, 'nul\u0000'), '', 'relative', '../..', '\u0000']
  const texts = ['备注', '张', 'wang', '客户要求', '2026', '其他', ...NUMBERS]
  const lists: [RegExp, readonly unknown[], true?][] = [
    [/^(?:folder|target)$/, paths, true],
    [/password|^current$/i, [PASSWORD, PASSWORD, PASSWORD, 'no such'], true],
    // Whoever is given another password could not be asked as any more.
    [/^next$/, [PASSWORD], true],
    [/login$/i, [...Object.values(LOGINS), 'nobody', 'ADMIN ', 'new.one']],
    [/^month$/, MONTHS],
    [/^until$/, [...MONTHS, ...DAYS]],
    [/^year$/, [2026, 2025, 2027]],
    [/^longest$/, [400, 1000]],
    [/on$|^from|^to$|date$/i, DAYS],
    [/^code$/, [...KNOWN_PAPERS, 'own1', 'A', 'B']],
    [/^(?:slot|label)$/, ['A-01-01', 'A-01-02', 'B-01-01', ...NUMBERS]],
    [/^vin$/, CARS.map((car) => vehicleOf(car).vin)],
    [/^plate$/, CARS.map((car) => vehicleOf(car).plate)],
    [/^identityNumber$/, CARS.map(identityNumberOf)],
    [/^(?:mobile|phone)$/, CARS.map((car) => customerOf(car).mobile)],
    [/^landline$/, ['', '0551-65551234', '021-65551234']],
    [/^numberPattern$|^pattern$/, ['{store}-{class}-{year}-{term}-{number}', '{class}{year}{number}', '{year}']],
    [/^(?:dossier|text)$/, [...NUMBERS, ...texts, ...CARS.map((car) => customerOf(car).name)]],
    [/^(?:key)$/, ['planted-0001', '2026-03-02', ...KNOWN_PAPERS]],
    [/^fileName$/, ['list.xlsx', 'list.csv', 'photo.jpg']],
    [/^storeCode$/, ['HF01']],
  ]
  return (field) => {
    const answered = harvest.get(field)
    if (answered || ['taskId', 'uploadId', 'importId'].includes(field)) return { values: answered ?? [randomUUID()] }
    const found = lists.find(([name]) => name.test(field))
    return found ? { values: found[1], only: found[2] ?? false } : { values: texts }
  }
}

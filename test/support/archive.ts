// A real encrypted archive in a temporary folder, run by the real worker, with one person per role: what engine tests begin with.
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startHost, type Host } from '#archive/host.ts'
import { openEntry, readKeyring, sealEntry, withEntry, writeKeyring } from '#archive/vault/keyring.ts'
import type { CallError, Envelope } from '#shared/contract/envelope.ts'
import { contract, type MethodName, type Output, type RawInput } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { paperInOrder, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import { departmentFor, type RecordKind } from '#shared/domain/record.ts'
import type { DepartmentKind, Role } from '#shared/domain/role.ts'
import { customerOf, signatureOf, vehicleOf } from '#test/support/samples.ts'

export const PASSWORD = '一车一档 2026'

export const LOGINS: Record<Role, string> = {
  archivist: 'archivist',
  salesConsultant: 'sales1',
  salesHead: 'sales.head',
  serviceAdvisor: 'service1',
  serviceHead: 'service.head',
  careSpecialist: 'care1',
  customerDirector: 'care.director',
  generalManager: 'gm',
  administrator: 'admin',
}

type Colleague = { role: Role; name: string; department: DepartmentKind }

const COLLEAGUES: readonly Colleague[] = [
  { role: 'archivist', name: '林静', department: 'care' },
  { role: 'salesConsultant', name: '单小雨', department: 'sales' },
  { role: 'salesHead', name: '曾国强', department: 'sales' },
  { role: 'serviceAdvisor', name: '吕志远', department: 'service' },
  { role: 'serviceHead', name: '何大勇', department: 'service' },
  { role: 'careSpecialist', name: '徐晓芳', department: 'care' },
  { role: 'customerDirector', name: '欧阳敏', department: 'care' },
  { role: 'generalManager', name: '郑宏', department: 'management' },
]

/** A call that the engine refused. */
export class CallFailed extends Error {
  readonly error: CallError

  constructor(method: string, error: CallError) {
    super(`${method}: ${JSON.stringify(error)}`)
    this.name = 'CallFailed'
    this.error = error
  }
}

export type Person = {
  token: string
  me: Output<'session.me'>
  /** @throws CallFailed. */
  call<M extends MethodName>(method: M, input: RawInput<M>): Promise<Output<M>>
  /** The envelope as it is, for what is expected to be refused. */
  ask(method: MethodName, input: unknown): Promise<Envelope<unknown>>
}

export type Entry = Output<'record.enter'>

export type TestArchive = {
  folder: string
  host: Host
  recoveryKey: string
  /** Signs in, once per log-in and start. */
  as(login: string): Promise<Person>
  /** Enters a record as its own department does; the car is new unless `overrides` names one. Delivered today. */
  enter(kind: RecordKind, overrides?: Partial<RawInput<'record.enter'>>): Promise<Entry>
  /** The archivist receives records from `sales1` or `service1`; each paper is in order unless `paper` says otherwise. */
  handOver(recordIds: readonly Id<'record'>[], paper?: (line: ChecklistLine) => Partial<PaperCheck>): Promise<Output<'handover.sign'>>
  /** Closes the program and starts it again on the same folder; everyone signs in anew. */
  restart(): Promise<void>
  /** Closes the program; the folder stays. */
  stop(): Promise<void>
  /** Closes the program and removes the folder. */
  close(): Promise<void>
}

/** A new folder of its own for a test's files. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'yidang-test-'))
}

function fits<M extends MethodName>(method: M, value: unknown): value is Output<M> {
  return contract[method].output.safeParse(value).success
}

/** One call of a host, its answer held against the contract. @throws CallFailed. */
export async function callHost<M extends MethodName>(host: Pick<Host, 'call'>, token: string | null, method: M, input: RawInput<M>): Promise<Output<M>> {
  const answer = await host.call({ method, input, token })
  if (!answer.ok) throw new CallFailed(method, answer.error)
  if (!fits(method, answer.value)) throw new Error(`${method} answered what the contract does not name: ${JSON.stringify(answer.value)}`)
  return answer.value
}

export async function signIn(host: Pick<Host, 'call'>, login: string, password = PASSWORD): Promise<Person> {
  const { token, me } = await callHost(host, null, 'session.signIn', { login, password })
  return {
    token,
    me,
    call: (method, input) => callHost(host, token, method, input),
    ask: (method, input) => host.call({ method, input, token }),
  }
}

/** A new archive with one person per role. Keys and passwords take it a second. */
async function setUp(folder: string, startAt: number | null): Promise<string> {
  // Before the clock that the test starts with, so that time never runs backwards.
  const host = await startHost({ folder, program: 'test', startAt: startAt === null ? null : startAt - 60_000 })
  const { recoveryKey } = await callHost(host, null, 'archive.setUp', {
    storeName: '合肥示例汽车销售服务有限公司', storeCode: 'HF01', adminName: '周平', adminLogin: LOGINS.administrator, adminPassword: PASSWORD,
    training: startAt !== null,
  })
  const admin = await signIn(host, LOGINS.administrator)
  const departments = await admin.call('department.list', {})
  await Promise.all(COLLEAGUES.map(async ({ role, name, department }) => {
    const departmentId = departments.find(({ kind }) => kind === department)?.id
    if (departmentId === undefined) throw new Error(`no department ${department}`)
    await admin.call('staff.add', { login: LOGINS[role], name, departmentId, roles: [role], password: PASSWORD })
  }))
  await host.close()
  await lighten(join(folder, 'keyring.json'))
  return recoveryKey
}

/** Argon2id at its least: most tests prove dozens of passwords, and what they prove is something else. */
async function lighten(file: string): Promise<void> {
  for (const login of Object.values(LOGINS)) {
    const keyring = readKeyring(file)
    const { personId, dataKey, keyId, publicKey, signingKey } = await openEntry(keyring, login, PASSWORD)
    const pair = { publicKey, privateKey: signingKey }
    const sealed = await sealEntry(keyring.archiveId, { login, password: PASSWORD }, dataKey, pair, { memory: 8, passes: 1, lanes: 1 })
    writeKeyring(file, withEntry(keyring, { ...sealed, personId, keyId }))
  }
}

/** One that was made before in this run of the tests, copied: with its keys. */
async function made(root: string, startAt: number | null): Promise<{ folder: string; recoveryKey: string }> {
  const folder = join(root, 'archive')
  const kept = process.env['YIDANG_TEST_ARCHIVES']
  if (kept === undefined) return { folder, recoveryKey: await setUp(folder, startAt) }
  const template = join(kept, String(startAt))
  if (!existsSync(template)) {
    const making = mkdtempSync(join(kept, 'making-'))
    writeFileSync(join(making, 'recovery-key'), await setUp(join(making, 'archive'), startAt))
    // Whoever is first; the other's is not needed.
    try {
      renameSync(making, template)
    } catch {
      rmSync(making, { recursive: true })
    }
  }
  cpSync(join(template, 'archive'), folder, { recursive: true })
  return { folder, recoveryKey: readFileSync(join(template, 'recovery-key'), 'utf8') }
}

/** `startAt`: UTC milliseconds of a training archive's clock; null: a real archive in real time. `within`: the folder that its own is made in. */
export async function makeArchive(options: { readonly startAt: number | null; readonly within?: string } = { startAt: null }): Promise<TestArchive> {
  const root = options.within === undefined ? temporaryFolder() : mkdtempSync(join(options.within, 'archive-'))
  const { folder, recoveryKey } = await made(root, options.startAt)
  // Asked at every start: a test may have moved its clock.
  const start = () => startHost({ folder, program: 'test', startAt: options.startAt })
  let host = await start()
  let people = new Map<string, Promise<Person>>()
  let cars = 0

  const as = (login: string): Promise<Person> => {
    const known = people.get(login) ?? signIn(host, login)
    people.set(login, known)
    return known
  }
  const giverOf = (kind: RecordKind): string => (departmentFor(kind) === 'sales' ? LOGINS.salesConsultant : LOGINS.serviceAdvisor)

  return {
    folder,
    get host() {
      return host
    },
    recoveryKey,
    as,
    enter: async (kind, overrides = {}) => {
      cars += 1
      const giver = await as(giverOf(kind))
      const { today } = await giver.call('session.state', {})
      return giver.call('record.enter', {
        kind, vehicle: vehicleOf(cars), customer: customerOf(cars), newOwner: false,
        contact: { name: '王建国', phone: '13855512345', confirmed: true },
        responsibleId: giver.me.id, deliveredOn: today, orderNumber: '', ...overrides,
      })
    },
    handOver: async (recordIds, paper = () => ({})) => {
      const archivist = await as(LOGINS.archivist)
      const records = await archivist.call('record.open', { ids: [...recordIds] })
      const first = records[0]
      if (!first) throw new Error('nothing to hand over')
      return archivist.call('handover.sign', {
        giverLogin: giverOf(first.kind), giverPassword: PASSWORD, giverDrawn: signatureOf(1),
        receiverPassword: PASSWORD, receiverDrawn: signatureOf(2),
        records: records.map((record) => ({
          recordId: record.id,
          papers: record.checklist.map((line) => {
            const { delayAccepted: _accepted, ...check } = { ...paperInOrder(line), ...paper(line) }
            return check
          }),
          remark: '',
        })),
      })
    },
    restart: async () => {
      await host.close()
      host = await start()
      people = new Map()
    },
    stop: () => host.close(),
    close: async () => {
      await host.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Follows a long task to its end. */
export async function finished(person: Person, taskId: string): Promise<Output<'task.get'>> {
  for (;;) {
    const task = await person.call('task.get', { taskId })
    if (task.state !== 'running') return task
    await delay(20)
  }
}

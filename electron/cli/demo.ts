// The sample store: a believable dealership with fourteen months of history, the same for the same seed.
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import type { Output } from '#shared/contract/index.ts'
import { dayOf, instantAt, type LocalDate } from '#shared/domain/local-date.ts'
import { refused } from '#archive/refusal.ts'
import { planCopies } from './demo/copies.ts'
import { openDesk, type Desk } from './demo/desk.ts'
import { planHistory } from './demo/plan-acts.ts'
import { planLending } from './demo/lending.ts'
import { planMonths } from './demo/months.ts'
import { playHistory } from './demo/play.ts'
import { makeRandom } from './demo/random.ts'
import { planRounds } from './demo/rounds.ts'
import { planVolumes } from './demo/volumes.ts'
import { ADMINISTRATOR, COLLEAGUES, STORE } from './demo/staff.ts'

export { DEMO_LOGINS, DEMO_PASSWORD, DEMO_SEED } from './demo/staff.ts'

export type DemoOptions = {
  /** New, or empty. */
  folder: string
  /** 1: about 120 cars; less than 0.1 is taken as 0.1. */
  scale: number
  seed: number
  password: string
  /** The day its history leads up to; null: the real day. */
  today: LocalDate | null
}

/**
 * Makes the sample store as a training archive. It lies beside the folder until it is whole, so that one broken off leaves the
 * folder as it was.
 * @throws Refusal `archive.exists` when something lies in the folder.
 */
export async function makeDemo({ folder, scale, seed, password, today }: DemoOptions): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw refused('archive.exists', folder)
  const random = makeRandom(seed)
  const until = today ?? dayOf(Date.now())
  const { startOn, acts } = planHistory(random, scale, until)
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const desk = openDesk(unfinished, password, instantAt(startOn, 9 * 60))
  const archive = planRounds(desk, until)
  try {
    const staff = await openStore(desk, password)
    const logins = new Map(COLLEAGUES.map(({ login, name }) => [name, login] as const))
    const rounds = [
      ...archive.rounds, ...planMonths(desk, startOn, until, logins), ...planLending(desk, until, password), ...planCopies(desk, until, logins),
      ...planVolumes(desk, startOn, until, makeRandom(seed + 1), password),
    ].toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)))
    await playHistory(desk, acts, rounds, staff, password, random)
    await archive.end()
    await desk.close()
  } catch (error) {
    await archive.end()
    await desk.close()
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
  if (existsSync(folder)) rmdirSync(folder)
  renameSync(unfinished, folder)
}

/** Sets the archive up and takes everyone on. @returns whose number each log-in has. */
export async function openStore(desk: Desk, password: string): Promise<Map<string, Output<'staff.colleagues'>[number]['id']>> {
  const admin = ADMINISTRATOR.login
  await desk.call(null, 'archive.setUp', {
    storeName: STORE.name, storeCode: STORE.code, adminName: ADMINISTRATOR.name, adminLogin: admin, adminPassword: password, training: true,
  })
  const departments = await desk.call(admin, 'department.list', {})
  const ids = new Map<string, Output<'staff.colleagues'>[number]['id']>()
  for (const { login, name, department, role } of COLLEAGUES) {
    const departmentId = departments.find((known) => known.kind === department)?.id
    if (departmentId === undefined) throw new Error(`no department ${department}`)
    const { id } = await desk.call(admin, 'staff.add', { login, name, departmentId, roles: [role], password })
    ids.set(login, id)
  }
  desk.goHome()
  return ids
}

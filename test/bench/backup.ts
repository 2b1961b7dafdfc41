// Backing up beside the tools people trust, restic and borg, in one run on the same folder (rule A2): an archive with 100,000 attachments of 2 GB, then
// a day's change of 0.5 %. All three encrypt or copy what is encrypted; none compresses, since nothing of it can be.
import { spawnSync } from 'node:child_process'
import { createCipheriv, randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPoints } from '#archive/backup/points.ts'
import { backUp, restore, verifyInThread } from '#archive/backup/run.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { migrate } from '#archive/database/migrate.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { goal, table } from './measure.ts'

const FILES = 100_000
const SMALLEST = 8192
const SPREAD = 26_000
const A_DAY = 200
const ROOM = 30 * 2 ** 30
const LOGIN = 'archivist'

const STEPS = ['first', 'daily', 'verify', 'restore'] as const
type Step = (typeof STEPS)[number]
/** `restored`: the folder that `restore` makes. */
type Tool = { name: string } & Record<Step, () => Promise<void> | void> & { space: string; restored: string }

/** On a copy of a filled archive. */
export async function benchBackup(archive: string, password: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'yidang-bench-backup-'))
  try {
    const { bavail, bsize } = statfsSync(root)
    if (bavail * bsize < ROOM) {
      console.log(`\nBacking up: not measured, ${root} has less than 30 GB free`)
      return
    }
    const folder = join(root, 'archive')
    cpSync(archive, folder, { recursive: true })
    const { dataKey } = await openEntry(readKeyring(placesIn(folder).keyring), LOGIN, password)
    const opened = () => openDatabase(placesIn(folder).database, databaseKey(dataKey))
    const database = opened()
    migrate(database)
    database.close()
    const noise = noiseMaker()
    const bytes = plantFiles(folder, FILES, noise)
    const tools = [own({ root, folder, password }), ...(has('restic') ? [restic(root, folder)] : []), ...(has('borg') ? [borg(root, folder)] : [])]
    const taken = new Map<string, number>()
    const time = async (step: Step): Promise<void> => {
      for (const tool of tools) {
        // None pays for what another left to be written. What is brought back is there when it is on the disk: ours says so no sooner, the others do.
        run('sync', [])
        const began = performance.now()
        await tool[step]()
        if (step === 'restore') run('sync', [])
        taken.set(`${tool.name}/${step}`, (performance.now() - began) / 1000)
        rmSync(tool.restored, { recursive: true, force: true })
      }
    }
    await time('first')
    plantFiles(folder, FILES / A_DAY, noise)
    const changing = opened()
    changing.transaction((db) => db.run('UPDATE customer SET address = address || ? WHERE id % ? = 0', ['。', A_DAY]))
    changing.close()
    await time('daily')
    await time('verify')
    await time('restore')
    const seconds = (tool: Tool, step: Step): number => taken.get(`${tool.name}/${step}`) ?? Number.NaN
    table(
      `Backing up ${FILES} attachments of ${(bytes / 2 ** 30).toFixed(1)} GB and a database of ${(statSync(placesIn(folder).database).size / 2 ** 30).toFixed(1)} GB (s; GB)`,
      ['tool', ...STEPS, 'space'],
      tools.map((tool) => [tool.name, ...STEPS.map((step) => seconds(tool, step).toFixed(1)), (sizeOf(tool.space) / 2 ** 30).toFixed(2)]),
    )
    const [mine, ...others] = tools
    if (!mine || others.length < 2) {
      console.log('restic or borg is not installed (Debian: restic, borgbackup): nothing to compare with')
      return
    }
    for (const step of STEPS) {
      const best = Math.min(...others.map((tool) => seconds(tool, step)))
      goal(`backing up, ${step}${step === 'daily' ? ', a third of the faster' : ', no slower than the faster'}`, seconds(mine, step), step === 'daily' ? best / 3 : best, 's')
    }
    goal('backing up, space', sizeOf(mine.space) / 2 ** 20, Math.min(...others.map(({ space }) => sizeOf(space))) / 2 ** 20, 'MB')
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function own({ root, folder, password }: { root: string; folder: string; password: string }): Tool {
  const to = join(root, 'own')
  const restored = join(root, 'own restored')
  const take = async (): Promise<void> => {
    await backUp({ folder, to, program: 'bench', password: { login: LOGIN, password } }, null)
  }
  return {
    name: 'own', space: to, restored, first: take, daily: take,
    verify: async () => {
      const [point] = await listPoints(to)
      const { findings } = await verifyInThread({ folder: to, id: point?.id ?? '', insight: null }, 'bench', UNWATCHED)
      if (findings.length > 0) throw new Error('damaged')
    },
    restore: async () => {
      await restore({ from: to, at: null, to: restored, program: 'bench' }, null)
    },
  }
}

const UNWATCHED = { at: () => undefined, check: () => undefined, signal: new AbortController().signal }

function restic(root: string, folder: string): Tool {
  const space = join(root, 'restic')
  const restored = join(root, 'restic restored')
  const cache = ['-r', space, '--cache-dir', join(root, 'restic-cache'), '-q']
  run('restic', [...cache, 'init'])
  const take = (): void => run('restic', [...cache, 'backup', folder])
  return {
    name: 'restic', space, restored, first: take, daily: take, verify: () => run('restic', [...cache, 'check', '--read-data']),
    restore: () => run('restic', [...cache, 'restore', 'latest', '--target', restored]),
  }
}

function borg(root: string, folder: string): Tool {
  const space = join(root, 'borg')
  const restored = join(root, 'borg restored')
  run('borg', ['init', '-e', 'repokey-blake2', space])
  let taken = 0
  const take = (): void => {
    taken += 1
    run('borg', ['create', '--compression', 'none', `${space}::${taken}`, folder])
  }
  return {
    name: 'borg', space, restored, first: take, daily: take, verify: () => run('borg', ['check', '--verify-data', space]),
    restore: () => {
      mkdirSync(restored)
      run('borg', ['extract', `${space}::${taken}`], restored)
    },
  }
}

const SECRETS = { RESTIC_PASSWORD: 'bench', BORG_PASSPHRASE: 'bench' }

// restic 0.14 has no --version.
const has = (program: string): boolean => spawnSync(program, ['--help'], { stdio: 'ignore' }).status === 0

function run(program: string, args: readonly string[], cwd?: string): void {
  const { status, stderr } = spawnSync(program, args, {
    env: { ...process.env, ...SECRETS }, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', ...(cwd === undefined ? {} : { cwd }),
  })
  if (status !== 0) throw new Error(`${program} ${args[0]}: ${stderr}`)
}

type Noise = (size: number) => Uint8Array

/** What nobody compresses and no two files share. */
function noiseMaker(): Noise {
  const cipher = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16))
  return (size) => cipher.update(new Uint8Array(size))
}

/** @returns their bytes together. */
function plantFiles(folder: string, count: number, noise: Noise): number {
  const { attachments } = placesIn(folder)
  let bytes = 0
  for (let index = 0; index < count; index += 1) {
    const name = randomBytes(32).toString('hex')
    const size = SMALLEST + ((index * 7919) % SPREAD)
    mkdirSync(join(attachments, name.slice(0, 2)), { recursive: true })
    writeFileSync(join(attachments, name.slice(0, 2), name), noise(size))
    bytes += size
  }
  return bytes
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

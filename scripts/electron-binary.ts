// Gets Electron's binary, which comes from a release site that not every machine reaches: one bounded attempt a day.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installed, ROOT } from './steps.ts'

const FAILED = join(ROOT, 'dist', 'electron-unavailable.json')
const DOWNLOADS = join(ROOT, 'dist', 'electron-download')
const RETRY_AFTER = 24 * 60 * 60 * 1000

/** How long the download may stand still, in milliseconds. */
const PATIENCE = 60_000

/** Electron's program, or null while it has not been fetched. */
export function findElectron(): string | null {
  const named = installed('electron/path.txt')
  if (!existsSync(named)) return null
  const program = join(installed('electron/dist'), readFileSync(named, 'utf8'))
  return existsSync(program) ? program : null
}

/** Electron's program, fetched when it is missing; null where it cannot be had. `insist`: try even after a failure today. */
export async function getElectron(insist: boolean): Promise<string | null> {
  const present = findElectron()
  if (present !== null || (!insist && (await hasFailedToday()))) return present
  process.stdout.write('正在下载 Electron（每天至多尝试一次）… · fetching Electron (at most one attempt a day)…\n')
  await mkdir(DOWNLOADS, { recursive: true })
  await download()
  await rm(DOWNLOADS, { recursive: true, force: true })
  const fetched = findElectron()
  if (fetched === null) await writeFile(FAILED, JSON.stringify({ at: Date.now() }))
  return fetched
}

async function hasFailedToday(): Promise<boolean> {
  const said = await readFile(FAILED, 'utf8').catch(() => '')
  const at = /^\{"at":(\d+)\}$/.exec(said)
  return at !== null && Date.now() - Number(at[1]) < RETRY_AFTER
}

/** Runs the package's own installer; ends it when its file has not grown for `PATIENCE`. */
async function download(): Promise<void> {
  const child = spawn(process.execPath, [installed('electron/install.js')], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: DOWNLOADS, TEMP: DOWNLOADS, TMP: DOWNLOADS, NODE_USE_ENV_PROXY: '1' },
  })
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  let size = 0
  let grewAt = Date.now()
  const watch = setInterval(() => {
    void downloaded().then((now) => {
      if (now > size) grewAt = Date.now()
      size = Math.max(size, now)
      if (Date.now() - grewAt > PATIENCE) child.kill()
      return null
    })
  }, 1_000)
  const interrupt = () => child.kill()
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  await ended
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  clearInterval(watch)
}

/** Bytes downloaded so far, and, while it is unpacked, written. */
async function downloaded(): Promise<number> {
  let bytes = 0
  for (const folder of [DOWNLOADS, installed('electron/dist')]) {
    for (const entry of await readdir(folder, { recursive: true }).catch(() => [])) {
      bytes += (await stat(join(folder, entry)).catch(() => null))?.size ?? 0
    }
  }
  return bytes
}

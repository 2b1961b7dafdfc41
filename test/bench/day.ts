// From nothing to the screen to sign in, and how much memory the engine has after an hour's and a day's work.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { startShellChild } from '#test/support/shell-child.ts'
import { openDesk } from './desk.ts'
import { floor, goal, ms, percentile, table } from './measure.ts'

const STARTS = 8
const HOURS = 9
/** A day on which nothing else was received. */
const AT = '2026-11-23T10:00'
/** Milliseconds: a little longer than threads wait for more (picture/pictures.ts, vault/naming.ts). */
const PAUSE = 70_000

/** A browser that is open already: the time is the shell's and the page's. */
export async function benchStart(archive: string, dossiers: number): Promise<void> {
  const browser = await chromium.launch(chromiumLaunch())
  try {
    const served: number[] = []
    const shown: number[] = []
    for (let start = 0; start < STARTS; start += 1) {
      const began = performance.now()
      const shell = await startShellChild(archive, process.env)
      served.push(performance.now() - began)
      const page = await browser.newPage()
      await page.goto(shell.url)
      await page.locator('input[type=password]').waitFor()
      shown.push(performance.now() - began)
      await page.close()
      await shell.kill('SIGTERM')
    }
    for (const times of [served, shown]) times.sort((a, b) => a - b)
    console.log(`\nstart to the screen to sign in, ${dossiers} dossiers, ${STARTS} times: the program has its address after ${ms(percentile(served, 0.5))} ms (p50)`)
    goal('start to the screen to sign in, p50', percentile(shown, 0.5), 1500)
  } finally {
    await browser.close()
  }
}

/** What a process takes, megabytes. */
type Taken = {
  /** All of it that lies in memory, the program's own file and pages of others' files among it. */
  resident: number
  /** What nobody else has: what would be free if it ended. */
  own: number
}

/** As Linux counts it. */
function takenBy(pid: number): Taken {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text)?.[1])
  return { resident: kilobytes('Rss') / 1024, own: (kilobytes('Private_Clean') + kilobytes('Private_Dirty')) / 1024 }
}

/**
 * The process of the browser shell as `npm start` starts it: server, engine, the thread of pictures while there is one. An hour's work comes in half a minute,
 * so that it is taken twice: right after the last call, and when nothing was asked for so long that threads have ended which nobody needs.
 * On a copy: the day enters hundreds of records.
 */
export async function benchDay(archive: string, password: string, dossiers: number): Promise<void> {
  if (process.platform !== 'linux') return
  const folder = mkdtempSync(join(tmpdir(), 'yidang-bench-day-'))
  try {
    cpSync(archive, join(folder, 'archive'), { recursive: true })
    const shell = await startShellChild(join(folder, 'archive'), process.env, ['--now', AT])
    try {
      const work = await openDesk(shell.url, password, 60_000)
      const busy: Taken[] = [takenBy(shell.pid)]
      const rested: Taken[] = []
      for (let hour = 1; hour <= HOURS; hour += 1) {
        await work()
        busy.push(takenBy(shell.pid))
        if (hour !== 1 && hour !== HOURS) continue
        await setTimeout(PAUSE)
        rested.push(takenBy(shell.pid))
      }
      tellDay(busy, rested, dossiers)
    } finally {
      await shell.kill('SIGTERM')
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Hour by hour, the moment of signing in first; after a pause at the end of the first and of the last. */
function tellDay(busy: readonly Taken[], rested: readonly Taken[], dossiers: number): void {
  const row = (name: string, taken: Taken | undefined) => [name, taken?.resident.toFixed(0) ?? '', taken?.own.toFixed(0) ?? '']
  table(`memory of the browser shell over a day's work, ${dossiers} dossiers (MB)`, ['', 'resident', 'its own'], [
    ...busy.map((taken, hour) => row(hour === 0 ? 'signed in' : `hour ${hour}`, taken)),
    ...rested.map((taken, at) => row(at === 0 ? 'hour 1, a pause after' : `hour ${HOURS}, a pause after`, taken)),
  ])
  goal('memory right after an hour, all that is resident', busy[1]?.resident ?? Number.NaN, 250, 'MB')
  goal('memory after an hour and a pause, all that is resident', rested[0]?.resident ?? Number.NaN, 250, 'MB')
  const [early, late] = [busy.slice(2, 5), busy.slice(-3)].map((some) => Math.max(...some.map(({ resident }) => resident)))
  goal('memory at the end of the day against its second to fourth hour', (late ?? Number.NaN) / (early ?? Number.NaN), 1.1, 'times')
  floor('hours worked', busy.length - 1, HOURS, 'hours')
}

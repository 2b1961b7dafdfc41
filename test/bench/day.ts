// From nothing to the screen to sign in, and how much memory the engine has after an hour's and a day's work.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { z } from 'zod'
import { build, builtProgram } from '../../scripts/build.ts'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { startShellChild } from '#test/support/shell-child.ts'
import { floor, goal, measure, percentile } from './measure.ts'

const STARTS = 8
const HOURS = 9
const MEGABYTE = 1024 * 1024
/** A day on which nothing else was received. */
const AT = Date.parse('2026-11-23T10:00+08:00')

/** A browser that is open already: the time is the shell's and the page's. */
export async function benchStart(archive: string, dossiers: number): Promise<void> {
  const browser = await chromium.launch(chromiumLaunch())
  try {
    const times = await measure(STARTS, async () => {
      const shell = await startShellChild(archive, process.env)
      const page = await browser.newPage()
      await page.goto(shell.url)
      await page.locator('input[type=password]').waitFor()
      await page.close()
      await shell.kill('SIGTERM')
    })
    console.log(`\nstart to the screen to sign in, ${dossiers} dossiers: ${STARTS} times`)
    goal('start, p50 with its end', percentile(times, 0.5), 1500)
  } finally {
    await browser.close()
  }
}

const saidSchema = z.object({ hour: z.number(), memory: z.number() })

/** On a copy: the day enters hundreds of records. */
export async function benchDay(archive: string, password: string, dossiers: number): Promise<void> {
  await build(['programs'])
  const folder = mkdtempSync(join(tmpdir(), 'yidang-bench-day-'))
  try {
    cpSync(archive, join(folder, 'archive'), { recursive: true })
    const child = spawn(process.execPath, [builtProgram('day-child'), join(folder, 'archive'), password, String(AT), String(HOURS), String(60_000)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const memory: number[] = []
    for await (const line of createInterface({ input: child.stdout })) memory.push(saidSchema.parse(JSON.parse(line)).memory / MEGABYTE)
    console.log(`\nmemory of the engine's process over a day's work, ${dossiers} dossiers (MB): ${memory.map((size) => size.toFixed(0)).join(', ')}`)
    goal('memory after an hour', memory[1] ?? Number.NaN, 250, 'MB')
    const [early, late] = [memory.slice(2, 5), memory.slice(-3)].map((some) => Math.max(...some))
    goal('memory at the end of the day against its second to fourth hour', (late ?? Number.NaN) / (early ?? Number.NaN), 1.1, 'times')
    floor('hours worked', memory.length - 1, HOURS, 'hours')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

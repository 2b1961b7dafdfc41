// `npm start`: builds what is not fresh, then opens the application in Electron, or where that cannot be had in the browser.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { dayOf } from '#shared/domain/local-date.ts'
import { DEMO_LOGINS, DEMO_PASSWORD, DEMO_SEED } from '../electron/cli/demo/staff.ts'
import { defaultArchive, startOptions, type StartOptions } from '../electron/shell/start-options.ts'
import { startProblem } from '../electron/shell/start-problem.ts'
import { browserShell } from './browser.ts'
import { build } from './build.ts'
import { getElectron } from './electron-binary.ts'
import { ROOT, runProgram } from './steps.ts'

const HELP = `npm start -- [--demo] [--archive DIR] [--now 2026-02-13T17:30] [--port N] [--no-open] [--electron]
  --demo      样例门店 · the sample store, made the first time
  --archive   档案文件夹 · the archive's folder
  --now       在其他时间运行（仅演练档案）· at another time (training archives only)
  --port      浏览器方式的端口 · the port of the browser shell
  --no-open   不打开浏览器，只显示地址 · do not open the browser, print the address
  --electron  再次尝试下载 Electron · try once more to fetch Electron
`

/** An Electron that ends in failure within this time never showed its window: no screen, no sandbox allowed. */
const STILLBORN = 15_000

async function start(): Promise<number> {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      archive: { type: 'string' },
      now: { type: 'string' },
      port: { type: 'string' },
      open: { type: 'boolean', default: true },
      electron: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowNegative: true,
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const archive = values.archive ?? defaultArchive(values.demo ? 'demo' : 'archive')
  const options = startOptions({ archive, now: values.now })
  await build(['renderer'])
  if (values.demo) await prepareDemo(options)
  const inElectron = values.port === undefined && values.open ? await startElectron(options, values.now, values.electron) : null
  if (inElectron !== null) return inElectron
  const given = Object.entries({ archive: options.archive, now: values.now, port: values.port }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
  const { program, args, env } = await browserShell([...given, ...(values.open ? [] : ['--no-open'])])
  return runProgram(program, args, { env })
}

/** Makes the sample store where there is none yet, with a history that leads up to the day it is opened on. */
async function prepareDemo({ archive, startAt }: StartOptions): Promise<void> {
  const own = process.env['YIDANG_PASSWORD']
  if (!existsSync(archive)) {
    process.stdout.write('正在建立样例门店… · making the sample store…\n')
    const { makeDemo } = await import('../electron/cli/demo.ts')
    const today = startAt === null ? null : dayOf(startAt)
    await makeDemo({ folder: archive, scale: 1, seed: DEMO_SEED, password: own ?? DEMO_PASSWORD, today })
  }
  process.stdout.write(`登录名 · log-ins: ${DEMO_LOGINS.join(' ')}\n密码 · password: ${own === undefined ? DEMO_PASSWORD : 'YIDANG_PASSWORD'}\n`)
}

/** Runs the application in Electron. @returns its exit code; null when no window can be opened in it here. */
async function startElectron(options: StartOptions, now: string | undefined, insist: boolean): Promise<number | null> {
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined
  // Chromium's sandbox does not run as root, and without it the window does not open.
  if (!hasScreen || process.getuid?.() === 0) return null
  const electron = await getElectron(insist)
  if (electron === null) {
    process.stdout.write('Electron 不可用，改在浏览器中运行 · Electron cannot be had here: running in the browser (ELECTRON_MIRROR names a mirror)\n')
    return null
  }
  await build(['desktop'])
  const began = Date.now()
  const code = await runProgram(electron, [ROOT, '--archive', options.archive, ...(now === undefined ? [] : ['--now', now])])
  if (code === 0 || Date.now() - began > STILLBORN) return code
  process.stdout.write('Electron 无法在此机器上打开窗口，改在浏览器中运行 · Electron opened no window here: running in the browser\n')
  return null
}

try {
  process.exitCode = await start()
} catch (error) {
  const told = startProblem(error)
  process.stderr.write(`${told.chinese}\n${told.english}\n`)
  process.exitCode = 1
}

// The browser shell as a program: `main.ts [--archive DIR] [--now TIME] [--port N] [--no-open]`.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startOptions, type StartOptions } from '../shell/start-options.ts'
import { startProblem } from '../shell/start-problem.ts'
import { openInBrowser } from './open.ts'
import { startBrowserShell } from './server.ts'

const BUILT_PAGE = fileURLToPath(new URL('../../dist/renderer/', import.meta.url))

/** Serves an archive until the program is told to stop; resolves when everything is closed. */
async function serveInBrowser(options: StartOptions & { port: number; open: boolean }): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const shell = await startBrowserShell({ archive: options.archive, startAt: options.startAt, page: BUILT_PAGE, port: options.port })
  const opened = options.open && (await openInBrowser(shell.url))
  say(opened ? '已在浏览器中打开 · opened in the browser' : '请在本机浏览器中打开（此地址只能用一次）· open on this machine (works once)')
  say(`  ${shell.url}`)
  say('按 Ctrl+C 结束 · Ctrl+C to stop')
  await stopped
  await shell.close()
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** A port from the command line. @throws RangeError when it is none. */
function readPort(text: string | undefined): number {
  const port = Number(text ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`--port ${text}: not a port · 不是端口号`)
  return port
}

try {
  const { values } = parseArgs({
    options: {
      archive: { type: 'string' },
      now: { type: 'string' },
      port: { type: 'string' },
      open: { type: 'boolean', default: true },
    },
    allowNegative: true,
  })
  await serveInBrowser({ ...startOptions(values), port: readPort(values.port), open: values.open })
} catch (error) {
  const told = startProblem(error)
  process.stderr.write(`${told.chinese}\n${told.english}\n`)
  process.exitCode = 1
}

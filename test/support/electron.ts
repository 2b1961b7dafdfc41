// Starts a built main process against the stand-in for Electron, and asks it what it does.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Envelope } from '#shared/contract/envelope.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const PAGE = 'yidang://app/'

/** The frame a message comes from; null for one that has gone. */
export type Frame = { url: string; parent: object | null } | null

export const TOP_FRAME: Frame = { url: PAGE, parent: null }

export type Asked =
  | { what: 'report' }
  | { what: 'happen'; event: string; details: object }
  | { what: 'openWindow'; url: string }
  | { what: 'permission'; session: string; permission: string; url: string; media?: readonly string[] }
  | { what: 'device'; session: string }
  | { what: 'download'; session: string; url: string }
  | { what: 'load'; session: string; url: string }
  | { what: 'fetch'; url: string; method: string; headers?: Record<string, string>; body?: Uint8Array }
  | { what: 'invoke' | 'send'; channel: string; args: unknown[]; sender: Frame }
  | { what: 'system'; answers: { print?: string; folder?: string | null; box?: number } }
  | { what: 'second'; args?: readonly string[] }
  | { what: 'choose'; label: string }
  | { what: 'closeWindow' | 'unfinished' | 'clickTray' | 'quit' }

const loose = z.record(z.string(), z.unknown())
const windowShape = z.object({ options: loose, url: z.string(), done: z.array(z.string()) })

const messageShape = z.union([
  z.object({ loaded: z.string() }),
  z.object({ tray: z.literal(true) }),
  z.object({ threads: z.number(), windows: z.array(windowShape) }),
  z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() }),
])
const exitShape = z.tuple([z.number().nullable(), z.string().nullable()])

const reportShape = z.object({
  privileged: z.array(loose),
  sandboxed: z.boolean(),
  switches: z.array(z.string()),
  userData: z.string(),
  windows: z.array(windowShape),
  sessions: z.array(z.object({ name: z.string(), options: z.unknown(), spellChecker: z.boolean(), schemes: z.array(z.string()) })),
  channels: z.array(z.string()),
  globalChannels: z.array(z.string()),
  menus: z.array(z.array(loose)),
  printed: z.array(loose),
  folderDialogs: z.array(loose),
  boxes: z.array(loose),
  sent: z.array(z.string()),
  trays: z.array(z.object({ picture: z.string(), tip: z.string(), removed: z.boolean(), menu: z.array(loose) })),
  loginItem: z.unknown(),
  modelId: z.string(),
})
export type Report = z.output<typeof reportShape>

const responseShape = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.instanceof(Uint8Array) })

export type Desktop = {
  /** The folder of this run: archive, data folder and all; removed by `close`. */
  folder: string
  archive: string
  ask(asked: Asked): Promise<unknown>
  report(): Promise<Report>
  fetch(url: string, method?: string, sent?: { headers?: Record<string, string>; body?: Uint8Array }): Promise<z.output<typeof responseShape>>
  /** One call of a method over IPC, from the page itself unless another frame is given. */
  call(method: string, input: unknown, token?: string | null, sender?: Frame): Promise<Envelope<unknown>>
  /** Quits as a person would. @returns the exit code, and how many threads still ran when main let go. */
  quit(): Promise<{ code: number | null; threads: number | null }>
  /** Every window there was, as it was when main let go. */
  windowsAtEnd(): Report['windows']
  close(): Promise<void>
}

const envelopeShape: z.ZodType<Envelope<unknown>> = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.custom<Extract<Envelope<unknown>, { ok: false }>['error']>() }),
])

export type DesktopOptions = {
  /** The built main to run. */
  main?: string
  /** A folder of an earlier run, to start again on it. */
  folder?: string
  args?: readonly string[]
  /** Runs as if it had been installed, its code lying here. */
  packaged?: string
  /** Starts with the tray alone: no page is waited for. */
  hidden?: boolean
}

function startChild(folder: string, options: DesktopOptions, environment: NodeJS.ProcessEnv): ChildProcess {
  const args = ['--archive', join(folder, 'archive'), ...(options.args ?? []), ...(options.hidden === true ? ['--hidden'] : [])]
  return fork(join(ROOT, 'test/support/electron-child.ts'), args, {
    cwd: folder,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: {
      ...process.env,
      STAND_IN_MAIN: options.main ?? join(ROOT, 'dist/desktop/main.js'),
      XDG_DATA_HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), LOCALAPPDATA: folder, HOME: folder,
      ...(options.packaged === undefined ? {} : { STAND_IN_PACKAGED: options.packaged }),
      ...environment,
    },
  })
}

/** Starts main and waits until its page is loaded. @throws what main says when it ends before that. */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'yidang-desktop-')))
  const child = startChild(folder, options, {})
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const loaded = Promise.withResolvers<void>()
  let said = ''
  let threads: number | null = null
  let windowsAtEnd: Report['windows'] = []
  let last = 0
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.on('message', (text) => {
    const message = messageShape.parse(text)
    if ('loaded' in message) {
      loaded.resolve()
      return
    }
    if ('tray' in message) {
      if (options.hidden === true) loaded.resolve()
      return
    }
    if ('threads' in message) {
      threads = message.threads
      windowsAtEnd = message.windows
      return
    }
    if (message.error === undefined) waiting.get(message.id)?.resolve(message.value)
    else waiting.get(message.id)?.reject(new Error(message.error))
    waiting.delete(message.id)
  })
  const exited = once(child, 'exit').then((exit) => {
    const ended = new Error(`main has ended: ${said}`)
    for (const { reject } of [...waiting.values(), loaded]) reject(ended)
    return exitShape.parse(exit)[0]
  })

  const ask = (asked: Asked) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      if (child.exitCode === null && child.connected) child.send({ id: last, asked })
      else reject(new Error(`main has ended: ${said}`))
    })
  const report = async () => reportShape.parse(await ask({ what: 'report' }))
  const desktop: Desktop = {
    folder,
    archive: join(folder, 'archive'),
    ask,
    report,
    fetch: async (url, method = 'GET', sent = {}) => responseShape.parse(await ask({ what: 'fetch', url, method, ...sent })),
    call: async (method, input, token = null, sender = TOP_FRAME) =>
      envelopeShape.parse(await ask({ what: 'invoke', channel: 'yidang:call', args: [{ method, input, token }], sender })),
    quit: async () => {
      await ask({ what: 'quit' }).catch(() => null)
      return { code: await exited, threads }
    },
    windowsAtEnd: () => windowsAtEnd,
    close: async () => {
      child.kill()
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    await loaded.promise
  } catch (error) {
    await desktop.close()
    throw error
  }
  return desktop
}

/** Starts main where it is expected to give up. @returns its exit code and what it said. */
export async function failDesktop(options: DesktopOptions & { second?: boolean }): Promise<{ code: number | null; said: string }> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'yidang-desktop-')))
  const child = startChild(folder, options, options.second === true ? { STAND_IN_SECOND: '1' } : {})
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = exitShape.parse(await once(child, 'close'))
  if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  return { code, said }
}

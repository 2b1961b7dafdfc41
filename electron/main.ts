// Electron's main process: makes everything safe, starts the engine, opens the window and the tray, and closes in that order backwards.
import { app, dialog, Menu, protocol, session, type BrowserWindow } from 'electron'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { NO_STANDING } from '#archive/backup/standing.ts'
import { isWithin } from '#archive/folders.ts'
import { startHost } from '#archive/host.ts'
import { refused } from '#archive/refusal.ts'
import { CHANNELS } from './desktop/channels.ts'
import { CLOSING_PAGE, CLOSING_PATH, closingWindow } from './desktop/closing.ts'
import { answerPage } from './desktop/ipc.ts'
import { HIDDEN, loginItem, startedAtLogin } from './desktop/login-item.ts'
import { menuBar } from './desktop/menu.ts'
import { isLanguage, profileFolder } from './desktop/place.ts'
import { openPlaces } from './desktop/places.ts'
import { servePage } from './desktop/protocol.ts'
import { protectContents, protectSession, SCHEME, START_PAGE } from './desktop/security.ts'
import { openTray, type ShownTray } from './desktop/tray.ts'
import type { TrayState } from './desktop/tray-menu.ts'
import { bringForward, openWindow, PARTITION } from './desktop/window.ts'
import { readPage } from './shell/page.ts'
import { dataFolder, defaultArchive, startOptions, type StartOptions } from './shell/start-options.ts'
import { startProblem } from './shell/start-problem.ts'

protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
app.enableSandbox()
for (const off of ['disable-background-networking', 'disable-component-update', 'disable-breakpad']) app.commandLine.appendSwitch(off)
// As the installer calls its shortcuts (electron-builder.yml), so that windows, taskbar and log-in item are one program's.
app.setAppUserModelId('cn.yidang.desk')

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Everything the program was started with; Chromium's own switches among it are passed over. */
function givenOptions(): StartOptions {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { archive: { type: 'string' }, now: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined)
  const options = startOptions({ archive: text(values['archive']), now: text(values['now']) })
  // An uninstaller removes the program's folder with all that is in it.
  if (app.isPackaged && isWithin(dirname(dirname(app.getAppPath())), options.archive)) throw refused('archive.inProgram', options.archive)
  return options
}

async function start(options: StartOptions, profile: string): Promise<void> {
  await app.whenReady()
  protectSession(session.defaultSession)
  const own = session.fromPartition(PARTITION, { cache: false })
  protectSession(own)
  app.on('web-contents-created', (_event, contents) => protectContents(contents))
  const page = await readPage(beside('../renderer/'))

  const places = openPlaces(profile)
  const item = loginItem(options.archive === defaultArchive('archive') ? null : options.archive)
  let window: BrowserWindow | null = null
  let tray: ShownTray | null = null
  let standing = NO_STANDING
  let quitting = false
  let closing: Promise<void> | null = null

  const host = await startHost({ folder: options.archive, program: '一车一档 (desktop)', startAt: options.startAt }, (now) => {
    standing = now
    showState()
    if (closing !== null) lastBackup.show(now)
  })
  const lastBackup = closingWindow(() => places.read().language, () => host.giveUp())
  own.protocol.handle(SCHEME, servePage(new Map([...page, [CLOSING_PATH, CLOSING_PAGE]]), host))

  const machine = () => ({ startAtLogin: item.read(), keepInTray: places.read().keepInTray !== false })
  const state = (): TrayState => {
    const { startAtLogin, keepInTray } = machine()
    return { language: places.read().language, standing, atLogin: startAtLogin, keepInTray, closing: closing !== null }
  }
  const showState = (): void => tray?.show(state())
  const change = ({ startAtLogin, keepInTray }: { startAtLogin?: boolean; keepInTray?: boolean }): void => {
    if (startAtLogin !== undefined) item.write(startAtLogin)
    if (keepInTray !== undefined) places.write({ keepInTray })
    showState()
  }
  const showMenu = (): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuBar(places.read().language, process.platform, () => void about())))
  }
  const show = async (): Promise<void> => {
    if (closing !== null) return
    if (window !== null) {
      bringForward(window)
      return
    }
    const opened = openWindow(places, beside('./preload.cjs'), {
      gone: () => {
        if (opened.isDestroyed()) window = null
        host.endSessions()
      },
      keepInTray: (keepInTray) => change({ keepInTray }),
      stays: () => {
        quitting = false
      },
      isQuitting: () => quitting,
    })
    window = opened
    answerPage(opened, host, {
      language: (language) => {
        if (!isLanguage(language)) return
        places.write({ language })
        showMenu()
        showState()
      },
      machine: (wanted) => {
        change(wanted)
        return machine()
      },
    })
    await opened.loadURL(START_PAGE)
  }
  const about = async (): Promise<void> => {
    await show()
    window?.webContents.send(CHANNELS.about)
  }

  app.on('before-quit', () => {
    quitting = true
  })
  app.on('will-quit', (event) => {
    // However often it is asked for: the program ends when the archive is closed.
    event.preventDefault()
    if (closing !== null) return
    closing = host.close().finally(() => {
      tray?.remove()
      app.exit()
    })
    showState()
  })
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(HIDDEN)) void show()
  })
  app.on('activate', () => void show())
  app.on('window-all-closed', () => {
    if (closing === null && places.read().keepInTray !== true) app.quit()
  })
  showMenu()
  tray = openTray(beside('./tray/'), state(), {
    open: () => void show(),
    backUp: () => host.backUp(),
    startAtLogin: (startAtLogin) => change({ startAtLogin }),
    keepInTray: (keepInTray) => change({ keepInTray }),
    quit: () => app.quit(),
  })
  if (!startedAtLogin(process.argv)) await show()
}

try {
  const options = givenOptions()
  const profile = profileFolder(dataFolder(process.platform, process.env, homedir()), options.archive)
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setPath('userData', profile)
  if (app.requestSingleInstanceLock()) {
    start(options, profile).catch(fail)
  } else {
    app.quit()
  }
} catch (error) {
  fail(error)
}

function fail(error: unknown): void {
  const told = startProblem(error)
  dialog.showErrorBox('一车一档', `${told.chinese}\n\n${told.english}`)
  app.exit(1)
}
